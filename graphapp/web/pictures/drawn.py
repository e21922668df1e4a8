"""Which picture an answer gets: the view that its query's header names, where the answer has what the picture needs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from graphapp.catalogue.query import CatalogueQuery
from graphapp.store.engine import Term
from graphapp.web.maps.ground import Ground
from graphapp.web.maps.projection import Point
from graphapp.web.pictures.map import MapPicture, draw_map, numbers_of, places_of
from graphapp.web.pictures.series import Chart, series
from graphapp.web.pictures.star import Star, star
from graphapp.web.pictures.timeline import Timeline, timeline
from graphapp.web.things.labels import Labels


@dataclass(frozen=True)
class Drawn:
    """The pictures of an answer; None or empty for those it has not."""

    timeline: Timeline | None = None
    charts: tuple[Chart, ...] = ()
    star: Star | None = None
    map: MapPicture | None = None


class Geography(Protocol):
    """What a map needs beside an answer."""

    def ground(self) -> Ground | None:
        """Return the districts; None where there are none."""
        ...

    def seat(self, organisation: str) -> Point | None:
        """Return where an organisation (IRI) sits; None where that is not known."""
        ...


def draw(
    query: CatalogueQuery,
    variables: Sequence[str],
    rows: Sequence[Sequence[Term | None]],
    labels: Labels,
    language: str,
    *,
    about: str = "",
    geography: Geography | None = None,
) -> Drawn:
    """Draw the answer of ``query``; ``about`` is the IRI of the thing that the answer is about, for a graph around it, and
    ``geography`` what a map is drawn on.
    """

    def name_of(iri: str) -> str:
        return labels[iri, language].text

    if query.view == "timeline" or "indicator" in variables:
        charts = series(variables, rows, name_of)
        if charts or query.view != "timeline":
            return Drawn(charts=charts)
        today = date.today()
        return Drawn(
            timeline=timeline(variables, rows, name_of, today.year + today.timetuple().tm_yday / 366)
        )
    if query.view == "map" and geography is not None:
        return Drawn(map=_map(variables, rows, name_of, language, about, geography))
    if query.view == "graph" and about:
        return Drawn(star=star(about, variables, rows, name_of))
    return Drawn()


def _map(  # noqa: PLR0917
    variables: Sequence[str],
    rows: Sequence[Sequence[Term | None]],
    name_of: Callable[[str], str],
    language: str,
    about: str,
    geography: Geography,
) -> MapPicture | None:
    found, numbers = places_of(variables, rows), numbers_of(variables, rows)
    if (not found or not found[0]) and numbers is None:
        return None
    ground = geography.ground()
    if ground is None:
        return None
    places, unplaced = found or ((), 0)
    seat = geography.seat(about) if about and "members" in variables else None
    return draw_map(ground, name_of, language, places, unplaced=unplaced, numbers=numbers, seat=seat)
