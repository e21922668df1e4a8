"""The state of a list: what it is narrowed to, how it is ordered, and which page of it is shown. Each has an address."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from typing import Final
from urllib.parse import urlencode

from pyoxigraph import Literal, NamedNode

from graphapp.catalogue.blocks import Value
from graphapp.catalogue.period import Period
from graphapp.catalogue.query import Bilingual
from graphapp.namespaces import BASE, PREFIXES
from graphapp.web.arguments import A_FIELD, A_YEAR, choice, matching, page_number
from graphapp.web.linked.requests import AS_OF
from graphapp.web.lists.kinds import ListOf

ORDERS: Final = ("name", "newest")
ON_A_PAGE: Final = 50
"""Things on one page of a list."""
_KIND: Final = re.compile("[A-Za-z]{1,40}")
_YEAR: Final = re.compile(r"\d{4}")
NAME: Final = r"^[a-z0-9][a-z0-9.-]*(/[a-z0-9][a-z0-9.-]*)?$"
"""What an id of a thing looks like in the address of a list."""
_NAME: Final = re.compile(NAME)
PATHS: Final = {
    "field": ("field", A_FIELD),
    "district": (
        "place",
        Bilingual("die Kennung eines Kreises, etwa jena", "the id of a district, such as jena"),
    ),
    "network": (
        "organisation",
        Bilingual("die Kennung eines Netzwerks, etwa optonet", "the id of a network, such as optonet"),
    ),
    "role": ("role", Bilingual("die Kennung einer Rolle, etwa chair", "the id of a role, such as chair")),
    "broader": (
        "topic",
        Bilingual("die Kennung eines Themas, etwa sensorik", "the id of a topic, such as sensorik"),
    ),
}
"""What a list is narrowed to by a thing of the graph: parameter → where the path of such a thing begins, and what it is."""
_TEXT: Final = 100
_WRITTEN: Final = {"begin": "from", "end": "to", "as_of": AS_OF}
"""Part of the state → its name in the address, where that is another."""


@dataclass(frozen=True)
class State:
    """What the address of a list says; empty for what it does not say."""

    field: str = ""
    """A field or sector: its path, such as ``field/automobil``."""
    district: str = ""
    """A place: its path, such as ``place/jena``."""
    network: str = ""
    """A network whose members are listed, those that were or will be members too: its path, such as ``organisation/optonet``."""
    role: str = ""
    """A role that people have or had, a general one with all finer ones: its path, such as ``role/chair``."""
    broader: str = ""
    """A broader topic: its path, such as ``topic/sensorik``."""
    kind: str = ""
    """A kind of organisation: the local name of its class, such as ``Company``."""
    begin: str = ""
    """A year: only what began then or later. In the address it is ``from``."""
    end: str = ""
    """A year: only what began then or earlier. In the address it is ``to``."""
    text: str = ""
    """A part of the name."""
    as_of: str = ""
    """A year, a month or a day: only what was there on some day of it. In the address it is ``as-of``."""
    sort: str = ORDERS[0]
    page: int = 1

    def address(self, **changes: object) -> str:
        """Return the query of the address of this state with ``changes``; without ``page`` among them, of its first page."""
        other = replace(self, **{"page": 1, **changes})  # type: ignore[arg-type]
        pairs = [
            (_WRITTEN.get(known.name, known.name), getattr(other, known.name))
            for known in fields(other)
            if getattr(other, known.name) != known.default
        ]
        return "?" + urlencode(pairs) if pairs else "?"

    def without(self, name: str) -> str:
        """Return the query of the address of this state, no longer narrowed by what has the parameter ``name``."""
        return self.address(**{name: ""})

    @property
    def narrowed(self) -> bool:
        """Whether anything is left out."""
        chosen = (self.kind, self.begin, self.end, self.text, self.as_of)
        return any((*(getattr(self, name) for name in PATHS), *chosen))

    @property
    def time(self) -> list[Value]:
        """The value of the parameter for the time, none where the list is of all times."""
        return [Literal(self.as_of)] if self.as_of else []

    def values(self, shown: ListOf, language: str = "") -> dict[str, list[Value]]:
        """Return the values of the parameters of the list's queries; with a ``language``, of the query that orders too."""
        year = NamedNode(PREFIXES["xsd"] + "gYear")
        of = f"{PREFIXES['tc']}{self.kind}" if self.kind else shown.class_iri
        values: dict[str, list[Value]] = {
            "class": [NamedNode(of)],
            **{name: [NamedNode(BASE + path)] if (path := getattr(self, name)) else [] for name in PATHS},
            "from": [Literal(self.begin, datatype=year)] if self.begin else [],
            "to": [Literal(self.end, datatype=year)] if self.end else [],
            "text": [Literal(self.text)] if self.text else [],
            "asOf": self.time,
        }
        if language:
            values |= {"language": [Literal(language)], "sort": [Literal(self.sort)]}
        return values


def read_state(arguments: Mapping[str, str], period: Period | None = None) -> State:
    """Read the state from the arguments of an address, whose time is ``period``.

    Raises `ProblemError` that names what cannot be.
    """

    paths = {
        name: _path(matching(arguments, name, _NAME, wanted), path) for name, (path, wanted) in PATHS.items()
    }
    kind = matching(arguments, "kind", _KIND, Bilingual("eine Art, etwa Company", "a kind, such as Company"))
    begin, end = (matching(arguments, name, _YEAR, A_YEAR) for name in ("from", "to"))
    sort = choice(arguments, "sort", ORDERS)
    return State(
        **paths,
        kind=kind,
        begin=begin,
        end=end,
        text=arguments.get("text", "").strip()[:_TEXT],
        as_of=period.written if period else "",
        sort=sort,
        page=page_number(arguments),
    )


def _path(given: str, path: str) -> str:
    return given if not given or "/" in given else f"{path}/{given}"
