"""The engine for a public server: queries are evaluated in worker processes, within limits."""

from __future__ import annotations

import hashlib
import select
import socket
import threading
import time
from collections.abc import Iterator, Mapping
from typing import Any, Final

import pyoxigraph

from graphapp.store.disk import Kind
from graphapp.store.engine import (
    Asker,
    BrokenOffError,
    CancelledError,
    QueryError,
    Question,
    kind_of,
)
from graphapp.store.failures import BROKEN_OFF, GONE, failure, unavailable
from graphapp.store.formats import Format
from graphapp.store.release import Release
from graphapp.store.workers import messages
from graphapp.store.workers.generations import Generation
from graphapp.store.workers.launch import PoolProcess
from graphapp.store.workers.limits import Limits
from graphapp.store.workers.worker import body_of

_FIRST_GLANCE: Final = 0.1
"""Seconds until the first look whether the client is still there, which costs half a millisecond; few queries take
longer."""
_GLANCE: Final = 0.25
"""Seconds between two looks."""
_PROMPT: Final = 2.0
"""Seconds in which a pool that lives tells its status."""
_KEPT: Final = 32
"""Connections kept open for the next query."""


class IsolatedEngine:
    """A release behind a pool of query workers, in this process or in another one that serves it too."""

    def __init__(
        self,
        address: str,
        limits: Limits,
        release: str = "",
        pool: PoolProcess | None = None,
        asker: Asker | None = None,
        *,
        generation: Generation | None = None,
    ) -> None:
        """Ask the pool at the Unix socket ``address``. A ``pool`` that is given ends with this engine."""
        self.address = address
        self.limits = limits
        self.release = release
        self.generation = generation
        """What is known of the release that answers, if it may be followed by another one."""
        self._pool = pool
        self._asker = asker or Asker()
        self._connections = _Connections(address)

    @classmethod
    def of_release(cls, release: Release, limits: Limits, kind: Kind = "memory") -> IsolatedEngine:
        """Start a pool of its own for a release, which is served until the engine is closed."""
        pool = PoolProcess(release, limits, kind)
        return cls(pool.address, limits, release.name, pool)

    @property
    def name(self) -> str:
        """Name and version of the engine, and where it has the release."""
        where = f" ({self.generation.engine})" if self.generation is not None else ""
        return f"Oxigraph {pyoxigraph.__version__}{where}"

    def asked_by(self, asker: Asker) -> IsolatedEngine:
        """See `graphapp.store.engine.SharedEngine`."""
        engine = IsolatedEngine(
            self.address, self.limits, self.release, None, asker, generation=self.generation
        )
        engine._connections = self._connections
        return engine

    def answer(self, question: Question, output: Format) -> Iterator[bytes]:
        """See `graphapp.store.engine.Engine.answer`.

        The first chunk comes when the answer is complete or has grown over
        `graphapp.store.workers.limits.WHOLE` bytes. The iterator has a ``close`` method, which ends the query.
        """
        kind_of(question.text)
        return self.answer_unchecked(question, output)

    def answer_unchecked(self, question: Question, output: Format) -> Answer:
        """Answer without a look at the text: what stands between a hostile query and the world is the worker alone."""
        asker, limits = self._asker, self.limits
        body = body_of(question)
        seconds = min(limits.seconds, asker.seconds or limits.seconds)
        inline = len(body) <= messages.PIECE
        header = {
            "do": "query",
            "client": asker.client,
            "id": asker.id,
            "seconds": seconds,
            "size": min(limits.answer, asker.size or limits.answer),
            "output": output.name,
            "inline": inline,
            "length": len(body),
            "digest": hashlib.blake2b(body, digest_size=16).hexdigest(),
        }
        tag = messages.new_tag()
        request = messages.encode(messages.REQUEST, tag, header, body if inline else b"")
        answer = Answer(self._connections, tag, limits, asker, time.monotonic() + limits.patience)
        answer.begin(request, b"" if inline else body)
        return answer

    def cancel(self, identifier: str, client: str) -> bool:
        """See `graphapp.store.engine.SharedEngine`."""
        return bool(self._ask({"do": "cancel", "id": identifier, "client": client})["cancelled"])

    def status(self) -> Mapping[str, Any]:
        """See `graphapp.store.engine.SharedEngine`."""
        return self._ask({"do": "status"})

    def ready(self) -> bool:
        """Whether the pool has loaded the release and has workers."""
        try:
            return bool(self.status()["workers"])
        except QueryError:
            return False

    def hold(self) -> None:
        """Keep a connection for as long as this engine is open. Raises `EngineUnavailableError` when there is no pool."""
        self._connections.hold()

    def close(self) -> None:
        """End the pool, if it is this engine's own, and all connections."""
        self._connections.close()
        if self._pool is not None:
            self._pool.close()

    def _ask(self, told: dict[str, Any]) -> dict[str, Any]:
        """Ask what the pool answers itself. Raises `EngineUnavailableError`."""
        connection, tag = self._connections.take(), messages.new_tag()
        try:
            connection.settimeout(_PROMPT)
            connection.send(messages.encode(messages.REQUEST, tag, told))
            message = messages.receive(connection)
            while message.kind and message.tag != tag:
                message = messages.receive(connection)
            if message.kind != messages.REPLY:
                raise unavailable()
        except OSError:
            connection.close()
            raise unavailable() from None
        self._connections.give(connection)
        return message.json()


class Answer(Iterator[bytes]):
    """The chunks of an answer as they come. ``close`` ends the query if it is not over."""

    def __init__(
        self, connections: _Connections, tag: bytes, limits: Limits, asker: Asker, until: float
    ) -> None:
        """Expect each message before ``until`` (a monotonic time); ``tag`` is the query's."""
        self._connections = connections
        self._tag = tag
        self._limits = limits
        self._asker = asker
        self._until = until
        self._connection: socket.socket | None = None
        self._first: bytes | None = None
        self._shared = True
        """Whether the connection may take another query after this one."""
        self.complete = False
        """Whether the last chunk is here, so that nothing can go wrong any more."""

    def begin(self, request: bytes, rest: bytes) -> None:
        """Send the question and wait for the first chunk. Raises `QueryError`.

        A connection on which the rest of a question is asked for ends with it: a worker that begins again must not take
        the next question for that rest.
        """
        self._connection, self._shared = self._connections.take(), not rest
        try:
            self._connection.settimeout(_FIRST_GLANCE)
            self._connection.send(request)
            self._first = self._next(rest)
        except OSError:
            self.close()
            raise unavailable() from None
        except BaseException:
            self.close()
            raise

    def __iter__(self) -> Answer:
        return self

    def __next__(self) -> bytes:
        """Return the next chunk. Raises `QueryError` when there will be none although the answer is not complete."""
        if self._first is not None:
            chunk, self._first = self._first, None
            return chunk
        try:
            chunk = self._next()
        except BaseException:
            self.close()
            raise
        if not chunk:
            raise StopIteration
        return chunk

    def close(self) -> None:
        """Let go of the query; a worker that is still at it is ended."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _next(self, rest: bytes = b"") -> bytes:
        """Return the next chunk, empty at the end."""
        if self._connection is None:
            return b""
        while True:
            message = self._receive(self._connection)
            if message.kind and message.tag != self._tag:
                # It is about the query before, which is answered.
                continue
            if message.kind == messages.DATA:
                return message.content
            if message.kind == messages.WHOLE:
                self._let_go(self._connection)
                self.complete = True
                return message.content
            if message.kind == messages.END:
                self._let_go(self._connection)
                self.complete = True
                return b""
            if message.kind == messages.MORE:
                self._connection.settimeout(_PROMPT)
                messages.send_body(self._connection, self._tag, rest)
                self._connection.settimeout(_GLANCE)
            elif message.kind == messages.FAILED:
                told = message.json()
                self._let_go(self._connection)
                raise failure(told, self._limits)
            else:
                raise BrokenOffError(*BROKEN_OFF)

    def _let_go(self, connection: socket.socket) -> None:
        """Leave the connection to the next query, or close it."""
        self._connection = None
        if self._shared:
            self._connections.give(connection)
        else:
            connection.close()

    def _receive(self, connection: socket.socket) -> messages.Message:
        while True:
            try:
                return messages.receive(connection)
            except TimeoutError:
                connection.settimeout(_GLANCE)
                if self._asker.gone():
                    raise CancelledError(*GONE) from None
                if time.monotonic() > self._until:
                    raise unavailable() from None


class _Connections:
    """Connections to the pool that are free."""

    def __init__(self, address: str) -> None:
        self._address = address
        self._free: list[socket.socket] = []
        self._held: socket.socket | None = None
        self._closed = False
        self._lock = threading.Lock()

    def take(self) -> socket.socket:
        """Return a connection of one's own. Raises `EngineUnavailableError`."""
        while True:
            with self._lock:
                connection = self._free.pop() if self._free else None
            if connection is None:
                break
            if not _over(connection):
                return connection
            connection.close()
        connection = socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        try:
            connection.settimeout(_PROMPT)
            connection.connect(self._address)
        except OSError:
            connection.close()
            raise unavailable() from None
        return connection

    def hold(self) -> None:
        """Keep one that no query takes, until the end. Raises `EngineUnavailableError`."""
        self._held = self.take()

    def give(self, connection: socket.socket) -> None:
        """Keep a connection for the next query."""
        with self._lock:
            if len(self._free) < _KEPT and not self._closed:
                self._free.append(connection)
                return
        connection.close()

    def close(self) -> None:
        """Close what is free, now and later."""
        with self._lock:
            free, self._free, self._closed = self._free, [], True
        if self._held is not None:
            self._held.close()
        for connection in free:
            connection.close()


def _over(connection: socket.socket) -> bool:
    """Whether a free connection has ended, or holds what nobody asked for."""
    poll = select.poll()
    poll.register(connection, select.POLLIN)
    return bool(poll.poll(0))
