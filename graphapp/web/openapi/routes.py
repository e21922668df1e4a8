"""What the URL map does not say of a route: its subject, its parameters, its answers and its problems."""

from __future__ import annotations

import mimetypes
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from graphapp.downloads.kinds import WHOLE
from graphapp.network.exporting import FORMS
from graphapp.network.graph import PROJECTIONS
from graphapp.search import KINDS
from graphapp.store.formats import GRAPH_FORMATS, Kind
from graphapp.web.charts.views import CHARTS
from graphapp.web.linked.formats import FORMATS as DOCUMENT_FORMATS
from graphapp.web.lists.state import NAME, ORDERS
from graphapp.web.maps.state import FIGURES
from graphapp.web.maps.state import NAME as MAP_NAME
from graphapp.web.maps.state import YEAR as MAP_YEAR
from graphapp.web.openapi.parameters import (
    A_DATE,
    ANY_FORMAT,
    DATA_SET,
    DOWNLOAD,
    IDENTIFIER,
    PACKED,
    QUERY,
    RESULT_FORMAT,
    TIMEOUT,
    format_of,
    in_query,
)
from graphapp.web.openapi.responses import OF_QUERIES, PAGE, TO_A_PAGE, answers, redirect, text
from graphapp.web.things.parts import NAME as PART_NAME
from graphapp.web.timelines.state import KINDS as TIMELINE_KINDS

TAGS: Final = {
    "sparql": "The endpoint of SPARQL 1.1.",
    "questions": "The catalogue: ready questions with parameters.",
    "search": "Search for things by words.",
    "pages": "Pages for people, in German and English.",
    "maps": "What the map shows, as GeoJSON.",
    "watching": "How the server is, for machines that watch it.",
    "description": "What describes the service.",
    "networks": "Projections to networks, with measures and layout, docs/network.md.",
    "linked": "Linked data: documents about everything that has an IRI, docs/linked-data.md.",
    "downloads": "Everything as files, and what describes and announces them.",
}


@dataclass(frozen=True)
class Route:
    """``answers`` are responses by status; ``problems`` statuses beside those that any address can have; ``body`` is
    what POST takes, by media type; ``summary`` what it does, where the view's docstring does not say.
    """

    tag: str
    summary: str = ""
    answers: Mapping[str, Any] = field(default_factory=dict)
    problems: tuple[str, ...] = ()
    parameters: tuple[Mapping[str, Any], ...] = ()
    body: Mapping[str, Any] = field(default_factory=dict)


_STATIC: Final = Path(__file__).parents[1] / "static"
_STATIC_TYPES: Final = sorted(
    {
        mimetypes.guess_type(file.name)[0] or "application/octet-stream"
        for file in _STATIC.rglob("*")
        if file.is_file()
    }
)
_PAGE: Final = {"200": {"description": "The page.", "content": PAGE}}
_FORM: Final = {
    "schema": {
        "type": "object",
        "properties": {
            parameter["name"]: parameter["schema"]
            for parameter in (QUERY, *DATA_SET, ANY_FORMAT, DOWNLOAD, TIMEOUT, IDENTIFIER)
        },
        "required": ["query"],
    }
}
_PAGE_NUMBER: Final = in_query(
    "page",
    "Page of what is too long for one page for people, from 1; data are whole.",
    {"type": "integer", "minimum": 1, "maximum": 999_999},
)
ASKING: Final = (RESULT_FORMAT, DOWNLOAD, TIMEOUT, IDENTIFIER, _PAGE_NUMBER)
"""Parameters that every question takes."""
_JSON_CATALOGUE: Final = {
    "200": {
        "description": "The questions.",
        "content": {
            media_type: {"schema": {"$ref": "#/components/schemas/Catalogue"}}
            for media_type in ("application/json",)
        }
        | {
            known.media_type: {"schema": {"type": "string"}}
            for known in GRAPH_FORMATS
            if known.name != "jsonld"
        }
        | {"application/ld+json": {"schema": {"$ref": "#/components/schemas/Graph"}}}
        | PAGE,
    }
}
_AS_OF: Final = in_query(
    "as-of",
    "Leaves out what did not hold on any day of this year, month or day.",
    {"type": "string", "pattern": A_DATE},
)
_PART: Final = (
    in_query(
        "part",
        "A part of the page, all of it page by page: a panel, such as members, a group of facts, names, or a property.",
        {"type": "string", "pattern": f"^{PART_NAME}$"},
    ),
    _PAGE_NUMBER,
)
_DOCUMENT_FORMAT: Final = format_of([*(known.name for known in DOCUMENT_FORMATS), "html"])
_DOCUMENT: Final = {
    "200": {
        "description": "The document whose name ends with its format.",
        "content": {
            known.media_type: {
                "schema": {"$ref": "#/components/schemas/Graph"}
                if known.name == "jsonld"
                else {"type": "string"}
            }
            for known in DOCUMENT_FORMATS
        },
    },
    **redirect("303", "From a thing to a document."),
}
_MERGED: Final = redirect("301", "To the thing that this one was merged into.")
_OF_DOCUMENTS: Final = ("404", "410", *OF_QUERIES)
_OBJECT: Final = {"type": "object"}
_STRING: Final = {"type": "string"}
_AN_OBJECT: Final = {
    "200": {"description": "The answer.", "content": {"application/json": {"schema": _OBJECT}}}
}
_WORDS: Final = in_query("q", "Words to search for.", {"type": "string"})
_YEAR: Final = {"type": "integer", "minimum": 0, "maximum": 9999}
_FILE: Final = {
    **text(
        *sorted({"text/csv", *(kind.media_type for kind in WHOLE)}),
        description="The file.",
    ),
    **text(
        *sorted({"text/csv", *(kind.media_type for kind in WHOLE)}),
        status="206",
        description="A part of the file.",
    ),
}
_NO_FILE: Final = ("404",)
_GEOJSON: Final = {
    "200": {
        "description": "A feature collection (RFC 7946).",
        "content": {"application/geo+json": {"schema": _OBJECT}},
    }
}
_OF_MAP: Final = (
    in_query("figure", "What is counted.", {"type": "string", "enum": [*FIGURES]}),
    in_query(
        "per", "Divides the figure by every 100,000 inhabitants.", {"type": "string", "enum": ["inhabitants"]}
    ),
    in_query(
        "field",
        "Last part of the IRI of a field, such as automobil.",
        {"type": "string", "pattern": MAP_NAME},
    ),
    in_query("year", "What was there in this year.", {"type": "string", "pattern": MAP_YEAR}),
    in_query("from", "What was there in this year or later.", {"type": "string", "pattern": MAP_YEAR}),
    in_query("to", "What was there in this year or before.", {"type": "string", "pattern": MAP_YEAR}),
)
_MAP_NETWORK: Final = in_query(
    "network",
    "Last part of the IRI of a network, whose members are shown.",
    {"type": "string", "pattern": MAP_NAME},
)
_THING: Final = in_query("thing", "Path of a thing, such as organisation/optonet.", {"type": "string"})
_OF_EXPLORER: Final = (
    in_query("projection", "Which network.", {"enum": list(PROJECTIONS)}),
    in_query("size", "Id of the measure that makes things large and orders the list.", {"type": "string"}),
    in_query("colour", "What colours say.", {"enum": ["field", "kind", "community"]}),
    in_query(
        "without", "Ids of fields, kinds and communities that are not shown, with commas.", {"type": "string"}
    ),
    in_query("district", "Path of a district.", {"type": "string"}),
    in_query("from", "First year of a period.", _YEAR),
    in_query("to", "Last year of a period.", _YEAR),
    in_query("undated", "Whether what has no known beginning is shown in a period too.", {"enum": ["1"]}),
    in_query("page", "Page of the list, from 1.", {"type": "integer", "minimum": 1}),
)
ROUTES: Final[Mapping[str, Route]] = {
    "sparql.endpoint": Route(
        "sparql",
        answers=answers(*Kind),
        problems=("403", *OF_QUERIES),
        parameters=(QUERY, PACKED, *DATA_SET, ANY_FORMAT, DOWNLOAD, TIMEOUT, IDENTIFIER),
        body={
            "application/x-www-form-urlencoded": _FORM,
            "application/sparql-query": {"schema": {"type": "string"}},
        },
    ),
    "running.end": Route(
        "sparql",
        answers={"204": {"description": "The query was ended."}},
        problems=("404", "503"),
    ),
    "labels.labels": Route(
        "sparql",
        answers=_AN_OBJECT,
        problems=OF_QUERIES,
        body={
            "application/json": {
                "schema": {
                    "type": "array",
                    "items": {"type": "string", "maxLength": 2000},
                    "maxItems": 1000,
                }
            }
        },
    ),
    "terms.terms": Route(
        "sparql",
        answers=_AN_OBJECT,
        problems=OF_QUERIES,
        parameters=(
            in_query("release", "The release that is served: the answer then never changes.", _STRING),
        ),
    ),
    "queries.index": Route(
        "questions",
        answers={**_JSON_CATALOGUE, **TO_A_PAGE},
        problems=("406",),
        parameters=(format_of(["json", "html", *(known.name for known in GRAPH_FORMATS)]),),
    ),
    "queries.query": Route(
        "questions",
        answers=answers(Kind.SOLUTIONS, Kind.GRAPH),
        problems=("404", *OF_QUERIES),
        parameters=ASKING,
    ),
    "queries.turtle": Route(
        "questions",
        answers=text("text/turtle", description="The queries."),
    ),
    "queries.file": Route(
        "questions",
        answers=text("application/sparql-query", description="The file."),
        problems=("404",),
    ),
    "queries.by_bare_name": Route(
        "questions", answers=redirect("308", "To the full name."), problems=("404",)
    ),
    "search.search": Route(
        "search",
        answers={
            "200": {
                "description": "The results.",
                "content": {"application/json": {"schema": _OBJECT}} | PAGE,
            },
            **TO_A_PAGE,
        },
        problems=("503",),
        parameters=(
            _WORDS,
            in_query("kind", "Local name of a class.", {"enum": list(KINDS)}),
            in_query("field", "Last part of the IRI of a growth field.", {"type": "string"}),
            in_query("district", "Last part of the IRI of a district.", {"type": "string"}),
            in_query("from", "First year of a period.", _YEAR),
            in_query("to", "Last year of a period.", _YEAR),
            in_query(
                "page", "Page of the results, from 1.", {"type": "integer", "minimum": 1, "maximum": 500}
            ),
            format_of(["json", "html"]),
        ),
    ),
    "search.suggest": Route(
        "search",
        answers={
            "200": {
                "description": "Suggestions.",
                "content": {
                    "application/json": {"schema": _OBJECT},
                    "application/x-suggestions+json": {"schema": {"type": "array"}},
                },
            }
        },
        parameters=(_WORDS, format_of(["json", "opensearch"])),
    ),
    "search.opensearch": Route("search", answers=text("application/opensearchdescription+xml")),
    "network.columns": Route(
        "networks",
        answers={
            "200": {"description": "The columns.", "content": {"application/json": {"schema": _OBJECT}}}
        },
        problems=("404", "503"),
    ),
    "network.edge": Route(
        "networks",
        answers={"200": {"description": "The tie.", "content": {"application/json": {"schema": _OBJECT}}}},
        problems=("404", *OF_QUERIES),
        parameters=(
            in_query("a", "Id of a node, such as organisation/jenoptik.", {"type": "string"}),
            in_query("b", "Id of another node.", {"type": "string"}),
            in_query("lang", "Language of the labels.", {"type": "string", "enum": ["de", "en"]}),
        ),
    ),
    "network.file": Route(
        "networks",
        answers={
            "200": {
                "description": "The file.",
                "content": {
                    form.media_type.partition(";")[0]: {"schema": {"type": "string"}} for form in FORMS
                },
            }
        },
        problems=("404", "503"),
    ),
    "pages.without_language": Route("pages", answers=TO_A_PAGE),
    "pages.start": Route("pages", answers=_PAGE),
    "pages.about": Route("pages", answers=_PAGE),
    "pages.choose_language": Route(
        "pages",
        answers=redirect("303", "To the page that was named, with the cookie “language”."),
        parameters=(in_query("to", "A path of this site.", {"type": "string"}),),
    ),
    "static": Route(
        "pages",
        "Send a file that pages need.",
        answers=text(*_STATIC_TYPES, description="The file."),
    ),
    "health.healthz": Route(
        "watching", answers=text("text/plain") | text("text/plain", status="503", description="Not now.")
    ),
    "health.readyz": Route(
        "watching", answers=text("text/plain") | text("text/plain", status="503", description="Not now.")
    ),
    "health.metrics": Route("watching", answers=text("text/plain")),
    "linked.thing": Route(
        "linked",
        answers={
            **_DOCUMENT,
            **_MERGED,
            **redirect("308", "To the start page, if the path is a language."),
        },
        problems=_OF_DOCUMENTS,
        parameters=(_AS_OF, _DOCUMENT_FORMAT),
    ),
    "linked.page": Route(
        "linked",
        answers={**_PAGE, **_MERGED, **redirect("303", "To the ontology.")},
        problems=_OF_DOCUMENTS,
        parameters=(_AS_OF, *_PART),
    ),
    "linked.vocabulary": Route("linked", answers=_PAGE, problems=_OF_DOCUMENTS),
    "linked.dataset": Route("linked", answers=_DOCUMENT, problems=_OF_DOCUMENTS),
    "linked.context": Route(
        "linked",
        answers={
            "200": {
                "description": "The context.",
                "content": {"application/ld+json": {"schema": {"$ref": "#/components/schemas/Graph"}}},
            }
        },
    ),
    "linked.memento": Route(
        "linked",
        answers={**_DOCUMENT, **_MERGED},
        problems=_OF_DOCUMENTS,
        parameters=(_AS_OF, _DOCUMENT_FORMAT),
    ),
    "linked.release_page": Route(
        "linked",
        answers={**_PAGE, **_MERGED, **redirect("303", "To the ontology.")},
        problems=_OF_DOCUMENTS,
        parameters=(_AS_OF,),
    ),
    "linked.time_gate": Route(
        "linked",
        answers=redirect("302", "To the release that was current then."),
        problems=_OF_DOCUMENTS,
        parameters=(_AS_OF,),
    ),
    "linked.time_map": Route(
        "linked",
        answers=text("application/link-format", description="The list."),
        problems=_OF_DOCUMENTS,
        parameters=(_AS_OF,),
    ),
    "things.page": Route(
        "pages",
        answers={
            **_PAGE,
            **_MERGED,
        },
        problems=_OF_DOCUMENTS,
        parameters=(_AS_OF, *_PART),
    ),
    "lists.things": Route(
        "pages",
        answers={
            "200": {
                "description": "The list.",
                "content": {
                    **PAGE,
                    "text/csv": {"schema": {"type": "string"}},
                    "text/turtle": {"schema": {"type": "string"}},
                    "application/json": {"schema": {"type": "array", "items": {"type": "object"}}},
                },
            },
            **TO_A_PAGE,
        },
        problems=OF_QUERIES,
        parameters=(
            in_query("field", "A field or sector, such as automobil.", {"type": "string", "pattern": NAME}),
            in_query("district", "A district, such as jena.", {"type": "string", "pattern": NAME}),
            in_query(
                "network",
                "A network, such as optonet, whose members are listed.",
                {"type": "string", "pattern": NAME},
            ),
            in_query("role", "A role of people, such as chair.", {"type": "string", "pattern": NAME}),
            in_query("broader", "A broader topic, such as sensorik.", {"type": "string", "pattern": NAME}),
            in_query("kind", "A class, such as Company.", {"type": "string", "pattern": "^[A-Za-z]{1,40}$"}),
            in_query(
                "from", "A year: only what began then or later.", {"type": "string", "pattern": "^[0-9]{4}$"}
            ),
            in_query(
                "to", "A year: only what began then or earlier.", {"type": "string", "pattern": "^[0-9]{4}$"}
            ),
            in_query("text", "A part of the name.", {"type": "string", "maxLength": 100}),
            _AS_OF,
            in_query("sort", "The order.", {"type": "string", "enum": [*ORDERS]}),
            in_query("page", "The page, from 1 on.", {"type": "integer", "minimum": 1, "maximum": 999999}),
            format_of(["html", "csv", "json", "ttl"]),
        ),
    ),
    "map.page": Route(
        "pages", answers={**_PAGE, **TO_A_PAGE}, problems=OF_QUERIES, parameters=(*_OF_MAP, _MAP_NETWORK)
    ),
    "map.districts": Route("maps", answers=_GEOJSON, problems=OF_QUERIES),
    "map.organisations": Route("maps", answers=_GEOJSON, problems=OF_QUERIES, parameters=_OF_MAP),
    "map.flows": Route("maps", answers=_GEOJSON, problems=OF_QUERIES, parameters=(*_OF_MAP, _MAP_NETWORK)),
    "timeline.page": Route(
        "pages",
        answers={**_PAGE, **TO_A_PAGE},
        problems=OF_QUERIES,
        parameters=(
            in_query(
                "kind",
                "What is shown; networks and strategies without it.",
                {"type": "array", "items": {"type": "string", "enum": [*TIMELINE_KINDS]}},
            ),
            in_query("field", "Last part of the IRI of a field.", {"type": "string", "pattern": MAP_NAME}),
            in_query("text", "A part of the name.", {"type": "string", "maxLength": 100}),
            in_query("from", "First year of the axis.", {"type": "string", "pattern": "^[0-9]{4}$"}),
            in_query("to", "Last year of the axis.", {"type": "string", "pattern": "^[0-9]{4}$"}),
            in_query("page", "The page, from 1 on.", {"type": "integer", "minimum": 1, "maximum": 9999}),
        ),
    ),
    "charts.page": Route(
        "pages",
        answers={**_PAGE, **TO_A_PAGE},
        problems=OF_QUERIES,
        parameters=(in_query("chart", "The chart.", {"type": "string", "enum": [*CHARTS]}),),
    ),
    "reporting.report": Route(
        "pages",
        answers=_PAGE,
        problems=_OF_DOCUMENTS,
        parameters=(
            in_query("thing", "The path of the thing, such as organisation/optonet.", {"type": "string"}),
            in_query("page", "The address of a page of this site, in place of a thing.", {"type": "string"}),
            in_query("title", "The title of that page.", {"type": "string"}),
            _AS_OF,
            in_query("statement", "What the statement is about.", {"type": "string"}),
            in_query("value", "The value that is wrong.", {"type": "string"}),
            in_query(
                "source",
                "A document that says so, such as source/om-idw-1999-optonet.",
                {"type": "array", "items": {"type": "string"}},
            ),
        ),
    ),
    "downloads.downloads": Route(
        "downloads",
        answers=redirect("303", "To the page, or to the catalogue."),
    ),
    "explore.without_language": Route("pages", answers=TO_A_PAGE),
    "explore.page": Route("pages", answers=_PAGE, parameters=_OF_EXPLORER),
    "explore.embed": Route("pages", answers=_PAGE, parameters=_OF_EXPLORER),
    "explore.card": Route("pages", answers=_PAGE, problems=_OF_DOCUMENTS, parameters=(_THING,)),
    "explore.sparql": Route(
        "pages",
        answers=redirect("303", "To the editor with the query."),
        parameters=(_THING, _OF_EXPLORER[0]),
    ),
    "downloads.page": Route("pages", answers=_PAGE),
    "downloads.current_file": Route("downloads", answers=_FILE, problems=_NO_FILE),
    "downloads.file": Route("downloads", answers=_FILE, problems=_NO_FILE),
    "catalogue.catalogue": Route(
        "downloads",
        answers={**_DOCUMENT, **redirect("303", "To a document, or to the page.")},
        problems=("404", *OF_QUERIES),
        parameters=(_DOCUMENT_FORMAT,),
    ),
    "sitemaps.robots": Route("description", answers=text("text/plain", description="The rules.")),
    "sitemaps.llms": Route(
        "description", answers=text("text/plain", description="The text."), problems=("503",)
    ),
    "sitemaps.index": Route(
        "description", answers=text("application/xml", description="The list."), problems=("503",)
    ),
    "sitemaps.pages": Route("description", answers=text("application/xml", description="The list.")),
    "sitemaps.part": Route(
        "description", answers=text("application/xml", description="The list."), problems=("404", "503")
    ),
    "feed.without_language": Route("pages", answers=TO_A_PAGE),
    "feed.changes": Route("pages", answers=_PAGE),
    "feed.feed": Route("downloads", answers=text("application/atom+xml", description="The feed.")),
    "previews.of_site": Route("pages", answers=text("image/png", description="The image.")),
    "previews.of_thing": Route(
        "pages", answers=text("image/png", description="The image."), problems=("404", *OF_QUERIES)
    ),
    "openapi.openapi": Route(
        "description",
        answers={
            "200": {
                "description": "This document.",
                "content": {
                    "application/json": {"schema": {"type": "object", "required": ["openapi", "paths"]}}
                },
            }
        },
    ),
}
"""Endpoint of the URL map → its description; a test holds both to be the same set."""
UNKNOWN: Final = Route("pages", answers={"default": {"description": "See the summary."}})
"""A route that is not described yet."""
