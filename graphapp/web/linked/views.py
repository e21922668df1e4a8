"""``/<path>`` for every IRI below the base: from the thing to a document about it, and the documents.

Best Practice Recipes for Publishing RDF Vocabularies and Cool URIs for the Semantic Web (W3C 2008): 303 from a thing to
what describes it. What was merged into another leads there (301), what was withheld is gone (410).
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import replace
from typing import Final

from flask import Blueprint, current_app, redirect, request
from flask.blueprints import BlueprintSetupState
from werkzeug import Response
from werkzeug.exceptions import NotFound
from werkzeug.routing import PathConverter

from graphapp.downloads.kinds import WHOLE
from graphapp.namespaces import BASE
from graphapp.web.addresses import document_path, local_path, page_path, thing_iri
from graphapp.web.asking import engine_for_request
from graphapp.web.language import LANGUAGES, preferred_language
from graphapp.web.linked import edition as editions
from graphapp.web.linked import requests, signposting
from graphapp.web.linked.dataset import describe
from graphapp.web.linked.document import LICENCE, NAMESPACES, Document, document, gather
from graphapp.web.linked.edition import Edition
from graphapp.web.linked.finding import Found, find
from graphapp.web.linked.formats import FORMATS, HTML, by_extension, split, wanted_extension
from graphapp.web.linked.jsonld import Context
from graphapp.web.linked.sending import LARGE, send, send_graph
from graphapp.web.linked.writing import write
from graphapp.web.problems import Problem, ProblemError, respond
from graphapp.web.site import site

blueprint = Blueprint("linked", __name__)


class IriConverter(PathConverter):
    """The path of an IRI: anything but what the other parts of the site have to themselves, so that these keep their own
    errors and methods.
    """

    regex = rf"(?!(?:{'|'.join((*LANGUAGES, 'language', 'queries', 'sparql', 'static'))})(?:/|$)|\*$)[^/].*?"


@blueprint.record_once
def _converters(state: BlueprintSetupState) -> None:
    state.app.url_map.converters["iri"] = IriConverter


View = Callable[[str], Response]
LONGEST: Final = 1000
"""Characters of the longest path that is looked up; no IRI of the graph comes near it."""
CONTEXT: Final = "graphapp.context"
"""Key of the JSON-LD context in ``app.extensions``."""
_DATA_SET: Final = Found(BASE, is_thing=True)


@blueprint.get("/<iri:path>")
def thing(path: str) -> Response:
    """Lead from the IRI of a thing to a document about it (303), or give the document whose name ends with a format.

    ``as-of`` (a year, a month or a day) leaves out what did not hold then. 301 to the thing that this one was merged
    into, 410 for what was withheld, 406 with the alternatives.
    """
    return answer(path, current_edition())


def in_every_format(path: str, routes: Blueprint) -> Callable[[View], View]:
    """Let ``routes`` lead the documents at ``path`` to a view, each format by an address of its own."""

    def route(view: View) -> View:
        for known in FORMATS:
            address = f"{path}.{known.extension}"
            routes.add_url_rule(address, defaults={"extension": known.extension}, view_func=view)
        return view

    return route


@blueprint.get("/dataset")
@in_every_format("/dataset", blueprint)
@blueprint.get("/.well-known/void")
def dataset(extension: str = "") -> Response:
    """Describe the data set (VoID), in the format of the name, else of ``Accept``."""
    here = current_edition()
    if not extension:
        wanted = requests.extension("/dataset")
        target = f"/{preferred_language()}/" if wanted == HTML else f"/dataset.{wanted}"
        return _see(target, [])
    dumps = [f"{BASE}downloads/{kind.name}" for kind in WHOLE if kind.holds_rdf] if here.release else []
    quads = describe(here, site().size, f"{BASE}sparql", dumps)
    about = document(_DATA_SET, extension, quads, here, None)
    response = send(write(about, by_extension(extension), context_of_model()), by_extension(extension), here)
    return with_links(
        response,
        [
            signposting.Link(f"{BASE}dataset.{extension}", "canonical"),
            signposting.Link(BASE, "cite-as"),
            *(
                signposting.Link(f"/dataset.{known.extension}", "alternate", (("type", known.media_type),))
                for known in FORMATS
                if known.extension != extension
            ),
            signposting.Link("/en/", "describes", (("type", "text/html"),)),
            signposting.Link("https://schema.org/Dataset", "type"),
            signposting.Link(LICENCE, "license"),
        ],
    )


@blueprint.get("/context.jsonld")
def context() -> Response:
    """Give the JSON-LD context of the model."""
    path = site().settings.ontology / "context.jsonld"
    body = path.read_bytes()
    response = Response(body, content_type="application/ld+json")
    response.set_etag(hashlib.blake2b(body, digest_size=16).hexdigest())
    return response.make_conditional(request)


@blueprint.before_app_request
def machine_form_of_the_start() -> Response | None:
    """Lead who asks for RDF at ``/`` to the description of the data set."""
    if request.path != "/" or request.method not in ("GET", "HEAD"):
        return None
    wanted = wanted_extension(request.accept_mimetypes, page_first=True)
    return _see(f"/dataset.{wanted}", []) if wanted and wanted != HTML else None


@blueprint.errorhandler(ProblemError)
def problem(error: ProblemError) -> Response:
    """Answer with the problem, and with links to what there is where the format was at fault."""
    return with_links(respond(error.problem), requests.alternatives(error.problem))


@blueprint.after_app_request
def _describe_the_start(response: Response) -> Response:
    """Let the start pages say where the data set is described."""
    starts = ("/", *(f"/{language}/" for language in LANGUAGES))
    if request.path in starts and "Link" not in response.headers:
        links = [
            signposting.Link(f"/dataset.{known.extension}", "describedby", (("type", known.media_type),))
            for known in FORMATS
        ]
        response.headers["Link"] = signposting.header(links)
    return response


def answer(path: str, edition: Edition) -> Response:
    """Answer for the path of an IRI, with or without the extension of a document, from a release.

    Raises `ProblemError` and `graphapp.store.engine.QueryError`.
    """
    if len(path) > LONGEST:
        raise NotFound
    asked = requests.period()
    name, extension = split(path)
    found = find(thing_iri(name), edition.engine, edition.catalogue)
    if found.iri in NAMESPACES:
        # Of a namespace nothing need be said but of the terms in it.
        graph = find(NAMESPACES[found.iri], edition.engine, edition.catalogue)
        found = replace(found, is_thing=graph.is_graph)
    if extension and not (found.exists or found.replaced_by) and not is_withheld(found.iri, edition):
        # The IRI itself may end like a file name.
        whole = find(thing_iri(path), edition.engine, edition.catalogue)
        if whole.exists:
            found, extension = whole, ""
    search = requests.search(asked)
    if found.replaced_by:
        target = local_path(found.replaced_by) or "/"
        ending = f".{extension}" if extension else ""
        given = request.query_string.decode("ascii", "replace")
        return redirect(f"{edition.prefix}{target}{ending}" + (f"?{given}" if given else ""), 301)
    if found.version_of:
        return _see(f"{edition.prefix}{local_path(found.version_of)}{search}", [])
    if not found.exists:
        if is_withheld(found.iri, edition):
            raise gone(path)
        raise NotFound
    if extension and extension != HTML:
        return _document(found, extension, edition, search)
    return _lead(found, extension, edition, search)


def _lead(found: Found, extension: str, edition: Edition, search: str) -> Response:
    """Redirect from a thing to the document that is wanted."""
    path = f"{edition.prefix}{local_path(found.iri)}"
    language = preferred_language()
    wanted = extension or requests.extension(path)
    target = page_path(found.iri, language) if wanted == HTML else document_path(found.iri, wanted)
    return _see(
        f"{edition.prefix}{target}{search}",
        [
            *signposting.of_thing(found.iri, found.classes, language, edition.prefix, search),
            *(signposting.of_time(f"{local_path(found.iri)}{search}") if not edition.prefix else ()),
        ],
    )


def _document(found: Found, extension: str, edition: Edition, search: str) -> Response:
    output = by_extension(extension)
    if found.iri in LARGE:
        response = send_graph(found.iri, output, edition)
    else:
        asked = requests.period()
        about: Document = document(found, extension, gather(found, edition, asked), edition, asked)
        response = send(write(about, output, context_of_model()), output, edition)
    own = f"{document_path(found.iri, extension)}{search}"
    return with_links(
        response,
        [
            *signposting.of_document(found.iri, found.classes, extension, edition.prefix, search),
            *(signposting.of_time(own) if not edition.prefix else ()),
        ],
    )


def current_edition() -> Edition:
    """Return the edition of the release that is served, as the client of this request gets it."""
    return replace(editions.current(site()), engine=engine_for_request())


def context_of_model() -> Context:
    """Return the JSON-LD context of the model, read once."""
    known = current_app.extensions.get(CONTEXT)
    if not isinstance(known, Context):
        known = Context.read(site().settings.ontology / "context.jsonld")
        current_app.extensions[CONTEXT] = known
    return known


def _see(target: str, links: list[signposting.Link]) -> Response:
    response = redirect(target, 303)
    response.vary.update(["Accept", "Accept-Language", "Cookie"])
    return with_links(response, links)


def with_links(response: Response, links: list[signposting.Link]) -> Response:
    """Return the response with more links in its header."""
    if links:
        known = response.headers.get("Link", "")
        response.headers["Link"] = (f"{known}, " if known else "") + signposting.header(links)
    return response


def is_withheld(iri: str, edition: Edition) -> bool:
    """Return whether the build took out what ``iri`` names."""
    return hashlib.sha256(iri.encode()).hexdigest() in edition.withheld


def gone(path: str) -> ProblemError:
    """Return the problem that what stood at the path was taken out."""
    shown = path[:200]
    return ProblemError(
        Problem(
            "withheld",
            410,
            f"What /{shown} named was taken out of the graph and will not come back.",
            german=f"Was /{shown} bezeichnete, wurde aus dem Graphen genommen und kommt nicht wieder.",
        )
    )
