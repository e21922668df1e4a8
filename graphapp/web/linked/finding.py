"""What is known under an IRI: a thing, a graph, something that was replaced, or nothing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from pyoxigraph import Literal, NamedNode

from graphapp.catalogue import Catalogue
from graphapp.catalogue.blocks import fill
from graphapp.store.engine import Engine, Question, select

KNOWN: Final = "documents/known-iri"
"""Query that tells what is known under an IRI."""


@dataclass(frozen=True)
class Found:
    """What the release knows under ``iri``."""

    iri: str
    is_thing: bool = False
    """Whether anything is said about it."""
    is_graph: bool = False
    """Whether a named graph is called so."""
    classes: frozenset[str] = frozenset()
    """IRIs of its classes, the superclasses too."""
    replaced_by: str = ""
    """IRI of the thing that it was merged into; empty if it was not."""
    version_of: str = ""
    """IRI of the ontology that it names a version of."""

    @property
    def exists(self) -> bool:
        """Whether there is a document about it."""
        return self.is_thing or self.is_graph


def find(iri: str, engine: Engine, catalogue: Catalogue) -> Found:
    """Return what is known under ``iri``. Raises `graphapp.store.engine.QueryError`."""
    try:
        node = NamedNode(iri)
    except ValueError:
        return Found(iri)
    text = fill(catalogue.find(KNOWN).text, {"thing": [node]})
    said: dict[str, set[str]] = {}
    for row in select(engine, Question(text)).dicts():
        what, other = row["what"], row.get("other")
        if isinstance(what, Literal):
            said.setdefault(what.value, set()).update([other.value] if isinstance(other, NamedNode) else [])
    return Found(
        iri,
        is_thing="thing" in said,
        is_graph="graph" in said,
        classes=frozenset(said.get("class", ())),
        replaced_by=min(said.get("replaced", ()), default=""),
        version_of=min(said.get("version", ()), default=""),
    )
