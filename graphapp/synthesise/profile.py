"""The real data as templates: what documents say of each thing, statement by statement."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Store

from graphapp.namespaces import BASE, PREFIXES

Term = NamedNode | Literal

TYPE: Final = PREFIXES["rdf"] + "type"
SUBJECT: Final = PREFIXES["rdf"] + "subject"
OBJECT: Final = PREFIXES["rdf"] + "object"
PREDICATE: Final = PREFIXES["rdf"] + "predicate"
_TC: Final = PREFIXES["tc"]
_ORG: Final = PREFIXES["org"]

OWNER: Final[Mapping[str, str]] = {
    "Statement": SUBJECT,
    "Figure": _TC + "thing",
    "Grant": _TC + "recipient",
    "Participation": _TC + "participant",
    "Membership": _ORG + "member",
    "Tenure": _ORG + "member",
}
"""Class of a node that states something → the property that leads to the thing it belongs to."""
ADDRESS: Final = PREFIXES["schema"] + "address"
DOCUMENT: Final = "SourceDocument"
FRAME: Final = frozenset(("Place", "Field", "Sector", "Geometry"))
"""Classes whose things are the same in every landscape."""
_SUBJECT_TO_ORDER: Final = (
    (PREFIXES["dcterms"] + "isPartOf",),
    (_TC + "subsidiaryOf",),
    (_TC + "successorOf",),
    (_TC + "mergedInto", _TC + "renamedTo"),
    (PREFIXES["skos"] + "broader",),
)
ORDERED: Final[Mapping[str, int]] = {
    predicate: number for number, group in enumerate(_SUBJECT_TO_ORDER) for predicate in group
}
"""Properties that must not lead back to where they began → number of the group that is looked at together."""
COMMON: Final = 5
"""A text that stands so often in the data is part of their vocabulary and no text about one thing."""


@dataclass(frozen=True)
class Statement:
    """One triple of one document."""

    document: str
    subject: str
    predicate: str
    object: Term


@dataclass(frozen=True)
class Template:
    """A real thing: all that documents say of it and of the nodes that belong to it."""

    iri: str
    kind: str
    """Local names of its classes, sorted and joined by ``+``."""
    statements: tuple[Statement, ...]
    depths: tuple[int, ...]
    """How many steps it is from the end of its chain, for each group of ``ORDERED``."""

    @property
    def segment(self) -> str:
        """Return the first part of the IRI below the base, such as ``organisation``."""
        return self.iri.removeprefix(BASE).partition("/")[0]


@dataclass(frozen=True)
class Profile:
    """The real data, ready to be followed."""

    templates: Mapping[str, tuple[Template, ...]]
    """Kind → its things, those that most statements lead to first."""
    ranks: Mapping[str, tuple[str, int]]
    """IRI of a real thing → its kind and its place in it, from 0."""
    documents: Mapping[str, tuple[Statement, ...]]
    """IRI of a document that says something of a template → what is said of itself."""
    frame: tuple[Quad, ...]
    """What the documents say of places, fields, sectors and the wholes that they are parts of."""
    places: tuple[str, ...]
    """IRIs of places, each as often as a thing is said to lie there."""
    vocabulary: frozenset[str]
    """IRIs that the ontology describes."""
    common: frozenset[str]
    """Texts that are part of the vocabulary, see ``COMMON``."""


def local(iri: str) -> str:
    """Return what follows the last slash or hash of ``iri``."""
    return iri.rpartition("#")[2].rpartition("/")[2]


def read_profile(ontology: Path, data: Path) -> Profile:
    """Read the Turtle files below ``ontology`` and the TriG files below ``data``.

    Raises ``SyntaxError`` for a file that is neither, ``ValueError`` when there is no thing to follow.
    """
    store, terms = _load(data, "**/*.trig", RdfFormat.TRIG), _load(ontology, "**/*.ttl", RdfFormat.TURTLE)
    kinds = _kinds(store)
    owners = _owners(store, kinds)
    gathered: dict[str, list[Statement]] = defaultdict(list)
    documents: dict[str, list[Statement]] = {}
    for statement in _statements(store):
        kind = kinds.get(statement.subject)
        if kind == DOCUMENT:
            documents.setdefault(statement.subject, []).append(statement)
        for thing in (
            owners.get(statement.subject, ())
            if kind in OWNER or kind == "PostalAddress"
            else [statement.subject]
        ):
            if kind is not None and kind != DOCUMENT and kinds.get(thing, "Place") not in FRAME:
                gathered[thing].append(statement)
    led_to = Counter(
        said.object.value
        for listed in gathered.values()
        for said in listed
        if isinstance(said.object, NamedNode)
    )
    depths = _depths(gathered)
    by_kind: dict[str, list[Template]] = defaultdict(list)
    for iri in sorted(gathered, key=lambda iri: (-led_to[iri], iri)):
        by_kind[kinds[iri]].append(Template(iri, kinds[iri], tuple(gathered[iri]), depths.get(iri, _FLAT)))
    if not by_kind:
        raise ValueError(f"{data} holds no thing that an invented one could follow")
    cited = {said.document for listed in gathered.values() for said in listed}
    return Profile(
        templates={kind: tuple(listed) for kind, listed in sorted(by_kind.items())},
        ranks={one.iri: (kind, rank) for kind, listed in by_kind.items() for rank, one in enumerate(listed)},
        documents={name: tuple(documents.get(name, ())) for name in sorted(cited)},
        frame=_frame(store, kinds),
        places=tuple(
            said.object.value
            for listed in gathered.values()
            for said in listed
            if said.predicate == _TC + "locatedIn" and isinstance(said.object, NamedNode)
        ),
        vocabulary=frozenset(quad.subject.value for quad in terms if isinstance(quad.subject, NamedNode)),
        common=_common(gathered.values()),
    )


_FLAT: Final = (0,) * len(_SUBJECT_TO_ORDER)


def _load(folder: Path, pattern: str, syntax: RdfFormat) -> Store:
    store = Store()
    for path in sorted(folder.glob(pattern)):
        store.bulk_load(path.read_bytes(), syntax)
    return store


def _statements(store: Store) -> Iterator[Statement]:
    """Yield all statements of the documents in an order that depends on nothing but themselves."""
    quads = (quad for quad in store if isinstance(quad.subject, NamedNode))
    for quad in sorted(quads, key=str):
        value = quad.object
        assert isinstance(value, NamedNode | Literal)
        assert isinstance(quad.subject, NamedNode)
        yield Statement(str(quad.graph_name.value), quad.subject.value, quad.predicate.value, value)


def _kinds(store: Store) -> dict[str, str]:
    classes: dict[str, set[str]] = defaultdict(set)
    for quad in store.quads_for_pattern(None, NamedNode(TYPE), None, None):
        if isinstance(quad.subject, NamedNode) and isinstance(quad.object, NamedNode):
            classes[quad.subject.value].add(local(quad.object.value))
    return {iri: "+".join(sorted(names)) for iri, names in classes.items()}


def _owners(store: Store, kinds: Mapping[str, str]) -> dict[str, list[str]]:
    """Return node → the things that it belongs to; an address that two things share belongs to both."""
    found: dict[str, set[str]] = defaultdict(set)
    for kind, predicate in OWNER.items():
        for quad in store.quads_for_pattern(None, NamedNode(predicate), None, None):
            node, thing = quad.subject, quad.object
            if not isinstance(node, NamedNode) or not isinstance(thing, NamedNode):
                continue
            if kinds.get(node.value) == kind and kinds.get(thing.value) not in OWNER:
                found[node.value].add(thing.value)
    for quad in store.quads_for_pattern(None, NamedNode(ADDRESS), None, None):
        if isinstance(quad.subject, NamedNode) and isinstance(quad.object, NamedNode):
            found[quad.object.value].add(quad.subject.value)
    return {node: sorted(things) for node, things in found.items()}


def _depths(gathered: Mapping[str, Iterable[Statement]]) -> dict[str, tuple[int, ...]]:
    above: dict[tuple[int, str], set[str]] = defaultdict(set)
    for iri, listed in gathered.items():
        for said in listed:
            if said.subject == iri and said.predicate in ORDERED and isinstance(said.object, NamedNode):
                above[ORDERED[said.predicate], iri].add(said.object.value)
    known: dict[tuple[int, str], int] = {}

    def depth(group: int, iri: str) -> int:
        if (group, iri) not in known:
            known[group, iri] = 0  # ends a chain that leads back to itself
            known[group, iri] = max(
                (1 + depth(group, up) for up in sorted(above.get((group, iri), ()))), default=0
            )
        return known[group, iri]

    return {iri: tuple(depth(group, iri) for group in range(len(_FLAT))) for iri in gathered}


def _frame(store: Store, kinds: Mapping[str, str]) -> tuple[Quad, ...]:
    kept = {iri for iri, kind in kinds.items() if kind in FRAME}
    part_of, names = PREFIXES["dcterms"] + "isPartOf", (TYPE, PREFIXES["schema"] + "name", _IDENTIFIER)
    found, wholes = [], set()
    for quad in store:
        if isinstance(quad.subject, NamedNode) and quad.subject.value in kept:
            found.append(quad)
            if quad.predicate.value == part_of and isinstance(quad.object, NamedNode):
                wholes.add(quad.object.value)
    for iri in wholes - kept:
        for name in names:
            found += store.quads_for_pattern(NamedNode(iri), NamedNode(name), None, None)
    return tuple(sorted(found, key=str))


def _common(gathered: Iterable[Iterable[Statement]]) -> frozenset[str]:
    times: Counter[str] = Counter()
    for listed in gathered:
        times.update({said.object.value for said in listed if isinstance(said.object, Literal)})
    return frozenset(text for text, number in times.items() if number >= COMMON)


_IDENTIFIER: Final = PREFIXES["dcterms"] + "identifier"
