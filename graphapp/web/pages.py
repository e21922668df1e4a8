"""The pages that are not answers: start and about."""

from __future__ import annotations

import re
from typing import Final

from flask import Blueprint, redirect, render_template, request
from werkzeug import Response

from graphapp.namespaces import TC
from graphapp.store.engine import QueryError
from graphapp.web.freshness import incomplete
from graphapp.web.landing import Landing, landing
from graphapp.web.language import COOKIE, LANGUAGES, to_preferred_language
from graphapp.web.lists.kinds import LISTS
from graphapp.web.problems import TITLES
from graphapp.web.site import site
from graphapp.web.wellformed import MAX_ADDRESS, MAX_HEADER

blueprint = Blueprint("pages", __name__)
_OF_THIS_SITE: Final = re.compile(rf"(/release/[0-9a-f]{{8,64}})?/({'|'.join(LANGUAGES)})(/[!-~]*)?")
LISTED: Final = {
    **{known.class_iri: known.path for known in LISTS.values()},
    **{TC + name: f"organisations?kind={name}" for name in ("Initiative", "PublicBody")},
}
"""Class → the address of the list of its things, below the language."""


@blueprint.get("/")
@blueprint.get("/about")
def without_language() -> Response:
    """Redirect to the page in the language that the person prefers."""
    return to_preferred_language()


@blueprint.get("/<any(de, en):language>/")
def start(language: str) -> str:
    """Show what this is, a search, the growth fields, the districts, what is new, and the questions that are answered."""
    del language
    here = site()
    try:
        counts, size, parts = here.counts, here.size, landing(here)
    except QueryError:
        counts, size, parts = {}, (0, 0), Landing()
        incomplete()
    return render_template(
        "start.html",
        landing=parts,
        counts=counts,
        listed=LISTED,
        size=size,
        subjects=here.catalogue.by_subject(),
        text=here.catalogue.find("catalogue/example").text,
    )


@blueprint.get("/<any(de, en):language>/about")
def about(language: str) -> Response:
    """Show what is served, its limits, its licence and its engine.

    The page is not kept: the engine may change while the release stays.
    """
    del language
    here = site()
    page = render_template(
        "about.html",
        engine=here.engine.name,
        release=here.release,
        generation=here.generation,
        settings=here.settings,
        limits=here.limits,
        titles=TITLES,
        longest_address=MAX_ADDRESS,
        longest_header=MAX_HEADER,
    )
    return Response(page, mimetype="text/html", headers={"Cache-Control": "no-cache"})


@blueprint.get("/language/<any(de, en):language>")
def choose_language(language: str) -> Response:
    """Remember the language in a cookie for a year, and go to the page ``to`` (a path of this site)."""
    to = request.args.get("to", "")
    response = redirect(to if _OF_THIS_SITE.fullmatch(to) else f"/{language}/", 303)
    response.set_cookie(COOKIE, language, max_age=365 * 86400, samesite="Lax", httponly=True)
    return response
