"""A time line: one line for each person, network or event, with a bar from its beginning to its end."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from pyoxigraph import Literal, NamedNode

from graphapp.store.engine import Term
from graphapp.web.pictures.years import decimal_year, ticks
from graphapp.web.readable import ATTESTED, BEGINS, ENDS, SAID

WIDTH: Final = 760
LEFT: Final = 230
"""Room for the names."""
ROW: Final = 24
TOP: Final = 26
MOST: Final = 60
"""Lines that are drawn; the table has all. Of more, those are drawn that documents say most of: `_weight`."""
_LETTERS: Final = 34
WHO: Final = ("person", "other", "thing", "organisation", "network", "event", "office", "successor", "what")
"""Variables that a line can be named after, the first that is there."""


@dataclass(frozen=True)
class Bar:
    """A bar from ``x`` with ``width``; an uncertain end is one that no document gives."""

    x: float
    width: float
    open: bool
    """Whether no document says when it ended."""
    certain: bool
    """Whether a document gives the interval, in place of days for which it is attested."""
    title: str


@dataclass(frozen=True)
class Line:
    """A name and its bars."""

    y: float
    name: str
    full_name: str
    bars: tuple[Bar, ...]


@dataclass(frozen=True)
class Timeline:
    """The picture: its size, its lines and the years below them with their positions."""

    width: float
    height: float
    left: float
    lines: tuple[Line, ...]
    years: tuple[tuple[int, float], ...]
    left_out: int


def timeline(
    variables: Sequence[str],
    rows: Sequence[Sequence[Term | None]],
    name_of: Callable[[str], str],
    today: float,
) -> Timeline | None:
    """Draw the rows that say when; None where fewer than two do. ``name_of`` gives the label of an IRI."""
    place = {name: index for index, name in enumerate(variables)}
    who = next((name for name in WHO if name in place), "")
    if not who:
        return None
    found: dict[str, list[tuple[float, float, bool, bool, str]]] = {}
    for row in rows:
        named = row[place[who]]
        if named is None:
            continue
        begin, end, open_, certain = _interval(row, place, today)
        if begin is None or end is None:
            continue
        name = name_of(named.value) if isinstance(named, NamedNode) else str(getattr(named, "value", ""))
        role = row[place["role"]] if "role" in place else None
        title = name_of(role.value) if isinstance(role, NamedNode) else ""
        found.setdefault(name, []).append((begin, end, open_, certain, title))
    if sum(len(bars) for bars in found.values()) < 2:
        return None
    chosen = sorted(found.items(), key=lambda item: (_weight(item[1]), item[0]))[:MOST]
    left_out = len(found) - len(chosen)
    drawn = sorted(chosen, key=lambda item: (min(bar[0] for bar in item[1]), item[0]))
    first = min(bar[0] for _, bars in drawn for bar in bars)
    last = max(bar[1] for _, bars in drawn for bar in bars)
    margin = max((last - first) * 0.03, 0.5)
    first, last = first - margin, last + margin

    def x(year: float) -> float:
        return round(LEFT + (year - first) / (last - first) * (WIDTH - LEFT - 8), 1)

    lines = tuple(
        Line(
            TOP + number * ROW,
            name if len(name) <= _LETTERS else name[: _LETTERS - 1] + "…",
            name,
            tuple(
                Bar(x(begin), max(round(x(end) - x(begin), 1), 4), open_, certain, title)
                for begin, end, open_, certain, title in sorted(bars)
            ),
        )
        for number, (name, bars) in enumerate(drawn)
    )
    years = tuple((year, x(year)) for year in ticks(first, last))
    return Timeline(WIDTH, TOP + len(lines) * ROW + 6, LEFT, lines, years, left_out)


def _weight(bars: Sequence[tuple[float, float, bool, bool, str]]) -> tuple[int, float]:
    """Order lines by how much documents say: intervals that they give before mere mentions, then longer ones before shorter."""
    given = sum(certain for _, _, _, certain, _ in bars)
    return -given, -sum(end - begin for begin, end, _, _, _ in bars)


def _interval(
    row: Sequence[Term | None], place: dict[str, int], today: float
) -> tuple[float | None, float | None, bool, bool]:
    """Return begin, end, whether the end is open, and whether a document gives the interval."""

    def first_of(names: Sequence[str]) -> list[str]:
        found = []
        for name in names:
            term = row[place[name]] if name in place else None
            if isinstance(term, Literal):
                found += [part for part in term.value.split("; ") if part]
        return found

    begins, ends = first_of(BEGINS), first_of(ENDS)
    seen = sorted(first_of(ATTESTED) or first_of(SAID))
    if begins or ends:
        begin = decimal_year(begins[0]) if begins else (decimal_year(seen[0]) if seen else None)
        if ends:
            end = decimal_year(ends[0], end=True)
            return (begin if begin is not None else (end - 1 if end else None)), end, False, True
        last = decimal_year(seen[-1], end=True) if seen else None
        begin = begin if begin is not None else None
        if begin is None:
            return None, None, False, False
        return begin, max(last or begin + 0.5, begin + 0.2), True, True
    if seen:
        begin, end = decimal_year(seen[0]), decimal_year(seen[-1], end=True)
        return begin, None if end is None else min(end, today + 1), False, False
    return None, None, False, False
