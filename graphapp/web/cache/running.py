"""Run the application and gather its answer, as far as it is short enough to be kept."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain
from types import TracebackType
from typing import Any

from graphapp.web.cache.wsgi import Environ, Header, WSGIApplication, header

ExcInfo = tuple[type[BaseException], BaseException, TracebackType]


@dataclass(frozen=True)
class Whole:
    """A complete answer that may be kept."""

    status: str
    headers: tuple[Header, ...]
    body: bytes


class Passing:
    """An answer that is handed on as it comes: too long to be kept, or not to be kept at all.

    It is its own iterator, as PEP 3333 wants it: what was gathered first, then what the application still
    gives. An error of the application is raised from it, so that the server breaks the connection and no cut
    answer looks whole.
    """

    def __init__(
        self, status: str, headers: tuple[Header, ...], chunks: Iterator[bytes], close: Callable[[], None]
    ) -> None:
        """Take the rest of an answer, and what closes it."""
        self.status = status
        self.headers = headers
        self._chunks = chunks
        self._close = close

    def __iter__(self) -> Iterator[bytes]:
        return self

    def __next__(self) -> bytes:
        return next(self._chunks)

    def close(self) -> None:
        """Tell the application that nothing more is read."""
        self._close()


@dataclass
class _Started:
    """What the application said with ``start_response``, and what it wrote by its old ``write``."""

    status: str = ""
    headers: tuple[Header, ...] = ()
    chunks: list[bytes] = field(default_factory=list)

    def __call__(
        self, status: str, headers: list[Header], exc_info: ExcInfo | tuple[None, None, None] | None = None, /
    ) -> Callable[[bytes], object]:
        if self.status and exc_info is None:
            raise AssertionError("start_response was called twice")
        self.status, self.headers = status, tuple(headers)
        return self.chunks.append


def run(
    app: WSGIApplication,
    environ: Environ,
    longest: int,
    may_be_stored: Callable[[str, Sequence[Header]], bool],
) -> Whole | Passing:
    """Ask the application.

    An answer that ``may_be_stored`` (by status and headers) and has at most ``longest`` bytes comes back
    `Whole`; any other as `Passing`, of which no more was read than it took to see that. Raises what the
    application raises; nothing has been sent by then.
    """
    started = _Started()
    answer: Iterable[bytes] = app(environ, started)
    close: Callable[[], Any] = getattr(answer, "close", _nothing)
    try:
        chunks = iter(answer)
        gathered, size = started.chunks, sum(map(len, started.chunks))
        judged = False
        for chunk in chunks:
            gathered.append(chunk)
            size += len(chunk)
            if not started.status:
                raise AssertionError("the application gave a body before it called start_response")
            if not judged:
                judged = True
                if not _fits(started, longest, may_be_stored):
                    return _passing(started, chunks, close)
            if size > longest:
                return _passing(started, chunks, close)
        complete = header(started.headers, "content-length") in {None, str(size)}
        if not complete or size > longest or not _fits(started, longest, may_be_stored):
            return _passing(started, chunks, close)
    except BaseException:
        close()
        raise
    close()
    return Whole(started.status, started.headers, b"".join(gathered))


def _fits(started: _Started, longest: int, may_be_stored: Callable[[str, Sequence[Header]], bool]) -> bool:
    announced = header(started.headers, "content-length")
    if announced is not None and announced.isascii() and announced.isdigit() and int(announced) > longest:
        return False
    return may_be_stored(started.status, started.headers)


def _passing(started: _Started, chunks: Iterator[bytes], close: Callable[[], Any]) -> Passing:
    return Passing(started.status, started.headers, chain(list(started.chunks), chunks), close)


def _nothing() -> None:
    """Stand for the ``close`` of an answer that has none."""
