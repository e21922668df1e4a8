"""What the catalogue knows of a query and of its parameters."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from pyoxigraph import Literal, NamedNode

from graphapp.namespaces import PREFIXES, TC
from graphapp.store.formats import Kind

VIEWS: Final = ("table", "figure", "bars", "timeline", "graph", "map")
"""How an answer can be shown."""
KINDS: Final = ("thing", "year", "date", "integer", "decimal", "string", "choice")
"""What a parameter can be."""


@dataclass(frozen=True)
class Bilingual:
    """A text in German and in English."""

    de: str
    en: str

    def __getitem__(self, language: str) -> str:
        """Return the text in ``language``; English for any language but ``de``."""
        return self.de if language == "de" else self.en


def class_iri(name: str) -> str:
    """Return the IRI of a class as a header names it: ``Network``, ``Person``, ``skos:Concept``.

    Raises ``KeyError`` for a prefix that `graphapp.namespaces` does not know.
    """
    if name == "Person":
        return PREFIXES["foaf"] + "Person"
    prefix, colon, local = name.partition(":")
    return PREFIXES[prefix] + local if colon else TC + name


@dataclass(frozen=True)
class Parameter:
    """A variable of the query that whoever asks may set.

    ``kind`` is one of `KINDS`; ``of`` the class of a thing as the header names it (``Network``,
    ``foaf:Person``); ``default`` is what the query file itself has in its data block, None for UNDEF.
    """

    name: str
    kind: str
    label: Bilingual
    of: str = ""
    choices: tuple[str, ...] = ()
    optional: bool = False
    default: NamedNode | Literal | None = None

    @property
    def class_iri(self) -> str:
        """IRI of the class of a ``thing`` parameter."""
        return class_iri(self.of)


@dataclass(frozen=True)
class Panel:
    """A place of the query's answer on the pages of a class of things: the thing is the value of ``parameter``."""

    class_iri: str
    parameter: str
    order: int
    """Panels with smaller numbers come first."""
    title: Bilingual | None = None
    """Heading on the page, shorter than the question; None: the question itself."""


@dataclass(frozen=True)
class CatalogueQuery:
    """One query file. ``name`` is ``<subject>/<name>``; ``text`` is the whole file, runnable as it stands."""

    name: str
    path: Path
    text: str
    kind: Kind
    title: Bilingual
    description: Bilingual
    view: str
    questions: tuple[int, ...] = ()
    parameters: tuple[Parameter, ...] = field(default=())
    panels: tuple[Panel, ...] = field(default=())

    @property
    def subject(self) -> str:
        """The folder the file lies in."""
        return self.name.partition("/")[0]

    @property
    def bare_name(self) -> str:
        """The name without the subject."""
        return self.name.partition("/")[2]

    def parameter(self, name: str) -> Parameter | None:
        """Return the parameter of that name, if the query has it."""
        return next((known for known in self.parameters if known.name == name), None)
