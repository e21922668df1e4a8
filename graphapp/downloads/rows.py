"""What the tables hold, read from a release's N-Quads a thing at a time: what the sources say of it and what the rules prefer.

A column is a property. Where the rules prefer a value (``graph/current``), the table has that one, else all that the sources
give. What is derived beyond that is in the RDF dumps only.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from pyoxigraph import Literal, NamedNode, RdfFormat, parse

from graphapp.downloads.kinds import TABLE_CLASSES
from graphapp.downloads.lines import graph_of, read_lines, subject_groups
from graphapp.namespaces import BASE, GRAPH_CURRENT, GRAPH_INFERRED, PREFIXES

SEPARATOR: Final = " | "
"""What stands between several values of a cell."""
FIXED: Final = ("iri", "id", "label_de", "label_en")
"""The first columns of every table."""
TO_THINGS: Final = "things"
"""Values of a property that are things with names."""
TO_IRIS: Final = "iris"
"""Values of a property that are other IRIs."""
NAMELESS: Final = (
    "geometry",
    "grant",
    "membership",
    "observation",
    "participation",
    "post",
    "statement",
    "tenure",
)
"""What the IRIs of things without names begin with."""
LAST: Final = "sources"
"""The last one: the ids of the documents."""
_TYPE: Final = PREFIXES["rdf"] + "type"
_LABELS: Final = (PREFIXES["skos"] + "prefLabel", PREFIXES["dcterms"] + "title", PREFIXES["rdfs"] + "label")
_DEPRECATED: Final = PREFIXES["owl"] + "deprecated"
_OF_ITSELF: Final = frozenset({_TYPE, PREFIXES["skos"] + "prefLabel", PREFIXES["dcterms"] + "identifier"})
_SOURCE: Final = BASE + "source/"
_INFERRED: Final = f"<{GRAPH_INFERRED}>".encode()
_CURRENT: Final = f"<{GRAPH_CURRENT}>".encode()
_BY_CLASS: Final = {of: name for name, of in TABLE_CLASSES.items()}
_OWN: Final = b"<" + BASE.encode()


@dataclass(frozen=True)
class Thing:
    """What is said of one thing."""

    iri: str
    classes: frozenset[str]
    values: Mapping[str, tuple[NamedNode | Literal, ...]]
    """Property → values, the preferred one where there is one; without those that only the rules derive."""
    sources: tuple[str, ...]
    """Ids of the documents that say something of it."""

    @property
    def tables(self) -> tuple[str, ...]:
        """Names of the tables that it stands in."""
        return tuple(name for of, name in _BY_CLASS.items() if of in self.classes)

    def label(self, language: str) -> str:
        """Return its label in the language; without one in any language, an empty text."""
        for name in _LABELS:
            texts = [value for value in self.values.get(name, ()) if isinstance(value, Literal)]
            for text in texts:
                if text.language == language or (not text.language and language == "de"):
                    return text.value
        return self._address() if language == "de" else ""

    def _address(self) -> str:
        street, code, town = (
            next((value.value for value in self.values.get(PREFIXES["schema"] + part, ())), "")
            for part in ("streetAddress", "postalCode", "addressLocality")
        )
        place = f"{code} {town}".strip() if town else ""
        return ", ".join(part for part in (street, place) if part) if place else ""


@dataclass(frozen=True)
class Column:
    """A column of a table: a property, in one language where its values are texts in languages."""

    name: str
    property: str
    """IRI of the property; empty for the columns of the table's own."""
    language: str = ""
    links: bool = False
    """Whether it holds IRIs as they are."""


@dataclass
class Survey:
    """What a first reading finds: the labels of all things, and the properties that each table needs."""

    labels: dict[str, str] = field(default_factory=dict)
    tables: set[str] = field(default_factory=set)
    """Names of the tables that have rows."""
    uses: dict[str, Counter[tuple[str, str]]] = field(default_factory=lambda: defaultdict(Counter))
    """Table → how often a property has values in a language (empty: of none), or such as `TO_THINGS` and `TO_IRIS` say."""


def things(data: Path) -> Iterator[Thing]:
    """Give the project's own things in ``data``, compressed N-Quads in their order. What was merged into another is left out."""
    for subject, lines in subject_groups(read_lines(data)):
        if subject.startswith(_OWN) and b"#" not in subject:
            found = _thing(subject[1:-1].decode(), lines)
            if found is not None:
                yield found


def survey(found: Iterable[Thing]) -> Survey:
    """Read all things once."""
    seen = Survey()
    for thing in found:
        label = thing.label("de") or thing.label("en")
        if label:
            seen.labels[thing.iri] = label
        for table in thing.tables:
            seen.tables.add(table)
            for name, values in thing.values.items():
                if name in _OF_ITSELF:
                    continue
                for use in {(name, _how(value)) for value in values}:
                    seen.uses[table][use] += 1
    return seen


def columns(seen: Survey, table: str) -> tuple[Column, ...]:
    """Return the columns of a table: the most used properties first, and beside each that leads to things their IRIs."""
    uses = seen.uses[table]
    total: Counter[str] = Counter()
    for (name, _), number in uses.items():
        total[name] += number
    ordered = sorted(total, key=lambda name: (-total[name], name))
    locals_ = Counter(_local(name) for name in ordered)
    found: list[Column] = [Column(name, "") for name in FIXED]
    taken = {*FIXED, LAST}
    for name in ordered:
        base = _local(name) if locals_[_local(name)] == 1 else _prefixed(name)
        kinds = {how for of, how in uses if of == name}
        plain = {TO_THINGS, ""} & kinds
        if plain:
            found.append(Column(_free(base, taken), name))
        found += [
            Column(_free(f"{base}_{language}", taken), name, language)
            for language in sorted(kinds - {TO_THINGS, TO_IRIS, ""})
        ]
        if kinds & {TO_THINGS, TO_IRIS}:
            found.append(Column(_free(f"{base}_iri" if plain else base, taken), name, links=True))
    return (*found, Column(LAST, ""))


def cells(thing: Thing, shown: Iterable[Column], labels: Mapping[str, str]) -> list[str]:
    """Return the row of a thing."""
    own = {
        "iri": thing.iri,
        "id": next((value.value for value in thing.values.get(PREFIXES["dcterms"] + "identifier", ())), ""),
        "label_de": thing.label("de"),
        "label_en": thing.label("en"),
        LAST: SEPARATOR.join(thing.sources),
    }
    return [_cell(thing, column, labels) if column.property else own[column.name] for column in shown]


def _cell(thing: Thing, column: Column, labels: Mapping[str, str]) -> str:
    texts = []
    for value in thing.values.get(column.property, ()):
        if isinstance(value, NamedNode):
            if column.links:
                texts.append(value.value)
            elif not column.language and _how(value) == TO_THINGS:
                texts.append(labels.get(value.value, value.value.removeprefix(BASE)))
        elif not column.links and (value.language or "") == column.language:
            texts.append(value.value)
    return SEPARATOR.join(texts)


def _thing(iri: str, lines: list[bytes]) -> Thing | None:
    quads = list(parse(b"".join(lines), RdfFormat.N_QUADS, lenient=True))
    classes: set[str] = set()
    said: dict[str, dict[NamedNode | Literal, None]] = {}
    preferred: dict[str, dict[NamedNode | Literal, None]] = {}
    sources: dict[str, None] = {}
    for line, quad in zip(lines, quads, strict=True):
        name, value = quad.predicate.value, quad.object
        if not isinstance(value, NamedNode | Literal):
            continue
        if name == _TYPE:
            classes.add(value.value)
        if name == _DEPRECATED and value.value == "true":
            return None
        graph = graph_of(line)
        if graph == _INFERRED:
            continue
        if graph == _CURRENT:
            preferred.setdefault(name, {})[value] = None
            continue
        said.setdefault(name, {})[value] = None
        source = graph[1:-1].decode()
        if source.startswith(_SOURCE):
            sources[source.removeprefix(_SOURCE)] = None
    values = {name: tuple(of) for name, of in {**said, **preferred}.items()}
    return Thing(iri, frozenset(classes), values, tuple(sorted(sources)))


def _how(value: NamedNode | Literal) -> str:
    """Return the language of a text, empty for other literals, or what kind of IRI it is."""
    if isinstance(value, Literal):
        return value.language or ""
    path = value.value.removeprefix(BASE).partition("/")[0]
    return TO_THINGS if value.value.startswith(BASE) and path not in NAMELESS else TO_IRIS


def _local(iri: str) -> str:
    return iri.rpartition("#")[2].rpartition("/")[2]


def _prefixed(iri: str) -> str:
    space = iri.removesuffix(_local(iri))
    prefix = next((prefix for prefix, known in PREFIXES.items() if known == space), "x")
    return f"{prefix}_{_local(iri)}"


def _free(name: str, taken: set[str]) -> str:
    while name in taken:
        name += "_"
    taken.add(name)
    return name
