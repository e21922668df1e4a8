"""``/explore/<projection>.json``: the projections of the release as data for the explorer."""

from __future__ import annotations

from typing import Final

from flask import Blueprint, send_file
from werkzeug import Response

from graphapp.network.graph import PROJECTIONS
from graphapp.network.reading import Stored, stored
from graphapp.web import freshness
from graphapp.web.problems import Problem, ProblemError
from graphapp.web.site import site

blueprint = Blueprint("network", __name__)
_NOTHING: Final = Problem(
    "unavailable",
    503,
    "What is served here has no projections: graphapp build makes them for a release, a remote engine has none.",
    german="Was hier bereitgestellt wird, hat keine Projektionen: graphapp build legt sie für eine Veröffentlichung an, eine "
    "entfernte Datenbank hat keine.",
)


@blueprint.get("/explore/<projection>.json")
def columns(projection: str) -> Response:
    """Send a projection of the release as columns: nodes with layout, measures and communities, and edges."""
    known = _stored(projection)
    response = send_file(known.path, mimetype="application/json", conditional=True, etag=known.sha256)
    response.headers["Cache-Control"] = freshness.RELEASE
    return response


def _stored(projection: str) -> Stored:
    if projection not in PROJECTIONS:
        names = ", ".join(PROJECTIONS)
        raise ProblemError(
            Problem(
                "not-found",
                404,
                f"There is no such projection; there are: {names}.",
                german=f"Diese Projektion gibt es nicht; es gibt: {names}.",
            )
        )
    release = site().release
    known = stored(site().settings.releases / release) if release else {}
    if projection not in known:
        raise ProblemError(_NOTHING)
    return known[projection]
