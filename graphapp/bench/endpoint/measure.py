"""Ask every server the same questions, one server at a time: first whether the answers agree, then under load."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from math import ceil
from pathlib import Path
from tempfile import TemporaryDirectory

from graphapp.bench.endpoint.asking import Answered, ask
from graphapp.bench.endpoint.questions import Asked
from graphapp.bench.endpoint.servers import Served, Server
from graphapp.bench.endpoint.wrk import Load, put_load
from graphapp.store.release import Release


@dataclass(frozen=True)
class Effort:
    """How long and how hard each question is asked."""

    seconds: int = 8
    """Seconds of load, for each question and server."""
    connections: int = 8
    timeout: float = 20.0
    """Seconds after which a single answer is given up."""


@dataclass(frozen=True)
class Result:
    """One question at one server. ``load`` and ``alone`` are None where the question was not answered in time."""

    name: str
    first: Answered
    """A single request before the load."""
    load: Load | None = None
    alone: Load | None = None
    """The same over one connection, so that nobody waits for anybody."""

    @property
    def rate(self) -> float | None:
        """Answers a second, at least one of which was good; None if there was none."""
        return self.load.rate if self.load is not None and self.load.rate > 0 else None


@dataclass(frozen=True)
class ServerFigures:
    """One server. ``memory`` in bytes; ``results`` in the order of the questions; empty if it was not there."""

    server: Server
    first_answer: float = 0.0
    idle_memory: int = 0
    """All processes together after the first answer."""
    memory: int = 0
    """All processes together after the whole run."""
    results: tuple[Result, ...] = field(default=())


def measure(
    server: Server, release: Release, questions: Sequence[Asked], effort: Effort, tell: Callable[[str], None]
) -> ServerFigures:
    """Start a server, ask and load it, and end it. Raises ``RuntimeError`` when it does not start."""
    if server.missing:
        return ServerFigures(server)
    with (
        TemporaryDirectory(prefix=f"graphapp-bench-{server.key}-", ignore_cleanup_errors=True) as folder,
        server.start(release, Path(folder)) as served,
    ):
        idle = served.memory
        results = []
        for question in questions:
            results.append(_ask(served, question, effort))
            tell(f"  {question.name}: {_said(results[-1])}")
        return ServerFigures(server, served.first_answer, idle, served.memory, tuple(results))


def _ask(served: Served, question: Asked, effort: Effort) -> Result:
    url = served.asked(question.query_string)
    first = ask(url, effort.timeout)
    if first.rows is None:
        if first.failure.startswith("over"):
            served.restart()
        return Result(question.name, first)
    again = ask(url, effort.timeout)
    if again.seconds * effort.connections > effort.timeout:
        # Under load, no answer would come in time. One after the other is what such a server can do.
        return Result(question.name, first, _one_by_one(again), _one_by_one(again))
    # Long enough for each connection to be answered twice, should they be answered one after the other.
    long = ceil(min(2 * effort.connections * again.seconds, 2 * effort.timeout))
    load = put_load(url, max(effort.seconds, long), effort.connections)
    alone = put_load(url, max(effort.seconds // 4, ceil(4 * again.seconds)), 1)
    # Without a whole answer, wrk says zero, which is no latency.
    return Result(question.name, first, *(run if run.answers else None for run in (load, alone)))


def _one_by_one(answered: Answered) -> Load:
    return Load(1 / answered.seconds, answered.seconds, answered.seconds, 1)


def _said(result: Result) -> str:
    if result.load is None:
        return result.first.failure or "no answer under load"
    return f"{result.load.rate:.0f}/s, p50 {result.load.median * 1000:.3g} ms, {result.first.rows} rows"
