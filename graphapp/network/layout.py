"""Where the nodes of a graph are drawn: communities as islands, the large ones in the middle.

Each community is laid out for itself by the forces of Fruchterman and Reingold (1991) and fitted into a disc; the discs that
hang together are packed, the others go to the gaps and the edge; then nodes whose discs overlap are moved apart, each disc as
large as the explorer draws it at its start. A node that had a place keeps it.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from typing import Final

import igraph

from graphapp.network.communities import Communities
from graphapp.network.seeded import seeded
from graphapp.network.spacing import Point, apart, pack, rings

VERSION: Final = 3
"""Of the way it is drawn; a layout of another version is no start for this one."""
EXTENT: Final = 10_000
"""Coordinates are about -`EXTENT` to `EXTENT`."""
KNOWN: Final = 0.75
"""Part of the nodes that must have a place already for the layout to go on from there."""
_PICTURE: Final = 620
"""Pixels that 2 * `EXTENT` are at least in the picture that the explorer starts with, in a window of 1440 x 900."""
_SMALLEST: Final = 1.8
_LARGEST: Final = 16.0
"""Radii of the explorer in pixels (``frontend/src/explore/sizes.ts``)."""
_FEW: Final = 60
"""Fewer things are drawn half as large again."""
_FULL: Final = 0.3
"""Part of the picture that discs may fill; more of them, or larger ones, are taken for smaller."""
_TOLERANCE: Final = 15.0
"""By so much discs may overlap later: places are rounded."""
_TIMES: Final = 4
"""Moving apart makes the picture larger, and making it smaller brings nodes nearer: so often."""
_ROOM: Final = 1.4
"""Radius of an island, measured in that of a disc as large as all of its nodes."""
_PACKED: Final = 80
"""Islands that are packed, which takes a time that grows with the cube of their number; the others stand in rings."""
_GOLDEN: Final = math.pi * (3 - math.sqrt(5))


def lay_out(
    graph: igraph.Graph, communities: Communities, before: Sequence[Point | None] = ()
) -> list[tuple[int, int]]:
    """Return a place for each node; ``before`` are those it had, None for new nodes."""
    nodes = graph.vcount()
    known = sum(point is not None for point in before)
    if nodes and known >= KNOWN * nodes:
        return _whole(_continued(graph, before))
    radii = _radii(graph)
    points = _islands(graph, communities, radii)
    for _ in range(_TIMES):
        points = apart(_fitted(points), radii)
    return _whole(points)


def _fitted(points: Sequence[Point]) -> list[Point]:
    furthest = max((max(abs(x), abs(y)) for x, y in points), default=0.0) or 1.0
    return [(x * EXTENT / furthest, y * EXTENT / furthest) for x, y in points]


def _radii(graph: igraph.Graph) -> list[float]:
    """Return the radius of each node's disc as the explorer draws it: by degree."""
    degrees = graph.degree()
    most = max(degrees, default=0) or 1
    pixel = 2 * EXTENT / _PICTURE * (1.5 if len(degrees) < _FEW else 1)
    radii = [pixel * (_SMALLEST + (_LARGEST - _SMALLEST) * math.sqrt(degree / most)) for degree in degrees]
    room = _FULL * (2 * EXTENT) ** 2 / (math.pi * sum(radius**2 for radius in radii) or 1.0)
    return [radius * min(1.0, math.sqrt(room)) + _TOLERANCE / 2 for radius in radii]


def _whole(points: Sequence[Point]) -> list[tuple[int, int]]:
    # To tens: nobody sees less, and the file is smaller.
    return [(round(x / 10) * 10, round(y / 10) * 10) for x, y in points]


def _islands(graph: igraph.Graph, communities: Communities, discs: Sequence[float]) -> list[Point]:
    members = communities.members()
    radii = [_ROOM * math.sqrt(sum(discs[node] ** 2 for node in nodes)) for nodes in members]
    ties = _ties(graph, communities)
    main = sorted(_main(len(members), ties), key=lambda community: (-radii[community], community))
    others = sorted(
        set(range(len(members))) - set(main),
        key=lambda community: (-radii[community], community),
    )
    packed = [*main, *others[: max(0, _PACKED - len(main))]]
    place = {community: number for number, community in enumerate(packed)}
    centres = dict(
        zip(
            packed,
            pack(
                [radii[community] for community in packed],
                {
                    (place[one], place[other]): weight
                    for (one, other), weight in ties.items()
                    if one in place and other in place
                },
            ),
            strict=True,
        )
    )
    edge = max((math.hypot(*centre) + radii[community] for community, centre in centres.items()), default=0.0)
    rest = others[len(packed) - len(main) :]
    centres.update(zip(rest, rings([radii[community] for community in rest], edge), strict=True))
    points: list[Point] = [(0.0, 0.0)] * graph.vcount()
    for community, nodes in enumerate(members):
        middle, reach = centres[community], radii[community]
        for node, (x, y) in zip(nodes, _disc(graph, nodes, discs), strict=True):
            points[node] = (middle[0] + x * reach, middle[1] + y * reach)
    return points


def _main(communities: int, ties: Counter[tuple[int, int]]) -> list[int]:
    """Return the communities that hang together with most others; the rest stands around them."""
    among = igraph.Graph(n=communities, edges=sorted(ties))
    parts = sorted(among.connected_components(), key=lambda part: (-len(part), part[0]))
    return sorted(parts[0]) if parts else []


def _disc(graph: igraph.Graph, nodes: Sequence[int], discs: Sequence[float]) -> list[Point]:
    """Lay a community out in the unit disc."""
    if len(nodes) == 1:
        return [(0.0, 0.0)]
    part = graph.induced_subgraph(nodes)
    start = [
        (math.sqrt(place) * math.cos(place * _GOLDEN), math.sqrt(place) * math.sin(place * _GOLDEN))
        for place in range(len(nodes))
    ]
    with seeded():
        drawn = part.layout_fruchterman_reingold(
            weights="weight", seed=start, niter=300 if len(nodes) < 2000 else 100, grid="auto"
        )
    middle_x = sum(x for x, _ in drawn) / len(nodes)
    middle_y = sum(y for _, y in drawn) / len(nodes)
    centred = [(x - middle_x, y - middle_y) for x, y in drawn]
    # In the order of the distances from the middle, the areas of the nodes' discs fill the unit disc evenly.
    order = sorted(range(len(nodes)), key=lambda place: (math.hypot(*centred[place]), place))
    spread: list[Point] = [(0.0, 0.0)] * len(nodes)
    furthest = max(math.hypot(x, y) for x, y in centred) or 1.0
    whole, within = sum(discs[node] ** 2 for node in nodes), 0.0
    for place in order:
        x, y = centred[place]
        distance = math.hypot(x, y) or 1.0
        area = discs[nodes[place]] ** 2
        even = math.sqrt((within + area / 2) / whole)
        within += area
        reach = (0.35 * distance / furthest + 0.65 * even) / distance
        spread[place] = (x * reach, y * reach)
    return spread


def _ties(graph: igraph.Graph, communities: Communities) -> Counter[tuple[int, int]]:
    """Return how much pairs of communities are tied."""
    ties: Counter[tuple[int, int]] = Counter()
    for (a, b), weight in zip(graph.get_edgelist(), graph.es["weight"], strict=True):
        one, other = sorted((communities.of[a], communities.of[b]))
        if one != other:
            ties[one, other] += weight
    return ties


def _continued(graph: igraph.Graph, before: Sequence[Point | None]) -> list[Point]:
    """Keep the places there are, and put new nodes amid their neighbours."""
    points = list(before)
    new = [node for node, point in enumerate(points) if point is None]
    # Those with most neighbours that have a place come first.
    for _ in range(len(new)):
        node = max(
            (one for one in new if points[one] is None),
            key=lambda one: (sum(points[other] is not None for other in graph.neighbors(one)), -one),
        )
        around = [point for other in graph.neighbors(node) if (point := points[other]) is not None]
        if around:
            x, y = (sum(values) / len(around) for values in zip(*around, strict=True))
        else:
            x, y = EXTENT * math.cos(node * _GOLDEN), EXTENT * math.sin(node * _GOLDEN)
        points[node] = (x, y)
    placed = [point for point in points if point is not None]
    return apart(placed, _radii(graph), tolerance=_TOLERANCE)
