"""The project's own classes and properties, read from ``ontology/cluster-thueringen.ttl``."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from pyoxigraph import Literal, NamedNode, RdfFormat, parse

from graphapp.namespaces import PREFIXES, TC

FILE: Final = "cluster-thueringen.ttl"
_RDF, _RDFS, _OWL, _SCHEMA = (PREFIXES[name] for name in ("rdf", "rdfs", "owl", "schema"))
_EXAMPLE: Final = PREFIXES["vann"] + "example"

Values = Mapping[str, tuple[NamedNode | Literal, ...]]
"""Predicate IRI → values of one term, in the order of the file."""


@dataclass(frozen=True)
class Term:
    """A class or property of the project. IRIs are whole; texts are German and English."""

    iri: str
    label: Mapping[str, str]
    """Language tag (``de``, ``en``) → label."""
    comment: Mapping[str, str]
    parents: tuple[str, ...]
    """Classes or properties that the term is directly below, the project's own and reused ones."""
    examples: tuple[NamedNode | Literal, ...]

    @property
    def name(self) -> str:
        """The name behind the prefix ``tc:``."""
        return self.iri.removeprefix(TC)


@dataclass(frozen=True)
class OwnClass(Term):
    """A class of the project."""


@dataclass(frozen=True)
class OwnProperty(Term):
    """A property of the project.

    ``domain`` and ``range`` are what follows for every subject and value (rdfs); ``subjects`` and ``values`` also
    name the classes that occur where none follows (schema:domainIncludes, schema:rangeIncludes).
    """

    is_object: bool
    """True when the values are things, false when they are literals."""
    domain: str
    range: str
    subjects: tuple[str, ...]
    values: tuple[str, ...]


@dataclass(frozen=True)
class Vocabulary:
    """All own terms, in the order of the file."""

    classes: tuple[OwnClass, ...]
    properties: tuple[OwnProperty, ...]

    def above(self, iri: str) -> frozenset[str]:
        """Return ``iri`` and every term it is below, however far, own and reused."""
        parents = {term.iri: term.parents for term in (*self.classes, *self.properties)}
        seen: set[str] = set()
        waiting = [iri]
        while waiting:
            term = waiting.pop()
            if term not in seen:
                seen.add(term)
                waiting += parents.get(term, ())
        return frozenset(seen)


def read_vocabulary(ontology: Path) -> Vocabulary:
    """Read the own terms from the folder ``ontology``: what the namespace holds and is a class or property of OWL.

    Raises ``SyntaxError`` with line and column for what is no Turtle.
    """
    terms: dict[str, dict[str, list[NamedNode | Literal]]] = defaultdict(lambda: defaultdict(list))
    for quad in parse(path=ontology / FILE, format=RdfFormat.TURTLE):
        if isinstance(quad.subject, NamedNode) and quad.subject.value.startswith(TC):
            assert isinstance(quad.object, (NamedNode, Literal))
            terms[quad.subject.value][quad.predicate.value].append(quad.object)
    classes, properties = [], []
    for iri, lists in terms.items():
        values = {predicate: tuple(found) for predicate, found in lists.items()}
        types = _iris(values, _RDF + "type")
        if _OWL + "Class" in types:
            classes.append(
                OwnClass(
                    iri,
                    _texts(values, _RDFS + "label"),
                    _texts(values, _RDFS + "comment"),
                    _iris(values, _RDFS + "subClassOf"),
                    values.get(_EXAMPLE, ()),
                )
            )
        elif {_OWL + "ObjectProperty", _OWL + "DatatypeProperty"} & {*types}:
            properties.append(_property(iri, values, is_object=_OWL + "ObjectProperty" in types))
    return Vocabulary(tuple(classes), tuple(properties))


def _property(iri: str, values: Values, *, is_object: bool) -> OwnProperty:
    domain, reach = _iris(values, _RDFS + "domain"), _iris(values, _RDFS + "range")
    return OwnProperty(
        iri,
        _texts(values, _RDFS + "label"),
        _texts(values, _RDFS + "comment"),
        _iris(values, _RDFS + "subPropertyOf"),
        values.get(_EXAMPLE, ()),
        is_object=is_object,
        domain=domain[0] if domain else "",
        range=reach[0] if reach else "",
        subjects=domain or _iris(values, _SCHEMA + "domainIncludes"),
        values=reach or _iris(values, _SCHEMA + "rangeIncludes"),
    )


def _iris(values: Values, predicate: str) -> tuple[str, ...]:
    return tuple(term.value for term in values.get(predicate, ()) if isinstance(term, NamedNode))


def _texts(values: Values, predicate: str) -> dict[str, str]:
    found = (term for term in values.get(predicate, ()) if isinstance(term, Literal))
    return {term.language or "": term.value for term in found}


def compact(iri: str) -> str:
    """Write an IRI with its prefix (``foaf:Person``); as it is when no namespace of the house begins it."""
    fits = [(len(space), name) for name, space in PREFIXES.items() if iri.startswith(space)]
    if not fits:
        return iri
    length, name = max(fits)
    return f"{name}:{iri[length:]}"


def expand(compact_iri: str) -> str:
    """Write ``foaf:Person`` as a whole IRI. Raises ``KeyError`` for an unknown prefix."""
    prefix, _, local = compact_iri.partition(":")
    return PREFIXES[prefix] + local
