"""Rewrite shapes so that pySHACL validates them in bulk."""

from __future__ import annotations

from typing import Final

from rdflib import Graph
from rdflib.namespace import SH

TARGETS: Final = (SH.targetClass, SH.targetSubjectsOf, SH.targetObjectsOf, SH.targetNode)


def with_direct_targets(shapes: Graph) -> Graph:
    """Return the same shapes with each property shape targeted directly, not by way of its node shape.

    ``N sh:targetClass C; sh:property P`` and ``P sh:targetClass C`` give the same results (SHACL 1.0, sections 2.1.3
    and 4.7.2), but pySHACL walks through ``sh:property`` once for every focus node, 270,000 times in the data, and
    through a target once in all: 68 seconds of computing became 38. Node shapes without a target are left as they are.
    """
    result = Graph()
    result += shapes
    for node in {subject for target in TARGETS for subject in shapes.subjects(target)}:
        for inner in shapes.objects(node, SH.property):
            result.remove((node, SH.property, inner))
            for target in TARGETS:
                for term in shapes.objects(node, target):
                    result.add((inner, target, term))
    return result
