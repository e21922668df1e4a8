"""The small map draws areas where they are and shades them in order."""

from __future__ import annotations

import re

from graphapp.web.statemap import SHADES, WIDTH, Area, draw, rings


def square(west: float, south: float, number: int) -> Area:
    corners = [(west, south), (west + 1, south), (west + 1, south + 1), (west, south + 1), (west, south)]
    return Area(f"urn:{west}:{south}", {}, f"POLYGON (({', '.join(f'{x} {y}' for x, y in corners)}))", number)


def test_north_is_up_and_east_is_right() -> None:
    drawn = draw([square(10, 50, 1), square(11, 51, 2)])
    assert drawn is not None
    starts = [tuple(map(int, re.findall(r"-?\d+", shape.path)[:2])) for shape in drawn.shapes]
    assert [x for x, _ in starts] == [0, WIDTH // 2]
    assert [round(y / drawn.height, 2) for _, y in starts] == [1, 0.5]
    assert WIDTH * 1.4 < drawn.height < WIDTH * 1.7, "a degree of longitude is shorter than one of latitude"


def test_more_is_never_lighter_and_none_is_the_first_shade() -> None:
    numbers = [0, 1, 1, 3, 5, 8, 40, 200]
    drawn = draw([square(place, 50, number) for place, number in enumerate(numbers)])
    assert drawn is not None
    shades = [shape.shade for shape in drawn.shapes]
    assert shades == sorted(shades)
    assert (shades[0], shades[-1]) == (0, SHADES - 1)
    assert drawn.steps[0] == (0, 0)
    assert drawn.steps[-1][1] == 200


def test_a_hole_is_a_ring_of_its_own_and_what_has_no_area_is_not_drawn() -> None:
    assert (
        len(
            rings(
                "MULTIPOLYGON (((0 0, 1 0, 1 1, 0 0), (0.2 0.1, 0.3 0.1, 0.3 0.2, 0.2 0.1)), ((5 5, 6 5, 6 6, 5 5)))"
            )
        )
        == 3
    )
    assert rings("POINT (1 2)") == []
    assert draw([Area("urn:x", {}, "POINT (1 2)", 3)]) is None
    assert draw([]) is None
