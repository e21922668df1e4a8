"""``/map``: the page, and what its script draws as GeoJSON."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import urlencode, urlsplit

from flask import Blueprint, render_template, request
from pyoxigraph import NamedNode
from werkzeug import Response

from graphapp.catalogue.blocks import fill
from graphapp.catalogue.header import without_header
from graphapp.config import Settings
from graphapp.namespaces import BASE
from graphapp.web.asking import connection, engine_for_request
from graphapp.web.freshness import IMMUTABLE
from graphapp.web.language import to_preferred_language
from graphapp.web.maps import geojson
from graphapp.web.maps.ground import read_ground, seat_of
from graphapp.web.maps.located import Atlas, Located
from graphapp.web.maps.shown import Shown, show
from graphapp.web.maps.state import State, read_state
from graphapp.web.security import POLICY
from graphapp.web.site import site
from graphapp.web.things.labels import look_up

blueprint = Blueprint("map", __name__)
GEOJSON: Final = "application/geo+json"
RELEASE: Final = "release"
"""Argument by which a page asks for the data of its own release, which never change."""
QUERIES: Final = {
    "organisations": "pages/map-organisations",
    "networks": "pages/map-organisations",
    "projects": "pages/map-projects",
    "funding": "pages/map-funding",
}
"""Figure → the query that its numbers are from."""


@blueprint.get("/map")
@blueprint.get("/<any(de, en):language>/map")
def page(language: str = "") -> Response:
    """Show the districts shaded by a figure, where organisations sit, and from where a network's members come."""
    if not language:
        return to_preferred_language()
    connection()
    state = read_state(request.args)
    shown = show(engine_for_request(page=True), site().catalogue, state, language)
    style = site().settings.map_style
    html = render_template(
        "map.html",
        shown=shown,
        state=state,
        query=_query(state),
        data=_data(shown, site().settings),
        base=BASE,
    )
    response = Response(html, mimetype="text/html")
    if style:
        response.headers["Content-Security-Policy"] = policy(style)
    return response


@blueprint.get("/map/districts.geojson")
def districts() -> Response:
    """Return the districts as polygons (GeoJSON, RFC 7946)."""
    connection()
    ground = read_ground(engine_for_request(page=True), site().catalogue)
    features = [geojson.district(known) for known in ground.districts] if ground else []
    return _geojson(geojson.collection(features))


@blueprint.get("/map/organisations.geojson")
def organisations() -> Response:
    """Return the organisations, or networks, that have a place as points; those of a field, those known to exist in a period."""
    connection()
    state = read_state(request.args)
    found, _ = Atlas(engine_for_request(page=True), site().catalogue).organisations(state)
    return _geojson(geojson.collection(_points(found)))


@blueprint.get("/map/flows.geojson")
def flows() -> Response:
    """Return the members of a network as points, and a line from its seat to each place of members."""
    connection()
    state, engine = read_state(request.args), engine_for_request(page=True)
    members = Atlas(engine, site().catalogue).members(state) if state.network else ()
    seat = seat_of(engine, site().catalogue, state.network_iri) if state.network else None
    count: dict[tuple[float, float], int] = {}
    for member in members:
        if member.point is not None:
            count[member.point] = count.get(member.point, 0) + 1
    lines = [
        geojson.flow(seat[1], point, number)
        for point, number in sorted(count.items())
        if seat is not None and point != seat[1]
    ]
    return _geojson(geojson.collection([*lines, *_points(members)]))


def policy(style: str) -> str:
    """Return the content security policy of the page that may load tiles and styles from the origin of ``style``."""
    origin = "{0.scheme}://{0.netloc}".format(urlsplit(style))
    return POLICY.replace("img-src 'self'", f"img-src 'self' {origin}").replace(
        "connect-src 'self'", f"connect-src 'self' {origin}"
    )


def _points(things: tuple[Located, ...]) -> list[dict[str, Any]]:
    places = {thing.place for thing in things}
    labels = look_up(engine_for_request(page=True), site().catalogue, places)
    names = {iri: {language: labels[iri, language].text for language in ("de", "en")} for iri in places}
    return [geojson.organisation(thing, names) for thing in things if thing.point is not None]


def _data(shown: Shown, settings: Settings) -> dict[str, Any]:
    """Return what the script of the page needs: classes of the districts, where the points are, and where tiles are."""
    state, release = shown.state, {RELEASE: site().release}
    narrowed = (("field", state.field), ("from", state.begin), ("to", state.end))
    of_points = {
        key: value
        for key, value in (("figure", state.figure), *narrowed)
        if value and not (key == "figure" and value != "networks")
    }
    points = f"/map/organisations.geojson?{urlencode(of_points | release)}"
    if state.network:
        of_flows = {"network": state.network} | {key: value for key, value in narrowed if value}
        points = f"/map/flows.geojson?{urlencode(of_flows | release)}"
    frame = shown.ground.frame if shown.ground else None
    shapes = shown.picture.shapes if shown.picture else ()
    return {
        "districts": f"/map/districts.geojson?{urlencode(release)}",
        "points": points,
        "shades": {shape.iri.removeprefix(BASE): shape.shade for shape in shapes},
        "texts": {shape.iri.removeprefix(BASE): [shape.name, shape.number] for shape in shapes},
        "bounds": [[frame.west, frame.south], [frame.east, frame.north]] if frame else None,
        "seat": list(shown.seat) if shown.seat else None,
        "style": settings.map_style,
        "credit": settings.map_credit,
    }


def _geojson(of: Mapping[str, Any]) -> Response:
    response = Response(json.dumps(of, ensure_ascii=False, separators=(",", ":")), mimetype=GEOJSON)
    if request.args.get(RELEASE) and request.args[RELEASE] == site().release:
        response.headers["Cache-Control"] = IMMUTABLE
    return response


def _query(state: State) -> str:
    """Return the query that the numbers of the districts are from, without its header."""
    known = site().catalogue.find(QUERIES[state.figure])
    values: dict[str, Any] = {"field": [NamedNode(state.field_iri)] if state.field else []}
    if known.parameter("fromYear") is not None:
        values |= state.of_years
    return without_header(fill(known.text, values))
