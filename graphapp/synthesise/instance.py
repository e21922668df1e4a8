"""One invented thing, written as its template is: each value of the template becomes one new value, so that
documents that agree still agree, and those that differ still differ.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from pyoxigraph import Literal, NamedNode

from graphapp.namespaces import BASE, PREFIXES
from graphapp.synthesise.dice import Dice
from graphapp.synthesise.frame import Frame
from graphapp.synthesise.population import RELATED, Population, Thing
from graphapp.synthesise.profile import OBJECT, ORDERED, PREDICATE, TYPE, Statement, Term, local
from graphapp.synthesise.values import name_variant, scaled, shifted, website
from graphapp.synthesise.words import text_like

_NAMES: Final = frozenset(
    PREFIXES[prefix] + name
    for prefix, name in (
        ("schema", "name"), ("schema", "alternateName"), ("skos", "altLabel"), ("skos", "hiddenLabel"),
        ("skos", "prefLabel"), ("tc", "formerName"), ("tc", "laterName"), ("tc", "shortName"), ("foaf", "name"),
    )
)  # fmt: skip
_AS_IT_IS: Final = frozenset(
    PREFIXES[prefix] + name
    for prefix, name in (
        ("wgs", "lat"),
        ("wgs", "long"),
        ("tc", "share"),
        ("schema", "currency"),
        ("skos", "notation"),
    )
)
_DATES: Final = frozenset(PREFIXES["xsd"] + name for name in ("gYear", "gYearMonth", "date"))
_NUMBERS: Final = frozenset(PREFIXES["xsd"] + name for name in ("decimal", "integer", "double"))
_LOCALITY: Final = PREFIXES["schema"] + "addressLocality"
_POSTAL_CODE: Final = PREFIXES["schema"] + "postalCode"
_STREET: Final = PREFIXES["schema"] + "streetAddress"
_IDENTIFIER: Final = PREFIXES["dcterms"] + "identifier"
_REGISTER: Final = PREFIXES["tc"] + "registerNumber"
_URL: Final = PREFIXES["schema"] + "url"
_APART: Final = frozenset((*ORDERED, RELATED))
"""Properties whose object depends on the property."""


class Instance:
    """Turns the statements of a thing's template into its own."""

    def __init__(
        self, thing: Thing, population: Population, frame: Frame, document: Callable[[str], str]
    ) -> None:
        """``document`` gives the IRI of the invented document that stands for a real one."""
        self._thing = thing
        self._population = population
        self._frame = frame
        self._document = document
        self._dice = Dice(population.seed, "values", thing.block, thing.kind, thing.index)
        self._years = -self._dice.below(4)
        self._factor = 60 + self._dice.below(90)
        self._known: dict[tuple[str, object], Term | None] = {}
        self._nodes: dict[str, str] = {}
        self._names: dict[str, int] = {}
        self._own = frozenset(said.subject for said in thing.template.statements)

    def statements(self) -> Iterator[Statement]:
        """Yield what invented documents say of the thing, in the order of the template.

        Left out is what would lead nowhere, and with it the whole node of an assertion that needs it.
        """
        template = self._thing.template
        spoken_of = {said.subject: said.object for said in template.statements if said.predicate == PREDICATE}
        made, incomplete = [], set()
        for said in template.statements:
            about = spoken_of.get(said.subject) if said.predicate == OBJECT else None
            predicate = about.value if about is not None else said.predicate
            term = self._term(predicate, said)
            if term is None:
                if said.subject != template.iri:
                    incomplete.add(said.subject)
                continue
            made.append((said, term))
        for said, term in made:
            if said.subject not in incomplete and not self._to_incomplete(said, incomplete):
                subject = self._node(said.subject)
                yield Statement(self._document(said.document), subject, said.predicate, term)

    def _to_incomplete(self, said: Statement, incomplete: set[str]) -> bool:
        return isinstance(said.object, NamedNode) and said.object.value in incomplete

    def _node(self, real: str) -> str:
        """Return the IRI of the thing, or of a node that belongs to it."""
        template, thing = self._thing.template, self._thing
        if real == template.iri:
            return thing.iri
        if real not in self._nodes:
            segment = real.removeprefix(BASE).partition("/")[0]
            self._nodes[real] = f"{BASE}{segment}/{thing.id}--{segment[0]}--{len(self._nodes) + 1}"
        return self._nodes[real]

    def _term(self, predicate: str, said: Statement) -> Term | None:
        value = said.object
        if said.predicate in (TYPE, PREDICATE):
            return value
        if isinstance(value, NamedNode):
            key: tuple[str, object] = predicate if predicate in _APART else "", value.value
        else:
            key = (
                "name" if predicate in _NAMES else predicate,
                (value.value, value.language, value.datatype.value),
            )
        if key not in self._known:
            made = self._link(predicate, value.value) if isinstance(value, NamedNode) else None
            self._known[key] = self._literal(predicate, value) if isinstance(value, Literal) else made
        return self._known[key]

    def _link(self, predicate: str, real: str) -> Term | None:
        template, profile = self._thing.template, self._population.profile
        if real == template.iri or real in self._own:
            return NamedNode(self._node(real))
        if real in profile.ranks:
            partner = self._population.partner(self._thing, real, predicate, self._dice)
            return NamedNode(partner.iri) if partner else None
        if real in profile.documents:
            return NamedNode(self._document(real))
        if real in self._frame.places:
            return NamedNode(self._frame.place_like(real, self._dice))
        if real in profile.vocabulary or real in self._frame.things:
            return NamedNode(real)
        if real.startswith(BASE):
            return None
        return NamedNode(website(self._thing.id, predicate == _URL, len(self._known)))

    def _literal(self, predicate: str, value: Literal) -> Literal | None:
        text, datatype = value.value, value.datatype.value
        if predicate in _NAMES:
            number = self._names.setdefault(text, len(self._names))
            text = name_variant(self._thing.names, number, value.language, local(predicate))
        elif predicate in _AS_IT_IS:
            pass
        elif datatype in _DATES:
            text = shifted(text, self._years)
        elif datatype in _NUMBERS:
            text = scaled(text, self._factor)
        elif predicate == _IDENTIFIER:
            text = self._identifier(text)
        elif predicate == _LOCALITY:
            text = self._frame.locality_like(text, self._dice)
        elif predicate == _POSTAL_CODE:
            text = f"99{self._dice.below(1000):03}" if len(text) == 5 else text
        elif predicate == _STREET:
            text = f"Musterstraße {self._dice.between(1, 99)}"
        elif predicate == _REGISTER:
            text = f"HRB {self._dice.between(900_000, 999_999)}"
        elif text not in self._population.profile.common:
            text = text_like(text, value.language or "en", self._dice)
        if value.language:
            return Literal(text, language=value.language)
        return Literal(text, datatype=value.datatype)

    def _identifier(self, real: str) -> str:
        if local(self._thing.template.iri) == real:
            return self._thing.id
        return f"{self._thing.id}.{len(self._known)}"
