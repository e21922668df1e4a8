"""Read documents and links as a client that knows nothing of this server."""

from __future__ import annotations

import re
from collections.abc import Iterable
from http.client import HTTPConnection, HTTPMessage
from typing import Final
from urllib.parse import urlsplit

from pyoxigraph import NamedNode, Quad, RdfFormat, parse

from tests.protocol.http import Answer
from tests.small_release import BASE

TYPES: Final = {
    "ttl": "text/turtle",
    "trig": "application/trig",
    "jsonld": "application/ld+json",
    "nt": "application/n-triples",
    "nq": "application/n-quads",
    "rdf": "application/rdf+xml",
}
"""Extension → media type."""
_LINK: Final = re.compile(r'<([^>]*)>((?:\s*;\s*\w+="[^"]*")*)')


def links(headers: HTTPMessage) -> dict[str, list[tuple[str, dict[str, str]]]]:
    """Return relation → (target, other attributes) of the ``Link`` headers (RFC 8288)."""
    found: dict[str, list[tuple[str, dict[str, str]]]] = {}
    for value in headers.get_all("Link", []):
        for target, attributes in _LINK.findall(value):
            known = dict(re.findall(r'(\w+)="([^"]*)"', attributes))
            for relation in known.pop("rel").split():
                found.setdefault(relation, []).append((target, known))
    return found


def quads_of(body: bytes, media_type: str) -> set[Quad]:
    """Return the statements of a document."""
    output = RdfFormat.from_media_type(media_type)
    assert output is not None
    return set(parse(body, format=output))


def without_own(quads: Iterable[Quad]) -> set[Quad]:
    """Return the statements without those with which the document describes itself."""
    return {
        quad
        for quad in quads
        if not re.search(r"\.(?:ttl|trig|jsonld|nt|nq|rdf)(?:\?.*)?$", quad.graph_name.value or "")  # type: ignore[union-attr]
    }


def own_iris(quads: Iterable[Quad]) -> set[str]:
    """Return the IRIs of the graph's own things in statements, without fragments."""
    return {
        term.value.partition("#")[0]
        for quad in quads
        for term in (quad.subject, quad.object, quad.graph_name)
        if isinstance(term, NamedNode) and term.value.startswith(BASE)
    }


class Client:
    """One connection that is kept open; follows no redirect."""

    def __init__(self, url: str) -> None:
        """Connect to the server at ``url``."""
        parts = urlsplit(url)
        self._connection = HTTPConnection(parts.hostname or "", parts.port, timeout=60)

    def get(self, path: str, accept: str = "") -> Answer:
        """Send a GET."""
        self._connection.request("GET", path, headers={"Accept": accept} if accept else {})
        response = self._connection.getresponse()
        return Answer(response.status, response.headers, response.read())

    def close(self) -> None:
        """End the connection."""
        self._connection.close()
