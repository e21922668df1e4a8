"""The embedded engine: Oxigraph in this process's memory."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import IO, Final, Protocol, cast

import pyoxigraph
import zstandard
from pyoxigraph import (
    DefaultGraph,
    NamedNode,
    Quad,
    QueryBoolean,
    QuerySolutions,
    QueryTriples,
    RdfFormat,
    Store,
)

from graphapp.store.engine import (
    EngineUnavailableError,
    EvaluationError,
    QuerySyntaxError,
    Question,
    kind_of,
)
from graphapp.store.formats import Format
from graphapp.store.lexer import code, data_set, position, undeclared_prefix
from graphapp.store.release import Release

_POSITION: Final = re.compile(r"error at (\d+):(\d+): (.*)", re.DOTALL)
_KEYWORD: Final = re.compile(r"[A-Za-z]{2,}")
CHUNK: Final = 1 << 16
"""Bytes in one piece of an answer."""


class Sink(Protocol):
    """Takes the bytes of an answer."""

    def write(self, data: bytes, /) -> int:
        """Take more bytes; what it raises ends the evaluation."""

    def flush(self) -> None:
        """Called at the end."""


class MemoryEngine:
    """A release held in memory.

    The union of all graphs is *stored* as the default graph, next to the named graphs. Oxigraph's own
    ``use_default_graph_as_union`` would give a triple once for every graph that holds it, where RDF's merge
    of graphs gives it once (counts come out too high, joins multiply), and it would ignore FROM and FROM
    NAMED.
    """

    def __init__(self, store: Store, release: str = "") -> None:
        """Take a store whose default graph is already the union of its named graphs."""
        self._store = store
        self.release = release

    @classmethod
    def of_quads(cls, quads: IO[bytes] | bytes, output: RdfFormat = RdfFormat.N_QUADS) -> MemoryEngine:
        """Load N-Quads, or TriG if ``output`` says so. Raises ``SyntaxError`` for what is neither."""
        return cls(_load(quads, output))

    @classmethod
    def of_release(cls, release: Release) -> MemoryEngine:
        """Load a release. Raises `EngineUnavailableError` when its data cannot be read."""
        store = Store()
        try:
            # What a build has written needs no look at every IRI and language tag again; that is a third of the time.
            with release.quads() as quads:
                store.bulk_load(quads, RdfFormat.N_QUADS, lenient=True)
            with release.triples() as triples:
                store.bulk_load(triples, RdfFormat.N_TRIPLES, lenient=True)
            return cls(store, release.name)
        except (OSError, SyntaxError, ValueError, zstandard.ZstdError) as error:
            raise EngineUnavailableError(f"The release {release.folder} cannot be loaded: {error}") from error

    @property
    def name(self) -> str:
        """Name and version of the engine."""
        return f"Oxigraph {pyoxigraph.__version__}"

    def answer(self, question: Question, output: Format) -> Iterator[bytes]:
        """See `graphapp.store.engine.Engine.answer`."""
        kind_of(question.text)
        # The whole answer is written before the first chunk leaves: a query that fails half-way is then an
        # error and not half an answer.
        buffer = io.BytesIO()
        self.write(question, output, buffer)
        view = buffer.getbuffer()
        return (bytes(view[start : start + CHUNK]) for start in range(0, len(view), CHUNK))

    def write(self, question: Question, output: Format, sink: Sink) -> None:
        """Evaluate and serialise to ``sink`` as the solutions come.

        The text is given to the engine as it is: `graphapp.store.engine.kind_of` must have passed it. Raises
        `QueryError`, and whatever ``sink`` raises.
        """
        results = self._evaluate(question)
        file = cast("IO[bytes]", sink)  # of a file, only these two methods are called
        try:
            if isinstance(results, QueryTriples):
                if output.rdf is None:
                    raise ValueError(f"{output.label} cannot hold triples")
                results.serialize(file, format=output.rdf)
            else:
                if output.results is None:
                    raise ValueError(f"{output.label} cannot hold solutions")
                results.serialize(file, format=output.results)
        except (OSError, RuntimeError) as error:
            raise EvaluationError(f"The query could not be evaluated: {error}") from error

    def ready(self) -> bool:
        """Whether the store answers."""
        return len(self._store) > 0

    def close(self) -> None:
        """Drop the store."""
        self._store = Store()

    def _evaluate(self, question: Question) -> QuerySolutions | QueryBoolean | QueryTriples:
        default, named = list(question.default_graphs), list(question.named_graphs)
        asked = question.names_data_set
        store = self._store
        if not asked:
            own = data_set(question.text)
            if len(own.default_graphs) > 1:
                default, named, asked = list(own.default_graphs), list(own.named_graphs), True
        if len(default) > 1:
            store = self._merged(default, named)
        try:
            if not asked:
                return store.query(question.text)
            return store.query(
                question.text,
                default_graph=DefaultGraph() if len(default) > 1 else [_node(iri) for iri in default],
                named_graphs=[_node(iri) for iri in named],
            )
        except SyntaxError as error:
            raise _syntax_error(question.text, error) from None
        except (OSError, RuntimeError, ValueError) as error:
            raise EvaluationError(f"The query could not be evaluated: {error}") from error

    def _merged(self, default: list[str], named: list[str]) -> Store:
        """Copy the named graphs to a store of their own, whose default graph is the merge of ``default``.

        Oxigraph chains the graphs of a data set and so repeats a triple that stands in several of them;
        SPARQL wants their merge (SPARQL 1.1 Query Language, section 13.2.1). ``bulk_extend`` would take a
        buffer of 200 MB at once, more than a query worker may have.
        """
        store = Store()
        for iri in default:
            quads = self._store.quads_for_pattern(None, None, None, _node(iri))
            store.extend(Quad(quad.subject, quad.predicate, quad.object) for quad in quads)
        for iri in named:
            store.extend(self._store.quads_for_pattern(None, None, None, _node(iri)))
        return store


def _load(quads: IO[bytes] | bytes, output: RdfFormat) -> Store:
    store = Store()
    store.bulk_load(quads, output)
    store.bulk_extend(Quad(quad.subject, quad.predicate, quad.object) for quad in store)
    return store


def _node(iri: str) -> NamedNode:
    try:
        return NamedNode(iri)
    except ValueError:
        raise QuerySyntaxError(
            f"The graph “{iri[:200]}” is no absolute IRI.", f"Der Graph „{iri[:200]}“ ist keine absolute IRI."
        ) from None


def _syntax_error(text: str, error: SyntaxError) -> QuerySyntaxError:
    """Read the position out of the parser's message, and set it right where the parser points behind the
    culprit.

    The parser tries a keyword by reading as many characters as it has, and reports the place after those; so
    where nothing but keywords could stand, the word that was not understood begins that much earlier.
    """
    found = _POSITION.match(error.msg)
    if not found:
        return QuerySyntaxError(error.msg)
    line, column, expected = int(found[1]), int(found[2]), found[3]
    index = sum(len(before) + 1 for before in text.split("\n")[: line - 1]) + column - 1
    stream = code(text)
    starts = {token.start: token for token in stream}
    alternatives = re.split(r", ", expected.removeprefix("expected ").removeprefix("one of "))
    keywords = [len(part) for part in alternatives if _KEYWORD.fullmatch(part)]
    if keywords and len(keywords) + alternatives.count("[_]") == len(alternatives):
        index = next((index - length for length in keywords if index - length in starts), index)
        line, column = position(text, index)
    culprit = starts.get(index)
    undeclared = undeclared_prefix(text) if "Prefix not found" in expected else None
    if undeclared is not None:
        line, column = position(text, undeclared.start)
        what = f"the prefix of “{undeclared.text[:40]}” is not declared"
        german = f"das Präfix von „{undeclared.text[:40]}“ ist nicht vereinbart"
    elif culprit is not None:
        what = f"the query cannot be read from “{culprit.text[:40]}” on"
        german = f"die Abfrage lässt sich ab „{culprit.text[:40]}“ nicht lesen"
    elif "variable that is unbound" in expected:
        what = "SELECT names a variable that is neither grouped by nor aggregated"
        german = "SELECT nennt eine Variable, die weder gruppiert noch zusammengefasst wird"
    elif not stream or index > stream[-1].start:
        what = "the query ends too early, or its last word is not complete"
        german = "die Abfrage endet zu früh, oder ihr letztes Wort ist unvollständig"
    else:
        what = "the query cannot be read here"
        german = "hier lässt sich die Abfrage nicht lesen"
    short = len(expected) < 200
    return QuerySyntaxError(
        f"Line {line}, column {column}: {what}" + (f" (the parser: {expected})." if short else "."),
        f"Zeile {line}, Spalte {column}: {german}" + (f" (der Parser: {expected})." if short else "."),
        line,
        column,
    )
