"""What a supervisor tells the processes that answer requests: which pool answers now, and what came before.

A *generation* is one release in one engine, behind a pool of workers of its own.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, Final

_SUMS: Final = ("running", "long", "waiting", "workers", "resident")
"""What is added up over the pools that there are."""


@dataclass(frozen=True)
class Generation:
    """A release behind a pool."""

    number: int
    """The first is 1."""
    address: str
    """The Unix socket of its pool."""
    release: str
    """Name of the release."""
    engine: str
    """``memory`` or ``disk``."""
    since: str
    """Time (ISO 8601, UTC) from which it has been served."""


@dataclass(frozen=True)
class Announcement:
    """The state of things at a supervisor."""

    current: Generation
    """Answers the requests that come from now on."""
    ending: tuple[Generation, ...] = ()
    """Still answer requests that began before."""
    past: Mapping[str, Any] = field(default_factory=dict)
    """The counts (`graphapp.store.workers.figures.Figures.as_json`) of all that have ended; empty if none has."""
    changes: int = 0
    """How often another release was taken."""
    refused: int = 0
    """How many releases were not taken because they could not be read."""

    def encode(self) -> bytes:
        """Return it as a message."""
        return json.dumps(asdict(self)).encode()

    @classmethod
    def decode(cls, message: bytes) -> Announcement:
        """Read a message. Raises ``ValueError``, ``KeyError`` or ``TypeError`` for what is none."""
        told = json.loads(message)
        ending = tuple(Generation(**one) for one in told.pop("ending"))
        return cls(**{**told, "current": Generation(**told["current"]), "ending": ending})


def total_status(statuses: Iterable[Mapping[str, Any]], past: Mapping[str, Any]) -> dict[str, Any]:
    """Return the status of several pools as one, the counts of ``past`` ones included; the first is the current one."""
    pools = list(statuses)
    told: dict[str, Any] = {**pools[0], **{name: sum(pool[name] for pool in pools) for name in _SUMS}}
    told["processes"] = [process for pool in pools for process in pool["processes"]]
    told["figures"] = total_figures([pool["figures"] for pool in pools] + ([past] if past else []))
    return told


def total_figures(figures: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """Return the sum of counts."""
    all_of_them = list(figures)

    def added(name: str) -> dict[str, int]:
        total: dict[str, int] = {}
        for one in all_of_them:
            for key, count in one[name].items():
                total[key] = total.get(key, 0) + count
        return total

    buckets = zip(*(one["buckets"] for one in all_of_them), strict=True)
    return {
        "outcomes": added("outcomes"),
        "replaced": added("replaced"),
        "buckets": [[same[0][0], sum(count for _, count in same)] for same in buckets],
        **{name: sum(one[name] for one in all_of_them) for name in ("restarted", "bytes", "sum", "count")},
    }
