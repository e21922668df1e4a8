"""Which picture an answer gets: the view that its query's header names, where the answer has what the picture needs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from graphapp.catalogue.query import CatalogueQuery
from graphapp.store.engine import Term
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


def draw(
    query: CatalogueQuery,
    variables: Sequence[str],
    rows: Sequence[Sequence[Term | None]],
    labels: Labels,
    language: str,
    *,
    about: str = "",
) -> Drawn:
    """Draw the answer of ``query``; ``about`` is the IRI of the thing that the answer is about, for a graph around it."""

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
    if query.view == "graph" and about:
        return Drawn(star=star(about, variables, rows, name_of))
    return Drawn()
