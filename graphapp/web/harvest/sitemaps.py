"""What crawlers read first: ``/robots.txt``, ``/sitemap.xml`` with its parts (sitemaps.org 0.9), and ``/llms.txt``."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Final
from xml.sax.saxutils import escape, quoteattr

from flask import Blueprint, current_app, render_template, request
from pyoxigraph import NamedNode
from werkzeug import Response
from werkzeug.exceptions import NotFound

from graphapp.changes.summary import read_changes
from graphapp.store.engine import Question, select
from graphapp.web.addresses import local_path
from graphapp.web.asking import connection, engine_for_request
from graphapp.web.harvest.offers import offers
from graphapp.web.language import LANGUAGES
from graphapp.web.lists.kinds import LISTS
from graphapp.web.site import site

blueprint = Blueprint("sitemaps", __name__)
THINGS: Final = 1000
"""Things in one part of the sitemap; each has a page in both languages."""
_NUMBER: Final = re.compile("[1-9][0-9]{0,5}")
_KEPT: Final = "graphapp.sitemap"
"""Key in ``app.extensions`` of the things of a release."""
PAGES: Final = ("", "downloads", "changes", "queries", "sparql", "about", "ontology", "shapes", *LISTS)
"""Paths of the pages that are about no thing, below the language."""
HIDDEN: Final = (
    "/sparql?",
    "/sparql/",
    "/queries/",
    "/*/sparql?",
    "/*/queries/*?",
    "/*/report",
    "/language/",
    "/release/",
    "/timegate/",
    "/timemap/",
    "/metrics",
    *(f"/*/{path}?" for path in LISTS),
)
"""Paths where crawlers would go round in circles or cost much: queries, facets, earlier states, forms."""


@blueprint.get("/robots.txt")
def robots() -> Response:
    """Tell crawlers where the sitemap is, and what to leave alone (RFC 9309)."""
    lines = [
        "User-agent: *",
        *(f"Disallow: {path}" for path in HIDDEN),
        "Allow: /",
        "",
        f"Sitemap: {_root()}/sitemap.xml",
        "",
    ]
    return Response("\n".join(lines), content_type="text/plain; charset=utf-8")


@blueprint.get("/llms.txt")
def llms() -> Response:
    """Tell language models and agents in short what is here and how to get it (llmstxt.org)."""
    return Response(
        render_template("llms.txt", root=_root(), lists=LISTS, counts=site().size),
        content_type="text/plain; charset=utf-8",
    )


@blueprint.get("/sitemap.xml")
def index() -> Response:
    """List the parts of the sitemap."""
    made = _made()
    parts = range(-(-len(_things()) // THINGS))
    urls = [f"{_root()}/sitemaps/pages.xml", *(f"{_root()}/sitemaps/{part + 1}.xml" for part in parts)]
    body = "".join(f"<sitemap><loc>{escape(url)}</loc>{_lastmod(made)}</sitemap>\n" for url in urls)
    return _xml(
        f'<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{body}</sitemapindex>\n'
    )


@blueprint.get("/sitemaps/pages.xml")
def pages() -> Response:
    """List the pages that are about no thing."""
    queries = [
        f"queries/{query.name}" for query in site().catalogue if query.name.partition("/")[0] not in _INNER
    ]
    return _urls((f"/{path}", _made()) for path in (*PAGES, *queries))


@blueprint.get("/sitemaps/<part>.xml")
def part(part: str) -> Response:
    """List a part of the pages about things, with the day of the release in which each changed last."""
    number = int(part) if _NUMBER.fullmatch(part) else 0
    things = _things()[(number - 1) * THINGS : number * THINGS] if number else ()
    if not things:
        raise NotFound
    changed, oldest = _changed()
    return _urls((local_path(iri) or "", changed.get(iri, oldest)) for iri in things)


_INNER: Final = ("catalogue", "documents", "harvest", "lists", "pages")
"""Subjects of queries that pages are made with, and nobody asks."""


def _things() -> tuple[str, ...]:
    release = site().release
    name, things = current_app.extensions.get(_KEPT, ("", ()))
    if release and name == release:
        return tuple(things)
    connection()
    rows = select(
        engine_for_request(page=True), Question(site().catalogue.find("harvest/things-with-pages").text)
    ).rows
    found = tuple(row[0].value for row in rows if isinstance(row[0], NamedNode))
    current_app.extensions[_KEPT] = (release, found)
    return found


def _changed() -> tuple[Mapping[str, datetime], datetime | None]:
    """Return when things changed, by IRI, as far as the releases that are kept tell, and when the oldest of them was made."""
    found: dict[str, datetime] = {}
    kept = offers(site())
    for offer in kept:
        changes = read_changes(offer.folder)
        for iri in changes.things if changes else ():
            found.setdefault(iri, offer.made)
    return found, kept[-1].made if kept else None


def _made() -> datetime | None:
    kept = offers(site())
    return kept[0].made if kept else None


def _urls(paths: Iterable[tuple[str, datetime | None]]) -> Response:
    def entries() -> Iterator[str]:
        for path, moment in paths:
            addresses = {language: f"{_root()}/{language}{path}" for language in LANGUAGES}
            others = "".join(
                f'<xhtml:link rel="alternate" hreflang="{language}" href={quoteattr(url)}/>'
                for language, url in addresses.items()
            )
            for url in addresses.values():
                yield f"<url><loc>{escape(url)}</loc>{_lastmod(moment)}{others}</url>\n"

    return _xml(
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">\n'
        + "".join(entries())
        + "</urlset>\n"
    )


def _lastmod(moment: datetime | None) -> str:
    return f"<lastmod>{moment.date().isoformat()}</lastmod>" if moment else ""


def _xml(text: str) -> Response:
    return Response(
        f'<?xml version="1.0" encoding="UTF-8"?>\n{text}', content_type="application/xml; charset=utf-8"
    )


def _root() -> str:
    return request.url_root.rstrip("/")
