"""The first engine: pySHACL, written in Python over rdflib."""

from __future__ import annotations

import pyshacl
from pyoxigraph import Store
from rdflib import Graph
from rdflib.namespace import SH

from graphapp.build.validate.data_graph import from_rdflib, rdflib_graph
from graphapp.build.validate.direct_targets import with_direct_targets
from graphapp.build.validate.finding import Severity
from graphapp.build.validate.result import Result
from graphapp.build.validate.shapes_graph import Shapes

SEVERITY: dict[object, Severity] = {SH.Violation: "violation", SH.Warning: "warning", SH.Info: "info"}


def run(store: Store, shapes: Shapes, *, meta: bool = False) -> frozenset[Result]:
    """Validate ``store`` by pySHACL, without inference; ``meta`` checks the shapes graph itself first.

    Raises pySHACL's ``ReportableRuntimeError`` or ``ShapeLoadError`` for a shape that it cannot read, and
    ``TypeError`` for two dates under ``sh:lessThanOrEquals`` that cannot be compared.
    """
    _, report, _ = pyshacl.validate(
        rdflib_graph(store),
        shacl_graph=shapes.graph if meta else with_direct_targets(shapes.graph),
        inference="none",
        inplace=True,
        meta_shacl=meta,
        advanced=False,
        allow_infos=True,
        allow_warnings=True,
    )
    if not isinstance(report, Graph):
        raise TypeError(f"pySHACL gave no report: {report}")
    return read_report(report)


def read_report(report: Graph) -> frozenset[Result]:
    """Return the results of a ``sh:ValidationReport`` (SHACL 1.0, section 3.6)."""
    found = set()
    for node in report.objects(None, SH.result):
        value = report.value(node, SH.value)
        focus = report.value(node, SH.focusNode)
        assert focus is not None
        found.add(
            Result(
                severity=SEVERITY[report.value(node, SH.resultSeverity)],
                shape=str(report.value(node, SH.sourceShape)),
                component=str(report.value(node, SH.sourceConstraintComponent)),
                focus=from_rdflib(focus),
                value=None if value is None else from_rdflib(value),
            )
        )
    return frozenset(found)
