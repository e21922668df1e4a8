"""A map: districts, shaded or not, dots for places whose area is a number, and lines from a seat to the places of its members."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from pyoxigraph import Literal, NamedNode

from graphapp.store.engine import Term
from graphapp.web.maps.classes import quantiles
from graphapp.web.maps.ground import Ground
from graphapp.web.maps.projection import WIDTH, Point

LETTER: Final = 26
"""Height of the names on the map, in units of the drawing."""
NAMED: Final = 8
"""Places whose name is written, those with the greatest numbers."""
LARGEST: Final = 38.0
SMALLEST: Final = 5.0
"""Radius of the greatest dot, and least radius of any, in units of the drawing."""
WHERE: Final = ("place", "seat", "district", "organisation")
"""Variables that say which place has the coordinates, the first that is there."""
NUMBERS: Final = ("members", "organisations")
"""Variables that say how many are at a place; without one the different organisations are counted, else the rows."""


@dataclass(frozen=True)
class Place:
    """What is drawn as a dot: the place, where it is, and how many are there."""

    iri: str
    point: Point
    number: int


@dataclass(frozen=True)
class Shape:
    """A district: its path data, its class, 0 to 4, and the number that it has; None where the map is not shaded."""

    iri: str
    name: str
    path: str
    shade: int
    number: float | None


@dataclass(frozen=True)
class Spot:
    """A dot: its place; ``label`` is the name where there is room for it, at ``label_x`` and ``label_y``."""

    iri: str
    name: str
    number: int
    x: int
    y: int
    radius: float
    label: str
    label_x: float
    anchor: str


@dataclass(frozen=True)
class Flow:
    """A line from the seat to a place: path data, width in units of the drawing, and what it stands for."""

    path: str
    width: float
    name: str
    number: int


@dataclass(frozen=True)
class MapPicture:
    """The drawing. ``outside`` counts what is beyond its edge, ``unplaced`` what has no coordinates: neither is drawn."""

    height: int
    shapes: tuple[Shape, ...]
    legend: tuple[tuple[int, float, float], ...]
    """Class of shade, least and greatest number of it."""
    spots: tuple[Spot, ...]
    sizes: tuple[tuple[int, float], ...]
    """Numbers and the radius of their dots, for the legend."""
    flows: tuple[Flow, ...]
    seat: tuple[int, int] | None
    outside: int
    unplaced: int
    rights: str
    source: str


def draw_map(
    ground: Ground,
    name_of: Callable[[str], str],
    language: str,
    places: Iterable[Place] = (),
    *,
    unplaced: int = 0,
    numbers: Mapping[str, float] | None = None,
    seat: Point | None = None,
) -> MapPicture:
    """Draw places on the districts; ``numbers`` (IRI → number) shade them, and from ``seat`` a line goes to each place."""
    classes = quantiles((numbers or {}).get(district.iri, 0) for district in ground.districts)
    shapes = tuple(
        Shape(
            district.iri,
            district.label(language),
            ground.frame.path(district.rings),
            classes[numbers.get(district.iri, 0)] if numbers is not None else 0,
            numbers.get(district.iri, 0) if numbers is not None else None,
        )
        for district in ground.districts
        if district.rings
    )
    within, outside = [], 0
    for place in sorted(places, key=lambda known: (-known.number, known.iri)):
        if ground.frame.holds(place.point):
            within.append(place)
        else:
            outside += place.number
    most = max((place.number for place in within), default=1)
    spots = _spots(ground, within, most, name_of)
    start = ground.frame.place(seat) if seat and ground.frame.holds(seat) else None
    flows = tuple(
        Flow(
            _arc(start, (spot.x, spot.y)),
            round(2 + 8 * math.sqrt(spot.number / most), 1),
            spot.name,
            spot.number,
        )
        for spot in spots
        if start is not None and (spot.x, spot.y) != start
    )
    return MapPicture(
        ground.frame.height,
        shapes,
        classes.steps if numbers is not None else (),
        spots,
        tuple((number, _radius(number, most)) for number in _round_numbers(most)) if within else (),
        flows,
        start,
        outside,
        unplaced,
        ground.rights,
        ground.source,
    )


def places_of(
    variables: Sequence[str], rows: Sequence[Sequence[Term | None]]
) -> tuple[tuple[Place, ...], int] | None:
    """Return the places that an answer has coordinates of, and how many of what it counts have none; None where the answer has no
    coordinates at all.
    """
    at = {name: index for index, name in enumerate(variables)}
    where = next((name for name in WHERE if name in at), "")
    if not {"lat", "long"} <= at.keys() or not where:
        return None
    counted = next((name for name in NUMBERS if name in at), "")
    who = at.get("organisation", -1)
    found: dict[Point, _Found] = {}
    unplaced = _Found("")
    for number, row in enumerate(rows):
        point, named = _point(row[at["lat"]], row[at["long"]]), row[at[where]]
        placed = point is not None and isinstance(named, NamedNode)
        entry = found.setdefault(point, _Found(named.value)) if placed else unplaced  # type: ignore[union-attr, arg-type]
        if counted:
            entry.number += _integer(row[at[counted]])
        else:
            entry.things.add(str(row[who]) if who >= 0 else str(number))
    return tuple(Place(of.iri, point, of.count) for point, of in found.items()), unplaced.count


@dataclass
class _Found:
    """What is at a place: a number that the answer gives, or the different things that it names."""

    iri: str
    number: int = 0
    things: set[str] = field(default_factory=set)

    @property
    def count(self) -> int:
        return self.number or len(self.things)


def numbers_of(variables: Sequence[str], rows: Sequence[Sequence[Term | None]]) -> dict[str, float] | None:
    """Return the number of each district of an answer that has areas; None for any other answer."""
    at = {name: index for index, name in enumerate(variables)}
    counted = next((name for name in NUMBERS if name in at), "")
    if not {"area", "district"} <= at.keys() or not counted:
        return None
    return {
        named.value: float(_integer(row[at[counted]]))
        for row in rows
        if isinstance(named := row[at["district"]], NamedNode)
    }


def _spots(
    ground: Ground, places: Sequence[Place], most: int, name_of: Callable[[str], str]
) -> tuple[Spot, ...]:
    spots: list[Spot] = []
    placed = [(place, *ground.frame.place(place.point), _radius(place.number, most)) for place in places]
    taken = [(x - radius, y - radius, x + radius, y + radius) for _, x, y, radius in placed]
    named = 0
    for index, (place, x, y, radius) in enumerate(placed):
        name, label, label_x, anchor = name_of(place.iri), "", float(x), "start"
        width = len(name) * LETTER * 0.56
        for start, side in ((x + radius + 6, "start"), (x - radius - 6, "end")):
            left = start if side == "start" else start - width
            box = (left, y - LETTER * 0.6, left + width, y + LETTER * 0.6)
            others = taken[:index] + taken[index + 1 :]
            if (
                named < NAMED
                and left >= 0
                and left + width <= WIDTH
                and not any(_meet(box, other) for other in others)
            ):
                label, label_x, anchor, named = name, start, side, named + 1
                taken.append(box)
                break
        spots.append(Spot(place.iri, name, place.number, x, y, radius, label, round(label_x, 1), anchor))
    return tuple(spots)


def _meet(one: tuple[float, float, float, float], other: tuple[float, float, float, float]) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _radius(number: int, most: int) -> float:
    """Return a radius so that areas are in proportion; a dot is never too small to be seen."""
    return round(max(SMALLEST, LARGEST * math.sqrt(number / most) if most > 3 else 12 * math.sqrt(number)), 1)


def _round_numbers(most: int) -> list[int]:
    """Return one, a round number of about a fourth of ``most``, and ``most``."""
    steps = [base * 10**power for power in range(7) for base in (1, 2, 5)]
    fourth = max((number for number in steps if number * 4 <= most), default=1)
    return sorted({1, fourth, most})


def _arc(start: tuple[int, int], end: tuple[int, int]) -> str:
    """Return a curve that leaves the straight line a little, always to the same side."""
    (x, y), (to_x, to_y) = start, end
    bend_x, bend_y = (x + to_x) / 2 + (to_y - y) * 0.16, (y + to_y) / 2 - (to_x - x) * 0.16
    return f"M{x} {y}Q{round(bend_x)} {round(bend_y)} {to_x} {to_y}"


def _point(lat: Term | None, long: Term | None) -> Point | None:
    if not isinstance(lat, Literal) or not isinstance(long, Literal):
        return None
    try:
        return float(long.value), float(lat.value)
    except ValueError:
        return None


def _integer(term: Term | None) -> int:
    return int(float(term.value)) if isinstance(term, Literal) and term.value else 0
