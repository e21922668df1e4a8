"""What the address of the explorer says, as far as the server needs it: which network, and what its list leaves out and is
ordered by. The rest of the address is the script's (``frontend/src/explore/state.ts``).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, fields, replace
from typing import Final
from urllib.parse import urlencode

from werkzeug.datastructures import MultiDict

from graphapp.catalogue.query import Bilingual
from graphapp.network.graph import PROJECTIONS
from graphapp.web.arguments import A_YEAR, choice, matching, page_number

_ID: Final = re.compile(r"[\w.-]{1,80}(/[\w.-]{1,80})*")
_YEAR: Final = "[12][0-9]{3}"
_A_MEASURE: Final = Bilingual("eine Kennzahl, etwa degree", "a measure, such as degree")
_A_DISTRICT: Final = Bilingual(
    "der Pfad eines Kreises, etwa place/jena", "the path of a district, such as place/jena"
)


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


def read_state(arguments: MultiDict[str, str]) -> State:
    """Read the state from the arguments of an address; a form sends ``without`` once for each box.

    Raises `ProblemError` for what cannot be.
    """
    projection = choice(arguments, "projection", PROJECTIONS)
    begin, end = (
        int(given) if (given := matching(arguments, name, _YEAR, A_YEAR)) else None for name in ("from", "to")
    )
    if begin is not None and end is not None and begin > end:
        begin, end = end, begin
    size = matching(arguments, "size", _ID, _A_MEASURE)
    district = matching(arguments, "district", _ID, _A_DISTRICT)
    without = tuple(part for part in ",".join(arguments.getlist("without")).split(",") if _ID.fullmatch(part))
    undated = arguments.get("undated", "") == "1"
    return State(projection, size or "degree", without, district, begin, end, undated, page_number(arguments))
