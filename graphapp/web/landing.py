"""What the start page shows of the graph, asked by queries of the catalogue."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from pyoxigraph import Literal

from graphapp.store.engine import Question, Term, select
from graphapp.store.terms import labels_of, text_of, value_of
from graphapp.web.site import Site
from graphapp.web.statemap import Area, StateMap, draw

FIELDS: Final = "catalogue/field-tiles"
DISTRICTS: Final = "catalogue/state-map"
NEWEST: Final = "catalogue/newest-sources"


@dataclass(frozen=True)
class FieldTile:
    """A growth field as a way in."""

    iri: str
    slug: str
    """Last part of the IRI; the field's colour goes by it."""
    labels: Mapping[str, str]
    networks: int
    organisations: int
    sources: int = 0
    """Documents that assign these."""


@dataclass(frozen=True)
class News:
    """A source that came out lately. ``issued`` is a day, or the text of the source's coarser date."""

    iri: str
    title: str
    language: str
    publisher: str
    issued: date | str
    statements: int


@dataclass(frozen=True)
class Landing:
    """The parts of the start page."""

    fields: tuple[FieldTile, ...] = ()
    map: StateMap | None = None
    news: tuple[News, ...] = ()


def landing(here: Site) -> Landing:
    """Return what the start page shows of a release. Raises `graphapp.store.engine.QueryError`."""
    return here.kept(
        Landing,
        lambda: Landing(
            tuple(_tile(row) for row in _rows(here, FIELDS)),
            draw([_area(row) for row in _rows(here, DISTRICTS)]),
            tuple(_news(row) for row in _rows(here, NEWEST)),
        ),
    )


def _rows(here: Site, name: str) -> list[Mapping[str, Term]]:
    return list(select(here.engine, Question(here.catalogue.find(name).text)).dicts())


def _tile(row: Mapping[str, Term]) -> FieldTile:
    iri = text_of(row, "field")
    return FieldTile(
        iri,
        iri.rpartition("/")[2],
        labels_of(row),
        int(text_of(row, "networks")),
        int(text_of(row, "organisations")),
        int(value_of(row.get("sourceCount")) or 0),
    )


def _area(row: Mapping[str, Term]) -> Area:
    return Area(
        text_of(row, "district"), labels_of(row), text_of(row, "area"), int(text_of(row, "organisations"))
    )


def _news(row: Mapping[str, Term]) -> News:
    title = row["title"]
    language = title.language if isinstance(title, Literal) and title.language else ""
    issued = text_of(row, "issued")
    try:
        day: date | str = date.fromisoformat(issued)
    except ValueError:
        day = issued
    return News(
        text_of(row, "source"),
        text_of(row, "title"),
        language,
        text_of(row, "publisher"),
        day,
        int(text_of(row, "statements")),
    )
