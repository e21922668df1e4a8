"""Invented documents: one for each real document and block, with the real one's kind, language and age."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from pyoxigraph import Literal, NamedNode

from graphapp.namespaces import BASE, PREFIXES
from graphapp.synthesise.dice import Dice
from graphapp.synthesise.population import Population
from graphapp.synthesise.profile import DOCUMENT, TYPE, Statement
from graphapp.synthesise.values import shifted
from graphapp.synthesise.words import surname, text_like

_DCTERMS: Final = PREFIXES["dcterms"]
_KEPT: Final = frozenset((_DCTERMS + "language", TYPE))
_DATES: Final = frozenset((_DCTERMS + "issued", PREFIXES["tc"] + "retrieved"))
_TITLE: Final = _DCTERMS + "title"
_PUBLISHER: Final = _DCTERMS + "publisher"
_KIND: Final = _DCTERMS + "type"
_URL: Final = PREFIXES["schema"] + "url"
CURATION: Final = BASE + "source/curation"
"""The document of the project's own decisions, by which names are preferred; every block adds to it."""


class Documents:
    """The documents of one block."""

    def __init__(self, population: Population, block: int) -> None:
        """Where a block is smaller than the real landscape, a document stands for several real ones."""
        self._population = population
        self._block = block
        real = [name for name in population.profile.documents if name != CURATION]
        dice = Dice(population.seed, "documents", block)
        for last in range(len(real) - 1, 0, -1):
            other = dice.below(last + 1)
            real[last], real[other] = real[other], real[last]
        self._number = min(len(real), population.size(block, len(real)))
        self._real = tuple(real[: self._number])
        self._place = {name: index % self._number for index, name in enumerate(real)}

    def standing_for(self, real: str) -> str:
        """Return the IRI of the document that stands for a real one."""
        return CURATION if real == CURATION else self._iri(self._place[real])

    def description(self, document: str) -> Iterator[Statement]:
        """Yield what a document of this block says of itself."""
        if document == CURATION:
            yield from self._population.profile.documents.get(CURATION, ())
            return
        index = int(document.rpartition("-")[2])
        dice = Dice(self._population.seed, "document", self._block, index)
        years = -dice.below(4)
        template = self._population.profile.documents[self._real[index]]
        yield Statement(document, document, TYPE, NamedNode(PREFIXES["tc"] + DOCUMENT))
        for said in template:
            term = self._term(said, index, years, dice)
            if term is not None:
                yield Statement(document, document, said.predicate, term)

    def _iri(self, index: int) -> str:
        return f"{BASE}source/synthetic-{self._block}-{index}"

    def _term(self, said: Statement, index: int, years: int, dice: Dice) -> NamedNode | Literal | None:
        value = said.object
        if said.predicate in _KEPT:
            return value
        if said.predicate == _URL:
            return NamedNode(f"https://documents.example/{self._block}/{index}")
        if not isinstance(value, Literal):
            return None
        if said.predicate in _DATES:
            return Literal(shifted(value.value, years), datatype=value.datatype)
        if said.predicate == _KIND:
            return value if len(value.value) < 25 else Literal("document")
        if said.predicate == _PUBLISHER:
            return Literal(f"{surname(dice)}-Verlag")
        if said.predicate == _TITLE:
            text = text_like(value.value, value.language or "de", dice)
            return Literal(text, language=value.language) if value.language else Literal(text)
        return None
