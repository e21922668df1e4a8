"""What things are called in the language of a page."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from pyoxigraph import Literal, NamedNode

from graphapp.catalogue import Catalogue
from graphapp.catalogue.blocks import fill
from graphapp.namespaces import BASE, PREFIXES
from graphapp.store.engine import Engine, Question, Term, select
from graphapp.store.terms import compact

QUERY: Final = "pages/names"
AT_ONCE: Final = 1000
"""Things that are asked for in one query."""
_NAMES: Final = (
    PREFIXES["skos"] + "prefLabel",
    PREFIXES["dcterms"] + "title",
    PREFIXES["rdfs"] + "label",
    PREFIXES["skos"] + "notation",
)
"""What a thing is called, the best first."""
_ADDRESS: Final = tuple(
    PREFIXES["schema"] + part for part in ("streetAddress", "postalCode", "addressLocality")
)


@dataclass(frozen=True)
class Label:
    """A text to show and its language; empty if it has none, or is that of the page."""

    text: str
    language: str = ""


@dataclass(frozen=True)
class Labels:
    """The labels of some things, by IRI."""

    texts: Mapping[str, Mapping[str, list[Literal]]] = field(default_factory=dict)
    """IRI → property → texts."""

    def __getitem__(self, key: tuple[str, str]) -> Label:
        """Return the label of an IRI in a language, else in the other one (and says so), else the IRI in short."""
        iri, language = key
        known = self.texts.get(iri, {})
        for name in _NAMES:
            found = _best(known.get(name, ()), language)
            if found is not None:
                foreign = found.language if found.language != language else ""
                return Label(found.value, foreign or "")
        street, code, town = (next((text.value for text in known.get(part, ())), "") for part in _ADDRESS)
        place = " ".join(part for part in (code, town) if part)
        if place:
            return Label(", ".join(part for part in (street, place) if part))
        return Label(compact(iri))


def look_up(engine: Engine, catalogue: Catalogue, iris: Iterable[str]) -> Labels:
    """Return the labels of the graph's own things among ``iris``. Raises `graphapp.store.engine.QueryError`."""
    wanted = sorted({iri for iri in iris if iri.startswith((BASE, *_DESCRIBED))})
    texts: dict[str, dict[str, list[Literal]]] = {}
    query = catalogue.find(QUERY).text
    for start in range(0, len(wanted), AT_ONCE):
        names = [NamedNode(iri) for iri in wanted[start : start + AT_ONCE]]
        for thing, name, text in select(engine, Question(fill(query, {"thing": names}))).rows:
            if isinstance(thing, NamedNode) and isinstance(name, NamedNode) and isinstance(text, Literal):
                texts.setdefault(thing.value, {}).setdefault(name.value, []).append(text)
    return Labels(texts)


_DESCRIBED: Final = tuple(
    PREFIXES[prefix]
    for prefix in ("schema", "dcterms", "org", "skos", "foaf", "prov", "qb", "geo", "wgs", "rdf", "rdfs")
)
"""Vocabularies whose terms have labels in the project's own ontology."""


def iris_in(rows: Iterable[Collection[Term | None]]) -> set[str]:
    """Return the IRIs that stand in ``rows``."""
    return {term.value for row in rows for term in row if isinstance(term, NamedNode)}


def _best(texts: Iterable[Literal], language: str) -> Literal | None:
    return min(
        texts,
        key=lambda text: (text.language != language, bool(text.language), text.language != "en", text.value),
        default=None,
    )
