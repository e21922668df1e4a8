"""Boundaries: GeoJSON files kept as they are, and as GeoSPARQL WKT in the graph of the document they come from."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from pyoxigraph import Literal, NamedNode, Triple

from graphapp.namespaces import BASE, PREFIXES
from graphapp.tables.from_rdf import GEOMETRY
from graphapp.tables.kinds import thing_iri
from graphapp.tables.to_rdf import iri
from graphapp.tables.trig import document

SOURCE: Final = BASE + "source/bkg-vg250-geometry"
IN_GRAPH: Final = ("thueringen", "thueringen-planungsregionen", "thueringen-kreise")
"""Files whose areas go into the graph; the municipalities stay a file, their polygons would slow every page of labels."""
_ABOUT: Final = {
    "dcterms:title": "Verwaltungsgebiete 1:250 000 (VG250), Gebietsstand 15.05.2022: vereinfachte Grenzen Thüringens",
    "dcterms:publisher": "Bundesamt für Kartographie und Geodäsie (BKG)",
    "dcterms:language": "de",
    "dcterms:type": "dataset",
    "dcterms:rights": "© GeoBasis-DE / BKG 2024 (Daten verändert), dl-de/by-2-0",
}


def wkt(geometry: Mapping[str, Any]) -> str:
    """Write a GeoJSON (RFC 7946) Polygon or MultiPolygon as WKT; both have longitude before latitude (CRS84).

    Raises ``ValueError`` for another type of geometry.
    """
    kind, coordinates = geometry["type"], geometry["coordinates"]

    def ring(points: list[list[float]]) -> str:
        return "(" + ", ".join(f"{x} {y}" for x, y, *_ in points) + ")"

    def polygon(rings: list[list[list[float]]]) -> str:
        return "(" + ", ".join(ring(points) for points in rings) + ")"

    if kind == "Polygon":
        return f"POLYGON {polygon(coordinates)}"
    if kind == "MultiPolygon":
        return "MULTIPOLYGON (" + ", ".join(polygon(rings) for rings in coordinates) + ")"
    raise ValueError(f"a boundary is a Polygon or a MultiPolygon, not a {kind}")


def import_geometry(folder: Path, data: Path) -> tuple[Path, ...]:
    """Copy the GeoJSON files of ``folder`` and its subfolders to ``data/geometry`` and state the areas named in ``IN_GRAPH``.

    Each feature names its place by the property ``place`` (a table id). Returns the files that changed.
    """
    files = sorted([*folder.glob("*.geojson"), *folder.glob("*/*.geojson")])
    if not files:
        return ()
    target = data / GEOMETRY
    texts = {target / path.name: path.read_text("utf-8") for path in files}
    source = NamedNode(SOURCE)
    triples = [
        Triple(source, iri("rdf:type"), iri("tc:SourceDocument")),
        Triple(source, iri("schema:url"), NamedNode("https://www.bkg.bund.de")),
        Triple(source, iri("dcterms:issued"), Literal("2022-05-15", datatype=iri("xsd:date"))),
        Triple(source, iri("dcterms:license"), NamedNode("https://www.govdata.de/dl-de/by-2-0")),
        *(Triple(source, iri(name), Literal(text)) for name, text in _ABOUT.items()),
    ]
    for path in files:
        if path.stem not in IN_GRAPH:
            continue
        for feature in json.loads(path.read_text("utf-8"))["features"]:
            slug = feature["properties"]["place"]
            place = NamedNode(thing_iri(slug, ("place",)))
            area = iri(f"geometry/{slug.removeprefix('place-')}--area")
            triples += [
                Triple(place, iri("geo:hasGeometry"), area),
                Triple(area, iri("rdf:type"), iri("geo:Geometry")),
                Triple(
                    area,
                    iri("geo:asWKT"),
                    Literal(wkt(feature["geometry"]), datatype=NamedNode(PREFIXES["geo"] + "wktLiteral")),
                ),
            ]
    texts[target / f"{SOURCE.rsplit('/', 1)[-1]}.trig"] = document(SOURCE, triples)
    changed = []
    target.mkdir(parents=True, exist_ok=True)
    for path, text in texts.items():
        if not path.exists() or path.read_text("utf-8") != text:
            path.write_text(text, "utf-8")
            changed.append(path)
    return tuple(changed)
