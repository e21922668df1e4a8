"""The state in small: districts as shapes of an SVG drawing, shaded by a number."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from graphapp.web.maps.classes import SHADES, quantiles
from graphapp.web.maps.projection import WIDTH, frame_of, rings

__all__ = ["SHADES", "WIDTH", "Area", "Shape", "StateMap", "draw", "rings"]


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
    """Return the drawing of ``areas``; None if none of them has a polygon."""
    polygons = [(area, rings(area.wkt)) for area in areas]
    frame = frame_of(ring for _, of in polygons for ring in of)
    if frame is None:
        return None
    classes = quantiles(area.number for area in areas)
    shapes = tuple(Shape(area, frame.path(of), classes[area.number]) for area, of in polygons if of)
    limits = {step: (int(least), int(most)) for step, least, most in classes.steps}
    return StateMap(frame.height, shapes, tuple(limits.get(step, (0, 0)) for step in range(SHADES)))
