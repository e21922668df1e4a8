"""The page of a thing: ``/de/organisation/optonet``."""

from __future__ import annotations

from functools import partial

from flask import Blueprint, abort, redirect, render_template, request
from werkzeug import Response

from graphapp.catalogue.period import Period
from graphapp.namespaces import PAGED
from graphapp.web.addresses import page_path, thing_iri
from graphapp.web.asking import connection, engine_for_request
from graphapp.web.linked import requests
from graphapp.web.linked.views import current_edition, gone, is_withheld
from graphapp.web.site import site
from graphapp.web.things.page import Composer, Page, kinds_of
from graphapp.web.things.parts import NAMES, Brief, Paged, Wanted, address, first_rows, read_wanted

blueprint = Blueprint("things", __name__)


@blueprint.get(f"/<any(de, en):language>/<any({', '.join(PAGED)}):kind>/<path:name>")
def page(language: str, kind: str, name: str) -> Response:
    """Show a thing: what it is, the facts about it with their sources, and the answers to what people ask about its kind.

    ``as-of`` shows what held then, ``part`` the whole of one part, page by page.
    """
    period, wanted = requests.period(), read_wanted(request.args)
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
    composed = Composer(engine, site().catalogue, language, period).compose(iri, kinds, part=wanted.part)
    if wanted.part:
        html = _part(composed, wanted, period)
    else:
        html = render_template(
            "thing.html",
            page=composed,
            period=period,
            search=requests.search(period),
            brief=Brief(first_rows(composed.counts), period),
        )
    response = Response(html, mimetype="text/html")
    if here.made is not None:
        response.last_modified = here.made
    return response


def _part(composed: Page, wanted: Wanted, period: Period | None) -> str:
    """Return the page of a part. Raises `werkzeug.exceptions.NotFound` where the thing has no such part."""
    panel = next((panel for panel in composed.panels if panel.answer.anchor == wanted.part), None)
    group = next((group for group in composed.groups if group.anchor == wanted.part), None)
    told = composed.told if wanted.part == NAMES else ()
    if panel is not None:
        count = panel.answer.count
    elif group is not None:
        count = group.count
    else:
        count = len(told)
    if panel is None and not count:
        abort(404)
    paged = Paged(wanted.page, count)
    return render_template(
        "part.html",
        page=composed,
        panel=panel,
        group=group.between(paged.first, paged.last) if group is not None else None,
        told=told[paged.first : paged.last],
        part=wanted.part,
        paged=paged,
        period=period,
        back=request.path + requests.search(period),
        address=partial(address, wanted.part, period),
    )
