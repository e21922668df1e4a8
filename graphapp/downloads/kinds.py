"""The files that are offered, what they are good for, and how harvesters are told."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from graphapp.namespaces import TC
from graphapp.tables.kinds import KINDS

FOLDER: Final = "downloads"
"""Folder of the files below that of the release."""
STEM: Final = "cluster-thueringen"
"""What the names of the files begin with; those of single tables are the kind's name."""
GZIP: Final = "application/gzip"
ZIP: Final = "application/zip"
CSV: Final = "text/csv"
XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_FILE_TYPES: Final = "http://publications.europa.eu/resource/authority/file-type/"


@dataclass(frozen=True)
class Kind:
    """A file of the whole data: its name, what it is sent as, and what is in it."""

    name: str
    label: str
    media_type: str
    """Media type of the file as it is sent."""
    content_type: str
    """Media type of what is in it once it is unpacked; the same where nothing is packed."""
    file_type: str
    """IRI in the EU's authority table of file types."""
    with_graphs: bool
    """Whether it says for each statement which source makes it."""
    compressed: bool = False
    """Whether one file is compressed (``dcat:compressFormat``)."""
    packaged: bool = False
    """Whether several files are packed into one (``dcat:packageFormat``)."""

    @property
    def holds_rdf(self) -> bool:
        """Whether it holds all statements, and no tables."""
        return self.compressed


def _rdf(extension: str, label: str, media_type: str, file_type: str, *, graphs: bool) -> Kind:
    return Kind(
        f"{STEM}.{extension}.gz",
        label,
        GZIP,
        media_type,
        _FILE_TYPES + file_type,
        graphs,
        compressed=True,
    )


NQUADS: Final = _rdf("nq", "N-Quads", "application/n-quads", "RDF_N_QUADS", graphs=True)
TRIG: Final = _rdf("trig", "TriG", "application/trig", "RDF_TRIG", graphs=True)
JSONLD: Final = _rdf("jsonld", "JSON-LD", "application/ld+json", "JSON_LD", graphs=True)
TURTLE: Final = _rdf("ttl", "Turtle", "text/turtle", "RDF_TURTLE", graphs=False)
RDFXML: Final = _rdf("rdf", "RDF/XML", "application/rdf+xml", "RDF_XML", graphs=False)
TABLES: Final = Kind(f"{STEM}-csv.zip", "CSV", ZIP, CSV, _FILE_TYPES + "CSV", False, packaged=True)
WORKBOOK: Final = Kind(f"{STEM}.xlsx", "XLSX", XLSX, XLSX, _FILE_TYPES + "XLSX", False)
WHOLE: Final = (TRIG, NQUADS, JSONLD, TURTLE, RDFXML, TABLES, WORKBOOK)
"""The files of the whole data, in the order in which they are shown."""

STATEMENTS: Final = {
    "membership": TC + "Membership",
    "tenure": TC + "Tenure",
    "participation": TC + "Participation",
    "grant": TC + "Grant",
    "figure": TC + "Figure",
}
"""Name of a table → class of the statements with parts in it."""
TABLE_CLASSES: Final[dict[str, str]] = {
    **{name: kind.rdf_class for name, kind in KINDS.items()},
    **STATEMENTS,
    "source": TC + "SourceDocument",
}
"""Name of a table → class of the things in it."""


def table_name(name: str) -> str:
    """Return the file name of a single table."""
    return f"{name}.csv"


ABOUT: Final[dict[str, dict[str, str]]] = {
    TRIG.name: {
        "de": "Alle Aussagen, jede im benannten Graphen ihrer Quelle, gut zu lesen. Das Format für die meisten Tripelspeicher.",
        "en": "Every statement in the named graph of its source, easy to read. The format for most triple stores.",
    },
    NQUADS.name: {
        "de": "Dasselbe, eine Aussage je Zeile, nach Graphen sortiert: zum Laden im Großen, für Vergleiche und Zeilenwerkzeuge.",
        "en": "The same, one statement a line, sorted by graph: for bulk loading, comparisons and tools that work on lines.",
    },
    JSONLD.name: {
        "de": "Dasselbe als JSON, ausgeschrieben und ohne Kontext, mit den Graphen der Quellen: für Programme, die JSON lesen.",
        "en": "The same as JSON, expanded and without a context, with the graphs of the sources: for programs that read JSON.",
    },
    TURTLE.name: {
        "de": "Die Vereinigung aller Graphen, jede Aussage einmal, ohne Quelle: für Werkzeuge ohne benannte Graphen.",
        "en": "The union of all graphs, each statement once and without its source: for tools that know no named graphs.",
    },
    RDFXML.name: {
        "de": "Die Vereinigung aller Graphen als RDF/XML: für ältere Werkzeuge.",
        "en": "The union of all graphs as RDF/XML: for older tools.",
    },
    TABLES.name: {
        "de": "Eine CSV-Tabelle je Art von Sachen und von Beziehungen, mit einer Beschreibung nach W3C CSVW.",
        "en": "A CSV table for each kind of thing and of relation, with a description in W3C CSVW.",
    },
    WORKBOOK.name: {
        "de": "Dieselben Tabellen als Blätter einer Arbeitsmappe.",
        "en": "The same tables as sheets of one workbook.",
    },
}
"""Name of a file → what it is good for, in both languages."""
