"""The summary of what changed between two releases, and the file that holds it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Final, Literal

FILE: Final = "changes.json"
"""Name of the file in the folder of the newer release. It depends on the older one, and so is no part of the release's id."""
FORMAT: Final = 1
How = Literal["added", "removed", "changed"]
HOWS: Final[tuple[How, ...]] = ("added", "changed", "removed")


@dataclass(frozen=True)
class Statement:
    """A statement that came or went, each term as it stands in N-Triples."""

    subject: str
    property: str
    value: str


@dataclass(frozen=True)
class Change:
    """What changed about one thing."""

    how: How
    label: Mapping[str, str] = field(default_factory=dict)
    """Language → label, of the newer release, or of the older one for what was removed."""
    added: tuple[Statement, ...] = ()
    removed: tuple[Statement, ...] = ()
    more: int = 0
    """Number of statements that came or went beyond those."""


@dataclass(frozen=True)
class Changes:
    """What changed from ``previous`` to ``release``."""

    release: str
    previous: str
    things: Mapping[str, Change]
    """IRI → change, of at most so many things; ``counts`` has all."""
    counts: Mapping[str, Mapping[str, int]]
    """How → kind (the first part of the path of the IRI) → number of things."""
    added: int
    """Number of statements that came, in the union of all sources."""
    removed: int

    def count(self, how: How) -> int:
        """Return the number of things that were added, removed or changed."""
        return sum(self.counts.get(how, {}).values())

    @property
    def total(self) -> int:
        """Number of things of which anything changed."""
        return sum(self.count(how) for how in HOWS)

    def to_json(self) -> bytes:
        """Return the text of the file, UTF-8."""
        return (
            json.dumps({"format": FORMAT, **asdict(self)}, ensure_ascii=False, separators=(",", ":")) + "\n"
        ).encode()


def read_changes(release: Path) -> Changes | None:
    """Read the summary of the release in that folder; None where there is none or it cannot be read."""
    try:
        document: dict[str, Any] = json.loads((release / FILE).read_text("utf-8"))
        if document.pop("format") != FORMAT:
            return None
        things = {iri: _change(change) for iri, change in document.pop("things").items()}
        return Changes(**document, things=things)
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def _change(change: dict[str, Any]) -> Change:
    added = tuple(Statement(**statement) for statement in change.pop("added"))
    removed = tuple(Statement(**statement) for statement in change.pop("removed"))
    return Change(**change, added=added, removed=removed)
