"""How an engine says no. ``str()`` is the reason in English; ``german`` is the same in German, where there is
one.
"""

from __future__ import annotations

from dataclasses import dataclass


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


class LimitError(QueryError):
    """A query took more than it may and was ended. ``limit`` is ``time``, ``memory`` or ``size``; ``value`` is how
    much there was, in seconds or bytes.
    """

    def __init__(self, limit: str, value: float, message: str, german: str) -> None:
        """Keep which limit, its value, and the reason."""
        super().__init__(message, german)
        self.limit = limit
        self.value = value


@dataclass(frozen=True)
class Limit:
    """A limit of how many may be at once, or for how long, as it is told to clients."""

    name: str
    value: float
    unit: str


class BusyError(QueryError):
    """A query was not begun, because others come first. ``retry`` is in seconds; ``limit`` is what is full, if it is a limit."""

    def __init__(self, retry: int, message: str, german: str, limit: Limit | None = None) -> None:
        """Keep when to come again, and the reason."""
        super().__init__(message, german)
        self.retry = retry
        self.limit = limit


class CancelledError(QueryError):
    """A query was ended by who asked it."""


class NameTakenError(QueryError):
    """A query with the same id runs or waits."""


class BrokenOffError(QueryError):
    """The process that evaluated a query ended, which was not the query's fault; asking again may help."""
