"""Everything that the page of the map shows in one state, gathered from the graph."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from graphapp.catalogue import Catalogue
from graphapp.store.engine import Engine
from graphapp.store.terms import text_of
from graphapp.web.maps.ground import Ground, read_ground, seat_of
from graphapp.web.maps.located import Atlas, Inhabitants, Located, by_inhabitants
from graphapp.web.maps.projection import Point
from graphapp.web.maps.state import State
from graphapp.web.pictures.map import MapPicture, Place, draw_map
from graphapp.web.things.evidence import Source, describe
from graphapp.web.things.labels import Labels, look_up


@dataclass(frozen=True)
class DistrictRow:
    """A row of the table of districts: the number, and that by inhabitants where it is asked for and known."""

    iri: str
    number: float
    shown: float | None
    """What shades the district: the number, or that by inhabitants; None where the population is not known."""
    inhabitants: Inhabitants | None


@dataclass(frozen=True)
class PlaceRow:
    """A row of the table of places: who sits there, by name."""

    iri: str
    point: Point | None
    things: tuple[Located, ...]

    @property
    def sources(self) -> tuple[str, ...]:
        """The documents behind the row."""
        return tuple(sorted({source for thing in self.things for source in thing.sources}))


@dataclass(frozen=True)
class Shown:
    """The map in one state. ``picture`` is None where the release has no areas."""

    state: State
    ground: Ground | None
    picture: MapPicture | None
    districts: tuple[DistrictRow, ...]
    places: tuple[PlaceRow, ...]
    undated: int
    """Organisations that are left out of a year because nothing says since when they are known."""
    networks: Mapping[str, tuple[Mapping[str, str], int]]
    fields: tuple[str, ...]
    """Fields (IRIs) to choose from."""
    labels: Labels
    sources: Mapping[str, Source]
    seat: Point | None

    @property
    def count(self) -> int:
        """How many organisations or members are in the table of places."""
        return sum(len(row.things) for row in self.places)


def show(engine: Engine, catalogue: Catalogue, state: State, language: str) -> Shown:
    """Gather what the map shows. Raises `graphapp.store.engine.QueryError`."""
    atlas = Atlas(engine, catalogue)
    ground = read_ground(engine, catalogue)
    fields = [text_of(row, "field") for row in atlas.rows("fields-in-use")]
    organisations, undated = atlas.organisations(state)
    numbers = atlas.figures(state, organisations)
    inhabitants = atlas.inhabitants() if state.per else {}
    shown = by_inhabitants(numbers, inhabitants) if state.per else numbers
    things = atlas.members(state) if state.network else organisations
    seat = seat_of(engine, catalogue, state.network_iri) if state.network else None
    places = _places(things, language)
    iris = {row.iri for row in places} | set(numbers) | set(fields)
    iris |= {district.iri for district in ground.districts} if ground else set()
    documents = {known.source for known in inhabitants.values()} | {
        source for row in places for source in row.sources
    }
    labels = look_up(engine, catalogue, (iris | {state.field_iri, state.network_iri}) - {""})
    picture = None
    if ground is not None:
        picture = draw_map(
            ground,
            lambda iri: labels[iri, language].text,
            language,
            [Place(row.iri, row.point, len(row.things)) for row in places if row.point is not None],
            unplaced=sum(len(row.things) for row in places if row.point is None),
            numbers=shown,
            seat=seat[1] if seat else None,
        )
    every = {district.iri for district in ground.districts} if ground else set()
    districts = [
        DistrictRow(
            iri,
            numbers.get(iri, 0),
            shown.get(iri, None if state.per and iri in numbers else 0),
            inhabitants.get(iri),
        )
        for iri in every | set(numbers)
    ]
    districts.sort(key=lambda row: (-(row.shown or 0), labels[row.iri, language].text))
    return Shown(
        state,
        ground,
        picture,
        tuple(districts),
        places,
        undated,
        atlas.networks(),
        tuple(sorted(fields, key=lambda iri: labels[iri, language].text)),
        labels,
        describe(engine, catalogue, documents),
        seat[1] if seat else None,
    )


def _places(things: Iterable[Located], language: str) -> tuple[PlaceRow, ...]:
    found: dict[str, list[Located]] = {}
    for thing in things:
        found.setdefault(thing.place, []).append(thing)
    rows = [
        PlaceRow(iri, of[0].point, tuple(sorted(of, key=lambda one: one.label(language).casefold())))
        for iri, of in found.items()
    ]
    return tuple(sorted(rows, key=lambda row: (-len(row.things), row.iri)))
