"""Ask the catalogue's queries of a release, for the tests of all subjects."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from pyoxigraph import Literal, NamedNode

from graphapp.catalogue import Catalogue, load
from graphapp.catalogue.bind import ask_for
from graphapp.catalogue.things import Things
from graphapp.config import Settings
from graphapp.namespaces import BASE
from graphapp.store.engine import Question, Term, select
from graphapp.store.memory import MemoryEngine
from graphapp.store.release import Release

Row = dict[str, str]
"""One row of an answer: IRIs without the base, literals as their lexical form, "" for what is missing."""


@dataclass(frozen=True)
class Fact:
    """A row that the answer must have, and the document that says so."""

    query: str
    params: dict[str, str]
    cells: dict[str, str]
    source: str
    column: str = field(default="sources")

    def __str__(self) -> str:
        """Name the fact in the list of tests."""
        return f"{self.query}-{'-'.join((self.params | self.cells).values())[:80]}-{self.source}"


@lru_cache(maxsize=1)
def engine(release: Path) -> MemoryEngine:
    """Return the engine that holds the release; loaded once."""
    return MemoryEngine.of_release(Release(release))


@lru_cache(maxsize=1)
def catalogue() -> Catalogue:
    """Return the project's own catalogue."""
    return load(Settings().queries)


def ask(release: Path, name: str, /, **params: str) -> list[Row]:
    """Return the answer of the query of that name with the parameters as a person writes them."""
    return [dict(row) for row in _ask(release, name, tuple(sorted(params.items())))]


@lru_cache(maxsize=256)
def _ask(release: Path, name: str, params: tuple[tuple[str, str], ...]) -> tuple[Row, ...]:
    known, memory = catalogue().find(name), engine(release)
    table = select(memory, Question(ask_for(known, dict(params), Things(memory, catalogue()))))
    return tuple(
        {variable: shortened(term) for variable, term in zip(table.variables, row, strict=True)}
        for row in table.rows
    )


def shortened(term: Term | None) -> str:
    """Return a term as the tests write it."""
    if isinstance(term, NamedNode):
        return term.value.removeprefix(BASE)
    if isinstance(term, Literal):
        return term.value
    return "" if term is None else str(term)


def holds(rows: list[Row], **cells: str) -> bool:
    """Say whether some row has all these cells.

    A cell that lists several values holds each of them: IRIs with spaces between them, names with "; ". A
    column that the answer does not have is a mistake in the test, not a "no".
    """
    for name in cells:
        assert not rows or name in rows[0], f"no column {name}; there are {', '.join(rows[0])}"
    return any(all(_has(row[name], wanted) for name, wanted in cells.items()) for row in rows)


def _has(cell: str, wanted: str) -> bool:
    listed = cell.split(" ") if cell.startswith("http") else cell.split("; ")
    return cell == wanted or wanted in (part.removeprefix(BASE) for part in listed)


def some(rows: list[Row], **cells: str) -> list[Row]:
    """Return the rows that have all these cells, read as `holds` reads them."""
    return [row for row in rows if holds([row], **cells)]
