"""What is known of the things of the projections: names, kinds, fields, districts, years."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from pyoxigraph import Literal

from graphapp.namespaces import BASE
from graphapp.network.graph import Thing
from graphapp.network.times import Span

if TYPE_CHECKING:
    from graphapp.network.asking import Asked

KINDS: Final = (
    "Network",
    "Initiative",
    "ResearchInstitution",
    "Company",
    "PublicBody",
    "Organisation",
    "Project",
    "Programme",
    "Person",
    "Field",
    "Topic",
)
"""Local names of the classes; a thing is of the first of its classes."""
_LANGUAGES: Final = ("de", "en")


@dataclass(frozen=True)
class Lexicon:
    """What is known of things, by path."""

    labels: Mapping[str, Mapping[str, str]]
    """Path of a thing or local name of a class → language → label."""
    kinds: Mapping[str, str]
    fields: Mapping[str, tuple[str, ...]]
    districts: Mapping[str, tuple[str, ...]]
    spans: Mapping[str, Span]
    thirteen: tuple[str, ...]
    """Last parts of the IRIs of the fields that have a colour."""

    def knows(self, path: str) -> bool:
        """Say whether ``path`` is that of a thing of a known kind."""
        return path in self.kinds

    def span(self, path: str) -> Span:
        """Return the years of a thing."""
        return self.spans.get(path, Span())

    def names(self, key: str) -> Mapping[str, str]:
        """Return the labels of a thing or class by language; what has none goes by its path."""
        return self.labels.get(key) or {"de": key}

    def thing(self, path: str) -> Thing:
        """Return all that is known of a thing."""
        return Thing(
            path,
            self.kinds[path],
            self.names(path),
            self.fields.get(path, ()),
            self.districts.get(path, ()),
            self.span(path),
        )

    @classmethod
    def read(cls, ask: Asked) -> Lexicon:
        """Ask for what is known."""
        labels: dict[str, dict[str, str]] = defaultdict(dict)
        found = (
            (thing.value, label.language or "~", label.value)
            for thing, label in ask.terms("labels")
            if thing is not None and isinstance(label, Literal)
        )
        # What has a language comes before what has none.
        for iri, language, label in sorted(found):
            key = iri.removeprefix(BASE + "ontology#").removeprefix(BASE)
            labels[key].setdefault(language if language in _LANGUAGES else "de", label)
        labels["Person"] = {"de": "Person", "en": "person"}
        kinds: dict[str, str] = {}
        for path, of in ask("things"):
            kind = of.rpartition("#")[2].rpartition("/")[2]
            if kind in KINDS and (path not in kinds or KINDS.index(kind) < KINDS.index(kinds[path])):
                kinds[path] = kind
        thirteen = tuple(sorted(row[0].rpartition("/")[2] for row in ask("thirteen")))
        return cls(
            labels, kinds, _fields(ask, frozenset(thirteen), kinds), _districts(ask), _spans(ask), thirteen
        )


def _fields(ask: Asked, thirteen: frozenset[str], kinds: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    counted: dict[str, Counter[str]] = defaultdict(Counter)
    for path, field, documents in ask("of-field"):
        name = field.rpartition("/")[2]
        if name in thirteen:
            counted[path][name] = int(documents)
    declared = {path: Counter(found) for path, found in counted.items()}
    # A person is where their organisations are, a topic where the fields are that have it.
    for thing, relation, other in ask("whole"):
        if relation in ("leads", "role"):
            counted[thing].update(declared.get(other, {}).keys())
        elif relation == "topic" and kinds.get(thing) == "Field":
            name = thing.rpartition("/")[2]
            if name in thirteen:
                counted[other][name] += 1
    for name in thirteen:
        counted["field/" + name] = Counter({name: 1})

    def order(found: Counter[str]) -> Callable[[str], tuple[int, str]]:
        return lambda name: (-found[name], name)

    return {path: tuple(sorted(found, key=order(found))) for path, found in counted.items() if found}


def _districts(ask: Asked) -> dict[str, tuple[str, ...]]:
    within: dict[str, set[str]] = defaultdict(set)
    for path, district in ask("of-district"):
        within[path].add(district)

    def order(district: str) -> tuple[int, str]:
        # A town that became part of a district is in both; the inner one comes first.
        return -len(within.get(district, set()) - {district}), district

    return {path: tuple(sorted(found, key=order)) for path, found in within.items()}


def _spans(ask: Asked) -> dict[str, Span]:
    begins: dict[str, int] = {}
    ends: dict[str, int] = {}
    for path, sort, date in ask("dates"):
        year = re.match(r"\d{4}", date)
        if year is None:
            continue
        if sort == "begin":
            begins[path] = min(int(year[0]), begins.get(path, 9999))
        else:
            ends[path] = max(int(year[0]), ends.get(path, 0))
    return {path: Span(begins.get(path), ends.get(path)) for path in begins.keys() | ends.keys()}
