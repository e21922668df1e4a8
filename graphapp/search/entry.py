"""What the search knows of a thing."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

KINDS: Final[dict[str, float]] = {
    "Network": 1.7,
    "Initiative": 1.35,
    "ResearchInstitution": 1.35,
    "Company": 1.35,
    "PublicBody": 1.25,
    "Organisation": 1.25,
    "Project": 1.0,
    "Programme": 1.15,
    "Person": 1.25,
    "Field": 1.6,
    "Sector": 1.1,
    "Topic": 1.15,
    "Service": 0.85,
    "Event": 0.85,
    "Publication": 0.85,
    "Label": 0.85,
    "Place": 1.1,
    "SourceDocument": 0.3,
}
"""Local name of a class → how much it counts in the ranking; a thing is of the first of its classes."""
LASTING: Final = frozenset(
    {"Network", "Initiative", "ResearchInstitution", "Company", "PublicBody", "Organisation", "Programme"}
)
"""Kinds that go on until a source says that they ended; others end when they begin."""


@dataclass(frozen=True)
class Entry:
    """One thing: what it is found by, what is shown of it, and what it can be narrowed by."""

    iri: str
    kind: str
    """Key of ``KINDS``."""
    labels: dict[str, str]
    """Language (``de``, ``en``) → label; at least one."""
    names: tuple[str, ...] = ()
    """Other names that hold today."""
    former: tuple[str, ...] = ()
    """Names that it had, and those of things that were merged into it."""
    identifiers: tuple[str, ...] = ()
    texts: dict[str, str] = field(default_factory=dict)
    """Language → description."""
    related: tuple[str, ...] = ()
    """Names of what it has to do with."""
    place: dict[str, str] = field(default_factory=dict)
    """Language → name of the place where it is, to tell it from others of its name."""
    fields: tuple[str, ...] = ()
    """Last parts of the IRIs of its growth fields."""
    districts: tuple[str, ...] = ()
    """Last parts of the IRIs of its districts."""
    begin: int | None = None
    """First year of it that a source names."""
    end: int | None = None
    """Last year of it that a source names."""
    degree: int = 0
    """How many things refer to it."""
