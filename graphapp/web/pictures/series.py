"""Figures over time: a small chart for each indicator, every value of every document a dot."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from pyoxigraph import Literal, NamedNode

from graphapp.store.engine import Term
from graphapp.web.pictures.years import decimal_year, ticks

WIDTH: Final = 360
HEIGHT: Final = 170
LEFT: Final = 56
BOTTOM: Final = 24
TOP: Final = 14
MOST: Final = 6
"""Charts that are drawn."""


@dataclass(frozen=True)
class Dot:
    """A value: its place, what it says, and whether the document says it is not exact."""

    x: float
    y: float
    title: str
    vague: bool


@dataclass(frozen=True)
class Chart:
    """The chart of an indicator: dots, the line through the newest value of each date, and the axes."""

    title: str
    unit: str
    dots: tuple[Dot, ...]
    line: str
    """Coordinates for ``points`` of a polyline."""
    years: tuple[tuple[int, float], ...]
    levels: tuple[tuple[float, float], ...]
    """Values of the vertical axis and their positions."""
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT
    bottom: int = HEIGHT - BOTTOM


def series(
    variables: Sequence[str], rows: Sequence[Sequence[Term | None]], name_of: Callable[[str], str]
) -> tuple[Chart, ...]:
    """Draw the indicators with values of at least two dates. ``name_of`` gives the label of an IRI."""
    place = {name: index for index, name in enumerate(variables)}
    if "value" not in place or "indicator" not in place:
        return ()
    found: dict[tuple[str, str], list[tuple[float, float, str, bool]]] = {}
    for row in rows:
        indicator, value = row[place["indicator"]], row[place["value"]]
        date = next(
            (row[place[name]] for name in ("attested", "date", "from") if name in place and row[place[name]]),
            None,
        )
        if (
            not isinstance(indicator, NamedNode)
            or not isinstance(value, Literal)
            or not isinstance(date, Literal)
        ):
            continue
        year = decimal_year(date.value)
        unit = (
            row[place["unit"]]
            if "unit" in place
            else row[place["unitLabel"]]
            if "unitLabel" in place
            else None
        )
        unit_name = name_of(unit.value) if isinstance(unit, NamedNode) else getattr(unit, "value", "") or ""
        vague = bool("bound" in place and row[place["bound"]])
        try:
            number = float(value.value)
        except ValueError:
            continue
        if year is not None:
            found.setdefault((indicator.value, unit_name), []).append((year, number, date.value, vague))
    charts = [
        _chart(name_of(indicator), unit, points)
        for (indicator, unit), points in found.items()
        if len({point[0] for point in points}) > 1
    ]
    return tuple(sorted(charts, key=lambda chart: -len(chart.dots))[:MOST])


def _chart(title: str, unit: str, points: list[tuple[float, float, str, bool]]) -> Chart:
    points.sort()
    first, last = points[0][0], points[-1][0]
    margin = max((last - first) * 0.05, 0.5)
    first, last = first - margin, last + margin
    most = max(point[1] for point in points)
    least = min(0.0, *(point[1] for point in points))
    levels = _levels(least, most)
    most = max(most, levels[-1])
    least = min(least, levels[0])

    def x(year: float) -> float:
        return round(LEFT + (year - first) / (last - first) * (WIDTH - LEFT - 10), 1)

    def y(value: float) -> float:
        height = HEIGHT - BOTTOM - TOP
        return round(TOP + height - (value - least) / ((most - least) or 1) * height, 1)

    middle: dict[float, list[float]] = {}
    for year, value, _, _ in points:
        middle.setdefault(year, []).append(value)
    line = " ".join(
        f"{x(year)},{y(sorted(values)[len(values) // 2])}" for year, values in sorted(middle.items())
    )
    dots = tuple(Dot(x(year), y(value), f"{text}: {value:g}", vague) for year, value, text, vague in points)
    years = tuple((year, x(year)) for year in ticks(first, last, 5))
    return Chart(title, unit, dots, line, years, tuple((level, y(level)) for level in levels))


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
