"""A thing and what it is connected with: the thing in the middle, the others around it, with their number of connections."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from pyoxigraph import NamedNode

from graphapp.store.engine import Term

WIDTH: Final = 760
HEIGHT: Final = 440
MOST: Final = 24
"""Neighbours that are drawn; the table has all."""
_LETTERS: Final = 30
OTHERS: Final = ("partner", "other", "candidate")
"""Variables that hold the other end, the first that is there."""


@dataclass(frozen=True)
class Neighbour:
    """Another thing: where it stands, where its name begins and to which side it runs."""

    iri: str
    name: str
    full_name: str
    x: float
    y: float
    text_x: float
    anchor: str
    """Value of ``text-anchor``."""
    weight: float
    """Width of the edge."""


@dataclass(frozen=True)
class Star:
    """The picture; ``x`` and ``y`` are the middle."""

    width: int
    height: int
    x: float
    y: float
    name: str
    neighbours: tuple[Neighbour, ...]
    left_out: int


def star(
    middle: str,
    variables: Sequence[str],
    rows: Sequence[Sequence[Term | None]],
    name_of: Callable[[str], str],
) -> Star | None:
    """Draw ``middle``, an IRI, and what stands at the other ends; None where fewer than two others do."""
    place = {name: index for index, name in enumerate(variables)}
    who = next((name for name in OTHERS if name in place), "")
    if not who:
        return None
    count: dict[str, int] = {}
    for row in rows:
        other = row[place[who]]
        if isinstance(other, NamedNode) and other.value != middle:
            count[other.value] = count.get(other.value, 0) + 1
    if len(count) < 2:
        return None
    chosen = sorted(count.items(), key=lambda item: (-item[1], item[0]))
    left_out = max(0, len(chosen) - MOST)
    chosen = sorted(chosen[:MOST], key=lambda item: name_of(item[0]).casefold())
    height = max(220, min(HEIGHT, 60 + 30 * len(chosen)))
    x, y = WIDTH / 2, height / 2
    neighbours = []
    for number, (iri, times) in enumerate(chosen):
        angle = 2 * math.pi * (number + 0.5) / len(chosen) - math.pi / 2
        at_x = x + math.cos(angle) * 150
        at_y = y + math.sin(angle) * (height / 2 - 24)
        right = math.cos(angle) >= 0
        name = name_of(iri)
        neighbours.append(
            Neighbour(
                iri,
                name if len(name) <= _LETTERS else name[: _LETTERS - 1] + "…",
                name,
                round(at_x, 1),
                round(at_y, 1),
                round(at_x + (10 if right else -10), 1),
                "start" if right else "end",
                min(1.0 + times * 0.5, 4.0),
            )
        )
    return Star(WIDTH, height, x, y, name_of(middle), tuple(neighbours), left_out)
