"""What was to be reached on two cores, and whether it was."""

from __future__ import annotations

import statistics
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from graphapp.bench.endpoint.measure import Result, ServerFigures

SLOW: Final = 0.002
"""Seconds that a question must take Oxigraph, over one connection, for the target of cold throughput to apply."""
FIRST_ANSWER: Final = 2.0
MEMORY: Final = 400_000_000


@dataclass(frozen=True)
class Verdict:
    """One target: what was to be, what is; ``met`` is None where it could not be measured."""

    target: str
    measured: str
    met: bool | None


def verdicts(figures: Mapping[str, ServerFigures]) -> tuple[Verdict, ...]:
    """Judge the figures of all servers, by key."""
    return tuple(_verdicts(figures))


def _verdicts(figures: Mapping[str, ServerFigures]) -> Iterator[Verdict]:
    cold, warm, oxigraph = figures["cold"], figures["warm"], figures["oxigraph"]
    cheapest = _pairs(warm, oxigraph)[:1]
    yield _at_least(
        "warm, cheapest lookup: requests a second, of Oxigraph's", 1.0, [_ratio(*pair) for pair in cheapest]
    )
    for other, least in (("oxigraph", 10.0), ("virtuoso", 3.0), ("rdflib", 50.0)):
        title = figures[other].server.title
        ratios = [_ratio(*pair) for pair in _pairs(warm, figures[other])]
        middle = [statistics.median(ratios)] if ratios else []
        yield _at_least(f"warm, median of the questions: requests a second, of {title}'s", least, middle)
    pairs = _pairs(cold, oxigraph)
    slow = [(ours, theirs) for ours, theirs in pairs if theirs.alone and theirs.alone.median > SLOW]
    yield _at_least(
        "cold, each question that takes Oxigraph over 2 ms: requests a second, of Oxigraph's (the lowest)",
        0.8,
        [min(_ratio(*pair) for pair in slow)] if slow else [],
    )
    added = [
        (ours.alone.median - theirs.alone.median) * 1000
        for ours, theirs in pairs
        if ours.alone and theirs.alone and theirs.alone.median <= SLOW
    ]
    yield Verdict(
        "cold, each question that takes Oxigraph at most 2 ms: added latency (p50, one connection) under 1.5 ms",
        f"{max(added):.2f} ms at most" if added else "–",
        max(added) < 1.5 if added else None,
    )
    yield Verdict(
        f"first answer within {FIRST_ANSWER:g} s of `graphapp serve`",
        f"{warm.first_answer:.2f} s",
        warm.first_answer <= FIRST_ANSWER if warm.results else None,
    )
    yield Verdict(
        f"memory of all processes (PSS) under {MEMORY / 1e6:g} MB, after the whole run; set for landscapes of scale 1, see "
        "“Served, by size”",
        f"{warm.memory / 1e6:.0f} MB warm, {cold.memory / 1e6:.0f} MB cold",
        max(warm.memory, cold.memory) < MEMORY if warm.results and cold.results else None,
    )


def _at_least(target: str, least: float, ratios: list[float]) -> Verdict:
    wanted = f"{target}: at least {least:g}"
    if not ratios:
        return Verdict(wanted, "–", None)
    return Verdict(wanted, f"{ratios[0]:.3g}", ratios[0] >= least)


def _pairs(ours: ServerFigures, theirs: ServerFigures) -> list[tuple[Result, Result]]:
    """Return the questions that both answered, or that only ours did in time."""
    return [
        (mine, other)
        for mine, other in zip(ours.results, theirs.results, strict=False)
        if mine.rate and (other.rate or other.first.failure.startswith("over"))
    ]


def _ratio(ours: Result, theirs: Result) -> float:
    """Return how many times as many answers a second; at least, where theirs gave none in the time it had."""
    assert ours.rate is not None
    return ours.rate * theirs.first.seconds if theirs.rate is None else ours.rate / theirs.rate
