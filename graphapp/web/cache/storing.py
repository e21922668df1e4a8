"""Which answers may be kept (RFC 9111, section 3), and for how long."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from graphapp.web.cache.requests import KEYED_HEADERS
from graphapp.web.cache.wsgi import Header, header, listed

_STATUSES: Final = frozenset({"200", "404"})
_FORBIDDING: Final = frozenset({"no-store", "no-cache", "private"})


def may_be_stored(status: str, headers: Sequence[Header]) -> bool:
    """Whether an answer may be given to whoever asks the same.

    It must be whole and final (200, 404), say itself how long it is fresh, set no cookie, and depend on
    nothing that the key does not hold. What an answer does not say is not guessed.
    """
    if status[:3] not in _STATUSES or header(headers, "set-cookie") is not None:
        return False
    if header(headers, "content-encoding") is not None or header(headers, "content-range") is not None:
        return False
    directives = {directive.partition("=")[0] for directive in listed(header(headers, "cache-control"))}
    if "max-age" not in directives or directives & _FORBIDDING:
        return False
    return KEYED_HEADERS.issuperset(listed(header(headers, "vary")))


def fresh_for(headers: Sequence[Header]) -> int:
    """Return the seconds that an answer is fresh (``max-age``; RFC 9111, section 5.2.2.1); 0 when it does
    not say.
    """
    for directive in listed(header(headers, "cache-control")):
        name, _, value = directive.partition("=")
        if name == "max-age" and value.isascii() and value.isdigit():
            return int(value)
    return 0
