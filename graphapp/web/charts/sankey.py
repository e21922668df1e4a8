"""A flow through columns (Sankey diagram): every amount passes one node of each column, so that what flows in flows out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

WIDTH: Final = 1180
HEIGHT: Final = 620
NODE: Final = 14
"""Width of a node."""
GAP: Final = 16
"""Least distance of two nodes, room for a line of text."""
MOST: Final = 9
"""Nodes of a column; the smaller ones of more are one node together."""
OTHERS: Final = "others"
"""Key of that node."""
LABEL: Final = 190
"""Room for the names right of the last column."""

Flow = tuple[tuple[str, ...], float]
"""The nodes that an amount passes, one of each column, and the amount."""


@dataclass(frozen=True)
class Node:
    """A node: its column, key, place, and what flows through it; ``holds`` counts the keys that it stands for."""

    column: int
    key: str
    x: float
    y: float
    height: float
    total: float
    count: int
    """Number of amounts."""
    holds: int


@dataclass(frozen=True)
class Ribbon:
    """What flows from a node to one of the next column: path data of the area, the amount and the number of amounts."""

    source: Node
    target: Node
    path: str
    total: float
    count: int


@dataclass(frozen=True)
class Sankey:
    """The drawing."""

    nodes: tuple[Node, ...]
    ribbons: tuple[Ribbon, ...]
    total: float
    count: int
    width: int = WIDTH
    height: int = HEIGHT


def sankey(flows: Sequence[Flow]) -> Sankey | None:
    """Draw flows, which all pass as many columns; None for none."""
    flows = [flow for flow in flows if flow[1] > 0]
    if not flows:
        return None
    columns = len(flows[0][0])
    kept = [_kept(flows, column) for column in range(columns)]
    through = [
        (tuple(key if key in kept[at] else OTHERS for at, key in enumerate(keys)), amount)
        for keys, amount in flows
    ]
    total = sum(amount for _, amount in flows)
    nodes = {
        (node.column, node.key): node
        for column in range(columns)
        for node in _column(
            through, column, columns, total, {keys[column] for keys, _ in flows} - kept[column]
        )
    }
    ribbons = tuple(ribbon for column in range(columns - 1) for ribbon in _ribbons(through, column, nodes))
    return Sankey(tuple(nodes.values()), ribbons, total, len(flows))


def _kept(flows: Sequence[Flow], column: int) -> set[str]:
    """Return the keys of a column that have a node of their own: the largest."""
    sums: dict[str, float] = {}
    for keys, amount in flows:
        sums[keys[column]] = sums.get(keys[column], 0) + amount
    ordered = sorted(sums, key=lambda key: (-sums[key], key))
    return set(ordered if len(ordered) <= MOST else ordered[: MOST - 1])


def _column(through: Sequence[Flow], column: int, columns: int, total: float, joined: set[str]) -> list[Node]:
    sums: dict[str, tuple[float, int]] = {}
    for keys, amount in through:
        known, count = sums.get(keys[column], (0.0, 0))
        sums[keys[column]] = known + amount, count + 1
    scale = (HEIGHT - (MOST - 1) * GAP) / total
    free = HEIGHT - total * scale
    gap = min(free / max(len(sums) - 1, 1), 3 * GAP)
    x = column * (WIDTH - LABEL - NODE) / (columns - 1)
    y, nodes = 0.0, []
    for key in sorted(sums, key=lambda key: (key == OTHERS, -sums[key][0], key)):
        amount, count = sums[key]
        height = amount * scale
        nodes.append(
            Node(
                column,
                key,
                round(x, 1),
                round(y, 2),
                height,
                amount,
                count,
                len(joined) if key == OTHERS else 1,
            )
        )
        y += height + gap
    return nodes


def _ribbons(through: Sequence[Flow], column: int, nodes: dict[tuple[int, str], Node]) -> list[Ribbon]:
    sums: dict[tuple[str, str], tuple[float, int]] = {}
    for keys, amount in through:
        known, count = sums.get((keys[column], keys[column + 1]), (0.0, 0))
        sums[keys[column], keys[column + 1]] = known + amount, count + 1
    out: dict[str, float] = {}
    into: dict[str, float] = {}
    ribbons = []
    order = sorted(sums, key=lambda pair: (nodes[column, pair[0]].y, nodes[column + 1, pair[1]].y))
    for source_key, target_key in order:
        amount, count = sums[source_key, target_key]
        source, target = nodes[column, source_key], nodes[column + 1, target_key]
        thick = source.height * amount / source.total
        top, end = source.y + out.get(source_key, 0.0), target.y + into.get(target_key, 0.0)
        out[source_key] = out.get(source_key, 0.0) + thick
        into[target_key] = into.get(target_key, 0.0) + thick
        ribbons.append(
            Ribbon(source, target, _area(source.x + NODE, top, target.x, end, thick), amount, count)
        )
    return ribbons


def _area(x: float, y: float, to_x: float, to_y: float, thick: float) -> str:
    middle = (x + to_x) / 2
    return (
        f"M{x:.1f} {y:.1f}C{middle:.1f} {y:.1f} {middle:.1f} {to_y:.1f} {to_x:.1f} {to_y:.1f}"
        f"V{to_y + thick:.1f}C{middle:.1f} {to_y + thick:.1f} {middle:.1f} {y + thick:.1f} {x:.1f} {y + thick:.1f}Z"
    )
