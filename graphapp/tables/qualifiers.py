"""Read qualifiers out of a note: bounds of a value, titles, narrower roles, shares, status.

A note is free text in German or English, its parts divided by ``;``. It is always kept whole; what is found here is said
again as properties that can be queried. Cells that a curator filled are never overwritten.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from graphapp.tables.honorifics import honorific
from graphapp.tables.roles import MEMBER_ROLES, OF_A_BODY, PARTICIPANT_ROLES, ROLES, tenure_role
from graphapp.tables.rows import ClaimRow

_NOT_A_SPAN = (
    r"(?!\s+(?:\w+\s+)?(?:the\s+next\s+|the\s+)?(?:\w+\s+)?"
    r"(?:Jahre?n?|years?|Monate?n?|months?|Wochen|weeks|period|Zeitraum|Laufzeit)\b)"
)
_AT_THE_START = r"(?:^|[;,(:|]\s*)"
_BOUNDS: Final[tuple[tuple[str, re.Pattern[str]], ...]] = tuple(
    (bound, re.compile(_AT_THE_START + rf"(?:{words})(?![\w]){_NOT_A_SPAN}\s*([\d.,]*\d)?", re.IGNORECASE))
    for bound, words in (
        ("almost", r"fast|knapp|beinahe|almost|nearly|just under|just below"),
        (
            "at-most",
            r"bis zu|up to|höchstens|maximal|max\.|fewer than|"
            r"less than|weniger als|unter|under|upper estimate|at most",
        ),
        (
            "at-least",
            r"(?:weit |deutlich |well )?über|(?:weit |deutlich |well )?mehr als|"
            r"(?:well |far )?more than|(?:well )?over|at least|"
            r"mindestens|wenigstens|min\.|(?:rund )?gut|a good|lower bound",
        ),
        (
            "approximate",
            r"rund|circa|ca\.?|etwa|ungefähr|rd\.|about|around|approx\.?|approximately|roughly|some",
        ),
    )
)
_SHARE: Final = re.compile(r"(\d{1,3}(?:[.,]\d+)?)\s*(?:%|percent|per cent|Prozent)", re.IGNORECASE)
_HALF: Final = re.compile(r"\bje zur Hälfte\b|\bhalf each\b", re.IGNORECASE)
_STATUS: Final[tuple[tuple[str, re.Pattern[str]], ...]] = (
    ("applied-for", re.compile(r"\bbeantragt\b|\bapplied for\b", re.IGNORECASE)),
    ("announced", re.compile(r"\bangekündigt\w*|\bannounced\b", re.IGNORECASE)),
    (
        "planned",
        re.compile(
            r"\bgeplant\w*|\bplanned\b|\bvorgesehen\w*|\bkünftige\w*|\bdesignated\b|\bdesignierte?r?\b",
            re.IGNORECASE,
        ),
    ),
    ("former", re.compile(r"(?:^|;\s*)(?:former|früher\w*|ehemalig\w*|bis zum Weggang)\b", re.IGNORECASE)),
)
CODES: Final[dict[str, frozenset[str]]] = {
    "bound": frozenset(["at-least", "at-most", "almost", "approximate"]),
    "status": frozenset(["planned", "announced", "former", "nominated", "applied-for"]),
    "basis": frozenset(["assigned", "computed", "inferred", "stated"]),
    "grant_kind": frozenset(["granted", "paid", "eu-contribution", "eligible-cost"]),
    "role": ROLES,
}
"""Optional column of the claims table → the words it takes."""


_COMPUTED: Final = re.compile(r"von uns summiert|eigene Summe|own sum|summed by us", re.IGNORECASE)
_ASSIGNED: Final = re.compile(
    r"eigene Zuordnung|own assignment|nach dem dokumentierten Muster gebildet", re.IGNORECASE
)
_INFERRED: Final = re.compile(r"\binferred\b|\berschlossen\b", re.IGNORECASE)
_NUMBERS: Final = frozenset(["grant", "figure"])
_SHARED: Final = frozenset(
    ["subsidiaryOf", "shareholderOf", "fundedBy", "partOf", "memberOf", "participatesIn"]
)


def bound(note: str, value: str) -> str:
    """Return how the note bounds the figure ``value``: ``at-least``, ``at-most``, ``almost``, ``approximate`` or ``""``.

    Where a number follows the word, it must have the digits of the value: "with about 100 staff" says nothing of 22.
    """
    for name, pattern in _BOUNDS:
        for match in pattern.finditer(note):
            if match.group(1) is None or _digits(match.group(1)) == _digits(value):
                return name
    return ""


def _digits(number: str) -> str:
    return re.sub(r"\D", "", number).strip("0")


def _first(table: tuple[tuple[str, re.Pattern[str]], ...], note: str, fallback: str) -> str:
    return next((name for name, pattern in table if pattern.search(note)), fallback)


def qualify(row: ClaimRow, shape: str) -> ClaimRow:
    """Fill the empty qualifier cells of ``row`` from its note, by the ``shape`` of its statement."""
    note, found = row.note, {}
    if shape == "tenure":
        found["honorific"] = honorific(note)
        if not row.role:
            role, title = tenure_role(row.property, note)
            found |= {"role": OF_A_BODY.get(role, role) if row.body else role, "role_title": title}
    elif shape == "membership":
        found["role"] = _first(MEMBER_ROLES, note, "member")
    elif shape == "participation":
        found["role"] = (
            "coordinator" if row.property == "coordinates" else _first(PARTICIPANT_ROLES, note, "participant")
        )
    if shape in _NUMBERS:
        found["bound"] = bound(note, row.value)
    if row.property in _SHARED:
        match = _SHARE.search(note)
        found["share"] = match.group(1).replace(",", ".") if match else "50" if _HALF.search(note) else ""
    status = _first(_STATUS, note, "")
    if status and (status != "former" or shape in ("tenure", "membership")):
        found["status"] = status
    if _COMPUTED.search(note):
        found["basis"] = "computed"
    elif _INFERRED.search(note):
        found["basis"] = "inferred"
    elif _ASSIGNED.search(note) or (
        row.property == "activeInField" and not note and row.source != "curation"
    ):
        found["basis"] = "assigned"
    return replace(
        row,
        origin=row.origin,
        **{name: value for name, value in found.items() if value and not getattr(row, name)},
    )
