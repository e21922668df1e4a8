"""A projection with its measures, communities and layout as the columns that browsers and exports read."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any, Final

from graphapp.network import communities, explained
from graphapp.network.graph import Projection, Thing
from graphapp.network.layout import lay_out
from graphapp.network.measures import EXACT, MEASURES, SAMPLED, graph_of, measure
from graphapp.network.things import KINDS, Lexicon

_DIGITS: Final = 3
"""Significant digits of measures that are no counts."""


def document(
    projection: Projection, lexicon: Lexicon, release: str, before: Mapping[str, Any] | None = None
) -> dict[str, Any]:
    """Return the columns of a projection; ``before`` are those of the former release, where nodes start."""
    things = projection.things
    pairs = projection.pairs()
    graph = graph_of(len(things), pairs)
    placed = _before(before)
    found = communities.find(graph, [placed.get(thing.path, (None, None))[1] for thing in things])
    points = lay_out(graph, found, [placed.get(thing.path, (None, None))[0] for thing in things])
    measures = measure(graph, [thing.fields for thing in things])
    kinds = [kind for kind in KINDS if any(thing.kind == kind for thing in things)]
    fields = lexicon.thirteen
    districts = sorted({path for thing in things for path in thing.districts})
    relations = [name for name in explained.RELATIONS if any(tie.relation == name for tie in projection.ties)]
    place = {thing.path: index for index, thing in enumerate(things)}
    return {
        "projection": projection.name,
        "release": release,
        **dict(zip(("de", "en"), explained.PROJECTIONS[projection.name][:2], strict=True)),
        "modularity": round(found.modularity, 4),
        "kinds": [{"id": kind, **_bilingual(lexicon.names(kind))} for kind in kinds],
        "fields": [{"id": name, **_bilingual(lexicon.names("field/" + name))} for name in fields],
        "districts": [{"id": path, **_bilingual(lexicon.names(path))} for path in districts],
        "communities": [
            _community(number, nodes, communities.best_connected(graph, nodes), things)
            for number, nodes in enumerate(found.members())
        ],
        "relations": [_relation(name) for name in relations],
        "measures": [_measure(name, len(things)) for name in MEASURES],
        "nodes": {
            "id": [thing.path for thing in things],
            "de": [thing.label("de") for thing in things],
            "en": [None if thing.label("en") == thing.label("de") else thing.label("en") for thing in things],
            "kind": [kinds.index(thing.kind) for thing in things],
            "fields": [[fields.index(name) for name in thing.fields] for thing in things],
            "districts": [[districts.index(path) for path in thing.districts] for thing in things],
            "begin": [thing.span.begin for thing in things],
            "end": [thing.span.end for thing in things],
            "community": list(found.of),
            "x": [x for x, _ in points],
            "y": [y for _, y in points],
            "measures": {name: _rounded(values) for name, values in measures.values.items()},
        },
        "edges": {
            "source": [place[tie.source] for tie in projection.ties],
            "target": [place[tie.target] for tie in projection.ties],
            "relation": [relations.index(tie.relation) for tie in projection.ties],
            "weight": [tie.weight for tie in projection.ties],
            "begin": [tie.span.begin for tie in projection.ties],
            "end": [tie.span.end for tie in projection.ties],
            "bridge": [
                index
                for index, tie in enumerate(projection.ties)
                if tuple(sorted((place[tie.source], place[tie.target]))) in measures.bridges
            ],
        },
    }


def _before(document: Mapping[str, Any] | None) -> dict[str, tuple[tuple[float, float], int]]:
    if document is None:
        return {}
    nodes = document["nodes"]
    return {
        path: ((x, y), community)
        for path, x, y, community in zip(nodes["id"], nodes["x"], nodes["y"], nodes["community"], strict=True)
    }


def _community(
    number: int, nodes: Sequence[int], best: Sequence[int], things: Sequence[Thing]
) -> dict[str, Any]:
    return {
        "id": number,
        **{language: ", ".join(things[node].label(language) for node in best) for language in ("de", "en")},
        "size": len(nodes),
    }


def _relation(name: str) -> dict[str, str]:
    german, english, back, way_back = explained.RELATIONS[name]
    return {"id": name, "de": german, "en": english, "inverseDe": back, "inverseEn": way_back}


def _measure(name: str, nodes: int) -> dict[str, str]:
    german, english, *sentences = explained.MEASURES[name]
    if name == "betweenness" and nodes > EXACT:
        sentences = [
            f"{sentence} {more.format(SAMPLED, nodes)}"
            for sentence, more in zip(sentences, explained.SAMPLED, strict=True)
        ]
    return {"id": name, "de": german, "en": english, "explainDe": sentences[0], "explainEn": sentences[1]}


def _bilingual(labels: Mapping[str, str]) -> dict[str, str]:
    first = next(iter(labels.values()))
    return {language: labels.get(language, first) for language in ("de", "en")}


def _rounded(values: Sequence[float | None]) -> list[float | int | None]:
    return [value if value is None or isinstance(value, int) else significant(value) for value in values]


def significant(value: float) -> float | int:
    """Round to `_DIGITS` significant digits; whole numbers come as such."""
    if value == 0:
        return 0
    rounded = round(value, _DIGITS - 1 - math.floor(math.log10(abs(value))))
    return int(rounded) if rounded == int(rounded) else rounded
