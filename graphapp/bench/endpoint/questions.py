"""The ten questions of the catalogue that every server is asked, from a lookup to a count of everything."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final
from urllib.parse import urlencode

from graphapp.catalogue import Catalogue
from graphapp.catalogue.bind import ask_for
from graphapp.catalogue.things import Things
from graphapp.store.engine import Engine

QUESTIONS: Final[tuple[tuple[str, dict[str, str]], ...]] = (
    ("catalogue/resolve", {}),
    ("sources/what-a-source-says", {"source": "source/src-dedocz-wir-2014"}),
    ("fields/recommendations", {}),
    ("networks/member-count", {}),
    ("networks/network-topics", {"network": "medways"}),
    ("networks/networks-in-field", {}),
    ("networks/members", {}),
    ("organisations/organisations-of-district", {}),
    ("projects/funding-by-district", {}),
    ("catalogue/statements", {}),
)
"""Query → the parameters that are not those of its file, as a person would write them."""


@dataclass(frozen=True)
class Asked:
    """A question with its parameters bound: what is sent."""

    name: str
    title: str
    text: str

    @property
    def query_string(self) -> str:
        """The query string of a GET (SPARQL 1.1 Protocol, section 2.1.1)."""
        return urlencode({"query": self.text})


def bound(catalogue: Catalogue, engine: Engine) -> tuple[Asked, ...]:
    """Return `QUESTIONS` bound by the catalogue over what ``engine`` holds.

    Raises `UnknownQueryError` and `ParameterError` where catalogue and data have no such query or thing.
    """
    things = Things(engine, catalogue)
    asked = []
    for name, given in QUESTIONS:
        query = catalogue.find(name)
        shown = ", ".join(f"{key} {value}" for key, value in given.items() if value)
        title = f"{query.title.en} ({shown})" if shown else query.title.en
        asked.append(Asked(name, title, ask_for(query, given, things)))
    return tuple(asked)
