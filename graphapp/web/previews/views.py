"""``/preview/<language>.png`` and ``/preview/<language>/<path>.png``: the image of the site, and of the page about a thing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from flask import Blueprint, request
from pyoxigraph import NamedNode
from werkzeug import Response
from werkzeug.exceptions import NotFound

from graphapp.catalogue.blocks import fill
from graphapp.namespaces import BASE, PREFIXES
from graphapp.store.engine import Question, Term, select
from graphapp.store.terms import value_of
from graphapp.web.addresses import thing_iri
from graphapp.web.asking import connection, engine_for_request
from graphapp.web.citing import SITE
from graphapp.web.language import gettext
from graphapp.web.previews.colours import FIELDS
from graphapp.web.previews.drawing import Card, draw
from graphapp.web.site import site
from graphapp.web.things.labels import look_up

blueprint = Blueprint("previews", __name__)
QUERY: Final = "harvest/preview-card"
_FIELD: Final = BASE + "field/"
_PERSON: Final = PREFIXES["foaf"] + "Person"
_LONGEST: Final = 1000
_MOST: Final = 4
"""Fields whose colours are shown."""


@blueprint.get("/preview/<any(de, en):language>.png")
def of_site(language: str) -> Response:
    """Draw the image of pages that are about no thing."""
    colours = tuple(dict.fromkeys(FIELDS.values()))
    card = Card(
        gettext("Who works with whom in Thuringia"), gettext("Linked open data"), SITE[language], colours
    )
    return _png(draw(card))


@blueprint.get("/preview/<any(de, en):language>/<path:path>.png")
def of_thing(language: str, path: str) -> Response:
    """Draw the image of the page about a thing: its label, what it is, and the colours of its fields."""
    if len(path) > _LONGEST:
        raise NotFound
    try:
        thing = NamedNode(thing_iri(path))
    except ValueError:
        raise NotFound from None
    connection()
    engine, catalogue = engine_for_request(page=True), site().catalogue
    rows = list(select(engine, Question(fill(catalogue.find(QUERY).text, {"thing": [thing]}))).dicts())
    if not rows:
        raise NotFound
    column = "classDe" if language == "de" else "classEn"
    kinds = dict.fromkeys(_kind(row, column) for row in rows if "class" in row)
    fields = dict.fromkeys(value_of(row["field"]).removeprefix(_FIELD) for row in rows if "field" in row)
    colours = dict.fromkeys(FIELDS[name] for name in fields if name in FIELDS)
    title = look_up(engine, catalogue, [thing.value])[thing.value, language].text
    kind = " · ".join(kind[:1].upper() + kind[1:] for kind in kinds if kind)
    return _png(draw(Card(title, kind, SITE[language], tuple(colours)[:_MOST])))


def _kind(row: Mapping[str, Term], column: str) -> str:
    """Return what a class is called. The vocabulary describes its own only, and people are of another one's class."""
    return gettext("Person") if value_of(row["class"]) == _PERSON else value_of(row.get(column))


def _png(body: bytes) -> Response:
    response = Response(body, content_type="image/png")
    response.add_etag()
    return response.make_conditional(request)
