"""One HTTP exchange, with nothing done behind the test's back."""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPMessage
from typing import Any
from urllib.parse import urlencode, urlsplit


@dataclass(frozen=True)
class Answer:
    """Status, headers and body of an answer."""

    status: int
    headers: HTTPMessage
    body: bytes

    @property
    def type(self) -> str:
        """The media type without parameters."""
        return str(self.headers.get("Content-Type", "")).partition(";")[0]

    def json(self) -> Any:
        """The body as JSON."""
        return json.loads(self.body)

    def values(self, name: str) -> list[str]:
        """The values of a variable in SPARQL results in JSON."""
        return [row[name]["value"] for row in self.json()["results"]["bindings"]]


def ask(
    url: str,
    path: str = "/sparql",
    *,
    method: str = "GET",
    args: list[tuple[str, str]] | dict[str, str] | None = None,
    body: bytes | dict[str, str] | list[tuple[str, str]] | None = None,
    headers: dict[str, str] | None = None,
) -> Answer:
    """Send one request; ``args`` go into the address, a ``body`` that is no bytes is sent as a form."""
    parts = urlsplit(url)
    sent = dict(headers or {})
    if isinstance(body, dict | list):
        sent.setdefault("Content-Type", "application/x-www-form-urlencoded")
        body = urlencode(body).encode()
    connection = HTTPConnection(parts.hostname or "", parts.port, timeout=30)
    try:
        # A server that refuses a long body may answer before it has read it.
        with suppress(BrokenPipeError):
            connection.request(method, path + (f"?{urlencode(args)}" if args else ""), body, sent)
        response = connection.getresponse()
        return Answer(response.status, response.headers, response.read())
    finally:
        connection.close()
