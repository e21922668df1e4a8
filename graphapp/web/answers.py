"""Answer a question in the format that the request wants; for people, as a table on a page."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

from flask import request
from werkzeug import Response

from graphapp.catalogue.bind import ParameterError
from graphapp.store.engine import QueryError, Question, Term, ask, graph, kind_of, select
from graphapp.store.formats import Format, Kind, formats_for
from graphapp.web.asking import connection, engine_for_request, reader
from graphapp.web.delivery import deliver
from graphapp.web.negotiation import choose, named_format, wants_page
from graphapp.web.problems import Problem, announce, describe

ROWS_ON_A_PAGE: Final = 500
"""Rows that a page shows of an answer to free SPARQL; the rest is for download."""


@dataclass(frozen=True)
class Outcome:
    """What a page is made of: the rows of an answer (at most `ROWS_ON_A_PAGE`, unless it has several pages) of ``count``, or
    ``boolean``; seconds.
    """

    kind: Kind
    seconds: float
    variables: tuple[str, ...] = ()
    rows: tuple[tuple[Term | None, ...], ...] = ()
    count: int = 0
    boolean: bool | None = None
    formats: tuple[Format, ...] = field(default=())


Page = Callable[[Outcome | None, Problem | None], str]
"""Renders the page around an answer, or around the problem that there is none."""


def answer(make: Callable[[], Question], page: Page, *, paged: bool = False) -> Response:
    """Answer the question that ``make`` makes from the request; ``paged`` if people get all rows, page by page.

    What ``make`` raises is a problem like any other: for people on the page itself, next to what they wrote;
    for machines it is raised again. Raises `QueryError`, `ParameterError`, `ProblemError` and `NotAcceptableError`.
    """
    connection()
    try:
        question = make()
        kind = kind_of(question.text)
        choice = choose(formats_for(kind), kind, named_format())
        if choice.format is None:
            return _page(page(_outcome(question, kind, None if paged else ROWS_ON_A_PAGE), None), 200)
        chunks = engine_for_request().answer(question, choice.format)
        response = deliver(chunks, reader(), choice.content_type)
        if request.values.get("download"):
            name = f"answer.{choice.format.extension}"
            response.headers["Content-Disposition"] = f"attachment; filename={name}"
    except (QueryError, ParameterError) as error:
        if not wants_page():
            raise
        problem = describe(error)
        response = _page(page(None, problem), problem.status)
        announce(problem, response)
        return response
    response.vary.add("Accept")
    return response


def _page(html: str, status: int) -> Response:
    response = Response(html, status, mimetype="text/html")
    response.vary.update(["Accept", "Accept-Language", "Cookie"])
    return response


def _outcome(question: Question, kind: Kind, most: int | None) -> Outcome:
    engine = engine_for_request(page=True)
    start = time.perf_counter()
    if kind is Kind.BOOLEAN:
        boolean = ask(engine, question)
        return Outcome(kind, time.perf_counter() - start, boolean=boolean, formats=formats_for(kind))
    rows: tuple[tuple[Term | None, ...], ...]
    if kind is Kind.GRAPH:
        variables: tuple[str, ...] = ("subject", "predicate", "object")
        rows = tuple(tuple(triple) for triple in graph(engine, question))
    else:
        table = select(engine, question)
        variables, rows = table.variables, table.rows
    seconds = time.perf_counter() - start
    return Outcome(kind, seconds, variables, rows[:most], len(rows), formats=formats_for(kind))
