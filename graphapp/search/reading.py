"""Ask the index of a release."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Final, Literal

import tantivy

from graphapp.search.folding import query_words
from graphapp.search.query import Words, narrowed, wanted_words
from graphapp.search.schema import analyzers, schema
from graphapp.search.writing import ABOUT, NoIndexError, is_current

FACETS: Final = ("kind", "field", "district", "decade")
"""What results can be narrowed by, in the order of the page."""
_MOST_VALUES: Final = 60

Nearness = Literal["all", "similar", "some"]
"""Whether results have all words that were asked for, words like them, or only some of them."""


@dataclass(frozen=True)
class Wanted:
    """A search: words, and what narrows it."""

    text: str = ""
    kind: str = ""
    field: str = ""
    district: str = ""
    begin: int | None = None
    """First year of the period in which a thing was there."""
    end: int | None = None
    """Last year of it."""

    @property
    def words(self) -> list[str]:
        """The folded words that are looked for."""
        return query_words(self.text)

    @property
    def is_empty(self) -> bool:
        """Whether nothing is asked for."""
        return not (self.words or self.kind or self.field or self.district) and self.begin is self.end is None


@dataclass(frozen=True)
class Hit:
    """A thing that was found, with what a result shows of it."""

    iri: str
    kind: str
    labels: Mapping[str, str]
    names: tuple[str, ...] = ()
    former: tuple[str, ...] = ()
    texts: Mapping[str, str] = field(default_factory=dict)
    place: Mapping[str, str] = field(default_factory=dict)
    fields: tuple[str, ...] = ()
    begin: int | None = None
    end: int | None = None

    def label(self, language: str) -> str:
        """Return the label in ``language``, else in another one."""
        return in_language(self.labels, language)


@dataclass(frozen=True)
class Facet:
    """One value that results can be narrowed to."""

    value: str
    labels: Mapping[str, str]
    count: int

    def label(self, language: str) -> str:
        """Return the label in ``language``, else in another one."""
        return in_language(self.labels, language) or self.value


@dataclass(frozen=True)
class Found:
    """The answer to a search."""

    hits: tuple[Hit, ...]
    count: int
    nearness: Nearness
    facets: Mapping[str, tuple[Facet, ...]] = field(default_factory=dict)
    """Facet → values with the number of results that the other restrictions leave, most first."""


class SearchIndex:
    """The index in a folder. It never changes; methods may be called from several threads at once."""

    def __init__(self, folder: Path) -> None:
        """Open the index. Raises `NoIndexError` if there is none that this program wrote."""
        if not is_current(folder):
            raise NoIndexError(
                f"{folder} holds no search index of this version; make it with: graphapp build"
            )
        try:
            about = json.loads((folder / ABOUT).read_text(encoding="utf-8"))
            index = tantivy.Index(schema(), path=str(folder), reuse=True)
            index.config_reader("manual", 1)
        except (OSError, ValueError) as error:
            raise NoIndexError(f"{folder}: {error}") from error
        self._labels: Mapping[str, Mapping[str, Mapping[str, str]]] = about["labels"]
        self.things: int = about["things"]
        """Number of things in the index."""
        self._searcher = index.searcher()
        self._analyzers = analyzers()

    def search(self, wanted: Wanted, first: int = 0, most: int = 20, *, facets: bool = True) -> Found:
        """Return ``most`` results from ``first`` on (0: the best), by words, then by kind and connections.

        Where nothing has all the words, results have words like them; where nothing has those, some of them.
        """
        for nearness in ("all", "similar", "some"):
            words = self._words(wanted, nearness)
            query = narrowed(words, wanted)
            result = self._searcher.search(query, most, count=True, offset=first, weight_by_field="weight")
            count: int = result.count  # type: ignore[attr-defined]
            if count or not wanted.words:
                break
        hits = tuple(self._hit(address) for _, address in result.hits)
        counted = self._facets(words, wanted) if facets else {}
        return Found(hits, count, nearness, counted)

    def suggest(self, text: str, most: int = 8) -> tuple[Hit, ...]:
        """Return the things whose names begin with the words of ``text``, filled up with similar ones."""
        wanted = Wanted(text)
        if not wanted.words:
            return ()
        hits: dict[str, Hit] = {}
        for nearness in ("begin", "similar"):
            query = wanted_words(Words(wanted.words, nearness), self._analyzers)
            result = self._searcher.search(query, most, count=False, weight_by_field="weight")
            for _, address in result.hits:
                hit = self._hit(address)
                hits.setdefault(hit.iri, hit)
            if len(hits) >= min(most, 3):
                break
        return tuple(hits.values())[:most]

    def _words(self, wanted: Wanted, nearness: Nearness) -> tantivy.Query:
        if not wanted.words:
            return tantivy.Query.all_query()
        return wanted_words(Words(wanted.words, nearness), self._analyzers)

    def _facets(self, words: tantivy.Query, wanted: Wanted) -> dict[str, tuple[Facet, ...]]:
        # A facet counts what there would be if it were not narrowed; facets that are open share one pass.
        open_ones = {"kind": "", "field": "", "district": "", "begin": None, "end": None}
        counted: dict[str, tuple[Facet, ...]] = {}
        passes: dict[Wanted, list[str]] = {}
        for facet in FACETS:
            names = ("begin", "end") if facet == "decade" else (facet,)
            without = replace(wanted, **{name: open_ones[name] for name in names})  # type: ignore[arg-type]
            passes.setdefault(without, []).append(facet)
        for without, names_of_pass in passes.items():
            asked = {name: {"terms": {"field": name, "size": _MOST_VALUES}} for name in names_of_pass}
            answer = self._searcher.aggregate(narrowed(words, without), asked)
            for name in names_of_pass:
                counted[name] = tuple(self._values(name, answer[name]["buckets"]))
        return {facet: counted[facet] for facet in FACETS}

    def _values(self, facet: str, buckets: list[dict[str, Any]]) -> list[Facet]:
        labels = self._labels.get(facet, {})
        values = [
            Facet(bucket["key"], labels.get(bucket["key"], {}), int(bucket["doc_count"]))
            for bucket in buckets
        ]
        if facet == "decade":
            return sorted(values, key=lambda value: value.value, reverse=True)
        return sorted(values, key=lambda value: (-value.count, value.value))

    def _hit(self, address: tantivy.DocAddress) -> Hit:
        shown: dict[str, Any] = json.loads(bytes(self._searcher.doc(address).get_first("shown") or b""))
        return Hit(**shown | {name: tuple(shown.get(name, ())) for name in ("names", "former", "fields")})


def in_language(texts: Mapping[str, str], language: str) -> str:
    """Return the text in ``language``, else in another one, else nothing."""
    return texts.get(language) or next(iter(texts.values()), "")
