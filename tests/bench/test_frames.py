"""The made-up network that the explorer's frames are measured with, and what is told of them."""

from __future__ import annotations

from datetime import date

from graphapp.bench.frames import Figures, Frames
from graphapp.bench.frames_report import markdown
from graphapp.bench.landscape import made_up
from graphapp.bench.machine import Machine
from graphapp.web.explore.shown import listed
from graphapp.web.explore.state import State


def test_a_made_up_network_is_the_same_each_time_and_as_large_as_asked() -> None:
    made = made_up(300, 900)
    assert made == made_up(300, 900)
    assert made != made_up(300, 900, seed=2)
    shown = listed(made, State())
    assert (shown.count, shown.ties) == (300, 900)
    ends = [*made["edges"]["source"], *made["edges"]["target"]]
    assert made["nodes"]["measures"]["degree"] == [ends.count(place) for place in range(300)]


def test_the_overhead_is_the_median_of_the_rounds() -> None:
    frames = Frames(20.0, 30.0)
    figures = Figures(10, 20, 3, 12, frames, frames, (1.5, 1.1, 0.9), (300.0, 100.0, 200.0), 129_000, 190_000)
    machine = Machine("A processor", 2, 25.0, "Linux", "3.11", {})
    text = markdown(figures, date(2026, 11, 26), "graphapp bench frames", machine)
    assert "**+10.0 %**" in text
    assert "200 ms (100 to 300, 3 times)" in text
    assert "129 kB" in text
