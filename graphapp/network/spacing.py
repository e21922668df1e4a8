"""Pack discs, and move points apart."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Final

Point = tuple[float, float]
_GOLDEN: Final = math.pi * (3 - math.sqrt(5))
_WORK: Final = 600_000
"""Discs that are looked at in the rounds of moving apart, about."""
_LEAST_ROUNDS: Final = 20
_MOST_ROUNDS: Final = 200


def pack(radii: Sequence[float], ties: Mapping[tuple[int, int], int]) -> list[Point]:
    """Return centres for discs that do not overlap, in the order given (the largest first): each goes to the free place
    beside two others that is nearest to the discs it is tied to and to the middle.
    """
    centres: list[Point] = []
    tied: dict[int, dict[int, int]] = defaultdict(dict)
    for (a, b), weight in ties.items():
        tied[a][b] = tied[b][a] = weight
    for number, radius in enumerate(radii):
        if not centres:
            centres.append((0.0, 0.0))
            continue
        wanted = [(centres[other], weight) for other, weight in tied[number].items() if other < number]
        whole = sum(weight for _, weight in wanted)
        aim = (
            (
                sum(x * weight for (x, _), weight in wanted) / whole,
                sum(y * weight for (_, y), weight in wanted) / whole,
            )
            if whole
            else (0.0, 0.0)
        )

        def cost(point: Point, aim: Point = aim) -> tuple[float, float, float]:
            return (
                round(math.hypot(*point) + 0.6 * math.dist(point, aim), 6),
                round(point[0], 6),
                round(point[1], 6),
            )

        free = _free(radius, centres, radii)
        centres.append(min(free, key=cost))
    return centres


def rings(radii: Sequence[float], inner: float) -> list[Point]:
    """Return centres for discs (the largest first) in rings around a disc of the radius ``inner``."""
    centres: list[Point] = []
    begin, number = inner, 0
    while number < len(radii):
        middle = begin + radii[number]
        widths: list[float] = []
        while number < len(radii):
            width = 2 * math.asin(min(1.0, radii[number] / middle))
            if widths and sum(widths) + width > 2 * math.pi:
                break
            widths.append(width)
            number += 1
        # What is left of the ring lies between them.
        gap = max(0.0, 2 * math.pi - sum(widths)) / len(widths)
        angle = -math.pi / 2
        for width in widths:
            angle += (width + gap) / 2
            centres.append((middle * math.cos(angle), middle * math.sin(angle)))
            angle += (width + gap) / 2
        begin += 2 * radii[number - len(widths)]
    return centres


def _free(radius: float, centres: Sequence[Point], radii: Sequence[float]) -> list[Point]:
    """Return the places where a disc touches one or two others and overlaps none."""
    candidates: list[Point] = []
    if len(centres) == 1:
        reach = radii[0] + radius
        return [
            (reach * math.cos(turn * math.pi / 12), reach * math.sin(turn * math.pi / 12))
            for turn in range(24)
        ]
    outermost = max(math.hypot(*centre) + radii[place] for place, centre in enumerate(centres))
    for one in range(len(centres)):
        for other in range(one + 1, len(centres)):
            apart_by = math.dist(centres[one], centres[other])
            a, b = radii[one] + radius, radii[other] + radius
            if not 0 < apart_by < a + b:
                continue
            along = (apart_by**2 + a**2 - b**2) / (2 * apart_by)
            aside = math.sqrt(max(0.0, a**2 - along**2))
            dx, dy = (
                (centres[other][0] - centres[one][0]) / apart_by,
                (centres[other][1] - centres[one][1]) / apart_by,
            )
            x, y = centres[one][0] + along * dx, centres[one][1] + along * dy
            for sign in (1, -1):
                point = (x - sign * aside * dy, y + sign * aside * dx)
                if all(
                    math.dist(point, centre) >= radii[place] + radius - 1e-9
                    for place, centre in enumerate(centres)
                ):
                    candidates.append(point)
    return candidates or [(outermost + radius, 0.0)]


def apart(
    points: Sequence[Point],
    radii: Sequence[float],
    moving: Sequence[int] | None = None,
    tolerance: float = 0.0,
) -> list[Point]:
    """Move discs apart until no two overlap by more than ``tolerance`` (or after a number of rounds); of two, the larger moves
    less.

    ``moving``: only those and what they push move; all of them if None.
    """
    placed = [list(point) for point in points]
    sizes = _by_size(radii)
    awake = set(range(len(placed))) if moving is None else set(moving)
    for _ in range(max(_LEAST_ROUNDS, min(_MOST_ROUNDS, _WORK // (len(points) or 1)))):
        grids = [(2 * most, _cells(placed, nodes, 2 * most)) for most, nodes in sizes]
        pushed: set[int] = set()
        for node in sorted(awake):
            for wide, cells in grids:
                for other in _near(placed[node], radii[node] + wide / 2, wide, cells):
                    if other != node and _push(
                        placed[node], placed[other], radii[node], radii[other], tolerance, node + other
                    ):
                        pushed.update((node, other))
        if not pushed:
            break
        awake = pushed
    return [(x, y) for x, y in placed]


def _by_size(radii: Sequence[float]) -> list[tuple[float, list[int]]]:
    """Sort discs into such of about one size: the largest radius of each sort, and the discs."""
    sorts: dict[int, list[int]] = defaultdict(list)
    for node, radius in enumerate(radii):
        sorts[math.floor(math.log(radius, 3))].append(node)
    return [(max(radii[node] for node in nodes), nodes) for _, nodes in sorted(sorts.items())]


def _cells(
    placed: Sequence[Sequence[float]], nodes: Sequence[int], wide: float
) -> dict[tuple[int, int], list[int]]:
    cells: dict[tuple[int, int], list[int]] = defaultdict(list)
    for node in nodes:
        x, y = placed[node]
        cells[math.floor(x / wide), math.floor(y / wide)].append(node)
    return cells


def _near(
    point: Sequence[float], reach: float, wide: float, cells: Mapping[tuple[int, int], list[int]]
) -> list[int]:
    """Return what lies in the cells that are within ``reach`` of a point."""
    x, y = point
    found: list[int] = []
    rows = range(math.floor((y - reach) / wide), math.floor((y + reach) / wide) + 1)
    for column in range(math.floor((x - reach) / wide), math.floor((x + reach) / wide) + 1):
        for row in rows:
            if (column, row) in cells:
                found += cells[column, row]
    return found


def _push(  # noqa: PLR0917
    a: list[float], b: list[float], radius: float, wide: float, tolerance: float, turn: int
) -> bool:
    """Move two discs apart if they overlap, and say whether they did; ``turn`` says whereto if they coincide."""
    dx, dy, least = a[0] - b[0], a[1] - b[1], radius + wide
    enough = least * 0.999 - tolerance
    squared = dx * dx + dy * dy
    if squared >= enough * enough or enough <= 0:
        return False
    distance = math.sqrt(squared)
    if distance < least * 1e-6:
        dx, dy, distance = math.cos(turn * _GOLDEN) * 1e-3, math.sin(turn * _GOLDEN) * 1e-3, 1e-3
    push = (least - distance) / distance
    # As if they had a weight that grows with their areas.
    share = wide**2 / (radius**2 + wide**2)
    a[0] += dx * push * share
    a[1] += dy * push * share
    b[0] -= dx * push * (1 - share)
    b[1] -= dy * push * (1 - share)
    return True
