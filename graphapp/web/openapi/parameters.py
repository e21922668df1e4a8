"""Parameters: those that every question takes, and those of the catalogue's queries."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from graphapp.catalogue import Parameter
from graphapp.catalogue.bind import MAX_TEXT
from graphapp.store.formats import GRAPH_FORMATS, RESULT_FORMATS

_LONG: Final = 10**15
A_DATE: Final = "^[1-9][0-9]{3}(-(0[1-9]|1[0-2])(-(0[1-9]|1[0-9]|2[0-8]))?)?$"
"""What a year, a month or a day looks like, of those days that every month has."""


def in_query(name: str, description: str, schema: dict[str, Any], **more: Any) -> dict[str, Any]:
    """Return the description of a parameter in the query string."""
    return {"name": name, "in": "query", "description": description, "schema": schema, **more}


def of_query(parameter: Parameter) -> dict[str, Any]:
    """Return the description of a parameter of a catalogue query."""
    schema: dict[str, Any] = {"type": "string", "maxLength": MAX_TEXT}
    told = parameter.label.en
    if parameter.kind == "thing":
        told += f": identifier, IRI or name of a {parameter.of}"
    elif parameter.kind == "choice":
        schema = {"type": "string", "enum": list(parameter.choices)}
    elif parameter.kind == "year":
        schema = {"type": "string", "pattern": "^-?[0-9]{4}$"}
    elif parameter.kind == "date":
        schema = {"type": "string", "pattern": A_DATE}
    elif parameter.kind == "integer":
        schema = {"type": "integer", "minimum": -_LONG, "maximum": _LONG}
    elif parameter.kind == "decimal":
        schema = {"type": "string", "format": "decimal", "pattern": r"^[+-]?[0-9]{1,30}(\.[0-9]{1,30})?$"}
    if parameter.default is not None:
        value = parameter.default.value
        schema["default"] = int(value) if parameter.kind == "integer" else value
    if parameter.optional:
        told += " (open when it is left out)"
    return in_query(parameter.name, told, schema)


def format_of(names: Sequence[str]) -> dict[str, Any]:
    """Return the description of ``format`` with these names."""
    return in_query("format", "Format of the answer; wins over Accept.", {"type": "string", "enum": [*names]})


RESULT_FORMAT: Final = format_of([*(known.name for known in RESULT_FORMATS), "html"])
ANY_FORMAT: Final = format_of([*(known.name for known in (*RESULT_FORMATS, *GRAPH_FORMATS)), "html"])
DOWNLOAD: Final = in_query(
    "download", "Asks a browser to save the answer.", {"type": "string", "enum": ["1"]}
)
TIMEOUT: Final = in_query(
    "timeout",
    "Seconds that the evaluation may take, below the limit of the server.",
    {"type": "number", "exclusiveMinimum": 0, "maximum": 86400},
)
IDENTIFIER: Final = in_query(
    "queryId",
    "What the client calls its query, to end it by.",
    {"type": "string", "pattern": r"^[A-Za-z0-9._~:\-]{1,100}$"},
)
QUERY: Final = in_query("query", "A query of SPARQL 1.1.", {"type": "string"})
PACKED: Final = in_query(
    "z",
    "A query in place of “query”: its UTF-8, compressed with DEFLATE (RFC 1951), in base64url without padding.",
    {"type": "string", "pattern": "^[A-Za-z0-9_-]+$"},
)
DATA_SET: Final = tuple(
    in_query(
        f"{kind}-graph-uri",
        f"A {kind} graph, in place of those that the query names (SPARQL 1.1 Protocol, 2.1.4).",
        {"type": "array", "items": {"type": "string", "format": "uri"}},
        style="form",
        explode=True,
    )
    for kind in ("default", "named")
)
