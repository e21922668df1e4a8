"""Any SPARQL 1.1 server as an engine, through SPARQLWrapper."""

from __future__ import annotations

from collections.abc import Iterator
from http.client import HTTPException, HTTPResponse
from urllib.error import HTTPError, URLError

from pyoxigraph import parse as parse_rdf
from pyoxigraph import parse_query_results, serialize
from SPARQLWrapper import POST, SPARQLWrapper
from SPARQLWrapper.SPARQLExceptions import SPARQLWrapperException

from graphapp.store.engine import (
    EngineUnavailableError,
    EvaluationError,
    QueryError,
    QuerySyntaxError,
    Question,
    kind_of,
)
from graphapp.store.formats import Format, Kind, by_name
from graphapp.store.lexer import query_form

CHUNK = 1 << 16
"""Bytes read from the server at once."""


class RemoteEngine:
    """The SPARQL endpoint at ``endpoint``. What its default graph holds is its own affair."""

    def __init__(self, endpoint: str, probe: str, timeout: int = 60) -> None:
        """Remember the address; nothing is sent yet.

        ``probe`` is the ASK query that tells whether the server answers; ``timeout`` is in seconds, for each request.
        """
        self.endpoint = endpoint
        self._probe = probe
        self._timeout = timeout

    @property
    def name(self) -> str:
        """The address of the server."""
        return self.endpoint

    def answer(self, question: Question, output: Format) -> Iterator[bytes]:
        """See `graphapp.store.engine.Engine.answer`; what the server sends in another format is
        translated.
        """
        kind = kind_of(question.text)
        response = self._send(question, output)
        sent = str(response.info().get("content-type", "")).partition(";")[0].strip().lower()
        actual = by_name(sent, kind)
        if actual is None or actual == output:
            return iter(lambda: response.read(CHUNK), b"")
        return iter([_translate(response.read(), actual, output, kind)])

    def ready(self) -> bool:
        """Whether the server answers the probe."""
        from graphapp.store.formats import JSON

        try:
            b"".join(self.answer(Question(self._probe), JSON))
        except QueryError:
            return False
        return True

    def close(self) -> None:
        """Nothing is held between requests."""

    def _send(self, question: Question, output: Format) -> HTTPResponse:
        wrapper = SPARQLWrapper(self.endpoint)
        wrapper.setMethod(POST)
        wrapper.setTimeout(self._timeout)
        wrapper.setQuery(question.text)
        # SPARQLWrapper guesses the form with a regular expression, and knows no N-Triples.
        wrapper.queryType = query_form(question.text).value
        wrapper.setOnlyConneg(True)
        wrapper.addCustomHttpHeader("Accept", output.media_type)
        for iri in question.default_graphs:
            wrapper.addParameter("default-graph-uri", iri)
        for iri in question.named_graphs:
            wrapper.addParameter("named-graph-uri", iri)
        try:
            response: HTTPResponse = wrapper.query().response
        except HTTPError as error:
            raise EvaluationError(
                f"{self.endpoint} answered {error.code}: {_excerpt(error.read())}"
            ) from error
        except SPARQLWrapperException as error:
            if "QueryBadFormed" in type(error).__name__:
                raise QuerySyntaxError(f"{self.endpoint} does not understand the query: {error}") from error
            raise EvaluationError(f"{self.endpoint} did not answer: {error}") from error
        except (URLError, OSError, HTTPException) as error:
            raise EngineUnavailableError(f"{self.endpoint} cannot be reached: {error}") from error
        return response


def _translate(body: bytes, actual: Format, output: Format, kind: Kind) -> bytes:
    try:
        if kind is Kind.GRAPH:
            triples = (quad.triple for quad in parse_rdf(body, format=actual.rdf))
            return serialize(triples, format=output.rdf) or b""
        assert actual.results is not None and output.results is not None
        return parse_query_results(body, format=actual.results).serialize(format=output.results) or b""
    except (SyntaxError, ValueError) as error:
        raise EvaluationError(f"The answer of the server is no sound {actual.label}: {error}") from error


def _excerpt(body: bytes) -> str:
    return " ".join(body[:2000].decode("utf-8", "replace").split())[:500]
