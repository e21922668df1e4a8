"""JSON-LD 1.1 with named graphs, compacted with the project's context (W3C 2020).

The engine writes JSON-LD in its expanded form. This one uses the names of ``ontology/context.jsonld``, and holds of that
context what it uses, so that reading a document needs no other address.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from pyoxigraph import BlankNode, Literal, NamedNode, Quad

from graphapp.namespaces import PREFIXES

_TYPE: Final = PREFIXES["rdf"] + "type"
_STRING: Final = PREFIXES["xsd"] + "string"
_KEYWORDS: Final = ("@version", "id", "type", "graph")
_LOCAL: Final = re.compile(r"[\w.~-]+")


@dataclass(frozen=True)
class Property:
    """A term of the context: its name, the datatype of its strings (``@id`` for IRIs), whether texts are by language."""

    name: str
    type: str = ""
    by_language: bool = False


@dataclass(frozen=True)
class Context:
    """A JSON-LD context of the simple kind that `graphapp.ontology.context` writes."""

    terms: Mapping[str, Any]
    prefixes: Mapping[str, str]
    classes: Mapping[str, str]
    """IRI → name of a term without a type."""
    properties: Mapping[str, Property]
    """IRI → term."""

    @classmethod
    def of(cls, document: Mapping[str, Any]) -> Context:
        """Read the content of a context file."""
        terms: Mapping[str, Any] = document["@context"]
        prefixes = {
            name: value
            for name, value in terms.items()
            if isinstance(value, str) and value.endswith(("/", "#")) and "://" in value
        }
        classes: dict[str, str] = {}
        properties: dict[str, Property] = {}
        for name, value in terms.items():
            if name in prefixes or name in _KEYWORDS:
                continue
            iri = _expand(value if isinstance(value, str) else value["@id"], prefixes)
            if isinstance(value, str) or set(value) == {"@id"}:
                classes.setdefault(iri, name)
            if not isinstance(value, str):
                type_ = value.get("@type", "")
                properties[iri] = Property(
                    name,
                    type_ if type_ in ("", "@id") else _expand(type_, prefixes),
                    value.get("@container") == "@language",
                )
        return cls(terms, prefixes, classes, properties)

    @classmethod
    def read(cls, path: Path) -> Context:
        """Read a context file. Raises ``OSError`` and ``ValueError``."""
        return cls.of(json.loads(path.read_text(encoding="utf-8")))


def as_json_ld(quads: Iterable[Quad], context: Context) -> bytes:
    """Return the quads as a JSON-LD document: its context, and a list of named graphs, each with its nodes, in their order."""
    writer = _Writer(context)
    graphs: dict[str, dict[str, dict[str, Any]]] = {}
    for quad in quads:
        nodes = graphs.setdefault(_id(quad.graph_name), {})
        subject = _id(quad.subject)
        writer.add(nodes.setdefault(subject, {"id": subject}), quad.predicate.value, quad.object)
    listed = [{"id": graph, "graph": list(nodes.values())} for graph, nodes in graphs.items()]
    document = {"@context": writer.used(), "@graph": listed}
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode()


class _Writer:
    """Adds statements to nodes and remembers which terms that took."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._terms: set[str] = set(_KEYWORDS)

    def used(self) -> dict[str, Any]:
        """Return the part of the context that was used."""
        for name in list(self._terms):
            value = self._context.terms.get(name)
            for iri in value.values() if isinstance(value, dict) else (value,):
                prefix, colon, _ = str(iri).partition(":")
                if colon and prefix in self._context.prefixes:
                    self._terms.add(prefix)
        return {name: value for name, value in self._context.terms.items() if name in self._terms}

    def add(self, node: dict[str, Any], predicate: str, value: object) -> None:
        """Add a statement to the node of its subject."""
        if predicate == _TYPE and isinstance(value, NamedNode):
            node.setdefault("type", []).append(self._class(value.value))
            return
        term = self._context.properties.get(predicate)
        if term is not None and self._fits(term, value):
            self._terms.add(term.name)
            if term.by_language and isinstance(value, Literal) and value.language:
                texts = node.setdefault(term.name, {}).setdefault(value.language, [])
                texts.append(value.value)
                return
            simple = isinstance(value, NamedNode) if term.type == "@id" else bool(term.type)
            written = _lexical(value) if simple else self._value(value)
            node.setdefault(term.name, []).append(written)
            return
        # Under the full IRI no term changes how the value is read.
        node.setdefault(predicate, []).append(self._value(value))

    @staticmethod
    def _fits(term: Property, value: object) -> bool:
        if term.by_language:
            return isinstance(value, Literal) and bool(value.language)
        if not isinstance(value, Literal):
            return term.type in ("", "@id")
        if not term.type:
            return True
        return not value.language and value.datatype.value == term.type

    def _value(self, value: object) -> object:
        if not isinstance(value, Literal):
            return {"id": _id(value)}
        if value.language:
            return {"@value": value.value, "@language": value.language}
        if value.datatype.value == _STRING:
            return value.value
        return {"@value": value.value, "@type": self._compact(value.datatype.value)}

    def _class(self, iri: str) -> str:
        name = self._context.classes.get(iri)
        if name is None:
            return self._compact(iri)
        self._terms.add(name)
        return name

    def _compact(self, iri: str) -> str:
        for prefix, space in self._context.prefixes.items():
            local = iri.removeprefix(space)
            compact = f"{prefix}:{local}"
            if local != iri and _LOCAL.fullmatch(local) and compact not in self._context.terms:
                self._terms.add(prefix)
                return compact
        return iri


def _expand(name: str, prefixes: Mapping[str, str]) -> str:
    prefix, colon, local = name.partition(":")
    return prefixes[prefix] + local if colon and prefix in prefixes else name


def _id(term: object) -> str:
    return f"_:{term.value}" if isinstance(term, BlankNode) else _lexical(term)


def _lexical(term: object) -> str:
    return term.value if isinstance(term, NamedNode | Literal) else str(term)
