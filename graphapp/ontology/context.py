"""The JSON-LD 1.1 context of the model (W3C 2020), written as ``ontology/context.jsonld``."""

from __future__ import annotations

import json
from typing import Final

from graphapp.namespaces import PREFIXES
from graphapp.ontology import reused
from graphapp.ontology.vocabulary import OwnProperty, Vocabulary, compact

FILE: Final = "context.jsonld"
_LEFT_OUT: Final = frozenset(["code", "indicator", "role", "unit", "dcat", "frapo", "sh", "vann", "void"])
"""Prefixes that properties are named like, and those of vocabularies that the data do not use."""
_TEXT: Final = PREFIXES["rdf"] + "PlainLiteral"


def context(vocabulary: Vocabulary) -> dict[str, object]:
    """Return the context: prefixes, then classes, then properties, each by its name without a prefix.

    An own term keeps its bare name; of reused terms of one name the first that ``reused`` lists has it, and the
    others are written with their prefix.
    """
    terms: dict[str, object] = {"@version": 1.1, "id": "@id", "type": "@type", "graph": "@graph"}
    terms |= {name: space for name, space in PREFIXES.items() if name not in _LEFT_OUT}
    for name in sorted(own.name for own in vocabulary.classes):
        terms[name] = f"tc:{name}"
    for name in reused.CLASSES:
        local = name.partition(":")[2]
        terms[local if local not in terms else name] = {"@id": name}
    for own in sorted(vocabulary.properties, key=lambda own: own.name):
        terms[own.name] = {"@id": f"tc:{own.name}"} | _form(own)
    for known in reused.PROPERTIES:
        local = known.name.partition(":")[2]
        key = local if local not in terms else known.name
        terms[key] = {"@id": known.name} | _shape(known.form)
    return {"@context": terms}


def _form(own: OwnProperty) -> dict[str, str]:
    if own.is_object:
        return _shape("iri")
    if own.range == _TEXT:
        return _shape("text")
    form = compact(own.range)
    return _shape(form if form.startswith("xsd:") and form != "xsd:string" else "plain")


def _shape(form: str) -> dict[str, str]:
    if form == "iri":
        return {"@type": "@id"}
    if form == "text":
        return {"@container": "@language"}
    return {"@type": form} if ":" in form else {}


def as_json(vocabulary: Vocabulary) -> str:
    """Return the context as text, the same for the same ontology; one term a line."""
    terms = context(vocabulary)["@context"]
    assert isinstance(terms, dict)
    lines = [f"    {json.dumps(name)}: {json.dumps(value)}" for name, value in terms.items()]
    return '{\n  "@context": {\n' + ",\n".join(lines) + "\n  }\n}\n"
