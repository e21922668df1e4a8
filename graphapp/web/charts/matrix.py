"""A matrix of fields as a heat map: how much each two have in common."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from graphapp.web.maps.classes import quantiles

CELL: Final = 54
LEFT: Final = 440
TOP: Final = 220
RIGHT: Final = 150
"""Room for the names, those of the columns at a slant."""


@dataclass(frozen=True)
class Cell:
    """Where two fields meet: the corner, the number and its class, 0 to 4."""

    row: str
    column: str
    x: int
    y: int
    number: int
    shade: int


@dataclass(frozen=True)
class Matrix:
    """The drawing: fields in order, a cell for each two different ones, each pair twice, and the classes."""

    fields: tuple[str, ...]
    cells: tuple[Cell, ...]
    legend: tuple[tuple[int, float, float], ...]
    cell: int = CELL
    left: int = LEFT
    top: int = TOP
    """Units of a cell's side, and of the room for names at the left and above."""

    @property
    def width(self) -> int:
        """Width in units."""
        return LEFT + len(self.fields) * CELL + RIGHT

    @property
    def height(self) -> int:
        """Height in units."""
        return TOP + len(self.fields) * CELL


def matrix(pairs: Mapping[tuple[str, str], int], name_of: Callable[[str], str]) -> Matrix:
    """Draw the numbers of pairs of fields (IRIs), each pair in one order; a pair that is missing has none."""
    fields = sorted({field for pair in pairs for field in pair}, key=name_of)
    numbers = {
        (one, other): pairs.get((one, other), pairs.get((other, one), 0))
        for one in fields
        for other in fields
        if one != other
    }
    classes = quantiles(pairs.values())
    cells = tuple(
        Cell(
            one,
            other,
            LEFT + column * CELL,
            TOP + row * CELL,
            numbers[one, other],
            classes[numbers[one, other]],
        )
        for row, one in enumerate(fields)
        for column, other in enumerate(fields)
        if one != other
    )
    return Matrix(tuple(fields), cells, classes.steps)
