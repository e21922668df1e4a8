"""The cache as a WSGI application around another (PEP 3333)."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final

from graphapp.web.cache.codings import choose
from graphapp.web.cache.entries import (
    Entry,
    Reply,
    is_another,
    is_unchanged,
    make_entry,
    make_variant,
    of_unchanged,
)
from graphapp.web.cache.flights import Flights
from graphapp.web.cache.requests import (
    RELEASE,
    Key,
    for_the_application,
    key_of,
    may_be_kept,
    may_wait,
    read_body,
)
from graphapp.web.cache.running import Passing, run
from graphapp.web.cache.shelf import ReleaseOf, Shelf, Statistics
from graphapp.web.cache.storing import fresh_for, may_be_stored
from graphapp.web.cache.wsgi import Environ, Header, StartResponse, WSGIApplication, header
from graphapp.web.problems import Problem
from graphapp.web.security import REFUSING

PARTS: Final = 16
"""An answer is kept when it has at most this part of the cache's bytes, so that one cannot push out all."""
LONGEST: Final = 1 << 20
"""Bytes of the longest answer that is kept. The application gathers as much itself before it streams
(`graphapp.web.delivery.WHOLE`): so nothing is gathered twice, and no stream is begun that nobody reads yet."""
_UNCHANGED: Final = "304 Not Modified"
_FAILED: Final = "412 Precondition Failed"
_ANOTHER: Final = Problem(
    "precondition",
    412,
    "What is at this address is not what the request names with If-Match or If-Unmodified-Since.",
)
_HIT: Final = ("Cache-Status", "graphapp; hit")
_COLLAPSED: Final = ("Cache-Status", "graphapp; fwd=miss; collapsed")
_MISSED: Final = ("Cache-Status", "graphapp; fwd=miss")


class AnswerCache:
    """Answers from memory what ``app`` has answered before, and passes everything else on to it.

    Stands directly in front of the application: a layer that rewrites the host or the scheme belongs in front
    of this one. Request directives of ``Cache-Control`` are advice (RFC 9111, section 5.2.1) and are not
    followed: an answer from memory is never older than the release, and nobody can make the engine work by
    pressing reload.
    """

    def __init__(self, app: WSGIApplication, limit: int, longest_body: int, release: ReleaseOf) -> None:
        """Wrap ``app``.

        ``limit``: bytes of kept answers; ``longest_body``: bytes of the longest request body that is read
        here; ``release``: see `graphapp.web.cache.shelf.ReleaseOf`.
        """
        self._app = app
        self._longest_answer = min(limit // PARTS, LONGEST)
        self._longest_body = longest_body
        self._shelf = Shelf(limit, release)
        self._flights = Flights()
        self._lock = threading.Lock()
        self._collapsed = self._passed = 0

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        """Answer a request."""
        body = None
        if not may_be_kept(environ) or (
            environ["REQUEST_METHOD"] == "POST" and (body := read_body(environ, self._longest_body)) is None
        ):
            with self._lock:
                self._passed += 1
            return self._app(environ, start_response)
        key = key_of(environ, body)
        release, entry = self._shelf.get(key, environ.get(RELEASE))
        if release != environ.get(RELEASE, release):
            # Another release is served by now; this request is answered from the one that it began with.
            with self._lock:
                self._passed += 1
            return self._app(environ, start_response)
        if entry is None:
            return self._ask(environ, start_response, release, key)
        return self._send(environ, start_response, key, entry, _HIT)

    def statistics(self) -> Statistics:
        """Return what the cache did since it was made, and what it holds."""
        return replace(self._shelf.statistics(), collapsed=self._collapsed, passed=self._passed)

    def _ask(
        self, environ: Environ, start_response: StartResponse, release: str | None, key: Key
    ) -> Iterable[bytes]:
        """Let the application answer, unless the same is being asked already."""
        flight = (release, key)
        if not may_wait(environ):
            return self._finish(environ, start_response, key, self._run(environ, release, key))
        if not self._flights.lead(flight):
            # When the flight has landed meanwhile, its answer is on the shelf.
            shared = self._flights.wait(flight) or self._shelf.get(key, release, counted=False)[1]
            if shared is not None:
                with self._lock:
                    self._collapsed += 1
                return self._send(environ, start_response, key, shared, _COLLAPSED)
            return self._finish(environ, start_response, key, self._run(environ, release, key))
        outcome: Entry | Passing | None = None
        try:
            # Another request may have landed between the look at the shelf and the lead.
            _, outcome = self._shelf.get(key, release, counted=False)
            if outcome is None:
                outcome = self._run(environ, release, key)
                if isinstance(outcome, Entry):
                    self._variant(environ, key, outcome)
        finally:
            self._flights.land(flight, outcome if isinstance(outcome, Entry) else None)
        return self._finish(environ, start_response, key, outcome)

    def _run(self, environ: Environ, release: str | None, key: Key) -> Entry | Passing:
        outcome = run(self._app, for_the_application(environ), self._longest_answer, may_be_stored)
        if isinstance(outcome, Passing):
            return outcome
        now = time.monotonic()
        entry = make_entry(
            outcome.status,
            outcome.headers,
            outcome.body,
            validated=environ["REQUEST_METHOD"] != "POST",
            stored=now,
            expires=now + fresh_for(outcome.headers) if release is None else None,
        )
        self._shelf.put(release, key, entry)
        return entry

    def _finish(
        self, environ: Environ, start_response: StartResponse, key: Key, outcome: Entry | Passing
    ) -> Iterable[bytes]:
        if isinstance(outcome, Entry):
            return self._send(environ, start_response, key, outcome, _MISSED)
        return _pass_on(environ, start_response, outcome)

    def _send(
        self, environ: Environ, start_response: StartResponse, key: Key, entry: Entry, note: Header
    ) -> Iterable[bytes]:
        reply = self._variant(environ, key, entry)
        if note is _HIT:
            age: tuple[Header, ...] = (note, ("Age", _age(entry)))
        else:
            age = (note,)
        method = environ["REQUEST_METHOD"]
        if method != "POST" and reply.etag and _is_another(environ, reply.etag, reply.headers):
            return _refused(environ, start_response)
        if (
            ("HTTP_IF_NONE_MATCH" in environ or "HTTP_IF_MODIFIED_SINCE" in environ)
            and method != "POST"
            and reply.etag
            and is_unchanged(environ, reply.etag, header(reply.headers, "last-modified"))
        ):
            start_response(_UNCHANGED, [*of_unchanged(reply.headers), *age])
            return []
        start_response(reply.status, [*reply.headers, *age])
        return [] if method == "HEAD" else [reply.body]

    def _variant(self, environ: Environ, key: Key, entry: Entry) -> Reply:
        coding = choose(environ.get("HTTP_ACCEPT_ENCODING"))
        reply = entry.variants.get(coding)
        if reply is None:
            reply = make_variant(entry, coding)
            self._shelf.add_variant(key, entry, coding, reply)
        return reply


def _is_another(environ: Environ, etag: str, headers: Sequence[Header]) -> bool:
    """Whether the request names another state; what has no tag is none that a request can name (RFC 9110, section 13.1.1)."""
    if "HTTP_IF_MATCH" not in environ and "HTTP_IF_UNMODIFIED_SINCE" not in environ:
        return False
    return is_another(environ, etag, header(headers, "last-modified"))


def _refused(environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
    body = _ANOTHER.as_json().encode()
    start_response(
        _FAILED,
        [
            *REFUSING,
            ("Content-Length", str(len(body))),
        ],
    )
    return [] if environ["REQUEST_METHOD"] == "HEAD" else [body]


def _age(entry: Entry) -> str:
    """Return the seconds since the answer was made or found to be valid (RFC 9111, section 4.2.3).

    An answer of a release is validated by every request: the release is still the one that is served.
    """
    return "0" if entry.expires is None else str(int(time.monotonic() - entry.stored))


def _pass_on(environ: Environ, start_response: StartResponse, answer: Passing) -> Iterable[bytes]:
    method = environ["REQUEST_METHOD"]
    conditional = method != "POST" and answer.status.startswith("200")
    etag = header(answer.headers, "etag")
    if conditional and _is_another(environ, etag or "", answer.headers):
        answer.close()
        return _refused(environ, start_response)
    if conditional and is_unchanged(environ, etag, header(answer.headers, "last-modified")):
        answer.close()
        start_response(_UNCHANGED, of_unchanged(answer.headers))
        return []
    start_response(answer.status, list(answer.headers))
    if method == "HEAD":
        answer.close()
        return []
    return answer
