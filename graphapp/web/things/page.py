"""What the page of a thing shows, gathered from the graph: facts by the shapes, panels by the catalogue, labels and documents."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from typing import Final

from pyoxigraph import Literal, NamedNode

from graphapp.catalogue import Catalogue
from graphapp.catalogue.blocks import fill
from graphapp.catalogue.period import Period
from graphapp.namespaces import PREFIXES, TC
from graphapp.store.engine import Engine, Question, Term, select
from graphapp.store.terms import value_of
from graphapp.web.freshness import incomplete
from graphapp.web.maps.ground import Asked
from graphapp.web.pictures.drawn import Drawn, draw
from graphapp.web.readable import Column, Words, named_in, read
from graphapp.web.things.as_of import facts_as_of, rows_as_of
from graphapp.web.things.evidence import Source, describe, is_source
from graphapp.web.things.facts import Group, Property, Row, arrange, in_language, properties
from graphapp.web.things.labels import Label, Labels, look_up
from graphapp.web.things.panels import DRAWN, Answer, ask_all

SHORT: Final = TC + "shortName"
OTHER_NAMES: Final = (PREFIXES["skos"] + "altLabel", PREFIXES["schema"] + "name", SHORT)
FIRST: Final = 10
"""Panels with a smaller order come before the facts."""
DESCRIPTION: Final = PREFIXES["schema"] + "description"


@dataclass(frozen=True)
class Kind:
    """What a thing is: the IRI of a class and its label in both languages."""

    iri: str
    de: str
    en: str


@dataclass(frozen=True)
class Told:
    """A name or a description that documents give a thing."""

    text: str
    language: str
    """Its language where that is not the page's."""
    sources: tuple[str, ...]


@dataclass(frozen=True)
class Panel:
    """An answer with its columns arranged to be read."""

    answer: Answer
    columns: tuple[Column, ...]
    drawn: Drawn


@dataclass(frozen=True)
class Page:
    """Everything that the page of a thing shows."""

    iri: str
    label: Label
    kinds: tuple[Kind, ...]
    names: tuple[Told, ...]
    """What else the thing is called."""
    descriptions: tuple[Told, ...]
    """The one that most documents give comes first."""
    groups: tuple[Group, ...]
    panels: tuple[Panel, ...]
    labels: Labels
    sources: Mapping[str, Source]

    @property
    def told(self) -> tuple[tuple[bool, Told], ...]:
        """The names, then the descriptions, each with whether it is a name."""
        return (*((True, one) for one in self.names), *((False, one) for one in self.descriptions))

    @property
    def counts(self) -> tuple[int, ...]:
        """How many rows each panel has, and how many values each fact."""
        return (
            *(panel.answer.count for panel in self.panels),
            *(len(fact.values) for group in self.groups for fact in group.facts),
        )

    @property
    def first(self) -> tuple[Panel, ...]:
        """The panels that come before the facts: what people come for."""
        return tuple(panel for panel in self.panels if panel.answer.order < FIRST)

    @property
    def rest(self) -> tuple[Panel, ...]:
        """The panels that come after the facts."""
        return tuple(panel for panel in self.panels if panel.answer.order >= FIRST)


def kinds_of(engine: Engine, catalogue: Catalogue, iri: str) -> tuple[list[tuple[Kind, bool]], str]:
    """Return the classes of a thing, each with whether it is one of the narrowest that have a name, and what replaced the
    thing, empty if nothing did. Raises `graphapp.store.engine.QueryError`.
    """
    kinds: dict[str, tuple[Kind, bool]] = {}
    survivor = ""
    for row in _rows(engine, fill(catalogue.find("pages/thing").text, {"thing": [NamedNode(iri)]})):
        if "survivor" in row:
            survivor = value_of(row["survivor"])
            continue
        kind = Kind(value_of(row["class"]), value_of(row.get("classDe")), value_of(row.get("classEn")))
        kinds.setdefault(kind.iri, (kind, bool(kind.de) and value_of(row.get("narrower")) == "false"))
    return list(kinds.values()), survivor


@dataclass(frozen=True)
class Composer:
    """Puts pages together from what ``engine`` answers."""

    engine: Engine
    catalogue: Catalogue
    language: str
    period: Period | None = None
    """The time that the page is to show; None: everything."""

    def compose(
        self, iri: str, kinds: list[tuple[Kind, bool]], *, panels: bool = True, part: str = ""
    ) -> Page:
        """Return the page of a thing of these kinds, or its facts alone, without ``panels``; with the name of a ``part``, no
        panel but that of this name, with all of its rows.

        Raises `graphapp.store.engine.QueryError`.
        """
        rows, view, answers = self._ask(iri, [kind.iri for kind, _ in kinds], panels=panels, part=part)
        things, documents = {iri}, set()
        for answer in answers:
            named, cited = named_in(answer.rows)
            things |= named
            documents |= cited
        for row in rows:
            for term in row.values():
                if isinstance(term, NamedNode):
                    (documents if is_source(term.value) else things).add(term.value)
        with ThreadPoolExecutor(1) as threads:
            described = threads.submit(describe, self.engine, self.catalogue, documents)
            labels = look_up(self.engine, self.catalogue, things | documents)
            sources = described.result()
        language, headings = self.language, self.catalogue.headings
        words = Words(lambda name: headings[name][language], labels, language)
        label = labels[iri, language]
        return Page(
            iri,
            label,
            tuple(kind for kind, narrowest in kinds if narrowest),
            _names(rows, label.text, language),
            _descriptions(rows, language),
            tuple(in_language(group, language) for group in arrange(rows, view)),
            tuple(
                Panel(
                    answer,
                    read(answer.variables, answer.rows, words, without=iri),
                    draw(
                        answer.query,
                        answer.variables,
                        answer.rows[:DRAWN],
                        labels,
                        language,
                        about=iri,
                        geography=Asked(self.engine, self.catalogue),
                    ),
                )
                for answer in answers
            ),
            labels,
            sources,
        )

    def _ask(
        self, iri: str, classes: list[str], *, panels: bool, part: str
    ) -> tuple[list[Row], tuple[Property, ...], list[Answer]]:
        """Ask for facts, view and panels side by side, and leave out what did not hold in the period."""
        find = self.catalogue.find
        facts = fill(find("pages/facts").text, {"thing": [NamedNode(iri)]})
        view = fill(find("pages/view").text, {"class": [NamedNode(one) for one in classes]})
        with ThreadPoolExecutor(2) as threads:
            told, shown = threads.submit(_rows, self.engine, facts), threads.submit(_rows, self.engine, view)
            answers = ask_all(self.engine, self.catalogue, iri, classes, part) if panels else []
            rows, known = told.result(), properties(shown.result())
        if any(answer.error for answer in answers):
            incomplete()
        most = None if part else DRAWN
        if self.period is None:
            return rows, known, [replace(answer, rows=answer.rows[:most]) for answer in answers]
        rows = facts_as_of(rows, self.period)
        held = []
        for answer in answers:
            kept = tuple(tuple(row) for row in rows_as_of(answer.variables, answer.rows, self.period))
            if kept or answer.error:
                held.append(replace(answer, rows=kept[:most], count=len(kept)))
        return rows, known, held


def _rows(engine: Engine, text: str) -> list[Row]:
    return list(select(engine, Question(text)).dicts())


def _names(rows: list[Row], label: str, language: str) -> tuple[Told, ...]:
    """Return what else the thing is called: short names and aliases first, then names that only some documents use."""
    names: dict[str, tuple[str, str]] = {}
    sources: dict[str, set[str]] = {}
    # In an order of their own: that of the rows is the engine's.
    ordered = sorted(rows, key=lambda row: value_of(row["value"]))
    for wanted in OTHER_NAMES:
        for row in ordered:
            if value_of(row["property"]) == wanted and value_of(row["direction"]) == "out":
                name = " ".join(value_of(row["value"]).split())
                key = name.casefold().replace(" ", "")
                names.setdefault(key, (name, _foreign(row["value"], language)))
                sources.setdefault(key, set()).add(value_of(row["source"]))
    names.pop(label.casefold().replace(" ", ""), None)
    return tuple(Told(*name, _documents(sources[key])) for key, name in names.items())


def _descriptions(rows: list[Row], language: str) -> tuple[Told, ...]:
    """Return the descriptions in the language of the page, or all where there is none."""
    found: dict[tuple[str, str], set[str]] = {}
    for row in rows:
        if value_of(row["property"]) == DESCRIPTION and isinstance(row["value"], Literal):
            key = row["value"].value, _foreign(row["value"], language)
            found.setdefault(key, set()).add(value_of(row["source"]))
    told = [Told(*key, _documents(of)) for key, of in found.items()]
    own = [one for one in told if not one.language] or told
    return tuple(sorted(own, key=lambda one: (-len(one.sources), one.text, one.language)))


def _documents(graphs: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(graph for graph in graphs if is_source(graph)))


def _foreign(term: Term, language: str) -> str:
    known = term.language if isinstance(term, Literal) else None
    return known if known and known != language else ""
