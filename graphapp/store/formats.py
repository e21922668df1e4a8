"""The formats in which an engine serialises answers, and their names on the command line and in
``format=``.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Final

from pyoxigraph import QueryResultsFormat, RdfFormat


class Kind(Enum):
    """What a query form answers with."""

    SOLUTIONS = "solutions"
    """SELECT: a sequence of solutions."""
    BOOLEAN = "boolean"
    """ASK: true or false."""
    GRAPH = "graph"
    """CONSTRUCT and DESCRIBE: triples."""


@dataclass(frozen=True)
class Format:
    """One serialisation of answers.

    ``name`` is what ``format=`` takes, ``label`` what people read, ``media_type`` what is sent, ``aliases``
    the other media types and ``nicknames`` the other names (SPARQLWrapper's among them) by which clients ask
    for it, ``w3c`` its IRI in the list of the service description.
    """

    name: str
    label: str
    media_type: str
    extension: str
    w3c: str
    results: QueryResultsFormat | None = None
    rdf: RdfFormat | None = None
    aliases: tuple[str, ...] = ()
    nicknames: tuple[str, ...] = ()

    @property
    def content_type(self) -> str:
        """The media type with the character set where the type has that parameter."""
        return f"{self.media_type}; charset=utf-8" if self.media_type.startswith("text/") else self.media_type


_W3C = "http://www.w3.org/ns/formats/"

JSON: Final = Format(
    "json",
    "JSON",
    "application/sparql-results+json",
    "srj",
    _W3C + "SPARQL_Results_JSON",
    results=QueryResultsFormat.JSON,
    aliases=("application/json",),
)
XML: Final = Format(
    "xml",
    "XML",
    "application/sparql-results+xml",
    "srx",
    _W3C + "SPARQL_Results_XML",
    results=QueryResultsFormat.XML,
    aliases=("application/xml", "text/xml"),
)
CSV: Final = Format(
    "csv", "CSV", "text/csv", "csv", _W3C + "SPARQL_Results_CSV", results=QueryResultsFormat.CSV
)
TSV: Final = Format(
    "tsv",
    "TSV",
    "text/tab-separated-values",
    "tsv",
    _W3C + "SPARQL_Results_TSV",
    results=QueryResultsFormat.TSV,
)
TURTLE: Final = Format(
    "turtle",
    "Turtle",
    "text/turtle",
    "ttl",
    _W3C + "Turtle",
    rdf=RdfFormat.TURTLE,
    aliases=("application/x-turtle",),
    nicknames=("n3",),
)
NTRIPLES: Final = Format(
    "ntriples",
    "N-Triples",
    "application/n-triples",
    "nt",
    _W3C + "N-Triples",
    rdf=RdfFormat.N_TRIPLES,
    aliases=("text/plain",),
)
RDFXML: Final = Format(
    "rdfxml",
    "RDF/XML",
    "application/rdf+xml",
    "rdf",
    _W3C + "RDF_XML",
    rdf=RdfFormat.RDF_XML,
    aliases=("application/xml", "text/xml"),
    nicknames=("rdf+xml", "xml"),
)
JSONLD: Final = Format(
    "jsonld",
    "JSON-LD",
    "application/ld+json",
    "jsonld",
    _W3C + "JSON-LD",
    rdf=RdfFormat.JSON_LD,
    aliases=("application/json",),
    nicknames=("json-ld", "json"),
)

RESULT_FORMATS: Final = (JSON, XML, CSV, TSV)
"""For SELECT and ASK; the first is sent to who does not care."""
GRAPH_FORMATS: Final = (TURTLE, NTRIPLES, RDFXML, JSONLD)
"""For CONSTRUCT and DESCRIBE; the first is sent to who does not care."""


def formats_for(kind: Kind) -> tuple[Format, ...]:
    """Return the formats in which an answer of this kind can be written, the preferred one first."""
    return GRAPH_FORMATS if kind is Kind.GRAPH else RESULT_FORMATS


def by_code(code: str) -> Format:
    """Return the format whose ``name`` is ``code`` exactly. Raises ``KeyError``."""
    return {known.name: known for known in (*RESULT_FORMATS, *GRAPH_FORMATS)}[code]


def by_name(name: str, kind: Kind) -> Format | None:
    """Return the format that ``name`` (``csv``, ``ttl``, ``text/csv`` …) means for this kind of answer, if
    any.
    """
    wanted = name.strip().lower()
    for known in formats_for(kind):
        if wanted in (known.name, known.extension, known.media_type, *known.aliases, *known.nicknames):
            return known
    return None
