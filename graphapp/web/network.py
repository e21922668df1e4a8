"""``/explore/<projection>.json``, what lies behind a tie, and ``/network/…``: the projections of the release as data."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any, Final, NoReturn

from flask import Blueprint, jsonify, request, send_file
from werkzeug import Response

from graphapp.catalogue.bind import ParameterError
from graphapp.catalogue.query import Bilingual
from graphapp.network.exporting import FORMS
from graphapp.network.graph import PROJECTIONS
from graphapp.network.reading import Stored, stored
from graphapp.web import freshness
from graphapp.web.asking import connection, engine_for_request
from graphapp.web.language import LANGUAGES, preferred_language
from graphapp.web.problems import Problem, ProblemError
from graphapp.web.site import site
from graphapp.web.ties import between

blueprint = Blueprint("network", __name__)
_NOTHING: Final = Problem(
    "unavailable",
    503,
    "What is served here has no projections: graphapp build makes them for a release, a remote engine has none.",
    german="Was hier bereitgestellt wird, hat keine Projektionen: graphapp build legt sie für eine Veröffentlichung an, eine "
    "entfernte Datenbank hat keine.",
)
_STEM: Final = "cluster-thueringen"


@blueprint.get("/explore/<projection>.json")
def columns(projection: str) -> Response:
    """Send a projection of the release as columns: nodes with layout, measures and communities, and edges."""
    known = _stored(projection)
    response = send_file(known.path, mimetype="application/json", conditional=True, etag=known.etag)
    response.headers["Cache-Control"] = freshness.RELEASE
    return response


@blueprint.get("/explore/<projection>/edge")
def edge(projection: str) -> Response:
    """Tell what ties ``a`` and ``b`` (ids of nodes) in a projection, what they share, since when, and which documents say
    it, in the language ``lang``.
    """
    known = _stored(projection)
    language = request.args.get("lang") or preferred_language()
    if language not in LANGUAGES:
        _wrong("lang", language, ", ".join(LANGUAGES))
    ends = []
    for name in ("a", "b"):
        given = request.args.get(name, "")
        if not given:
            _wrong(name, "", "organisation/optonet")
        ends.append(given)
    connection()
    found = between(site(), engine_for_request(page=True), _columns(known), (ends[0], ends[1]), language)
    if found is None:
        raise ProblemError(
            Problem(
                "not-found",
                404,
                "There is no tie between these two in this projection.",
                german="Zwischen diesen beiden gibt es in dieser Projektion keine Verbindung.",
            )
        )
    response = jsonify(found)
    if not request.args.get("lang"):
        response.vary.update(["Accept-Language", "Cookie"])
    return response


@blueprint.get("/network/<name>")
def file(name: str) -> Response:
    """Send a projection for other programs; ``name`` is that of the projection, a dot and the format, such as
    ``networks.gexf``.
    """
    projection, _, ending = name.partition(".")
    form = next((form for form in FORMS if form.name == ending), None)
    if form is None:
        names = ", ".join(form.name for form in FORMS)
        _absent(
            f"There is no such format; there are: {names}.", f"Dieses Format gibt es nicht; es gibt: {names}."
        )
    known = _stored(projection)
    etag = f"{known.etag}-{form.name}"
    if request.if_none_match.contains_weak(etag):
        response = Response(status=304)
    else:
        try:
            content = known.file(form.name)
        except FileNotFoundError:
            raise ProblemError(_NOTHING) from None
        response = Response(content, content_type=form.media_type)
        response.headers["Content-Disposition"] = f'attachment; filename="{_STEM}-{name}"'
    response.set_etag(etag)
    response.headers["Cache-Control"] = freshness.RELEASE
    return response


def _stored(projection: str) -> Stored:
    if projection not in PROJECTIONS:
        names = ", ".join(PROJECTIONS)
        _absent(
            f"There is no such projection; there are: {names}.",
            f"Diese Projektion gibt es nicht; es gibt: {names}.",
        )
    release = site().release
    known = stored(site().settings.releases / release) if release else {}
    if projection not in known:
        raise ProblemError(_NOTHING)
    return known[projection]


@lru_cache(maxsize=len(PROJECTIONS))
def _columns(known: Stored) -> Mapping[str, Any]:
    return known.document()


def _absent(english: str, german: str) -> NoReturn:
    raise ProblemError(Problem("not-found", 404, english, german=german))


def _wrong(name: str, value: str, good: str) -> NoReturn:
    shown = value if len(value) <= 40 else value[:39] + "…"
    german = f"„{shown}“ ist kein Wert von „{name}“, möglich ist: {good}."
    raise ParameterError(
        name, Bilingual(german, f"“{shown}” is no value of “{name}”, possible is: {good}."), ()
    )
