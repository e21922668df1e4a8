"""A line of JSON for each request, on standard output; without the text of queries unless asked for."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from typing import Any, Final, TextIO
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

OFF: Final = "off"
ON: Final = "on"
QUERIES: Final = "queries"
"""With the query string, and so with the text of queries that are asked with GET."""
CHOICES: Final = (OFF, ON, QUERIES)


class AccessLog:
    """Writes about every request that passes, when its answer has been handed over.

    Members: ``time`` (ISO 8601, UTC), ``client`` (the peer's address), ``method``, ``path``, ``status``, ``bytes`` of
    the body, ``seconds`` until the last byte was taken, ``complete`` (false when the answer failed or the client went
    away), ``agent``; ``query`` (the query string) only where ``queries`` is set.
    """

    def __init__(self, app: WSGIApplication, *, queries: bool = False, output: TextIO | None = None) -> None:
        """Wrap ``app``; write to ``output``, by default standard output."""
        self._app = app
        self._queries = queries
        self._output = output or sys.stdout

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Pass a request on."""
        line: dict[str, Any] = {
            "time": datetime.now(UTC).isoformat(timespec="milliseconds"),
            "client": environ.get("REMOTE_ADDR", ""),
            "method": environ["REQUEST_METHOD"],
            "path": environ.get("PATH_INFO", "").encode("latin-1", "replace").decode("utf-8", "replace"),
        }
        if self._queries:
            line["query"] = environ.get("QUERY_STRING", "")
        agent = environ.get("HTTP_USER_AGENT", "")[:200]
        began = time.perf_counter()

        def started(status: str, headers: list[tuple[str, str]], *rest: Any) -> Callable[[bytes], object]:
            line["status"] = int(status[:3])
            return start_response(status, headers, *rest)

        def ended(size: int, complete: bool) -> None:
            line.update(
                bytes=size, seconds=round(time.perf_counter() - began, 6), complete=complete, agent=agent
            )
            self._output.write(json.dumps(line, ensure_ascii=False) + "\n")
            self._output.flush()

        try:
            answer = self._app(environ, started)
        except BaseException:
            line.setdefault("status", 500)
            ended(0, False)
            raise
        return _Watched(answer, ended)


class _Watched(Iterator[bytes]):
    def __init__(self, answer: Iterable[bytes], ended: Callable[[int, bool], None]) -> None:
        self._answer = answer
        self._chunks = iter(answer)
        self._ended = ended
        self._size = 0
        self._complete = False
        self._told = False

    def __next__(self) -> bytes:
        try:
            chunk = next(self._chunks)
        except StopIteration:
            self._complete = True
            raise
        self._size += len(chunk)
        return chunk

    def close(self) -> None:
        try:
            close = getattr(self._answer, "close", None)
            if close is not None:
                close()
        finally:
            if not self._told:
                self._told = True
                self._ended(self._size, self._complete)
