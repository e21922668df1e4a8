"""Pictures show what the answer says: no bar, dot or neighbour more or less."""

from __future__ import annotations

import pytest
from pyoxigraph import Literal, NamedNode

from graphapp.namespaces import BASE, PREFIXES
from graphapp.web.pictures.series import series
from graphapp.web.pictures.star import star
from graphapp.web.pictures.timeline import timeline
from graphapp.web.pictures.years import decimal_year, ticks
from tests.things.conftest import XHTML, Get, section

SVG = "{http://www.w3.org/2000/svg}"


def thing(name: str) -> NamedNode:
    return NamedNode(f"{BASE}person/{name}")


def year(text: str) -> Literal:
    return Literal(text, datatype=NamedNode(PREFIXES["xsd"] + "gYear"))


@pytest.mark.parametrize(
    ("text", "begin", "end"),
    [("2014", 2014, 2015), ("2014-07", 2014.5, 2014.583), ("2014-07-01", 2014.495, 2014.497)],
)
def test_a_date_is_as_long_as_it_is_exact(text: str, begin: float, end: float) -> None:
    assert decimal_year(text) == pytest.approx(begin, abs=0.01)
    assert decimal_year(text, end=True) == pytest.approx(end, abs=0.01)


def test_the_axis_has_round_years_within_it() -> None:
    assert ticks(1996.5, 2026.0) == [2000, 2005, 2010, 2015, 2020, 2025]


def test_a_time_line_has_a_bar_for_each_row_that_says_when() -> None:
    drawn = timeline(
        ["person", "from", "to", "firstAttested", "lastAttested"],
        [
            (thing("a"), year("2000"), year("2004"), None, None),
            (thing("a"), year("2006"), None, None, None),
            (thing("b"), None, None, Literal("2010"), Literal("2012")),
            (thing("c"), None, None, None, None),
        ],
        lambda iri: iri.rpartition("/")[2],
        2026.9,
    )
    assert drawn is not None
    assert [line.name for line in drawn.lines] == ["a", "b"]
    assert [(bar.open, bar.certain) for line in drawn.lines for bar in line.bars] == [
        (False, True),
        (True, True),
        (False, False),
    ]
    bars = [bar for line in drawn.lines for bar in line.bars]
    assert bars[0].x < bars[1].x < bars[2].x
    assert bars[0].width > bars[1].width


def test_nothing_is_drawn_of_a_single_date() -> None:
    assert timeline(["person", "from"], [(thing("a"), year("2000"))], str, 2026.9) is None


def test_a_chart_has_a_dot_for_every_value_of_an_indicator_with_several_dates() -> None:
    members, once = NamedNode(BASE + "indicator/members"), NamedNode(BASE + "indicator/once")
    (chart,) = series(
        ["indicator", "value", "attested", "bound"],
        [
            (members, Literal(80), year("2007"), None),
            (members, Literal(90), year("2007"), NamedNode(BASE + "code/approximate")),
            (members, Literal(115), year("2023"), None),
            (once, Literal(5), year("2023"), None),
        ],
        lambda iri: iri.rpartition("/")[2],
    )
    assert (chart.title, len(chart.dots)) == ("members", 3)
    assert [dot.vague for dot in chart.dots] == [False, True, False]
    assert chart.dots[2].y < chart.dots[0].y, "more is higher"
    assert next(level for level, _ in chart.levels) == 0
    assert chart.levels[-1][0] >= 115


def test_no_line_joins_two_places_or_goes_through_a_plan() -> None:
    staff, jena, aalen = (NamedNode(BASE + path) for path in ("indicator/staff", "place/jena", "place/aalen"))
    planned, source = NamedNode(BASE + "code/planned"), NamedNode(BASE + "source/report")
    first, second = series(
        ["indicator", "value", "attested", "place", "status", "source"],
        [
            (staff, Literal(2000), year("2010"), jena, None, source),
            (staff, Literal(2500), year("2020"), jena, None, source),
            (staff, Literal(9000), year("2025"), jena, planned, source),
            (staff, Literal(400), year("2010"), aalen, None, source),
            (staff, Literal(450), year("2020"), aalen, None, source),
        ],
        lambda iri: iri.rpartition("/")[2],
    )
    assert (first.title, len(first.dots), len(first.line.split())) == ("staff, jena", 3, 2)
    assert (second.title, len(second.dots), len(second.line.split())) == ("staff, aalen", 2, 2)
    assert [dot.vague for dot in first.dots] == [False, False, True]
    assert first.dots[-1].title == "2025: 9000 – planned – report"


def test_the_line_goes_through_the_value_that_most_documents_give() -> None:
    staff, about = NamedNode(BASE + "indicator/staff"), NamedNode(BASE + "code/approximate")
    (chart,) = series(
        ["indicator", "value", "attested", "bound"],
        [
            (staff, Literal(100), year("2010"), None),
            (staff, Literal(100), year("2010"), None),
            (staff, Literal(400), year("2010"), None),
            (staff, Literal(150), year("2020"), None),
            (staff, Literal(400), year("2020"), about),
        ],
        lambda iri: iri.rpartition("/")[2],
    )
    dots = {dot.title: (dot.x, dot.y) for dot in chart.dots}
    joined = [tuple(map(float, point.split(","))) for point in chart.line.split()]
    assert joined == [dots["2010: 100"], dots["2020: 150"]]


def test_values_that_are_true_once_and_for_all_are_not_joined() -> None:
    founders = NamedNode(BASE + "indicator/founding-members")
    (chart,) = series(
        ["indicator", "value", "attested"],
        [(founders, Literal(23), year("2003")), (founders, Literal(13), year("2013"))],
        lambda iri: iri.rpartition("/")[2],
    )
    assert (len(chart.dots), chart.line) == (2, "")


def test_of_too_many_lines_those_are_drawn_that_documents_say_most_of() -> None:
    mentioned = [(thing(f"mentioned-{n}"), None, None, Literal("2015")) for n in range(30)]
    given = [(thing(f"given-{n}"), year("1995"), year("1999"), None) for n in range(40)]
    drawn = timeline(["person", "from", "to", "attested"], [*mentioned, *given], lambda iri: iri, 2026.9)
    assert drawn is not None
    assert sum("given" in line.full_name for line in drawn.lines) == 40
    assert (len(drawn.lines), drawn.left_out) == (60, 10)


def test_neighbours_are_counted_once_and_the_middle_is_none_of_them() -> None:
    rows = [(thing("a"),), (thing("a"),), (thing("b"),), (thing("middle"),)]
    drawn = star(thing("middle").value, ["partner"], rows, lambda iri: iri.rpartition("/")[2])
    assert drawn is not None
    assert [other.name for other in drawn.neighbours] == ["a", "b"]
    assert drawn.neighbours[0].weight > drawn.neighbours[1].weight


def test_the_leaders_of_optonet_are_drawn_as_they_stand_in_the_table(get: Get) -> None:
    leaders = section(get("/de/organisation/optonet"), "leaders")
    bars = [rect for rect in leaders.iter(SVG + "rect") if (rect.get("class") or "").startswith("bar")]
    whole = get("/de/organisation/optonet?part=leaders")
    rows = [row for row in whole.iter(XHTML + "tr") if row.find(XHTML + "td") is not None]
    assert len(bars) == len(rows)
