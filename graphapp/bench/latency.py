"""How long an engine takes to load a release and to answer, and how much memory it holds."""

from __future__ import annotations

import json
import multiprocessing
import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Final, Literal

from graphapp.bench.deadline import results_within
from graphapp.bench.machine import resident_bytes
from graphapp.bench.questions import Measured

EngineName = Literal["pyoxigraph", "pyoxigraph on disk", "rdflib"]
Answer = Callable[[str], bytes]
"""Takes the text of a SELECT query, returns its whole result in SPARQL 1.1 Query Results JSON."""

WARM_UP: Final = 1
"""Runs that are not counted."""
BUDGET: Final = 5.0
"""Seconds after which a question is not run again."""


@dataclass(frozen=True)
class Latency:
    """One question answered by one engine: times in seconds, None if there was no answer in time."""

    name: str
    seconds: tuple[float, ...]
    rows: int | None
    failure: str = ""
    """What the engine said if it failed."""

    @property
    def median(self) -> float | None:
        """The median of the counted runs."""
        return statistics.median(self.seconds) if self.seconds else None


@dataclass(frozen=True)
class EngineFigures:
    """One engine on one release."""

    engine: EngineName
    load: float
    """Seconds from the release's file to the first possible query."""
    memory: int
    """Bytes that the process grew by."""
    latencies: tuple[Latency, ...]


@dataclass(frozen=True)
class Effort:
    """How often a question is run, and for how long at most."""

    runs: int
    """Counted runs; fewer when they take more than ``BUDGET`` together."""
    timeout: float
    """Seconds for one run."""


def measure(
    engine: EngineName,
    release: Path,
    questions: Sequence[Measured],
    effort: Effort,
    tell: Callable[[str], None],
) -> EngineFigures:
    """Load ``release`` in a fresh process and answer every question there, each in a fork of that process.

    On disk, the store of the release must be there, see ``graphapp.build.disk``.

    ``tell`` is called with the name of each question when it is through. Raises ``RuntimeError`` if the
    release cannot be loaded.
    """
    context = multiprocessing.get_context("spawn")
    receiver, sender = context.Pipe(duplex=False)
    process = context.Process(target=_measure, args=(sender, engine, release, tuple(questions), effort))
    process.start()
    sender.close()
    latencies: list[Latency] = []
    try:
        load, memory = receiver.recv()
        for _ in questions:
            latencies.append(receiver.recv())
            tell(latencies[-1].name)
    except EOFError:
        raise RuntimeError(f"{engine} failed on {release}; its message stands above") from None
    finally:
        process.join(timeout=5)
        process.kill()
    return EngineFigures(engine, load, memory, tuple(latencies))


def _measure(
    sender: Connection, engine: EngineName, release: Path, questions: tuple[Measured, ...], effort: Effort
) -> None:
    before, begun = resident_bytes(), time.perf_counter()
    answer = _ENGINES[engine](release)
    sender.send((time.perf_counter() - begun, resident_bytes() - before))
    for question in questions:
        sender.send(_latency(question, answer, effort))


def _latency(question: Measured, answer: Answer, effort: Effort) -> Latency:
    runs: list[tuple[float, int]] = []
    failure = ""
    try:
        for run in results_within(effort.timeout, lambda: _runs(question.text, answer, effort.runs)):
            runs.append(run)  # noqa: PERF402
    except TimeoutError:
        failure = f"over {effort.timeout:.0f} s"
    except RuntimeError as error:
        failure = f"fails: {error}"
    counted = runs[WARM_UP:] or runs
    return Latency(
        question.name, tuple(seconds for seconds, _ in counted), runs[0][1] if runs else None, failure
    )


def _runs(text: str, answer: Answer, runs: int) -> Iterator[tuple[float, int]]:
    spent = 0.0
    for run in range(WARM_UP + runs):
        begun = time.perf_counter()
        body = answer(text)
        taken = time.perf_counter() - begun
        yield taken, len(json.loads(body)["results"]["bindings"])
        spent += taken
        if run >= WARM_UP and spent > BUDGET:
            return


def _oxigraph(release: Path) -> Answer:
    from graphapp.store.engine import Question
    from graphapp.store.formats import JSON
    from graphapp.store.memory import MemoryEngine
    from graphapp.store.release import Release

    engine = MemoryEngine.of_release(Release(release))
    return lambda text: b"".join(engine.answer(Question(text), JSON))


def _oxigraph_on_disk(release: Path) -> Answer:
    from graphapp.store.disk import DiskEngine
    from graphapp.store.engine import Question
    from graphapp.store.formats import JSON
    from graphapp.store.release import Release

    engine = DiskEngine.of_release(Release(release))
    return lambda text: b"".join(engine.answer(Question(text), JSON))


def _rdflib(release: Path) -> Answer:
    from rdflib import Dataset

    from graphapp.build.dump import open_dump
    from graphapp.build.release import DATA

    dataset = Dataset(default_union=True)
    with open_dump(release / DATA) as quads:
        dataset.parse(data=quads.read(), format="nquads")

    def answer(text: str) -> bytes:
        return dataset.query(text).serialize(format="json") or b""

    return answer


_ENGINES: Final[dict[EngineName, Callable[[Path], Answer]]] = {
    "pyoxigraph": _oxigraph,
    "pyoxigraph on disk": _oxigraph_on_disk,
    "rdflib": _rdflib,
}
