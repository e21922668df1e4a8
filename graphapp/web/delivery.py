"""Hand an answer to the server: whole where it is short, in a stream where it is long, and never cut off unseen."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from typing import Any, Final

from werkzeug import Response

from graphapp.web.connection import Connection
from graphapp.web.spool import Spool

WHOLE: Final = 1 << 20
"""Bytes up to which an answer is sent only when it is complete, with its length."""


def deliver(chunks: Iterator[bytes], connection: Connection, content_type: str) -> Response:
    """Return the response that sends ``chunks``.

    An answer of up to `WHOLE` bytes is gathered first. A longer one goes through a file, so that the worker is free as
    soon as it is through. It is sent as it comes if the connection can be broken off, should the rest fail to come, and
    otherwise when it is complete. Raises `QueryError` when the answer fails before
    anything was sent.
    """
    gathered: list[bytes] = []
    size = 0
    with _let_go_on_error(chunks, connection):
        for chunk in chunks:
            gathered.append(chunk)
            size += len(chunk)
            if size > WHOLE:
                break
        else:
            connection.release()
            return Response(b"".join(gathered), content_type=content_type)
        known = connection.find()
        spool = Spool(gathered, chunks, connection.break_off)
    stream = Stream(spool, connection)
    response = Response(stream, content_type=content_type, direct_passthrough=True)
    if not known:
        try:
            response.content_length = spool.whole()
        except BaseException:
            stream.close()
            raise
    return response


class Stream(Iterator[bytes]):
    """An answer on its way. When no more of it comes although it is not complete, the connection is broken off."""

    def __init__(self, spool: Spool, connection: Connection) -> None:
        """Send what ``spool`` gives."""
        self._spool = spool
        self._connection = connection

    def __next__(self) -> bytes:
        """Return the next chunk. Raises `graphapp.store.engine.QueryError` when the answer is cut off."""
        try:
            chunk = self._spool.take()
        except BaseException:
            self._connection.break_off()
            raise
        if not chunk:
            raise StopIteration
        return chunk

    def close(self) -> None:
        """End the query, if it is still under way: the client has its answer, or has gone."""
        self._connection.release()
        self._spool.close()


@contextlib.contextmanager
def _let_go_on_error(chunks: Iterator[bytes], connection: Connection) -> Iterator[None]:
    try:
        yield
    except BaseException:
        connection.release()
        close: Callable[[], Any] | None = getattr(chunks, "close", None)
        if close is not None:
            close()
        raise
