"""Growth is measured as what it is, on landscapes small enough for a test."""

from __future__ import annotations

from pathlib import Path

import pytest

from graphapp.bench.latency import Effort
from graphapp.bench.machine import describe
from graphapp.bench.questions import MEASURED, measured
from graphapp.bench.scale import growth, measure_scale, section
from graphapp.catalogue import load
from graphapp.config import Settings
from graphapp.synthesise.landscape import Plan
from graphapp.synthesise.profile import read_profile


@pytest.mark.parametrize("exponent", [0.0, 1.0, 2.0])
def test_growth_is_the_exponent(exponent: float) -> None:
    sizes = [100.0, 1000.0, 10_000.0]
    assert growth(sizes, [3 * size**exponent for size in sizes]) == pytest.approx(exponent)


def test_one_size_has_no_growth() -> None:
    assert growth([100.0, 1000.0], [5.0, None]) is None


def test_a_landscape_is_built_and_asked_in_memory_and_on_disk(tmp_path: Path) -> None:
    settings = Settings()
    questions = measured(load(settings.queries))
    size = measure_scale(
        settings,
        read_profile(settings.ontology, settings.data),
        Plan(0.05, 1),
        tmp_path,
        effort=Effort(1, 60.0),
        say=lambda _: None,
        rest=0.5,
    )
    memory, disk = size.engines
    assert [latency.failure for latency in (*memory.latencies, *disk.latencies)] == [""] * 2 * len(MEASURED)
    assert [one.rows for one in memory.latencies] == [one.rows for one in disk.latencies]
    assert size.built.quads > 5000
    served = size.served
    assert None not in served.pages.values()
    assert len(served.pages) == 5
    assert (served.engine, len(served.search.results), len(served.search.suggestions)) == ("memory", 10, 10)
    assert served.search.found
    assert 50_000_000 < served.loaded <= served.asked
    page = section("2026-01-01", "graphapp bench scale", describe(), [size, size], questions)
    assert f"{size.built.quads:,}" in page
    assert all(f"`{question.name}`" in page for question in questions)
