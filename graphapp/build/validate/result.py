"""A validation result as both engines have to report it."""

from __future__ import annotations

from dataclasses import dataclass

from pyoxigraph import BlankNode, Literal, NamedNode

from graphapp.build.validate.finding import Severity

Term = NamedNode | BlankNode | Literal


@dataclass(frozen=True)
class Result:
    """The parts of a ``sh:ValidationResult`` that SHACL 1.0, section 3.6.2, leaves no choice about.

    The path is not among them: it is that of the source shape, and all shapes of the project have IRIs.
    Messages neither: they are the shape's.
    """

    severity: Severity
    shape: str
    component: str
    focus: Term
    value: Term | None
