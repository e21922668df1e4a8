"""The engine for a public server that follows the releases: one generation after the other, and none in between.

Whoever has several questions that belong together takes a `Lease` and asks its engine: until the lease is released, that
one answers from the same release, whatever comes meanwhile.
"""

from __future__ import annotations

import contextlib
import socket
import threading
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from graphapp.store.engine import Asker, EngineUnavailableError, Question
from graphapp.store.formats import Format
from graphapp.store.isolated import IsolatedEngine
from graphapp.store.workers import messages
from graphapp.store.workers.generations import Announcement, Generation, total_status
from graphapp.store.workers.limits import Limits

if TYPE_CHECKING:
    from graphapp.store.workers.supervisor import Supervisor

_FIRST: Final = 10.0
"""Seconds in which a supervisor tells what is served."""
_PAUSE: Final = 0.2
"""Seconds between two attempts to reach a supervisor."""


@dataclass(eq=False)
class _Held:
    generation: Generation
    engine: IsolatedEngine
    leases: int = 0
    over: bool = False


class Lease:
    """One generation, for as long as a request takes. To be released once and soon."""

    def __init__(self, owner: FollowingEngine, held: _Held) -> None:
        """See `FollowingEngine.lease`."""
        self._owner = owner
        self._held: _Held | None = held
        self.generation = held.generation
        self.engine = held.engine

    def release(self) -> None:
        """Let go; a second time changes nothing."""
        held, self._held = self._held, None
        if held is not None:
            self._owner._released(held)


class FollowingEngine:
    """The pools of a supervisor, in this process or in another one that serves them too."""

    def __init__(self, address: str, limits: Limits, supervisor: Supervisor | None = None) -> None:
        """Follow the supervisor at the Unix socket ``address``. A ``supervisor`` that is given ends with this engine.

        Raises `EngineUnavailableError` when there is none.
        """
        self.limits = limits
        self._address = address
        self._supervisor = supervisor
        self._lock = threading.Lock()
        self._closing = threading.Event()
        self._connection = self._connect()
        self._told, self._held = self._first()
        self._thread = threading.Thread(target=self._listen, name="generations", daemon=True)
        self._thread.start()

    @property
    def name(self) -> str:
        """Name and version of the engine that answers now."""
        return self._held.engine.name

    @property
    def release(self) -> str:
        """Name of the release that answers the requests that begin now."""
        return self._held.generation.release

    def lease(self) -> Lease:
        """Return the generation that answers now, to be kept."""
        with self._lock:
            held = self._held
            held.leases += 1
        return Lease(self, held)

    def asked_by(self, asker: Asker) -> Asked:
        """See `graphapp.store.engine.SharedEngine`."""
        return Asked(self, asker)

    def answer(self, question: Question, output: Format) -> Iterator[bytes]:
        """See `graphapp.store.engine.Engine.answer`."""
        return self.asked_by(Asker()).answer(question, output)

    def cancel(self, identifier: str, client: str) -> bool:
        """See `graphapp.store.engine.SharedEngine`."""
        return any(engine.cancel(identifier, client) for engine in self._each())

    def status(self) -> Mapping[str, Any]:
        """See `graphapp.store.engine.SharedEngine`; ``served`` says which generation answers, ``changes`` and ``refused``
        how many releases were taken and not taken.
        """
        told = self._told
        status = total_status([engine.status() for engine in self._each()], told.past)
        served = {"release": told.current.release, "engine": told.current.engine, "since": told.current.since}
        return {**status, "served": served, "changes": told.changes, "refused": told.refused}

    def ready(self) -> bool:
        """Whether the pool that answers now has loaded its release and has workers."""
        return self._held.engine.ready()

    def close(self) -> None:
        """Follow no more; end the supervisor, if it is this engine's own."""
        self._closing.set()
        with contextlib.suppress(OSError):
            self._connection.shutdown(socket.SHUT_RDWR)
        self._thread.join(2)
        self._connection.close()
        self._held.engine.close()
        if self._supervisor is not None:
            self._supervisor.close()

    def _each(self) -> Iterator[IsolatedEngine]:
        """Give the engine that answers now, then those that end. Raises `EngineUnavailableError` if the first is none."""
        told = self._told
        yield self._held.engine
        for generation in told.ending:
            # Not to be kept: a connection says that the pool is still needed.
            engine = IsolatedEngine(generation.address, self.limits, generation.release)
            try:
                if engine.ready():
                    yield engine
            finally:
                engine.close()

    def _released(self, held: _Held) -> None:
        with self._lock:
            held.leases -= 1
            ends = held.over and not held.leases
        if ends:
            held.engine.close()

    def _connect(self) -> socket.socket:
        connection = socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        try:
            connection.connect(self._address)
        except OSError as error:
            connection.close()
            raise EngineUnavailableError(f"Nobody tells which release is served: {error}") from None
        return connection

    def _first(self) -> tuple[Announcement, _Held]:
        self._connection.settimeout(_FIRST)
        try:
            while message := self._connection.recv(messages.LARGEST):
                told = Announcement.decode(message)
                with contextlib.suppress(EngineUnavailableError):
                    self._connection.settimeout(None)
                    return told, self._hold(told.current)
        except OSError:
            pass
        self._connection.close()
        raise EngineUnavailableError("Nobody tells which release is served")

    def _hold(self, generation: Generation) -> _Held:
        """Keep a connection to a pool, which says that it is needed. Raises `EngineUnavailableError` when it has ended."""
        engine = IsolatedEngine(generation.address, self.limits, generation.release, generation=generation)
        engine.hold()
        return _Held(generation, engine)

    def _listen(self) -> None:
        while not self._closing.is_set():
            try:
                message = self._connection.recv(messages.LARGEST)
            except OSError:
                message = b""
            if message:
                self._adopt(Announcement.decode(message))
            elif not self._closing.wait(_PAUSE):
                with contextlib.suppress(EngineUnavailableError):
                    connection, former = self._connect(), self._connection
                    self._connection = connection
                    former.close()

    def _adopt(self, told: Announcement) -> None:
        if told.current != self._held.generation:
            try:
                held = self._hold(told.current)
            except EngineUnavailableError:
                # It has ended already; the next message says what came after it.
                return
            with self._lock:
                former, self._held, self._told = self._held, held, told
                former.over = True
                ends = not former.leases
            if ends:
                former.engine.close()
        else:
            self._told = told


class Asked:
    """The engine as one client gets it."""

    def __init__(self, owner: FollowingEngine, asker: Asker) -> None:
        """See `FollowingEngine.asked_by`."""
        self._owner = owner
        self._asker = asker

    @property
    def name(self) -> str:
        """See `graphapp.store.engine.Engine`."""
        return self._owner.name

    def answer(self, question: Question, output: Format) -> Iterator[bytes]:
        """See `graphapp.store.engine.Engine.answer`."""
        lease = self._owner.lease()
        try:
            return _Leased(lease.engine.asked_by(self._asker).answer(question, output), lease)
        except BaseException:
            lease.release()
            raise

    def ready(self) -> bool:
        """See `graphapp.store.engine.Engine`."""
        return self._owner.ready()

    def close(self) -> None:
        """Nothing is held here."""


class _Leased(Iterator[bytes]):
    """An answer that holds its generation until it is over."""

    def __init__(self, chunks: Iterator[bytes], lease: Lease) -> None:
        self._chunks = chunks
        self._lease = lease

    def __next__(self) -> bytes:
        try:
            return next(self._chunks)
        except BaseException:
            self._lease.release()
            raise

    def close(self) -> None:
        close = getattr(self._chunks, "close", None)
        if close is not None:
            close()
        self._lease.release()
