"""What a query may take, and how many queries are evaluated at once."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import Final

WHOLE: Final = 1 << 20
"""Bytes up to which an answer leaves its worker only when it is complete; a larger one streams from there on."""

GRACE: Final = 10.0
"""Seconds beyond all limits after which a pool that says nothing counts as gone: it may be loading the release."""


@dataclass(frozen=True)
class Limits:
    """The limits of a pool of query workers."""

    workers: int = 2
    """Queries evaluated at the same time."""
    seconds: float = 20.0
    """Wall-clock time from the begin of the evaluation to the last byte; a request can lower it."""
    memory: int = 512_000_000
    """Bytes of address space that the evaluation may add to what the loaded release takes."""
    answer: int = 100_000_000
    """Bytes of an answer as it is serialised."""
    copied: int = 256_000_000
    """Bytes that a worker may have to itself when it takes the next query. Reading counts references and so copies what
    was shared with the pool; one that has more is replaced."""
    queue: int = 32
    """Queries that wait for a worker; one more is refused."""
    wait: float = 10.0
    """Seconds that a query waits for a worker before it is refused."""
    short: float = 1.0
    """Seconds after which a query counts as long: lower priority, and never in the last free worker."""

    @property
    def patience(self) -> float:
        """Seconds after which nobody waits for a query any more, whatever became of it."""
        return self.wait + 2 * self.seconds + GRACE

    @property
    def long_workers(self) -> int:
        """How many long queries run at once; the rest of the workers is the lane of the short ones."""
        return max(1, self.workers - 1)

    @property
    def client_workers(self) -> int:
        """How many workers one client can hold."""
        return max(1, self.workers - 1)

    @property
    def client_queue(self) -> int:
        """How many places in the queue one client can hold."""
        return max(1, self.queue // 2)


def default_workers() -> int:
    """Return one worker more than there are cores, so that one is left for short queries."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return cores + 1
