"""The ten questions of the catalogue whose latency is measured."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from graphapp.catalogue import Catalogue

MEASURED: Final = (1, 3, 6, 13, 15, 20, 27, 31, 32, 49)
"""Numbers of the competency questions: lists, counts, self-joins, a matrix, a comparison of all sources."""


@dataclass(frozen=True)
class Measured:
    """A query to be measured, with the defaults of its file."""

    number: int
    name: str
    title: str
    text: str


def measured(catalogue: Catalogue) -> tuple[Measured, ...]:
    """Return the first query of each question in ``MEASURED`` that the catalogue has."""
    by_number: dict[int, Measured] = {}
    for query in sorted(catalogue, key=lambda query: query.name):
        for number in query.questions:
            by_number.setdefault(number, Measured(number, query.name, query.title.en, query.text))
    return tuple(by_number[number] for number in MEASURED if number in by_number)
