"""What the timeline shows, as its address says it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Final
from urllib.parse import urlencode

from pyoxigraph import NamedNode
from werkzeug.datastructures import MultiDict

from graphapp.catalogue.blocks import Value
from graphapp.catalogue.query import Bilingual
from graphapp.namespaces import BASE
from graphapp.web.maps.state import NAME
from graphapp.web.problems import Problem, ProblemError

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

    def matching(name: str, expression: str, wanted: Bilingual) -> str:
        given = arguments.get(name, "").strip()
        if given and not re.fullmatch(expression, given):
            raise _problem(name, given, wanted)
        return given

    kinds = tuple(dict.fromkeys(filter(None, arguments.getlist("kind"))))
    for kind in kinds:
        if kind not in KINDS:
            raise _problem("kind", kind, Bilingual(" oder ".join(KINDS), " or ".join(KINDS)))
    year = Bilingual("ein Jahr, etwa 2014", "a year, such as 2014")
    begin, end = matching("from", YEAR, year), matching("to", YEAR, year)
    if begin and end and begin > end:
        raise _problem("to", end, Bilingual(f"ein Jahr ab {begin}", f"a year from {begin} on"))
    field = Bilingual("die Kennung eines Felds, etwa automobil", "the id of a field, such as automobil")
    page = matching("page", "[1-9][0-9]{0,3}", Bilingual("eine Seitenzahl ab 1", "a page number from 1 on"))
    return State(
        kinds or DEFAULT,
        matching("field", NAME, field),
        arguments.get("text", "").strip()[:LONGEST],
        begin,
        end,
        int(page or 1),
    )


def _problem(name: str, given: str, wanted: Bilingual) -> ProblemError:
    return ProblemError(
        Problem(
            "parameter",
            400,
            f"“{name}” is {wanted.en}, not “{given[:40]}”.",
            german=f"„{name}“ ist {wanted.de}, nicht „{given[:40]}“.",
        )
    )
