"""Read the body of a request before anything else does, in bounded time and by a bounded number of threads.

A server thread that reads a body waits for as long as its client likes to send it, and WSGI (PEP 3333) has no deadline
for that. So the body is read by a thread of its own, for which the server's thread waits only so long; then the answer is
408 (RFC 9110, section 15.5.9), the server closes the connection, and the reading thread ends with it.
"""

from __future__ import annotations

import io
import threading
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import IO, Final
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from graphapp.web.problems import Problem

SECONDS: Final = 10.0
"""Seconds in which a body must have come; the longest one that is taken needs 100 kB a second then."""
_PAUSE: Final = 0.5
"""Seconds that a request waits for a place among those whose bodies are being read."""


@dataclass
class Places:
    """The bodies that are being read in this process, by client; each holds a thread of the server."""

    most: int = 16
    """How many there may be; as many requests more may wait for a place, for half a second."""
    of_one_client: int = 8
    """How many one client may have."""
    _held: Counter[str] = field(default_factory=Counter)
    _waiting: int = 0
    _changed: threading.Condition = field(default_factory=threading.Condition)

    def enter(self, client: str) -> bool:
        """Take a place; False if there is none."""
        with self._changed:
            if not self._free(client):
                if self._waiting >= self.most:
                    return False
                self._waiting += 1
                try:
                    if not self._changed.wait_for(lambda: self._free(client), _PAUSE):
                        return False
                finally:
                    self._waiting -= 1
            self._held[client] += 1
            return True

    def leave(self, client: str) -> None:
        """Give a place back."""
        with self._changed:
            self._held[client] -= 1
            if not self._held[client]:
                del self._held[client]
            self._changed.notify_all()

    def _free(self, client: str) -> bool:
        return self._held[client] < self.of_one_client and self._held.total() < self.most


class WholeBodies:
    """Passes a request on when its body is complete: ``wsgi.input`` never blocks below."""

    def __init__(
        self,
        app: WSGIApplication,
        longest: int,
        client: Callable[[WSGIEnvironment], str],
        seconds: float = SECONDS,
    ) -> None:
        """Wrap ``app``. Of a body at most ``longest`` bytes and one more are read, so that ``app`` sees that it is too
        long; one whose ``Content-Length`` says so is not read at all. ``client`` tells who sends a request.
        """
        self._app = app
        self._longest = longest
        self._client = client
        self._seconds = seconds
        self._places = Places()

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer a request."""
        expected = _expected(environ)
        if expected == 0 or (expected or 0) > self._longest:
            return self._app(environ, start_response)
        client = self._client(environ)
        if not self._places.enter(client):
            return _refuse(start_response, _MANY)
        try:
            body = _read(environ["wsgi.input"], expected or self._longest + 1, self._seconds)
        finally:
            self._places.leave(client)
        if body is None:
            return _refuse(start_response, _SLOW)
        environ["wsgi.input"] = io.BytesIO(body)
        return self._app(environ, start_response)


_SLOW: Final = Problem(
    "slow",
    408,
    f"The request's body did not come within {SECONDS:g} seconds.",
    german=f"Der Inhalt der Anfrage kam nicht innerhalb von {SECONDS:g} Sekunden an.",
)
_MANY: Final = Problem(
    "busy",
    503,
    "Too many requests are still being sent, by you or in all. Try again in a few seconds.",
    {"retryAfter": 5},
    "Zu viele Anfragen sind noch unterwegs, von Ihnen oder insgesamt. Versuchen Sie es in einigen Sekunden wieder.",
)


def _expected(environ: WSGIEnvironment) -> int | None:
    """Return how many bytes are to come; 0 without a body, None when the request does not say how many."""
    if environ.get("HTTP_TRANSFER_ENCODING"):
        return None
    told = environ.get("CONTENT_LENGTH") or "0"
    return int(told) if told.isascii() and told.isdigit() else 0


def _read(source: IO[bytes], size: int, seconds: float) -> bytes | None:
    """Return what comes of ``size`` bytes; None when they take longer than ``seconds``."""
    read: list[bytes] = []

    def work() -> None:
        read.append(_all(source, size))

    thread = threading.Thread(target=work, name="body", daemon=True)
    thread.start()
    thread.join(seconds)
    return read[0] if read else None


def _all(source: IO[bytes], size: int) -> bytes:
    pieces, left = [], size
    while left:
        piece = source.read(left)
        if not piece:
            break
        pieces.append(piece)
        left -= len(piece)
    return b"".join(pieces)


def _refuse(start_response: StartResponse, problem: Problem) -> Iterable[bytes]:
    body = problem.as_json().encode()
    headers = [
        ("Content-Type", "application/problem+json"),
        ("Content-Length", str(len(body))),
        ("Cache-Control", "no-store"),
        ("Connection", "close"),
    ]
    if "retryAfter" in problem.extra:
        headers.append(("Retry-After", str(problem.extra["retryAfter"])))
    start_response(_STATUS[problem.status], headers)
    return [body]


_STATUS: Final = {408: "408 Request Timeout", 503: "503 Service Unavailable"}
