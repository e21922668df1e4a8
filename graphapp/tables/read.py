"""Read fact tables from a folder: one subfolder a topic (or the folder itself), CSV or XLSX."""

from __future__ import annotations

import csv
import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import openpyxl

from graphapp.tables.rows import (
    TABLES,
    ClaimRow,
    EntityRow,
    Origin,
    Problem,
    SourceRow,
    TableError,
    columns,
    required_columns,
)

REWRITES: Final = {
    "split": ("id", "topic", "subject_or_value", "source", "new_id", "reason"),
    "merge": ("id", "canonical", "type", "reason"),
    "names": ("id", "name_de", "name_en"),
}
"""Tables beside the topics that say which ids are two things, which are one, and which names to prefer."""


@dataclass(frozen=True)
class Tables:
    """All rows of a folder, in the order of its files."""

    sources: tuple[SourceRow, ...]
    entities: tuple[EntityRow, ...]
    claims: tuple[ClaimRow, ...]
    split: tuple[dict[str, str], ...]
    merge: tuple[dict[str, str], ...]
    names: tuple[dict[str, str], ...]


def read_csv(path: Path, wanted: tuple[str, ...]) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield (line, cells) of a CSV file; the line is that on which the row begins. Raises ``TableError``."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.reader(file)
        header = next(reader, [])
        _check_header(str(path), header, wanted)
        line = reader.line_num + 1
        for cells in reader:
            if any(cells):
                if len(cells) != len(header):
                    raise TableError(
                        (
                            Problem(
                                str(path),
                                line,
                                "(row)",
                                f"has {len(cells)} cells, the header {len(header)}",
                                "add the missing commas, or quote a cell that holds a comma",
                            ),
                        )
                    )
                yield line, {name: cell.strip() for name, cell in zip(header, cells, strict=True)}
            line = reader.line_num + 1


def _sheet(path: Path, name: str | None) -> Iterator[list[str]]:
    book = openpyxl.load_workbook(path, read_only=True, data_only=True)
    try:
        sheet = book[name] if name else book[book.sheetnames[0]]
        for row in sheet.iter_rows(values_only=True):
            yield [_text(cell) for cell in row]
    finally:
        book.close()


def _text(cell: object) -> str:
    """Write a spreadsheet's cell as the CSV would have it: dates in ISO 8601, whole numbers without ``.0``."""
    if cell is None:
        return ""
    if isinstance(cell, dt.datetime):
        return cell.date().isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).strip()


def read_xlsx(path: Path, sheet: str | None, wanted: tuple[str, ...]) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield (row number, cells) of one sheet (the first if ``sheet`` is None). Raises ``TableError``."""
    rows = _sheet(path, sheet)
    header = [cell for cell in next(rows, []) if cell]
    _check_header(str(path), header, wanted)
    for number, cells in enumerate(rows, 2):
        if any(cells):
            padded = [*cells, *[""] * len(header)][: len(header)]
            yield number, dict(zip(header, padded, strict=True))


def _check_header(path: str, header: list[str], wanted: tuple[str, ...]) -> None:
    missing = [name for name in wanted if name not in header]
    if missing:
        raise TableError(
            (
                Problem(
                    path,
                    1,
                    ", ".join(missing),
                    "column is missing",
                    f"the table needs the columns {', '.join(wanted)}",
                ),
            )
        )


def _table(folder: Path, name: str, wanted: tuple[str, ...]) -> Iterator[tuple[str, int, dict[str, str]]]:
    """Yield (file, line, cells) of the table ``name`` of a topic folder, from whichever form is there."""
    plain, own = folder / f"{name}.csv", folder / f"{name}.xlsx"
    if plain.exists():
        for line, cells in read_csv(plain, wanted):
            yield f"{folder.name}/{plain.name}", line, cells
    elif own.exists():
        for line, cells in read_xlsx(own, None, wanted):
            yield f"{folder.name}/{own.name}", line, cells
    else:
        for book in sorted(folder.glob("*.xlsx")):
            names = openpyxl.load_workbook(book, read_only=True).sheetnames
            if name in names:
                for line, cells in read_xlsx(book, name, wanted):
                    yield f"{folder.name}/{book.name}#{name}", line, cells


def _topics(folder: Path) -> list[Path]:
    def holds_tables(place: Path) -> bool:
        return any((place / f"{name}.csv").exists() for name in TABLES) or any(place.glob("*.xlsx"))

    below = [p for p in sorted(folder.iterdir()) if p.is_dir() and holds_tables(p)]
    return below or ([folder] if holds_tables(folder) else [])


def read_tables(folder: Path) -> Tables:
    """Read every topic folder of ``folder`` and the tables that rewrite ids beside them.

    Raises ``TableError`` when the folder has no tables, or a table has the wrong columns.
    """
    topics = _topics(folder)
    if not topics:
        raise TableError(
            (
                Problem(
                    str(folder),
                    0,
                    "(folder)",
                    "no fact tables here",
                    "give the folder that holds claims.csv, entities.csv and sources.csv (or claims.xlsx …)",
                ),
            )
        )
    found: dict[str, list[SourceRow | EntityRow | ClaimRow]] = {name: [] for name in TABLES}
    for topic in topics:
        for name, row_type in TABLES.items():
            known = set(columns(row_type))
            for file, line, cells in _table(topic, name, required_columns(row_type)):
                values = {key: value for key, value in cells.items() if key in known}
                found[name].append(row_type(Origin(topic.name, file, line), **values))
    rewrites = {
        name: tuple(cells for _, cells in read_csv(folder / f"{name}.csv", wanted))
        if (folder / f"{name}.csv").exists()
        else ()
        for name, wanted in REWRITES.items()
    }
    return Tables(
        sources=tuple(r for r in found["sources"] if isinstance(r, SourceRow)),
        entities=tuple(r for r in found["entities"] if isinstance(r, EntityRow)),
        claims=tuple(r for r in found["claims"] if isinstance(r, ClaimRow)),
        **rewrites,
    )
