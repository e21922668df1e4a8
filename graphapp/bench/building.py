"""How long a build takes, stage by stage, and how long the checks take."""

from __future__ import annotations

import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from pyoxigraph import RdfFormat, Store

from graphapp.build.dump import open_dump
from graphapp.build.pipeline import Outcome, build_release
from graphapp.build.progress import Stages
from graphapp.build.release import DATA
from graphapp.config import Settings

CheckEngine = Literal["pyshacl", "pyrudof"]


@dataclass(frozen=True)
class BuildFigures:
    """One build from nothing, and a second one of the same input. Times in seconds."""

    stages: dict[str, float]
    whole: float
    again: float
    made: Outcome
    """The release that was built."""


@dataclass(frozen=True)
class CheckFigures:
    """One engine's check of a whole release, from shapes and store to sorted findings."""

    engine: CheckEngine
    seconds: float
    findings: dict[str, int]
    """Severity → number."""


def measure_build(settings: Settings) -> BuildFigures:
    """Build the project twice into ``settings.releases``, an empty folder. Raises ``BuildError``."""
    stages = Stages()
    begun = time.perf_counter()
    made = build_release(settings, stages=stages)
    whole = time.perf_counter() - begun
    begun = time.perf_counter()
    build_release(settings)
    again = time.perf_counter() - begun
    return BuildFigures(dict(stages.seconds), whole, again, made)


def measure_check(settings: Settings, release: Path, engine: CheckEngine) -> CheckFigures:
    """Check ``release`` against the shapes of ``settings.project``."""
    from graphapp.build.validate import check_release

    store = Store()
    with open_dump(release / DATA) as quads:
        store.bulk_load(quads.read(), RdfFormat.N_QUADS)
    begun = time.perf_counter()
    findings = check_release(store, settings, engine)
    taken = time.perf_counter() - begun
    return CheckFigures(engine, taken, dict(Counter(finding.severity for finding in findings)))
