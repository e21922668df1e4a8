"""``/<language>/<path>``: the plain page about what has no page of its own."""

from __future__ import annotations

from typing import Final

from flask import redirect, request
from werkzeug import Response
from werkzeug.exceptions import NotFound

from graphapp.store.engine import QueryError
from graphapp.web.addresses import page_path, thing_iri
from graphapp.web.freshness import NEVER
from graphapp.web.linked import requests, signposting
from graphapp.web.linked.document import gather, labels_of
from graphapp.web.linked.finding import find
from graphapp.web.linked.plain import plain_page
from graphapp.web.linked.sending import LARGE
from graphapp.web.linked.view import unnamed, view
from graphapp.web.linked.views import LONGEST, blueprint, current_edition, gone, is_withheld, with_links
from graphapp.web.problems import ProblemError, respond

PAGES: Final = frozenset({"things.page", "linked.page", "linked.vocabulary"})
"""Endpoints of the pages about things, which signpost the documents."""


@blueprint.get("/<any(de, en):language>/<path:path>")
def page(language: str, path: str) -> Response:
    """Show what is said of anything that has an IRI, with the sources; ``as-of`` as for documents.

    ``part`` shows all values of one property, page by page.
    """
    if len(path) > LONGEST:
        raise NotFound
    here, asked = current_edition(), requests.period()
    iri = thing_iri(path)
    found = find(iri, here.engine, here.catalogue)
    if found.replaced_by:
        return redirect(page_path(found.replaced_by, language) or "/", 301)
    if found.version_of:
        return redirect(page_path(found.version_of, language) or "/", 303)
    if not found.exists:
        raise NotFound
    quads = gather(found, here, asked) if iri not in LARGE else []
    shown = view(iri, quads, labels_of(unnamed(quads), here), language)
    response = Response(plain_page(shown, language, asked), mimetype="text/html")
    if here.made is not None:
        response.last_modified = here.made
    return response


@blueprint.after_app_request
def signpost(response: Response) -> Response:
    """Let every page about a thing lead machines to the documents, and say of what was withheld that it is gone."""
    if request.endpoint not in PAGES or response.status_code not in (200, 404) or "Link" in response.headers:
        return response
    language = str((request.view_args or {}).get("language", ""))
    iri = thing_iri(request.path.removeprefix(f"/{language}"))
    here = current_edition()
    if response.status_code == 404:
        return respond(gone(request.path[1:]).problem) if is_withheld(iri, here) else response
    try:
        found = find(iri, here.engine, here.catalogue)
        search = requests.search(requests.period())
    except (QueryError, ProblemError) as error:
        if isinstance(error, QueryError):
            response.headers["Cache-Control"] = NEVER
        return response
    links = signposting.of_thing(iri, found.classes, language, search=search)
    return with_links(response, [*links, *signposting.of_time(f"{request.path}{search}")])
