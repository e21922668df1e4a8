"""Write findings for machines: Turtle (a ``sh:ValidationReport``), JSON, CSV."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, fields
from typing import Final

from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Triple, parse, serialize

from graphapp.build.validate.finding import Finding
from graphapp.build.validate.shapes_graph import SH_NS
from graphapp.namespaces import PREFIXES

COLUMNS: Final = tuple(field.name for field in fields(Finding))


def to_json(findings: Sequence[Finding]) -> str:
    """Return a JSON array of objects with the fields of ``Finding``."""
    return json.dumps([asdict(finding) for finding in findings], ensure_ascii=False, indent=1) + "\n"


def to_csv(findings: Sequence[Finding]) -> str:
    """Return CSV (RFC 4180) with a header row; the columns are the fields of ``Finding``."""
    text = io.StringIO()
    writer = csv.DictWriter(text, COLUMNS)
    writer.writeheader()
    writer.writerows(asdict(finding) for finding in findings)
    return text.getvalue()


def to_turtle(findings: Sequence[Finding]) -> str:
    """Return a ``sh:ValidationReport`` (SHACL 1.0, section 3.6); ``prov:wasDerivedFrom`` names the graph."""
    report = BlankNode("report")
    triples = [
        Triple(report, RDF_TYPE, _sh("ValidationReport")),
        Triple(report, _sh("conforms"), Literal(not findings)),
    ]
    for number, finding in enumerate(findings):
        node = BlankNode(f"r{number}")
        triples += [Triple(report, _sh("result"), node), *_result(node, finding)]
    data = serialize(triples, format=RdfFormat.TURTLE, prefixes=dict(PREFIXES))
    assert data is not None
    return data.decode()


FORMATS: Final[Mapping[str, Callable[[Sequence[Finding]], str]]] = {
    "turtle": to_turtle,
    "json": to_json,
    "csv": to_csv,
}
"""Name of a format → function that writes findings in it."""

RDF_TYPE: Final = NamedNode(PREFIXES["rdf"] + "type")


def _result(node: BlankNode, finding: Finding) -> list[Triple]:
    pairs: list[tuple[NamedNode, NamedNode | BlankNode | Literal]] = [
        (RDF_TYPE, _sh("ValidationResult")),
        (_sh("resultSeverity"), _sh(finding.severity.title())),
        (_sh("sourceShape"), NamedNode(finding.shape)),
        (_sh("focusNode"), _term(finding.focus)),
        (_sh("resultMessage"), Literal(finding.message_de, language="de")),
        (_sh("resultMessage"), Literal(finding.message_en, language="en")),
    ]
    if finding.component:
        pairs.append((_sh("sourceConstraintComponent"), NamedNode(finding.component)))
    if finding.value:
        pairs.append((_sh("value"), _term(finding.value)))
    if finding.graph:
        pairs.append((NamedNode(PREFIXES["prov"] + "wasDerivedFrom"), NamedNode(finding.graph)))
    return [Triple(node, predicate, value) for predicate, value in pairs]


def _term(text: str) -> NamedNode | BlankNode | Literal:
    """Read a term as ``Finding`` spells it: a bare IRI, or a literal or blank node in N-Triples."""
    if not text.startswith(('"', "_:")):
        return NamedNode(text)
    quad = next(iter(parse(f"<x:s> <x:p> {text} .", RdfFormat.N_TRIPLES)))
    assert isinstance(quad.object, NamedNode | BlankNode | Literal)
    return quad.object


def _sh(name: str) -> NamedNode:
    return NamedNode(SH_NS + name)
