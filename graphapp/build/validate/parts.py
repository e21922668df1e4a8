"""Cut the data into parts that are validated one after the other, so that memory does not grow with the data.

A part has the focus nodes that fall to it and all that shapes look at from there. What a shape sees is read
from the shapes' own paths (SHACL 1.0, section 2.3.1):

- every triple that begins at a focus node, and those that end there of properties that a path follows backwards,
- the classes of what is at the other end, where a path leads there,
- all triples of properties that a path follows more than one step, and the whole ontology.

What is at the other end is no focus node of the part: the shapes' targets are classes made for the purpose, which
only the nodes of the part have.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Final, TextIO
from zlib import crc32

from pyoxigraph import Literal, NamedNode, Quad, Store
from rdflib import Graph, URIRef
from rdflib.collection import Collection
from rdflib.namespace import RDF, RDFS, SH
from rdflib.term import Node

from graphapp.build.validate.result import Term
from graphapp.namespaces import GRAPH_ONTOLOGY, GRAPH_SHAPES

SIZE: Final = 100_000
"""Quads of the data for each part. rudof takes some 7 kB of memory for a triple."""
MOST: Final = 500
"""Most parts, since so many files are open at once; of more data each part is larger."""

_CLASS: Final = "urn:focus:class:"
_SUBJECT: Final = "urn:focus:subject:"
_FOCUS: Final[dict[Node, str]] = {SH.targetClass: _CLASS, SH.targetSubjectsOf: _SUBJECT}
_TYPE: Final = NamedNode(str(RDF.type))
_REPEATED: Final = (SH.zeroOrMorePath, SH.oneOrMorePath)
_SUBCLASS: Final = NamedNode(str(RDFS.subClassOf))
_ON_VALUES: Final = (SH.node, SH.property, SH.qualifiedValueShape, SH["not"])
_ON_VALUES_LISTED: Final = (SH["or"], SH["and"], SH.xone)


@dataclass(frozen=True)
class Reach:
    """How far shapes look from a focus node."""

    forwards: frozenset[str]
    """IRIs of properties at whose object a shape looks."""
    backwards: frozenset[str]
    """IRIs of properties at whose subject a shape looks, or whose objects are focus nodes."""
    whole: frozenset[str]
    """IRIs of properties that are followed further than to the next node."""
    classes: frozenset[str]
    """IRIs of the classes whose instances are focus nodes."""
    subjects: frozenset[str]
    """IRIs of the properties whose subjects are focus nodes."""
    divisible: bool
    """False if a shape asks for more of a value than its class: then there has to be one part."""


def reach(shapes: Graph) -> Reach:
    """Read off ``shapes`` how far they look."""
    steps: dict[str, set[str]] = {"forwards": set(), "backwards": set(), "whole": set()}
    for path in shapes.objects(None, SH.path):
        _follow(shapes, path, steps, "forwards")
    objects = {str(term) for term in shapes.objects(None, SH.targetObjectsOf)}
    return Reach(
        forwards=frozenset(steps["forwards"] | objects),
        backwards=frozenset(steps["backwards"] | objects),
        whole=frozenset(steps["whole"]),
        classes=frozenset(str(term) for term in shapes.objects(None, SH.targetClass)),
        subjects=frozenset(str(term) for term in shapes.objects(None, SH.targetSubjectsOf)),
        divisible=not any(_deep_values(shapes)) and (None, SH.targetNode, None) not in shapes,
    )


def with_targets_of_parts(shapes: Graph) -> Graph:
    """Return the same shapes for the files of ``write_parts``: their targets are classes made for the purpose."""
    result = Graph()
    for subject, predicate, value in shapes:
        if predicate in _FOCUS:
            result.add((subject, SH.targetClass, URIRef(f"{_FOCUS[predicate]}{value}")))
        else:
            result.add((subject, predicate, value))
    return result


def number_of_parts(store: Store, found: Reach) -> int:
    """Return into how many parts ``store`` is to be cut."""
    return min(MOST, max(1, -(-len(store) // SIZE))) if found.divisible else 1


def part_of(term: Term, parts: int) -> int | None:
    """Return the number of the part that a focus node falls to, from 0; None for a literal, which is alike in all."""
    return None if isinstance(term, Literal) else crc32(term.value.encode()) % parts


def write_parts(store: Store, found: Reach, parts: int, folder: Path) -> list[Path]:
    """Write the parts of ``store`` to ``folder`` as N-Triples files, each with all that shapes see in it."""
    paths = [folder / f"part-{number}.nt" for number in range(parts)]
    with ExitStack() as stack:
        files = [stack.enter_context(path.open("w", encoding="utf-8")) for path in paths]
        writer = _Writer(found, _targets(store, found.classes), files)
        for quad in store:
            writer.add(quad)
        writer.add_classes(store)
    return paths


class _Writer:
    """Writes each quad to the parts that see it."""

    def __init__(self, found: Reach, targets: Mapping[str, Sequence[str]], files: Sequence[TextIO]) -> None:
        self._found = found
        self._targets = targets
        self._files = files
        self._ends: list[set[str]] = [set() for _ in files]
        """For each part, the nodes at the other end."""

    def add(self, quad: Quad) -> None:
        graph, subject, predicate = quad.graph_name, quad.subject, quad.predicate.value
        assert isinstance(graph, NamedNode)
        assert isinstance(subject, NamedNode)  # the build has replaced all blank nodes
        if graph.value == GRAPH_SHAPES:
            return
        line = f"{subject} {quad.predicate} {quad.object} .\n"
        home = self._home(subject.value)
        file = self._files[home]
        file.write(line)
        everywhere = predicate in self._found.whole or graph.value == GRAPH_ONTOLOGY
        if everywhere:
            for other in self._files:
                if other is not file:
                    other.write(line)
        if predicate in self._found.subjects:
            file.write(f"{subject} {_TYPE} <{_SUBJECT}{predicate}> .\n")
        if not isinstance(quad.object, NamedNode):
            return
        value = quad.object.value
        if predicate == _TYPE.value:
            for target in self._targets.get(value, ()):
                file.write(f"{subject} {_TYPE} <{_CLASS}{target}> .\n")
            return
        other_home = self._home(value)
        if predicate in self._found.forwards and other_home != home:
            self._ends[home].add(value)
        if predicate in self._found.backwards and other_home != home:
            self._ends[other_home].add(subject.value)
            if not everywhere:
                self._files[other_home].write(line)

    def add_classes(self, store: Store) -> None:
        """Write the classes of the nodes at the other end."""
        for file, nodes in zip(self._files, self._ends, strict=True):
            for node in nodes:
                for quad in store.quads_for_pattern(NamedNode(node), _TYPE, None, None):
                    file.write(f"{quad.subject} {quad.predicate} {quad.object} .\n")

    def _home(self, iri: str) -> int:
        return crc32(iri.encode()) % len(self._files)


def _targets(store: Store, classes: frozenset[str]) -> dict[str, list[str]]:
    """Return class → those of ``classes`` that its instances are instances of (SHACL 1.0, section 2.1.3.2)."""
    above: dict[str, list[str]] = defaultdict(list)
    for target in classes:
        seen, queue = {target}, [target]
        while queue:
            name = queue.pop()
            above[name].append(target)
            for quad in store.quads_for_pattern(None, _SUBCLASS, NamedNode(name), None):
                if isinstance(quad.subject, NamedNode) and quad.subject.value not in seen:
                    seen.add(quad.subject.value)
                    queue.append(quad.subject.value)
    return above


def _follow(shapes: Graph, path: Node, steps: dict[str, set[str]], where: str) -> None:
    """Sort the properties of a path into ``steps``; ``where`` is "whole" beyond the first step."""
    if isinstance(path, URIRef):
        steps[where].add(str(path))
        return
    if (path, RDF.first, None) in shapes:
        for place, step in enumerate(Collection(shapes, path)):
            _follow(shapes, step, steps, "whole" if place else where)
        return
    for predicate, inner in list(shapes.predicate_objects(path)):
        if predicate == SH.alternativePath:
            for option in Collection(shapes, inner):
                _follow(shapes, option, steps, where)
        elif predicate == SH.inversePath:
            _follow(shapes, inner, steps, "backwards" if where == "forwards" else "whole")
        elif predicate in _REPEATED:
            _follow(shapes, inner, steps, "whole")
        elif predicate == SH.zeroOrOnePath:
            _follow(shapes, inner, steps, where)


def _deep_values(shapes: Graph) -> Iterator[Node]:
    """Yield shapes with a path of their own that are applied to the values of another shape's path."""
    for shape in shapes.subjects(SH.path):
        for inner in _applied_to_values(shapes, shape, set()):
            if (inner, SH.path, None) in shapes:
                yield inner


def _applied_to_values(shapes: Graph, shape: Node, seen: set[Node]) -> Iterator[Node]:
    if shape in seen:
        return
    seen.add(shape)
    inner = [term for predicate in _ON_VALUES for term in shapes.objects(shape, predicate)]
    for predicate in _ON_VALUES_LISTED:
        for members in shapes.objects(shape, predicate):
            inner += Collection(shapes, members)
    for term in inner:
        yield term
        yield from _applied_to_values(shapes, term, seen)
