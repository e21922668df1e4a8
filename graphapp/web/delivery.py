"""Hand an answer to the server: whole where it is short, in a stream where it is long, and never cut off unseen."""

from __future__ import annotations

import contextlib
import tempfile
from collections.abc import Callable, Iterable, Iterator
from typing import IO, Any, Final

from werkzeug import Response

from graphapp.web.connection import Connection

WHOLE: Final = 1 << 20
"""Bytes up to which an answer is sent only when it is complete, with its length."""
CHUNK: Final = 1 << 16
"""Bytes read from a file at once."""


def deliver(chunks: Iterator[bytes], connection: Connection, content_type: str) -> Response:
    """Return the response that sends ``chunks``.

    An answer of up to `WHOLE` bytes is gathered first. A longer one is streamed if the connection can be broken off,
    should the rest fail to come; otherwise it is gathered in a file. Raises `QueryError` when the answer fails before
    anything was sent.
    """
    gathered: list[bytes] = []
    size = 0
    with _closed_on_error(chunks, connection):
        for chunk in chunks:
            gathered.append(chunk)
            size += len(chunk)
            if size > WHOLE:
                break
        else:
            connection.release()
            return Response(b"".join(gathered), content_type=content_type)
        if connection.find():
            return Response(
                Stream(gathered, chunks, connection), content_type=content_type, direct_passthrough=True
            )
        return _from_file(gathered, chunks, connection, content_type)


class Stream(Iterator[bytes]):
    """An answer on its way. When no more of it comes although it is not complete, the connection is broken off."""

    def __init__(self, gathered: list[bytes], chunks: Iterator[bytes], connection: Connection) -> None:
        """Send what is ``gathered``, then ``chunks``."""
        self._gathered = iter(gathered)
        self._chunks = chunks
        self._connection = connection

    def __next__(self) -> bytes:
        """Return the next chunk. Raises `QueryError` when the answer is cut off."""
        for chunk in self._gathered:
            return chunk
        try:
            return next(self._chunks)
        except StopIteration:
            raise
        except BaseException:
            self._connection.break_off()
            raise

    def close(self) -> None:
        """End the query, if it is still under way: the client has its answer, or has gone."""
        _close(self._chunks)
        self._connection.release()


def _from_file(
    gathered: Iterable[bytes], chunks: Iterable[bytes], connection: Connection, content_type: str
) -> Response:
    file = tempfile.TemporaryFile(prefix="graphapp-")  # noqa: SIM115
    try:
        for part in (gathered, chunks):
            for chunk in part:
                file.write(chunk)
        size = file.tell()
        file.seek(0)
    except BaseException:
        file.close()
        raise
    connection.release()
    response = Response(_FileChunks(file), content_type=content_type, direct_passthrough=True)
    response.content_length = size
    return response


class _FileChunks(Iterator[bytes]):
    def __init__(self, file: IO[bytes]) -> None:
        self._file = file

    def __next__(self) -> bytes:
        chunk = self._file.read(CHUNK)
        if not chunk:
            raise StopIteration
        return chunk

    def close(self) -> None:
        self._file.close()


@contextlib.contextmanager
def _closed_on_error(chunks: Iterator[bytes], connection: Connection) -> Iterator[None]:
    try:
        yield
    except BaseException:
        _close(chunks)
        connection.release()
        raise


def _close(chunks: object) -> None:
    close: Callable[[], Any] | None = getattr(chunks, "close", None)
    if close is not None:
        close()
