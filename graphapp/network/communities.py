"""Communities: groups of nodes that are tied among themselves more than to others (Leiden, modularity)."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import igraph

from graphapp.network.seeded import seeded


@dataclass(frozen=True)
class Communities:
    """``of``: community of each node, the largest is 0. ``modularity`` of the partition, weighted."""

    of: tuple[int, ...]
    modularity: float

    def members(self) -> list[list[int]]:
        """Return the nodes of each community."""
        found: list[list[int]] = [[] for _ in range(max(self.of, default=-1) + 1)]
        for node, community in enumerate(self.of):
            found[community].append(node)
        return found


def find(graph: igraph.Graph, before: Sequence[int | None] = ()) -> Communities:
    """Find the communities of a graph with the edge attribute ``weight``.

    ``before``: the community that each node was in before, None for new ones; the search starts from there.
    Traag, Waltman and van Eck (2019), From Louvain to Leiden, doi:10.1038/s41598-019-41695-z.
    """
    start = _start(before) if any(one is not None for one in before) else None
    with seeded():
        found = graph.community_leiden(
            objective_function="modularity", weights="weight", initial_membership=start, n_iterations=-1
        )
    members: dict[int, list[int]] = defaultdict(list)
    for node, community in enumerate(found.membership):
        members[community].append(node)
    ordered = sorted(members.values(), key=lambda nodes: (-len(nodes), nodes[0]))
    of = [0] * graph.vcount()
    for number, nodes in enumerate(ordered):
        for node in nodes:
            of[node] = number
    modularity = graph.modularity(of, weights="weight") if graph.ecount() else 0.0
    return Communities(tuple(of), modularity)


def best_connected(graph: igraph.Graph, nodes: Sequence[int], most: int = 3) -> list[int]:
    """Return the nodes of a community with the most ties within it, at most ``most``."""
    inside = set(nodes)
    within = Counter({node: len(inside.intersection(graph.neighbors(node))) for node in nodes})
    return sorted(nodes, key=lambda node: (-within[node], node))[:most]


def _start(before: Sequence[int | None]) -> list[int]:
    new = max((one for one in before if one is not None), default=-1)
    start = []
    for one in before:
        if one is None:
            new += 1
        start.append(new if one is None else one)
    # igraph wants numbers without gaps.
    numbers = {one: number for number, one in enumerate(sorted(set(start)))}
    return [numbers[one] for one in start]
