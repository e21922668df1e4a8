"""How build, load, memory and latency grow with the data: the same landscape at several sizes."""

from __future__ import annotations

import multiprocessing
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from math import log
from multiprocessing.connection import Connection
from pathlib import Path
from resource import RUSAGE_SELF, getrusage
from typing import Final

from graphapp.bench.latency import Effort, EngineFigures, EngineName, Latency, measure
from graphapp.bench.machine import Machine, resident_unit
from graphapp.bench.questions import Measured, measured
from graphapp.bench.report import machine_lines, milliseconds, table
from graphapp.bench.scale_served import REST, ServedSize, measure_served
from graphapp.bench.scale_served import rows as served_rows
from graphapp.build.manifest import Manifest
from graphapp.build.pipeline import build_release
from graphapp.build.progress import STAGES
from graphapp.build.release import MANIFEST
from graphapp.catalogue import load
from graphapp.config import Settings
from graphapp.store.disk import store_folder
from graphapp.synthesise.landscape import Plan, synthesise
from graphapp.synthesise.profile import Profile

ENGINES: Final[tuple[EngineName, ...]] = ("pyoxigraph", "pyoxigraph on disk")


@dataclass(frozen=True)
class Built:
    """One build in a process of its own."""

    release: Path
    quads: int
    graphs: int
    size: int
    """Bytes of the compressed data."""
    synthesis: float
    """Seconds to write the landscape."""
    stages: dict[str, float]
    """Stage → seconds."""
    computing: float
    """Seconds of processor time of the whole build, which a busy machine does not stretch as much."""
    memory: int
    """Most bytes that the build's process held at once."""

    @property
    def seconds(self) -> float:
        """Return the duration of all stages together."""
        return sum(self.stages.values())


@dataclass(frozen=True)
class Size:
    """All that was measured at one scale."""

    scale: float
    built: Built
    indexing: float
    """Seconds to make the store on disk from the release."""
    engines: tuple[EngineFigures, ...]
    served: ServedSize


def measure_scale(
    settings: Settings,
    profile: Profile,
    plan: Plan,
    folder: Path,
    *,
    effort: Effort,
    say: Callable[[str], None],
    rest: float = REST,
) -> Size:
    """Synthesise a landscape into ``folder``, build it, and ask the ten questions of the release.

    ``say`` is told what begins; for ``rest`` see `measure_served`. Raises ``RuntimeError`` when the build or an engine fails.
    """
    scale = plan.scale
    say(f"Scale {scale:g}: synthesise")
    begun = time.perf_counter()
    synthesise(settings, profile, plan, folder / "project", lambda _through, _of: None)
    synthesis = time.perf_counter() - begun
    say(f"Scale {scale:g}: build")
    made = replace(settings, project=folder / "project", releases=folder / "release", engine="memory")
    release, computing, memory = _built(made)
    manifest = Manifest.read(release / MANIFEST)
    questions = measured(load(made.queries))
    say(f"Scale {scale:g}: load and ask")
    indexing = _indexed(release)
    engines = [measure(name, release, questions, effort, lambda asked: say(f"  {asked}")) for name in ENGINES]
    say(f"Scale {scale:g}: serve")
    texts = [question.text for question in questions]
    served = measure_served(made, load(made.queries), texts, effort, rest)
    return Size(
        scale,
        Built(
            release,
            manifest.counts.quads,
            manifest.counts.graphs,
            sum(entry.size for entry in manifest.files.values()),
            synthesis,
            manifest.seconds,
            computing,
            memory,
        ),
        indexing,
        tuple(engines),
        served,
    )


def growth(sizes: Sequence[float], values: Sequence[float | None]) -> float | None:
    """Return the exponent k for which ``values`` grow like ``sizes`` to the power of k (least squares).

    1: as fast as the data; 0: not at all. None when fewer than two sizes have a value above 0.
    """
    points = [(log(size), log(value)) for size, value in zip(sizes, values, strict=True) if value]
    if len(points) < 2:
        return None
    middle_x, middle_y = (sum(axis) / len(points) for axis in zip(*points, strict=True))
    spread = sum((x - middle_x) ** 2 for x, _ in points)
    return sum((x - middle_x) * (y - middle_y) for x, y in points) / spread if spread else None


def section(
    day: str, command: str, machine: Machine, sizes: Sequence[Size], questions: Sequence[Measured]
) -> str:
    """Return the section of the page, in English, ending with a newline."""
    return "\n".join(_lines(day, command, machine, sizes, questions)) + "\n"


def _built(settings: Settings) -> tuple[Path, float, int]:
    context = multiprocessing.get_context("spawn")
    receiver, sender = context.Pipe(duplex=False)
    process = context.Process(target=_build, args=(sender, settings))
    process.start()
    sender.close()
    try:
        release, computing, memory = receiver.recv()
    except EOFError:
        raise RuntimeError(f"the build of {settings.project} failed; its message stands above") from None
    finally:
        process.join()
    return release, computing, memory


def _indexed(release: Path) -> float:
    """Make the store of the disk engine anew, and return the seconds that it took."""
    shutil.rmtree(store_folder(release), ignore_errors=True)
    begun = time.perf_counter()
    made = subprocess.run([sys.executable, "-m", "graphapp.build.disk", str(release)], check=False)
    if made.returncode:
        raise RuntimeError(f"the store of {release} cannot be made; the message stands above")
    return time.perf_counter() - begun


def _build(sender: Connection, settings: Settings) -> None:
    made = build_release(settings, force=True)
    used = getrusage(RUSAGE_SELF)
    sender.send((made.release, used.ru_utime + used.ru_stime, used.ru_maxrss * resident_unit()))


def _lines(
    day: str, command: str, machine: Machine, sizes: Sequence[Size], questions: Sequence[Measured]
) -> Iterator[str]:
    quads = [float(size.built.quads) for size in sizes]
    scales = tuple(f"scale {size.scale:g}" for size in sizes)

    def row(name: str, values: Sequence[float | None], shown: Callable[[float], str]) -> tuple[str, ...]:
        exponent = growth(quads, values)
        cells = ("" if value is None else shown(value) for value in values)
        return name, *cells, "" if exponent is None else f"{exponent:.2f}"

    yield "## Landscapes N times as large"
    yield ""
    yield f"Measured on {day} with `{command}`: invented landscapes, built and asked like the real one."
    yield "“Growth” is the exponent k of quads to the power of k: 1 grows as fast as the data, 0 not at all."
    yield ""
    yield from machine_lines(machine)
    yield ""
    yield "### Build and load, by size"
    yield ""
    built = [size.built for size in sizes]
    rows = [
        row("quads in the release", quads, lambda value: f"{value:,.0f}"),
        row("graphs", [one.graphs for one in built], lambda value: f"{value:,.0f}"),
        row("release on disk, MB", [one.size / 1e6 for one in built], _two),
        row("synthesise, seconds", [one.synthesis for one in built], _two),
        *(
            row(f"{STAGES[name]}, seconds", [one.stages.get(name) for one in built], _two)
            for name in STAGES
            if all(name in one.stages for one in built)
        ),
        row("whole build, seconds", [one.seconds for one in built], _two),
        row("whole build, seconds of processor time", [one.computing for one in built], _two),
        row("build, most memory, MB", [one.memory / 1e6 for one in built], lambda value: f"{value:,.0f}"),
    ]
    rows.append(row("store on disk, seconds to make", [size.indexing for size in sizes], _two))
    for place, engine in enumerate(sizes[0].engines):
        each = [size.engines[place] for size in sizes]
        rows.append(row(f"{engine.engine}: load, seconds", [one.load for one in each], _two))
        rows.append(row(f"{engine.engine}: memory, MB", [one.memory / 1e6 for one in each], _two))
    yield from table(("", *scales, "growth"), rows)
    yield from _served(quads, scales, [size.served for size in sizes])
    for place, engine in enumerate(sizes[0].engines):
        yield ""
        yield f"### Latency by size: {engine.engine}"
        yield ""
        yield "Milliseconds, median, and in brackets the rows of the answer, which may grow themselves."
        yield ""
        answers = []
        for number, question in enumerate(questions):
            each_latency = [size.engines[place].latencies[number] for size in sizes]
            exponent = growth(quads, [latency.median for latency in each_latency])
            answers.append(
                (
                    str(question.number),
                    f"`{question.name}`",
                    *map(_answer, each_latency),
                    "" if exponent is None else f"{exponent:.2f}",
                )
            )
        yield from table(("", "query", *scales, "growth"), answers)


def _served(quads: Sequence[float], scales: Sequence[str], sizes: Sequence[ServedSize]) -> Iterator[str]:
    yield ""
    yield "### Served, by size"
    yield ""
    yield "`graphapp serve` without its answer cache, as a user starts it. Memory is that of all processes together (PSS), the"
    yield "largest that was seen under load. Pages are asked over HTTP; searches are timed in the index itself."
    yield ""
    lines = []
    for name, values in served_rows(sizes):
        numbers = [value if isinstance(value, int | float) else None for value in values]
        exponent = growth(quads, numbers)
        cells = [
            "–" if value is None else value if isinstance(value, str) else _two(value) for value in values
        ]
        lines.append((name, *cells, "" if exponent is None else f"{exponent:.2f}"))
    yield from table(("", *scales, "growth"), lines)


def _answer(latency: Latency) -> str:
    return latency.failure if latency.median is None else f"{milliseconds(latency.median)} ({latency.rows:,})"


def _two(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"
