"""Arrange the plain statements about a thing as the shapes ask for it: groups of facts, values, and who says so."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from pyoxigraph import Literal

from graphapp.catalogue.query import Bilingual
from graphapp.namespaces import GRAPH_CURRENT
from graphapp.store.engine import Term
from graphapp.store.terms import text_of
from graphapp.web.things.evidence import is_source

Row = Mapping[str, Term]


@dataclass(frozen=True)
class Property:
    """A property as the page shows it (a property shape with ``sh:name``, ``sh:group`` and ``sh:order``)."""

    iri: str
    inverse: bool
    name: Bilingual
    order: float
    group: str
    group_name: Bilingual
    group_order: float
    reason: Bilingual | None = None
    """By which rule one of several values is preferred (``sh:description``)."""


@dataclass(frozen=True)
class Said:
    """What one document says about one value: its IRI, and the dates and qualifications it gives; empty if it gives none."""

    source: str
    attested: str = ""
    begin: str = ""
    end: str = ""
    status: str = ""
    """IRI of a code, such as ``code:planned``."""
    basis: str = ""
    """IRI of a code, such as ``code:assigned``."""
    bound: str = ""
    share: str = ""
    note: str = ""


@dataclass(frozen=True)
class Value:
    """A value of a fact, and every document that states it."""

    term: Term
    said: tuple[Said, ...]
    preferred: bool = False

    @property
    def status(self) -> str:
        """The status that all documents give it; empty where at least one states it without."""
        known = {said.status for said in self.said}
        return known.pop() if len(known) == 1 else ""

    @property
    def assigned(self) -> bool:
        """Whether only the project itself says so."""
        return all(said.basis for said in self.said)

    @property
    def newest(self) -> str:
        """The latest date for which a document attests it, as text; empty without any."""
        return max((said.attested or said.end or said.begin for said in self.said), default="")


@dataclass(frozen=True)
class Fact:
    """A property of the thing and its values."""

    of: Property
    values: tuple[Value, ...]

    @property
    def disagrees(self) -> bool:
        """Whether sources differ on what can have one value only."""
        return len(self.values) > 1 and any(value.preferred for value in self.values)


@dataclass(frozen=True)
class Group:
    """Facts under a heading."""

    iri: str
    name: Bilingual
    facts: tuple[Fact, ...]

    @property
    def anchor(self) -> str:
        """Name of the group on the page."""
        return self.iri.rpartition("#")[2]

    @property
    def count(self) -> int:
        """How many values the facts have."""
        return sum(len(fact.values) for fact in self.facts)

    def between(self, first: int, last: int) -> Group:
        """Return the group with its values from number ``first`` (from 0) up to ``last``, which is left out."""
        facts, before = [], 0
        for fact in self.facts:
            values = fact.values[max(0, first - before) : max(0, last - before)]
            before += len(fact.values)
            if values:
                facts.append(Fact(fact.of, values))
        return Group(self.iri, self.name, tuple(facts))


def properties(rows: Iterable[Row]) -> tuple[Property, ...]:
    """Read the solutions of ``pages/view``."""
    found: dict[tuple[str, bool], Property] = {}
    for row in rows:
        inverse = "inverse" in row
        iri = text_of(row, "inverse" if inverse else "path")
        reason = Bilingual(text_of(row, "reasonDe"), text_of(row, "reasonEn")) if "reasonDe" in row else None
        found.setdefault(
            (iri, inverse),
            Property(
                iri,
                inverse,
                Bilingual(text_of(row, "nameDe"), text_of(row, "nameEn")),
                float(text_of(row, "order")),
                text_of(row, "group"),
                Bilingual(text_of(row, "groupDe"), text_of(row, "groupEn")),
                float(text_of(row, "groupOrder")),
                reason,
            ),
        )
    return tuple(found.values())


def arrange(rows: Iterable[Row], view: Sequence[Property]) -> tuple[Group, ...]:
    """Return the groups of facts in ``rows``, the solutions of ``pages/facts``, that ``view`` shows.

    What only the rules derive is not a fact of its own; what they prefer comes first among several values.
    Names of two properties that are alike (a symmetric relation and its inverse) make one fact.
    """
    shown = {(known.iri, known.inverse): known for known in view}
    said: dict[tuple[str, Bilingual], dict[Term, list[Said]]] = {}
    preferred: set[tuple[str, str]] = set()
    first: dict[tuple[str, Bilingual], Property] = {}
    for row in rows:
        known = shown.get((text_of(row, "property"), text_of(row, "direction") == "in"))
        if known is None:
            continue
        source, term = text_of(row, "source"), row["value"]
        if source == GRAPH_CURRENT:
            preferred.add((known.iri, _key(term)))
        if not is_source(source):
            continue
        key = (known.group, known.name)
        first.setdefault(key, known)
        said.setdefault(key, {}).setdefault(term, []).append(_said(row))
    facts = [Fact(known, _values(known, said[key], preferred)) for key, known in first.items()]
    facts.sort(key=lambda fact: (fact.of.group_order, fact.of.order, fact.of.name.de))
    groups: dict[str, list[Fact]] = {}
    for fact in facts:
        groups.setdefault(fact.of.group, []).append(fact)
    return tuple(Group(iri, held[0].of.group_name, tuple(held)) for iri, held in groups.items())


def in_language(group: Group, language: str) -> Group:
    """Return the group without texts of another language where there is one in ``language``."""
    facts = []
    for fact in group.facts:
        own = tuple(value for value in fact.values if _language(value.term) in ("", language))
        facts.append(Fact(fact.of, own or fact.values))
    return Group(group.iri, group.name, tuple(facts))


def _values(
    known: Property, said: Mapping[Term, list[Said]], preferred: set[tuple[str, str]]
) -> tuple[Value, ...]:
    values = [
        Value(term, tuple(sorted(of, key=lambda one: one.source)), (known.iri, _key(term)) in preferred)
        for term, of in said.items()
    ]
    # The preferred first, then what most documents say; what is equal stays in an order that does not change.
    return tuple(sorted(values, key=lambda value: (not value.preferred, -len(value.said), _key(value.term))))


def _said(row: Row) -> Said:
    return Said(
        text_of(row, "source"),
        text_of(row, "attested"),
        text_of(row, "from"),
        text_of(row, "to"),
        text_of(row, "status"),
        text_of(row, "basis"),
        text_of(row, "bound"),
        text_of(row, "share"),
        text_of(row, "note"),
    )


def _key(term: Term) -> str:
    return str(term)


def _language(term: Term) -> str:
    return (term.language or "") if isinstance(term, Literal) else ""
