"""The benchmark measures what it says, on a release small enough for a test."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from graphapp.bench.building import measure_build
from graphapp.bench.deadline import results_within
from graphapp.bench.latency import Effort, EngineName, measure
from graphapp.bench.machine import describe, resident_bytes
from graphapp.bench.questions import Measured
from graphapp.build.pipeline import build_release
from tests.build.tiny import tiny_project

QUESTIONS = (
    Measured(1, "names", "All names", "SELECT ?s ?o { ?s <https://schema.org/name> ?o }"),
    Measured(
        2,
        "endless",
        "Every pair of pairs of pairs",
        "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n1 ?o . ?p ?q ?r }",
    ),
)


@pytest.mark.parametrize("engine", ["pyoxigraph", "rdflib"])
def test_an_engine_is_timed_and_a_question_without_end_is_cut_off(tmp_path: Path, engine: EngineName) -> None:
    release = build_release(tiny_project(tmp_path)).release
    told: list[str] = []
    figures = measure(engine, release, QUESTIONS, Effort(3, 3.0), told.append)
    names, endless = figures.latencies
    assert told == ["names", "endless"]
    assert figures.load > 0
    assert (len(names.seconds), names.rows) == (3, 6)
    assert names.median is not None
    assert (endless.seconds, endless.failure) == ((), "over 3 s")


def test_a_build_is_timed_by_stage_and_again(tmp_path: Path) -> None:
    settings = tiny_project(tmp_path)
    figures = measure_build(settings)
    stages = list(figures.stages)
    assert stages[:7] == ["read", "withhold", "infer", "prefer", "write", "validate", "publish"]
    assert figures.whole >= sum(figures.stages.values()) * 0.99
    assert figures.made.fresh
    assert figures.made.release.parent == settings.releases


def test_what_takes_too_long_is_ended_after_the_results_before_it() -> None:
    def work() -> Iterator[int]:
        yield 1
        time.sleep(60)

    results = results_within(0.5, work)
    assert next(results) == 1
    with pytest.raises(TimeoutError):
        next(results)


def test_what_fails_tells_why() -> None:
    def work() -> Iterator[int]:
        yield 1 // 0

    with pytest.raises(RuntimeError, match="ZeroDivisionError"):
        list(results_within(5, work))


def test_the_machine_is_described() -> None:
    machine = describe()
    assert machine.cores >= 1
    assert machine.memory > 0.1
    assert {"pyoxigraph", "rdflib"} <= set(machine.libraries)
    assert resident_bytes() > 1_000_000
