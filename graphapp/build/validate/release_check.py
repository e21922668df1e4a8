"""Check a whole graph against the shapes and the promises."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from pyoxigraph import NamedNode, Store

from graphapp.build.validate import engine_pyrudof, engine_pyshacl
from graphapp.build.validate.comparison import EnginesDisagreeError, compare
from graphapp.build.validate.finding import SEVERITIES, Finding, shortened
from graphapp.build.validate.location import Locator, Place
from graphapp.build.validate.promises import Breach, breaches, read_promises
from graphapp.build.validate.result import Result, Term
from graphapp.build.validate.shapes_graph import Shape, Shapes, read_shapes
from graphapp.config import Settings

Engine = Literal["pyshacl", "pyrudof", "both"]


def check_release(store: Store, settings: Settings, engine: Engine = "pyshacl") -> tuple[Finding, ...]:
    """Return what the project's shapes and promises find in ``store``.

    The store holds data, ontology and what the rules derived, each in its named graph. Worst findings come
    first, then by shape, focus node and value. Raises ``EnginesDisagreeError`` when both engines differ.
    """
    shapes = read_shapes(settings.shapes)
    results = run_engine(store, shapes, engine)
    locator = Locator(store, settings)
    found = [
        finding
        for result in results
        for finding in _of_result(store, locator, shapes.shapes[result.shape], result)
    ]
    for promise in read_promises(settings):
        found += [_of_breach(locator, breach) for breach in breaches(store, promise)]
    return tuple(sorted(found, key=_order))


def run_engine(store: Store, shapes: Shapes, engine: Engine) -> frozenset[Result]:
    """Return the results of one engine, or of both once they are equal.

    Raises ``EnginesDisagreeError`` when they are not.
    """
    if engine == "pyrudof":
        return engine_pyrudof.run(store, shapes)
    first = engine_pyshacl.run(store, shapes)
    if engine == "both":
        difference = compare(first, engine_pyrudof.run(store, shapes))
        if difference:
            raise EnginesDisagreeError(difference)
    return first


def _of_result(store: Store, locator: Locator, shape: Shape, result: Result) -> Iterator[Finding]:
    """Yield a finding; for a value that a shape looks at once for all, one for each statement that has it."""
    if not shape.objects_of:
        place = locator.locate(result.focus, shape.path_iri, result.value)
        yield _finding(shape, result, place, focus=result.focus, path=shape.path, value=result.value)
    for iri in shape.objects_of:
        quads = store.quads_for_pattern(None, NamedNode(iri), result.focus, None)
        for subject in {quad.subject for quad in quads if isinstance(quad.subject, NamedNode)}:
            place = locator.locate(subject, iri, result.focus)
            yield _finding(shape, result, place, focus=subject, path=shortened(iri), value=result.focus)


def _finding(
    shape: Shape, result: Result, place: Place, *, focus: Term, path: str, value: Term | None
) -> Finding:
    return Finding(
        severity=result.severity,
        shape=shape.iri,
        component=result.component,
        focus=_text(focus),
        path=path,
        value="" if value is None else _text(value),
        message_de=shape.message_de,
        message_en=shape.message_en,
        graph=place.graph,
        file=place.file,
        line=place.line,
    )


def _of_breach(locator: Locator, breach: Breach) -> Finding:
    place = locator.locate(breach.focus, value=breach.value, graph=breach.graph)
    return Finding(
        severity="violation",
        shape=breach.promise.iri,
        component="",
        focus=_text(breach.focus),
        path="",
        value="" if breach.value is None else _text(breach.value),
        message_de=breach.promise.message_de,
        message_en=breach.promise.message_en,
        graph=place.graph,
        file=place.file,
        line=place.line,
    )


def _text(term: Term) -> str:
    return term.value if isinstance(term, NamedNode) else str(term)


def _order(finding: Finding) -> tuple[int, str, str, str, str, str]:
    worst = SEVERITIES.index(finding.severity)
    return worst, finding.shape, finding.focus, finding.component, finding.value, finding.graph
