"""The page of a thing: ``/de/organisation/optonet``."""

from __future__ import annotations

from flask import Blueprint, abort, redirect, render_template
from werkzeug import Response

from graphapp.namespaces import PAGED
from graphapp.web.addresses import page_path, thing_iri
from graphapp.web.asking import connection, engine_for_request
from graphapp.web.linked import requests
from graphapp.web.linked.views import current_edition, gone, is_withheld
from graphapp.web.site import site
from graphapp.web.things.page import Composer, kinds_of

blueprint = Blueprint("things", __name__)


@blueprint.get(f"/<any(de, en):language>/<any({', '.join(PAGED)}):kind>/<path:name>")
def page(language: str, kind: str, name: str) -> Response:
    """Show a thing: what it is, the facts about it with their sources, and the answers to what people ask about its kind.

    ``as-of`` shows what held then.
    """
    period = requests.period()
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
    html = render_template(
        "thing.html",
        page=composed,
        period=period,
        search=requests.search(period),
    )
    response = Response(html, mimetype="text/html")
    if here.made is not None:
        response.last_modified = here.made
    return response
