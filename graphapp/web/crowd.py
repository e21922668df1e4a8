"""Keep one client from holding the threads of a process: what is more than its share is refused before any work is done.

Requests wait for a thread in the order in which they come. Five hundred of one client, each of which takes a millisecond or
two to be read, asked and refused, would be half a second for whoever comes next; to refuse one here takes microseconds.
"""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable, Iterable
from typing import Final
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from graphapp.web.problems import Problem
from graphapp.web.security import REFUSING

ROOM: Final = 16
"""Requests of one client that may be under way besides those whose queries run or wait."""
_FREE: Final = frozenset({"/healthz", "/readyz", "/metrics"})


class Crowd:
    """Lets at most ``most`` requests of one client into an application at once; the others are answered with 503."""

    def __init__(self, app: WSGIApplication, most: int, client: Callable[[WSGIEnvironment], str]) -> None:
        """Wrap ``app``. ``client`` tells who asks."""
        self._app = app
        self._most = most
        self._client = client
        self._under_way: Counter[str] = Counter()
        self._lock = threading.Lock()
        problem = Problem(
            "busy",
            503,
            f"{most} of your requests are under way. Send the next one when one of them is answered.",
            {"retryAfter": 1, "limit": {"name": "requests", "value": most, "unit": "requests"}},
            f"{most} Ihrer Anfragen sind unterwegs. Stellen Sie die nächste, wenn eine davon beantwortet ist.",
        )
        self._body = problem.as_json().encode()

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer a request."""
        if environ.get("PATH_INFO") in _FREE:
            return self._app(environ, start_response)
        client = self._client(environ)
        with self._lock:
            entered = self._under_way[client] < self._most
            self._under_way[client] += entered
        if not entered:
            headers = [
                *REFUSING,
                ("Content-Length", str(len(self._body))),
                ("Retry-After", "1"),
            ]
            start_response("503 Service Unavailable", headers)
            return [self._body]
        try:
            return self._app(environ, start_response)
        finally:
            with self._lock:
                self._under_way[client] -= 1
                if not self._under_way[client]:
                    del self._under_way[client]
