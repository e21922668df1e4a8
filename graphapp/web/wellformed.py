"""What every request must be before anything looks at it: short enough, and readable as UTF-8.

The limits are below those of the servers (Granian: 65,534 bytes of address, 417,792 of headers), so that whoever
oversteps is told what to do instead. Reading a header such as ``Accept`` takes time that grows with its length times
the number of offers (4 seconds for 390,000 bytes, measured); so nothing long is read, and nothing long is kept as part
of a cache's key.
"""

from __future__ import annotations

import io
from collections.abc import Iterable
from typing import Final
from urllib.parse import unquote_to_bytes
from wsgiref.types import StartResponse, WSGIEnvironment

from flask import Flask, request
from werkzeug.exceptions import RequestEntityTooLarge

from graphapp.web.problems import Problem, ProblemError

MAX_ADDRESS: Final = 32_000
"""Bytes of the longest path and query string."""
MAX_HEADER: Final = 8_000
"""Bytes of the longest value of a header that answers depend on."""
HEADERS: Final = {
    "HTTP_ACCEPT": "Accept",
    "HTTP_ACCEPT_ENCODING": "Accept-Encoding",
    "HTTP_ACCEPT_LANGUAGE": "Accept-Language",
    "HTTP_COOKIE": "Cookie",
    "HTTP_IF_MATCH": "If-Match",
    "HTTP_IF_NONE_MATCH": "If-None-Match",
    "HTTP_QUERY_ID": "Query-Id",
}
"""Those headers, by their key in WSGI."""


def install(app: Flask) -> None:
    """Refuse what is too long or not readable; to be called after what else wraps ``app.wsgi_app``."""
    plain, wrapped = Flask.wsgi_app.__get__(app), app.wsgi_app

    def gate(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        _read_cookie(environ)
        # Past the cache: what is too long must not become part of a key.
        answer: Iterable[bytes] = (plain if _too_long(environ) else wrapped)(environ, start_response)
        return answer

    app.wsgi_app = gate  # type: ignore[method-assign]
    app.before_request(_check)


def check_text(raw: bytes, what: str, german: str) -> None:
    """Make sure that URL-encoded ``raw`` is UTF-8 (URL Standard, section 5.1): a query is never guessed.

    ``what`` and ``german`` name it. Raises `ProblemError`.
    """
    try:
        unquote_to_bytes(raw).decode("utf-8")
    except UnicodeDecodeError:
        raise ProblemError(
            Problem(
                "request",
                400,
                f"{what} is not UTF-8 where its percent-encoding is undone.",
                german=f"{german} ist nach dem Auflösen der Prozentzeichen kein UTF-8.",
            )
        ) from None


def _too_long(environ: WSGIEnvironment) -> bool:
    get = environ.get
    if len(get("QUERY_STRING", "")) + len(get("PATH_INFO", "")) > MAX_ADDRESS:
        return True
    return any(len(get(key, "")) > MAX_HEADER for key in HEADERS)


def _read_cookie(environ: WSGIEnvironment) -> None:
    """Take away a cookie that is not UTF-8: the cookies of this site are letters, and Werkzeug fails on others."""
    cookie = environ.get("HTTP_COOKIE", "")
    if not cookie.isascii():
        try:
            cookie.encode("latin-1").decode("utf-8")
        except UnicodeDecodeError:
            environ["HTTP_COOKIE"] = ""


def _check_host() -> None:
    """Make sure of the host (RFC 9110, section 7.2): answers hold addresses that are made from it."""
    # HTTP/1.0 knows no host, and Granian makes an empty one of it.
    if request.environ.get("HTTP_HOST") and not request.host:
        raise ProblemError(
            Problem(
                "request",
                400,
                "The header Host is no host.",
                german="Der Header Host nennt keinen Rechner.",
            )
        )


def _measure_body() -> None:
    """Read a body that comes in chunks, and give it the length it has.

    Werkzeug 3.1 cuts such a body off at its limit without a word (seen), and half a query is another query.
    """
    environ, longest = request.environ, request.max_content_length
    if "HTTP_TRANSFER_ENCODING" not in environ or longest is None or not environ.get("wsgi.input_terminated"):
        return
    pieces, missing = [], longest + 1
    while missing and (piece := environ["wsgi.input"].read(missing)):
        pieces.append(piece)
        missing -= len(piece)
    if not missing:
        raise RequestEntityTooLarge
    body = b"".join(pieces)
    environ["wsgi.input"], environ["CONTENT_LENGTH"] = io.BytesIO(body), str(len(body))
    del environ["HTTP_TRANSFER_ENCODING"]


def _check() -> None:
    environ = request.environ
    if not _too_long(environ):
        _check_host()
        check_text(request.query_string, "The address", "Die Adresse")
        _measure_body()
        return
    problem = None
    for key, name in HEADERS.items():
        if len(environ.get(key, "")) > MAX_HEADER:
            # Nothing may read it any more, not even whoever renders the refusal.
            environ[key] = ""
            problem = Problem(
                "header-too-long",
                431,
                f"The header {name} may have {MAX_HEADER} bytes.",
                german=f"Der Header {name} darf {MAX_HEADER} Bytes haben.",
            )
    if problem is None:
        environ["QUERY_STRING"], request.query_string = "", b""
        problem = Problem(
            "address-too-long",
            414,
            f"Path and query string may have {MAX_ADDRESS} bytes. Send a longer query with POST.",
            german=f"Pfad und Abfrageteil der Adresse dürfen {MAX_ADDRESS} Bytes haben. Senden Sie eine längere Abfrage "
            "mit POST.",
        )
    raise ProblemError(problem)
