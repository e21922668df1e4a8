"""What a pool counts, and how Prometheus reads it (its text format, version 0.0.4)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

BUCKETS: Final = (0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 20.0)
"""Upper bounds of the latency histogram, in seconds."""
OUTCOMES: Final = (
    "answered",
    "refused",
    "time",
    "memory",
    "size",
    "queue",
    "share",
    "wait",
    "id",
    "cancelled",
    "abandoned",
    "died",
)
"""How a query can end: answered; refused by the engine; ended by a limit; not taken; cancelled by who asked; nobody
listened any more; its worker died."""


@dataclass
class Figures:
    """Counts since the pool began."""

    outcomes: Counter[str] = field(default_factory=Counter)
    replaced: Counter[str] = field(default_factory=Counter)
    """Why workers were replaced → how many."""
    restarted: int = 0
    """Queries that gave way and were begun again."""
    bytes: int = 0
    """Bytes of answers."""
    _buckets: Counter[float] = field(default_factory=Counter)
    _sum: float = 0.0
    _count: int = 0

    def ended(self, outcome: str, seconds: float, size: int = 0) -> None:
        """Count a query that ended ``seconds`` after it arrived."""
        self.outcomes[outcome] += 1
        self.bytes += size
        self._count += 1
        self._sum += seconds
        for bound in BUCKETS:
            if seconds <= bound:
                self._buckets[bound] += 1
                break

    def as_json(self) -> dict[str, Any]:
        """Return the counts as plain values."""
        running, cumulated = 0, []
        for bound in BUCKETS:
            running += self._buckets[bound]
            cumulated.append([bound, running])
        return {
            "outcomes": {name: self.outcomes[name] for name in OUTCOMES},
            "replaced": dict(self.replaced),
            "restarted": self.restarted,
            "bytes": self.bytes,
            "buckets": cumulated,
            "sum": self._sum,
            "count": self._count,
        }


def prometheus(status: Mapping[str, Any]) -> str:
    """Return a pool's status (`graphapp.store.workers.pool.Pool.status`) in Prometheus' text format."""
    figures = status["figures"]
    lines: list[str] = []

    def metric(name: str, kind: str, help_text: str, samples: Mapping[str, object]) -> None:
        lines.extend((f"# HELP graphapp_{name} {help_text}", f"# TYPE graphapp_{name} {kind}"))
        lines.extend(f"graphapp_{name}{suffix} {value}" for suffix, value in samples.items())

    def by(label: str, counts: Mapping[str, object]) -> dict[str, object]:
        return {f'{{{label}="{key}"}}': value for key, value in counts.items()}

    metric("queries_total", "counter", "Queries by how they ended.", by("outcome", figures["outcomes"]))
    histogram: dict[str, object] = {f'_bucket{{le="{bound}"}}': count for bound, count in figures["buckets"]}
    histogram |= {
        '_bucket{le="+Inf"}': figures["count"],
        "_sum": round(figures["sum"], 6),
        "_count": figures["count"],
    }
    metric("query_seconds", "histogram", "Seconds from the arrival of a query to its end.", histogram)
    metric(
        "answer_bytes_total", "counter", "Bytes of answers as they were serialised.", {"": figures["bytes"]}
    )
    metric("queries_running", "gauge", "Queries that are evaluated.", {"": status["running"]})
    metric("queries_long", "gauge", "Long ones among them.", {"": status["long"]})
    metric("queries_waiting", "gauge", "Queries that wait for a worker.", {"": status["waiting"]})
    metric(
        "queries_restarted_total",
        "counter",
        "Queries that gave way to a short one.",
        {"": figures["restarted"]},
    )
    metric("workers", "gauge", "Worker processes.", {"": status["workers"]})
    metric(
        "workers_replaced_total", "counter", "Workers replaced, by why.", by("reason", figures["replaced"])
    )
    metric(
        "pool_resident_bytes",
        "gauge",
        "Memory of the processes that hold a release.",
        {"": status["resident"]},
    )
    if "served" in status:
        served = status["served"]
        metric(
            "release_info",
            "gauge",
            "The release that is served, and the engine.",
            {f'{{release="{served["release"]}",engine="{served["engine"]}"}}': 1},
        )
        since = round(datetime.fromisoformat(served["since"]).timestamp())
        metric(
            "release_served_since_seconds", "gauge", "Unix time from which it has been served.", {"": since}
        )
        metric("releases_changed_total", "counter", "Releases that took over.", {"": status["changes"]})
        metric(
            "releases_refused_total", "counter", "Releases that could not be read.", {"": status["refused"]}
        )
    return "\n".join(lines) + "\n"
