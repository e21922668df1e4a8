"""The rows of the three fact tables, with the place in a file they came from."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Final


@dataclass(frozen=True)
class Origin:
    """Where a row stands: the topic (name of its folder), the file as shown to people, and the line (header = 1)."""

    topic: str
    file: str
    line: int


@dataclass(frozen=True)
class SourceRow:
    """One document that was read. ``published`` and ``retrieved`` are ISO 8601 dates of any precision or empty."""

    origin: Origin
    id: str
    url: str
    title: str
    publisher: str
    published: str
    language: str
    kind: str
    retrieved: str = ""


@dataclass(frozen=True)
class EntityRow:
    """One thing as one document describes it. ``type`` may name several kinds (``a|b``)."""

    origin: Origin
    id: str
    type: str
    name_de: str
    name_en: str
    short_name: str
    alt_names: str
    city: str
    postal_code: str
    street: str
    website: str
    wikidata: str
    ror: str
    description_en: str
    description_de: str
    source: str


@dataclass(frozen=True)
class ClaimRow:
    """One statement of one document; the cells after ``note`` are optional qualifiers."""

    origin: Origin
    subject: str
    property: str
    value: str
    value_kind: str
    lang: str
    unit: str
    as_of: str
    valid_from: str
    valid_to: str
    source: str
    note: str
    unit_text: str = ""
    bound: str = ""
    status: str = ""
    basis: str = ""
    share: str = ""
    honorific: str = ""
    role: str = ""
    role_title: str = ""
    body: str = ""
    place: str = ""
    programme: str = ""
    grant_kind: str = ""


def columns(row: type[SourceRow] | type[EntityRow] | type[ClaimRow]) -> tuple[str, ...]:
    """Name the columns of a table in their order."""
    return tuple(f.name for f in fields(row) if f.name != "origin")


def required_columns(row: type[SourceRow] | type[EntityRow] | type[ClaimRow]) -> tuple[str, ...]:
    """Name the columns that a table must have; the others are optional."""
    optional = (
        {"retrieved"} if row is SourceRow else set(columns(ClaimRow)[11:]) if row is ClaimRow else set()
    )
    return tuple(name for name in columns(row) if name not in optional)


TABLES: Final[dict[str, type[SourceRow] | type[EntityRow] | type[ClaimRow]]] = {
    "sources": SourceRow,
    "entities": EntityRow,
    "claims": ClaimRow,
}


@dataclass(frozen=True)
class Problem:
    """What is wrong with a cell, and the way out. Shown as ``file:line: column: what; way out``."""

    file: str
    line: int
    column: str
    what: str
    way_out: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.column}: {self.what} — {self.way_out}"


class TableError(Exception):
    """Rows that cannot be mapped; nothing was written. ``problems`` names each of them."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__(
            "1 cell cannot be mapped" if len(problems) == 1 else f"{len(problems)} cells cannot be mapped"
        )
        self.problems = problems
