"""The measures of a graph's nodes, computed by igraph."""

from __future__ import annotations

import math
import random
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Final

import igraph

EXACT: Final = 5000
"""Nodes up to which betweenness counts the paths from every node; above, those from `SAMPLED` of them, drawn with a seed."""
SAMPLED: Final = 1000
MEASURES: Final = (
    "degree",
    "strength",
    "betweenness",
    "pagerank",
    "core",
    "clustering",
    "constraint",
    "brokerage",
)


@dataclass(frozen=True)
class Measures:
    """Values by measure, in the order of the nodes; None where a measure is not defined. ``bridges``: pairs of nodes."""

    values: Mapping[str, Sequence[float | None]]
    bridges: frozenset[tuple[int, int]]


def graph_of(nodes: int, pairs: Mapping[tuple[int, int], int]) -> igraph.Graph:
    """Return the undirected graph of ``nodes`` nodes whose edges are ``pairs`` with their weights."""
    graph = igraph.Graph(n=nodes, edges=list(pairs))
    graph.es["weight"] = list(pairs.values())
    return graph


def measure(graph: igraph.Graph, fields: Sequence[Sequence[str]]) -> Measures:
    """Return the measures of a graph with the edge attribute ``weight``; ``fields`` are those of each node."""
    weights = graph.es["weight"]
    return Measures(
        {
            "degree": graph.degree(),
            "strength": [int(value) for value in graph.strength(weights=weights)],
            "betweenness": betweenness(graph),
            "pagerank": graph.pagerank(weights=weights, directed=False),
            "core": graph.coreness(),
            "clustering": _defined(graph.transitivity_local_undirected(mode="nan")),
            "constraint": _defined(graph.constraint(weights=weights)),
            "brokerage": brokerage(graph, fields),
        },
        frozenset(tuple(sorted(graph.es[edge].tuple)) for edge in graph.bridges()),
    )


def betweenness(graph: igraph.Graph, sources: Sequence[int] | None = None) -> list[float]:
    """Return the share of the shortest paths between two others that lead through each node (Freeman, 1977).

    ``sources``: only paths from these count, and the result is an estimate; by default those that `EXACT` says.
    """
    nodes = graph.vcount()
    most = (nodes - 1) * (nodes - 2) / 2
    if most <= 0:
        return [0.0] * nodes
    if sources is None and nodes > EXACT:
        sources = sorted(random.Random(nodes).sample(range(nodes), SAMPLED))  # noqa: S311
    if sources is None:
        return [value / most for value in graph.betweenness(directed=False)]
    found = graph.betweenness(directed=False, sources=sources)
    return [value * nodes / len(sources) / most for value in found]


def brokerage(graph: igraph.Graph, fields: Sequence[Sequence[str]]) -> list[int]:
    """Return for each node the number of pairs of its neighbours that have no field in common and no tie, where both
    have a field: those it connects across fields.
    """
    neighbours = [set(found) for found in graph.get_adjlist()]
    of = [frozenset(found) for found in fields]
    counts = []
    for around in neighbours:
        groups = Counter(of[node] for node in around if of[node])
        pairs = sum(
            a_count * b_count
            for (a, a_count), (b, b_count) in combinations(groups.items(), 2)
            if a.isdisjoint(b)
        )
        tied = sum(
            1
            for node in around
            if of[node]
            for other in neighbours[node] & around
            if node < other and of[other] and of[node].isdisjoint(of[other])
        )
        counts.append(pairs - tied)
    return counts


def _defined(values: Sequence[float]) -> list[float | None]:
    return [None if math.isnan(value) else value for value in values]
