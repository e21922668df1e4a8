"""Whether memory grows under mixed traffic that goes on."""

from __future__ import annotations

import statistics
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from graphapp.bench.attacks import ATTACKS, under
from graphapp.bench.machine import Machine
from graphapp.bench.questions import Measured
from graphapp.bench.report import machine_lines, table
from graphapp.bench.served import Memory, Server, memory_of, serving
from graphapp.bench.traffic import answered, observe, page, requests_for

WARM_UP: Final = 0.25
"""Share of the time in which memory may grow: threads are started, the cache fills, workers copy what they read."""
CACHE: Final = 8_000_000
"""Bytes of answers that are kept, few enough to be full after the warm-up."""
EVERY: Final = 1.0
"""Seconds between two samples."""
LEAST: Final = 10_000_000
"""Bytes of growth that are never more than noise."""
PARTS: Final = {
    "main": "first process",
    "front": "front processes",
    "pool": "pool",
    "workers": "query workers",
    "all": "**all**",
}
"""Property of `Memory` → what it is of."""


@dataclass(frozen=True)
class Growth:
    """The memory of some processes after the warm-up, in bytes, and bytes a minute."""

    begin: float
    """The median of the first third of the samples."""
    end: float
    """The median of the last third."""
    slope: float
    """Of the line through the samples (Theil and Sen: the median of the slopes between pairs)."""
    noise: float
    """The range in which the middle eight tenths of all samples lie, without the growth itself; `LEAST` at least."""

    @property
    def grows(self) -> bool:
        """Whether the end lies above the beginning by more than the noise."""
        return self.end - self.begin > self.noise


@dataclass(frozen=True)
class Figures:
    """What one run saw."""

    seconds: float
    samples: int
    growth: dict[str, Growth]
    """Key of `PARTS` → its growth."""
    answered: int
    refused: int
    wrong: int

    @property
    def failures(self) -> tuple[str, ...]:
        """What must not be, a sentence each."""
        told = [
            f"The memory of {PARTS[part].strip('*')} grows: {growth.begin / 1e6:.0f} to {growth.end / 1e6:.0f} MB"
            for part, growth in self.growth.items()
            if growth.grows
        ]
        if self.wrong:
            told.append(
                f"{self.wrong} requests of ordinary clients got a wrong answer or a broken connection"
            )
        return tuple(told)


def measure_soak(questions: Sequence[Measured], seconds: float, tell: Callable[[str], None]) -> Figures:
    """Serve the current release, let ordinary clients ask for so many ``seconds`` and each attack take its turns.

    Raises ``RuntimeError`` and ``TimeoutError`` like `graphapp.bench.abuse.measure_abuse`.
    """
    turn = min(15.0, seconds / len(ATTACKS) / 2)
    samples: list[tuple[float, Memory]] = []
    right = refused = wrong = 0
    with serving({"GRAPHAPP_CACHE_BYTES": str(CACHE)}) as server:
        asked = answered(server.port, requests_for(questions))
        (site,) = answered(server.port, [page()])
        began, over = time.monotonic(), threading.Event()
        sampler = threading.Thread(target=_sample, args=(server, began, over, samples))
        sampler.start()
        number = 0
        try:
            while time.monotonic() - began < seconds:
                attack = ATTACKS[number % len(ATTACKS)]
                number += 1
                tell(f"{time.monotonic() - began:4.0f} s: {attack.name}")
                with under(attack, server.port, turn + 60):
                    seen = observe(server.port, asked, site, turn, 2)
                for tally in (seen.questions, seen.page):
                    right += len(tally.seconds)
                    refused += tally.refused
                    wrong += tally.wrong
        finally:
            over.set()
            sampler.join()
    return Figures(
        seconds,
        len(samples),
        {part: growth_of(_settled(samples, seconds, part)) for part in PARTS},
        right,
        refused,
        wrong,
    )


def _sample(server: Server, began: float, over: threading.Event, samples: list[tuple[float, Memory]]) -> None:
    while not over.wait(EVERY):
        samples.append((time.monotonic() - began, memory_of(server)))


def _settled(samples: Sequence[tuple[float, Memory]], seconds: float, part: str) -> list[tuple[float, float]]:
    """Return the samples of a part after the warm-up: seconds, bytes."""
    return [(when, getattr(memory, part)) for when, memory in samples if when >= WARM_UP * seconds]


def growth_of(samples: Sequence[tuple[float, float]]) -> Growth:
    """Judge samples of (seconds, bytes), in their order. Raises ``RuntimeError`` for fewer than six."""
    if len(samples) < 6:
        raise RuntimeError("too few samples of the memory to judge it; let it take longer")
    third = len(samples) // 3
    begin = statistics.median(value for _, value in samples[:third])
    end = statistics.median(value for _, value in samples[-third:])
    step = max(1, len(samples) // 200)
    few = samples[::step]
    slopes = [
        (later - earlier) / (after - before)
        for number, (before, earlier) in enumerate(few)
        for after, later in few[number + 1 :]
        if after > before
    ]
    slope = statistics.median(slopes)
    rest = sorted(value - slope * when for when, value in samples)
    tenth = len(rest) // 10
    return Growth(begin, end, slope * 60, max(LEAST, rest[-1 - tenth] - rest[tenth]))


def markdown(figures: Figures, machine: Machine, day: date, command: str) -> str:
    """Return the section, ending with a newline."""
    return "\n".join(_lines(figures, machine, day, command)) + "\n"


def _lines(figures: Figures, machine: Machine, day: date, command: str) -> Iterator[str]:
    yield "## Memory under traffic that goes on"
    yield ""
    yield f"Measured on {day.isoformat()} with `{command}`."
    yield ""
    yield from machine_lines(machine)
    yield ""
    yield f"{figures.seconds / 60:.1f} minutes of ordinary questions and pages, beside each kind of abuse in turn; a cache of"
    yield f"{CACHE / 1e6:.0f} MB. Ordinary clients got {figures.answered:,} right answers, {figures.refused:,} times were told to"
    yield f"come again, and got {figures.wrong:,} wrong answers. Memory (PSS) in MB after a quarter of the time, from"
    yield f"{figures.samples} samples in all; *noise* is the range of the middle eight tenths without the growth, and"
    yield f"{LEAST / 1e6:.0f} MB at least. Memory counts as growing when the median of the last third lies above that of"
    yield "the first by more than the noise: less is not seen. That is"
    yield f"{figures.growth['front'].noise / 1e6:.0f} MB for the front processes and"
    yield f"{figures.growth['workers'].noise / 1e6:.0f} MB for the workers, which copy what they read and are replaced;"
    yield "a leak of theirs would end with them."
    yield ""
    yield from table(
        ("processes", "begin", "end", "a minute", "noise", "grows"),
        [
            (
                title,
                *(f"{value / 1e6:.1f}" for value in (growth.begin, growth.end, growth.slope, growth.noise)),
                "**yes**" if growth.grows else "no",
            )
            for part, title in PARTS.items()
            for growth in (figures.growth[part],)
        ],
    )
