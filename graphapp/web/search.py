"""``/search``, ``/suggest`` and ``/opensearch.xml``: find things by words, for people and machines."""

from __future__ import annotations

from typing import Final, NoReturn

from flask import Blueprint, Response, jsonify, render_template, request
from werkzeug import Response as AnyResponse

from graphapp.catalogue.bind import ParameterError
from graphapp.catalogue.query import Bilingual
from graphapp.search import KINDS, Found, Wanted
from graphapp.web import timeless
from graphapp.web.language import preferred_language, to_preferred_language
from graphapp.web.negotiation import wants_reference
from graphapp.web.problems import Problem, ProblemError, announce
from graphapp.web.results import (
    FURTHEST,
    ON_A_PAGE,
    ResultPage,
    address,
    as_json,
    helpers,
    kind_name,
    suggestion,
)
from graphapp.web.searching import index

blueprint = Blueprint("search", __name__)
LONGEST: Final = 200
"""Characters of a search; what is longer is cut."""
_JSON: Final = "application/json"
_NOTHING: Final = Problem(
    "unavailable",
    503,
    "What is served here has no search index: graphapp build makes it for a release, a remote engine has none.",
    german="Was hier bereitgestellt wird, hat keinen Suchindex: graphapp build legt ihn für eine Veröffentlichung an, eine "
    "entfernte Datenbank hat keinen.",
)


@blueprint.get("/search")
@blueprint.get("/<any(de, en):language>/search")
def search(language: str = "") -> AnyResponse:
    """Search for the words ``q``, narrowed by ``kind``, ``field``, ``district``, ``from`` and ``to`` (years); ``page`` counts
    from 1. The answer is a page with facets, or JSON (``format=json``, or by ``Accept``).
    """
    page = _asked_for()
    known = index()
    response: AnyResponse
    if _wants_json():
        timeless.refuse(("from", "to"))
        if known is None:
            raise ProblemError(_NOTHING)
        found = Found((), 0, "all")
        if not page.wanted.is_empty:
            found = known.search(page.wanted, page.first, ON_A_PAGE)
        response = jsonify(as_json(page, found, request.url_root.rstrip("/")))
    elif not language:
        return to_preferred_language()
    elif known is None:
        html = render_template("search.html", page=page, found=None, problem=_NOTHING, **helpers(page))
        response = Response(html, _NOTHING.status, mimetype="text/html")
        announce(_NOTHING, response)
    else:
        some = None if page.wanted.is_empty else known.search(page.wanted, page.first, ON_A_PAGE)
        html = render_template("search.html", page=page, found=some, problem=None, **helpers(page))
        response = Response(html, mimetype="text/html")
    response.vary.update(["Accept", "Accept-Language", "Cookie"])
    return response


@blueprint.get("/suggest")
@blueprint.get("/<any(de, en):language>/suggest")
def suggest(language: str = "") -> Response:
    """Suggest things whose names begin with the words ``q``, as JSON; nothing where there is no index.

    ``format=opensearch`` answers in the form of the OpenSearch Suggestions extension 1.0: the words, then the names, what
    they are, and their addresses.
    """
    spoken = language or preferred_language()
    text = request.args.get("q", "")[:LONGEST]
    known = index()
    hits = known.suggest(text) if known is not None else ()
    if request.args.get("format") == "opensearch":
        root = request.url_root.rstrip("/")
        labels, kinds = [hit.label(spoken) for hit in hits], [kind_name(hit.kind) for hit in hits]
        response = jsonify([text, labels, kinds, [root + address(hit, spoken) for hit in hits]])
        response.mimetype = "application/x-suggestions+json"
    else:
        response = jsonify({"suggestions": [suggestion(hit, spoken, text) for hit in hits]})
    if not language:
        response.vary.update(["Accept-Language", "Cookie"])
    return response


@blueprint.get("/opensearch.xml")
@blueprint.get("/<any(de, en):language>/opensearch.xml")
def opensearch(language: str = "") -> Response:
    """Describe the search to browsers (OpenSearch 1.1), in the language of the path or else the preferred one."""
    text = render_template("opensearch.xml", spoken=language or preferred_language(), root=request.url_root)
    response = Response(text, mimetype="application/opensearchdescription+xml")
    if not language:
        response.vary.update(["Accept-Language", "Cookie"])
    return response


def _asked_for() -> ResultPage:
    given = request.args
    kind = given.get("kind", "")
    if kind and kind not in KINDS:
        _wrong("kind", kind, ", ".join(KINDS))
    number = given.get("page", "1")
    pages = FURTHEST // ON_A_PAGE
    if not _is_number(number) or not 1 <= int(number) <= pages:
        _wrong("page", number, f"1–{pages}")
    wanted = Wanted(
        text=" ".join(given.get("q", "")[:LONGEST].split()),
        kind=kind,
        field=given.get("field", "")[:LONGEST],
        district=given.get("district", "")[:LONGEST],
        begin=_year("from"),
        end=_year("to"),
    )
    return ResultPage(wanted, int(number))


def _year(name: str) -> int | None:
    text = request.args.get(name, "").strip()
    if text and not _is_number(text):
        _wrong(name, text, "0–9999")
    return int(text) if text else None


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= 4


def _wrong(name: str, value: str, good: str) -> NoReturn:
    shown = value if len(value) <= 40 else value[:39] + "…"
    german = f"„{shown}“ ist kein Wert von „{name}“; es gibt: {good}."
    raise ParameterError(
        name, Bilingual(german, f"“{shown}” is no value of “{name}”; there are: {good}."), ()
    )


def _wants_json() -> bool:
    named = request.args.get("format", "").lower()
    if named:
        return named == "json"
    return not wants_reference() and request.accept_mimetypes.best_match(["text/html", _JSON]) == _JSON
