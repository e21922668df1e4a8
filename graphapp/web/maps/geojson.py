"""GeoJSON (RFC 7946) of what the map shows."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping
from typing import Any

from graphapp.namespaces import BASE
from graphapp.web.maps.ground import District
from graphapp.web.maps.located import Located
from graphapp.web.maps.projection import Point, Ring

STEPS = 16
"""Pieces of a curve."""


def collection(features: Iterable[dict[str, Any]]) -> dict[str, Any]:
    """Return a feature collection."""
    return {"type": "FeatureCollection", "features": list(features)}


def district(of: District) -> dict[str, Any]:
    """Return a district as a feature: a MultiPolygon with the last part of its IRI as its id, and names in both languages."""
    return {
        "type": "Feature",
        "id": of.path,
        "properties": {"id": of.path, **named(of.labels)},
        "geometry": {"type": "MultiPolygon", "coordinates": _polygons(of.rings)},
    }


def organisation(of: Located, places: Mapping[str, Mapping[str, str]]) -> dict[str, Any]:
    """Return an organisation that has a point as a feature, with its kind and its place, whose names are given by IRI."""
    assert of.point is not None
    place = {"id": of.place.removeprefix(BASE), **named(places.get(of.place, {}))}
    return {
        "type": "Feature",
        "properties": {
            "id": of.iri.removeprefix(BASE),
            **named(of.labels),
            "kind": of.kind,
            "place": place,
            **({"sources": [source.removeprefix(BASE) for source in of.sources]} if of.sources else {}),
        },
        "geometry": {"type": "Point", "coordinates": list(of.point)},
    }


def flow(start: Point, end: Point, number: int) -> dict[str, Any]:
    """Return the line from a seat to a place of members, a little curved, with their number."""
    (x, y), (to_x, to_y) = start, end
    bend = ((x + to_x) / 2 + (to_y - y) * 0.25, (y + to_y) / 2 - (to_x - x) * 0.1)
    points = []
    for step in range(STEPS + 1):
        at = step / STEPS
        points.append(
            [
                round((1 - at) ** 2 * a + 2 * (1 - at) * at * b + at**2 * c, 6)
                for a, b, c in ((x, bend[0], to_x), (y, bend[1], to_y))
            ]
        )
    return {
        "type": "Feature",
        "properties": {"number": number},
        "geometry": {"type": "LineString", "coordinates": points},
    }


def named(labels: Mapping[str, str]) -> dict[str, str | None]:
    """Return names as ``de`` and ``en``; ``en`` is None if it is the same."""
    german = labels.get("de") or labels.get("en") or ""
    english = labels.get("en") or german
    return {"de": german, "en": english if english != german else None}


def _polygons(rings: Iterable[Ring]) -> list[list[list[list[float]]]]:
    """Return the polygons of rings: each outer ring with the holes in it, outer ones anticlockwise (section 3.1.6)."""
    outer = sorted(rings, key=lambda ring: -abs(_area(ring)))
    polygons: list[list[Ring]] = []
    for ring in outer:
        host = next((found for found in polygons if _inside(ring[0], found[0])), None)
        if host is None:
            polygons.append([ring if _area(ring) > 0 else ring[::-1]])
        else:
            host.append(ring if _area(ring) < 0 else ring[::-1])
    return [[[[x, y] for x, y in ring] for ring in polygon] for polygon in polygons]


def _area(ring: Ring) -> float:
    """Return twice the signed area; positive for anticlockwise."""
    return sum(x * next_y - next_x * y for (x, y), (next_x, next_y) in itertools.pairwise(ring))


def _inside(point: Point, ring: Ring) -> bool:
    """Whether a point is within a ring, by the number of edges that a ray from it crosses."""
    x, y = point
    crossings = 0
    for (ax, ay), (bx, by) in itertools.pairwise(ring):
        if (ay > y) != (by > y) and x < ax + (y - ay) / (by - ay) * (bx - ax):
            crossings += 1
    return crossings % 2 == 1
