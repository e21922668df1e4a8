"""The page of a thing: ``/de/organisation/optonet``."""

from __future__ import annotations

from datetime import UTC, datetime

from flask import Blueprint, abort, redirect, render_template, request
from werkzeug import Response

from graphapp.namespaces import BASE, PAGED
from graphapp.web.addresses import page_path, thing_iri
from graphapp.web.asking import connection, engine_for_request
from graphapp.web.citing import FORMATS, Citation
from graphapp.web.linked import requests
from graphapp.web.linked.views import current_edition, gone, is_withheld
from graphapp.web.problems import Problem, ProblemError
from graphapp.web.site import site
from graphapp.web.things.page import Composer, kinds_of

blueprint = Blueprint("things", __name__)


@blueprint.get(f"/<any(de, en):language>/<any({', '.join(PAGED)}):kind>/<path:name>")
def page(language: str, kind: str, name: str) -> Response:
    """Show a thing: what it is, the facts about it with their sources, and the answers to what people ask about its kind.

    ``as-of`` shows what held then; ``cite`` gives a reference in place of the page.
    """
    cite, period = request.args.get("cite", ""), requests.period()
    if cite and cite not in FORMATS:
        raise ProblemError(
            Problem("parameter", 400, "“cite” is bib, ris or json.", german="„cite“ ist bib, ris oder json.")
        )
    iri = thing_iri(f"{kind}/{name}")
    connection()
    engine, here = engine_for_request(page=True), current_edition()
    kinds, survivor = kinds_of(engine, site().catalogue, iri)
    if survivor:
        return redirect(page_path(survivor, language) or "/", 301)
    if not kinds:
        if is_withheld(iri, here):
            raise gone(f"{kind}/{name}")
        abort(404)
    composed = Composer(engine, site().catalogue, language, period).compose(iri, kinds)
    today = datetime.now(UTC).date()
    citation = Citation(
        iri.removeprefix(BASE).replace("/", "-"),
        composed.label.text,
        iri,
        site().release,
        here.made.date() if here.made else today,
        today,
        language,
    )
    if cite:
        return Response(citation.written_as(cite), content_type=f"{FORMATS[cite]}; charset=utf-8")
    html = render_template(
        "thing.html",
        page=composed,
        citation=citation,
        cite_formats=tuple(FORMATS),
        period=period,
        search=requests.search(period),
    )
    response = Response(html, mimetype="text/html")
    if here.made is not None:
        response.last_modified = here.made
    return response
