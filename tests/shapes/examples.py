"""Small graphs for the shapes: a sound one, and broken ones that name what they break."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from pyoxigraph import Literal, NamedNode, RdfFormat, Store

from graphapp.build.validate.finding import SHAPES
from graphapp.build.validate.result import Term

FOLDER: Final = Path(__file__).parent
GOOD: Final = FOLDER / "good.trig"
EXPECT: Final = re.compile(r"^# expect: shapes:(\S+) sh:(\S+) (violation|warning|info)$", re.MULTILINE)


@dataclass(frozen=True)
class Broken:
    """An example that breaks one constraint. It makes nodes of its own beside those of the sound example."""

    path: Path
    shape: str
    parameter: str
    severity: str

    def own_nodes(self) -> frozenset[Term]:
        """Return the things and literals that the sound example does not have."""
        return frozenset(terms(store_of(self.path)) - terms(store_of(GOOD)))


def store_of(*paths: Path) -> Store:
    """Return a store of TriG files."""
    store = Store()
    for path in paths:
        store.load(path=path, format=RdfFormat.TRIG)
    return store


def terms(store: Store) -> set[Term]:
    """Return what stands as subject or object."""
    found = (term for quad in store for term in (quad.subject, quad.object))
    return {term for term in found if isinstance(term, NamedNode | Literal)}


def broken_examples() -> list[Broken]:
    """Return all examples of ``broken/`` by name."""
    return [_broken(path) for path in sorted((FOLDER / "broken").glob("*.trig"))]


def _broken(path: Path) -> Broken:
    found = EXPECT.findall(path.read_text(encoding="utf-8"))
    assert len(found) == 1, f"{path} has to say once what it breaks: # expect: shapes:… sh:… severity"
    shape, parameter, severity = found[0]
    return Broken(path, SHAPES + shape, parameter, severity)
