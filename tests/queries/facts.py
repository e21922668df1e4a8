"""Facts that were looked up in the sources' tables by hand, and how an answer is held against them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from tests.queries.asking import ask, holds


@dataclass(frozen=True)
class Looked:
    """A row that the answer to a query must have, or must not have, and the document that says so."""

    query: str
    params: dict[str, str]
    cells: dict[str, str]
    source: str
    column: str = "sources"
    absent: bool = False

    def __str__(self) -> str:
        """Name the fact in the list of tests."""
        return f"{self.query}-{'-'.join(self.cells.values())}-{'not-' if self.absent else ''}{self.source}"


def check(release: Path, looked: Looked) -> None:
    """Fail unless the answer of the release agrees with the fact; a row also names the fact's document."""
    rows = ask(release, looked.query, **looked.params)
    assert rows, "the answer is empty"
    if looked.absent:
        assert not holds(rows, **looked.cells)
        return
    assert holds(rows, **looked.cells)
    assert holds(rows, **looked.cells, **{looked.column: f"source/{looked.source}"})
