"""From longitude and latitude to the units of a drawing."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

WIDTH: Final = 1000
"""Width of a drawing in its own units; coordinates are whole numbers."""
_RING: Final = re.compile(r"\(([^()]+)\)")

Point = tuple[float, float]
"""Longitude and latitude in degrees (WGS84)."""
Ring = list[Point]


@dataclass(frozen=True)
class Frame:
    """The part of the world that a drawing shows, in an equirectangular projection with the true scale in the middle latitude,
    which is right for a map this small.
    """

    west: float
    east: float
    south: float
    north: float

    @property
    def _narrow(self) -> float:
        return math.cos(math.radians((self.south + self.north) / 2))

    @property
    def _scale(self) -> float:
        return WIDTH / ((self.east - self.west) * self._narrow or 1)

    @property
    def height(self) -> int:
        """Height of the drawing in its units."""
        return math.ceil((self.north - self.south) * self._scale)

    def place(self, point: Point) -> tuple[int, int]:
        """Return where a point of the world is drawn."""
        return (
            round((point[0] - self.west) * self._narrow * self._scale),
            round((self.north - point[1]) * self._scale),
        )

    def holds(self, point: Point) -> bool:
        """Whether a point of the world is within the drawing."""
        return self.west <= point[0] <= self.east and self.south <= point[1] <= self.north

    def path(self, of: Iterable[Ring]) -> str:
        """Return rings as path data (SVG 2, section 9.3)."""
        return "".join(_path([self.place(point) for point in ring]) for ring in of)


def frame_of(of: Iterable[Ring]) -> Frame | None:
    """Return the frame that just holds all rings; None if there is no point."""
    points = [point for ring in of for point in ring]
    if not points:
        return None
    return Frame(
        min(x for x, _ in points),
        max(x for x, _ in points),
        min(y for _, y in points),
        max(y for _, y in points),
    )


def rings(wkt: str) -> list[Ring]:
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
