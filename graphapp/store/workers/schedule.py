"""Which query is next: a lane for short queries, turns between clients, and refusals instead of endless queues.

Nothing here knows of processes or sockets; times are seconds of one monotonic clock.

Every query is taken for a short one until it has run for `Limits.short` seconds, or was seen to do so before. At most
`Limits.long_workers` long queries run at once, so that one worker remains for short ones. When a query turns out to be
long in that last worker while another waits, it gives way: it is ended and begun again in its turn among the long ones,
unless its answer has begun to leave.
"""

from __future__ import annotations

import math
from collections import OrderedDict, deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from enum import Enum
from typing import Final

from graphapp.store.workers.limits import Limits

HALF_LIFE: Final = 30.0
"""Seconds after which half of the time that a client has used no longer counts."""
REMEMBERED: Final = 2000
"""Queries that are remembered to be long."""


class Refusal(Enum):
    """Why a query is not taken."""

    FULL = "queue"
    """As many wait as may."""
    SHARE = "share"
    """As many of this client wait as may."""
    NAMED = "id"
    """A query with this id runs or waits."""


@dataclass(eq=False)
class Job:
    """A query on its way: who asks, and what became of it."""

    number: int
    """Distinguishes it from all others."""
    client: str
    """Who shares the workers: an address; empty for the site itself, which is held to no share."""
    fingerprint: bytes
    """The same for the same question."""
    seconds: float
    """How long it may be evaluated."""
    arrived: float
    id: str = ""
    """What its client calls it; empty if it has no name."""
    long: bool = False
    began: float = field(default=0.0)
    streaming: bool = False
    """Whether its answer has begun to leave."""


class _Lane:
    """Queries that wait, a turn for each client."""

    def __init__(self) -> None:
        self._waiting: OrderedDict[str, deque[Job]] = OrderedDict()

    def __iter__(self) -> Iterator[Job]:
        for jobs in self._waiting.values():
            yield from jobs

    def __len__(self) -> int:
        return sum(map(len, self._waiting.values()))

    def of(self, client: str) -> int:
        return len(self._waiting.get(client, ()))

    def add(self, job: Job) -> None:
        self._waiting.setdefault(job.client, deque()).append(job)

    def remove(self, job: Job) -> None:
        jobs = self._waiting[job.client]
        jobs.remove(job)
        if not jobs:
            del self._waiting[job.client]

    def take(self, full: set[str], level: Callable[[str], int]) -> Job | None:
        """Return the first query of the client of the lowest level whose turn it is; clients in ``full`` lose theirs."""
        client = min((one for one in self._waiting if one not in full), key=level, default=None)
        if client is None:
            return None
        job = self._waiting[client][0]
        self.remove(job)
        if client in self._waiting:
            self._waiting.move_to_end(client)
        return job


class Schedule:
    """The queries that wait and those that run."""

    def __init__(self, limits: Limits) -> None:
        """Begin with none."""
        self.limits = limits
        self.running: set[Job] = set()
        self._short = _Lane()
        self._long = _Lane()
        self._known_long: OrderedDict[bytes, None] = OrderedDict()
        self._used: OrderedDict[str, tuple[float, float]] = OrderedDict()
        self._now = 0.0

    @property
    def waiting(self) -> int:
        """How many queries wait."""
        return len(self._short) + len(self._long)

    def __iter__(self) -> Iterator[Job]:
        yield from self.running
        yield from self._short
        yield from self._long

    def submit(self, job: Job) -> Refusal | None:
        """Let a query wait its turn, or say why not."""
        if job.id and any(job.id == other.id for other in self):
            return Refusal.NAMED
        if self.waiting >= self.limits.queue:
            return Refusal.FULL
        if job.client and self._short.of(job.client) + self._long.of(job.client) >= self.limits.client_queue:
            return Refusal.SHARE
        job.long = job.fingerprint in self._known_long
        (self._long if job.long else self._short).add(job)
        return None

    def displaced_by(self, client: str) -> Job | None:
        """Return the query that loses its place in a full queue to one of ``client``, or None.

        It is the youngest of the client of the highest level, if that is higher than that of ``client``; otherwise of the
        one that has the most in the queue, if it has two more than ``client``: who asks much cannot keep out who asks
        little.
        """
        if self.waiting < self.limits.queue:
            return None
        own = self.level(client)
        waiting: dict[str, list[Job]] = {}
        for job in (*self._short, *self._long):
            waiting.setdefault(job.client, []).append(job)
        heaviest = max(waiting, key=self.level)
        most = waiting[heaviest] if self.level(heaviest) > own else max(waiting.values(), key=len)
        if self.level(heaviest) <= own and len(most) < len(waiting.get(client, ())) + 2:
            return None
        return max(most, key=lambda job: job.number)

    def next(self, now: float) -> Job | None:
        """Return the query that a free worker takes, as a running one; None if none may run now."""
        self._now = now
        long_running = sum(job.long for job in self.running)
        lanes = [self._short, self._long] if long_running else [self._long, self._short]
        if long_running >= self.limits.long_workers:
            lanes = [self._short]
        elif self.limits.workers == 1:
            lanes = [self._short, self._long]
        full = self._full()
        for lane in lanes:
            job = lane.take(full, self.level)
            if job is not None:
                job.began = now
                self.running.add(job)
                return job
        return None

    def finish(self, job: Job) -> None:
        """Forget a query, whether it ran or waited."""
        if job in self.running:
            self._stopped(job)
            return
        for lane in (self._short, self._long):
            if job in list(lane):
                lane.remove(job)

    def level(self, client: str) -> int:
        """Return how much of the workers' time a client has used lately: 0 up to a second, 1 up to three, 2 up to seven …

        The site itself has always used little.
        """
        if not client:
            return 0
        running = sum(max(0.0, self._now - job.began) for job in self.running if job.client == client)
        return int(math.log2(1 + self._lately(client) + running))

    def _lately(self, client: str) -> float:
        seconds, when = self._used.get(client, (0.0, self._now))
        return seconds * math.exp2(-max(0.0, self._now - when) / HALF_LIFE)

    def _stopped(self, job: Job) -> None:
        """Take a query from those that run, and remember how long its client held the worker."""
        self.running.remove(job)
        if job.client:
            self._used[job.client] = (self._lately(job.client) + max(0.0, self._now - job.began), self._now)
            self._used.move_to_end(job.client)
            while len(self._used) > REMEMBERED:
                self._used.popitem(last=False)

    def aged(self, now: float) -> list[Job]:
        """Return the running queries that have just become long, and remember that they are."""
        old = [job for job in self.running if not job.long and now - job.began >= self.limits.short]
        for job in old:
            job.long = True
            self._known_long[job.fingerprint] = None
            self._known_long.move_to_end(job.fingerprint)
        while len(self._known_long) > REMEMBERED:
            self._known_long.popitem(last=False)
        return old

    def gives_way(self) -> Job | None:
        """Return the running query that has to make room for one that waits, already back in its lane, or None.

        To be asked when no worker is free.
        """
        long = [job for job in self.running if job.long]
        if len(long) <= self.limits.long_workers or self.limits.workers == 1:
            return None
        full = self._full()
        if all(job.client in full for job in self._short):
            return None
        able = [job for job in long if not job.streaming]
        if not able:
            return None
        job = max(able, key=lambda one: (self.level(one.client), one.began))
        self._stopped(job)
        job.began = 0.0
        self._long.add(job)
        return job

    def overdue(self, now: float) -> list[Job]:
        """Return the running queries whose time is up."""
        self._now = now
        return [job for job in self.running if now - job.began >= job.seconds]

    def waited_too_long(self, now: float) -> list[Job]:
        """Return the queries that have waited longer than they may."""
        waiting = (*self._short, *self._long)
        return [job for job in waiting if now - job.arrived >= self._patience(job)]

    def _patience(self, job: Job) -> float:
        # A long query waits for other long ones to end, which may take all their time.
        return self.limits.wait + (self.limits.seconds if job.long else 0.0)

    def named(self, identifier: str, client: str) -> Job | None:
        """Return the query that ``client`` calls so, or None: nobody sees the queries of others."""
        if not identifier:
            return None
        return next((job for job in self if job.id == identifier and job.client == client), None)

    def wake(self, now: float) -> float:
        """Return the seconds until something is due; at most one."""
        due = [
            job.began + (job.seconds if job.long else min(job.seconds, self.limits.short))
            for job in self.running
        ]
        return max(0.0, min([1.0, *(when - now for when in due)]))

    def _full(self) -> set[str]:
        held: dict[str, int] = {}
        for job in self.running:
            held[job.client] = held.get(job.client, 0) + 1
        return {client for client, number in held.items() if client and number >= self.limits.client_workers}
