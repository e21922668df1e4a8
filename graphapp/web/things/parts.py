"""How much of a part of a thing stands on its page, and the page of the part, which has all of it: ``?part=members&page=2``.

A part is a panel, a group of facts, or the names and descriptions in the heading. The page of the thing shows the first rows of
each and what the documents behind them are called; the page of the part shows every row exactly once, with the whole evidence.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlencode

from graphapp.catalogue.period import Period
from graphapp.catalogue.query import Bilingual
from graphapp.web.arguments import matching, page_number
from graphapp.web.linked.requests import AS_OF

TOGETHER: Final = 60
"""Rows of panels and values of facts that the page of a thing shows together, as far as each may show `FEWEST`."""
FEWEST, MOST = 3, 10
"""Rows of a panel, and values of a fact, that the page of a thing shows at least (if there are as many) and at most."""
FIRST_DOCUMENTS: Final = 2
"""Documents behind a row or a value that the page of a thing names."""
ON_A_PAGE: Final = 20
"""Rows or values on one page of a part."""
NAMES: Final = "names"
"""The part that has the names and the descriptions of the thing."""
PART: Final = "part"
"""Parameter that asks for a part: the name of its section on the page of the thing."""
NAME: Final = "[A-Za-z0-9-]{1,60}"
"""What names of parts look like."""
_A_PART: Final = Bilingual(
    "der Name eines Teils der Seite, etwa members", "the name of a part of the page, such as members"
)


def first_rows(counts: Iterable[int]) -> int:
    """Return how many rows each part with so many of them may show, so that a page of many parts is no longer than one of few."""
    parts = list(counts)
    return next(
        (rows for rows in range(MOST, FEWEST, -1) if sum(min(count, rows) for count in parts) <= TOGETHER),
        FEWEST,
    )


def address(part: str, period: Period | None, page: int = 1) -> str:
    """Return the query of the address of a page of a part, as of a time where one is shown."""
    pairs = [
        (PART, part),
        ("page", str(page) if page > 1 else ""),
        (AS_OF, period.written if period else ""),
    ]
    return "?" + urlencode([(name, value) for name, value in pairs if value])


def on_page(row: int) -> int:
    """Return the number of the page of a part on which its row stands; rows are counted from 0."""
    return row // ON_A_PAGE + 1


@dataclass(frozen=True)
class Brief:
    """How the page of a thing, of a time where there is one, leaves the rest to the pages of its parts."""

    rows: int
    """Of a panel, or values of a fact."""
    period: Period | None = None
    documents: int = FIRST_DOCUMENTS
    """Of a row or a value."""

    def address(self, part: str, row: int = 0) -> str:
        """Return the query of the address where a part goes on: of the page with its row of that number, from 0."""
        return address(part, self.period, on_page(row))


@dataclass(frozen=True)
class Wanted:
    """What an address asks for: a part, empty for the whole page, and which page of it."""

    part: str
    page: int


def read_wanted(arguments: Mapping[str, str]) -> Wanted:
    """Read the part from the arguments of an address. Raises `ProblemError` for what is no name or number."""
    return Wanted(matching(arguments, PART, NAME, _A_PART), page_number(arguments))


@dataclass(frozen=True)
class Paged:
    """Which rows of ``count`` one page shows."""

    number: int
    count: int
    on_a_page: int = ON_A_PAGE

    @property
    def pages(self) -> int:
        """How many pages there are."""
        return max(1, -(-self.count // self.on_a_page))

    @property
    def first(self) -> int:
        """How many rows stand before the page."""
        return (self.number - 1) * self.on_a_page

    @property
    def last(self) -> int:
        """How many rows stand up to the end of the page."""
        return min(self.first + self.on_a_page, self.count)
