"""What the HTTP status of a SPARQL server means: one of the kinds of `graphapp.store.errors.QueryError`."""

from __future__ import annotations

from typing import Final

from graphapp.store.errors import (
    BusyError,
    EngineUnavailableError,
    EvaluationError,
    LimitError,
    QueryError,
    QueryRefusedError,
    QuerySyntaxError,
)

_RETRY: Final = 5
"""Seconds until it is worth asking again, where the server does not say."""
_MOST: Final = 3600


def error_of(address: str, status: int, text: str, seconds: float, retry_after: str = "") -> QueryError:
    """Return the error that ``status`` means.

    ``text`` is what the server wrote; ``seconds`` is how long the query was allowed to take; ``retry_after`` is the header of
    that name (RFC 9110, section 10.2.3), of which a number of seconds is read and a date is not.
    """
    said = f": {text[:500]}" if text else ""
    if status == 400:
        return QuerySyntaxError(
            f"{address} does not understand the query{said}", f"{address} versteht die Abfrage nicht{said}"
        )
    if status in (401, 403):
        return QueryRefusedError(
            f"{address} refuses the query{said}", f"{address} lehnt die Abfrage ab{said}"
        )
    if status in (429, 503):
        retry = min(int(retry_after), _MOST) if retry_after.strip().isdecimal() else _RETRY
        return BusyError(retry, f"{address} is busy{said}", f"{address} ist ausgelastet{said}")
    if status in (408, 504):
        return timed_out(address, seconds)
    if status in (404, 502):
        return EngineUnavailableError(
            f"{address} answered {status}; there is no SPARQL endpoint at the moment{said}",
            f"{address} antwortet mit {status}; dort ist zurzeit kein SPARQL-Endpunkt{said}",
        )
    return EvaluationError(f"{address} answered {status}{said}", f"{address} antwortet mit {status}{said}")


def timed_out(address: str, seconds: float) -> LimitError:
    """Return the error that a server has ended a query for the time it took."""
    return LimitError(
        "time",
        seconds,
        f"{address} ended the query, which took too long.",
        f"{address} hat die Abfrage beendet, weil sie zu lange dauerte.",
    )
