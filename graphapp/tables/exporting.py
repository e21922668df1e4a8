"""Write the fact tables of ``data/``: one folder a topic, CSV or one XLSX workbook each."""

from __future__ import annotations

import csv
import shutil
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

import openpyxl

from graphapp.tables.from_rdf import GEOMETRY, read_data
from graphapp.tables.rows import TABLES, ClaimRow, EntityRow, SourceRow, columns

MERGE_COLUMNS: Final = ("id", "canonical", "type", "reason", "old_type")


@dataclass(frozen=True)
class Exported:
    """How many rows of each table were written, and into which files."""

    rows: dict[str, int]
    files: tuple[Path, ...]


def export_tables(
    data: Path, folder: Path, form: Literal["csv", "xlsx"] = "csv", only: frozenset[str] = frozenset()
) -> Exported:
    """Write sources, entities and claims of every folder of ``data`` (of ``only`` these, if named) below ``folder``.

    Beside them stand ``merge.csv`` and the boundaries, unless folders are named.

    Importing the result gives the same ``data``.
    """
    found = read_data(data)
    tables: dict[str, Sequence[SourceRow | EntityRow | ClaimRow]] = {
        "sources": found.sources,
        "entities": found.entities,
        "claims": found.claims,
    }
    files: list[Path] = []
    topics = sorted({row.origin.topic for row in found.sources})
    if only - {*topics}:
        raise ValueError(f"data/ has no folder {min(only - {*topics})}; it has {', '.join(topics)}")
    if only:
        topics = sorted(only)
    for topic in topics:
        place = folder / topic
        place.mkdir(parents=True, exist_ok=True)
        cells = {
            name: [
                [str(getattr(row, column)) for column in columns(TABLES[name])]
                for row in rows
                if row.origin.topic == topic
            ]
            for name, rows in tables.items()
        }
        if form == "csv":
            files += [
                _csv(place / f"{name}.csv", columns(TABLES[name]), sorted(rows))
                for name, rows in cells.items()
            ]
        else:
            files.append(_xlsx(place / f"{topic}.xlsx", cells))
    if only:
        kept = {name: [row for row in rows if row.origin.topic in only] for name, rows in tables.items()}
        return Exported({name: len(rows) for name, rows in kept.items()}, tuple(files))
    merge = sorted([rule[name] for name in MERGE_COLUMNS] for rule in found.merged)
    files.append(_csv(folder / "merge.csv", MERGE_COLUMNS, merge))
    boundaries = sorted((data / GEOMETRY).glob("*.geojson"))
    for path in boundaries:
        (folder / GEOMETRY).mkdir(exist_ok=True)
        files.append(Path(shutil.copy(path, folder / GEOMETRY / path.name)))
    return Exported({name: len(rows) for name, rows in tables.items()} | {"merge": len(merge)}, tuple(files))


def _csv(path: Path, header: Iterable[str], rows: Iterable[Sequence[str]]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)
    return path


def _xlsx(path: Path, tables: dict[str, list[list[str]]]) -> Path:
    """Write one workbook with a sheet a table; every cell is text, so that keys keep their leading zeros."""
    book = openpyxl.Workbook()
    assert book.active is not None
    book.remove(book.active)
    for name, rows in tables.items():
        sheet = book.create_sheet(name)
        sheet.append(list(columns(TABLES[name])))
        for row in sorted(rows):
            sheet.append(row)
        for cells in sheet.iter_rows(min_row=2):
            for cell in cells:
                cell.number_format = "@"
                if isinstance(cell.value, str) and cell.value.startswith("="):
                    cell.data_type = "s"
        sheet.freeze_panes = "A2"
    book.save(path)
    return path
