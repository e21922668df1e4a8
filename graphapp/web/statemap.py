"""The state in small: districts as shapes of an SVG drawing, shaded by a number."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

WIDTH: Final = 1000
"""Width of the drawing in its own units; coordinates are whole numbers."""
SHADES: Final = 5
"""Steps from few to many; the first is for none."""
_RING: Final = re.compile(r"\(([^()]+)\)")

Point = tuple[float, float]
"""Longitude and latitude in degrees (WGS84)."""


@dataclass(frozen=True)
class Area:
    """What is drawn: IRI, label by language, WKT of its area, and the number that shades it."""

    iri: str
    labels: dict[str, str]
    wkt: str
    number: int


@dataclass(frozen=True)
class Shape:
    """A drawn area: its path data (SVG 2, section 9.3) and its step, 0 to `SHADES` - 1."""

    area: Area
    path: str
    shade: int


@dataclass(frozen=True)
class StateMap:
    """The drawing: its height, its shapes, and for each step the least and greatest number that has it."""

    height: int
    shapes: tuple[Shape, ...]
    steps: tuple[tuple[int, int], ...]


def draw(areas: Sequence[Area]) -> StateMap | None:
    """Return the drawing of ``areas``; None if none of them has a polygon.

    The projection is equirectangular with the true scale in the middle latitude, which is right for a map this small.
    """
    polygons = [(area, rings(area.wkt)) for area in areas]
    points = [point for _, of in polygons for ring in of for point in ring]
    if not points:
        return None
    west, east = min(x for x, _ in points), max(x for x, _ in points)
    south, north = min(y for _, y in points), max(y for _, y in points)
    narrow = math.cos(math.radians((south + north) / 2))
    scale = WIDTH / ((east - west) * narrow or 1)

    def place(point: Point) -> tuple[int, int]:
        return round((point[0] - west) * narrow * scale), round((north - point[1]) * scale)

    shades = _shades(area.number for area in areas)
    shapes = tuple(
        Shape(area, "".join(_path([place(point) for point in ring]) for ring in of), shades[area.number])
        for area, of in polygons
        if of
    )
    return StateMap(math.ceil((north - south) * scale), shapes, _steps(shades))


def rings(wkt: str) -> list[list[Point]]:
    """Return the rings of a POLYGON or MULTIPOLYGON (OGC 06-103r4, section 7), outer and inner ones alike; SVG's even-odd rule
    tells them apart. Anything else has none.
    """
    if "POLYGON" not in wkt.upper():
        return []
    return [
        [(float(x), float(y)) for x, y, *_ in (pair.split() for pair in ring.split(","))]
        for ring in _RING.findall(wkt)
    ]


def _path(points: list[tuple[int, int]]) -> str:
    (x, y), *rest = points
    parts = [f"M{x} {y}"]
    for next_x, next_y in rest:
        # What moves by less than two units of a thousand cannot be seen.
        if abs(next_x - x) + abs(next_y - y) >= 3:
            parts.append(f"l{next_x - x} {next_y - y}")
            x, y = next_x, next_y
    return "".join(parts) + "z"


def _shades(numbers: Iterable[int]) -> dict[int, int]:
    """Return number → step: 0 for none, the others in groups of about the same size (quantiles)."""
    found = sorted(number for number in numbers if number)
    steps = SHADES - 1
    return {0: 0} | {
        number: 1 + min(steps - 1, found.index(number) * steps // len(found)) for number in set(found)
    }


def _steps(shades: dict[int, int]) -> tuple[tuple[int, int], ...]:
    by_step = [[number for number, shade in shades.items() if shade == step] for step in range(SHADES)]
    return tuple((min(of), max(of)) if of else (0, 0) for of in by_step)
