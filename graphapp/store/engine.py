"""What every engine offers, what it takes and gives, and how it says no."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Final, Protocol, cast, runtime_checkable

from pyoxigraph import (
    BlankNode,
    Literal,
    NamedNode,
    QueryResultsFormat,
    QuerySolutions,
    RdfFormat,
    Triple,
    parse,
    parse_query_results,
)

from graphapp.store.errors import (
    BrokenOffError,
    BusyError,
    CancelledError,
    EngineUnavailableError,
    EvaluationError,
    LimitError,
    NameTakenError,
    QueryError,
    QueryRefusedError,
    QuerySyntaxError,
)
from graphapp.store.formats import JSON, NTRIPLES, Format, Kind
from graphapp.store.lexer import Form, check_federation, query_form

Term = NamedNode | BlankNode | Literal | Triple
"""An RDF term as it stands in an answer."""


@dataclass(frozen=True)
class Question:
    """A query with the data set that the request names (SPARQL 1.1 Protocol, section 2.1.4).

    Graphs named here take the place of the query's own FROM and FROM NAMED. With neither, the default graph
    is the union of all graphs.
    """

    text: str
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()

    @property
    def names_data_set(self) -> bool:
        """Whether the request, not the query, names the data set."""
        return bool(self.default_graphs or self.named_graphs)


@dataclass(frozen=True)
class Asker:
    """Who asks, and how: what an engine needs to share what it has between many."""

    client: str = ""
    """An address, or whatever else tells clients apart; empty for the site itself."""
    id: str = ""
    """What the client calls its query, to cancel it by; empty if it has no name."""
    seconds: float | None = None
    """How long the client is willing to wait for the evaluation; None: as long as the engine lets it."""
    size: int | None = None
    """How many bytes of an answer the asker can take; None: as many as the engine lets it."""
    gone: Callable[[], bool] = bool
    """Tells whether the client has gone away; asked now and then while it waits."""


@dataclass(frozen=True)
class Table:
    """The solutions of a SELECT: the variables in their order, and a row of terms (or None) for each
    solution.
    """

    variables: tuple[str, ...]
    rows: tuple[tuple[Term | None, ...], ...] = field(default=())

    def dicts(self) -> Iterator[Mapping[str, Term]]:
        """Give each solution as variable → term, without the unbound."""
        for row in self.rows:
            yield {name: term for name, term in zip(self.variables, row, strict=True) if term is not None}


class Engine(Protocol):
    """Evaluates SPARQL 1.1 queries over one data set. Methods may be called from several threads at once."""

    @property
    def name(self) -> str:
        """What answers, with its version, for the service description and ``/about``."""

    def answer(self, question: Question, output: Format) -> Iterator[bytes]:
        """Evaluate and serialise: chunks of bytes in ``output``, which must fit the query's form.

        Raises `QueryError` or one of its kinds, before the first chunk whenever the error shows by then. An
        error that comes later is raised from the iterator: a cut-off answer is never passed off as a whole
        one.
        """

    def ready(self) -> bool:
        """Whether a query would be answered now."""

    def close(self) -> None:
        """Release what is held; the engine is not used afterwards."""


@runtime_checkable
class PersonalEngine(Engine, Protocol):
    """An engine that minds who asks: how long they wait, how much they take, whether they are still there."""

    def asked_by(self, asker: Asker) -> Engine:
        """Return the engine as ``asker`` gets it."""


@runtime_checkable
class ForeignEngine(Engine, Protocol):
    """An engine over data that others have loaded."""

    def doubt(self) -> str:
        """Return in what its default graph is not what the catalogue expects; empty if it is.

        Raises `QueryError`.
        """


@runtime_checkable
class SharedEngine(PersonalEngine, Protocol):
    """An engine that shares what it has between its askers."""

    def cancel(self, identifier: str, client: str) -> bool:
        """End the query that ``client`` calls ``identifier``; False if it has none of that name.

        Raises `EngineUnavailableError`.
        """

    def status(self) -> Mapping[str, Any]:
        """Return what runs and waits, and the counts (see `graphapp.store.workers.figures`).

        Raises `EngineUnavailableError`.
        """


_USUAL: Final = 10_000
"""Characters of a query whose kind is remembered: each is looked at by whoever negotiates and by the engine."""


def kind_of(text: str) -> Kind:
    """Return what the query's form answers with, after it was made sure that the query may be asked at all.

    Raises `QuerySyntaxError` for a text without a query form, `QueryRefusedError` for an update or a SERVICE
    clause.
    """
    return (_kind_of if len(text) <= _USUAL else _kind_of.__wrapped__)(text)


@lru_cache(maxsize=64)
def _kind_of(text: str) -> Kind:
    form = query_form(text)
    check_federation(text)
    if form is Form.SELECT:
        return Kind.SOLUTIONS
    return Kind.BOOLEAN if form is Form.ASK else Kind.GRAPH


def select(engine: Engine, question: Question) -> Table:
    """Evaluate a SELECT and return its solutions as terms. Raises `QueryError`; `TypeError` for another
    form.
    """
    results = parse_query_results(b"".join(engine.answer(question, JSON)), format=QueryResultsFormat.JSON)
    if not isinstance(results, QuerySolutions):
        raise TypeError("not a SELECT query")
    variables = tuple(variable.value for variable in results.variables)
    return Table(variables, tuple(tuple(solution) for solution in results))


def ask(engine: Engine, question: Question) -> bool:
    """Evaluate an ASK. Raises `QueryError`; `TypeError` for another form."""
    results = parse_query_results(b"".join(engine.answer(question, JSON)), format=QueryResultsFormat.JSON)
    if isinstance(results, QuerySolutions):
        raise TypeError("not an ASK query")
    return bool(results)


def graph(engine: Engine, question: Question) -> list[Triple]:
    """Evaluate a CONSTRUCT or DESCRIBE and return its triples. Raises `QueryError`."""
    quads = parse(b"".join(engine.answer(question, NTRIPLES)), format=RdfFormat.N_TRIPLES)
    return [quad.triple for quad in quads]


def asked_by(engine: Engine, asker: Asker) -> Engine:
    """Return the engine as ``asker`` gets it: within the limits and its share where the engine knows them, else as
    it is.
    """
    # Not isinstance: for a protocol that looks at every attribute, which takes as long as a short query.
    share = getattr(engine, "asked_by", None)
    return engine if share is None else cast("Engine", share(asker))


__all__ = [
    "Asker",
    "BrokenOffError",
    "BusyError",
    "CancelledError",
    "Engine",
    "EngineUnavailableError",
    "EvaluationError",
    "ForeignEngine",
    "LimitError",
    "NameTakenError",
    "PersonalEngine",
    "QueryError",
    "QueryRefusedError",
    "QuerySyntaxError",
    "Question",
    "SharedEngine",
    "Table",
    "Term",
    "ask",
    "asked_by",
    "graph",
    "kind_of",
    "select",
]
