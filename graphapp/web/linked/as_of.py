"""Leave out of a document what did not hold at a time; the rule itself is `graphapp.catalogue.period`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Final

from pyoxigraph import Literal, NamedNode, Quad

from graphapp.catalogue.period import Bounds, Period
from graphapp.namespaces import GRAPH_CURRENT, GRAPH_INFERRED, PREFIXES, TC

_RDF: Final = PREFIXES["rdf"]
_ORG: Final = PREFIXES["org"]
_SCHEMA: Final = PREFIXES["schema"]
_STATEMENT: Final = (_RDF + "subject", _RDF + "predicate", _RDF + "object")
_ASSERTIONS: Final = frozenset(
    TC + name
    for name in ("Assertion", "Membership", "Tenure", "Participation", "Grant", "Figure", "Statement")
)
_SHORTCUTS: Final = {
    _ORG + "memberOf": (_ORG + "member", _ORG + "organization"),
    TC + "takesPartIn": (TC + "participant", TC + "participatesIn"),
    _ORG + "heldBy": (TC + "post", _ORG + "member"),
}
"""Derived property → where its subject and its value stand in the statements with parts that it was derived from."""
_LABEL: Final = PREFIXES["skos"] + "prefLabel"
_DATES: Final = {
    TC + "notBefore": "not_before",
    TC + "notAfter": "not_after",
    TC + "attestedFrom": "attested_from",
    TC + "attestedTo": "attested_to",
    TC + "saidIn": "said",
}
_OWN: Final = {_SCHEMA + "startDate": "not_before", _SCHEMA + "endDate": "not_after"}
"""The dates that a document gives, where no rule has made bounds of them."""
Facts = Mapping[str, Sequence[str]]
"""Property → its values, as strings."""


def bounds_of(facts: Facts) -> Bounds:
    """Return the bounds of a statement with parts: the derived ones, else those that its own dates give."""
    given: dict[str, list[Period]] = {
        name: _periods(facts.get(property_, ())) for property_, name in _DATES.items()
    }
    for property_, name in _OWN.items():
        given[name] = given[name] or _periods(facts.get(property_, ()))
    for name in ("attested_from", "attested_to"):
        given[name] = given[name] or _periods(facts.get(TC + "attested", ()))

    def first(name: str) -> date | None:
        return min((period.first for period in given[name]), default=None)

    def last(name: str) -> date | None:
        return max((period.last for period in given[name]), default=None)

    return Bounds(
        first("not_before"),
        last("not_after"),
        first("attested_from"),
        last("attested_to"),
        first("said"),
        next((value.rpartition("/")[2] for value in facts.get(TC + "status", ())), ""),
        TC + "Tenure" in facts.get(_RDF + "type", ()),
    )


def _periods(texts: Iterable[str]) -> list[Period]:
    return [period for text in texts if (period := Period.of_lexical(text))]


def as_of(quads: Iterable[Quad], thing: str, period: Period) -> list[Quad]:
    """Return the statements of the document about ``thing`` that may have held in ``period``.

    Left out are statements with parts whose bounds exclude it, whatever refers to them, and plain triples of a source that
    all their qualifying statements in that source exclude; likewise what was derived from such only. What
    ``graph/current`` prefers is of today: its labels alone remain. ``thing`` itself stays.
    """
    kept = list(quads)
    facts = _facts(kept)
    over = {
        node
        for node, known in facts.items()
        if node != thing
        and not _ASSERTIONS.isdisjoint(known.get(_RDF + "type", ()))
        and not bounds_of(known).held(period)
    }
    qualified = _qualified(kept)
    derived = _derived(facts)

    def stays(quad: Quad) -> bool:
        subject, graph = _name(quad.subject), _name(quad.graph_name)
        if subject in over or (isinstance(quad.object, NamedNode) and quad.object.value in over):
            return False
        if graph == GRAPH_CURRENT and quad.predicate.value != _LABEL:
            return False
        triple = (subject, quad.predicate.value, _text(quad.object))
        nodes = derived.get(triple) if graph == GRAPH_INFERRED else qualified.get((graph, triple))
        return not nodes or not nodes <= over

    return [quad for quad in kept if stays(quad)]


Triple = tuple[str, str, str]


def _facts(quads: Iterable[Quad]) -> dict[str, dict[str, list[str]]]:
    facts: dict[str, dict[str, list[str]]] = {}
    for quad in quads:
        facts.setdefault(_name(quad.subject), {}).setdefault(quad.predicate.value, []).append(
            _text(quad.object)
        )
    return facts


def _qualified(quads: Iterable[Quad]) -> dict[tuple[str, Triple], set[str]]:
    """Return graph and triple → the statement nodes of that graph that qualify the triple."""
    parts: dict[tuple[str, str], dict[str, str]] = {}
    for quad in quads:
        if quad.predicate.value in _STATEMENT:
            key = (_name(quad.graph_name), _name(quad.subject))
            parts.setdefault(key, {})[quad.predicate.value] = _text(quad.object)
    found: dict[tuple[str, Triple], set[str]] = {}
    for (graph, node), known in parts.items():
        if len(known) == len(_STATEMENT):
            subject, predicate, value = (known[name] for name in _STATEMENT)
            found.setdefault((graph, (subject, predicate, value)), set()).add(node)
    return found


def _derived(facts: Mapping[str, Facts]) -> dict[Triple, set[str]]:
    """Return derived triple → the nodes that it was derived from."""
    found: dict[Triple, set[str]] = {}
    for node, known in facts.items():
        for property_, (from_, to) in _SHORTCUTS.items():
            for subject in known.get(from_, ()):
                for value in known.get(to, ()):
                    found.setdefault((subject, property_, value), set()).add(node)
    return found


def _name(term: object) -> str:
    return term.value if isinstance(term, NamedNode) else str(term)


def _text(term: object) -> str:
    """Return an IRI or the lexical form of a literal."""
    return term.value if isinstance(term, NamedNode | Literal) else str(term)
