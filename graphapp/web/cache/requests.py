"""Which requests may be answered from memory, and the key that their answer is kept under."""

from __future__ import annotations

import hashlib
import io
import re
from typing import Final

from werkzeug.http import parse_cookie

from graphapp.web.cache.wsgi import Environ

Key = tuple[str | bytes | None, ...]
"""Method, scheme, host, mount point, path, raw query, and the headers that an answer may depend on; for a
POST the type and the digest of the body too. Scheme and host are there because answers name their own
address."""

RELEASE: Final = "graphapp.release"
"""Key, in the environment of a request, of the name of the release that answers it, where that is settled already."""
KEYED_HEADERS: Final = frozenset({"accept", "accept-language", "cookie", "accept-encoding"})
"""What an answer may name in ``Vary`` and still be kept. Of the cookies only the language is in the key, and
``Accept-Encoding`` is served by variants."""
LANGUAGE_COOKIE: Final = "language"
"""The one cookie that answers depend on; the same name as in `graphapp.web.language`."""
_QUERY_TYPES: Final = ("application/x-www-form-urlencoded", "application/sparql-query")
_QUERY_PATH: Final = re.compile(r"(/[a-z]{2})?/sparql")
_ID: Final = "queryId="
_LEFT_TO_THE_CACHE: Final = (
    "HTTP_IF_MATCH",
    "HTTP_IF_UNMODIFIED_SINCE",
    "HTTP_IF_NONE_MATCH",
    "HTTP_IF_MODIFIED_SINCE",
    "HTTP_ACCEPT_ENCODING",
)


def may_be_kept(environ: Environ) -> bool:
    """Whether an answer to the request may come from memory.

    Not so for requests with credentials, for parts of an answer (RFC 9110, section 14), for a body where none
    belongs, without a host, and for a query that its client named in the address, which nobody will ask again.
    """
    method = environ["REQUEST_METHOD"]
    if (
        "HTTP_HOST" not in environ
        or "HTTP_AUTHORIZATION" in environ
        or "HTTP_RANGE" in environ
        or "HTTP_TRANSFER_ENCODING" in environ
    ):
        return False
    if method in {"GET", "HEAD"}:
        return environ.get("CONTENT_LENGTH", "") in {"", "0"} and _ID not in environ.get("QUERY_STRING", "")
    return (
        method == "POST"
        and _QUERY_PATH.fullmatch(environ.get("PATH_INFO", "")) is not None
        and "HTTP_CONTENT_ENCODING" not in environ
        and str(environ.get("CONTENT_TYPE", "")).partition(";")[0].strip().lower() in _QUERY_TYPES
    )


def may_wait(environ: Environ) -> bool:
    """Whether the request may wait for the answer to another one that asks the same.

    A query that its client named can be ended under that name, and so must run for itself.
    """
    return "HTTP_QUERY_ID" not in environ


def key_of(environ: Environ, body: bytes | None = None) -> Key:
    """Return the key of a request; HEAD has the key of GET. ``body`` is that of a POST."""
    get = environ.get
    key: Key = (
        environ["wsgi.url_scheme"],
        get("HTTP_HOST"),
        get("SCRIPT_NAME"),
        get("PATH_INFO"),
        get("QUERY_STRING"),
        get("HTTP_ACCEPT"),
        get("HTTP_ACCEPT_LANGUAGE"),
    )
    cookie = get("HTTP_COOKIE")
    if cookie and LANGUAGE_COOKIE in cookie:
        key = (*key, parse_cookie(cookie).get(LANGUAGE_COOKIE))
    if body is not None:
        key = (*key, "POST", get("CONTENT_TYPE"), hashlib.blake2b(body, digest_size=32).digest())
    return key


def read_body(environ: Environ, longest: int) -> bytes | None:
    """Read the body of a POST and leave it to be read again; None when it is not to be kept in memory.

    None stands for a body longer than ``longest`` bytes, of unknown length, or cut off on its way. What was
    read of it is put back, so that the application finds it as it came.
    """
    try:
        length = int(environ.get("CONTENT_LENGTH") or -1)
    except ValueError:
        return None
    if not 0 <= length <= longest:
        return None
    body = _read(environ, length)
    environ["wsgi.input"] = io.BytesIO(body)
    return body if len(body) == length else None


def for_the_application(environ: Environ) -> Environ:
    """Return the request that fills the cache: a GET in place of HEAD, without what the cache answers
    itself.
    """
    asked = dict(environ)
    for name in _LEFT_TO_THE_CACHE:
        asked.pop(name, None)
    if asked["REQUEST_METHOD"] == "HEAD":
        asked["REQUEST_METHOD"] = "GET"
    return asked


def _read(environ: Environ, length: int) -> bytes:
    pieces: list[bytes] = []
    missing = length
    while missing:
        piece = environ["wsgi.input"].read(missing)
        if not piece:
            break
        pieces.append(piece)
        missing -= len(piece)
    return b"".join(pieces)
