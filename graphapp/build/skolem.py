"""Give blank nodes IRIs that depend on nothing but the file they stand in.

RDF 1.1 Concepts, section 3.5 (Skolemization), over the canonical labels of RDFC-1.0.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, TypeVar

from pyoxigraph import BlankNode, CanonicalizationAlgorithm, Dataset, NamedNode, Quad

from graphapp.namespaces import BASE

T = TypeVar("T")

GENID: Final = BASE + ".well-known/genid/"
"""What the IRI of a former blank node begins with."""


def has_blank_node(quad: Quad) -> bool:
    """Tell whether subject, object or graph name is a blank node."""
    return any(isinstance(term, BlankNode) for term in (quad.subject, quad.object, quad.graph_name))


def skolemised(quads: Iterable[Quad], scope: str) -> list[Quad]:
    """Return ``quads`` with IRIs in place of blank nodes: ``…/genid/<scope>/<canonical label>``.

    ``scope`` keeps files apart; it must be fit for the path of an IRI.
    """
    listed = list(quads)
    if not any(has_blank_node(quad) for quad in listed):
        return listed
    canonical = Dataset(listed)
    canonical.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)

    def named(term: T) -> T | NamedNode:
        return NamedNode(f"{GENID}{scope}/{term.value}") if isinstance(term, BlankNode) else term

    return [Quad(named(q.subject), q.predicate, named(q.object), named(q.graph_name)) for q in canonical]
