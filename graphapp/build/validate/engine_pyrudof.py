"""The second engine: rudof, written in Rust and independent of the first."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import pyrudof
from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Store, parse

from graphapp.build.validate.data_graph import write_ntriples
from graphapp.build.validate.finding import Severity
from graphapp.build.validate.result import Result, Term
from graphapp.build.validate.shapes_graph import SH_NS, Shapes

SEVERITY: dict[str, Severity] = {
    f"{SH_NS}Violation": "violation",
    f"{SH_NS}Warning": "warning",
    f"{SH_NS}Info": "info",
}


def run(store: Store, shapes: Shapes) -> frozenset[Result]:
    """Validate ``store`` by rudof.

    Raises ``pyrudof.ShaclError`` for a shape that it cannot read.
    """
    rudof = pyrudof.Rudof(pyrudof.RudofConfig())
    with TemporaryDirectory(prefix="graphapp-check-") as folder:
        path = Path(folder) / "data.nt"
        write_ntriples(store, path)
        rudof.read_data(path, pyrudof.RDFFormat.NTriples, reader_mode=pyrudof.ReaderMode.Strict)
    rudof.read_shacl(shapes.text, pyrudof.ShaclFormat.Turtle, reader_mode=pyrudof.ReaderMode.Strict)
    if rudof.validate_shacl().conforms:
        return frozenset()
    report = rudof.serialize_shacl_validation_results(pyrudof.ResultShaclValidationFormat.NTriples)
    return read_report(report)


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
