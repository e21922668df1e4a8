"""Who asks a query, under which name, and how long it may take: read from the request."""

from __future__ import annotations

import re
from functools import lru_cache
from ipaddress import ip_address, ip_network
from typing import Final
from wsgiref.types import WSGIEnvironment

from flask import g, request

from graphapp.store.engine import Asker, Engine, asked_by
from graphapp.web.connection import Connection
from graphapp.web.delivery import Reader
from graphapp.web.problems import Problem, ProblemError
from graphapp.web.site import site

TIMEOUT: Final = "timeout"
"""Parameter: seconds that the evaluation may take."""
ID: Final = "queryId"
"""Parameter: what the client calls its query."""
ID_HEADER: Final = "Query-Id"
"""Header with the same meaning."""
PAGE_BYTES: Final = 8_000_000
"""Bytes of an answer that is read to be shown on a page."""
_LONGEST: Final = 100
"""Characters that are read of what a proxy calls a client; more than any address has."""
_ID: Final = re.compile(r"[A-Za-z0-9._~:-]{1,100}")


def engine_for_request(*, page: bool = False) -> Engine:
    """Return the engine as the client of this request gets it; with a lower limit of size for a ``page``.

    Raises `ProblemError` for a timeout or an id that is none.
    """
    asker = Asker(
        client=client(),
        id=query_id(),
        seconds=_seconds(),
        size=PAGE_BYTES if page else None,
        gone=connection().gone,
    )
    return asked_by(site().engine, asker)


def connection() -> Connection:
    """Return the connection of this request; to be called as soon as its body is read."""
    if "connection" not in g:
        g.connection = Connection(request.environ.get("REMOTE_ADDR", ""), site().taken)
    known: Connection = g.connection
    return known


def reader() -> Reader:
    """Return who reads the answer to this request."""
    # Granian calls HTTP/1.0 so: HTTP/1 (seen with Granian 2.8).
    framed = request.environ.get("SERVER_PROTOCOL", "") not in ("", "HTTP/0.9", "HTTP/1", "HTTP/1.0")
    return Reader(connection(), client(), site().deliveries, framed)


def client() -> str:
    """Return who asks; see `client_of`."""
    return client_of(request.environ, site().settings.client_header)


def client_of(environ: WSGIEnvironment, header: str) -> str:
    """Return who shares the workers: the address of the client, of an IPv6 one the network (its first 64 bits).

    The address is the peer's. Where a ``header`` of a trusted proxy is configured, it is the last one in that header, which
    the proxy itself has written; what a client writes there comes before it.
    """
    address = environ.get("REMOTE_ADDR", "")
    if header:
        told = environ.get("HTTP_" + header.upper().replace("-", "_"), "").rpartition(",")[2].strip()
        address = told or address
    return _sharer(str(address)[:_LONGEST])


@lru_cache(maxsize=1024)
def _sharer(address: str) -> str:
    try:
        parsed = ip_address(address)
    except ValueError:
        return address or "unknown"
    if parsed.version == 6 and not parsed.ipv4_mapped:
        return str(ip_network((parsed, 64), strict=False))
    return str(parsed.ipv4_mapped or parsed) if parsed.version == 6 else str(parsed)


def query_id() -> str:
    """Return what the client calls its query, empty if it does not. Raises `ProblemError` for what is no id."""
    given = request.values.get(ID, "") or request.headers.get(ID_HEADER, "")
    if given and not _ID.fullmatch(given):
        raise ProblemError(
            Problem(
                "request",
                400,
                f"“{ID}” has 1 to 100 letters, digits and characters of . _ ~ : -",
                german=f"„{ID}“ besteht aus 1 bis 100 Buchstaben, Ziffern und Zeichen von . _ ~ : -",
            )
        )
    return given


def _seconds() -> float | None:
    given = request.values.get(TIMEOUT, "")
    if not given:
        return None
    try:
        seconds = float(given)
    except ValueError:
        seconds = 0.0
    if not 0 < seconds < float("inf"):
        raise ProblemError(
            Problem(
                "request",
                400,
                f"“{TIMEOUT}” is a number of seconds greater than 0, not “{given[:40]}”.",
                german=f"„{TIMEOUT}“ ist eine Zahl von Sekunden größer als 0, nicht „{given[:40]}“.",
            )
        )
    return seconds
