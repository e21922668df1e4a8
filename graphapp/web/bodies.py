"""Read the body of a request before anything else does, in bounded time and by a bounded number of threads.

A server thread that reads a body waits for as long as its client likes to send it, and WSGI (PEP 3333) has no deadline
for that. So only so many threads read bodies at once, and a connection whose body takes too long is ended. (To read in a
thread of its own and to answer without it is no way out: Granian 2.8 then waits for the reader, and everything with it.)
"""

from __future__ import annotations

import contextlib
import io
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import IO, Final
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from graphapp.web.connection import Taken, end_those_that_wait
from graphapp.web.problems import Problem
from graphapp.web.security import REFUSING

SECONDS: Final = 10.0
"""Seconds in which a body must have come; the longest one that is taken needs 100 kB a second then."""
_GLANCE: Final = 0.5
"""Seconds between two looks at what is being read."""
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


@dataclass(eq=False)
class _Reading:
    """A body that is being read."""

    address: str
    """The peer that sends it."""
    began: float = field(default_factory=time.monotonic)


class WholeBodies:
    """Passes a request on when its body is complete: ``wsgi.input`` never blocks below."""

    def __init__(
        self,
        app: WSGIApplication,
        longest: int,
        client: Callable[[WSGIEnvironment], str],
        taken: Taken,
        seconds: float = SECONDS,
    ) -> None:
        """Wrap ``app``. Of a body at most ``longest`` bytes and one more are read, so that ``app`` sees that it is too
        long; one whose ``Content-Length`` says so is not read at all. ``client`` tells who sends a request, ``taken`` which
        connections belong to other requests.
        """
        self._app = app
        self._longest = longest
        self._client = client
        self._taken = taken
        self._seconds = seconds
        self._places = Places()
        self._readings: set[_Reading] = set()
        self._changed = threading.Condition()
        self._watchman: threading.Thread | None = None

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer a request."""
        expected = _expected(environ)
        if expected == 0 or (expected or 0) > self._longest:
            return self._app(environ, start_response)
        client = self._client(environ)
        if not self._places.enter(client):
            return _refuse(start_response)
        try:
            with self._watched(environ.get("REMOTE_ADDR", "")):
                body = _all(environ["wsgi.input"], expected or self._longest + 1)
        finally:
            self._places.leave(client)
        environ["wsgi.input"] = io.BytesIO(body)
        return self._app(environ, start_response)

    @contextlib.contextmanager
    def _watched(self, address: str) -> Iterator[None]:
        reading = _Reading(address)
        with self._changed:
            self._readings.add(reading)
            if self._watchman is None:
                self._watchman = threading.Thread(target=self._watch, name="bodies", daemon=True)
                self._watchman.start()
            elif len(self._readings) == 1:
                self._changed.notify()
        try:
            yield
        finally:
            with self._changed:
                self._readings.discard(reading)

    def _overdue(self, reading: _Reading) -> bool:
        return time.monotonic() - reading.began >= self._seconds

    def _watch(self) -> None:
        while True:
            with self._changed:
                self._changed.wait_for(lambda: self._readings)
                readings = set(self._readings)
            for reading in readings:
                if self._overdue(reading):
                    alike = [other for other in readings if other.address == reading.address]
                    end_those_that_wait(reading.address, self._seconds, len(alike), self._taken)
            time.sleep(_GLANCE)


_MANY: Final = Problem(
    "busy",
    503,
    f"Too many requests are still being sent: {Places.of_one_client} of one address and {Places.most} in all are read at once. "
    "Try again in a few seconds.",
    {"retryAfter": 5, "limit": {"name": "bodies", "value": Places.of_one_client, "unit": "requests"}},
    f"Zu viele Anfragen sind noch unterwegs: {Places.of_one_client} von einer Adresse und {Places.most} insgesamt werden "
    "zugleich gelesen. Versuchen Sie es in einigen Sekunden wieder.",
)


def _expected(environ: WSGIEnvironment) -> int | None:
    """Return how many bytes are to come; 0 without a body, None when the request does not say how many."""
    if environ.get("HTTP_TRANSFER_ENCODING"):
        return None
    told = environ.get("CONTENT_LENGTH") or "0"
    return int(told) if told.isascii() and told.isdigit() else 0


def _all(source: IO[bytes], size: int) -> bytes:
    pieces, left = [], size
    while left:
        piece = source.read(left)
        if not piece:
            break
        pieces.append(piece)
        left -= len(piece)
    return b"".join(pieces)


def _refuse(start_response: StartResponse) -> Iterable[bytes]:
    body = _MANY.as_json().encode()
    headers = [
        *REFUSING,
        ("Content-Length", str(len(body))),
        ("Connection", "close"),
        ("Retry-After", str(_MANY.extra["retryAfter"])),
    ]
    start_response("503 Service Unavailable", headers)
    return [body]
