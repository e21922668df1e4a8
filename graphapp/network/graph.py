"""A projection as plain values: things, and ties between them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from graphapp.network.times import Span

COUNTS: Final = ("degree", "strength", "core", "brokerage")
"""The measures whose values are whole numbers."""
PROJECTIONS: Final = ("whole", "shared-networks", "shared-projects", "networks", "fields")
"""The projections there are."""


@dataclass(frozen=True)
class Thing:
    """A node."""

    path: str
    """Its IRI without the base, such as ``organisation/optonet``."""
    kind: str
    """Local name of its class."""
    labels: Mapping[str, str]
    """Language (``de``, ``en``) → label; at least one."""
    fields: tuple[str, ...] = ()
    """Last parts of the IRIs of its growth fields, the one that most documents name first."""
    districts: tuple[str, ...] = ()
    """Paths of the districts it is in, the innermost first: a town that became part of one is in both."""
    span: Span = field(default_factory=Span)

    def label(self, language: str) -> str:
        """Return its label in a language, or else in another."""
        return self.labels.get(language) or next(iter(self.labels.values()))


@dataclass(frozen=True, order=True)
class Tie:
    """An edge: ``source`` stands in ``relation`` to ``target`` (paths)."""

    source: str
    target: str
    relation: str
    weight: int = field(default=1, compare=False)
    """How many things the two share; 1 where the tie is a statement itself."""
    span: Span = field(default_factory=Span, compare=False)


@dataclass(frozen=True)
class Projection:
    """A graph of things and ties, both in the order of their paths; every thing has a tie."""

    name: str
    things: tuple[Thing, ...]
    ties: tuple[Tie, ...]

    def pairs(self) -> dict[tuple[int, int], int]:
        """Return the undirected simple graph that measures are taken of: pairs of places in ``things`` (the smaller first)
        that are tied in any way → sum of the weights.
        """
        place = {thing.path: index for index, thing in enumerate(self.things)}
        found: dict[tuple[int, int], int] = {}
        for tie in self.ties:
            a, b = sorted((place[tie.source], place[tie.target]))
            found[a, b] = found.get((a, b), 0) + tie.weight
        return dict(sorted(found.items()))
