"""Compare the answers of two engines as SPARQL lets them be compared: as sets of solutions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable
from decimal import Decimal

from pyoxigraph import Literal, Triple

from graphapp.namespaces import PREFIXES
from graphapp.store.engine import Engine, Question, Term, ask, graph, kind_of, select
from graphapp.store.formats import Kind

_XSD = PREFIXES["xsd"]
_NUMBERS = {_XSD + name for name in ("integer", "decimal", "double", "float", "int", "long")}
_TEXTS = {_XSD + "string", PREFIXES["rdf"] + "langString"}


def answer(engine: Engine, text: str, *, loosely: bool = False) -> Counter[Hashable]:
    """Return the solutions, triples or truth that ``engine`` answers, each with how often it comes.

    ``loosely`` is for an engine without booleans and with a type for each text: a boolean is then 0 or 1, and texts have no
    type of their own.
    """
    question = Question(text)
    kind = kind_of(text)
    if kind is Kind.BOOLEAN:
        return Counter([ask(engine, question)])
    rows: Iterable[Iterable[Term | None]]
    rows = graph(engine, question) if kind is Kind.GRAPH else select(engine, question).rows
    return Counter(tuple(comparable(term, loosely) for term in row) for row in rows)


def comparable(term: Term | None, loosely: bool = False) -> Hashable:
    """Return a term so that equal values are equal: numbers by their value, lists (GROUP_CONCAT) without their order."""
    if not isinstance(term, Literal):
        assert not isinstance(term, Triple)
        return None if term is None else str(term)
    kind = term.datatype.value
    if kind in _NUMBERS:
        return ("number", Decimal(term.value).quantize(Decimal("0.000001")))
    if loosely and kind == _XSD + "boolean":
        return ("number", Decimal(int(term.value in ("1", "true"))).quantize(Decimal("0.000001")))
    separator = " " if term.value.startswith(("http://", "https://")) else "; "
    items = tuple(sorted(term.value.split(separator)))
    if loosely and kind in _TEXTS:
        return ("text", items)
    return (kind, (term.language or "").lower(), items)


def difference(expected: Counter[Hashable], found: Counter[Hashable]) -> str:
    """Return in words what is missing and what is too much; empty when nothing is."""
    missing, extra = expected - found, found - expected
    if not missing and not extra:
        return ""
    return (
        f"{missing.total()} of {expected.total()} missing, such as {next(iter(missing), None)}; "
        f"{extra.total()} too many, such as {next(iter(extra), None)}"
    )
