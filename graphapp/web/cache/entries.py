"""A kept answer: its headers, its validator, and the variants in which it is sent."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from werkzeug.http import is_resource_modified, parse_date, parse_etags

from graphapp.web.cache.codings import CODINGS, IDENTITY, SMALLEST, compress, compressible
from graphapp.web.cache.wsgi import Environ, Header, header, listed

OVERHEAD: Final = 4096
"""Bytes that an entry is counted with besides its bodies: key, headers and objects (measured, rounded up)."""
_NOT_KEPT: Final = frozenset(
    {"content-length", "date", "age", "connection", "keep-alive", "cache-status", "etag", "vary"}
)
_NOT_IN_304: Final = frozenset(
    {"content-type", "content-length", "content-encoding", "content-language", "content-disposition"}
)


@dataclass(frozen=True)
class Reply:
    """One representation, ready to be sent. ``etag`` is empty where validators have no meaning."""

    status: str
    headers: tuple[Header, ...]
    body: bytes
    etag: str = ""


@dataclass(frozen=True)
class Entry:
    """An answer and its variants by coding. ``stored`` and ``expires`` are seconds of the monotonic clock;
    without ``expires`` the entry lives as long as its release.
    """

    variants: dict[str, Reply]
    stored: float
    expires: float | None = None

    @property
    def size(self) -> int:
        """Bytes that the entry counts for; a body that serves several codings counts once."""
        bodies = {id(reply.body): len(reply.body) for reply in self.variants.values()}
        return OVERHEAD + sum(bodies.values())


def make_entry(
    status: str,
    headers: Sequence[Header],
    body: bytes,
    *,
    validated: bool,
    stored: float,
    expires: float | None = None,
) -> Entry:
    """Return the entry of a whole answer.

    ``validated`` answers carry a strong ETag: their own, else the digest of what is sent. It does not change
    with the release, so that a client's copy of an answer that stayed the same stays good.
    """
    content_type = header(headers, "content-type") or ""
    shrinks = compressible(content_type) and len(body) >= SMALLEST
    kept = [(name, value) for name, value in headers if name.lower() not in _NOT_KEPT]
    vary = with_encoding(header(headers, "vary")) if compressible(content_type) else header(headers, "vary")
    if vary:
        kept.append(("Vary", vary))
    etag = ""
    if validated and status.startswith("200"):
        own = header(headers, "etag")
        etag = own if own and not own.startswith("W/") else _digest(kept, body)
    plain = _reply(status, kept, body, etag)
    return Entry({IDENTITY: plain} if shrinks else dict.fromkeys(CODINGS, plain), stored, expires)


def make_variant(entry: Entry, coding: str) -> Reply:
    """Return the answer in another coding, with a validator of its own; as it is when that is no larger."""
    plain = entry.variants[IDENTITY]
    body = compress(plain.body, coding)
    if len(body) >= len(plain.body):
        return plain
    kept = [(name, value) for name, value in plain.headers if name.lower() not in _NOT_KEPT - {"vary"}]
    etag = f'{plain.etag[:-1]}-{coding}"' if plain.etag else ""
    return _reply(plain.status, [*kept, ("Content-Encoding", coding)], body, etag)


def is_unchanged(environ: Environ, etag: str | None, last_modified: str | None) -> bool:
    """Whether the client's copy is still good (RFC 9110, section 13.2.2): 304 for GET and HEAD."""
    wanted = environ.get("HTTP_IF_NONE_MATCH")
    if wanted is None and (last_modified is None or "HTTP_IF_MODIFIED_SINCE" not in environ):
        return False
    if wanted is not None:
        if not etag:
            return False
        if wanted == etag:
            return True
    # If-Match has been looked at before; Werkzeug would take "*" there for a copy that is still good.
    about_the_copy = {name: value for name, value in environ.items() if name != "HTTP_IF_MATCH"}
    return not is_resource_modified(about_the_copy, etag=etag, last_modified=last_modified)


def is_another(environ: Environ, etag: str, last_modified: str | None) -> bool:
    """Whether the client wants only a representation that this one is not (RFC 9110, sections 13.1.1 and 13.1.4): 412."""
    wanted = environ.get("HTTP_IF_MATCH")
    if wanted is not None:
        return not parse_etags(wanted).contains(etag.strip('"'))
    since = parse_date(environ.get("HTTP_IF_UNMODIFIED_SINCE"))
    changed = parse_date(last_modified)
    return since is not None and changed is not None and changed > since


def of_unchanged(headers: Sequence[Header]) -> list[Header]:
    """Return the headers of 304 (RFC 9110, section 15.4.5): all but those that describe the body."""
    return [pair for pair in headers if pair[0].lower() not in _NOT_IN_304]


def with_encoding(vary: str | None) -> str:
    """Return the value of ``Vary`` with ``Accept-Encoding`` in it."""
    if not vary:
        return "Accept-Encoding"
    return vary if {"accept-encoding", "*"} & set(listed(vary)) else f"{vary}, Accept-Encoding"


def _reply(status: str, headers: Sequence[Header], body: bytes, etag: str) -> Reply:
    sent = (*headers, ("ETag", etag)) if etag else tuple(headers)
    return Reply(status, (*sent, ("Content-Length", str(len(body)))), body, etag)


def _digest(headers: Sequence[Header], body: bytes) -> str:
    digest = hashlib.blake2b(body, digest_size=16)
    for name in ("content-type", "content-disposition", "content-language"):
        digest.update(b"\0" + (header(headers, name) or "").encode("latin-1", "replace"))
    return f'"{digest.hexdigest()}"'
