"""Write the search index of a release: a folder beside the data that is made from it.

The index is no part of the release's content: its files are not the same from one run to the next, and it can be made anew
from the data at any time. So it stands outside the manifest and the id.
"""

from __future__ import annotations

import re
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final

from pyoxigraph import Literal, NamedNode, QuerySolutions, RdfFormat, Store

from graphapp.build.inputs import Inputs
from graphapp.build.release import UNFINISHED
from graphapp.namespaces import BASE
from graphapp.search import FOLDER, KINDS, Entry, is_current, write
from graphapp.store.release import Release

QUERIES: Final = ["things", "names", "texts", "neighbours", "roles", "facets", "dates", "degrees"]
"""The queries that the index is made from: the catalogue's, whose names begin with ``catalogue/search-``."""
_LANGUAGES: Final = ("de", "en")
_MOST_NEIGHBOURS: Final = 400


def search_queries(inputs: Inputs) -> dict[str, str]:
    """Return the texts of the queries that an index is made from, by name; none if the project lacks one of them."""
    files = {file.name: file.content.decode() for file in inputs.queries}
    texts = {name: files.get(f"queries/catalogue/search-{name}.rq", "") for name in QUERIES}
    return texts if all(texts.values()) else {}


def is_indexed(folder: Path, queries: Mapping[str, str]) -> bool:
    """Say whether the release in ``folder`` has all the index it can have: one that this program wrote, or none where there
    are no ``queries`` for it.
    """
    return not queries or is_current(folder / FOLDER)


def index(folder: Path, queries: Mapping[str, str], store: Store) -> None:
    """Write the index of the release in ``folder``, whose quads are in ``store``, in place of one that may be there.

    To be called with the lock of the folder of releases held.
    """
    target = folder / FOLDER
    unfinished = Path(tempfile.mkdtemp(prefix=UNFINISHED, dir=folder.parent))
    unfinished.chmod(0o755)
    write(unfinished, *read_entries(store, queries))
    if target.exists():
        # Whoever serves the former index has its files open.
        target.rename(Path(tempfile.mkdtemp(prefix=UNFINISHED, dir=folder.parent)) / FOLDER)
    unfinished.rename(target)


def load(folder: Path) -> Store:
    """Return the quads of the release in ``folder``."""
    store = Store()
    with Release(folder).quads() as quads:
        store.bulk_load(quads, RdfFormat.N_QUADS)
    return store


def read_entries(
    store: Store, queries: Mapping[str, str]
) -> tuple[list[Entry], dict[str, dict[str, dict[str, str]]]]:
    """Return what the search is to know of the things in ``store``, by IRI, and facet → value → language → label."""
    ask = _Asked(store, queries)
    kinds = _kinds(ask("things"))
    names = _Names(ask("names"))
    texts = _texts(ask("texts"))
    organisations: dict[str, set[str]] = defaultdict(set)
    neighbours: dict[str, list[str]] = defaultdict(list)
    for person, organisation in ask("roles"):
        organisations[person.value].add(organisation.value)
        neighbours[person.value].append(organisation.value)
        neighbours[organisation.value].append(person.value)
    for thing, other in ask("neighbours"):
        neighbours[thing.value].append(other.value)
    facets: dict[tuple[str, str], set[str]] = defaultdict(set)
    for thing, of, value in ask("facets"):
        facets[thing.value, of.value].add(value.value)
    degrees = {thing.value: int(degree.value) for thing, degree in ask("degrees")}
    years = _years(ask("dates"))

    def entry(iri: str, kind: str) -> Entry:
        # A person is where their organisations are.
        homes = (iri, *sorted(organisations.get(iri, ())))
        fields, districts = (
            sorted({value for home in homes for value in facets.get((home, facet), ())})
            for facet in ("field", "district")
        )
        near = sorted(dict.fromkeys(neighbours.get(iri, ())), key=lambda other: -degrees.get(other, 0))
        place = next((other for other in near if kinds.get(other) == "Place"), None)
        begin, end = years.get(iri, (None, None))
        labels = names.labels.get(iri) or {"de": iri.removeprefix(BASE)}
        return Entry(
            iri=iri,
            kind=kind,
            labels=labels,
            names=tuple(sorted(names.others[iri] - set(labels.values()))),
            former=tuple(sorted(names.former[iri] - names.others[iri] - set(labels.values()))),
            identifiers=tuple(sorted(names.identifiers[iri])),
            texts=texts.get(iri, {}),
            related=tuple(
                dict.fromkeys(
                    name for other in near[:_MOST_NEIGHBOURS] for name in names.labels.get(other, {}).values()
                )
            ),
            place=names.labels.get(place, {}) if place is not None else {},
            fields=tuple(_last(value) for value in fields),
            districts=tuple(_last(value) for value in districts),
            begin=begin,
            end=end,
            degree=degrees.get(iri, 0),
        )

    entries = [entry(iri, kind) for iri, kind in sorted(kinds.items())]
    labels: dict[str, dict[str, dict[str, str]]] = {"field": {}, "district": {}}
    for (_, facet), values in facets.items():
        for iri in values:
            labels[facet][_last(iri)] = names.labels.get(iri, {})
    return entries, labels


class _Asked:
    """Asks the queries of the index over the union of all graphs."""

    def __init__(self, store: Store, queries: Mapping[str, str]) -> None:
        self._store, self._queries = store, queries

    def __call__(self, query: str) -> Iterable[tuple[NamedNode | Literal, ...]]:
        solutions = self._store.query(self._queries[query], use_default_graph_as_union=True)
        assert isinstance(solutions, QuerySolutions)
        for solution in solutions:
            row = tuple(solution)
            # A blank node has no page and no name.
            if all(isinstance(cell, NamedNode | Literal) for cell in row):
                yield row


class _Names:
    """Names by thing. A label in graph/current, which the rules prefer, comes before those of the sources."""

    def __init__(self, rows: Iterable[tuple[NamedNode | Literal, ...]]) -> None:
        self.labels: dict[str, dict[str, str]] = defaultdict(dict)
        self.others: dict[str, set[str]] = defaultdict(set)
        self.former: dict[str, set[str]] = defaultdict(set)
        self.identifiers: dict[str, set[str]] = defaultdict(set)
        for thing, sort, name in sorted(rows, key=lambda row: tuple(cell.value for cell in row)):
            match sort.value:
                case "label":
                    language = name.language if isinstance(name, Literal) else None
                    self.labels[thing.value].setdefault(
                        language if language in _LANGUAGES else "de", name.value
                    )
                    self.others[thing.value].add(name.value)
                case "name":
                    self.others[thing.value].add(name.value)
                case "former":
                    self.former[thing.value].add(name.value)
                case _:
                    self.identifiers[thing.value].add(name.value)


def _kinds(rows: Iterable[tuple[NamedNode | Literal, ...]]) -> dict[str, str]:
    order = {kind: place for place, kind in enumerate(_SPECIFIC_FIRST)}
    kinds: dict[str, str] = {}
    for thing, of in rows:
        kind = _last(of.value)
        if thing.value not in kinds or order[kind] < order[kinds[thing.value]]:
            kinds[thing.value] = kind
    return kinds


def _texts(rows: Iterable[tuple[NamedNode | Literal, ...]]) -> dict[str, dict[str, str]]:
    texts: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for thing, text in rows:
        language = text.language if isinstance(text, Literal) and text.language in _LANGUAGES else "de"
        texts[thing.value][str(language)].append(text.value)
    # The longest first: it says most, and is what a result shows.
    return {
        thing: {
            language: " ".join(sorted(set(found), key=lambda text: (-len(text), text)))
            for language, found in of.items()
        }
        for thing, of in texts.items()
    }


def _years(rows: Iterable[tuple[NamedNode | Literal, ...]]) -> dict[str, tuple[int | None, int | None]]:
    begins: dict[str, int] = {}
    ends: dict[str, int] = {}
    for thing, sort, date in rows:
        found = re.match(r"-?\d{4}", date.value)
        if found is None:
            continue
        year = int(found[0])
        if sort.value == "begin":
            begins[thing.value] = min(year, begins.get(thing.value, year))
        else:
            ends[thing.value] = max(year, ends.get(thing.value, year))
    return {thing: (begins.get(thing), ends.get(thing)) for thing in begins.keys() | ends.keys()}


_SPECIFIC_FIRST: Final = sorted(KINDS, key=lambda kind: (kind == "Organisation", list(KINDS).index(kind)))
"""A network that is an organisation too is a network."""


def _last(iri: str) -> str:
    return iri.rpartition("#")[2].rpartition("/")[2]
