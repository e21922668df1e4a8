"""What the document about a thing holds, each statement with its graph, and what it says of itself."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from pyoxigraph import Literal, NamedNode, Quad

from graphapp.catalogue.blocks import Value, fill
from graphapp.catalogue.period import Period
from graphapp.namespaces import BASE, GRAPH_ONTOLOGY, GRAPH_SHAPES, ONTOLOGY, PREFIXES
from graphapp.store.engine import Question, select
from graphapp.web.linked.as_of import as_of
from graphapp.web.linked.edition import Edition
from graphapp.web.linked.finding import Found

LICENCE: Final = "https://creativecommons.org/licenses/by/4.0/"
DATA_SET: Final = NamedNode(BASE)
"""The data set, of which every document is a part; see `graphapp.web.linked.dataset`."""
NAMESPACES: Final = {ONTOLOGY: GRAPH_ONTOLOGY, BASE + "shapes": GRAPH_SHAPES}
"""IRI whose document describes all terms that begin with it and a number sign → the graph that they stand in."""
RIGHTS: Final = {
    "de": "Einzelne Quellen haben eigene Bedingungen; sie stehen in data/LICENCE.md und bei der jeweiligen Quelle.",
    "en": "Some sources have terms of their own; data/LICENCE.md and the description of the source have them.",
}
_TYPE: Final = NamedNode(PREFIXES["rdf"] + "type")
_SOURCE: Final = BASE + "source/"


@dataclass(frozen=True)
class Document:
    """The document about ``thing`` in one format."""

    thing: str
    """IRI of what it is about."""
    iri: str
    """Its own IRI, which is the name of the graph in which it describes itself."""
    quads: tuple[Quad, ...]


def gather(found: Found, edition: Edition, period: Period | None = None) -> list[Quad]:
    """Return the statements about what was found, and the labels of what they lead to.

    Of a graph: all that it holds too. With a period: only what may have held in it. Raises
    `graphapp.store.engine.QueryError`.
    """
    thing = NamedNode(found.iri)
    if found.iri in NAMESPACES:
        return _ask(
            edition, "namespace-terms", {"namespace": [thing], "graph": [NamedNode(NAMESPACES[found.iri])]}
        )
    quads = _ask(edition, "about-thing", {"thing": [thing]}) if found.is_thing else []
    if found.is_graph:
        quads += _ask(edition, "whole-graph", {"graph": [thing]})
    if period is not None:
        quads = as_of(quads, found.iri, period)
    return list(dict.fromkeys([*quads, *_labels(quads, edition)]))


def document(
    found: Found, extension: str, quads: Iterable[Quad], edition: Edition, period: Period | None
) -> Document:
    """Return the document of the statements ``quads`` in the format of ``extension``, with its own description."""
    iri = document_iri(found.iri, extension, edition, period)
    said = list(quads)
    sources = sorted(
        {quad.graph_name.value for quad in said if isinstance(quad.graph_name, NamedNode)}, key=str
    )
    own = _description(
        NamedNode(iri),
        NamedNode(found.iri),
        [NamedNode(source) for source in sources if source.startswith(_SOURCE)],
        edition,
        period,
    )
    return Document(found.iri, iri, (*own, *said))


def document_iri(thing: str, extension: str, edition: Edition, period: Period | None) -> str:
    """Return the canonical IRI of a document; it is the same under every host."""
    path = thing.removeprefix(BASE) or "dataset"
    prefix = edition.prefix.strip("/") + "/" if edition.prefix else ""
    return f"{BASE}{prefix}{path}.{extension}" + (f"?as-of={period.written}" if period else "")


def _ask(edition: Edition, name: str, values: dict[str, list[Value]]) -> list[Quad]:
    text = fill(edition.catalogue.find(f"documents/{name}").text, values)
    table = select(edition.engine, Question(text))
    graph, subject, property_, value = (
        table.variables.index(column) for column in ("graph", "subject", "property", "value")
    )
    return [
        Quad(row[subject], row[property_], row[value], row[graph])  # type: ignore[arg-type]
        for row in table.rows
    ]


def _labels(quads: Iterable[Quad], edition: Edition) -> list[Quad]:
    """Return the labels of the graph's own things that the statements name; what they describe has its own."""
    described = {quad.subject for quad in quads if quad.predicate == _TYPE}
    named: set[NamedNode] = set()
    for quad in quads:
        for term in (quad.subject, quad.object, quad.graph_name):
            if isinstance(term, NamedNode) and term.value.startswith(BASE) and "#" not in term.value:
                named.add(term)
    return labels_of(sorted(named - described, key=str), edition)


def labels_of(terms: Sequence[NamedNode], edition: Edition) -> list[Quad]:
    """Return the labels of the terms. Raises `graphapp.store.engine.QueryError`."""
    return _ask(edition, "labels-by-graph", {"subject": list(terms)}) if terms else []


def _description(
    document: NamedNode,
    thing: NamedNode,
    sources: Iterable[NamedNode],
    edition: Edition,
    period: Period | None,
) -> list[Quad]:
    def of(prefix: str, name: str, value: NamedNode | Literal) -> Quad:
        return Quad(document, NamedNode(PREFIXES[prefix] + name), value, document)

    own = [
        of("rdf", "type", NamedNode(PREFIXES["foaf"] + "Document")),
        of("foaf", "primaryTopic", thing),
        of("dcterms", "license", NamedNode(LICENCE)),
        *(of("dcterms", "rights", Literal(text, language=language)) for language, text in RIGHTS.items()),
        of("void", "inDataset", DATA_SET),
        *(of("dcterms", "source", source) for source in sources),
    ]
    if edition.release:
        own.append(of("owl", "versionInfo", Literal(edition.release)))
    if edition.made is not None:
        own.append(of("dcterms", "modified", date_time(edition.made)))
    if period is not None:
        kind = {4: "gYear", 7: "gYearMonth", 10: "date"}[len(period.written)]
        datatype = NamedNode(PREFIXES["xsd"] + kind)
        own.append(of("dcterms", "temporal", Literal(period.written, datatype=datatype)))
    return own


def date_time(moment: datetime) -> Literal:
    """Return a time in UTC as ``xsd:dateTime``."""
    return Literal(moment.strftime("%Y-%m-%dT%H:%M:%SZ"), datatype=NamedNode(PREFIXES["xsd"] + "dateTime"))
