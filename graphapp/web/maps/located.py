"""Organisations with their places, and the figures of the districts, as queries of the catalogue answer them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from pyoxigraph import NamedNode

from graphapp.catalogue import Catalogue
from graphapp.catalogue.blocks import Value, fill
from graphapp.store.engine import Engine, Question, Term, select
from graphapp.store.terms import labels_of, text_of
from graphapp.web.maps.projection import Point
from graphapp.web.maps.state import State

PER: Final = 100_000
"""Inhabitants by which a figure is divided."""


@dataclass(frozen=True)
class Located:
    """An organisation with its seat; ``point`` is None where the place has no coordinates in the graph."""

    iri: str
    labels: Mapping[str, str]
    kind: str
    """Local name of its class: Network, Company, ResearchInstitution or Organisation."""
    place: str
    point: Point | None
    districts: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    """Documents that say that it is a member, where it is shown as one."""

    def label(self, language: str) -> str:
        """Return its name in a language, else in the other one."""
        return self.labels.get(language) or next(iter(self.labels.values()), self.iri)


@dataclass(frozen=True)
class Inhabitants:
    """The population of a district, the day it is of, and the document."""

    number: float
    day: str
    source: str


@dataclass(frozen=True)
class Atlas:
    """Asks what the map shows. Its methods raise `graphapp.store.engine.QueryError`."""

    engine: Engine
    catalogue: Catalogue

    def organisations(self, state: State) -> tuple[tuple[Located, ...], int]:
        """Return the organisations, or networks, that existed as the state says, and how many are left out because no document
        says since when there is anything known of them.
        """
        rows = self.rows("map-organisations", field=state.of_field)
        if state.figure == "networks":
            rows = [row for row in rows if text_of(row, "kind") == "Network"]
        ended = {text_of(row, "organisation"): text_of(row, "dissolved")[:4] for row in rows}
        if not state.timed:
            return tuple(_located(row, "organisation") for row in rows if not text_of(row, "dissolved")), 0
        known = {
            text_of(row, "organisation"): text_of(row, "firstKnown")[:4]
            for row in self.rows("map-first-known")
        }
        held = [
            row
            for row in rows
            if known.get(iri := text_of(row, "organisation"), "9999") <= (state.end or "9998")
            and (ended[iri] or "9999") >= state.begin
        ]
        return tuple(_located(row, "organisation") for row in held), sum(iri not in known for iri in ended)

    def members(self, state: State) -> tuple[Located, ...]:
        """Return the members of the state's network that are of its field."""
        network: list[Value] = [NamedNode(state.network_iri)]
        return tuple(
            _located(row, "member")
            for row in self.rows("map-members", network=network, field=state.of_field, **state.of_years)
        )

    def networks(self) -> dict[str, tuple[dict[str, str], int]]:
        """Return the networks that have members with a known place: IRI → labels and number of such members."""
        return {
            text_of(row, "network"): (labels_of(row), int(text_of(row, "members")))
            for row in self.rows("map-networks")
        }

    def inhabitants(self) -> dict[str, Inhabitants]:
        """Return the newest population of each district (IRI)."""
        return {
            text_of(row, "district"): Inhabitants(
                float(text_of(row, "population")), text_of(row, "populationAsOf"), text_of(row, "source")
            )
            for row in self.rows("map-inhabitants")
        }

    def figures(self, state: State, organisations: Iterable[Located]) -> dict[str, float]:
        """Return the state's figure of each district (IRI) that has any; organisations are counted among those given."""
        if state.figure in ("projects", "funding"):
            name = "projects" if state.figure == "projects" else "total"
            rows = self.rows(f"map-{state.figure}", field=state.of_field, **state.of_years)
            return {text_of(row, "district"): float(text_of(row, name)) for row in rows}
        found: dict[str, float] = {}
        for one in organisations:
            for district in one.districts:
                found[district] = found.get(district, 0) + 1
        return found

    def rows(self, name: str, **values: Sequence[Value]) -> list[Mapping[str, Term]]:
        """Return the solutions of a query of the map with the values of its parameters."""
        query = fill(self.catalogue.find(f"pages/{name}").text, values)
        return list(select(self.engine, Question(query)).dicts())


def by_inhabitants(numbers: Mapping[str, float], inhabitants: Mapping[str, Inhabitants]) -> dict[str, float]:
    """Return each number for every 100,000 inhabitants; districts of unknown population are left out."""
    return {
        iri: number / inhabitants[iri].number * PER
        for iri, number in numbers.items()
        if iri in inhabitants and inhabitants[iri].number > 0
    }


def _located(row: Mapping[str, Term], name: str) -> Located:
    lat, long = text_of(row, "lat"), text_of(row, "long")
    return Located(
        text_of(row, name),
        labels_of(row),
        text_of(row, "kind"),
        text_of(row, "place"),
        (float(long), float(lat)) if lat and long else None,
        tuple(text_of(row, "districts").split()),
        tuple(sorted(text_of(row, "sources").split())),
    )
