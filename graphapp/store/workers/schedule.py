"""Which query is next: a lane for short queries, turns between clients, and refusals instead of endless queues.

Nothing here knows of processes or sockets; times are seconds of one monotonic clock.

Every query is taken for a short one until it has run for `Limits.short` seconds, or was seen to do so before. At most
`Limits.long_workers` long queries run at once, so that one worker remains for short ones. When a query turns out to be
long in that last worker while another waits, it gives way: it is ended and begun again in its turn among the long ones,
unless its answer has begun to leave.

A query that was answered with half of that time of the processor twice is known to be quick, however long it took beside
others: a crowd cannot make the others' queries slow in its eyes. Quick ones go before those of which nothing is
known, a full queue makes room for them, and one that waits makes unknown ones give way after `TRIED` seconds: so what people
ask all the time is answered while many addresses send queries that nobody has seen.
"""

from __future__ import annotations

import math
from collections import OrderedDict
from collections.abc import Iterator
from enum import Enum
from itertools import chain
from typing import Final

from graphapp.store.workers.lanes import REMEMBERED, Job, Lane, Remembered
from graphapp.store.workers.limits import Limits

HALF_LIFE: Final = 30.0
"""Seconds after which half of the time that a client has used no longer counts."""
TRIED: Final = 0.1
"""Seconds that a query of which nothing is known has, in the last worker, while a quick one waits."""


class Refusal(Enum):
    """Why a query is not taken."""

    FULL = "queue"
    """As many wait as may."""
    SHARE = "share"
    """As many of this client wait as may."""
    NAMED = "id"
    """A query with this id runs or waits."""


class Schedule:
    """The queries that wait and those that run."""

    def __init__(self, limits: Limits) -> None:
        """Begin with none."""
        self.limits = limits
        self.running: set[Job] = set()
        self._quick = Lane()
        self._short = Lane()
        self._long = Lane()
        self._lanes = (self._quick, self._short, self._long)
        self._known_long = Remembered()
        self._once_quick = Remembered()
        self._known_quick = Remembered()
        self._used: OrderedDict[str, tuple[float, float]] = OrderedDict()
        self._now = 0.0

    @property
    def waiting(self) -> int:
        """How many queries wait."""
        return sum(map(len, self._lanes))

    def __iter__(self) -> Iterator[Job]:
        yield from chain(self.running, *self._lanes)

    def submit(self, job: Job) -> Refusal | None:
        """Let a query wait its turn, or say why not."""
        if job.id and any(job.id == other.id for other in self):
            return Refusal.NAMED
        if self.waiting >= self.limits.queue:
            return Refusal.FULL
        if job.client and sum(lane.of(job.client) for lane in self._lanes) >= self.limits.client_queue:
            return Refusal.SHARE
        job.long = job.fingerprint in self._known_long
        job.quick = job.fingerprint in self._known_quick
        (self._long if job.long else self._quick if job.quick else self._short).add(job)
        return None

    def displaced_by(self, newcomer: Job) -> Job | None:
        """Return the query that loses its place in a full queue to ``newcomer``, or None.

        It is the youngest of the client of the highest level, if that is higher than that of the newcomer's; otherwise of
        the one that has the most in the queue, if it has two more than the newcomer's: who asks much cannot keep out who asks
        little. To a quick query, the youngest of the long ones loses its place, or else of the unknown ones.
        """
        if self.waiting < self.limits.queue:
            return None
        if newcomer.fingerprint in self._known_quick and (len(self._long) or len(self._short)):
            return max(self._long if len(self._long) else self._short, key=lambda job: job.number)
        client = newcomer.client
        own = self.level(client)
        waiting: dict[str, list[Job]] = {}
        for job in chain(*self._lanes):
            waiting.setdefault(job.client, []).append(job)
        heaviest = max(waiting, key=self.level)
        most = waiting[heaviest] if self.level(heaviest) > own else max(waiting.values(), key=len)
        if self.level(heaviest) <= own and len(most) < len(waiting.get(client, ())) + 2:
            return None
        return max(most, key=lambda job: job.number)

    def next(self, now: float) -> Job | None:
        """Return the query that a free worker takes, as a running one; None if none may run now."""
        self._now = now
        full = self._full()
        long_running = len(self._long_running(full))
        short = [self._quick, self._short]
        lanes = [*short, self._long] if long_running else [self._long, *short]
        if long_running >= self.limits.long_workers:
            lanes = short
        elif self.limits.workers == 1:
            lanes = [*short, self._long]
        for lane in lanes:
            job = lane.take(full, self.level)
            if job is not None:
                job.began = now
                self.running.add(job)
                return job
        return None

    def finish(self, job: Job, used: float | None = None) -> None:
        """Forget a query, whether it ran or waited. ``used``: seconds of the processor, if it was answered; by them it is
        remembered as a quick one.
        """
        if job in self.running:
            self._stopped(job)
            if used is not None:
                self._answered(job, used)
            return
        for lane in self._lanes:
            if job in list(lane):
                lane.remove(job)

    def _answered(self, job: Job, used: float) -> None:
        """Remember a query that took little. One is quick from the second time on: queries that come only once, however many
        there are, do not drive out of memory those that come again.
        """
        if used > self.limits.short / 2:
            self._known_quick.discard(job.fingerprint)
            return
        self._known_long.discard(job.fingerprint)
        again = job.fingerprint in self._once_quick or job.fingerprint in self._known_quick
        (self._known_quick if again else self._once_quick).add(job.fingerprint)

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
        """Return the running queries that have just become long, and remember that they are, unless they are known to be quick
        when nobody else is there.
        """
        old = [job for job in self.running if not job.long and now - job.began >= self.limits.short]
        for job in old:
            job.long = True
            if not job.quick:
                self._known_long.add(job.fingerprint)
        return old

    def gives_way(self) -> Job | None:
        """Return the running query that has to make room for one that waits, already back in its lane, or None.

        To be asked when no worker is free.
        """
        if self.limits.workers == 1:
            return None
        full = self._full()
        if all(client in full for lane in (self._quick, self._short) for client in lane.clients()):
            return None
        long = self._long_running(full)
        if len(long) <= self.limits.long_workers:
            return None
        able = [job for job in long if not (job.streaming or job.quick)]
        if not able:
            return None
        job = max(able, key=lambda one: (self.level(one.client), one.began))
        self._stopped(job)
        job.began = 0.0
        job.long = True
        self._long.add(job)
        return job

    def _long_running(self, full: set[str]) -> list[Job]:
        """Return the running queries that count as long: while a quick one of a client not in ``full`` waits, those too of which
        nothing is known and that have had some time.
        """
        pressed = any(client not in full for client in self._quick.clients())
        return [job for job in self.running if job.long or (pressed and self._tried(job))]

    def _tried(self, job: Job) -> bool:
        return not job.quick and self._now - job.began >= TRIED

    def overdue(self, now: float) -> list[Job]:
        """Return the running queries whose time is up."""
        self._now = now
        return [job for job in self.running if now - job.began >= job.seconds]

    def waited_too_long(self, now: float) -> list[Job]:
        """Return the queries that have waited longer than they may."""
        return [job for job in chain(*self._lanes) if now - job.arrived >= self._patience(job)]

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
        if len(self._quick):
            due += [
                job.began + TRIED for job in self.running if not (job.long or job.quick or self._tried(job))
            ]
        return max(0.0, min([1.0, *(when - now for when in due)]))

    def _full(self) -> set[str]:
        held: dict[str, int] = {}
        for job in self.running:
            held[job.client] = held.get(job.client, 0) + 1
        return {client for client, number in held.items() if client and number >= self.limits.client_workers}
