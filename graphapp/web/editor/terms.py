"""``/sparql/terms.json``: the classes and properties in use, with labels and counts, for completing queries."""

from __future__ import annotations

from typing import Any, Final

from flask import Blueprint, jsonify, request
from pyoxigraph import Literal, NamedNode
from werkzeug import Response

from graphapp.store.engine import Question, select
from graphapp.web.asking import connection, engine_for_request
from graphapp.web.freshness import IMMUTABLE
from graphapp.web.site import site
from graphapp.web.things.labels import Labels, look_up

blueprint = Blueprint("terms", __name__)
QUERY: Final = "quality/vocabulary-in-use"
"""The question that lists them."""


@blueprint.get("/sparql/terms.json")
def terms() -> Response:
    """List the classes and properties that the release uses, most used first, as columns.

    Each of ``classes`` and ``properties`` has ``iri``, ``de`` and ``en`` (labels, null where a term has none) and ``uses``.
    With ``release``, the name of the release, the answer may be kept for ever.
    """
    connection()
    catalogue, engine = site().catalogue, engine_for_request(page=True)
    found: dict[str, list[tuple[str, int]]] = {"class": [], "property": []}
    for row in select(engine, Question(catalogue.find(QUERY).text)).dicts():
        term, kind, uses = row["term"], row["kind"], row["uses"]
        if isinstance(term, NamedNode) and isinstance(kind, Literal) and isinstance(uses, Literal):
            found[kind.value].append((term.value, int(uses.value)))
    labels = look_up(engine, catalogue, [iri for of in found.values() for iri, _ in of])
    response = jsonify(
        {
            "release": site().release,
            "classes": _columns(found["class"], labels),
            "properties": _columns(found["property"], labels),
        }
    )
    if site().release and request.args.get("release") == site().release:
        response.headers["Cache-Control"] = IMMUTABLE
    return response


def _columns(found: list[tuple[str, int]], labels: Labels) -> dict[str, list[Any]]:
    known = list(dict.fromkeys(found))
    return {
        "iri": [iri for iri, _ in known],
        **{
            language: [labels[iri, language].text if iri in labels.texts else None for iri, _ in known]
            for language in ("de", "en")
        },
        "uses": [uses for _, uses in known],
    }
