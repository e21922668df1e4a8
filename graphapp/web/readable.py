"""An answer as people read it: a thing and its label in one column, time in words, a figure with its bound and unit, and the
documents behind a row folded away.

What a column is follows from the names that variables have throughout the catalogue (docs/queries.md, "Names of variables").
Nothing is left out that cannot be found in the downloads, which give the answer as it is.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Final

from babel.numbers import format_decimal
from pyoxigraph import Literal, NamedNode

from graphapp.namespaces import BASE, PREFIXES
from graphapp.store.engine import Term
from graphapp.web.dates import interval, is_date, written
from graphapp.web.language import gettext
from graphapp.web.money import currency_of, money
from graphapp.web.things.evidence import is_source
from graphapp.web.things.labels import Label, Labels

LABEL: Final = "Label"
"""Ending of the variable that holds the label of another: ``?network`` and ``?networkLabel``."""
ENGLISH: Final = "LabelEn"
"""Ending of the variable that holds the English words beside the German ones in that with `LABEL`: the query's own words for an
IRI, which go before its label in the graph.
"""
BEGINS: Final = ("from", "since", "start", "begin")
ENDS: Final = ("to", "until", "end", "plannedEnd")
ATTESTED: Final = ("firstAttested", "attestedFrom", "attested", "lastAttested", "attestedTo")
SAID: Final = ("said", "saidIn", "lastKnown")
"""Variables that say when something held, the most exact kind first."""
WHEN: Final = (*BEGINS, *ENDS, *ATTESTED, *SAID, "status", "current")
"""What becomes the column "when"."""
AMOUNTS: Final = ("value", "number", "amount")
"""Variables whose number has its bound and unit in variables of their own."""
MONEY: Final = ("total", "largest", "eligibleCost", "granted")
"""Variables that hold sums of money in rows that have a ``currency``."""
UNITS: Final = ("unitLabel", "unit", "currency")
HIDDEN: Final = frozenset(
    ("lat", "long", "sourceTitle", "sourceIssued", "honorific", "roleTitle", "body", "bound", "basis", *UNITS)
)
"""What is shown within another column, or only in the downloads."""
DATES: Final = frozenset(
    ("date", "issued", "founded", "dissolved", "ended", "year", "retrieved", "dates", "leadersDate")
)
MARKS: Final = frozenset(("disagrees", "ended"))
"""Columns that are shown only where they mark something."""
_XSD: Final = PREFIXES["xsd"]
_NUMERIC: Final = frozenset(_XSD + name for name in ("integer", "decimal", "double", "float", "int", "long"))
_DATED: Final = frozenset(_XSD + name for name in ("date", "gYear", "gYearMonth", "dateTime"))
_LONG: Final = 4
"""Longest list that is shown in full."""


@dataclass(frozen=True)
class Cell:
    """What one place of the table shows: a link (``iri``) or text, tags behind it, and the documents that say so."""

    text: str = ""
    iri: str = ""
    language: str = ""
    """Language of the text where it is not that of the page."""
    tags: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    items: tuple[Cell, ...] = ()
    """The entries of a list, in place of a text."""
    number: float | None = None
    key: str = ""
    """What the column is sorted by."""

    @property
    def folded(self) -> bool:
        """Whether the list is too long to be shown at once."""
        return len(self.items) > _LONG


@dataclass(frozen=True)
class Column:
    """A heading and the cells below it."""

    name: str
    """The variable, or ``when`` and ``evidence`` for what is read from several."""
    heading: str
    cells: tuple[Cell, ...] = field(default=())

    @property
    def numeric(self) -> bool:
        """Whether every cell that is not empty holds a number."""
        known = [cell for cell in self.cells if cell.text]
        return bool(known) and all(cell.number is not None for cell in known)

    @property
    def largest(self) -> float:
        """The largest number in the column; 0 when it holds anything but numbers."""
        return max((cell.number or 0 for cell in self.cells), default=0) if self.numeric else 0


@dataclass(frozen=True)
class Words:
    """What variables and things are called in the language of the page."""

    headings: Callable[[str], str]
    """Variable → heading."""
    labels: Labels
    language: str


def named_in(rows: Sequence[Sequence[Term | None]]) -> tuple[set[str], set[str]]:
    """Return the IRIs of things and those of documents that stand in ``rows``, in lists too."""
    found = {iri for row in rows for term in row for iri in _iris(term)}
    documents = {iri for iri in found if is_source(iri)}
    return found - documents, documents


def read(
    variables: Sequence[str],
    rows: Sequence[Sequence[Term | None]],
    words: Words,
    without: str = "",
) -> tuple[Column, ...]:
    """Arrange ``rows`` in the columns to show, in the order of ``variables``; empty ones are left out.

    ``without`` is the IRI of the thing whose page it is: a column that
    says nothing else is left out.
    """
    reader = _Reader(tuple(variables), words.headings, words.labels, words.language)
    columns = [
        Column(name, heading, tuple(make(row) for row in rows)) for name, heading, make in reader.columns()
    ]
    return tuple(
        column
        for column in columns
        if any(_says(cell) and not (without and cell.iri == without) for cell in column.cells)
        and not (column.name in MARKS and all(cell.key in ("", "false", "0") for cell in column.cells))
    )


@dataclass(frozen=True)
class _Reader:
    variables: tuple[str, ...]
    headings: Callable[[str], str]
    labels: Labels
    language: str

    def columns(self) -> list[tuple[str, str, Callable[[Sequence[Term | None]], Cell]]]:
        out: list[tuple[str, str, Callable[[Sequence[Term | None]], Cell]]] = []
        has = set(self.variables)
        when = [name for name in self.variables if name in WHEN]
        evidence = [name for name in self.variables if self._is_evidence(name)]
        for name in self.variables:
            if name in HIDDEN and not self._alone(name):
                continue
            if name in when:
                if name == when[0]:
                    out.append(("when", gettext("When"), self._when))
            elif name in evidence or self._belongs(name, has):
                continue
            else:
                out.append((name, self.headings(name.removesuffix(LABEL)), self._maker(name)))
        if evidence:
            out.append(("evidence", gettext("Evidence"), lambda row: self._evidence(row, evidence)))
        return out

    def _alone(self, name: str) -> bool:
        """Whether what is usually shown within another column has none here."""
        hosts = {
            "honorific": "person",
            "roleTitle": "role",
            "body": "role",
            "bound": "",
            "basis": "",
            "unit": "",
        }
        if name in ("sourceTitle", "sourceIssued"):
            return "source" not in self.variables
        if name in UNITS:
            return not any(known in self.variables for known in AMOUNTS) and name == "unit"
        return (
            name in hosts and bool(hosts[name]) and hosts[name] not in self.variables and name != "honorific"
        )

    def _is_evidence(self, name: str) -> bool:
        if name in ("source", "sources"):
            return True
        return name.endswith(("Source", "Sources")) and self._host(name) is None

    def _host(self, name: str) -> str | None:
        """The variable whose evidence, bound or date ``name`` is."""
        for ending in ("Sources", "Source", "Bound", "Date", "AsOf", "Note", "Basis", LABEL, ENGLISH):
            if name.endswith(ending) and name.removesuffix(ending) in self.variables:
                return name.removesuffix(ending)
        return next((many for many in _lists_of(name) if many in self.variables), None)

    def _belongs(self, name: str, has: set[str]) -> bool:
        host = self._host(name)
        if host is None:
            return False
        return not (name.endswith(LABEL) and host not in has)

    def _maker(self, name: str) -> Callable[[Sequence[Term | None]], Cell]:
        return lambda row: self._cell(row, name)

    def _get(self, row: Sequence[Term | None], name: str) -> Term | None:
        return row[self.variables.index(name)] if name in self.variables else None

    def _text(self, row: Sequence[Term | None], name: str) -> str:
        term = self._get(row, name)
        return term.value if isinstance(term, Literal | NamedNode) else ""

    def _cell(self, row: Sequence[Term | None], name: str) -> Cell:
        term = self._get(row, name)
        if term is None:
            return Cell()
        cell = self._term(term, name, self._get(row, name + LABEL), self._get(row, name + ENGLISH))
        tags = list(cell.tags)
        text, key = cell.text, cell.key
        if name == "person" and self._text(row, "honorific"):
            text = f"{self._text(row, 'honorific')} {text}"
        if name == "role":
            titles, body = self._text(row, "roleTitle").split("; "), self._text(row, "body")
            text = titles[0] or text
            if len(titles) > 1:
                tags.append(gettext("and %(count)s other titles") % {"count": len(titles) - 1})
            if body and body not in text:
                tags.append(body)
        bound = self._get(row, "bound" if name in AMOUNTS else name + "Bound")
        currency = self._currency(row, name)
        unit = self._unit(row) if name in AMOUNTS and not currency else ""
        date = self._text(row, name + "Date") or self._text(row, name + "AsOf")
        if cell.number is not None:
            text = money(cell.number, currency, self.language) if currency else text
            text = _quantity(text, self._label(bound), unit)
        if date:
            tags.append(written(date, self.language))
        basis = self._text(row, name + "Basis") or (
            self._text(row, "basis") if name == self._subject() else ""
        )
        if basis:
            tags.append(self.labels[basis, self.language].text if "/" in basis else basis)
        sources = tuple(
            iri
            for ending in ("Source", "Sources")
            for iri in _iris(self._get(row, name + ending))
            if is_source(iri)
        )
        return Cell(text, cell.iri, cell.language, tuple(tags), sources, cell.items, cell.number, key)

    def _subject(self) -> str:
        """The first variable that is shown: a note on how the row is known stands there."""
        return next((name for name in self.variables if name not in HIDDEN and name not in WHEN), "")

    def _currency(self, row: Sequence[Term | None], name: str) -> str:
        """The currency of the number that ``name`` holds; empty if it has another unit or none."""
        units = (
            ("unit", "unitLabel", "currency") if name in AMOUNTS else ("currency",) if name in MONEY else ()
        )
        return currency_of(next((text for unit in units if (text := self._text(row, unit))), ""))

    def _unit(self, row: Sequence[Term | None]) -> str:
        for name in ("unit", "unitLabel", "currency"):
            term = self._get(row, name)
            if isinstance(term, NamedNode):
                return self.labels[term.value, self.language].text
            if isinstance(term, Literal):
                return term.value
        return ""

    def _label(self, term: Term | None) -> str:
        if isinstance(term, NamedNode):
            return self.labels[term.value, self.language].text
        return term.value if isinstance(term, Literal) else ""

    def _term(self, term: Term, name: str, label: Term | None, english: Term | None) -> Cell:
        if isinstance(term, NamedNode):
            known = self.labels[term.value, self.language]
            own = english if isinstance(english, Literal) and self.language == "en" else label
            if isinstance(own, Literal) and (english is not None or term.value not in self.labels.texts):
                known = Label(own.value, self._foreign(own))
                if english is not None and not term.value.startswith(BASE):
                    return Cell(known.text, "", known.language, key=known.text.casefold())
            return Cell(known.text, term.value, known.language, key=known.text.casefold())
        if not isinstance(term, Literal):
            return Cell(str(term))
        iris = _iris(term)
        if iris:
            items = tuple(
                Cell(self.labels[iri, self.language].text, iri, self.labels[iri, self.language].language)
                for iri in iris
            )
            return items[0] if len(items) == 1 else Cell(items=items, key=items[0].text.casefold())
        kind = term.datatype.value
        if kind in _NUMERIC:
            number = float(term.value)
            text = (
                term.value if name.lower().endswith("year") else format_decimal(number, locale=self.language)
            )
            return Cell(text, number=number, key=f"{number:030.6f}")
        if kind == _XSD + "boolean":
            return Cell(gettext("yes") if term.value in ("true", "1") else gettext("no"), key=term.value)
        if kind in _DATED or (name in DATES and is_date(term.value)):
            return Cell(written(term.value, self.language), key=term.value)
        foreign = self._foreign(term)
        parts = term.value.split("; ")
        if len(parts) > 1:
            items = tuple(Cell(part, language=foreign) for part in parts)
            return Cell(items=items, key=term.value.casefold())
        return Cell(term.value, "", foreign, key=term.value.casefold())

    def _foreign(self, text: Literal) -> str:
        """The language of a text where it is not that of the page."""
        return text.language if text.language and text.language != self.language else ""

    def _when(self, row: Sequence[Term | None]) -> Cell:
        begin = next((self._text(row, name) for name in BEGINS if self._text(row, name)), "")
        end = next((self._text(row, name) for name in ENDS if self._text(row, name)), "")
        tags = []
        status = self._get(row, "status")
        if status is not None:
            tags.append(self._label(status))
        if self._text(row, "current") == "true":
            tags.append(gettext("current"))
        text = interval(begin, end, self.language)
        key = begin or end
        if not text:
            dates = sorted(date for name in ATTESTED for date in self._text(row, name).split("; ") if date)
            if dates:
                first, last = written(dates[0], self.language), written(dates[-1], self.language)
                span = first if first == last else f"{first} – {last}"
                text, key = gettext("attested %(when)s") % {"when": span}, dates[0]
        if not text:
            said = next((self._text(row, name) for name in SAID if self._text(row, name)), "")
            if said:
                text, key = gettext("source of %(when)s") % {"when": written(said, self.language)}, said
        return Cell(text, tags=tuple(tags), key=key)

    def _evidence(self, row: Sequence[Term | None], names: Sequence[str]) -> Cell:
        iris = dict.fromkeys(iri for name in names for iri in _iris(self._get(row, name)) if is_source(iri))
        # In an order of their own: that of GROUP_CONCAT is the engine's.
        return Cell(sources=tuple(sorted(iris)), key=f"{len(iris):06}")


def _lists_of(name: str) -> tuple[str, ...]:
    """Variables that may hold the list of things whose labels ``name`` holds: ``networkLabels``, ``kindLabel`` → ``networks``,
    ``kinds``.
    """
    one = name.removesuffix("s").removesuffix(LABEL)
    return () if one == name.removesuffix("s") else (one + "s", one + "Things")


def _says(cell: Cell) -> bool:
    return bool(cell.text or cell.items or cell.sources or cell.tags)


def _quantity(number: str, bound: str, unit: str) -> str:
    return " ".join(part for part in (bound, number, unit) if part)


def _iris(term: Term | None) -> tuple[str, ...]:
    """The IRIs of a term: itself, or those of a literal that lists the graph's own, divided by blanks."""
    if isinstance(term, NamedNode):
        return (term.value,)
    if not isinstance(term, Literal) or term.language:
        return ()
    words = term.value.split()
    return tuple(words) if words and all(word.startswith(BASE) for word in words) else ()
