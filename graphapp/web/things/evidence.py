"""The documents behind what a page shows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from pyoxigraph import NamedNode

from graphapp.catalogue import Catalogue
from graphapp.catalogue.blocks import fill
from graphapp.namespaces import BASE
from graphapp.store.engine import Engine, Question, select
from graphapp.store.terms import value_of

QUERY: Final = "pages/sources"
SOURCES: Final = BASE + "source/"
"""How the IRIs of documents begin."""
AT_ONCE: Final = 1000
MOST_NAMED: Final = 20
"""Documents that a report of a mistake names at most."""


@dataclass(frozen=True)
class Source:
    """A document: its IRI and what the graph knows of it, empty where it knows nothing."""

    iri: str
    title: str
    publisher: str = ""
    issued: str = ""
    """``xsd:date``, ``xsd:gYearMonth`` or ``xsd:gYear``, as text."""
    url: str = ""


def is_source(iri: str) -> bool:
    """Whether an IRI is that of a document, and so of a named graph with what it says."""
    return iri.startswith(SOURCES)


def describe(engine: Engine, catalogue: Catalogue, iris: Iterable[str]) -> Mapping[str, Source]:
    """Return the documents among ``iris``. Raises `graphapp.store.engine.QueryError`."""
    wanted = sorted({iri for iri in iris if is_source(iri)})
    query = catalogue.find(QUERY).text
    found: dict[str, Source] = {}
    for start in range(0, len(wanted), AT_ONCE):
        names = [NamedNode(iri) for iri in wanted[start : start + AT_ONCE]]
        for row in select(engine, Question(fill(query, {"source": names}))).dicts():
            iri = row["source"].value if isinstance(row["source"], NamedNode) else ""
            if iri not in found:
                found[iri] = Source(
                    iri,
                    value_of(row.get("title")) or iri.removeprefix(SOURCES),
                    value_of(row.get("publisher")),
                    value_of(row.get("issued")),
                    value_of(row.get("url")),
                )
    return found
