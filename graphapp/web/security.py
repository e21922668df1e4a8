"""Headers of every answer: what a browser may load, and who may read the answers of the endpoint."""

from __future__ import annotations

from typing import Final

from flask import Flask, request
from flask.globals import request_ctx
from werkzeug import Response

POLICY: Final = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "font-src 'self'",
        "img-src 'self' data:",
        "connect-src 'self'",
        "worker-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
"""Content Security Policy: no inline script or style, nothing from elsewhere."""
OPEN: Final = ("/sparql", "/queries", "/openapi.json")
"""Paths whose answers any web page may read (CORS)."""
EXPOSED: Final = "Cache-Status, Content-Disposition, Content-Length, Content-Type, ETag, Link, Memento-Datetime, Retry-After"
"""Headers of those answers that a script may read."""
_ALWAYS: Final = (
    ("Content-Security-Policy", POLICY),
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "strict-origin-when-cross-origin"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Permissions-Policy", "camera=(), geolocation=(), microphone=()"),
)
_OPENING: Final = (("Access-Control-Allow-Origin", "*"), ("Access-Control-Expose-Headers", EXPOSED))
REFUSING: Final = (
    ("Content-Type", "application/problem+json"),
    ("Cache-Control", "no-store"),
    ("X-Content-Type-Options", "nosniff"),
    *_OPENING,
)
"""Headers of a refusal that is given in front of the application; any web page may read it, wherever it comes from."""
OPEN_BLUEPRINTS: Final = frozenset({"linked", "downloads", "catalogue", "feed"})
"""Parts of the application of whose answers the same is true."""


def install(app: Flask) -> None:
    """Answer preflight requests and add the headers to every answer of ``app``."""
    app.before_request(_preflight)
    app.after_request(_headers)


def _open(path: str) -> bool:
    if request.blueprint in OPEN_BLUEPRINTS or path == "/":
        return True
    return any(path == known or path.startswith(known + "/") for known in OPEN)


def _preflight() -> Response | None:
    if request.method != "OPTIONS" or not _open(request.path) or request.url_rule is None:
        return None
    # What the routes of this address take, whichever of them the OPTIONS was matched to.
    allowed = request_ctx.url_adapter.allowed_methods() if request_ctx.url_adapter else ()
    response = Response(status=204)
    methods = ", ".join(sorted({*allowed, "OPTIONS"}))
    response.headers["Allow"] = response.headers["Access-Control-Allow-Methods"] = methods
    response.headers["Access-Control-Allow-Headers"] = (
        "Accept, Accept-Datetime, Accept-Language, Content-Type, If-None-Match, Query-Id"
    )
    response.headers["Access-Control-Max-Age"] = "86400"
    return response


def _headers(response: Response) -> Response:
    headers = response.headers
    known = {name.lower() for name, _ in headers}
    for name, value in (*_ALWAYS, *_OPENING) if _open(request.path) else _ALWAYS:
        if name.lower() not in known:
            headers.add(name, value)
    return response
