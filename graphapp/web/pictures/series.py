"""Figures over time: a small chart for each indicator, every value of every document a dot."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from pyoxigraph import Literal, NamedNode

from graphapp.namespaces import BASE
from graphapp.store.engine import Term
from graphapp.web.pictures.years import decimal_year, ticks

WIDTH: Final = 360
HEIGHT: Final = 170
LEFT: Final = 56
BOTTOM: Final = 24
TOP: Final = 14
ONCE: Final = frozenset((BASE + "indicator/founding-members",))
"""Indicators that have one true value, whenever a document gives it."""
PLANNED: Final = BASE + "code/planned"
"""Status of a value that somebody expects or promises."""


@dataclass(frozen=True)
class Dot:
    """A value: its place, what it says and who says it, and whether it is not exact, or planned."""

    x: float
    y: float
    title: str
    vague: bool


@dataclass(frozen=True)
class Chart:
    """The chart of an indicator at one place: dots, the line through the preferred value of each date, and the axes.

    Values that are not exact count for the line, planned ones do not. Values of an indicator that is true once and for all
    (`ONCE`) are not joined: that documents differ is no development.
    """

    title: str
    unit: str
    dots: tuple[Dot, ...]
    line: str
    """Coordinates for ``points`` of a polyline; empty where nothing is joined."""
    years: tuple[tuple[int, float], ...]
    levels: tuple[tuple[float, float], ...]
    """Values of the vertical axis and their positions."""
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT
    bottom: int = HEIGHT - BOTTOM


@dataclass(frozen=True, order=True)
class _Point:
    year: float
    value: float
    title: str
    vague: bool
    planned: bool


def series(
    variables: Sequence[str], rows: Sequence[Sequence[Term | None]], name_of: Callable[[str], str]
) -> tuple[Chart, ...]:
    """Draw the indicators with values of at least two dates, each place by itself, those with most values first.

    ``name_of`` gives the label of an IRI.
    """
    found: dict[tuple[str, str, str], list[_Point]] = {}
    for row in rows:
        given = {name: term for name, term in zip(variables, row, strict=True) if term is not None}
        indicator, point = given.get("indicator"), _point(given, name_of)
        if isinstance(indicator, NamedNode) and point is not None:
            unit = given.get("unit", given.get("unitLabel"))
            key = indicator.value, _text(given.get("place"), name_of), _text(unit, name_of)
            found.setdefault(key, []).append(point)
    charts = [
        _chart(
            ", ".join(filter(None, (name_of(indicator), place))), unit, points, joined=indicator not in ONCE
        )
        for (indicator, place, unit), points in found.items()
        if len({point.year for point in points}) > 1
    ]
    return tuple(sorted(charts, key=lambda chart: -len(chart.dots)))


def _point(given: Mapping[str, Term], name_of: Callable[[str], str]) -> _Point | None:
    """Return what is drawn of a row; None where it has no number, or no date."""
    value = given.get("value")
    date = next((given[name] for name in ("attested", "date", "from") if name in given), None)
    if not isinstance(value, Literal) or not isinstance(date, Literal):
        return None
    year = decimal_year(date.value)
    try:
        number = float(value.value)
    except ValueError:
        return None
    if year is None:
        return None
    planned = isinstance(status := given.get("status"), NamedNode) and status.value == PLANNED
    told = (_text(given.get(name), name_of) for name in ("status", "source"))
    title = " – ".join(filter(None, (f"{date.value}: {number:g}", *told)))
    return _Point(year, number, title, vague=planned or "bound" in given, planned=planned)


def _text(term: Term | None, name_of: Callable[[str], str]) -> str:
    return name_of(term.value) if isinstance(term, NamedNode) else str(getattr(term, "value", ""))


def _chart(title: str, unit: str, points: list[_Point], *, joined: bool) -> Chart:
    points.sort()
    first, last = points[0].year, points[-1].year
    margin = max((last - first) * 0.05, 0.5)
    first, last = first - margin, last + margin
    most = max(point.value for point in points)
    least = min(0.0, *(point.value for point in points))
    levels = _levels(least, most)
    most = max(most, levels[-1])
    least = min(least, levels[0])

    def x(year: float) -> float:
        return round(LEFT + (year - first) / (last - first) * (WIDTH - LEFT - 10), 1)

    def y(value: float) -> float:
        height = HEIGHT - BOTTOM - TOP
        return round(TOP + height - (value - least) / ((most - least) or 1) * height, 1)

    dates: dict[float, list[_Point]] = {}
    for point in points:
        if joined and not point.planned:
            dates.setdefault(point.year, []).append(point)
    line = (
        " ".join(f"{x(year)},{y(_preferred(of))}" for year, of in sorted(dates.items()))
        if len(dates) > 1
        else ""
    )
    dots = tuple(Dot(x(point.year), y(point.value), point.title, point.vague) for point in points)
    years = tuple((year, x(year)) for year in ticks(first, last, 5))
    return Chart(title, unit, dots, line, years, tuple((level, y(level)) for level in levels))


def _preferred(points: Sequence[_Point]) -> float:
    """Return the value of a date that most documents give, of these one that is exact, then the larger. The rule of graph/current
    (ontology/rules/current/40-newest-figure.rq) prefers more documents too.
    """
    count = Counter(point.value for point in points)
    exact = {point.value for point in points if not point.vague}
    return max(count, key=lambda value: (count[value], value in exact, value))


def _levels(least: float, most: float) -> list[float]:
    """Return three to five round values from ``least`` to at least ``most``."""
    span = (most - least) or abs(most) or 1.0
    step = 10.0 ** len(str(int(span))) / 100
    for factor in (1, 2, 5, 10, 20, 25, 50, 100):
        if span / (step * factor) <= 4:
            step *= factor
            break
    first = int(least // step)
    levels = [first * step]
    while levels[-1] < most:
        levels.append(levels[-1] + step)
    return levels
