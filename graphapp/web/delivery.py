"""Hand an answer to the server: whole where it is short, in a stream where it is long, and never cut off unseen."""

from __future__ import annotations

import contextlib
import logging
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, Final

from werkzeug import Response

from graphapp.store.errors import BusyError, Limit
from graphapp.web.connection import Connection
from graphapp.web.spool import Spool

WHOLE: Final = 1 << 20
"""Bytes up to which an answer is sent only when it is complete, with its length."""

_LOG: Final = logging.getLogger(__name__)
_NO_ROOM: Final = (
    "There is no room for long answers at the moment. Ask for less, or later.",
    "Für lange Antworten ist gerade kein Platz. Fragen Sie nach weniger oder später.",
)


@dataclass
class Deliveries:
    """The long answers that are being read in this process, by client; each holds a thread of the server."""

    most: int = 16
    """How many there may be."""
    of_one_client: int = 4
    """How many one client may have."""
    _held: Counter[str] = field(default_factory=Counter)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def enter(self, client: str) -> None:
        """Take a place. Raises `BusyError` when there is none."""
        with self._lock:
            if self._held[client] >= self.of_one_client or self._held.total() >= self.most:
                raise BusyError(
                    5,
                    f"{self._held[client]} long answers are on their way to your address, {self._held.total()} in all. "
                    "Ask again when one of them has arrived.",
                    f"{self._held[client]} lange Antworten sind auf dem Weg zu Ihrer Adresse, {self._held.total()} "
                    "insgesamt. Fragen Sie wieder, wenn eine davon angekommen ist.",
                    Limit("deliveries", self.of_one_client, "answers")
                    if self._held[client] >= self.of_one_client
                    else Limit("deliveries", self.most, "answers"),
                )
            self._held[client] += 1

    def leave(self, client: str) -> None:
        """Give a place back."""
        with self._lock:
            self._held[client] -= 1
            if not self._held[client]:
                del self._held[client]


@dataclass(frozen=True)
class Reader:
    """Who reads an answer: the connection it goes to, and the client and the deliveries it counts among."""

    connection: Connection
    client: str
    deliveries: Deliveries
    sees_the_end: bool = True
    """Whether the protocol tells a whole body from one that is broken off. With HTTP/1.0 a body without a length ends where the
    connection does (RFC 9112, section 6.3)."""


def deliver(chunks: Iterator[bytes], reader: Reader, content_type: str) -> Response:
    """Return the response that sends ``chunks``.

    An answer of up to `WHOLE` bytes is gathered first. A longer one goes through a file, so that the worker is free as
    soon as it is through. It is sent as it comes if the connection can be broken off, should the rest fail to come, and the
    reader sees that; otherwise when it is complete. Raises `QueryError` when the answer fails before anything was sent, or
    when too many long ones are under way.
    """
    gathered: list[bytes] = []
    size = 0
    connection = reader.connection
    with _let_go_on_error(chunks, connection):
        for chunk in chunks:
            gathered.append(chunk)
            size += len(chunk)
            if size > WHOLE:
                break
        else:
            connection.release()
            return Response(b"".join(gathered), content_type=content_type)
        known = connection.find() and reader.sees_the_end
        reader.deliveries.enter(reader.client)
        try:
            spool = Spool(gathered, chunks, connection.break_off)
        except OSError as error:
            reader.deliveries.leave(reader.client)
            _LOG.error("A long answer cannot be kept until it is read: %s", error)
            raise BusyError(30, *_NO_ROOM) from error
        except BaseException:
            reader.deliveries.leave(reader.client)
            raise
    stream = Stream(spool, reader)
    response = Response(stream, content_type=content_type, direct_passthrough=True)
    if not known:
        try:
            response.content_length = spool.whole()
        except OSError as error:
            stream.close()
            raise BusyError(30, *_NO_ROOM) from error
        except BaseException:
            stream.close()
            raise
    return response


class Stream(Iterator[bytes]):
    """An answer on its way. When no more of it comes although it is not complete, the connection is broken off."""

    def __init__(self, spool: Spool, reader: Reader) -> None:
        """Send what ``spool`` gives."""
        self._spool = spool
        self._reader = reader
        self._closed = False

    def __next__(self) -> bytes:
        """Return the next chunk. Raises `graphapp.store.engine.QueryError` when the answer is cut off."""
        try:
            chunk = self._spool.take()
        except BaseException:
            self._reader.connection.break_off()
            raise
        if not chunk:
            raise StopIteration
        return chunk

    def close(self) -> None:
        """End the query, if it is still under way: the client has its answer, or has gone."""
        if not self._closed:
            self._closed = True
            self._reader.connection.release()
            self._reader.deliveries.leave(self._reader.client)
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
