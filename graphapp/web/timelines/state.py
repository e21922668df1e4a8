"""What the timeline shows, as its address says it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final
from urllib.parse import urlencode

from pyoxigraph import NamedNode
from werkzeug.datastructures import MultiDict

from graphapp.catalogue.blocks import Value
from graphapp.catalogue.query import Bilingual
from graphapp.namespaces import BASE
from graphapp.web.arguments import A_FIELD, A_YEAR, matching, one_of, page_number, wrong
from graphapp.web.maps.state import NAME

KINDS: Final = ("networks", "institutions", "strategies", "programmes", "projects", "offices")
DEFAULT: Final = ("networks", "strategies")
"""Kinds that are shown where the address names none."""
LONGEST: Final = 100
"""Characters of the text that is looked for."""
YEAR: Final = r"^[0-9]{4}$"


@dataclass(frozen=True)
class State:
    """The state of the timeline."""

    kinds: tuple[str, ...] = DEFAULT
    field: str = ""
    """Last part of the IRI of a field."""
    text: str = ""
    begin: str = ""
    """First year of the axis. In the address it is ``from``."""
    end: str = ""
    """Last year of the axis. In the address it is ``to``."""
    page: int = 1

    def search(self, **changes: object) -> str:
        """Return the query of the address of this state with ``changes``."""
        other = replace(self, **changes)  # type: ignore[arg-type]
        pairs = [("kind", kind) for kind in other.kinds if other.kinds != DEFAULT]
        named = {"field": other.field, "text": other.text, "from": other.begin, "to": other.end}
        pairs += [(name, value) for name, value in named.items() if value]
        return urlencode(pairs + ([("page", str(other.page))] if other.page > 1 else []))

    def wants(self, kind: str) -> bool:
        """Whether things of a kind are shown."""
        return kind in self.kinds

    @property
    def of_field(self) -> list[Value]:
        """The field as the value of a parameter."""
        return [NamedNode(f"{BASE}field/{self.field}")] if self.field else []


def read_state(arguments: MultiDict[str, str]) -> State:
    """Read the state from the arguments of an address. Raises `ProblemError` that names what cannot be."""
    kinds = tuple(dict.fromkeys(filter(None, arguments.getlist("kind"))))
    for kind in kinds:
        if kind not in KINDS:
            raise wrong("kind", kind, one_of(KINDS))
    begin, end = (matching(arguments, name, YEAR, A_YEAR) for name in ("from", "to"))
    if begin and end and begin > end:
        raise wrong("to", end, Bilingual(f"ein Jahr ab {begin}", f"a year from {begin} on"))
    return State(
        kinds or DEFAULT,
        matching(arguments, "field", NAME, A_FIELD),
        arguments.get("text", "").strip()[:LONGEST],
        begin,
        end,
        page_number(arguments),
    )
