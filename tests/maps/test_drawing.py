"""A map shows what an answer says: a dot for each place, by area; classes that are in order; a line to each place of members."""

from __future__ import annotations

import pytest
from pyoxigraph import Literal, NamedNode

from graphapp.namespaces import BASE
from graphapp.web.maps.classes import SHADES, quantiles
from graphapp.web.maps.ground import District, Ground
from graphapp.web.maps.projection import Frame
from graphapp.web.pictures.map import Place, draw_map, numbers_of, places_of

SQUARE = [(10.0, 50.0), (12.0, 50.0), (12.0, 52.0), (10.0, 52.0), (10.0, 50.0)]
GROUND = Ground(
    (District(BASE + "place/square", {"de": "Quadrat"}, (SQUARE,)),),
    Frame(10, 12, 50, 52),
    "© somebody",
    BASE + "source/areas",
)


def place(name: str, long: float, lat: float, number: int) -> Place:
    return Place(f"{BASE}place/{name}", (long, lat), number)


def name_of(iri: str) -> str:
    return iri.rpartition("/")[2]


@pytest.mark.parametrize(
    ("numbers", "limits"),
    [
        ([0, 1, 2, 3, 4, 5, 6, 7, 8], [(0, 0, 0), (1, 1, 2), (2, 3, 4), (3, 5, 6), (4, 7, 8)]),
        ([0, 0, 0], [(0, 0, 0)]),
        ([5, 5, 5, 5], [(0, 0, 0), (1, 5, 5)]),
        ([0.5, 1.5], [(0, 0, 0), (1, 0.5, 0.5), (3, 1.5, 1.5)]),
    ],
)
def test_classes_are_fourths_and_their_limits_are_numbers_that_occur(
    numbers: list[float], limits: list[tuple[int, float, float]]
) -> None:
    classes = quantiles(numbers)
    assert list(classes.steps) == limits
    for step, least, most in classes.steps:
        assert all(classes[number] == step for number in numbers if least <= number <= most)


def test_more_is_never_in_a_lower_class() -> None:
    numbers = [0, 1, 1, 1, 2, 3, 50, 50, 900, 12_000]
    classes = quantiles(numbers)
    found = [classes[number] for number in numbers]
    assert found == sorted(found)
    assert found[-1] == SHADES - 1


def test_the_area_of_a_dot_is_in_proportion_to_its_number_and_larger_ones_come_first() -> None:
    drawn = draw_map(GROUND, name_of, "de", [place("a", 10.5, 51, 25), place("b", 11, 51, 100)])
    first, second = drawn.spots
    assert (first.name, second.name) == ("b", "a")
    assert first.radius**2 / second.radius**2 == pytest.approx(4, rel=0.02)
    assert drawn.sizes[-1] == (100, first.radius)


def test_what_lies_beyond_the_edge_or_has_no_place_is_counted_and_not_drawn() -> None:
    drawn = draw_map(
        GROUND, name_of, "de", [place("a", 11, 51, 2), place("berlin", 13.4, 52.5, 3)], unplaced=4
    )
    assert [spot.name for spot in drawn.spots] == ["a"]
    assert (drawn.outside, drawn.unplaced) == (3, 4)


def test_a_line_goes_from_the_seat_to_every_other_place() -> None:
    places = [place("seat", 11, 51, 5), place("a", 10.5, 50.5, 2), place("b", 11.5, 51.5, 1)]
    drawn = draw_map(GROUND, name_of, "de", places, seat=(11, 51))
    assert [flow.name for flow in drawn.flows] == ["a", "b"]
    assert drawn.flows[0].width > drawn.flows[1].width
    assert draw_map(GROUND, name_of, "de", places).flows == ()


def test_an_organisation_that_an_answer_names_twice_is_counted_once() -> None:
    jena, one, two = (
        NamedNode(BASE + path) for path in ("place/jena", "organisation/one", "organisation/two")
    )
    at = (Literal("50.9"), Literal("11.6"))
    rows = [(one, jena, *at), (one, jena, *at), (two, jena, *at), (one, None, None, None)]
    found = places_of(["organisation", "seat", "lat", "long"], rows)
    assert found == ((Place(jena.value, (11.6, 50.9), 2),), 1)
    assert places_of(["organisation", "seat"], [(one, jena)]) is None


def test_districts_are_shaded_by_the_number_of_an_answer_with_areas() -> None:
    square = NamedNode(BASE + "place/square")
    numbers = numbers_of(
        ["district", "area", "organisations"], [(square, Literal("POLYGON (())"), Literal(7))]
    )
    assert numbers == {square.value: 7}
    (shape,) = draw_map(GROUND, name_of, "en", numbers=numbers).shapes
    assert (shape.name, shape.number, shape.shade) == ("Quadrat", 7, 1)
