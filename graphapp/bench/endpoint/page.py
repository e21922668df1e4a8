"""The figures as a section of ``docs/benchmarks.md``."""

from __future__ import annotations

import statistics
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from graphapp.bench.endpoint.measure import Effort, Result, ServerFigures
from graphapp.bench.endpoint.questions import Asked
from graphapp.bench.endpoint.targets import verdicts
from graphapp.bench.machine import Machine
from graphapp.bench.report import machine_lines, table

_Cell = Callable[[Result], str]


@dataclass(frozen=True)
class Figures:
    """All that one run measured. ``versions``: server → version, of those that are not libraries of this program."""

    day: date
    command: str
    machine: Machine
    versions: dict[str, str]
    release: str
    quads: int
    effort: Effort
    questions: tuple[Asked, ...]
    servers: tuple[ServerFigures, ...]


def markdown(figures: Figures) -> str:
    """Return the section, in English, ending with a newline."""
    return "\n".join(_lines(figures)) + "\n"


def _lines(figures: Figures) -> Iterator[str]:
    effort = figures.effort
    present = [server for server in figures.servers if server.results]
    yield "## Endpoints side by side"
    yield ""
    yield f"Measured on {figures.day.isoformat()} with `{figures.command}`."
    yield ""
    yield from machine_lines(figures.machine)
    servers = ", ".join(f"{name} {number}" for name, number in figures.versions.items())
    yield f"- Servers: {servers}; load by wrk on the same machine"
    yield f"- Data: release `{figures.release}`, {figures.quads:,} quads"
    yield ""
    yield f"wrk asks from one thread over {effort.connections} connections for {effort.seconds} s, one question and one server at"
    yield "a time: GET, with the query in the address, `Accept: application/sparql-results+json`. *Warm* is this program as it is"
    yield "served: the answer is kept after the first time, as that of a release may be. *Cold* keeps none"
    yield "(`GRAPHAPP_CACHE_BYTES=0`), so that every request is evaluated, as every request of the other servers is."
    yield ""
    yield "All hold the named graphs and, as default graph, their union with each triple once: Oxigraph's server has the union"
    yield "loaded as its default graph (its option `--union-default-graph` would give a triple once for every graph that holds"
    yield "it, and count too high); Virtuoso has it as one more graph, which the request names; rdflib makes it while it"
    yield "evaluates. Before the load, each question is asked once and the solutions are counted: † marks another number"
    yield "than Oxigraph's."
    for server in figures.servers:
        if server.server.missing:
            yield ""
            yield f"Not measured: {server.server.title} ({server.server.missing})."
    yield ""
    yield from _table_of("Requests a second", figures.questions, present, _rate)
    yield from _table_of("p50 / p99 under load, milliseconds", figures.questions, present, _latency)
    yield from _table_of("p50 over one connection, milliseconds", figures.questions, present, _alone)
    yield from _ratios(figures.questions, present)
    yield "### Start and memory"
    yield ""
    yield "Seconds from the start of the command to the first answer (Oxigraph's server, Virtuoso: to the end of loading by"
    yield "request); memory of all processes together (PSS), after the first answer and after all questions."
    yield ""
    yield from table(
        ("server", "seconds", "MB after the first answer", "MB after all"),
        (
            (
                server.server.title,
                f"{server.first_answer:.1f}",
                f"{server.idle_memory / 1e6:.0f}",
                f"{server.memory / 1e6:.0f}",
            )
            for server in present
        ),
    )
    yield ""
    yield "### Targets"
    yield ""
    yield "Set for two cores."
    yield ""
    by_key = {server.server.key: server for server in figures.servers}
    words = {True: "yes", False: "**no**", None: "not measured"}
    yield from table(
        ("target", "measured", "met"),
        ((verdict.target, verdict.measured, words[verdict.met]) for verdict in verdicts(by_key)),
    )


def _table_of(
    title: str, questions: Sequence[Asked], servers: Sequence[ServerFigures], cell: _Cell
) -> Iterator[str]:
    yield f"### {title}"
    yield ""
    by_key = {server.server.key: server for server in servers}
    rows = []
    for index, question in enumerate(questions):
        counted = [by_key[key].results[index].first.rows for key in ("oxigraph", *by_key) if key in by_key]
        expected = next((count for count in counted if count is not None), None)
        cells = []
        for server in servers:
            result = server.results[index]
            differs = None not in (expected, result.first.rows) and expected != result.first.rows
            cells.append(cell(result) + (f" † {result.first.rows}" if differs else ""))
        rows.append((question.title, f"`{question.name}`", "" if expected is None else str(expected), *cells))
    yield from table(("question", "query", "rows", *(server.server.title for server in servers)), rows)
    yield ""


def _ratios(questions: Sequence[Asked], servers: Sequence[ServerFigures]) -> Iterator[str]:
    """How many times as many answers a second this program gives, cold and warm."""
    by_key = {server.server.key: server for server in servers}
    others = [server for server in servers if server.server.key not in ("cold", "warm")]
    ours = [by_key[key] for key in ("cold", "warm") if key in by_key]
    columns = [(mine, other) for mine in ours for other in others]
    if not columns:
        return
    yield "### Times as many requests a second"
    yield ""
    yield "“≥” where the other server gave no answer in the time it had."
    yield ""
    rows = []
    kept: list[list[float]] = [[] for _ in columns]
    for index, question in enumerate(questions):
        cells = []
        for number, (mine, other) in enumerate(columns):
            told, value = _times(mine.results[index], other.results[index])
            cells.append(told)
            if value is not None:
                kept[number].append(value)
        rows.append((f"`{question.name}`", *cells))
    rows.append(
        ("**median**", *(f"**{statistics.median(values):.3g}**" if values else "" for values in kept))
    )
    head = (f"{mine.server.key} / {other.server.title}" for mine, other in columns)
    yield from table(("query", *head), rows)
    yield ""


def _times(mine: Result, other: Result) -> tuple[str, float | None]:
    if mine.rate is None:
        return "", None
    if other.rate is not None:
        return f"{mine.rate / other.rate:.3g}", mine.rate / other.rate
    if other.first.failure.startswith("over"):
        return f"≥ {mine.rate * other.first.seconds:.3g}", mine.rate * other.first.seconds
    return other.first.failure, None


def _rate(result: Result) -> str:
    if result.load is None:
        return result.first.failure or "–"
    failed = f" ({result.load.failures} failed)" if result.load.failures else ""
    return (f"{result.load.rate:,.0f}" if result.load.rate >= 10 else f"{result.load.rate:.2g}") + failed


def _latency(result: Result) -> str:
    if result.load is None:
        return result.first.failure or "–"
    return f"{_milliseconds(result.load.median)} / {_milliseconds(result.load.p99)}"


def _alone(result: Result) -> str:
    if result.alone is None:
        return result.first.failure or "–"
    return _milliseconds(result.alone.median)


def _milliseconds(seconds: float) -> str:
    value = seconds * 1000
    return f"{value:.3g}" if value < 1000 else f"{value:.0f}"
