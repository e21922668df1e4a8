"""What the picture of the model shows: every own class, by family, and the main properties between them.

A new class appears by itself, in the family of what it is below; a new property when it is added to ``MAIN``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from graphapp.namespaces import TC
from graphapp.ontology.vocabulary import OwnClass, Vocabulary, compact, expand


@dataclass(frozen=True)
class Family:
    """Classes of one colour. ``light`` and ``dark`` are CSS colours of lines and heads in the two schemes."""

    name: str
    label: str
    light: str
    dark: str


FAMILIES: Final = (
    Family("organisations", "Organisations · Organisationen", "#1f5fa8", "#6aa9f0"),
    Family("projects", "Projects and money · Projekte und Geld", "#1d7a4a", "#5cc48c"),
    Family("offers", "Services and events · Leistungen und Anlässe", "#a0522d", "#dd9a6c"),
    Family("people", "People and roles · Personen und Rollen", "#a8326e", "#ec86b8"),
    Family("concepts", "Concepts · Begriffe", "#6a3fb0", "#b497f0"),
    Family("places", "Places · Orte", "#0d7377", "#4fc3c7"),
    Family("sources", "Sources and statements · Quellen und Aussagen", "#596275", "#a3adbf"),
)

ANCHORS: Final[tuple[tuple[str, str, int], ...]] = (
    ("tc:Organisation", "organisations", 1),
    ("tc:Grant", "projects", 2),
    ("tc:Participation", "projects", 2),
    ("tc:Membership", "people", 2),
    ("tc:Tenure", "people", 2),
    ("tc:Assertion", "sources", 2),
    ("tc:SourceDocument", "sources", 3),
    ("tc:Role", "people", 3),
    ("foaf:Person", "people", 3),
    ("tc:Indicator", "concepts", 3),
    ("skos:Concept", "concepts", 0),
    ("schema:Place", "places", 0),
    ("foaf:Project", "projects", 1),
    ("schema:FundingScheme", "projects", 1),
    ("schema:Event", "offers", 1),
    ("schema:Service", "offers", 1),
    ("schema:Certification", "offers", 1),
    ("schema:CreativeWork", "sources", 1),
)
"""(class, family, column): the first that a class is, or is below, decides where it is drawn."""

MAIN: Final[tuple[tuple[str, str, str], ...]] = (
    ("tc:Organisation", "tc:field", "tc:Field"),
    ("tc:Organisation", "tc:sector", "tc:Sector"),
    ("tc:Organisation", "tc:topic", "tc:Topic"),
    ("tc:Organisation", "tc:locatedIn", "tc:Place"),
    ("tc:Organisation", "tc:subsidiaryOf", "tc:Organisation"),
    ("tc:Organisation", "tc:cooperatesWith", "tc:Organisation"),
    ("tc:Organisation", "tc:holdsLabel", "tc:Label"),
    ("tc:Project", "tc:field", "tc:Field"),
    ("tc:Project", "tc:topic", "tc:Topic"),
    ("tc:Project", "tc:fundingProgramme", "tc:Programme"),
    ("tc:Programme", "schema:funder", "tc:Organisation"),
    ("tc:Event", "tc:locatedIn", "tc:Place"),
    ("tc:Event", "schema:organizer", "tc:Organisation"),
    ("tc:Service", "schema:provider", "tc:Organisation"),
    ("tc:Publication", "schema:about", "tc:Field"),
    ("tc:Publication", "dcterms:publisher", "tc:Organisation"),
    ("tc:Membership", "org:member", "tc:Organisation"),
    ("tc:Membership", "org:organization", "tc:Organisation"),
    ("tc:Tenure", "org:organization", "tc:Organisation"),
    ("tc:Tenure", "org:member", "foaf:Person"),
    ("tc:Tenure", "org:role", "tc:Role"),
    ("tc:Participation", "tc:participant", "tc:Organisation"),
    ("tc:Participation", "tc:participatesIn", "tc:Project"),
    ("tc:Participation", "tc:participatesIn", "tc:Programme"),
    ("tc:Grant", "tc:recipient", "tc:Organisation"),
    ("tc:Grant", "tc:recipient", "tc:Project"),
    ("tc:Grant", "tc:fundingProgramme", "tc:Programme"),
    ("tc:Figure", "tc:thing", "tc:Organisation"),
    ("tc:Figure", "tc:indicator", "tc:Indicator"),
    ("tc:Assertion", "tc:statedIn", "tc:SourceDocument"),
)
"""(class of subjects, property, class of values): the properties that are drawn. ``queries/catalogue/model-edges.rq``
counts how the data use each; a test holds these to the ontology and to that."""

_PERSON: Final = OwnClass(expand("foaf:Person"), {"de": "Person", "en": "Person"}, {}, (), ())


@dataclass(frozen=True)
class Entry:
    """A class as a box shows it. ``depth`` is how far it is below the class of the box."""

    iri: str
    english: str
    german: str
    above: tuple[str, ...]
    """The direct superclasses, in small print; the prefixed name of a class that is not the project's own."""
    depth: int = 0


@dataclass(frozen=True)
class Node:
    """A box: a class, and the kinds of it that are listed inside."""

    head: Entry
    kinds: tuple[Entry, ...]
    family: str
    column: int

    @property
    def iri(self) -> str:
        """The IRI of the box's class."""
        return self.head.iri


@dataclass(frozen=True)
class Link:
    """A property drawn from the box ``subject`` to the box ``value`` (IRIs of their classes)."""

    subject: str
    label: str
    value: str


def nodes(vocabulary: Vocabulary) -> tuple[Node, ...]:
    """Return the boxes: one an own class, but kinds of organisations inside the organisation's; and the person.

    Raises ``LookupError`` for a class that is below no anchor.
    """
    listed = expand("tc:Organisation")
    out = []
    for own in (*vocabulary.classes, _PERSON):
        above = vocabulary.above(own.iri)
        if listed in above and own.iri != listed:
            continue
        family, column = _place(above, own.iri)
        kinds = _kinds(vocabulary, listed, 0) if own.iri == listed else ()
        out.append(Node(_entry(own, ""), kinds, family, column))
    return tuple(out)


def links() -> tuple[Link, ...]:
    """Return the lines, own properties without their prefix."""
    return tuple(
        Link(expand(subject), prop.removeprefix("tc:"), expand(value)) for subject, prop, value in MAIN
    )


def _place(above: frozenset[str], iri: str) -> tuple[str, int]:
    for anchor, family, column in ANCHORS:
        if expand(anchor) in above:
            return family, column
    raise LookupError(f"{compact(iri)} is below no class of ANCHORS in {__name__}; add one")


def _kinds(vocabulary: Vocabulary, parent: str, depth: int) -> tuple[Entry, ...]:
    out: list[Entry] = []
    for own in vocabulary.classes:
        if parent in own.parents:
            out += (_entry(own, parent, depth), *_kinds(vocabulary, own.iri, depth + 1))
    return tuple(out)


def _entry(own: OwnClass, within: str, depth: int = 0) -> Entry:
    parents = tuple(f"⊑ {compact(p).removeprefix('tc:')}" for p in own.parents if p != within)
    reused = () if own.iri.startswith(TC) else (compact(own.iri),)
    return Entry(own.iri, own.label["en"], own.label["de"], reused or parents, depth)
