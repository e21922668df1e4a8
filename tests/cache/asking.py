"""Ask a WSGI application directly, and small applications to be asked."""

from __future__ import annotations

import gzip
import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

import brotli
import zstandard
from werkzeug.datastructures import Headers
from werkzeug.test import create_environ, run_wsgi_app

from graphapp.web.cache.wsgi import Environ, StartResponse, WSGIApplication

FRESH = ("Cache-Control", "public, max-age=60")
TEXT = ("Content-Type", "text/plain; charset=utf-8")


@dataclass(frozen=True)
class Answer:
    """Status, headers and body of an answer."""

    status: int
    headers: Headers
    body: bytes

    @property
    def decoded(self) -> bytes:
        """The body without its content coding."""
        coding = self.headers.get("Content-Encoding", "identity")
        return decode(self.body, coding) if self.body else b""

    @property
    def noted(self) -> str:
        """What the cache says that it did."""
        return str(self.headers.get("Cache-Status", ""))


def decode(body: bytes, coding: str) -> bytes:
    if coding == "zstd":
        return zstandard.ZstdDecompressor().decompress(body)
    if coding == "br":
        return bytes(brotli.decompress(body))
    return gzip.decompress(body) if coding == "gzip" else body


def ask(
    app: WSGIApplication,
    path: str = "/",
    *,
    method: str = "GET",
    headers: dict[str, str] | None = None,
    host: str = "localhost",
    **more: Any,
) -> Answer:
    """Send one request to the application itself."""
    environ = create_environ(path, f"http://{host}/", method=method, headers=headers, **more)
    chunks, status, sent = run_wsgi_app(app, environ, buffered=True)
    return Answer(int(status.partition(" ")[0]), sent, b"".join(chunks))


@dataclass
class Told:
    """An application that gives what it is told to give, and counts how often it is asked."""

    body: bytes | Callable[[Environ], Iterable[bytes]] = b"text " * 400
    status: str = "200 OK"
    headers: list[tuple[str, str]] = field(default_factory=lambda: [TEXT, FRESH])
    asked: int = 0
    closed: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        with self.lock:
            self.asked += 1
        body = self.body
        chunks = [body] if isinstance(body, bytes) else body(environ)
        start_response(self.status, list(self.headers))
        return Closing(iter(chunks), self)


class Closing:
    """An iterator that tells when it is closed."""

    def __init__(self, chunks: Iterable[bytes], told: Told) -> None:
        self._chunks = iter(chunks)
        self._told = told

    def __iter__(self) -> Closing:
        return self

    def __next__(self) -> bytes:
        return next(self._chunks)

    def close(self) -> None:
        with self._told.lock:
            self._told.closed += 1
