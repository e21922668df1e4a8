"""Write a document in its format, the same bytes for the same statements."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from pyoxigraph import Literal, NamedNode, Quad, Triple, serialize

from graphapp.namespaces import PREFIXES
from graphapp.store.formats import JSONLD, Format
from graphapp.web.linked.document import Document
from graphapp.web.linked.formats import WITH_GRAPHS
from graphapp.web.linked.jsonld import Context, as_json_ld

_TYPE: Final = NamedNode(PREFIXES["rdf"] + "type")


def write(document: Document, output: Format, context: Context, known: Mapping[str, str] = PREFIXES) -> bytes:
    """Return the document as UTF-8 text, with those of the ``known`` prefixes that it uses.

    TriG, N-Quads and JSON-LD keep the graph of each statement; in the others a statement of several graphs stands once.
    """
    quads = ordered(document)
    if output.name == JSONLD.name:
        return as_json_ld(quads, context)
    prefixes = used_prefixes(quads, known)
    if output.name in WITH_GRAPHS:
        return serialize(quads, format=output.rdf, prefixes=prefixes) or b""
    merged: dict[Triple, None] = dict.fromkeys(quad.triple for quad in quads)
    # The order of the graphs is not that of the merge.
    triples = sorted(merged, key=lambda triple: _order(triple, document))
    return serialize(triples, format=output.rdf, prefixes=prefixes) or b""


def ordered(document: Document) -> list[Quad]:
    """Return the statements in their order: by graph, the document's own first, then the thing's before others."""
    quads = document.quads
    return sorted(
        quads,
        key=lambda quad: (
            str(quad.graph_name) != f"<{document.iri}>",
            str(quad.graph_name),
            _order(quad.triple, document),
        ),
    )


def used_prefixes(quads: Iterable[Quad], known: Mapping[str, str] = PREFIXES) -> dict[str, str]:
    """Return those of the ``known`` prefixes whose namespaces the statements use."""
    spaces: set[str] = set()
    for quad in quads:
        datatype = quad.object.datatype if isinstance(quad.object, Literal) else None
        for term in (quad.subject, quad.predicate, quad.object, datatype):
            if isinstance(term, NamedNode):
                iri = term.value
                spaces.add(iri[: max(iri.rfind("#"), iri.rfind("/")) + 1])
    return {prefix: space for prefix, space in known.items() if space in spaces}


def _order(triple: Triple, document: Document) -> tuple[bool, bool, str, bool, str, str]:
    subject = str(triple.subject)
    return (
        subject != f"<{document.iri}>",
        subject != f"<{document.thing}>",
        subject,
        triple.predicate != _TYPE,
        triple.predicate.value,
        str(triple.object),
    )
