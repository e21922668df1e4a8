"""The lines of the timeline: what or who, and when, as precisely as documents say it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from graphapp.catalogue import Catalogue
from graphapp.catalogue.blocks import fill
from graphapp.store.engine import Engine, Question, Term, select
from graphapp.store.terms import text_of
from graphapp.web.pictures.years import decimal_year
from graphapp.web.timelines.state import State

POINTS: Final = ("strategies",)
"""Kinds that come out on a date and do not last: that work on them began and ended is another thing."""


@dataclass(frozen=True)
class Span:
    """A time: dates as documents write them, empty for what no document says; the days for which it is attested; who it is of,
    if it is an office; and the documents.
    """

    begin: str = ""
    end: str = ""
    planned_end: str = ""
    first: str = ""
    last: str = ""
    person: str = ""
    sources: tuple[str, ...] = ()

    @property
    def earliest(self) -> float | None:
        """The first moment that is known, in decimal years; None if nothing is."""
        found = [decimal_year(date) for date in (self.begin, self.first, self.end) if date]
        return min((year for year in found if year is not None), default=None)

    @property
    def latest(self) -> float | None:
        """The last moment that is known."""
        dates = (self.begin, self.end, self.planned_end, "" if self.end else self.last)
        found = [decimal_year(date, end=True) for date in dates if date]
        return max((year for year in found if year is not None), default=None)


@dataclass(frozen=True)
class Line:
    """A thing, or an office (organisation and role), with its times."""

    kind: str
    iri: str
    role: str
    spans: tuple[Span, ...]

    @property
    def earliest(self) -> float:
        """The first moment that is known; of a line that says nothing, the end of all time."""
        return min((year for span in self.spans if (year := span.earliest) is not None), default=9999.0)

    @property
    def latest(self) -> float:
        """The last moment that is known."""
        return max((year for span in self.spans if (year := span.latest) is not None), default=-9999.0)


def lines_of(engine: Engine, catalogue: Catalogue, state: State) -> tuple[tuple[Line, ...], int]:
    """Return the lines of the kinds and field of a state that say when, in order, and the number of things that do not.

    Raises `graphapp.store.engine.QueryError`.
    """

    def rows(name: str, *, of_field: bool) -> list[Mapping[str, Term]]:
        query = catalogue.find(f"pages/{name}").text
        return list(
            select(engine, Question(fill(query, {"field": state.of_field} if of_field else {}))).dicts()
        )

    found: list[Line] = []
    if state.kinds != ("offices",):
        attested = {text_of(row, "thing"): row for row in rows("timeline-attested", of_field=False)}
        found += [
            _thing(row, attested.get(text_of(row, "thing"), {}))
            for row in rows("timeline-things", of_field=True)
            if state.wants(text_of(row, "kind"))
        ]
    if state.wants("offices"):
        offices: dict[tuple[str, str], list[Span]] = {}
        for row in rows("timeline-offices", of_field=True):
            offices.setdefault((text_of(row, "organisation"), text_of(row, "role")), []).append(_office(row))
        found += [
            Line("offices", organisation, role, tuple(sorted(spans, key=lambda span: span.earliest or 9999)))
            for (organisation, role), spans in offices.items()
        ]
    dated = [line for line in found if line.earliest < 9999]
    dated.sort(key=lambda line: (line.earliest, line.iri, line.role))
    return tuple(dated), len(found) - len(dated)


def _thing(row: Mapping[str, Term], attested: Mapping[str, Term]) -> Line:
    span = Span(
        text_of(row, "from"),
        "" if text_of(row, "kind") in POINTS else text_of(row, "to"),
        text_of(row, "plannedEnd"),
        text_of(attested, "attestedFrom"),
        text_of(attested, "attestedTo"),
        sources=tuple(sorted(text_of(row, "sources").split())),
    )
    return Line(text_of(row, "kind"), text_of(row, "thing"), "", (span,))


def _office(row: Mapping[str, Term]) -> Span:
    return Span(
        text_of(row, "from"),
        text_of(row, "to"),
        "",
        text_of(row, "attestedFrom"),
        text_of(row, "attestedTo"),
        text_of(row, "person"),
        tuple(sorted(text_of(row, "sources").split())),
    )
