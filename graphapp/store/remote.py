"""Any SPARQL 1.1 server as an engine."""

from __future__ import annotations

import io
from collections.abc import Generator, Iterator
from tempfile import SpooledTemporaryFile
from typing import IO, Final, cast

from pyoxigraph import NamedNode, QuerySolutions, parse_query_results, serialize
from pyoxigraph import parse as parse_rdf

from graphapp.store.dialects import Dialect, Standard, dialect_of
from graphapp.store.engine import (
    Asker,
    EvaluationError,
    QueryError,
    QuerySyntaxError,
    Question,
    kind_of,
    select,
)
from graphapp.store.formats import JSON, JSONLD, RDFXML, Format, Kind, by_name
from graphapp.store.http import CHUNK, Client, Patience, Reply

SECONDS: Final = 60.0
"""How long a query may take where nothing else is said."""
SIZE: Final = 100_000_000
"""Bytes of the longest answer where nothing else is said."""
_IN_MEMORY: Final = 1 << 20
"""Bytes of a translated answer above which it is kept in a file."""
_CLOSED: Final = (JSON, RDFXML, JSONLD)
"""Formats whose end shows in themselves, so that half a document is none. Solutions in XML would do, but pyoxigraph takes
the blanks off the ends of their texts (seen: 0.5.13)."""


class RemoteEngine:
    """The SPARQL endpoint at ``endpoint``. What its default graph holds is its own affair; `doubt` asks."""

    def __init__(  # noqa: PLR0917
        self,
        endpoint: str,
        probe: str,
        doubled: str = "",
        seconds: float = SECONDS,
        size: int = SIZE,
        asker: Asker | None = None,
        shared: _Shared | None = None,
    ) -> None:
        """Remember the address; nothing is sent yet.

        ``probe`` is the ASK query that tells whether the server answers, ``doubled`` the SELECT that tells what its default
        graph is (``queries/catalogue/doubled.rq``); ``seconds`` and ``size`` (bytes) limit each answer.
        """
        self.endpoint = endpoint
        self._probe = probe
        self._doubled = doubled
        self._seconds = seconds
        self._size = size
        self._asker = asker or Asker()
        self._shared = shared or _Shared(Client(endpoint))

    @property
    def name(self) -> str:
        """The address of the server."""
        return self.endpoint

    def asked_by(self, asker: Asker) -> RemoteEngine:
        """Return the engine as ``asker`` gets it; connections are shared. See `graphapp.store.engine.PersonalEngine`."""
        return RemoteEngine(
            self.endpoint, self._probe, self._doubled, self._seconds, self._size, asker, self._shared
        )

    def answer(self, question: Question, output: Format) -> Iterator[bytes]:
        """See `graphapp.store.engine.Engine.answer`; what the server sends in another format is translated.

        The first chunk has come when this returns. The iterator has a ``close`` method, which closes the connection.
        Raises `LimitError` (time, size), `BusyError`, `EngineUnavailableError`, `BrokenOffError` and `CancelledError`.
        """
        kind = kind_of(question.text)
        if (output.rdf is None) is (kind is Kind.GRAPH):
            raise ValueError(f"{output.label} cannot hold the answer of this query")
        for iri in (*question.default_graphs, *question.named_graphs):
            _check(iri)
        dialect = self._dialect()
        reply = self._send(question, dialect.format(output, kind), dialect)
        actual = by_name(reply.media_type, kind)
        if actual is None:
            sent = reply.media_type or "no media type"
            reply.close()
            raise EvaluationError(
                f"{self.endpoint} answered with {sent}, which is no format of such answers."
            )
        if reply.open_ended and actual not in _CLOSED:
            # Nothing would tell half of it from the whole.
            reply.close()
            reply = self._send(question, RDFXML if kind is Kind.GRAPH else JSON, dialect)
            actual = by_name(reply.media_type, kind) or actual
        odd_truth = kind is Kind.BOOLEAN and dialect.boolean(0) is not None
        if actual is output and not reply.open_ended and not odd_truth:
            return _begun(reply.chunks())
        return _begun(_translated(reply, actual, output, kind, dialect))

    def ready(self) -> bool:
        """Whether the server answers the probe."""
        try:
            b"".join(self.answer(Question(self._probe), JSON))
        except QueryError:
            return False
        return True

    def doubt(self) -> str:
        """Return in what the server's default graph is not the merge of all graphs; empty if it is, or if the data
        hold no triple that two graphs state.

        Raises `QueryError`.
        """
        rows = select(self, Question(self._doubled)).rows
        if len(rows) > 1:
            return (
                f"The default graph of {self.endpoint} repeats a triple for every graph that states it: counts and sums "
                "come out too high. docs/engines.md says how to load a release there."
            )
        if rows and rows[0][-1] is None:
            return (
                f"The default graph of {self.endpoint} does not hold what its named graphs hold: most questions have no "
                "answer. docs/engines.md says how to load a release there."
            )
        return ""

    def close(self) -> None:
        """Close the connections."""
        self._shared.client.close()

    def _patience(self) -> Patience:
        asker = self._asker
        return Patience(
            min(self._seconds, asker.seconds or self._seconds),
            min(self._size, asker.size or self._size),
            asker.gone,
        )

    def _dialect(self) -> Dialect:
        """Return how the server wants to be asked, which its first answer tells."""
        known = self._shared.dialect
        if known is None:
            reply = self._shared.client.post(
                Standard().fields(Question(self._probe), self._seconds), JSON.media_type, self._patience()
            )
            known = dialect_of(reply.headers.get("server", ""))
            status = reply.status
            if status == 200:
                self._shared.dialect = known
            reply.text()
        return known

    def _send(self, question: Question, output: Format, dialect: Dialect) -> Reply:
        patience = self._patience()
        # Many servers know one of the names of a format only; the first is what is wanted.
        accept = ", ".join((output.media_type, *(f"{alias};q=0.5" for alias in output.aliases)))
        reply = self._shared.client.post(dialect.fields(question, patience.seconds), accept, patience)
        if reply.status != 200:
            retry = reply.headers.get("retry-after", "")
            raise dialect.error(self.endpoint, reply.status, reply.text(), patience.seconds, retry)
        error = dialect.incomplete(self.endpoint, reply.headers, patience.seconds)
        if error is not None:
            reply.close()
            raise error
        return reply


class _Shared:
    """What the engines of all askers have in common."""

    def __init__(self, client: Client) -> None:
        self.client = client
        self.dialect: Dialect | None = None


class _Begun(Iterator[bytes]):
    """Chunks of which the first has come. A generator would do, but one that has not run cannot clean up."""

    def __init__(self, first: bytes | None, rest: Iterator[bytes]) -> None:
        self._first = first
        self._rest = rest

    def __next__(self) -> bytes:
        first, self._first = self._first, None
        return next(self._rest) if first is None else first

    def close(self) -> None:
        cast("Generator[bytes]", self._rest).close()


class _Body(io.RawIOBase):
    """The chunks of a reply as a file to read from. An error of theirs is kept, as a parser would wrap it."""

    def __init__(self, chunks: Iterator[bytes]) -> None:
        self._chunks = chunks
        self._rest = b""
        self.error: QueryError | None = None

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1, /) -> bytes:
        while size < 0 or not self._rest:
            try:
                piece = next(self._chunks, None)
            except QueryError as error:
                self.error = error
                raise OSError(str(error)) from error
            if piece is None:
                break
            self._rest += piece
        size = len(self._rest) if size < 0 else size
        given, self._rest = self._rest[:size], self._rest[size:]
        return given


def _translated(
    reply: Reply, actual: Format, output: Format, kind: Kind, dialect: Dialect
) -> Iterator[bytes]:
    """Parse what comes and write it anew; what is long goes through a file, and memory stays small."""
    chunks = reply.chunks()
    body = _Body(chunks)
    with SpooledTemporaryFile(_IN_MEMORY) as kept:
        file = cast("IO[bytes]", kept)
        try:
            _translate(cast("IO[bytes]", body), file, actual, output, kind, dialect)
        except (SyntaxError, ValueError, OSError) as error:
            if body.error is not None:
                raise body.error from None
            raise EvaluationError(
                f"The answer of the server is no sound {actual.label}: {error}",
                f"Die Antwort des Servers ist kein gültiges {actual.label}: {error}",
            ) from error
        finally:
            cast("Generator[bytes]", chunks).close()
        file.seek(0)
        while piece := file.read(CHUNK):
            yield piece


def _translate(  # noqa: PLR0917
    body: IO[bytes], file: IO[bytes], actual: Format, output: Format, kind: Kind, dialect: Dialect
) -> None:
    if kind is Kind.GRAPH:
        assert actual.rdf is not None and output.rdf is not None
        quads = parse_rdf(body, format=actual.rdf)
        serialize((quad.triple for quad in quads), file, format=output.rdf)
        return
    assert actual.results is not None and output.results is not None
    results = parse_query_results(body, format=actual.results)
    if kind is Kind.BOOLEAN and isinstance(results, QuerySolutions):
        truth = dialect.boolean(sum(1 for _ in results))
        if truth is None:
            raise ValueError("solutions, where a boolean is due")
        written = b'{"head":{},"boolean":%s}' % (b"true" if truth else b"false")
        results = parse_query_results(written, format=JSON.results)
    if kind is Kind.SOLUTIONS and not isinstance(results, QuerySolutions):
        raise ValueError("a boolean, where solutions are due")
    results.serialize(file, format=output.results)


def _begun(chunks: Iterator[bytes]) -> Iterator[bytes]:
    """Return the chunks, the first of which has come; closing what is returned closes ``chunks``."""
    return _Begun(next(chunks, None), chunks)


def _check(iri: str) -> None:
    try:
        NamedNode(iri)
    except ValueError:
        raise QuerySyntaxError(
            f"The graph “{iri[:200]}” is no absolute IRI.", f"Der Graph „{iri[:200]}“ ist keine absolute IRI."
        ) from None
