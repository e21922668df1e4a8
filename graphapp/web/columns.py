"""An answer to free SPARQL as a table: one column a variable, terms as they are."""

from __future__ import annotations

from dataclasses import dataclass

from pyoxigraph import Literal

from graphapp.store.engine import Term
from graphapp.web.answers import Outcome


@dataclass(frozen=True)
class PlainColumn:
    """A variable and its terms, None where it is unbound."""

    name: str
    terms: tuple[Term | None, ...]

    @property
    def largest(self) -> float:
        """Return the largest number in the column; 0 when it holds anything but numbers."""
        try:
            return max((float(term.value) for term in self.terms if isinstance(term, Literal)), default=0)
        except ValueError:
            return 0


def plain_columns(outcome: Outcome) -> tuple[PlainColumn, ...]:
    """Arrange the rows of ``outcome`` as the query selects them."""
    return tuple(
        PlainColumn(name, tuple(row[index] for row in outcome.rows))
        for index, name in enumerate(outcome.variables)
    )
