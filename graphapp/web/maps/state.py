"""What the map shows, as its address says it: the figure, whether by inhabitants, the field, the years and the network."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from typing import Final
from urllib.parse import urlencode

from pyoxigraph import Literal, NamedNode

from graphapp.catalogue.blocks import Value
from graphapp.catalogue.query import Bilingual
from graphapp.namespaces import BASE, PREFIXES
from graphapp.web.arguments import A_FIELD, choice, matching, wrong

FIGURES: Final = ("organisations", "networks", "projects", "funding")
PER: Final = ("", "inhabitants")
NAME: Final = r"^[a-z0-9][a-z0-9.-]{0,150}$"
"""What the id of a field or network looks like: the last part of its IRI."""
YEAR: Final = r"^(19|20)[0-9]{2}$"

_NAMES: Final = {"begin": "from", "end": "to"}


@dataclass(frozen=True)
class State:
    """The state of the map; empty for what the address does not say."""

    figure: str = FIGURES[0]
    per: str = ""
    """``inhabitants``: the figure is divided by every 100,000 of them."""
    field: str = ""
    """Last part of the IRI of a field."""
    begin: str = ""
    """First year of a period. In the address it is ``from``; ``year`` is both of its ends."""
    end: str = ""
    """Last year of the period. In the address it is ``to``."""
    network: str = ""
    """Last part of the IRI of a network, whose members are shown in place of all organisations."""

    def search(self, **changes: str) -> str:
        """Return the query of the address of this state with ``changes``; empty for the state that needs none."""
        other = replace(self, **changes)
        pairs = [
            (_NAMES.get(known.name, known.name), getattr(other, known.name))
            for known in fields(other)
            if getattr(other, known.name) != known.default
        ]
        return urlencode(pairs)

    @property
    def field_iri(self) -> str:
        """IRI of the field, empty for none."""
        return f"{BASE}field/{self.field}" if self.field else ""

    @property
    def network_iri(self) -> str:
        """IRI of the network, empty for none."""
        return f"{BASE}organisation/{self.network}" if self.network else ""

    @property
    def of_field(self) -> list[Value]:
        """The field as the value of a parameter."""
        return [NamedNode(self.field_iri)] if self.field else []

    @property
    def timed(self) -> bool:
        """Whether a period is asked for."""
        return bool(self.begin or self.end)

    @property
    def years(self) -> str:
        """The period in signs: ``2010``, ``2010–2014``, ``2010–``, ``–2014``; empty for none."""
        return self.begin if self.begin == self.end else f"{self.begin}–{self.end}"

    @property
    def of_years(self) -> dict[str, list[Value]]:
        """The ends of the period as the values of parameters."""
        return {"fromYear": _year(self.begin), "toYear": _year(self.end)}


def _year(year: str) -> list[Value]:
    return [Literal(year, datatype=NamedNode(PREFIXES["xsd"] + "gYear"))] if year else []


def read_state(arguments: Mapping[str, str]) -> State:
    """Read the state from the arguments of an address. Raises `ProblemError` that names what cannot be."""
    year = Bilingual("ein Jahr von 1900 bis 2099, etwa 2014", "a year from 1900 to 2099, such as 2014")
    network = Bilingual("die Kennung eines Netzwerks, etwa nat", "the id of a network, such as nat")
    only = matching(arguments, "year", YEAR, year)
    begin, end = (matching(arguments, name, YEAR, year) or only for name in ("from", "to"))
    if begin and end and begin > end:
        raise wrong("to", end, Bilingual(f"ein Jahr ab {begin}", f"a year from {begin} on"))
    return State(
        choice(arguments, "figure", FIGURES),
        choice(arguments, "per", PER),
        matching(arguments, "field", NAME, A_FIELD),
        begin,
        end,
        matching(arguments, "network", NAME, network),
    )
