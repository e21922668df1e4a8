"""Queries on their way, the lanes in which they wait, and what is remembered of those that have been asked."""

from __future__ import annotations

from collections import OrderedDict, deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final

REMEMBERED: Final = 2000
"""Queries that are remembered of each kind."""


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
    """Whether it is known to take long."""
    quick: bool = False
    """Whether it is known to be answered soon."""
    began: float = field(default=0.0)
    streaming: bool = False
    """Whether its answer has begun to leave."""


class Lane:
    """Queries that wait, a turn for each client."""

    def __init__(self) -> None:
        self._waiting: OrderedDict[str, deque[Job]] = OrderedDict()

    def __iter__(self) -> Iterator[Job]:
        for jobs in self._waiting.values():
            yield from jobs

    def __len__(self) -> int:
        return sum(map(len, self._waiting.values()))

    def clients(self) -> Iterable[str]:
        """Those of whom a query waits here."""
        return self._waiting.keys()

    def of(self, client: str) -> int:
        """How many queries of a client wait here."""
        return len(self._waiting.get(client, ()))

    def add(self, job: Job) -> None:
        """Let a query wait."""
        self._waiting.setdefault(job.client, deque()).append(job)

    def remove(self, job: Job) -> None:
        """Take out a query that waits here."""
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


class Remembered:
    """Queries that were seen to be such, the latest `REMEMBERED` ones (least recently used first)."""

    def __init__(self) -> None:
        """Begin with none."""
        self._known: OrderedDict[bytes, None] = OrderedDict()

    def __contains__(self, fingerprint: bytes) -> bool:
        return fingerprint in self._known

    def add(self, fingerprint: bytes) -> None:
        """Remember one, as the latest."""
        self._known[fingerprint] = None
        self._known.move_to_end(fingerprint)
        if len(self._known) > REMEMBERED:
            self._known.popitem(last=False)

    def discard(self, fingerprint: bytes) -> None:
        """Forget one, if it is known."""
        self._known.pop(fingerprint, None)
