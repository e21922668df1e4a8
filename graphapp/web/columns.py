"""An answer as people read it: a thing and its label in one column, and long lists of documents folded away."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from pyoxigraph import Literal, NamedNode

from graphapp.store.engine import Term
from graphapp.store.terms import shown
from graphapp.web.answers import Outcome

LABEL: Final = "Label"
"""Ending of the variable that holds the label of another: ``?network`` and ``?networkLabel``."""
_LONG: Final = 4
"""Longest list that is shown in full."""
_SCHEMES: Final = ("https://", "http://")


@dataclass(frozen=True)
class Cell:
    """One value: the term, the words to show for it, and the addresses or items if it is a long list."""

    term: Term | None
    label: Term | None = None
    addresses: tuple[NamedNode, ...] = ()
    items: tuple[str, ...] = ()


@dataclass(frozen=True)
class Column:
    """A heading (the variable) and the cells below it."""

    name: str
    cells: tuple[Cell, ...]

    @property
    def largest(self) -> float:
        """Return the largest number in the column; 0 when it holds anything but numbers."""
        try:
            return max((float(cell.term.value) for cell in self.cells if cell.term is not None), default=0)  # type: ignore[union-attr]
        except (AttributeError, ValueError):
            return 0


def columns(outcome: Outcome) -> tuple[Column, ...]:
    """Arrange the rows of ``outcome`` in the columns to show, in the order of its variables."""
    place = {name: index for index, name in enumerate(outcome.variables)}
    out = []
    for name, index in place.items():
        if name.endswith(LABEL) and name.removesuffix(LABEL) in place:
            continue
        label = place.get(name + LABEL)
        cells = (
            Cell(
                row[index], None if label is None else row[label], _addresses(row[index]), _items(row[index])
            )
            for row in outcome.rows
        )
        out.append(Column(name, tuple(cells)))
    return tuple(out)


def plain_columns(outcome: Outcome) -> tuple[Column, ...]:
    """Arrange the rows of ``outcome`` as the query selects them, one column a variable."""
    return tuple(
        Column(name, tuple(Cell(row[index]) for row in outcome.rows))
        for index, name in enumerate(outcome.variables)
    )


def _addresses(term: Term | None) -> tuple[NamedNode, ...]:
    """Return the addresses of a literal that is a list of at least one, divided by blanks, as queries group documents."""
    if not isinstance(term, Literal) or term.language:
        return ()
    words = term.value.split()
    if not words or not all(word.startswith(_SCHEMES) for word in words):
        return ()
    return tuple(NamedNode(word) for word in words)


def _items(term: Term | None) -> tuple[str, ...]:
    """Return the items of a literal that lists more than `_LONG` of them, divided by semicolons."""
    if not isinstance(term, Literal):
        return ()
    items = tuple(term.value.split("; "))
    return items if len(items) > _LONG else ()


def words(cell: Cell) -> str:
    """Return what a link to the thing of ``cell`` says: its label, else its short address."""
    return shown(cell.term if cell.label is None else cell.label)
