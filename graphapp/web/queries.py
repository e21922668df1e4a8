"""``/queries``: the catalogue, and each of its queries with a form for its parameters."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import Final
from urllib.parse import urlencode

from flask import Blueprint, jsonify, redirect, render_template, request
from pyoxigraph import NamedNode, serialize
from werkzeug import Response

from graphapp.catalogue import CatalogueQuery, Parameter
from graphapp.catalogue.bind import ParameterError, ask_for
from graphapp.catalogue.blocks import default_of
from graphapp.catalogue.period import Period
from graphapp.catalogue.query import Bilingual
from graphapp.catalogue.things import Thing
from graphapp.namespaces import BASE, PREFIXES
from graphapp.store.engine import QueryError, Question
from graphapp.store.formats import GRAPH_FORMATS, JSON, TURTLE, Format, Kind, by_name
from graphapp.web.answers import Outcome, answer
from graphapp.web.arguments import page_number
from graphapp.web.asking import ID, TIMEOUT, engine_for_request
from graphapp.web.citing import CITE
from graphapp.web.display import SUBJECTS
from graphapp.web.editor.executables import executables
from graphapp.web.freshness import incomplete
from graphapp.web.language import current_language, in_german, to_preferred_language
from graphapp.web.linked import requests
from graphapp.web.maps.ground import Asked
from graphapp.web.negotiation import NotAcceptableError, choose, wants_page
from graphapp.web.pictures.drawn import draw
from graphapp.web.problems import Problem
from graphapp.web.site import site
from graphapp.web.things.arranged import arranged
from graphapp.web.things.parts import Paged

blueprint = Blueprint("queries", __name__)
RESERVED = frozenset({"format", "download", "page", CITE, TIMEOUT, ID})
"""Names in the address that are no parameter of a query."""
OF_A_TIME: Final = frozenset({"asOf", "year"})
"""Names of parameters that ``as-of`` in the address means too."""
AT_ONCE: Final = 500
"""Rows, the first ones, that are read together: pictures are drawn of them, and bars have one scale."""
ON_A_PAGE: Final = 50
"""Rows of an answer on one page."""
CHOICES: Final = 250
"""Most things that a form offers to choose from; where there are more, one is typed by id or name."""


@dataclass(frozen=True)
class Field:
    """A parameter in a form: the value it shows and what can be chosen."""

    parameter: Parameter
    value: str
    choices: tuple[Thing, ...] = ()


@blueprint.get("/queries")
@blueprint.get("/<any(de, en):language>/queries")
def index(language: str = "") -> Response:
    """List the queries: a page, JSON with name, titles, parameters and address, or RDF that also has their texts."""
    named = request.args.get("format", "")
    formats = (JSON, *GRAPH_FORMATS)
    graph = by_name(named, Kind.GRAPH) if named and by_name(named, Kind.SOLUTIONS) is not JSON else None
    if graph is not None:
        return _as_graph(graph, graph.content_type)
    choice = choose(formats, Kind.SOLUTIONS, named)
    if choice.format is not None and choice.format not in formats:
        raise NotAcceptableError(named, formats)
    if choice.format is None:
        if not language:
            return to_preferred_language()
        page = render_template("queries.html", subjects=site().catalogue.by_subject())
        response = Response(page, mimetype="text/html")
        response.vary.add("Accept")
        return response
    if choice.format in GRAPH_FORMATS:
        return _as_graph(choice.format, choice.content_type)
    response = jsonify({"queries": [_summary(query) for query in site().catalogue]})
    response.vary.add("Accept")
    return response


@blueprint.get("/queries.ttl")
def turtle() -> Response:
    """Return all queries, texts included, as Turtle: each is a ``sh:SPARQLExecutable`` of SHACL."""
    return _as_graph(TURTLE, TURTLE.content_type)


def _as_graph(written: Format, content_type: str) -> Response:
    names = {name: in_german(name) for name in SUBJECTS.values()}
    triples = executables(site().catalogue, request.url_root + "sparql", names)
    assert written.rdf is not None
    body = serialize(triples, format=written.rdf, prefixes=PREFIXES) or b""
    response = Response(body, content_type=content_type)
    response.vary.add("Accept")
    return response


@blueprint.get("/queries/<subject>/<name>")
@blueprint.get("/<any(de, en):language>/queries/<subject>/<name>")
def query(subject: str, name: str, language: str = "") -> Response:
    """Ask a query of the catalogue with the parameters in the address; others keep their default. ``page`` is for people.

    ``as-of`` is the parameter for a time, by whatever name the query has one; 400 where it has none.
    """
    known = site().catalogue.find(f"{subject}/{name}")
    if not language and wants_page():
        return to_preferred_language()
    given = {key: value for key, value in request.args.items() if key not in RESERVED}
    number = page_number(request.args)
    asked = requests.period()
    time = next((parameter for parameter in known.parameters if parameter.name in OF_A_TIME), None)
    if asked is not None:
        del given[requests.AS_OF]
        if time is not None:
            given.setdefault(time.name, asked.written)

    def question() -> Question:
        if asked is not None:
            _check_time(asked, time)
        return Question(ask_for(known, given, site().things))

    def page(outcome: Outcome | None, problem: Problem | None) -> str:
        text = known.text if problem else question().text
        address = f"/queries/{known.name}" + (f"?{urlencode(given)}" if given else "")
        paged = Paged(number, outcome.count if outcome is not None else 0, ON_A_PAGE)
        read, drawn, offset = None, None, 0
        if outcome is not None and outcome.rows and known.kind is Kind.SOLUTIONS:
            engine = engine_for_request(page=True)
            rows = outcome.rows[:AT_ONCE]
            if paged.last > AT_ONCE:
                rows, offset = outcome.rows[paged.first : paged.last], paged.first
            read = arranged(engine, site().catalogue, outcome.variables, rows, current_language())
            if paged.number == 1:
                drawn = draw(
                    known,
                    outcome.variables,
                    rows,
                    read.labels,
                    current_language(),
                    about=_network_of(known, question().text) if known.view == "map" else "",
                    geography=Asked(engine, site().catalogue),
                )
        return render_template(
            "query.html",
            arranged=read,
            drawn=drawn,
            paged=paged,
            offset=offset,
            page_address=partial(_page_address, given),
            headings=site().catalogue.headings,
            query=known,
            address=address,
            fields=_fields(known, given),
            outcome=outcome,
            problem=problem,
            text=text,
        )

    return answer(question, page, paged=True)


@blueprint.get("/queries/<subject>/<name>.rq")
def file(subject: str, name: str) -> Response:
    """Return the file of a query as it stands: the header, then a text that runs anywhere."""
    known = site().catalogue.find(f"{subject}/{name}")
    return Response(known.text, content_type="application/sparql-query; charset=utf-8")


@blueprint.get("/queries/<name>")
@blueprint.get("/<any(de, en):language>/queries/<name>")
def by_bare_name(name: str, language: str = "") -> Response:
    """Redirect from the bare name of a query to its full one."""
    known = site().catalogue.find(name)
    path = f"/{language}/queries/{known.name}" if language else f"/queries/{known.name}"
    search = request.query_string.decode("ascii", "replace")
    return redirect(f"{path}?{search}" if search else path, 308)


def _page_address(given: Mapping[str, str], number: int) -> str:
    """Return the query of the address of a page of the answer."""
    return "?" + urlencode([*given.items(), ("page", str(number))])


def _check_time(asked: Period, time: Parameter | None) -> None:
    """Raise `ParameterError` where the parameter of a query for a time, or that it has none, does not allow for ``asked``."""
    if time is None:
        raise ParameterError(
            requests.AS_OF,
            Bilingual(
                f"Diese Frage kennt keinen Zeitpunkt; ihre Antwort betrifft alle Zeiten. Lassen Sie „{requests.AS_OF}“ weg.",
                f"This question knows no point in time; its answer is about all times. Leave “{requests.AS_OF}” out.",
            ),
        )
    if time.kind == "year" and len(asked.written) > len("2014"):
        raise ParameterError(
            requests.AS_OF,
            Bilingual(
                f"Diese Frage nimmt als „{requests.AS_OF}“ nur ein Jahr: {asked.written[:4]}.",
                f"This question takes a year only as “{requests.AS_OF}”: {asked.written[:4]}.",
            ),
            (asked.written[:4],),
        )


def _network_of(known: CatalogueQuery, text: str) -> str:
    """Return the network (IRI) that a bound query is about; empty for none."""
    if known.parameter("network") is None:
        return ""
    term = default_of(text, "network")
    return term.value if isinstance(term, NamedNode) else ""


def _fields(known: CatalogueQuery, given: dict[str, str]) -> list[Field]:
    fields = []
    for parameter in known.parameters:
        value = given.get(parameter.name)
        if value is None:
            value = parameter.default.value if parameter.default is not None else ""
        choices: tuple[Thing, ...] = ()
        if parameter.kind == "thing":
            value = value.removeprefix(BASE)
            try:
                choices = site().choices(parameter.class_iri)
                choices = choices if len(choices) <= CHOICES else ()
                value = site().key(parameter.class_iri, value)
            except (QueryError, ParameterError) as error:
                choices = ()
                if isinstance(error, QueryError):
                    incomplete()
        fields.append(Field(parameter, value, choices))
    return fields


def _summary(known: CatalogueQuery) -> dict[str, object]:
    return {
        "name": known.name,
        "url": request.url_root + "queries/" + known.name,
        "title": {"de": known.title.de, "en": known.title.en},
        "description": {"de": known.description.de, "en": known.description.en},
        "view": known.view,
        "questions": list(known.questions),
        "parameters": [
            {
                "name": parameter.name,
                "kind": parameter.kind,
                "class": parameter.class_iri if parameter.kind == "thing" else None,
                "choices": list(parameter.choices),
                "optional": parameter.optional,
                "default": parameter.default.value if parameter.default is not None else None,
                "label": {"de": parameter.label.de, "en": parameter.label.en},
            }
            for parameter in known.parameters
        ],
    }
