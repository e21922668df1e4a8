"""What every view needs: settings, engine, catalogue, and what is asked of a release only once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Final, TypeVar, cast

from flask import current_app, request
from pyoxigraph import Literal, NamedNode

from graphapp.catalogue import Catalogue
from graphapp.catalogue.things import Thing, Things
from graphapp.config import Settings
from graphapp.namespaces import BASE
from graphapp.store.engine import Engine, Question, select
from graphapp.store.terms import value_of
from graphapp.store.workers.generations import Generation
from graphapp.store.workers.limits import Limits
from graphapp.web.connection import Taken
from graphapp.web.delivery import Deliveries

Part = TypeVar("Part")
EXTENSION: Final = "graphapp"
"""Key of the `Site` in ``app.extensions``."""
PINNED: Final = "graphapp.site"
"""Key, in the environment of a request, of the `Site` over the release that answers it."""


@dataclass(frozen=True)
class Site:
    """One application's parts. A release never changes, so what is counted or listed of it is kept."""

    settings: Settings
    engine: Engine
    catalogue: Catalogue
    taken: Taken = field(default_factory=Taken, compare=False)
    """The connections that requests under way have found."""
    deliveries: Deliveries = field(default_factory=Deliveries, compare=False)
    """The long answers that are being read."""
    _choices: dict[str, tuple[Thing, ...]] = field(default_factory=dict, compare=False)
    _keys: dict[str, dict[str, str]] = field(default_factory=dict, compare=False)
    _kept: dict[type, object] = field(default_factory=dict, compare=False)

    def over(self, engine: Engine) -> Site:
        """Return the same over another engine, with nothing counted or listed yet."""
        return replace(self, engine=engine, _choices={}, _keys={}, _kept={})

    @property
    def release(self) -> str:
        """Name of the release that is served; empty for a remote engine."""
        return str(getattr(self.engine, "release", ""))

    @property
    def generation(self) -> Generation | None:
        """What is known of the release that is served; None where it is not followed by others."""
        generation = getattr(self.engine, "generation", None)
        return generation if isinstance(generation, Generation) else None

    @property
    def limits(self) -> Limits | None:
        """What a query may take; None where nothing limits it here."""
        limits = getattr(self.engine, "limits", None)
        return limits if isinstance(limits, Limits) else None

    @property
    def things(self) -> Things:
        """The finder of things in what is served."""
        return Things(self.engine, self.catalogue)

    def kept(self, kind: type[Part], make: Callable[[], Part]) -> Part:
        """Return the part of that kind that pages show of the release, made once."""
        if kind not in self._kept:
            self._kept[kind] = make()
        return cast("Part", self._kept[kind])

    def choices(self, class_iri: str) -> tuple[Thing, ...]:
        """Return the things of a class, to choose from. Raises `graphapp.store.engine.QueryError`."""
        if class_iri not in self._choices:
            self._choices[class_iri] = self.things.all_of(class_iri)
        return self._choices[class_iri]

    def key(self, class_iri: str, name: str) -> str:
        """Return the shortest text for the thing of a class that ``name`` names: its path or the end of it.

        A name that no thing has comes back as it is. Raises `graphapp.store.engine.QueryError`.
        """
        if class_iri not in self._keys:
            things = self.choices(class_iri)
            keys = {thing.iri.rsplit("/", 1)[-1]: thing.key for thing in things}
            self._keys[class_iri] = keys | {thing.iri.removeprefix(BASE): thing.key for thing in things}
        return self._keys[class_iri].get(name, name)

    @cached_property
    def counts(self) -> dict[str, tuple[int, int]]:
        """Number of things, and of the documents that describe them, by the IRI of their class.

        Raises `graphapp.store.engine.QueryError`.
        """
        return {
            row["kind"].value: (int(row["count"].value), int(value_of(row.get("sourceCount")) or 0))
            for row in select(self.engine, Question(self.catalogue.find("catalogue/counts").text)).dicts()
            if isinstance(row["kind"], NamedNode) and isinstance(row["count"], Literal)
        }

    @cached_property
    def size(self) -> tuple[int, int]:
        """Number of triples and of named graphs. Raises `graphapp.store.engine.QueryError`."""
        table = select(self.engine, Question(self.catalogue.find("catalogue/statements").text))
        triples, graphs = (int(cell.value) for cell in table.rows[0] if isinstance(cell, Literal))
        return triples, graphs


def site() -> Site:
    """Return the parts of the application that answers the current request, all of one release."""
    return cast("Site", request.environ.get(PINNED) or current_app.extensions[EXTENSION])


def whole_engine() -> Engine:
    """Return the engine with all releases that requests are still answered from."""
    return cast("Site", current_app.extensions[EXTENSION]).engine
