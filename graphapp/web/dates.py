"""Dates as people write them, no more precise than they are: ``2013``, ``Juni 1999``, ``30. Juni 1999``."""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from babel.dates import format_date, format_skeleton

_LOCALES: Final = {"de": "de", "en": "en_GB"}
_PARTIAL: Final = re.compile(r"(-?\d{4})(?:-(\d{2}))?(?:-(\d{2}))?(?:T.*|Z|[+-]\d{2}:\d{2})?")


def written(text: str, language: str) -> str:
    """Return ``text``, an ``xsd:gYear``, ``xsd:gYearMonth``, ``xsd:date`` or ``xsd:dateTime``, in ``language``; what is
    none of them as it is.
    """
    found = _PARTIAL.fullmatch(text)
    if not found:
        return text
    year, month, day = found.groups()
    try:
        if day:
            return format_date(date(int(year), int(month), int(day)), "long", locale=_LOCALES[language])
        if month:
            return format_skeleton("yMMMM", date(int(year), int(month), 1), locale=_LOCALES[language])
    except ValueError:
        return text
    return year


def is_date(text: str) -> bool:
    """Whether ``text`` is a date of one of the precisions that the graph keeps."""
    return bool(_PARTIAL.fullmatch(text))


def interval(begin: str, end: str, language: str) -> str:
    """Return an interval in words: ``2014–2019``, ``seit 2014``, ``bis 2019``; empty if neither end is known."""
    if begin and end:
        first, last = written(begin, language), written(end, language)
        if first == last:
            return first
        return f"{first}–{last}" if len(first) <= 4 and len(last) <= 4 else f"{first} – {last}"
    if begin:
        return f"{'seit' if language == 'de' else 'since'} {written(begin, language)}"
    if end:
        return f"{'bis' if language == 'de' else 'until'} {written(end, language)}"
    return ""
