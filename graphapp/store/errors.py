"""How an engine says no. ``str()`` is the reason in English; ``german`` is the same in German, where there is
one.
"""

from __future__ import annotations


class QueryError(Exception):
    """A query was not answered; the message is for the person who wrote it."""

    def __init__(self, message: str, german: str = "") -> None:
        """Keep the reason in English and, where it is our own words, in German."""
        super().__init__(message)
        self.german = german or message


class QuerySyntaxError(QueryError):
    """The text is no SPARQL query. ``line`` and ``column`` count from 1; None where no position is known."""

    def __init__(
        self, message: str, german: str = "", line: int | None = None, column: int | None = None
    ) -> None:
        """Keep the reason and the position."""
        super().__init__(message, german)
        self.line = line
        self.column = column


class QueryRefusedError(QueryError):
    """A sound request that this endpoint does not serve: an update, or a federated query."""


class EvaluationError(QueryError):
    """The engine began and could not finish."""


class EngineUnavailableError(QueryError):
    """There is nothing that could answer: no release, or the remote server cannot be reached."""
