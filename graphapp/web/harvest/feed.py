"""``/<language>/changes``: what changed from release to release, as a page and as a feed (Atom, RFC 4287)."""

from __future__ import annotations

from typing import Final

from flask import Blueprint, render_template, request
from werkzeug import Response

from graphapp.changes.summary import Change
from graphapp.namespaces import BASE
from graphapp.web.harvest.changing import News, counts, label_of, news
from graphapp.web.harvest.offers import served_offer
from graphapp.web.language import to_preferred_language
from graphapp.web.site import site

blueprint = Blueprint("feed", __name__)
THINGS: Final = 100
"""Things of the newest release that have entries of their own in the feed."""


@blueprint.get("/changes")
def without_language() -> Response:
    """Redirect to the page in the language that the person prefers."""
    return to_preferred_language()


@blueprint.get("/<any(de, en):language>/changes")
def changes(language: str) -> str:
    """Show which things came, went and changed with each release that is kept."""
    del language
    return render_template(
        "changes.html", news=news(), current=served_offer(site()), counts=counts, label_of=label_of
    )


@blueprint.get("/<any(de, en):language>/changes.atom")
def feed(language: str) -> Response:
    """Give the same as a feed: an entry for each release, and one for each thing that came or changed with the newest."""
    del language
    found = news()
    body = render_template(
        "changes-feed.xml",
        news=found,
        things=_things(found[0]) if found and found[0].offer.release == site().release else [],
        current=served_offer(site()),
        counts=counts,
        label_of=label_of,
        root=request.url_root.rstrip("/"),
        base=BASE,
    )
    return Response(body, content_type="application/atom+xml; charset=utf-8")


def _things(latest: News) -> list[tuple[str, Change]]:
    found = [*latest.things("added"), *latest.things("changed")]
    return [(iri, change) for iri, change in found if not iri.startswith(BASE + "source/")][:THINGS]
