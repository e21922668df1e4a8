"""The description of the data set (VoID, W3C 2011; DCMI Terms): the machine form of the start page.

It leads to a thing of each kind and to the concept schemes, and from those everything can be reached.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from typing import Final

from pyoxigraph import Literal, NamedNode, Quad

from graphapp.namespaces import BASE, ONTOLOGY, PREFIXES
from graphapp.store.engine import Question, select
from graphapp.web.linked.document import DATA_SET, LICENCE, RIGHTS, date_time
from graphapp.web.linked.edition import Edition
from graphapp.web.linked.formats import FORMATS

GRAPH: Final = NamedNode(BASE + "dataset")
"""Graph of the description."""
_INTEGER: Final = NamedNode(PREFIXES["xsd"] + "integer")
_SCHEME: Final = PREFIXES["skos"] + "ConceptScheme"
TEXTS: Final = {
    "title": {"de": "Thüringer Clustergraph", "en": "Thuringian cluster graph"},
    "description": {
        "de": "Wer in den Netzwerken, Unternehmen, Forschungseinrichtungen und Projekten des Freistaats Thüringen mit wem "
        "zusammenarbeitet, in welchem Wachstumsfeld, seit wann, und welches Dokument es sagt.",
        "en": "Who works with whom in the networks, companies, research institutes and projects of the Free State of Thuringia, "
        "in which growth field, since when, and which document says so.",
    },
    "rights": RIGHTS,
}
_VOCABULARIES: Final = ("org", "foaf", "schema", "skos", "prov", "dcterms", "qb", "geo")


def describe(edition: Edition, size: tuple[int, int], endpoint: str, dumps: Iterable[str] = ()) -> list[Quad]:
    """Return the description of the data set of a release.

    ``size`` is the number of triples and of graphs, ``endpoint`` the URL of the SPARQL endpoint, ``dumps`` those of files
    with all triples. Raises `graphapp.store.engine.QueryError`.
    """
    return list(dict.fromkeys(_quads(edition, size, endpoint, dumps)))


def _quads(edition: Edition, size: tuple[int, int], endpoint: str, dumps: Iterable[str]) -> Iterator[Quad]:
    def of(prefix: str, name: str, value: NamedNode | Literal, subject: NamedNode = DATA_SET) -> Quad:
        return Quad(subject, NamedNode(PREFIXES[prefix] + name), value, GRAPH)

    yield of("rdf", "type", NamedNode(PREFIXES["void"] + "Dataset"))
    yield of("rdf", "type", NamedNode(PREFIXES["dcat"] + "Dataset"))
    for name, texts in TEXTS.items():
        for language, text in texts.items():
            yield of("dcterms", name, Literal(text, language=language))
    yield of("dcterms", "license", NamedNode(LICENCE))
    yield of("foaf", "homepage", NamedNode(BASE))
    if edition.release:
        yield of("dcat", "version", Literal(edition.release))
    if edition.made is not None:
        yield of("dcterms", "modified", date_time(edition.made))
    yield of("void", "uriSpace", Literal(BASE))
    yield of("void", "sparqlEndpoint", NamedNode(endpoint))
    # Every question of the catalogue with its text (`graphapp.web.editor.executables`).
    yield of("rdfs", "seeAlso", NamedNode(BASE + "queries.ttl"))
    for dump in dumps:
        yield of("void", "dataDump", NamedNode(dump))
    yield of("void", "triples", _number(size[0]))
    yield of("void", "vocabulary", NamedNode(ONTOLOGY))
    for name in _VOCABULARIES:
        yield of("void", "vocabulary", NamedNode(PREFIXES[name]))
    for known in FORMATS:
        yield of("void", "feature", NamedNode(known.w3c))
    text = edition.catalogue.find("documents/example-of-each-kind").text
    for row in select(edition.engine, Question(text)).dicts():
        of_class, things, example = row["class"], row["things"], row["example"]
        if not isinstance(of_class, NamedNode) or not isinstance(example, Literal):
            continue
        local = of_class.value.rpartition("#")[2].rpartition("/")[2]
        part = NamedNode(f"{BASE}dataset#{local}")
        yield of("void", "classPartition", part)
        yield of("rdf", "type", NamedNode(PREFIXES["void"] + "Dataset"), part)
        yield of("void", "class", of_class, part)
        if isinstance(things, Literal):
            yield of("void", "entities", _number(int(things.value)), part)
        role = "rootResource" if of_class.value == _SCHEME else "exampleResource"
        yield of("void", role, NamedNode(example.value))
    text = edition.catalogue.find("documents/property-partitions").text
    for row in select(edition.engine, Question(text)).dicts():
        property_, triples = row["property"], row["triples"]
        if isinstance(property_, NamedNode) and isinstance(triples, Literal):
            # Names of two vocabularies may be alike; a digest of the IRI is not.
            mark = hashlib.sha256(property_.value.encode()).hexdigest()[:12]
            part = NamedNode(f"{BASE}dataset#property-{mark}")
            yield of("void", "propertyPartition", part)
            yield of("rdf", "type", NamedNode(PREFIXES["void"] + "Dataset"), part)
            yield of("void", "property", property_, part)
            yield of("void", "triples", _number(int(triples.value)), part)


def _number(value: int) -> Literal:
    return Literal(str(value), datatype=_INTEGER)
