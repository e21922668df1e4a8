"""The process that loads the release, forks a worker for each query that may run at once, and watches them.

It has one thread, so that forking is safe (pyoxigraph's loader leaves no thread behind), and it evaluates nothing
itself. A connection from a front carries one query at a time; it is handed to the worker itself (SCM_RIGHTS), which
writes the answer to the front directly. The pool keeps its own end of the connection: to see that the front has gone,
and to say why a worker was killed.
"""

from __future__ import annotations

import contextlib
import gc
import hashlib
import itertools
import logging
import math
import os
import select
import signal
import socket
import time
from dataclasses import dataclass, field
from typing import Any, Final

from graphapp.store.workers import messages
from graphapp.store.workers.allocating import give_back
from graphapp.store.workers.confinement import lower_priority, processor_seconds
from graphapp.store.workers.figures import Figures
from graphapp.store.workers.lanes import Job
from graphapp.store.workers.limits import Limits
from graphapp.store.workers.peers import of_this_user, resident_bytes
from graphapp.store.workers.schedule import Refusal, Schedule
from graphapp.store.workers.worker import Source, run

_LOG: Final = logging.getLogger(__name__)
_GONE: Final = select.EPOLLHUP | select.EPOLLERR | select.EPOLLRDHUP
_BY_SIGNAL: Final[dict[int, str]] = {
    signal.SIGABRT: "memory",
    signal.SIGSEGV: "memory",
    signal.SIGBUS: "memory",
    signal.SIGXCPU: "time",
}
"""What ends a worker from within: no memory left, or no stack left (a query that is nested too deeply)."""
_YOUNG: Final = 0.5
"""Seconds; a worker that dies by itself before is not replaced at once, so that a fault does not fork in a circle."""
_RESTED: Final = 5.0
"""Seconds after which a worker that has nothing to do gives back what it has copied, by being replaced."""
_MUCH: Final = 8 << 20
"""Bytes copied that are worth that."""


@dataclass(eq=False)
class _Worker:
    process: int
    control: socket.socket
    born: float
    copied: int = 0
    rests: float = 0.0
    """Since when it has had nothing to do."""
    entry: _Entry | None = None


@dataclass(eq=False)
class _Front:
    connection: socket.socket
    entry: _Entry | None = None


@dataclass(eq=False)
class _Entry:
    """A query: its place in the schedule, where it came from, and where it runs."""

    job: Job
    front: _Front
    message: messages.Message
    worker: _Worker | None = field(default=None)
    used: float = 0.0
    """Seconds of the processor that its worker had used when it began."""
    lowered: bool = False
    """Whether its worker has a lower priority since."""


class Pool:
    """The workers and all that wait for them. Everything happens in `serve`, in one thread."""

    def __init__(self, source: Source, listener: socket.socket, alive: int, limits: Limits) -> None:
        """Serve fronts that connect to ``listener`` until the other end of ``alive``, a pipe, is closed."""
        self._source = source
        self._listener = listener
        self._alive = alive
        self._limits = limits
        self._schedule = Schedule(limits)
        self._figures = Figures()
        self._poll = select.epoll()
        self._workers: dict[int, _Worker] = {}
        self._fronts: dict[int, _Front] = {}
        self._entries: dict[int, _Entry] = {}
        self._dying: set[int] = set()
        self._numbers = itertools.count(1)
        self._no_fork_before = 0.0

    def serve(self) -> None:
        """Fork the workers and serve; returns when the parent is gone."""
        gc.collect()
        gc.freeze()
        give_back()
        self._listener.setblocking(False)
        self._poll.register(self._listener, select.EPOLLIN)
        self._poll.register(self._alive, select.EPOLLIN)
        self._fill(time.monotonic())
        while True:
            events = self._poll.poll(self._schedule.wake(time.monotonic()))
            if any(number == self._alive for number, _ in events):
                return
            # What workers say comes first: a query that has just ended is not abandoned.
            for number, event in sorted(events, key=lambda seen: seen[0] not in self._workers):
                self._handle(number, event)
            now = time.monotonic()
            self._watch(now)
            self._fill(now)
            self._dispatch(now)
            self._reap()

    def status(self) -> dict[str, Any]:
        """Return what there is to know: queries that run and wait, workers, counts."""
        return {
            "running": len(self._schedule.running),
            "long": sum(job.long for job in self._schedule.running),
            "waiting": self._schedule.waiting,
            "queue": self._limits.queue,
            "workers": len(self._workers),
            "fronts": len(self._fronts),
            "processes": [worker.process for worker in self._workers.values()],
            "process": os.getpid(),
            "resident": resident_bytes(),
            "figures": self._figures.as_json(),
        }

    # Workers

    def _fill(self, now: float) -> None:
        """Fork what workers are missing."""
        if now < self._no_fork_before:
            return
        while len(self._workers) < self._limits.workers:
            ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
            try:
                process = os.fork()
            except OSError as error:
                _LOG.error("No worker can be started: %s", error)
                ours.close()
                theirs.close()
                return
            if process == 0:
                run(self._source, theirs.fileno(), self._limits)
            theirs.close()
            ours.setblocking(False)
            self._workers[ours.fileno()] = _Worker(process, ours, now)
            self._poll.register(ours, select.EPOLLIN)

    def _remove(self, worker: _Worker, reason: str) -> None:
        """Kill a worker; `_fill` replaces it."""
        with contextlib.suppress(ProcessLookupError):
            os.kill(worker.process, signal.SIGKILL)
        self._poll.unregister(worker.control)
        del self._workers[worker.control.fileno()]
        worker.control.close()
        self._dying.add(worker.process)
        self._figures.replaced[reason] += 1

    def _reap(self) -> None:
        for process in list(self._dying):
            with contextlib.suppress(ChildProcessError):
                if os.waitpid(process, os.WNOHANG)[0] == 0:
                    continue
            self._dying.discard(process)

    def _heard(self, worker: _Worker) -> None:
        """Read what a worker says."""
        while worker.control.fileno() in self._workers:
            try:
                message = messages.receive(worker.control)
            except BlockingIOError:
                return
            if message.kind == messages.STREAMING:
                if worker.entry is not None:
                    worker.entry.job.streaming = True
            elif message.kind == messages.DONE:
                self._done(worker, messages.split(message.content)[0])
            else:
                self._died(worker)

    def _done(self, worker: _Worker, told: dict[str, Any]) -> None:
        entry, worker.entry = worker.entry, None
        worker.copied, worker.rests = told["copied"], time.monotonic()
        spent = not told["reusable"]
        if entry is not None:
            # A priority that was lowered cannot be raised again.
            spent = spent or entry.lowered
            self._end(entry, told["outcome"], told["bytes"], told["used"])
        if spent:
            self._remove(worker, "spent")

    def _died(self, worker: _Worker) -> None:
        """Find out why a worker ended by itself, and tell whoever waits for it."""
        entry = worker.entry
        try:
            _, status = os.waitpid(worker.process, 0)
        except ChildProcessError:
            status = 0
        ended_by = os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0
        outcome = _BY_SIGNAL.get(ended_by, "died")
        self._poll.unregister(worker.control)
        del self._workers[worker.control.fileno()]
        worker.control.close()
        self._figures.replaced[outcome] += 1
        if entry is not None:
            self._fail(entry, outcome)
        elif ended_by != signal.SIGKILL and time.monotonic() - worker.born < _YOUNG:
            _LOG.error("A worker ended at once (status %s)", status)
            self._no_fork_before = time.monotonic() + _YOUNG

    # Fronts

    def _handle(self, number: int, event: int) -> None:
        if number == self._listener.fileno():
            self._accept()
        elif number in self._workers:
            self._heard(self._workers[number])
        elif number in self._fronts:
            front = self._fronts[number]
            if front.entry is not None:
                if event & _GONE:
                    self._abandoned(front)
            elif event & select.EPOLLIN:
                self._asked(front)
            elif event & _GONE:
                self._forget(front)

    def _accept(self) -> None:
        with contextlib.suppress(BlockingIOError, OSError):
            while True:
                connection, _ = self._listener.accept()
                if not of_this_user(connection):
                    connection.close()
                    continue
                connection.setblocking(False)
                self._fronts[connection.fileno()] = _Front(connection)
                self._poll.register(connection, select.EPOLLIN)

    def _forget(self, front: _Front) -> None:
        self._poll.unregister(front.connection)
        del self._fronts[front.connection.fileno()]
        front.connection.close()

    def _abandoned(self, front: _Front) -> None:
        """End a query whose front has gone."""
        entry = front.entry
        assert entry is not None
        worker = entry.worker
        if worker is not None:
            self._heard(worker)
        if front.entry is entry:
            if worker is not None:
                self._remove(worker, "abandoned")
            self._end(entry, "abandoned")
        self._forget(front)

    def _asked(self, front: _Front) -> None:
        try:
            message = messages.receive(front.connection)
        except BlockingIOError:
            return
        if message.kind != messages.REQUEST:
            self._forget(front)
            return
        try:
            header, body = messages.split(message.content)
            if header["do"] == "query":
                self._submit(front, header, body, message)
            elif header["do"] == "cancel":
                cancelled = self._cancel(header["id"], header["client"])
                self._reply(front, message.tag, {"cancelled": cancelled})
            else:
                self._reply(front, message.tag, self.status())
        except (ValueError, KeyError, TypeError) as error:
            _LOG.error("A front asked what is not understood: %s", error)
            self._forget(front)

    def _reply(self, front: _Front, tag: bytes, told: dict[str, Any]) -> None:
        with contextlib.suppress(OSError):
            front.connection.send(messages.encode(messages.REPLY, tag, told))

    def _submit(self, front: _Front, header: dict[str, Any], body: bytes, message: messages.Message) -> None:
        now = time.monotonic()
        fingerprint = header.get("digest", "").encode() or hashlib.blake2b(body, digest_size=16).digest()
        job = Job(
            number=next(self._numbers),
            client=header["client"],
            fingerprint=fingerprint,
            seconds=min(self._limits.seconds, float(header["seconds"])),
            arrived=now,
            id=header["id"],
        )
        entry = _Entry(job, front, message)
        refusal = self._schedule.submit(job)
        if refusal in (Refusal.FULL, Refusal.SHARE):
            # What came in the same turn waits only until its end, if a worker is free.
            self._dispatch(now)
            refusal = self._schedule.submit(job)
        displaced = self._schedule.displaced_by(job) if refusal is Refusal.FULL else None
        if displaced is not None:
            self._fail(self._entries[displaced.number], Refusal.FULL.value)
            refusal = self._schedule.submit(job)
        front.entry = entry
        self._entries[job.number] = entry
        self._poll.modify(front.connection, 0)
        if refusal is not None:
            self._fail(entry, refusal.value)

    # Queries

    def _dispatch(self, now: float) -> None:
        """Give queries to free workers, and make room for a short one where long ones hold every worker."""
        free = [worker for worker in self._workers.values() if worker.entry is None]
        while free:
            job = self._schedule.next(now)
            if job is None:
                return
            self._start(self._entries[job.number], free.pop())
        job = self._schedule.gives_way()
        if job is not None:
            entry = self._entries[job.number]
            worker, entry.worker = entry.worker, None
            assert worker is not None
            self._remove(worker, "gave way")
            self._figures.restarted += 1
            self._fill(now)
            self._dispatch(now)

    def _start(self, entry: _Entry, worker: _Worker) -> None:
        entry.worker, worker.entry = worker, entry
        entry.used, entry.lowered = processor_seconds(worker.process), False
        message = messages.framed(entry.message.kind, entry.message.tag, entry.message.content)
        try:
            socket.send_fds(worker.control, [message], [entry.front.connection.fileno()])
        except OSError:
            # The worker has just died; that is the next thing it is asked about.
            _LOG.warning("Worker %s does not take a query", worker.process)

    def _watch(self, now: float) -> None:
        """End what has taken too long, and lower the priority of what takes long."""
        for job in self._schedule.overdue(now):
            self._stop(self._entries[job.number], "time")
        for job in self._schedule.waited_too_long(now):
            self._stop(self._entries[job.number], "wait")
        self._schedule.aged(now)
        for job in self._schedule.running:
            self._lower(self._entries[job.number])
        for worker in list(self._workers.values()):
            if worker.entry is None and worker.copied > _MUCH and now - worker.rests > _RESTED:
                self._remove(worker, "rested")

    def _lower(self, entry: _Entry) -> None:
        """Lower the priority of a query that has used the processor for long: not of one that has only waited for it."""
        worker = entry.worker
        if entry.lowered or not entry.job.long or worker is None:
            return
        used = processor_seconds(worker.process)
        if used == math.inf or used - entry.used >= self._limits.short:
            lower_priority(worker.process)
            entry.lowered = True

    def _cancel(self, identifier: str, client: str) -> bool:
        job = self._schedule.named(identifier, client)
        if job is None:
            return False
        self._stop(self._entries[job.number], "cancelled")
        return True

    def _stop(self, entry: _Entry, reason: str) -> None:
        if entry.worker is not None:
            self._heard(entry.worker)
            if entry.front.entry is not entry:
                return
            self._remove(entry.worker, reason)
        self._fail(entry, reason)

    def _fail(self, entry: _Entry, reason: str) -> None:
        """Tell a front why there is no answer, or no more of it."""
        told: dict[str, Any] = {"kind": reason, "seconds": entry.job.seconds}
        if reason in (Refusal.FULL.value, Refusal.SHARE.value, "wait"):
            told["retry"] = self._retry()
        self._end(entry, reason)
        try:
            entry.front.connection.send(messages.encode(messages.FAILED, entry.message.tag, told))
        except OSError:
            # The front does not read, or has gone; the end of the connection tells it that the answer is cut off.
            self._forget(entry.front)

    def _retry(self) -> int:
        """Return the seconds after which a place may be free."""
        oldest = max((time.monotonic() - job.began for job in self._schedule.running), default=0.0)
        return max(1, min(round(self._limits.seconds - oldest), 30))

    def _end(self, entry: _Entry, outcome: str, size: int = 0, used: float | None = None) -> None:
        self._schedule.finish(entry.job, used if outcome == "answered" else None)
        self._figures.ended(outcome, time.monotonic() - entry.job.arrived, size)
        del self._entries[entry.job.number]
        entry.front.entry = None
        self._poll.modify(entry.front.connection, select.EPOLLIN)
