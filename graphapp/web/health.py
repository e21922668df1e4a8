"""``/healthz``: whether queries are answered."""

from __future__ import annotations

from flask import Blueprint
from werkzeug import Response

from graphapp.web.site import site

blueprint = Blueprint("health", __name__)


@blueprint.get("/healthz")
def healthz() -> Response:
    """Answer 200 when a query would be answered now, else 503."""
    ready = site().engine.ready()
    response = Response("ok\n" if ready else "not ready\n", 200 if ready else 503, mimetype="text/plain")
    response.headers["Cache-Control"] = "no-store"
    return response
