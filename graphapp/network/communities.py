"""Communities: groups of nodes that are tied among themselves more than to others (Leiden, modularity)."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import igraph

from graphapp.network.seeded import seeded


@dataclass(frozen=True)
class Communities:
    """``of``: community of each node, numbered from the largest on, or as before. ``modularity`` of the partition, weighted."""

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
    ordered = _numbered(list(members.values()), before)
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


def _numbered(groups: list[list[int]], before: Sequence[int | None]) -> list[list[int]]:
    """Give communities the numbers of the ones before that they share most nodes with; the others go by size."""
    shared = sorted(
        (
            (-count, old, place)
            for place, nodes in enumerate(groups)
            for old, count in Counter(before[node] for node in nodes if before).items()
            if old is not None
        ),
    )
    number_of: dict[int, int] = {}
    for _, old, place in shared:
        if place not in number_of and old not in number_of.values():
            number_of[place] = old
    slots: list[list[int] | None] = [None] * max(len(groups), *(old + 1 for old in number_of.values()), 0)
    for place, old in number_of.items():
        slots[old] = groups[place]
    new = sorted(
        (nodes for place, nodes in enumerate(groups) if place not in number_of),
        key=lambda nodes: (-len(nodes), nodes[0]),
    )
    # Numbers that are free go to new communities, then to the last ones, so that the others keep theirs.
    for slot in range(len(groups)):
        if slots[slot] is None:
            while not new and slots[-1] is None:
                slots.pop()
            slots[slot] = new.pop(0) if new else slots.pop()
    return [nodes for nodes in slots if nodes is not None]


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
