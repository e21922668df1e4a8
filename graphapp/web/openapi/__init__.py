"""``/openapi.json``: the routes described for programs (OpenAPI 3.1), made from the routes themselves."""

from __future__ import annotations

from typing import Final

from flask import Blueprint, current_app, jsonify, request
from werkzeug import Response

from graphapp.web.openapi.document import document
from graphapp.web.site import site

blueprint = Blueprint("openapi", __name__)
_LINKS: Final = (
    '</openapi.json>; rel="service-desc"; type="application/json"',
    '</about>; rel="service-doc"; type="text/html"',
)
"""What describes this service, for programs and for people (RFC 8631)."""
_LINKING: Final = ("pages.without_language", "pages.start", "pages.about", "sparql.endpoint", "queries.index")


@blueprint.get("/openapi.json")
def openapi() -> Response:
    """Describe every route, each query of the catalogue with its parameters, and every kind of answer."""
    return jsonify(document(current_app.url_map, current_app.view_functions, site().catalogue))


@blueprint.after_app_request
def _link(response: Response) -> Response:
    if request.endpoint in _LINKING:
        for link in _LINKS:
            response.headers.add("Link", link)
    return response
