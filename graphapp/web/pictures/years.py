"""Dates as decimal years, and the ticks of an axis of years."""

from __future__ import annotations

import re
from datetime import date
from typing import Final

_DATE: Final = re.compile(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?")


def decimal_year(text: str, *, end: bool = False) -> float | None:
    """Return the decimal year of a date of any precision, such as 2014.5; its end if ``end``; None for what is no date."""
    found = _DATE.match(text)
    if not found:
        return None
    year, month, day = (int(part) if part else None for part in found.groups())
    assert year is not None
    if month is None:
        return year + (1.0 if end else 0.0)
    if day is None:
        return year + (month - (0 if end else 1)) / 12
    try:
        return year + (date(year, month, day).timetuple().tm_yday - (0 if end else 1)) / 366
    except ValueError:
        return float(year)


def ticks(first: float, last: float, most: int = 8) -> list[int]:
    """Return round years between ``first`` and ``last``, at most about ``most`` of them."""
    span = max(last - first, 1)
    step = next((known for known in (1, 2, 5, 10, 20, 25, 50, 100) if span / known <= most), 200)
    start = int(first // step) * step
    return [year for year in range(start, int(last) + step + 1, step) if first <= year <= last]
