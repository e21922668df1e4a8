"""The shapes: what is checked, how badly it counts and what the curator is told."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from rdflib import BNode, Graph, URIRef
from rdflib import Literal as RdfLiteral
from rdflib.collection import Collection
from rdflib.namespace import RDF, RDFS, SH

from graphapp.build.validate.finding import SEVERITIES, Severity, shortened

SH_NS: Final = str(SH)

COMPONENTS: Final[Mapping[str, str]] = {
    "class": "Class",
    "datatype": "Datatype",
    "nodeKind": "NodeKind",
    "minCount": "MinCount",
    "maxCount": "MaxCount",
    "minInclusive": "MinInclusive",
    "maxInclusive": "MaxInclusive",
    "minExclusive": "MinExclusive",
    "maxExclusive": "MaxExclusive",
    "minLength": "MinLength",
    "maxLength": "MaxLength",
    "pattern": "Pattern",
    "languageIn": "LanguageIn",
    "uniqueLang": "UniqueLang",
    "equals": "Equals",
    "disjoint": "Disjoint",
    "lessThan": "LessThan",
    "lessThanOrEquals": "LessThanOrEquals",
    "not": "Not",
    "and": "And",
    "or": "Or",
    "xone": "Xone",
    "node": "Node",
    "qualifiedMinCount": "QualifiedMinCount",
    "qualifiedMaxCount": "QualifiedMaxCount",
    "closed": "Closed",
    "hasValue": "HasValue",
    "in": "In",
}
"""Parameter → constraint component (SHACL 1.0, section 4), both without their decoration."""


@dataclass(frozen=True)
class Constraint:
    """One parameter of a shape and its values."""

    parameter: str
    """Local name in the SHACL namespace, such as ``minCount``."""
    values: tuple[str, ...]
    """The values as a reader wants them: ``1``, ``tc:Role``, a list as ``a | b``."""

    @property
    def component(self) -> str:
        """Return the IRI of the constraint component."""
        return f"{SH_NS}{COMPONENTS[self.parameter]}ConstraintComponent"


@dataclass(frozen=True)
class Shape:
    """A shape with constraints that results can cite."""

    iri: str
    group: str
    """IRI of the node shape that it belongs to: itself, or the one that names it by ``sh:property``."""
    title_de: str
    title_en: str
    """The label of the group."""
    file: str
    """Name of its file in the folder of shapes."""
    targets: tuple[str, ...]
    """What is looked at, by prefixes: a class, the subjects of a property ``p``, its objects ``^p``."""
    objects_of: tuple[str, ...]
    """IRIs of the properties whose objects a node shape looks at (``sh:targetObjectsOf``)."""
    path: str
    path_iri: str
    """The path if it is a single property, else empty."""
    severity: Severity
    message_de: str
    message_en: str
    constraints: tuple[Constraint, ...]


@dataclass(frozen=True)
class Shapes:
    """The shapes of a folder."""

    text: str
    """All files as one Turtle document."""
    graph: Graph
    shapes: Mapping[str, Shape]
    """IRI → shape that is reached from a target and has a constraint, in the order of files and groups."""


def read_shapes(folder: Path) -> Shapes:
    """Read all ``*.ttl`` of ``folder``.

    Raises rdflib's ``BadSyntax`` for a file that is no Turtle, ``ValueError`` that names the shape for one
    without an IRI or without a message in German and English.
    """
    whole = Graph()
    texts: list[str] = []
    files: dict[str, str] = {}
    for path in sorted(folder.glob("*.ttl")):
        text = path.read_text(encoding="utf-8")
        texts.append(text)
        part = Graph().parse(data=text, format="turtle")
        files |= {str(subject): path.name for subject in part.subjects(unique=True)}
        whole += part
    found: dict[str, Shape] = {}
    groups = {node for target in TARGETS for node in whole.subjects(SH_[target], None)}
    for group in sorted(groups, key=lambda node: (files.get(str(node), ""), str(node))):
        for node in (group, *sorted(whole.objects(group, SH.property), key=str)):
            shape = _shape(whole, node, group, files)
            if shape.constraints:
                found.setdefault(shape.iri, shape)
    return Shapes("\n".join(texts), whole, found)


SH_: Final = {
    name: SH[name]
    for name in (*COMPONENTS, "targetClass", "targetSubjectsOf", "targetObjectsOf", "targetNode")
}
TARGETS: Final = ("targetClass", "targetSubjectsOf", "targetObjectsOf", "targetNode")


def _shape(graph: Graph, node: object, group: object, files: Mapping[str, str]) -> Shape:
    if not isinstance(node, URIRef) or not isinstance(group, URIRef):
        raise ValueError(f"a shape of {group} has no IRI; findings could not cite it")
    constraints = tuple(_constraints(graph, node))
    messages = _by_language(graph, node, SH.message)
    if constraints and messages.keys() != {"de", "en"}:
        raise ValueError(f"{node}: sh:message has to be there once in German and once in English")
    titles = _by_language(graph, group, RDFS.label)
    path = graph.value(node, SH.path)
    severity = str(graph.value(node, SH.severity) or SH.Violation).removeprefix(SH_NS).lower()
    return Shape(
        iri=str(node),
        group=str(group),
        title_de=titles.get("de", shortened(str(group))),
        title_en=titles.get("en", shortened(str(group))),
        file=files[str(node)],
        targets=tuple(_targets(graph, group)),
        objects_of=tuple(sorted(str(term) for term in graph.objects(node, SH.targetObjectsOf))),
        path=path_text(graph, path) if path is not None else "",
        path_iri=str(path) if isinstance(path, URIRef) else "",
        severity=SEVERITIES[[*SEVERITIES].index(severity)],  # type: ignore[arg-type]
        message_de=messages.get("de", ""),
        message_en=messages.get("en", ""),
        constraints=constraints,
    )


def _by_language(graph: Graph, node: URIRef, predicate: URIRef) -> dict[str, str]:
    found = graph.objects(node, predicate)
    return {term.language or "": str(term) for term in found if isinstance(term, RdfLiteral)}


def _targets(graph: Graph, group: URIRef) -> list[str]:
    marks = {"targetClass": "", "targetSubjectsOf": "", "targetObjectsOf": "^", "targetNode": ""}
    return [
        marks[target] + shortened(str(term))
        for target in TARGETS
        for term in sorted(graph.objects(group, SH_[target]), key=str)
    ]


def _constraints(graph: Graph, node: URIRef) -> list[Constraint]:
    found = []
    for parameter in COMPONENTS:
        values = sorted(_value_text(graph, term) for term in graph.objects(node, SH_[parameter]))
        if values and parameter.startswith("qualified"):
            of = _value_text(graph, graph.value(node, SH.qualifiedValueShape))
            values = [f"{value} with {of}" for value in values]
        if values:
            found.append(Constraint(parameter, tuple(values)))
    return found


def _value_text(graph: Graph, term: object) -> str:
    if not isinstance(term, BNode):
        return shortened(str(term))
    if (term, RDF.first, None) in graph:
        return " | ".join(_value_text(graph, item) for item in Collection(graph, term))
    inner = [
        f"{parameter} {_value_text(graph, value)}"
        for parameter in COMPONENTS
        for value in sorted(graph.objects(term, SH_[parameter]), key=str)
    ]
    return ", ".join(inner)


def path_text(graph: Graph, path: object) -> str:
    """Return a SHACL property path (section 2.3.1) in the syntax of SPARQL 1.1, shortened by the prefixes."""
    if not isinstance(path, BNode):
        return shortened(str(path))
    if (path, RDF.first, None) in graph:
        return "/".join(path_text(graph, step) for step in Collection(graph, path))
    for predicate, mark in ((SH.oneOrMorePath, "+"), (SH.zeroOrMorePath, "*"), (SH.zeroOrOnePath, "?")):
        inner = graph.value(path, predicate)
        if inner is not None:
            return f"({path_text(graph, inner)}){mark}"
    inverse = graph.value(path, SH.inversePath)
    if inverse is not None:
        return f"^{path_text(graph, inverse)}"
    options = graph.value(path, SH.alternativePath)
    if not isinstance(options, BNode):
        raise ValueError(f"no property path of SHACL: {path}")
    return "(" + "|".join(path_text(graph, option) for option in Collection(graph, options)) + ")"
