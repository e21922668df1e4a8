"""Pack discs, and move points apart."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Final

Point = tuple[float, float]
_GOLDEN: Final = math.pi * (3 - math.sqrt(5))
_ROUNDS: Final = 60


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


def apart(points: Sequence[Point], nearest: float, moving: Sequence[int] | None = None) -> list[Point]:
    """Move points apart until no two are nearer than ``nearest`` (or after a number of rounds).

    ``moving``: only those and what they push move; all of them if None.
    """
    placed = [list(point) for point in points]
    awake = set(range(len(placed))) if moving is None else set(moving)
    for _ in range(_ROUNDS):
        cells: dict[tuple[int, int], list[int]] = defaultdict(list)
        for node, (x, y) in enumerate(placed):
            cells[math.floor(x / nearest), math.floor(y / nearest)].append(node)
        pushed: set[int] = set()
        for node in sorted(awake):
            x, y = placed[node]
            column, row = math.floor(x / nearest), math.floor(y / nearest)
            for beside in (-1, 0, 1):
                for above in (-1, 0, 1):
                    for other in cells.get((column + beside, row + above), ()):
                        if other == node:
                            continue
                        dx, dy = placed[node][0] - placed[other][0], placed[node][1] - placed[other][1]
                        distance = math.hypot(dx, dy)
                        if distance >= nearest * 0.999:
                            continue
                        if distance < nearest * 1e-6:
                            turn = (node + other) * _GOLDEN
                            dx, dy, distance = math.cos(turn) * 1e-3, math.sin(turn) * 1e-3, 1e-3
                        push = (nearest - distance) / 2 / distance
                        placed[node][0] += dx * push
                        placed[node][1] += dy * push
                        placed[other][0] -= dx * push
                        placed[other][1] -= dy * push
                        pushed.update((node, other))
        if not pushed:
            break
        awake = pushed
    return [(x, y) for x, y in placed]
