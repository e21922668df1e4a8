"""Dates of any precision as intervals of days, and whether a statement held in one: the rule behind ``as-of``.

A document or a page asked for as of a day, a month or a year shows what held on some day of it. docs/linked-data.md states
the rule for readers.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass, field
from datetime import date
from typing import Final

_WRITTEN: Final = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")
_LEXICAL: Final = re.compile(r"(\d{4}(?:-\d\d(?:-\d\d)?)?)(?:Z|[+-]\d\d:\d\d|T.*)?")
OPEN: Final = frozenset({"planned", "announced", "nominated", "applied-for"})
"""Local names of the statuses of what had not come true when it was said."""
FORMER: Final = "former"
"""Local name of the status of what was over when it was said."""


@dataclass(frozen=True, order=True)
class Period:
    """The days from ``first`` to ``last``, both included."""

    first: date
    last: date
    written: str = field(default="", compare=False)
    """As it was given."""

    @classmethod
    def read(cls, text: str) -> Period:
        """Read ``YYYY``, ``YYYY-MM`` or ``YYYY-MM-DD``. Raises ``ValueError`` for anything else and for no date."""
        found = _WRITTEN.fullmatch(text)
        if found is None or not text.isascii():
            raise ValueError(f"{text!r} is not of the form YYYY, YYYY-MM or YYYY-MM-DD")
        year, month, day = (int(part) if part else 0 for part in found.groups())
        if day or found[3]:
            only = date(year, month, day)
            return cls(only, only, text)
        if found[2]:
            first = date(year, month, 1)
            return cls(first, date(year, month, calendar.monthrange(year, month)[1]), text)
        return cls(date(year, 1, 1), date(year, 12, 31), text)

    @classmethod
    def of_lexical(cls, text: str) -> Period | None:
        """Read the lexical form of an ``xsd:gYear``, ``gYearMonth``, ``date`` or ``dateTime``; None if it is none."""
        found = _LEXICAL.fullmatch(text)
        try:
            return cls.read(found[1]) if found else None
        except ValueError:
            return None


@dataclass(frozen=True)
class Bounds:
    """What is known of the time of a statement with parts. Each is None where it is not known.

    ``not_before`` and ``not_after`` bound the interval that a document gives, ``attested_from`` and ``attested_to`` are the
    first and last day for which any document says it, ``said`` is the day on which an undated document appeared.
    ``status`` is the local name of its code. ``office``: one person at a time is named as holding it, so the last
    attestation ends it where no end is given.
    """

    not_before: date | None = None
    not_after: date | None = None
    attested_from: date | None = None
    attested_to: date | None = None
    said: date | None = None
    status: str = ""
    office: bool = False

    @property
    def begin(self) -> date | None:
        """The first day on which it is known to have held; None when nothing is dated."""
        if self.not_before is not None:
            return self.not_before
        return self.attested_from or self.said

    @property
    def end(self) -> date | None:
        """The last day on which it can have held; None when no end is known."""
        if self.not_after is not None:
            return self.not_after
        if self.status == FORMER:
            return self.attested_from or self.said
        if self.office:
            return max((day for day in (self.not_before, self.attested_to, self.said) if day), default=None)
        return None

    def held(self, period: Period) -> bool:
        """Whether nothing excludes that it held on a day of ``period``."""
        if self.status in OPEN:
            return False
        if self.status == FORMER and self.not_before is None:
            # It was said when it was over; when it had begun is not known.
            return self.end is None or period.first <= self.end
        if self.begin is not None and self.begin > period.last:
            return False
        return self.end is None or self.end >= period.first
