"""Write small folders of fact tables for the tests of the importer."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from pathlib import Path

from graphapp.tables.rows import ClaimRow, EntityRow, SourceRow, columns

Row = Mapping[str, str]
TABLES = {"sources": SourceRow, "entities": EntityRow, "claims": ClaimRow}


def source(id: str, **cells: str) -> Row:
    return {
        "id": id,
        "url": f"https://example.org/{id}",
        "title": id,
        "publisher": "Presse",
        "language": "de",
    } | cells


def entity(id: str, type: str, source: str = "blatt", **cells: str) -> Row:
    return {"id": id, "type": type, "name_de": id.title(), "name_en": id.title(), "source": source} | cells


def claim(subject: str, property: str, value: str, kind: str = "entity", **cells: str) -> Row:
    return {
        "subject": subject,
        "property": property,
        "value": value,
        "value_kind": kind,
        "source": "blatt",
    } | cells


def write(folder: Path, topic: str, **tables: Sequence[Row]) -> Path:
    """Write the tables of one topic; return the folder of topics."""
    place = folder / topic
    place.mkdir(parents=True, exist_ok=True)
    for name, row_type in TABLES.items():
        with (place / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, columns(row_type), restval="", lineterminator="\n")
            writer.writeheader()
            writer.writerows(tables.get(name, ()))
    return folder


def beside(folder: Path, name: str, header: str, *rows: str) -> None:
    """Write a table beside the topics (merge, split, names)."""
    (folder / f"{name}.csv").write_text("\n".join((header, *rows)) + "\n", "utf-8")


def network(**more: Sequence[Row]) -> dict[str, Sequence[Row]]:
    """A document, a network with a member, a person; ``more`` adds rows to the tables."""
    return {
        "sources": [source("blatt", published="2024-05-02"), *more.get("sources", ())],
        "entities": [
            entity("lichtnetz", "network"),
            entity("linse", "company"),
            entity("ada-muster", "person"),
            *more.get("entities", ()),
        ],
        "claims": [claim("ada-muster", "chairOf", "lichtnetz"), *more.get("claims", ())],
    }
