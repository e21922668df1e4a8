"""What every map is drawn on: the districts' areas, in the order of their IRIs, and who must be credited for them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from pyoxigraph import NamedNode

from graphapp.catalogue import Catalogue
from graphapp.catalogue.blocks import fill
from graphapp.namespaces import BASE
from graphapp.store.engine import Engine, Question, select
from graphapp.store.terms import labels_of, text_of
from graphapp.web.maps.projection import Frame, Point, Ring, frame_of, rings

GROUND: Final = "pages/map-ground"
SEAT: Final = "pages/map-seat"


@dataclass(frozen=True)
class District:
    """A district: IRI, label by language, and the rings of its area."""

    iri: str
    labels: Mapping[str, str]
    rings: tuple[Ring, ...]

    @property
    def path(self) -> str:
        """What follows the base in its IRI, such as ``place/jena``."""
        return self.iri.removeprefix(BASE)

    def label(self, language: str) -> str:
        """Return its name in a language, else in the other one."""
        return self.labels.get(language) or next(iter(self.labels.values()), self.path)


@dataclass(frozen=True)
class Ground:
    """The districts, the frame that holds them, and the credit line with the document that asks for it."""

    districts: tuple[District, ...]
    frame: Frame
    rights: str
    source: str


def read_ground(engine: Engine, catalogue: Catalogue) -> Ground | None:
    """Return the ground; None where the release has no areas. Raises `graphapp.store.engine.QueryError`."""
    districts, rights, source = [], "", ""
    for row in select(engine, Question(catalogue.find(GROUND).text)).dicts():
        rights, source = text_of(row, "rights"), text_of(row, "source")
        districts.append(
            District(
                text_of(row, "district"),
                labels_of(row),
                tuple(rings(text_of(row, "area"))),
            )
        )
    frame = frame_of(ring for district in districts for ring in district.rings)
    return Ground(tuple(districts), frame, rights, source) if frame else None


def seat_of(engine: Engine, catalogue: Catalogue, organisation: str) -> tuple[str, Point] | None:
    """Return the place (IRI) and the point where an organisation sits; None where that is not known."""
    query = fill(catalogue.find(SEAT).text, {"organisation": [NamedNode(organisation)]})
    for row in select(engine, Question(query)).dicts():
        return text_of(row, "place"), (float(text_of(row, "long")), float(text_of(row, "lat")))
    return None


@dataclass(frozen=True)
class Asked:
    """Ground and seats as an engine answers them. Its methods raise `graphapp.store.engine.QueryError`."""

    engine: Engine
    catalogue: Catalogue

    def ground(self) -> Ground | None:
        """Return the districts."""
        return read_ground(self.engine, self.catalogue)

    def seat(self, organisation: str) -> Point | None:
        """Return where an organisation (IRI) sits."""
        found = seat_of(self.engine, self.catalogue, organisation)
        return found[1] if found else None
