"""The figures as a section of a Markdown page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from graphapp.bench.building import BuildFigures, CheckFigures
from graphapp.bench.latency import EngineFigures, Latency
from graphapp.bench.machine import Machine
from graphapp.bench.questions import Measured
from graphapp.build.progress import STAGES


@dataclass(frozen=True)
class Figures:
    """All that one run measured."""

    day: date
    command: str
    machine: Machine
    build: BuildFigures
    checks: tuple[CheckFigures, ...]
    engines: tuple[EngineFigures, EngineFigures]
    """pyoxigraph, then rdflib."""
    questions: tuple[Measured, ...]


def markdown(figures: Figures) -> str:
    """Return the section, in English, ending with a newline."""
    return "\n".join(_lines(figures)) + "\n"


def _lines(figures: Figures) -> Iterator[str]:
    machine, manifest = figures.machine, figures.build.made.manifest
    counts = manifest.counts
    yield "## Oxigraph and rdflib"
    yield ""
    yield f"Measured on {figures.day.isoformat()} with `{figures.command}`."
    yield ""
    yield from machine_lines(machine)
    yield f"- Data: release `{manifest.release}`, {counts.quads:,} quads in {counts.graphs:,} graphs"
    yield ""
    yield "### Build"
    yield ""
    yield from table(
        ("stage", "seconds"),
        [
            *((STAGES[name], f"{seconds:.2f}") for name, seconds in figures.build.stages.items()),
            ("**whole build**", f"**{figures.build.whole:.2f}**"),
            ("second build, unchanged input", f"{figures.build.again:.2f}"),
        ],
    )
    yield ""
    yield "The build validates with pyrudof."
    yield ""
    yield "### Check"
    yield ""
    yield from table(
        ("engine", "seconds", "violations", "warnings", "infos"),
        (
            (
                check.engine,
                f"{check.seconds:.1f}",
                *(str(check.findings.get(severity, 0)) for severity in ("violation", "warning", "info")),
            )
            for check in figures.checks
        ),
    )
    yield ""
    yield "### Load and memory"
    yield ""
    yield "From the release's file to the first possible query; memory is what the process grew by."
    yield ""
    yield from table(
        ("engine", "load, seconds", "memory, MB"),
        ((engine.engine, f"{engine.load:.1f}", f"{engine.memory / 1e6:.0f}") for engine in figures.engines),
    )
    yield ""
    yield "### Latency"
    yield ""
    yield "Ten questions of the catalogue with the parameters of their files, from text to result set in"
    yield "JSON, each in a process of its own, after a first run that does not count."
    yield "Milliseconds: median (least to most)."
    yield ""
    yield from table(
        ("", "question", "query", "rows", "pyoxigraph", "rdflib", "ratio"),
        _latencies(figures.questions, *figures.engines),
    )


def _latencies(
    questions: Sequence[Measured], one: EngineFigures, other: EngineFigures
) -> Iterator[tuple[str, ...]]:
    for question, fast, slow in zip(questions, one.latencies, other.latencies, strict=True):
        rows = str(fast.rows)
        if slow.rows is not None and slow.rows != fast.rows:
            rows += f" (rdflib: {slow.rows})"
        ratio = f"{slow.median / fast.median:.0f}" if fast.median and slow.median else ""
        yield (
            str(question.number),
            question.title,
            f"`{question.name}`",
            rows,
            _spread(fast),
            _spread(slow),
            ratio,
        )


def _spread(latency: Latency) -> str:
    if latency.median is None:
        return latency.failure
    low, middle, high = map(milliseconds, (min(latency.seconds), latency.median, max(latency.seconds)))
    return f"{middle} ({low} to {high})"


def milliseconds(seconds: float) -> str:
    """Return ``seconds`` in milliseconds, to three digits below a second."""
    return f"{seconds * 1000:.3g}" if seconds < 1 else f"{seconds * 1000:.0f}"


def machine_lines(machine: Machine) -> Iterator[str]:
    """Yield two lines of a list: the computer, and the software on it."""
    libraries = ", ".join(f"{name} {number}" for name, number in machine.libraries.items())
    yield f"- Machine: {machine.processor}, {machine.cores} cores, {machine.memory:.0f} GB, {machine.system}"
    yield f"- Software: Python {machine.python}, {libraries}"


def table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
    """Yield the lines of a table."""
    yield f"| {' | '.join(head)} |"
    yield "|" + " --- |" * len(head)
    for row in rows:
        yield f"| {' | '.join(cell.replace('|', '/') for cell in row)} |"
