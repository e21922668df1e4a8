"""Answers and problems, with their schemas."""

from __future__ import annotations

from typing import Any, Final

from graphapp.store.formats import Format, Kind, formats_for
from graphapp.web.problems import TITLES

_TEXT: Final = {"type": "string"}
_STRINGS: Final = {"type": "array", "items": _TEXT}
_BILINGUAL: Final = {
    "type": "object",
    "properties": {"de": _TEXT, "en": _TEXT},
    "required": ["de", "en"],
}
_NULLABLE: Final = {"type": ["string", "null"]}
SCHEMAS: Final[dict[str, Any]] = {
    "Problem": {
        "type": "object",
        "description": "RFC 9457. The address in type explains the kind.",
        "properties": {
            "type": {"enum": [f"/about#problem-{kind}" for kind in TITLES]},
            "title": {"enum": [*TITLES.values()]},
            "status": {"type": "integer", "minimum": 400, "maximum": 599},
            "detail": _TEXT,
            "line": {"type": "integer", "minimum": 1},
            "column": {"type": "integer", "minimum": 1},
            "parameter": _TEXT,
            "near": _STRINGS,
            "retryAfter": {"type": "integer", "minimum": 0},
            "limit": {
                "type": "object",
                "properties": {
                    "name": {
                        "enum": [
                            "time",
                            "memory",
                            "size",
                            "queue",
                            "wait",
                            "share",
                            "deliveries",
                            "requests",
                            "bodies",
                        ]
                    },
                    "value": {"type": "number"},
                    "unit": {"enum": ["seconds", "bytes", "queries", "answers", "requests"]},
                },
                "required": ["name", "value", "unit"],
            },
            "alternatives": {
                "type": "array",
                "items": {
                    "type": "object",
                    "properties": {"format": _TEXT, "mediaType": _TEXT, "url": _TEXT},
                    "required": ["format", "mediaType"],
                },
            },
            "releases": {
                "type": "array",
                "items": {
                    "type": "object",
                    "properties": {"release": _TEXT, "made": _TEXT, "url": _TEXT},
                    "required": ["release", "made", "url"],
                },
            },
        },
        "required": ["type", "title", "status", "detail"],
        "additionalProperties": False,
    },
    "Term": {
        "type": "object",
        "properties": {
            "type": {"enum": ["uri", "literal", "bnode", "triple"]},
            "value": {},
            "xml:lang": _TEXT,
            "datatype": _TEXT,
        },
        "required": ["type", "value"],
    },
    "Solutions": {
        "type": "object",
        "description": "SPARQL 1.1 Query Results JSON Format, of SELECT.",
        "properties": {
            "head": {"type": "object", "properties": {"vars": _STRINGS}, "required": ["vars"]},
            "results": {
                "type": "object",
                "properties": {
                    "bindings": {
                        "type": "array",
                        "items": {
                            "type": "object",
                            "additionalProperties": {"$ref": "#/components/schemas/Term"},
                        },
                    }
                },
                "required": ["bindings"],
            },
        },
        "required": ["head", "results"],
    },
    "Truth": {
        "type": "object",
        "description": "SPARQL 1.1 Query Results JSON Format, of ASK.",
        "properties": {"head": {"type": "object"}, "boolean": {"type": "boolean"}},
        "required": ["head", "boolean"],
    },
    "Graph": {"type": ["object", "array"], "description": "JSON-LD."},
    "Catalogue": {
        "type": "object",
        "properties": {
            "queries": {
                "type": "array",
                "items": {
                    "type": "object",
                    "properties": {
                        "name": _TEXT,
                        "url": {"type": "string", "format": "uri"},
                        "title": _BILINGUAL,
                        "description": _BILINGUAL,
                        "view": _TEXT,
                        "questions": {"type": "array", "items": {"type": "integer"}},
                        "parameters": {
                            "type": "array",
                            "items": {
                                "type": "object",
                                "properties": {
                                    "name": _TEXT,
                                    "kind": _TEXT,
                                    "class": _NULLABLE,
                                    "choices": _STRINGS,
                                    "optional": {"type": "boolean"},
                                    "default": _NULLABLE,
                                    "label": _BILINGUAL,
                                },
                                "required": ["name", "kind", "optional", "default", "label"],
                            },
                        },
                    },
                    "required": ["name", "url", "title", "description", "parameters"],
                },
            }
        },
        "required": ["queries"],
    },
}
PAGE: Final = {"text/html": {"schema": _TEXT}}
_PROBLEM: Final = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}, **PAGE}
_RETRY: Final = {
    "Retry-After": {
        "description": "Seconds.",
        "required": True,
        "schema": {"type": "string", "pattern": "^[0-9]+$"},
    }
}
_MEANINGS: Final = {
    "400": "The request or the query cannot be read, or a parameter has a value that it cannot take.",
    "403": "An update: nothing can be changed here.",
    "404": "There is nothing at this address.",
    "405": "Another method; Allow lists those there are.",
    "406": "None of the formats wanted is there; alternatives lists those that are.",
    "409": "The query was ended by its id, or the id is taken.",
    "410": "What was here was withheld and does not come back.",
    "412": "If-Match or If-Unmodified-Since names another state of the document.",
    "413": "The body is too long, the query takes too much memory, or its answer is too long.",
    "414": "The address is too long; send the query with POST.",
    "415": "The body is in a format, a coding or a character set that is not read.",
    "431": "A header is too long.",
    "503": "Others come first, or no query can be answered at the moment.",
    "504": "The query takes too long.",
}
RESPONSES: Final[dict[str, Any]] = {
    f"Problem{status}": {
        "description": text,
        "content": _PROBLEM,
        **({"headers": _RETRY} if status == "503" else {}),
    }
    for status, text in _MEANINGS.items()
}
COMMON: Final = ("400", "405", "412", "413", "414", "431")
"""Problems that any address can have."""
OF_QUERIES: Final = ("406", "409", "413", "503", "504")
"""Problems of whatever asks the engine."""


def reference(status: str) -> dict[str, str]:
    """Return the reference to the problems of a status."""
    return {"$ref": f"#/components/responses/Problem{status}"}


def redirect(status: str, description: str) -> dict[str, Any]:
    """Return a response that leads to another address."""
    location = {"required": True, "schema": {"type": "string", "pattern": "^/"}}
    return {status: {"description": description, "headers": {"Location": location}, "content": PAGE}}


TO_A_PAGE: Final = redirect("303", "To the page in the language that is preferred.")


def answers(*kinds: Kind) -> dict[str, Any]:
    """Return the responses with answers of these kinds, for programs and for people."""
    content: dict[str, Any] = {}
    for kind in kinds:
        for known in formats_for(kind):
            for media_type in (known.media_type, *known.aliases):
                content.setdefault(media_type, []).append(_schema(known, kind))
    described = {
        media_type: {"schema": schemas[0] if len(schemas) == 1 else {"anyOf": _distinct(schemas)}}
        for media_type, schemas in content.items()
    }
    return {"200": {"description": "The answer.", "content": {**described, **PAGE}}, **TO_A_PAGE}


def _schema(known: Format, kind: Kind) -> dict[str, Any]:
    if not known.media_type.endswith("json"):
        return _TEXT
    names = {Kind.SOLUTIONS: "Solutions", Kind.BOOLEAN: "Truth", Kind.GRAPH: "Graph"}
    return {"$ref": f"#/components/schemas/{names[kind]}"}


def _distinct(schemas: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [schema for at, schema in enumerate(schemas) if schema not in schemas[:at]]


def text(*media_types: str, status: str = "200", description: str = "As it is now.") -> dict[str, Any]:
    """Return a response with a text of these media types."""
    return {
        status: {"description": description, "content": {known: {"schema": _TEXT} for known in media_types}}
    }
