"""What the address of the explorer says, as far as the server needs it: which network, and what its list leaves out and is
ordered by. The rest of the address is the script's (``frontend/src/explore/state.ts``).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from typing import Final
from urllib.parse import urlencode

from graphapp.network.graph import PROJECTIONS
from graphapp.web.problems import Problem, ProblemError

_ID: Final = re.compile(r"[\w.-]{1,80}(/[\w.-]{1,80})*")
_YEAR: Final = re.compile(r"[12][0-9]{3}")


@dataclass(frozen=True)
class State:
    """The part of the explorer's state that its list without scripts follows."""

    projection: str = PROJECTIONS[0]
    size: str = "degree"
    """Id of the measure by which the list is ordered."""
    without: tuple[str, ...] = ()
    """Ids of kinds, growth fields (``none``: without one) and communities (``c7``) that are left out."""
    district: str = ""
    begin: int | None = None
    end: int | None = None
    undated: bool = False
    page: int = 1

    def address(self, page: int) -> str:
        """Return the query of the address of another page of the list."""
        names = {"begin": "from", "end": "to"}
        other = replace(self, page=page)
        pairs = []
        for known in fields(other):
            value = getattr(other, known.name)
            if value != known.default:
                text = ",".join(value) if isinstance(value, tuple) else int(value) if value is True else value
                pairs.append((names.get(known.name, known.name), text))
        return "?" + urlencode(pairs)


def read_state(arguments: Mapping[str, str]) -> State:
    """Read the state from the arguments of an address. Raises `ProblemError` for what cannot be.

    A form sends empty fields too; they say nothing.
    """
    projection = arguments.get("projection", "") or PROJECTIONS[0]
    if projection not in PROJECTIONS:
        raise _problem("projection", projection, ", ".join(PROJECTIONS), ", ".join(PROJECTIONS))
    page = arguments.get("page", "") or "1"
    if not re.fullmatch("[1-9][0-9]{0,5}", page):
        raise _problem("page", page, "eine Seitenzahl ab 1", "a page number from 1 on")
    begin, end = (_year(arguments, name) for name in ("from", "to"))
    if begin is not None and end is not None and begin > end:
        begin, end = end, begin
    size, district = (
        _id(arguments, name, de, en)
        for name, de, en in (
            ("size", "eine Kennzahl, etwa degree", "a measure, such as degree"),
            (
                "district",
                "der Pfad eines Kreises, etwa place/jena",
                "the path of a district, such as place/jena",
            ),
        )
    )
    without = tuple(part for part in arguments.get("without", "").split(",") if _ID.fullmatch(part))
    undated = arguments.get("undated", "") == "1"
    return State(projection, size or "degree", without, district, begin, end, undated, int(page))


def _id(arguments: Mapping[str, str], name: str, de: str, en: str) -> str:
    given = arguments.get(name, "").strip()
    if given and not _ID.fullmatch(given):
        raise _problem(name, given, de, en)
    return given


def _year(arguments: Mapping[str, str], name: str) -> int | None:
    given = arguments.get(name, "").strip()
    if given and not _YEAR.fullmatch(given):
        raise _problem(name, given, "ein Jahr, etwa 2014", "a year, such as 2014")
    return int(given) if given else None


def _problem(name: str, given: str, de: str, en: str) -> ProblemError:
    shown = given[:40]
    return ProblemError(
        Problem(
            "parameter",
            400,
            f"“{name}” is {en}, not “{shown}”.",
            german=f"„{name}“ ist {de}, nicht „{shown}“.",
        )
    )
