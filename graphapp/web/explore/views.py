"""``/explore``: the network explorer, the same to be put into other pages, and the card of a thing."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Final

from flask import Blueprint, abort, render_template, request
from werkzeug import Response

from graphapp.web.addresses import thing_iri
from graphapp.web.asking import connection, engine_for_request
from graphapp.web.explore.state import read_state
from graphapp.web.explore.words import projections, words
from graphapp.web.language import to_preferred_language
from graphapp.web.linked.views import current_edition, gone, is_withheld
from graphapp.web.problems import Problem, ProblemError
from graphapp.web.security import POLICY
from graphapp.web.site import site
from graphapp.web.things.page import Composer, kinds_of

blueprint = Blueprint("explore", __name__)

EMBEDDED: Final = POLICY.replace("frame-ancestors 'none'", "frame-ancestors *")
"""Content Security Policy of the page that others may put into theirs."""
FIRST_YEAR: Final = 1990
"""Where the time slider begins."""


@blueprint.get("/explore")
@blueprint.get("/explore/embed")
def without_language() -> Response:
    """Redirect to the explorer in the language that the person prefers."""
    return to_preferred_language()


@blueprint.get("/<any(de, en):language>/explore")
def page(language: str) -> str:
    """Show the network explorer; without scripts its things as a list."""
    del language
    return render_template("explore.html", **_shown())


@blueprint.get("/<any(de, en):language>/explore/embed")
def embed(language: str) -> Response:
    """Show the network alone, for a frame in somebody's page."""
    del language
    html = render_template("explore-embed.html", **_shown())
    return Response(html, mimetype="text/html", headers={"Content-Security-Policy": EMBEDDED})


@blueprint.get("/<any(de, en):language>/explore/card")
def card(language: str) -> str:
    """Show the main facts about ``thing`` with their sources, as a part of a page."""
    path = request.args.get("thing", "")
    if not path:
        raise ProblemError(
            Problem(
                "parameter",
                400,
                "“thing” is the path of a thing, such as organisation/optonet.",
                german="„thing“ ist der Pfad einer Sache, etwa organisation/optonet.",
            )
        )
    iri = thing_iri(path)
    connection()
    engine = engine_for_request(page=True)
    kinds, _ = kinds_of(engine, site().catalogue, iri)
    if not kinds:
        if is_withheld(iri, current_edition()):
            raise gone(path)
        abort(404)
    composed = Composer(engine, site().catalogue, language).compose(iri, kinds, panels=False)
    return render_template("explore-card.html", page=composed)


def _shown() -> dict[str, object]:
    state = read_state(request.args)
    return {
        "words": words(),
        "first_year": FIRST_YEAR,
        "this_year": datetime.now(UTC).year,
        "state": state,
        "projections": projections(),
        "shown": None,
    }
