"""The graph that is validated: the merge of all named graphs of a store but the shapes themselves."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Store, Triple, serialize
from rdflib import BNode, Graph, URIRef
from rdflib import Literal as RdfLiteral
from rdflib.term import Node

from graphapp.build.validate.result import Term
from graphapp.namespaces import GRAPH_SHAPES


def triples(store: Store) -> Iterator[Triple]:
    """Yield the triples to validate; one that several graphs state comes several times."""
    shapes = NamedNode(GRAPH_SHAPES)
    for quad in store:
        if quad.graph_name != shapes:
            yield quad.triple


def rdflib_graph(store: Store) -> Graph:
    """Return the data as an rdflib graph, lexical forms as they are."""
    graph = Graph()
    add = graph.add
    known: dict[object, Node] = {}

    def term(value: NamedNode | BlankNode | Literal | Triple) -> Node:
        node = known.get(value)
        if node is None:
            node = known[value] = to_rdflib(value)
        return node

    for triple in triples(store):
        add((term(triple.subject), term(triple.predicate), term(triple.object)))
    return graph


def write_ntriples(store: Store, path: Path) -> None:
    """Write the data to ``path`` as N-Triples."""
    with path.open("wb") as output:
        serialize(triples(store), output, RdfFormat.N_TRIPLES)


def to_rdflib(term: NamedNode | BlankNode | Literal | Triple) -> Node:
    """Return the same term for rdflib; raises ``TypeError`` for a quoted triple."""
    if isinstance(term, NamedNode):
        return URIRef(term.value)
    if isinstance(term, BlankNode):
        return BNode(term.value)
    if isinstance(term, Literal):
        if term.language is not None:
            return RdfLiteral(term.value, lang=term.language)
        datatype = None if term.datatype.value == XSD_STRING else URIRef(term.datatype.value)
        return RdfLiteral(term.value, datatype=datatype, normalize=False)
    raise TypeError(f"rdflib has no term for {term}")


def from_rdflib(node: Node) -> Term:
    """Return the same term for Oxigraph; raises ``TypeError`` for what is no RDF 1.1 term."""
    if isinstance(node, URIRef):
        return NamedNode(str(node))
    if isinstance(node, BNode):
        return BlankNode(str(node))
    if isinstance(node, RdfLiteral):
        if node.language is not None:
            return Literal(str(node), language=node.language)
        datatype = str(node.datatype) if node.datatype is not None else XSD_STRING
        return Literal(str(node), datatype=NamedNode(datatype))
    raise TypeError(f"no term of RDF 1.1: {node!r}")


XSD_STRING = "http://www.w3.org/2001/XMLSchema#string"
