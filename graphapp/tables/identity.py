"""Which ids are one thing, and which id is two: the steps that come before any statement is written.

Documents are known by their address, not by their id; ``split`` rules tell apart ids that mean two things;
``merge`` rules join ids that mean one; both are tables beside the topics.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Final

from graphapp.tables.rows import ClaimRow, EntityRow, SourceRow

_WITHOUT_ADDRESS: Final = "no address: "


def address(url: str) -> str:
    """Return the part of ``url`` by which documents are compared: no scheme, no ``www.``, no trailing slash."""
    return url.strip().removeprefix("https://").removeprefix("http://").removeprefix("www.").rstrip("/")


@dataclass(frozen=True)
class Documents:
    """The documents behind the source rows: one row each, and which (topic, id) of the tables means which."""

    rows: tuple[SourceRow, ...]
    by_topic: Mapping[tuple[str, str], str]


def documents(sources: Iterable[SourceRow], keep: Mapping[str, frozenset[str]]) -> Documents:
    """Join source rows of one address to one document.

    ``keep`` gives for an id to keep those that fall to it. An id that stands for two documents keeps the first; the
    other gets the topic's name behind it. Cells that the kept row lacks are filled from the others.
    """
    groups: dict[str, list[SourceRow]] = defaultdict(list)
    for row in sources:
        groups[address(row.url) or _WITHOUT_ADDRESS + row.id].append(row)
    taken: set[str] = set()
    rows: list[SourceRow] = []
    by_topic: dict[tuple[str, str], str] = {}
    for group in groups.values():
        ids = {row.id for row in group}
        kept = next((row for row in group if keep.get(row.id, frozenset()) & ids), group[0])
        slug = kept.id if kept.id not in taken else f"{kept.id}-{kept.origin.topic}"
        taken.add(slug)
        filled = {
            column: next((getattr(row, column) for row in (kept, *group) if getattr(row, column)), "")
            for column in ("url", "title", "publisher", "published", "language", "kind", "retrieved")
        }
        rows.append(replace(kept, origin=kept.origin, id=slug, **filled))
        by_topic |= {(row.origin.topic, row.id): slug for row in group}
    return Documents(tuple(rows), by_topic)


class Splits:
    """The rules of ``split.csv``, asked for one row at a time."""

    def __init__(self, rules: Iterable[Mapping[str, str]]) -> None:
        self._rules: dict[tuple[str, str, str], list[tuple[str, str, str, str]]] = defaultdict(list)
        self._used: set[tuple[str, str, str, str]] = set()
        self._all: list[tuple[str, str, str, str]] = []
        for rule in rules:
            where, _, narrow = rule["subject_or_value"].partition(":")
            prop, _, other = narrow.partition(":")
            key = (rule["topic"], rule["source"], rule["id"])
            self._rules[key].append((where, prop, other, rule["new_id"]))
            self._all.append((*key, rule["subject_or_value"]))

    def entity(self, row: EntityRow) -> str:
        """Return the id that the entity row means."""
        for where, _, _, new in self._rules.get((row.origin.topic, row.source, row.id), ()):
            if where == "entity":
                self._used.add((row.origin.topic, row.source, row.id, "entity"))
                return new
        return row.id

    def claim(self, row: ClaimRow) -> tuple[str, str]:
        """Return (subject, value) that the claim means."""
        ends = {"subject": (row.subject, row.value), "value": (row.value, row.subject)}
        out = {"subject": row.subject, "value": row.value}
        for end, (slug, opposite) in ends.items():
            if end == "value" and row.value_kind != "entity":
                continue
            for where, prop, other, new in self._rules.get((row.origin.topic, row.source, slug), ()):
                if where == end and prop in ("", row.property) and other in ("", opposite):
                    out[end] = new
                    narrow = ":".join(part for part in (where, prop, other) if part)
                    self._used.add((row.origin.topic, row.source, slug, narrow))
                    break
        return out["subject"], out["value"]

    def unused(self) -> list[tuple[str, str, str, str]]:
        """Name the rules that no row asked for: (topic, source, id, where)."""
        return [rule for rule in self._all if rule not in self._used]


@dataclass(frozen=True)
class Merges:
    """The rules of ``merge.csv``: id → the id that stands for it, and the kinds that are right."""

    canonical: Mapping[str, str]
    types: Mapping[str, tuple[str, ...]]
    reasons: Mapping[str, str]
    old_types: Mapping[str, tuple[str, ...]]

    def of(self, slug: str) -> str:
        """Return the id that stands for ``slug``."""
        return self.canonical.get(slug, slug)


def merges(rules: Iterable[Mapping[str, str]]) -> Merges:
    """Read the rules of ``merge.csv``; a row ``id = canonical`` only gives the kinds."""
    canonical, types, reasons, old_types = {}, {}, {}, {}
    for rule in rules:
        if rule["id"] != rule["canonical"]:
            canonical[rule["id"]] = rule["canonical"]
            reasons[rule["id"]] = rule["reason"]
            if rule.get("old_type"):
                old_types[rule["id"]] = tuple(rule["old_type"].split("|"))
        if rule["type"]:
            types[rule["canonical"]] = tuple(rule["type"].split("|"))
    return Merges(canonical, types, reasons, old_types)
