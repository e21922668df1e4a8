"""The catalogue as linked data: each query a ``sh:SPARQLExecutable``, as the SIB publishes examples of its endpoints
(https://github.com/sib-swiss/sparql-examples; SHACL Advanced Features, section 5, has the terms).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from graphapp.catalogue import Catalogue, CatalogueQuery
from graphapp.catalogue.header import without_header
from graphapp.namespaces import BASE, PREFIXES
from graphapp.store.formats import Kind
from graphapp.web.display import SUBJECTS

SET: Final = NamedNode(BASE + "queries")
"""The IRI of the catalogue; a query's is below it."""
DECLARED: Final = NamedNode(BASE + "queries#prefixes")
"""What declares the prefixes."""
_FORMS: Final = {
    Kind.SOLUTIONS: ("SPARQLSelectExecutable", "select"),
    Kind.BOOLEAN: ("SPARQLAskExecutable", "ask"),
    Kind.GRAPH: ("SPARQLConstructExecutable", "construct"),
}
"""Form of a query → its class, and the property that has its text."""
_TYPE: Final = NamedNode(PREFIXES["rdf"] + "type")
_ANY_URI: Final = NamedNode(PREFIXES["xsd"] + "anyURI")


def executables(catalogue: Catalogue, endpoint: str, names: dict[str, str]) -> list[Triple]:
    """Return the triples about every query; ``endpoint`` is the URL that answers them.

    ``names`` gives the German name of a subject's English one (`graphapp.web.display.SUBJECTS`); it becomes a keyword.
    """
    return [
        *_set(catalogue),
        *_prefixes(),
        *(t for query in catalogue for t in _query(query, endpoint, names)),
    ]


def iri_of(query: CatalogueQuery) -> NamedNode:
    """Return the IRI of a query."""
    return NamedNode(f"{SET.value}/{query.name}")


def _of(prefix: str, name: str) -> NamedNode:
    return NamedNode(PREFIXES[prefix] + name)


def _set(catalogue: Catalogue) -> Iterator[Triple]:
    yield Triple(SET, _TYPE, _of("schema", "Dataset"))
    yield Triple(SET, _of("rdfs", "label"), Literal("Fragen an den Thüringer Clustergraphen", language="de"))
    yield Triple(
        SET, _of("rdfs", "label"), Literal("Questions to the Thuringian cluster graph", language="en")
    )
    yield Triple(SET, _of("dcterms", "license"), NamedNode("https://creativecommons.org/licenses/by/4.0/"))
    for query in catalogue:
        yield Triple(SET, _of("dcterms", "hasPart"), iri_of(query))


def _prefixes() -> Iterator[Triple]:
    yield Triple(DECLARED, _TYPE, _of("owl", "Ontology"))
    for prefix, namespace in PREFIXES.items():
        declaration = BlankNode(f"prefix-{prefix}")
        yield Triple(DECLARED, _of("sh", "declare"), declaration)
        yield Triple(declaration, _of("sh", "prefix"), Literal(prefix))
        yield Triple(declaration, _of("sh", "namespace"), Literal(namespace, datatype=_ANY_URI))


def _query(query: CatalogueQuery, endpoint: str, names: dict[str, str]) -> Iterator[Triple]:
    node = iri_of(query)
    form, has_text = _FORMS[query.kind]
    subject = SUBJECTS.get(query.subject, query.subject)
    yield Triple(node, _TYPE, _of("sh", "SPARQLExecutable"))
    yield Triple(node, _TYPE, _of("sh", form))
    for language in ("de", "en"):
        yield Triple(node, _of("rdfs", "comment"), Literal(query.title[language], language=language))
        yield Triple(
            node, _of("dcterms", "description"), Literal(query.description[language], language=language)
        )
    yield Triple(node, _of("schema", "keywords"), Literal(names.get(subject, subject), language="de"))
    yield Triple(node, _of("schema", "keywords"), Literal(subject, language="en"))
    yield Triple(node, _of("sh", "prefixes"), DECLARED)
    yield Triple(node, _of("sh", has_text), Literal(without_header(query.text)))
    yield Triple(node, _of("schema", "target"), NamedNode(endpoint))
