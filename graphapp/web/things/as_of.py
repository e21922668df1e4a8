"""Leave out of a page what did not hold at a time; the rule itself is `graphapp.catalogue.period`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from pyoxigraph import Literal, NamedNode

from graphapp.catalogue.period import Bounds, Period
from graphapp.store.engine import Term
from graphapp.web.readable import ATTESTED, BEGINS, ENDS, SAID
from graphapp.web.things.facts import Row


def rows_as_of(
    variables: Sequence[str], rows: Iterable[Sequence[Term | None]], period: Period
) -> list[Sequence[Term | None]]:
    """Return the rows of an answer that may have held in ``period``; those without any date stay."""
    place = {name: index for index, name in enumerate(variables)}
    office = "person" in place

    def texts(row: Sequence[Term | None], names: Sequence[str]) -> list[str]:
        found = []
        for name in names:
            term = row[place[name]] if name in place else None
            if isinstance(term, Literal):
                found += term.value.split("; ")
        return found

    kept = []
    for row in rows:
        status = row[place["status"]] if "status" in place else None
        bounds = _bounds(
            texts(row, BEGINS),
            texts(row, ENDS),
            texts(row, ATTESTED),
            texts(row, SAID),
            status,
            office=office,
        )
        if bounds.held(period):
            kept.append(row)
    return kept


def facts_as_of(rows: Iterable[Row], period: Period) -> list[Row]:
    """Return the solutions of ``pages/facts`` that may have held in ``period``.

    A date of founding, of a beginning or of an event is itself no statement that begins to hold: it stays.
    """

    def texts(row: Row, name: str) -> list[str]:
        term = row.get(name)
        return [term.value] if isinstance(term, Literal) else []

    return [
        row
        for row in rows
        if _bounds(
            texts(row, "from"), texts(row, "to"), texts(row, "attested"), [], row.get("status"), office=False
        ).held(period)
    ]


def _bounds(
    begins: Iterable[str],
    ends: Iterable[str],
    attested: Iterable[str],
    said: Iterable[str],
    status: Term | None,
    *,
    office: bool,
) -> Bounds:
    def first(texts: Iterable[str]) -> date | None:
        return min((known.first for text in texts if (known := Period.of_lexical(text))), default=None)

    def last(texts: Iterable[str]) -> date | None:
        return max((known.last for text in texts if (known := Period.of_lexical(text))), default=None)

    attested = list(attested)
    return Bounds(
        first(begins),
        last(ends),
        first(attested),
        last(attested),
        first(said),
        status.value.rpartition("/")[2] if isinstance(status, NamedNode) else "",
        office,
    )
