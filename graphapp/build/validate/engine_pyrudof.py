"""The second engine: rudof, written in Rust and independent of the first."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import pyrudof
from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Store, parse

from graphapp.build.validate.finding import Severity
from graphapp.build.validate.parts import number_of_parts, part_of, reach, with_targets_of_parts, write_parts
from graphapp.build.validate.result import Result, Term
from graphapp.build.validate.shapes_graph import SH_NS, Shapes

SEVERITY: dict[str, Severity] = {
    f"{SH_NS}Violation": "violation",
    f"{SH_NS}Warning": "warning",
    f"{SH_NS}Info": "info",
}


def run(store: Store, shapes: Shapes, parts: int | None = None) -> frozenset[Result]:
    """Validate ``store``, which holds no blank nodes, by rudof, in ``parts`` (by default as many as its size asks for).

    Raises ``pyrudof.ShaclError`` for a shape that it cannot read.
    """
    found = reach(shapes.graph)
    number = number_of_parts(store, found) if parts is None else parts
    text = with_targets_of_parts(shapes.graph).serialize(format="turtle")
    results: set[Result] = set()
    with TemporaryDirectory(prefix="graphapp-check-") as folder:
        for part, path in enumerate(write_parts(store, found, number, Path(folder))):
            results |= {
                result for result in _validated(path, text) if part_of(result.focus, number) in (None, part)
            }
            path.unlink()
    return frozenset(results)


def _validated(path: Path, shapes: str) -> frozenset[Result]:
    rudof = pyrudof.Rudof(pyrudof.RudofConfig())
    rudof.read_data(path, pyrudof.RDFFormat.NTriples, reader_mode=pyrudof.ReaderMode.Strict)
    rudof.read_shacl(shapes, pyrudof.ShaclFormat.Turtle, reader_mode=pyrudof.ReaderMode.Strict)
    if rudof.validate_shacl().conforms:
        return frozenset()
    return read_report(rudof.serialize_shacl_validation_results(pyrudof.ResultShaclValidationFormat.NTriples))


def read_report(report: str) -> frozenset[Result]:
    """Return the results of a ``sh:ValidationReport`` in N-Triples.

    The entries that pyrudof hands out as objects are not used: they spell literals without escapes.
    """
    parts: dict[object, dict[str, Term]] = {}
    results: set[object] = set()
    for quad in parse(report, RdfFormat.N_TRIPLES):
        predicate = quad.predicate.value.removeprefix(SH_NS)
        if predicate == "result":
            results.add(quad.object)
        elif isinstance(quad.object, NamedNode | BlankNode | Literal):
            parts.setdefault(quad.subject, {})[predicate] = quad.object
    return frozenset(_result(parts[node]) for node in results)


def _result(part: dict[str, Term]) -> Result:
    return Result(
        severity=SEVERITY[part["resultSeverity"].value],
        shape=part["sourceShape"].value,
        component=part["sourceConstraintComponent"].value,
        focus=part["focusNode"],
        value=part.get("value"),
    )
