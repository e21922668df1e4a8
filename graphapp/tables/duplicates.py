"""One statement of one document counts once: rows that say the same are joined, and none of their words is lost."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final

from graphapp.tables.roles import NARROWER, TENURE_ONLY
from graphapp.tables.rows import ClaimRow

_DATES: Final = ("as_of", "valid_from", "valid_to")
_QUALIFIERS: Final = (
    "bound",
    "status",
    "share",
    "honorific",
    "role_title",
    "body",
    "place",
    "programme",
    "grant_kind",
)
_JOIN: Final = " | "


def inverted(start: str, end: str) -> bool:
    """Tell whether an interval ends before it begins, as far as both dates tell."""
    return bool(start and end) and start[: len(end)] > end[: len(start)]


def _finer(a: str, b: str) -> str | None:
    """Return the more exact of two dates that can be the same, else None."""
    if a.startswith(b):
        return a
    return b if b.startswith(a) else None


def _narrower(a: str, b: str) -> str | None:
    """Return the role both rows mean: the same, or the narrower of a general role and one it can narrow to."""
    if a == b or b in NARROWER.get(a, ()):
        return b
    return a if a in NARROWER.get(b, ()) else None


def _join_notes(a: str, b: str) -> str:
    parts = a.split(_JOIN) if a else []
    for part in b.split(_JOIN) if b else []:
        if not any(part.casefold() in other.casefold() for other in parts):
            parts = [other for other in parts if other.casefold() not in part.casefold()]
            parts.append(part)
    return _JOIN.join(parts)


def join(a: ClaimRow, b: ClaimRow, *, numbers: bool) -> ClaimRow | None:
    """Join two rows of one document that state the same (subject, property, value), or return None.

    Dates must be compatible (equal, or one the coarser form of the other, or missing). Two numbers of one topic
    whose notes differ are two figures, not one said twice.
    """
    if (
        numbers
        and a.note != b.note
        and a.origin.topic == b.origin.topic
        and all(getattr(a, d) == getattr(b, d) for d in _DATES)
    ):
        return None
    if a.status != b.status and (numbers or {a.status, b.status} & {"planned", "applied-for", "announced"}):
        return None
    dates = {}
    for name in _DATES:
        finer = _finer(getattr(a, name), getattr(b, name))
        if finer is None:
            return None
        dates[name] = finer
    if inverted(dates["valid_from"], dates["valid_to"]):
        return None
    for name in ("body", "place", "programme", "lang"):
        if getattr(a, name) and getattr(b, name) and getattr(a, name) != getattr(b, name):
            return None
    role = _narrower(a.role, b.role)
    if role is None:
        return None
    filled = {name: getattr(a, name) or getattr(b, name) for name in (*_QUALIFIERS, "unit_text")}
    basis = (
        a.basis
        if a.basis == b.basis
        else next((x for x in (a.basis, b.basis) if x not in ("", "assigned")), "")
    )
    prop = a.property if role == a.role else b.property
    return replace(
        a,
        origin=a.origin,
        property=prop,
        **dates,
        **filled,
        role=role,
        basis=basis,
        note=_join_notes(a.note, b.note),
    )


@dataclass(frozen=True)
class Joined:
    """A statement of a document and the rows that make it: the dated, finest one first."""

    row: ClaimRow
    parts: tuple[ClaimRow, ...]


def without_duplicates(rows: Iterable[tuple[ClaimRow, bool]]) -> list[Joined]:
    """Join the rows of one document that say the same. Each row comes with whether its value is a number."""
    groups: dict[tuple[str, ...], list[tuple[ClaimRow, bool]]] = defaultdict(list)
    for row, numbers in rows:
        same = "(tenure)" if row.role in TENURE_ONLY else row.property
        groups[row.subject, same, row.value, row.unit].append((row, numbers))
    out: list[Joined] = []
    for group in groups.values():
        ordered = sorted(group, key=lambda item: tuple(-len(getattr(item[0], d)) for d in _DATES))
        stay: list[Joined] = []
        for row, numbers in ordered:
            for index, other in enumerate(stay):
                joined = join(other.row, row, numbers=numbers)
                if joined is not None:
                    stay[index] = Joined(joined, (*other.parts, row))
                    break
            else:
                stay.append(Joined(row, (row,)))
        out += stay
    return out
