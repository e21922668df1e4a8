"""The timeline is as exact as documents are, and no more."""

from __future__ import annotations

import pytest

from graphapp.namespaces import BASE
from graphapp.web.timelines.drawing import EARLY, FADE, WIDTH, axis_of, parts_of
from graphapp.web.timelines.lines import Line, Span


def sorts(span: Span, kind: str = "networks") -> list[tuple[str, float, float]]:
    return [(part.sort, round(part.begin, 2), round(part.end, 2)) for part in parts_of(span, kind)]


def line(*spans: Span) -> Line:
    return Line("networks", BASE + "organisation/a", "", spans)


@pytest.mark.parametrize(
    ("span", "parts"),
    [
        (Span("2001", "2010"), [("year", 2001, 2002), ("sure", 2002, 2010), ("year", 2010, 2011)]),
        (Span("2001", "2001"), [("year", 2001, 2002)]),
        (Span("2001-07", "2010-06"), [("sure", 2001.5, 2010.5)]),
        (
            Span("2001", last="2016"),
            [("year", 2001, 2002), ("sure", 2002, 2017), ("fade-out", 2017, 2017 + FADE)],
        ),
        (Span("2001"), [("year", 2001, 2002), ("fade-out", 2002, 2002 + FADE)]),
        (Span(first="2012-01-01", last="2014-12-31"), [("attested", 2012, 2015)]),
        (
            Span(end="2010", first="2005"),
            [("fade-in", 2005 - FADE, 2005), ("sure", 2005, 2010), ("year", 2010, 2011)],
        ),
        (Span("2024", planned_end="2027"), [("year", 2024, 2025), ("planned", 2025, 2028)]),
        (Span(), []),
    ],
    ids=str,
)
def test_a_bar_says_what_is_known_and_what_is_not(span: Span, parts: list[tuple[str, float, float]]) -> None:
    assert sorts(span) == parts


def test_what_is_published_does_not_last() -> None:
    assert sorts(Span("2011-03-17"), "strategies") == [("point", 2011.2, 2011.21)]
    assert sorts(Span("2011"), "strategies") == [("year", 2011, 2012)]


def test_what_is_earlier_than_1990_is_in_a_strip_and_in_order() -> None:
    axis = axis_of([line(Span("1558")), line(Span("1860")), line(Span("2010"))], "", "", 2026.9)
    places = [axis.x(year) for year in (1558, 1860, 1990, 2010, axis.end)]
    assert places == sorted(places)
    assert (places[0], places[2], places[-1]) == (0, EARLY, WIDTH)


def test_without_anything_earlier_there_is_no_strip() -> None:
    axis = axis_of([line(Span("2001"))], "", "", 2026.9)
    assert (axis.early, axis.x(1990)) == (0, 0)
    assert axis_of([line(Span("1558"))], "2000", "2009", 2026.9).x(2010) == WIDTH
