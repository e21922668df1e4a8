"""Classes of numbers, so that a map or a matrix shows more as darker: none, then groups of about the same size (quantiles)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

SHADES: Final = 5
"""Classes from few to many; the first is for none."""


@dataclass(frozen=True)
class Classes:
    """The class of each number, and for each class that has numbers the least and the greatest of them."""

    of: Mapping[float, int]
    steps: tuple[tuple[int, float, float], ...]
    """Class, least and greatest number, in order."""

    def __getitem__(self, number: float) -> int:
        """Return the class of a number that was classed, 0 to `SHADES` - 1."""
        return self.of[number]


def quantiles(numbers: Iterable[float]) -> Classes:
    """Class ``numbers``: 0 is none; the others are cut where a fourth, a half and three fourths of them are smaller.

    Equal numbers are always in one class, so that a class may hold more than its fourth, or be empty.
    """
    found = sorted(number for number in numbers if number)
    steps = SHADES - 1
    of: dict[float, int] = {0: 0}
    for number in set(found):
        of[number] = 1 + min(steps - 1, found.index(number) * steps // len(found))
    limits = []
    for step in range(SHADES):
        held = [number for number, known in of.items() if known == step]
        if held:
            limits.append((step, min(held), max(held)))
    return Classes(of, tuple(limits))
