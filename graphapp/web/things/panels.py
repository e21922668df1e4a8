"""The panels of a page: queries of the catalogue that its thing is the parameter of, asked side by side."""

from __future__ import annotations

from collections.abc import Collection
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlencode

from pyoxigraph import NamedNode

from graphapp.catalogue import Catalogue
from graphapp.catalogue.blocks import Value, fill
from graphapp.catalogue.query import Bilingual, CatalogueQuery, Panel
from graphapp.namespaces import BASE
from graphapp.store.engine import Engine, QueryError, Question, Term, select

AT_ONCE: Final = 4
"""Queries of one page that are asked at the same time."""
DRAWN: Final = 1000
"""Rows of a panel that are drawn, and read for the page of a thing; the page of the panel has all."""


@dataclass(frozen=True)
class Answer:
    """A query's answer about a thing, or the error that stands in its place."""

    query: CatalogueQuery
    title: Bilingual
    order: int
    """Its place on the page."""
    arguments: tuple[tuple[str, str], ...]
    """Parameter and value, as they stand in the address of the query's own page."""
    variables: tuple[str, ...] = ()
    rows: tuple[tuple[Term | None, ...], ...] = ()
    count: int = 0
    error: QueryError | None = None

    @property
    def anchor(self) -> str:
        """Name of the panel on the page."""
        return self.query.bare_name

    @property
    def search(self) -> str:
        """The arguments as the query of an address."""
        return urlencode(self.arguments)


def ask_all(
    engine: Engine, catalogue: Catalogue, thing: str, classes: Collection[str], only: str = ""
) -> list[Answer]:
    """Return the answers of the panels for ``thing``, an IRI of these classes; without those that are empty.

    With ``only``, the name of a panel, no other is asked.
    """

    def asker(found: tuple[Panel, CatalogueQuery]) -> Answer:
        panel, query = found
        title, parameter = panel.title or query.title, panel.parameter
        values: dict[str, list[Value]] = {parameter: [NamedNode(thing)]}
        arguments = [(parameter, thing.removeprefix(BASE))]
        for other in query.parameters:
            if other.name != parameter and other.optional:
                values[other.name] = []
                arguments.append((other.name, ""))
        try:
            table = select(engine, Question(fill(query.text, values)))
        except QueryError as error:
            return Answer(query, title, panel.order, tuple(arguments), error=error)
        return Answer(
            query,
            title,
            panel.order,
            tuple(arguments),
            table.variables,
            table.rows,
            len(table.rows),
        )

    wanted = [found for found in catalogue.panels(classes) if only in ("", found[1].bare_name)]
    if not wanted:
        return []
    with ThreadPoolExecutor(AT_ONCE) as threads:
        return [answer for answer in threads.map(asker, wanted) if answer.rows or answer.error]
