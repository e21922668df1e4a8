"""What the soak and the abuse measurements say of samples; the attacks themselves are run by the command."""

from __future__ import annotations

import itertools
from datetime import date

import pytest

from graphapp.bench.hostile import hostile
from graphapp.bench.machine import Machine
from graphapp.bench.soak import LEAST, PARTS, Figures, Growth, growth_of, markdown
from graphapp.bench.traffic import Asked, Tally, _digest, _rows_digest

NOISE = (0, 30, -20, 10, -30, 20)


def test_memory_that_goes_up_and_down_does_not_grow() -> None:
    samples = [
        (float(n), 100e6 + 1e6 * wave) for n, wave in zip(range(120), itertools.cycle(NOISE), strict=False)
    ]
    growth = growth_of(samples)
    assert not growth.grows
    assert abs(growth.slope) < 1e6


def test_memory_that_leaks_grows_even_beside_noise() -> None:
    samples = [
        (float(n), 100e6 + 1e6 * n + 1e6 * wave)
        for n, wave in zip(range(240), itertools.cycle(NOISE), strict=False)
    ]
    growth = growth_of(samples)
    assert growth.grows
    assert growth.slope == pytest.approx(60e6, rel=0.1)


def test_too_few_samples_are_not_judged() -> None:
    with pytest.raises(RuntimeError, match="too few"):
        growth_of([(0.0, 1.0)])


def test_an_answer_is_right_in_any_order_of_its_rows_and_wrong_without_one() -> None:
    rows = ['{"n":{"type":"literal","value":"a, b"}}', '{"n":{"type":"literal","value":"c"}}']
    bodies = [
        f'{{"results":{{"bindings":[{",".join(some)}]}}}}'.encode() for some in (rows, rows[::-1], rows[:1])
    ]
    asked = Asked("/sparql", "*/*", _digest(bodies[0]), _rows_digest(bodies[0]))
    assert [asked.is_answered_by(body) for body in bodies] == [True, True, False]
    assert not asked.is_answered_by(b"<!doctype html>")


def test_percentiles_are_those_of_right_answers() -> None:
    tally = Tally([n / 100 for n in range(1, 101)])
    assert (tally.percentile(0.5), tally.percentile(0.99)) == (0.5, 0.99)
    assert Tally().percentile(0.5) != Tally().percentile(0.5)


def test_every_hostile_query_says_what_it_does_and_how_it_ends() -> None:
    assert len(hostile()) >= 15
    assert {bad.ends for bad in hostile()} == {"time", "memory", "size", "refused"}


def test_the_section_says_how_much_growth_it_cannot_see() -> None:
    noise = {"front": 12e6, "workers": 345e6}
    growth = {part: Growth(1e8, 1e8, 0, noise.get(part, LEAST)) for part in PARTS}
    machine = Machine("processor", 2, 4.0, "Linux", "3.11", {})
    told = markdown(Figures(600, 570, growth, 1, 0, 0), machine, date(2026, 1, 1), "graphapp bench soak")
    text = " ".join(told.split())
    assert "10 MB at least" in text
    assert "less is not seen. That is 12 MB for the front processes and 345 MB for the workers" in text
