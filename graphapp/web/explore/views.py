"""``/explore``: the network explorer, the same to be put into other pages, and the card of a thing."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, Final
from urllib.parse import urlencode

from flask import Blueprint, abort, redirect, render_template, request
from pyoxigraph import NamedNode
from werkzeug import Response

from graphapp.catalogue.blocks import fill
from graphapp.catalogue.header import without_header
from graphapp.catalogue.query import Bilingual
from graphapp.network.graph import PROJECTIONS
from graphapp.network.reading import stored
from graphapp.web.addresses import thing_iri
from graphapp.web.arguments import choice, wrong
from graphapp.web.asking import connection, engine_for_request
from graphapp.web.editor.shortened import PARAMETER, pack
from graphapp.web.explore.asked import drawn
from graphapp.web.explore.shown import listed
from graphapp.web.explore.state import State, read_state
from graphapp.web.explore.words import projections, words
from graphapp.web.language import current_language, to_preferred_language
from graphapp.web.linked.views import current_edition, gone, is_withheld
from graphapp.web.problems import ProblemError
from graphapp.web.security import POLICY
from graphapp.web.site import site
from graphapp.web.things.page import Composer, kinds_of

blueprint = Blueprint("explore", __name__)

EMBEDDED: Final = POLICY.replace("frame-ancestors 'none'", "frame-ancestors *")
"""Content Security Policy of the page that others may put into theirs."""
MOST_ASKED: Final = 60
"""Most things that are asked about in SPARQL, so that the address of the query stays short."""
ASKED: Final = ("drawn", "between")
"""What is asked for in SPARQL: what is drawn, or what ties things to each other."""
THING: Final = re.compile(r"[a-z-]{1,40}(/[\w.%-]{1,200}){1,3}")
"""What the path of a thing looks like."""
_A_THING: Final = Bilingual(
    "der Pfad einer Sache, etwa organisation/optonet", "the path of a thing, such as organisation/optonet"
)
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
    iri = _iri(path)
    connection()
    engine = engine_for_request(page=True)
    kinds, _ = kinds_of(engine, site().catalogue, iri)
    if not kinds:
        if is_withheld(iri, current_edition()):
            raise gone(path)
        abort(404)
    composed = Composer(engine, site().catalogue, language).compose(iri, kinds, panels=False)
    return render_template("explore-card.html", page=composed)


@blueprint.get("/<any(de, en):language>/explore/sparql")
def sparql(language: str) -> Response:
    """Redirect to the editor with a query for what the picture draws, or (``ask=between``) for what ties things to each other.

    What is drawn follows the filters of the state, or else is named by ``thing``, `MOST_ASKED` at most; between them, in the
    whole landscape there are statements; in the other networks (``projection``), what the things share.
    """
    things = list(dict.fromkeys(request.args.getlist("thing")))[:MOST_ASKED]
    iris = [NamedNode(_iri(path)) for path in things]
    if choice(request.args, "ask", ASKED) == "drawn":
        state = read_state(request.args)
        name, values = f"drawn-{state.projection}", drawn(state, iris, _sent(state) or {})
    else:
        if not things:
            raise _wrong_thing("")
        projection = choice(request.args, "projection", PROJECTIONS)
        name = "statements-between" if projection == PROJECTIONS[0] else projection
        values = {"thing": iris, "other": iris}
    text = without_header(fill(site().catalogue.find(f"explore/{name}").text, values))
    return redirect(f"/{language}/sparql?{urlencode({'format': 'html', PARAMETER: pack(text)})}", 303)


def _iri(path: str) -> str:
    """Return the IRI of the thing at ``path``. Raises `ProblemError` for what is no path of a thing."""
    if not THING.fullmatch(path):
        raise _wrong_thing(path)
    return thing_iri(path)


def _wrong_thing(path: str) -> ProblemError:
    return wrong("thing", path, _A_THING)


def _shown() -> dict[str, object]:
    state = read_state(request.args)
    sent = _sent(state)
    return {
        "words": words(),
        "first_year": FIRST_YEAR,
        "this_year": datetime.now(UTC).year,
        "state": state,
        "projections": projections(current_language()),
        "shown": None if sent is None else listed(sent, state),
    }


def _sent(state: State) -> Mapping[str, Any] | None:
    """Return the file of the network that is shown; None where there is none."""
    here = site()
    known = stored(here.settings.releases / here.release) if here.release else {}
    return known[state.projection].document() if state.projection in known else None
