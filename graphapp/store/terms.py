"""How RDF terms are written for people: compact IRIs, literals without their quotation marks."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from pyoxigraph import BlankNode, Literal, NamedNode

from graphapp.namespaces import BASE, PREFIXES
from graphapp.store.engine import Term

_LOCAL: Final = re.compile(r"[\w.~%-]*", re.UNICODE)
_NAMESPACES: Final = sorted(PREFIXES.items(), key=lambda item: -len(item[1]))


def compact(iri: str) -> str:
    """Return the IRI with its prefix (``schema:name``), things of the graph as their path
    (``organisation/optonet``), any other IRI as it is.
    """
    for prefix, namespace in _NAMESPACES:
        if iri.startswith(namespace) and _LOCAL.fullmatch(iri, len(namespace)):
            return f"{prefix}:{iri[len(namespace) :]}"
    return iri[len(BASE) :] if iri.startswith(BASE) and len(iri) > len(BASE) else iri


def shown(term: Term | None) -> str:
    """Return the term as a person reads it: compact IRI, a literal's text, ``_:label``; "" for unbound."""
    if term is None:
        return ""
    if isinstance(term, NamedNode):
        return compact(term.value)
    if isinstance(term, Literal):
        return term.value
    if isinstance(term, BlankNode):
        return f"_:{term.value}"
    return f"<< {shown(term.subject)} {shown(term.predicate)} {shown(term.object)} >>"


def value_of(term: Term | None) -> str:
    """Return an IRI, or the lexical form of a literal; "" for anything else and for unbound."""
    return term.value if isinstance(term, NamedNode | Literal) else ""


def text_of(row: Mapping[str, Term], name: str) -> str:
    """Return the value of a variable of a solution as `value_of` has it."""
    return value_of(row.get(name))


def labels_of(row: Mapping[str, Term]) -> dict[str, str]:
    """Return the labels of a solution with the variables ``labelDe`` and ``labelEn``, by language; empty ones are left out."""
    found = {"de": text_of(row, "labelDe"), "en": text_of(row, "labelEn")}
    return {language: label for language, label in found.items() if label}
