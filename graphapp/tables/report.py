"""The account of an import: rows in = statements out + duplicates + withheld, property by property."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path
from typing import Final

from graphapp.tables.canonical import Facts
from graphapp.tables.mapping import CURATION

COLUMNS: Final = ("property", "stated_as", "rows", "statements", "duplicates", "withheld")


def account(facts: Facts) -> list[tuple[str, str, int, int, int, int]]:
    """Return a line for each (property of the tables, property or indicator of the graph)."""
    count: Counter[tuple[str, str, str]] = Counter()
    for outcome in facts.outcomes:
        name = (
            outcome.row.property
            if outcome.row.origin.topic != CURATION
            else f"(curation) {outcome.row.property}"
        )
        count[name, outcome.property, outcome.what] += 1
    pairs = sorted({(name, stated) for name, stated, _ in count})
    lines = []
    for name, stated in pairs:
        said, twice, hidden = (count[name, stated, what] for what in ("statement", "duplicate", "withheld"))
        lines.append((name, stated, said + twice + hidden, said, twice, hidden))
    return lines


def write(facts: Facts, path: Path) -> None:
    """Write the account as CSV."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows(account(facts))
