"""What single SPARQL servers do in their own way, and how a question is put to them so that the answer is the same.

`dialect_of` reads the ``Server`` header. What cannot be evened out stands in ``docs/engines.md``.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from typing import Final, Protocol

from graphapp.namespaces import BASE
from graphapp.store.engine import EvaluationError, LimitError, QueryError, Question
from graphapp.store.formats import JSON, NTRIPLES, Format, Kind
from graphapp.store.lexer import code, data_set
from graphapp.store.statuses import error_of, timed_out

MERGE: Final = BASE + "graph/merged"
"""Graph that holds the merge of all graphs, at a server that has no default graph of its own."""
NOTHING: Final = "urn:x-graphapp:nothing"
"""A graph that is empty everywhere."""


class Dialect(Protocol):
    """How one kind of server is asked."""

    def fields(self, question: Question, seconds: float) -> Iterator[tuple[str, str]]:
        """Give the fields of the form; the server should give up after ``seconds``."""

    def format(self, output: Format, kind: Kind) -> Format:
        """Return the format to ask for where ``output`` is wanted."""

    def boolean(self, solutions: int) -> bool | None:
        """Return what so many solutions mean as the answer of an ASK; None: they are no such answer."""

    def error(self, address: str, status: int, text: str, seconds: float, retry_after: str) -> QueryError:
        """Return the error that an HTTP status means."""

    def incomplete(self, address: str, headers: Mapping[str, str], seconds: float) -> QueryError | None:
        """Return the error that an answer with these headers is, because it is not whole."""


class Standard:
    """A server that keeps to the SPARQL 1.1 Protocol."""

    def fields(self, question: Question, seconds: float) -> Iterator[tuple[str, str]]:
        """See `Dialect`; the protocol has no way to pass the time on."""
        yield "query", question.text
        for iri in question.default_graphs:
            yield "default-graph-uri", iri
        for iri in question.named_graphs:
            yield "named-graph-uri", iri

    def format(self, output: Format, kind: Kind) -> Format:
        """See `Dialect`: every format is as good as another."""
        return output

    def boolean(self, solutions: int) -> bool | None:
        """See `Dialect`: an ASK is answered with a boolean."""
        return None

    def error(self, address: str, status: int, text: str, seconds: float, retry_after: str) -> QueryError:
        """See `Dialect`."""
        return error_of(address, status, text, seconds, retry_after)

    def incomplete(self, address: str, headers: Mapping[str, str], seconds: float) -> QueryError | None:
        """See `Dialect`: an answer that is sent is whole."""
        return None


class Virtuoso(Standard):
    """OpenLink Virtuoso (seen: 7.2.5).

    - It has no default graph; a query without FROM goes over all graphs and counts a triple once for each. So the merge is
      loaded as the graph `MERGE`, named as the default graph, and kept out of ``GRAPH ?g`` together with the server's own
      graphs. A default graph that is the only one would be kept out of everything, therefore the second, empty one.
    - FROM without FROM NAMED leaves all named graphs visible, and the request's data set adds to the query's.
    - ASK is answered as a SELECT of one row or none. Its CSV and TSV are its own; JSON is read and written anew.
    - A query that runs out of its time answers 200 with what there is so far, and a header that says so.
    """

    _OWN: Final = (
        "http://www.openlinksw.com/schemas/virtrdf#",
        "http://localuriqaserver/sparql",
        "http://www.w3.org/ns/ldp#",
    )

    def fields(self, question: Question, seconds: float) -> Iterator[tuple[str, str]]:
        """See `Dialect`; the time is in whole milliseconds, and less than a second counts as one."""
        default, named = question.default_graphs, question.named_graphs
        text = question.text
        if question.names_data_set:
            text = _without_data_set(text)
        else:
            own = data_set(text)
            default, named = own.default_graphs, own.named_graphs
            if not (default or named):
                hidden = " ".join(f"define input:named-graph-exclude <{iri}>" for iri in (MERGE, *self._OWN))
                text, default, named = f"{hidden} {text}", (MERGE, NOTHING), ()
            else:
                text = _without_data_set(text)
                named = named or (NOTHING,)
        if question.names_data_set:
            named = named or (NOTHING,)
        yield "query", text
        for iri in default or (NOTHING,):
            yield "default-graph-uri", iri
        for iri in named:
            yield "named-graph-uri", iri
        yield "timeout", str(max(1000, math.ceil(seconds * 1000)))

    def format(self, output: Format, kind: Kind) -> Format:
        """See `Dialect`."""
        return NTRIPLES if kind is Kind.GRAPH else JSON

    def boolean(self, solutions: int) -> bool | None:
        """See `Dialect`."""
        return solutions > 0

    def error(self, address: str, status: int, text: str, seconds: float, retry_after: str) -> QueryError:
        """See `Dialect`: what its compiler has no code for is answered like a wrong syntax."""
        if "S1T00" in text or "exceeds the limit" in text:
            return timed_out(address, seconds)
        if status == 400 and "SP030" not in text:
            return EvaluationError(f"{address} cannot evaluate the query: {text[:500]}")
        return super().error(address, status, text, seconds, retry_after)

    def incomplete(self, address: str, headers: Mapping[str, str], seconds: float) -> QueryError | None:
        """See `Dialect`: time ran out, or the server's ResultSetMaxRows cut the answer off."""
        if headers.get("x-sql-state") == "S1TAT":
            return timed_out(address, seconds)
        most = headers.get("x-sparql-maxrows", "")
        if most:
            return LimitError(
                "size",
                0,
                f"{address} cuts answers off after {most} rows.",
                f"{address} schneidet Antworten nach {most} Zeilen ab.",
            )
        return None


def dialect_of(server: str) -> Dialect:
    """Return the dialect of a server that gives itself this name in its ``Server`` header."""
    return Virtuoso() if server.startswith("Virtuoso") else Standard()


def _without_data_set(text: str) -> str:
    """Blank out FROM and FROM NAMED, so that every other character stays where it is."""
    stream = code(text)
    out = text
    for index, token in enumerate(stream):
        if not token.is_word("FROM"):
            continue
        named = index + 1 < len(stream) and stream[index + 1].is_word("NAMED")
        last = index + (2 if named else 1)
        if last < len(stream):
            end = stream[last].end
            out = out[: token.start] + " " * (end - token.start) + out[end:]
    return out
