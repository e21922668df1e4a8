"""Keep the pool that answers up to date with ``release/current``, without a request that fails or mixes releases.

The supervisor looks at the link each second. A new release gets a pool of its own beside the one that answers; when it
has answered a first question, the processes that answer requests are told. Each of them takes the new pool for the
requests that begin from then on, and lets go of the former one when the last request that uses it is through. A pool that
nobody holds any more is ended.

The same way leads from disk to memory: a release is served from disk, which takes a moment to open, until it is loaded.
"""

from __future__ import annotations

import contextlib
import logging
import os
import queue
import secrets
import select
import socket
import threading
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from graphapp.store.disk import Kind, has_store, kind_for
from graphapp.store.engine import Asker, EngineUnavailableError, QueryError, Question, ask
from graphapp.store.isolated import IsolatedEngine
from graphapp.store.release import CURRENT, Release, current_release
from graphapp.store.workers.allocating import AUTO
from graphapp.store.workers.generations import Announcement, Generation, total_figures
from graphapp.store.workers.launch import PoolProcess
from graphapp.store.workers.limits import Limits
from graphapp.store.workers.peers import of_this_user

_LOG: Final = logging.getLogger(__name__)
LOOK: Final = 1.0
"""Seconds between two looks at the link."""


@dataclass(eq=False)
class _Pool:
    """A pool: a candidate until it has answered, then the one that answers, then one that ends."""

    release: Release
    process: PoolProcess
    engine: IsolatedEngine
    alive: str
    """A question that it answers with true."""
    verify: bool
    then: Kind | None = None
    """The engine that follows for the same release."""
    generation: Generation | None = None
    until: float = 0.0
    """When it ends, even if somebody holds it still (a monotonic time)."""
    given_up: threading.Event = field(default_factory=threading.Event)

    def close(self) -> None:
        self.given_up.set()
        self.engine.close()
        self.process.close()


class Supervisor:
    """Owns the pools. `generations.Announcement`s are had at the Unix socket ``address``."""

    def __init__(
        self, releases: Path, setting: str, limits: Limits, alive: str, allocator: str = AUTO
    ) -> None:
        """Start the first pool, for the release that is current in the folder ``releases``.

        ``setting``: ``auto``, ``memory`` or ``disk``; ``alive``: the query that a new pool must answer with true;
        ``allocator``: see `graphapp.store.workers.allocating.environment`. Raises `EngineUnavailableError` when there is no
        release.
        """
        self._link = releases / CURRENT
        self._setting = setting
        self._limits = limits
        self._allocator = allocator
        self._alive = alive
        self._target = _target(self._link)
        self._number = 0
        self._candidate: _Pool | None = None
        self._ending: list[_Pool] = []
        self._past: dict[str, Any] = {}
        self._changes = self._refused = 0
        self._closing = False
        self._verdicts: queue.SimpleQueue[tuple[_Pool, bool]] = queue.SimpleQueue()
        release = current_release(releases)
        kinds = self._kinds(release)
        self._current = self._start(release, kinds, verify=False)
        self._current.generation = self._generation(self._current)
        self.address = f"\0graphapp-{secrets.token_hex(16)}"
        self._listener = socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self._listener.bind(self.address)
        self._listener.listen(64)
        self._listener.setblocking(False)
        self._fronts: list[socket.socket] = []
        self._woken, self._wake = os.pipe()
        os.set_blocking(self._wake, False)
        self._try(self._current)
        self._thread = threading.Thread(target=self._run, name="releases", daemon=True)
        self._thread.start()

    def look(self) -> None:
        """Look at the link now. May be called by a signal handler."""
        with contextlib.suppress(OSError):
            os.write(self._wake, b"!")

    def close(self) -> None:
        """End all pools."""
        self._closing = True
        self.look()
        self._thread.join(10)
        for pool in (self._current, self._candidate, *self._ending):
            if pool is not None:
                pool.close()
        for ours in (self._listener, *self._fronts):
            with contextlib.suppress(OSError):
                ours.shutdown(socket.SHUT_RDWR)
            ours.close()
        os.close(self._wake)
        os.close(self._woken)

    # Pools

    def _kinds(self, release: Release) -> tuple[Kind, ...]:
        """Return the engines for a release, in their order."""
        wanted = kind_for(self._setting, release)
        if wanted == "memory" and self._setting == "auto" and has_store(release):
            return ("disk", "memory")
        return (wanted,)

    def _start(self, release: Release, kinds: tuple[Kind, ...], *, verify: bool) -> _Pool:
        process = PoolProcess(release, self._limits, kinds[0], self._allocator)
        engine = IsolatedEngine(process.address, self._limits, release.name)
        return _Pool(release, process, engine, self._alive, verify, then=kinds[1] if len(kinds) > 1 else None)

    def _generation(self, pool: _Pool) -> Generation:
        self._number += 1
        since = datetime.now(UTC).isoformat(timespec="seconds")
        return Generation(self._number, pool.process.address, pool.release.name, pool.process.kind, since)

    def _try(self, pool: _Pool) -> None:
        """Ask a pool a first question, in a thread."""

        def question() -> None:
            self._verdicts.put((pool, _answers(pool)))
            self.look()

        threading.Thread(target=question, name="first-question", daemon=True).start()

    # The loop

    def _run(self) -> None:
        while not self._closing:
            try:
                self._turns()
            except Exception:
                # Whatever it is (no process can be started, say), the release that is served goes on.
                _LOG.exception("The releases are not followed for a moment")
                time.sleep(LOOK)

    def _turns(self) -> None:
        looked = time.monotonic()
        while not self._closing:
            poll = select.poll()
            for number in (self._listener.fileno(), self._woken, *(front.fileno() for front in self._fronts)):
                poll.register(number, select.POLLIN)
            ready = {number for number, _ in poll.poll(LOOK * 1000)}
            asked = self._woken in ready
            if asked:
                os.read(self._woken, 4096)
            if self._closing:
                return
            if self._listener.fileno() in ready:
                self._accept()
            self._forget(ready)
            while not self._verdicts.empty():
                self._judge(*self._verdicts.get())
            if asked or time.monotonic() - looked >= LOOK:
                looked = time.monotonic()
                self._follow()
                self._end()

    def _accept(self) -> None:
        with contextlib.suppress(BlockingIOError, OSError):
            while True:
                front, _ = self._listener.accept()
                if not of_this_user(front):
                    front.close()
                    continue
                front.setblocking(False)
                self._fronts.append(front)
                self._tell([front])

    def _forget(self, ready: set[int]) -> None:
        """Forget the fronts that have gone; they send nothing."""
        gone = [front for front in self._fronts if front.fileno() in ready]
        for front in gone:
            self._fronts.remove(front)
            front.close()

    def _announcement(self) -> Announcement:
        assert self._current.generation is not None
        ending = tuple(pool.generation for pool in self._ending if pool.generation is not None)
        return Announcement(self._current.generation, ending, self._past, self._changes, self._refused)

    def _tell(self, fronts: list[socket.socket]) -> None:
        message = self._announcement().encode()
        for front in list(fronts):
            try:
                front.send(message)
            except OSError:
                # One that does not listen would go on with what ends: it must connect anew.
                if front in self._fronts:
                    self._fronts.remove(front)
                front.close()

    def _follow(self) -> None:
        """Take another release, if the link points to another one."""
        target = _target(self._link)
        if target == self._target:
            return
        self._target = target
        if self._candidate is not None:
            self._candidate.close()
            self._candidate = None
        try:
            release = current_release(self._link.parent)
        except EngineUnavailableError as error:
            self._refuse(str(error))
            return
        if release.name == self._current.release.name:
            return
        _LOG.info("The release %s is made ready", release.name)
        try:
            self._candidate = self._start(release, self._kinds(release), verify=True)
        except OSError as error:
            self._refuse(f"{release.name}: {error}")
            return
        self._try(self._candidate)

    def _judge(self, pool: _Pool, answers: bool) -> None:
        """Let a pool that has answered take over, or refuse its release."""
        if pool.given_up.is_set():
            return
        if not answers and pool.then is not None:
            _LOG.error(
                "%s cannot be served (%s); %s is tried", pool.release.folder, pool.process.kind, pool.then
            )
            if pool is not self._current:
                pool.close()
            self._follow_up(pool, verify=pool.verify)
            return
        if pool is self._current:
            if not answers:
                self._refuse(
                    f"{pool.release.folder} cannot be served; no query is answered until there is another one"
                )
        elif not answers:
            same = pool.release.name == self._current.release.name
            pool.close()
            self._candidate = None
            if same:
                _LOG.error("The release %s cannot be loaded and is served as before", pool.release.name)
            else:
                self._refuse(
                    f"{pool.release.folder} cannot be served; {self._current.release.name} is served as before"
                )
            return
        else:
            self._take_over(pool)
        if answers and pool.then is not None and self._candidate is None:
            self._follow_up(pool, verify=False)

    def _follow_up(self, pool: _Pool, *, verify: bool) -> None:
        """Start the same release in the next engine."""
        assert pool.then is not None
        self._candidate = self._start(pool.release, (pool.then,), verify=verify)
        self._try(self._candidate)

    def _take_over(self, pool: _Pool) -> None:
        former, self._current, self._candidate = self._current, pool, None
        pool.generation = self._generation(pool)
        former.until = time.monotonic() + self._limits.patience
        self._ending.append(former)
        if pool.release.name != former.release.name:
            self._changes += 1
        _LOG.info("The release %s is served (%s)", pool.release.name, pool.process.kind)
        self._tell(self._fronts)

    def _refuse(self, why: str) -> None:
        self._refused += 1
        _LOG.error("A release is refused: %s", why)
        self._tell(self._fronts)

    def _end(self) -> None:
        """End the pools that nobody holds any more."""
        over: list[_Pool] = []
        for pool in self._ending:
            status = None
            with contextlib.suppress(QueryError):
                status = pool.engine.status()
            free = pool.process.broken.is_set() if status is None else status["fronts"] <= 1
            if free or time.monotonic() > pool.until:
                over.append(pool)
                if status is not None:
                    self._past = total_figures([status["figures"], *([self._past] if self._past else [])])
        if over:
            self._ending = [pool for pool in self._ending if pool not in over]
            self._tell(self._fronts)
        for pool in over:
            pool.close()


def _answers(pool: _Pool) -> bool:
    """Whether a pool answers, as soon as it has loaded its release; False when it never will."""
    try:
        if pool.verify:
            pool.release.verify()
    except EngineUnavailableError as error:
        _LOG.error("%s", error)
        return False

    def gone() -> bool:
        return pool.given_up.is_set() or pool.process.broken.is_set()

    engine = pool.engine.asked_by(Asker(gone=gone))
    while not gone():
        try:
            return ask(engine, Question(pool.alive))
        except EngineUnavailableError:
            # It loads still.
            continue
        except QueryError as error:
            if not gone():
                _LOG.error("%s: %s", pool.release.name, error)
            return False
    return False


def _target(link: Path) -> str:
    """Return what the link says, which is compared only; empty if there is none."""
    try:
        return str(link.readlink())
    except OSError:
        return ""
