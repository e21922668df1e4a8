"""Lines as an SVG drawing: an axis of years, and for each time the parts that are sure, and those that are not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from graphapp.web.pictures.years import decimal_year, ticks
from graphapp.web.timelines.lines import POINTS, Line, Span

START: Final = 1990.0
"""Where the axis begins; what is earlier is pressed into a strip before it."""
WIDTH: Final = 860
"""Width of the part with bars, in units of the drawing."""
LEFT: Final = 300
"""Room for the names."""
EARLY: Final = 64
"""Width of the strip for what is earlier."""
ROW: Final = 26
TOP: Final = 30
FADE: Final = 1.6
"""Years over which a bar fades whose end no document gives."""


@dataclass(frozen=True)
class Part:
    """A part of a bar, in decimal years, and how sure it is: ``sure``, ``year`` (some day of a year that is all that a document
    gives), ``fade-out``, ``fade-in`` (no document gives the end, the beginning), ``attested``, ``planned`` or ``point``.
    """

    sort: str
    begin: float
    end: float


@dataclass(frozen=True)
class Axis:
    """From decimal years to units. ``first`` is the earliest year of the strip, `START` if there is none."""

    first: float
    begin: float
    end: float

    @property
    def early(self) -> int:
        """Width of the strip."""
        return EARLY if self.first < self.begin else 0

    def x(self, year: float) -> float:
        """Return where a year is; what is before or after the axis is at its edge."""
        if year < self.begin:
            if not self.early:
                return 0.0
            share = (year - self.first) / ((self.begin - self.first) or 1)
            return round(max(share, 0.0) * self.early, 1)
        share = (year - self.begin) / ((self.end - self.begin) or 1)
        return round(self.early + min(share, 1.02) * (WIDTH - self.early), 1)

    @property
    def years(self) -> tuple[tuple[int, float], ...]:
        """Years to write below the axis and where they are."""
        return tuple((year, self.x(year)) for year in ticks(self.begin, self.end, 10))


def axis_of(lines: Sequence[Line], begin: str, end: str, today: float) -> Axis:
    """Return the axis for lines: the years asked for, else from 1990 to what is last, with a strip for what is earlier."""
    last = max([today, *(min(line.latest, today + 15) for line in lines)])
    first = float(begin) if begin else START
    until = float(end) + 1 if end else last + 0.5
    earliest = min((line.earliest for line in lines), default=first)
    strip = min(earliest, first) if not begin and earliest < first else first
    return Axis(strip, first, max(until, first + 1))


def parts_of(span: Span, kind: str) -> tuple[Part, ...]:
    """Return the parts of the bar of a time, in order; a date of a year alone is that whole year, and unsure."""
    begin, end = _date(span.begin), _date(span.end)
    first = decimal_year(span.first) if span.first else None
    last = decimal_year(span.last, end=True) if span.last else None
    if begin is None and end is None:
        return (Part("attested", first, last or first),) if first is not None else ()
    if begin is not None and kind in POINTS and end is None:
        return (Part("year" if len(span.begin) == 4 else "point", *begin),)
    parts: list[Part] = []
    if begin is not None:
        start = begin[1] if len(span.begin) == 4 else begin[0]
        if len(span.begin) == 4:
            parts.append(Part("year", *begin))
    else:
        assert end is not None
        start = first if first is not None and first < end[0] else end[0]
        parts.append(Part("fade-in", start - FADE, start))
    if end is not None:
        stop = end[0] if len(span.end) == 4 else end[1]
        if stop > start:
            parts.append(Part("sure", start, stop))
        if len(span.end) == 4 and end != begin:
            parts.append(Part("year", *end))
        return tuple(parts)
    stop = max(last or start, start)
    if stop > start:
        parts.append(Part("sure", start, stop))
    planned = decimal_year(span.planned_end, end=True) if span.planned_end else None
    if planned is not None and planned > stop:
        parts.append(Part("planned", stop, planned))
    else:
        parts.append(Part("fade-out", stop, stop + FADE))
    return tuple(parts)


def _date(text: str) -> tuple[float, float] | None:
    begin, end = decimal_year(text), decimal_year(text, end=True)
    return None if begin is None or end is None else (begin, end)
