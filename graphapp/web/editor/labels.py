"""``POST /sparql/labels``: what IRIs are called, many at once, so that an answer can be read."""

from __future__ import annotations

import json
from typing import Final

from flask import Blueprint, jsonify, request
from werkzeug import Response

from graphapp.web.asking import connection, engine_for_request
from graphapp.web.language import LANGUAGES, current_language
from graphapp.web.problems import Problem, ProblemError
from graphapp.web.site import site
from graphapp.web.things.labels import AT_ONCE, look_up

blueprint = Blueprint("labels", __name__)
LONGEST: Final = 2000
"""Characters of an IRI that is looked up."""


@blueprint.post("/sparql/labels")
@blueprint.post("/<any(de, en):language>/sparql/labels")
def labels(language: str = "") -> Response:
    """Say what the IRIs in the body, a JSON array of up to 1,000, are called: in the language of the path or the preferred one.

    The answer maps an IRI to ``text`` and, where the text is in another language, ``language``. What has no label is left out.
    """
    spoken = language if language in LANGUAGES else current_language()
    wanted = _wanted()
    connection()
    known = look_up(engine_for_request(page=True), site().catalogue, wanted)
    found = {}
    for iri in wanted:
        if iri in known.texts:
            label = known[iri, spoken]
            found[iri] = {"text": label.text} | ({"language": label.language} if label.language else {})
    response = jsonify({"labels": found})
    if not language:
        response.vary.update(["Accept-Language", "Cookie"])
    return response


def _wanted() -> list[str]:
    try:
        wanted = json.loads(request.get_data())
    except ValueError:
        wanted = None
    if (
        not isinstance(wanted, list)
        or len(wanted) > AT_ONCE
        or not all(isinstance(iri, str) and len(iri) <= LONGEST for iri in wanted)
    ):
        raise ProblemError(
            Problem(
                "request",
                400,
                f"Send a JSON array of up to {AT_ONCE} IRIs as the body.",
                german=f"Senden Sie ein JSON-Array von bis zu {AT_ONCE} IRIs als Inhalt.",
            )
        )
    return [iri for iri in dict.fromkeys(wanted) if _is_plain(iri)]


def _is_plain(iri: str) -> bool:
    """Whether the text can be an IRI in a query at all (SPARQL 1.1, IRIREF)."""
    return iri.isprintable() and not any(sign in ' <>"{}|^`\\' for sign in iri)
