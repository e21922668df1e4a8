"""The project's own decisions about facts, kept as tables in ``data/curation/`` (``README.md`` there describes them)."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from graphapp.tables.read import read_csv
from graphapp.tables.rows import ClaimRow, Problem, TableError


@dataclass(frozen=True)
class UnitRule:
    """One row of ``units.csv``: which indicator a number is, by property, unit, kind of subject and note."""

    property: str
    unit: str
    subject_types: frozenset[str]
    note: re.Pattern[str] | None
    indicator: str
    status: str
    out_unit: str

    def fits(self, row: ClaimRow, types: tuple[str, ...]) -> bool:
        """Tell whether the rule is about ``row``, whose subject has the kinds ``types``."""
        return (
            self.property == row.property
            and self.unit in ("", row.unit or "(none)")
            and (not self.subject_types or bool(self.subject_types & {*types}))
            and (self.note is None or self.note.search(row.note) is not None)
        )


@dataclass(frozen=True)
class Correction:
    """One row of ``corrections.csv``: the cells that a row must have, and what it says instead."""

    match: Mapping[str, str]
    note: re.Pattern[str] | None
    change: Mapping[str, str]
    status: str
    basis: str
    place: str
    body: str
    where: tuple[str, int]

    def fits(self, row: ClaimRow) -> bool:
        """Tell whether the correction is about ``row`` (its ids as written in the table)."""
        return all(
            value == (row.origin.topic if name == "topic" else getattr(row, name))
            for name, value in self.match.items()
        ) and (self.note is None or self.note.search(row.note) is not None)


@dataclass(frozen=True)
class Curation:
    """All curation tables, ready to be asked."""

    units: Mapping[str, tuple[UnitRule, ...]]
    indicators: Mapping[str, Mapping[str, str]]
    unit_slugs: Mapping[str, Mapping[str, str]]
    corrections: tuple[Correction, ...]
    by_subject: Mapping[str, tuple[Correction, ...]]
    new_entities: tuple[Mapping[str, str], ...]
    keep_sources: Mapping[str, frozenset[str]]
    hierarchy: tuple[tuple[str, str], ...]
    mappings: tuple[Mapping[str, str], ...]
    links: tuple[Mapping[str, str], ...]
    grants: tuple[tuple[re.Pattern[str], str, str], ...]
    name_fixes: tuple[Mapping[str, str], ...]

    def corrections_for(self, row: ClaimRow) -> tuple[Correction, ...]:
        """Return the corrections that fit ``row``, in the order of the table."""
        candidates = (*self.by_subject.get(row.subject, ()), *self.by_subject.get("", ()))
        return tuple(c for c in candidates if c.fits(row))


def _pattern(text: str, path: Path, line: int) -> re.Pattern[str] | None:
    if not text:
        return None
    try:
        return re.compile(text, re.IGNORECASE)
    except re.error as error:
        raise TableError(
            (
                Problem(
                    str(path),
                    line,
                    "note_pattern",
                    f"{text!r} is no pattern: {error}",
                    "write a regular expression",
                ),
            )
        ) from None


def load(folder: Path) -> Curation:
    """Read the tables of ``folder`` (``data/curation``); a table that is not there counts as empty.

    Raises ``TableError`` for a wrong header or pattern.
    """

    def rows(name: str, *wanted: str) -> list[tuple[int, dict[str, str]]]:
        path = folder / name
        return list(read_csv(path, wanted)) if path.exists() else []

    units: dict[str, list[UnitRule]] = defaultdict(list)
    wanted = ("property", "unit", "subject_type", "note_pattern", "indicator", "status", "out_unit")
    for line, r in rows("units.csv", *wanted):
        units[r["property"]].append(
            UnitRule(
                r["property"],
                r["unit"],
                frozenset(filter(None, r["subject_type"].split("|"))),
                _pattern(r["note_pattern"], folder / "units.csv", line),
                r["indicator"],
                r["status"],
                r["out_unit"],
            )
        )
    corrections = []
    match = ("topic", "subject", "property", "value", "source", "as_of")
    change = {"new_subject": "subject", "new_property": "property", "new_value": "value", "new_unit": "unit"}
    for line, r in rows(
        "corrections.csv", *match, "note_pattern", *change, "status", "basis", "place", "body"
    ):
        corrections.append(
            Correction(
                {name: r[name] for name in match if r[name]},
                _pattern(r["note_pattern"], folder / "corrections.csv", line),
                {name: r[column] for column, name in change.items() if r[column]},
                r["status"],
                r["basis"],
                r["place"],
                r["body"],
                (str(folder / "corrections.csv"), line),
            )
        )
    by_subject: dict[str, list[Correction]] = defaultdict(list)
    for correction in corrections:
        by_subject[correction.match.get("subject", "")].append(correction)
    keep: dict[str, set[str]] = defaultdict(set)
    for _, r in rows("source-ids.csv", "id", "keep"):
        keep[r["keep"]].add(r["id"])
    return Curation(
        units={name: tuple(rules) for name, rules in units.items()},
        indicators={r["indicator"]: r for _, r in rows("indicators.csv", "indicator", "unit")},
        unit_slugs={r["unit"]: r for _, r in rows("units-list.csv", "unit")},
        corrections=tuple(corrections),
        by_subject={name: tuple(found) for name, found in by_subject.items()},
        new_entities=tuple(r for _, r in rows("new-entities.csv", "id", "type", "name_de", "name_en")),
        keep_sources={name: frozenset(ids) for name, ids in keep.items()},
        hierarchy=tuple(
            (r["narrower"], r["broader"]) for _, r in rows("topic-hierarchy.csv", "narrower", "broader")
        ),
        mappings=tuple(r for _, r in rows("mappings.csv", "subject", "property", "object", "note")),
        links=tuple(r for _, r in rows("links.csv", "subject", "property", "value", "note")),
        grants=tuple(
            (p, r["programme"], r.get("kind", ""))
            for line, r in rows("grants.csv", "note_pattern", "programme")
            if (p := _pattern(r["note_pattern"], folder / "grants.csv", line)) is not None
        ),
        name_fixes=tuple(r for _, r in rows("names-fixes.csv", "id", "column", "old", "new")),
    )
