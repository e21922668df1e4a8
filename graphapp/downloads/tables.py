"""Write the tables: a CSV file a kind (RFC 4180), all of them in one ZIP file with their description (W3C CSVW), one workbook."""

from __future__ import annotations

import csv
import json
import re
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any, Final

import openpyxl
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

from graphapp.downloads import kinds
from graphapp.downloads.rows import SEPARATOR, Column, Survey, cells, columns, survey, things

DESCRIPTION: Final = "csv-metadata.json"
"""Name of the description in the ZIP file: that which W3C's Model for Tabular Data gives it."""
BEGINNING: Final = (1980, 1, 1, 0, 0, 0)
"""Time of all that is packed, so that the same data give the same bytes; ZIP knows none before."""
_MOST_ROWS: Final = 1_000_000
"""Rows of a sheet; the format allows 1,048,576."""
_LONGEST: Final = 32_767
"""Characters of a cell that the format allows."""
_MODIFIED: Final = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*(<)")


def write_tables(data: Path, folder: Path) -> None:
    """Write the tables of the quads in ``data`` into ``folder``: each as CSV, all as ZIP, and as one workbook."""
    seen = survey(things(data))
    shown = {name: columns(seen, name) for name in kinds.TABLE_CLASSES if name in seen.tables}
    _write_csv(data, folder, shown, seen)
    _write_zip(folder, shown)
    _write_workbook(folder, shown)


def _write_csv(data: Path, folder: Path, shown: dict[str, tuple[Column, ...]], seen: Survey) -> None:
    with ExitStack() as stack:
        writers = {}
        for name, of in shown.items():
            file = stack.enter_context(
                (folder / kinds.table_name(name)).open("w", encoding="utf-8", newline="")
            )
            writers[name] = csv.writer(file, lineterminator="\r\n")
            writers[name].writerow([column.name for column in of])
        for thing in things(data):
            for name in thing.tables:
                writers[name].writerow(cells(thing, shown[name], seen.labels))


def _write_zip(folder: Path, shown: dict[str, tuple[Column, ...]]) -> None:
    with zipfile.ZipFile(folder / kinds.TABLES.name, "w", zipfile.ZIP_DEFLATED) as packed:
        text = json.dumps(describe(shown), ensure_ascii=False, indent=1) + "\n"
        packed.writestr(_entry(DESCRIPTION), text)
        for name in shown:
            table = kinds.table_name(name)
            with (folder / table).open("rb") as file, packed.open(_entry(table), "w") as target:
                while piece := file.read(1 << 20):
                    target.write(piece)


def describe(shown: dict[str, tuple[Column, ...]]) -> dict[str, Any]:
    """Return the description of the tables (Metadata Vocabulary for Tabular Data, W3C 2015)."""
    return {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "en"}],
        "dc:title": "Thuringian cluster graph",
        "dc:license": {"@id": "https://creativecommons.org/licenses/by/4.0/"},
        "dialect": {"header": True, "encoding": "utf-8"},
        "tables": [
            {
                "url": kinds.table_name(name),
                "tableSchema": {
                    "aboutUrl": "{+iri}",
                    "primaryKey": "iri",
                    "columns": [_column(column, kinds.TABLE_CLASSES[name]) for column in of],
                },
            }
            for name, of in shown.items()
        ],
    }


def _column(column: Column, of_class: str) -> dict[str, Any]:
    told: dict[str, Any] = {"name": column.name, "titles": column.name}
    if column.name == "iri":
        # The things of the table are of this class.
        return {**told, "required": True, "datatype": "anyURI", "dc:type": {"@id": of_class}}
    if column.property:
        told |= {"propertyUrl": column.property, "separator": SEPARATOR}
        told |= {"lang": column.language} if column.language else {}
        told |= {"datatype": "anyURI"} if column.links else {}
    elif column.name == "sources":
        told |= {"separator": SEPARATOR}
    return told


def _write_workbook(folder: Path, shown: dict[str, tuple[Column, ...]]) -> None:
    """Write one workbook with a sheet a table. Every cell is text, so that numbers keep their digits and no text is a formula."""
    book = openpyxl.Workbook(write_only=True)
    for name in shown:
        for number, rows in enumerate(_parts(folder / kinds.table_name(name))):
            sheet = book.create_sheet(name if not number else f"{name} {number + 1}")
            sheet.freeze_panes = "B2"
            for row in rows:
                sheet.append([_safe(sheet, text) for text in row])
    raw = folder / "raw.xlsx"
    book.save(raw)
    _without_times(raw, folder / kinds.WORKBOOK.name)
    raw.unlink()


def _parts(path: Path) -> Iterator[Iterable[list[str]]]:
    """Give the rows of a table in as many parts as sheets are needed, each with the heading."""
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.reader(file)
        heading = next(reader)
        ended = False

        def part() -> Iterator[list[str]]:
            nonlocal ended
            yield heading
            for _ in range(_MOST_ROWS):
                row = next(reader, None)
                if row is None:
                    ended = True
                    return
                yield row

        while not ended:
            yield part()


def _safe(sheet: Any, text: str) -> Any:
    if not text:
        return None
    text = ILLEGAL_CHARACTERS_RE.sub("", text)[:_LONGEST]
    if text.startswith("="):
        cell = WriteOnlyCell(sheet, value="")
        cell.value, cell.data_type = text, "s"
        return cell
    return text


def _without_times(raw: Path, target: Path) -> None:
    with zipfile.ZipFile(raw) as given, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as packed:
        for name in given.namelist():
            entry = _entry(name)
            if name == "docProps/core.xml":
                packed.writestr(entry, _MODIFIED.sub(rb"\g<1>1980-01-01T00:00:00Z\2", given.read(name)))
                continue
            with given.open(name) as source, packed.open(entry, "w") as file:
                while piece := source.read(1 << 20):
                    file.write(piece)


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, BEGINNING)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = 0o644 << 16
    return entry
