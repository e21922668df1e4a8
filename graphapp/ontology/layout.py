"""Place boxes in columns and lead lines through the channels between them.

Lines are orthogonal. All lines to one box in one channel share a lane, a vertical track; so a channel has as many lanes
as values. A label stands on its line, next to the subject's box, where no lane runs: labels cannot overlap.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from graphapp.ontology.picture import Link, Node

MARGIN: Final = 24
TOP: Final = 24
LANE: Final = 10
"""Distance between two lanes."""
PORT: Final = 18
"""Least distance of two ports on one side of a box: a label has room between them."""
HEAD: Final = 46
"""Height of a box's labels."""
PRINT: Final = 14
"""Height of a line of its small print."""
KIND: Final = 34
"""Height of a kind listed in a box."""
INDENT: Final = 14
"""How far a kind of a kind is moved in."""
GAP: Final = 16
"""Least distance of two boxes in a column."""
LABEL, ENGLISH, GERMAN, LISTED, SMALL = 6.8, 9.6, 7.6, 6.9, 6.2
"""Widths of a character: of a line's label, a box's labels, a listed kind, small print. Taken from a wide font."""

Point = tuple[float, float]


@dataclass(frozen=True)
class Box:
    """A node with its place; ``x`` and ``y`` are those of the upper left corner."""

    node: Node
    x: float
    y: float
    width: float
    height: float

    @property
    def middle(self) -> float:
        """The height of its centre."""
        return self.y + self.height / 2


@dataclass(frozen=True)
class Line:
    """A drawn link: its points from subject to value, and where its label is anchored."""

    link: Link
    points: tuple[Point, ...]
    label: Point
    label_ends: bool
    """True when the label ends at ``label``, false when it begins there."""


@dataclass(frozen=True)
class Layout:
    """The whole picture's geometry."""

    boxes: tuple[Box, ...]
    lines: tuple[Line, ...]
    width: float
    height: float


@dataclass(frozen=True)
class _Port:
    """Where a link leaves its subject, or all links of a channel reach their value."""

    box: str
    channel: int
    left: bool
    """True on the left side of the channel, which is the right side of a box."""
    link: Link | None


def lay_out(nodes: Sequence[Node], links: Sequence[Link]) -> Layout:
    """Return the layout with fewest crossings that moving boxes in a column finds; always the same one."""
    columns = range(max(node.column for node in nodes) + 1)
    order = [[n.iri for n in nodes if n.column == column] for column in columns]
    widths = tuple(max(_width(n) for n in nodes if n.column == column) for column in columns)
    plan = _Plan({n.iri: n for n in nodes}, tuple(links), widths)
    best, cost = order, plan.cost(order)
    improved = True
    while improved:
        improved = False
        for column, boxes in enumerate(order):
            for i in range(len(boxes)):
                for j in range(i + 1, len(boxes)):
                    trial = [list(c) for c in best]
                    trial[column].insert(j, trial[column].pop(i))
                    if (now := plan.cost(trial)) < cost - 1e-6:
                        best, cost, improved = trial, now, True
                    trial = [list(c) for c in best]
                    trial[column].insert(i, trial[column].pop(j))
                    if (now := plan.cost(trial)) < cost - 1e-6:
                        best, cost, improved = trial, now, True
    return plan.layout(best)


def _width(node: Node) -> float:
    """Return the width that the texts of a box need."""
    head = node.head
    texts = [len(head.english) * ENGLISH, len(head.german) * GERMAN, *(len(a) * SMALL for a in head.above)]
    for kind in node.kinds:
        names = kind.english if kind.english == kind.german else f"{kind.english} {kind.german}"
        texts += [INDENT * kind.depth + len(names) * LISTED, *(len(a) * SMALL for a in kind.above)]
    return round(max(texts) + 26)


@dataclass(frozen=True)
class _Plan:
    nodes: Mapping[str, Node]
    links: tuple[Link, ...]
    widths: tuple[float, ...]

    def channel(self, link: Link) -> int:
        """Return the channel of a link: channel k is right of column k."""
        a, b = self.nodes[link.subject].column, self.nodes[link.value].column
        if abs(a - b) > 1:
            raise ValueError(f"{link.label} skips a column")
        return max(a - 1, 0) if a == b else min(a, b)

    def cost(self, order: list[list[str]]) -> float:
        """Return the crossings, and a little for every unit of vertical line."""
        lines = self.layout(order, quick=True).lines
        length = sum(abs(a[1] - b[1]) for line in lines for a, b in _segments(line.points))
        return crossings(lines) + length / 1500

    def layout(self, order: list[list[str]], *, quick: bool = False) -> Layout:
        """Place the boxes in the order of their columns, top to bottom, and lead the lines.

        With ``quick`` few orders of the lanes are tried.
        """
        heights = {iri: self._height(node) for iri, node in self.nodes.items()}
        full = max(sum(heights[i] for i in c) + GAP * (len(c) - 1) for c in order)
        spans = [self._span(channel) for channel in range(len(order) - 1)]
        boxes, x = {}, float(MARGIN)
        for column, members in enumerate(order):
            free = full - sum(heights[i] for i in members)
            gap = min(free / max(len(members) - 1, 1), 110)
            y = TOP + (free - gap * (len(members) - 1)) / 2
            for iri in members:
                boxes[iri] = Box(self.nodes[iri], x, round(y), self.widths[column], heights[iri])
                y += heights[iri] + gap
            x += self.widths[column] + (sum(spans[column]) if column < len(spans) else 0)
        return Layout(
            tuple(boxes.values()), self._lines(boxes, spans, quick=quick), x + MARGIN, full + 2 * TOP
        )

    def _height(self, node: Node) -> float:
        sides: dict[bool, int] = defaultdict(int)
        for port in self._ports():
            if port.box == node.iri:
                sides[port.left] += 1
        text = HEAD + 2 + PRINT * len(node.head.above) + KIND * len(node.kinds) + (6 if node.kinds else 0)
        return float(max(text, *((n + 0.4) * PORT for n in sides.values()), 0))

    def _ports(self) -> list[_Port]:
        ports = []
        for link in self.links:
            channel = self.channel(link)
            ports.append(_Port(link.subject, channel, self._is_left(link.subject, channel), link))
        for channel, value in sorted({(self.channel(link), link.value) for link in self.links}):
            ports.append(_Port(value, channel, self._is_left(value, channel), None))
        return ports

    def _is_left(self, iri: str, channel: int) -> bool:
        return self.nodes[iri].column == channel

    def _lanes(self, channel: int) -> list[str]:
        return sorted({link.value for link in self.links if self.channel(link) == channel})

    def _span(self, channel: int) -> tuple[float, float]:
        """Return the widths of a channel's room for labels and for lanes."""
        labels = [len(link.label) for link in self.links if self.channel(link) == channel]
        return max(labels) * LABEL + 14, (len(self._lanes(channel)) + 1) * LANE + 6

    def _lines(
        self, boxes: Mapping[str, Box], spans: Sequence[tuple[float, float]], *, quick: bool
    ) -> tuple[Line, ...]:
        places = self._port_places(boxes)
        lines: list[Line] = []
        for channel, (room, lanes_room) in enumerate(spans):
            own = [link for link in self.links if self.channel(link) == channel]
            edge = max(box.x + box.width for box in boxes.values() if box.node.column == channel)
            end = edge + room + lanes_room
            labels_left = all(self._is_left(link.subject, channel) for link in own)
            start = edge + room if labels_left else edge
            best: tuple[float, tuple[Line, ...]] | None = None
            for order in _orders(self._lanes(channel), boxes, quick=quick):
                at = {value: start + LANE * (i + 1) for i, value in enumerate(order)}
                drawn = tuple(self._line(link, channel, at[link.value], (edge, end), places) for link in own)
                if best is None or crossings(drawn) < best[0]:
                    best = crossings(drawn), drawn
            assert best is not None
            lines += best[1]
        return tuple(lines)

    def _line(
        self, link: Link, channel: int, lane: float, edges: Point, places: Mapping[_Port, float]
    ) -> Line:
        left = self._is_left(link.subject, channel)
        value_left = self._is_left(link.value, channel)
        y = places[_Port(link.subject, channel, left, link)]
        to = places[_Port(link.value, channel, value_left, None)]
        begin, end = edges[not left], edges[not value_left]
        points = ((begin, y), (lane, y), (lane, to), (end, to))
        return Line(link, points, (begin + (6 if left else -6), y - 4), not left)

    def _port_places(self, boxes: Mapping[str, Box]) -> dict[_Port, float]:
        """Return the heights of all ports: those of one side of a box evenly, in the order of what they lead to."""
        sides: dict[tuple[str, bool], list[_Port]] = defaultdict(list)
        for port in self._ports():
            sides[port.box, port.left].append(port)
        out = {}
        for (iri, left), ports in sides.items():
            box = boxes[iri]
            ports.sort(key=lambda port: (self._aim(port, boxes), port.link.label if port.link else ""))
            step = box.height / len(ports)
            for i, port in enumerate(ports):
                out[port] = _snapped(box.y + (i + 0.5) * step + 2, left=left)
        return out

    def _aim(self, port: _Port, boxes: Mapping[str, Box]) -> float:
        if port.link is not None:
            return boxes[port.link.value].middle
        ends = [
            boxes[link.subject].middle
            for link in self.links
            if link.value == port.box and self.channel(link) == port.channel
        ]
        return sum(ends) / len(ends)


def _snapped(y: float, *, left: bool) -> float:
    """Round ``y`` so that ports on the two sides of a channel are never at one height and lines cannot coincide."""
    return round(y / 6) * 6 + (0 if left else 3)


def _orders(values: list[str], boxes: Mapping[str, Box], *, quick: bool) -> Iterable[list[str]]:
    """Yield orders of lanes: by height, the reverse, and unless ``quick`` every one that moves one lane of these."""
    for base in (
        sorted(values, key=lambda v: boxes[v].middle),
        sorted(values, key=lambda v: -boxes[v].middle),
    ):
        yield base
        for i in range(0 if quick else len(base)):
            for j in range(len(base)):
                if i != j:
                    moved = list(base)
                    moved.insert(j, moved.pop(i))
                    yield moved


def _segments(points: Sequence[Point]) -> Iterable[tuple[Point, Point]]:
    return pairwise(points)


def crossings(lines: Sequence[Line]) -> int:
    """Count where a vertical part of one line crosses a horizontal part of a line to another value."""
    uprights: set[tuple[float, float, float, str]] = set()
    levels: list[tuple[float, float, float, str]] = []
    for line in lines:
        (_, (x, a), (_, b), _), value = line.points, line.link.value
        uprights.add((x, min(a, b), max(a, b), value))
        for (begin, y), (end, _) in (line.points[:2], line.points[2:]):
            levels.append((y, min(begin, end), max(begin, end), value))
    return sum(
        low < y < high and begin < x < end and value != other
        for x, low, high, value in uprights
        for y, begin, end, other in levels
    )
