"""What lies behind a tie of a projection: relations, what is shared, years, and the documents that say it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any, Final

from pyoxigraph import Literal, NamedNode

from graphapp.catalogue.blocks import fill
from graphapp.namespaces import BASE
from graphapp.store.engine import Engine, Question, select
from graphapp.web.site import Site
from graphapp.web.things.evidence import describe
from graphapp.web.things.labels import look_up

STATED: Final = "pages/tie"
SHARED: Final = "pages/tie-shared"


def between(
    site: Site, engine: Engine, columns: Mapping[str, Any], ends: tuple[str, str], language: str
) -> dict[str, Any] | None:
    """Return the relations between two nodes of a projection, each told from the first to the second.

    None where one of the two is no node or they are not tied. Raises `graphapp.store.engine.QueryError`.
    """
    ids = columns["nodes"]["id"]
    places = [ids.index(end) if end in ids else -1 for end in ends]
    if -1 in places:
        return None
    edges = list(_edges(columns, places[0], places[1]))
    if not edges:
        return None
    query = STATED if columns["projection"] == "whole" else SHARED
    said: dict[tuple[str, bool], set[str]] = defaultdict(set)
    shared: dict[tuple[str, bool], set[str]] = defaultdict(set)
    for forward in {forward for _, forward in edges}:
        thing, other = ends if forward else ends[::-1]
        text = fill(
            site.catalogue.find(query).text,
            {"thing": (NamedNode(BASE + thing),), "other": (NamedNode(BASE + other),)},
        )
        for row in select(engine, Question(text)).dicts():
            relation, via, source = row["relation"], row.get("shared"), row.get("source")
            assert isinstance(relation, Literal)
            if isinstance(source, NamedNode):
                said[relation.value, forward].add(source.value)
            if isinstance(via, NamedNode):
                shared[relation.value, forward].add(via.value)
    sources = describe(engine, site.catalogue, {iri for found in said.values() for iri in found})
    labels = look_up(engine, site.catalogue, {iri for found in shared.values() for iri in found})

    def relation_of(place: int, forward: bool) -> dict[str, Any]:
        relation = columns["relations"][columns["edges"]["relation"][place]]
        key = relation["id"], forward
        return {
            "relation": relation["id"],
            "de": relation["de" if forward else "inverseDe"],
            "en": relation["en" if forward else "inverseEn"],
            "weight": columns["edges"]["weight"][place],
            "begin": columns["edges"]["begin"][place],
            "end": columns["edges"]["end"][place],
            "via": sorted(
                ({"id": iri.removeprefix(BASE), "label": labels[iri, language].text} for iri in shared[key]),
                key=lambda one: (one["label"].casefold(), one["id"]),
            ),
            "sources": [
                {
                    "id": source.iri.removeprefix(BASE),
                    "title": source.title,
                    "date": source.issued,
                    "url": source.url,
                }
                for source in sorted(
                    (sources[iri] for iri in said[key] if iri in sources),
                    key=lambda one: (one.issued, one.iri),
                    reverse=True,
                )
            ],
        }

    return {
        "a": ends[0],
        "b": ends[1],
        "relations": [relation_of(place, forward) for place, forward in edges],
    }


def _edges(columns: Mapping[str, Any], a: int, b: int) -> Iterator[tuple[int, bool]]:
    """Yield the places of the edges between two nodes, and whether each leads from the first to the second."""
    edges = columns["edges"]
    for place, pair in enumerate(zip(edges["source"], edges["target"], strict=True)):
        if pair == (a, b):
            yield place, True
        elif pair == (b, a):
            yield place, False
