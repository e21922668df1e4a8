"""How long an answer may be kept by browsers, by a CDN and by the cache in front of the application
(``Cache-Control``; RFC 9111, RFC 5861, RFC 8246).
"""

from __future__ import annotations

import re
from typing import Final

from flask import Flask, g, request
from werkzeug import Response

RELEASE: Final = "public, max-age=60, stale-while-revalidate=600, stale-if-error=86400"
"""For what a release says. The release never changes, but which one is served does: a minute later it is asked
for again, which costs nothing while the validator is the same."""
ABSENT: Final = "public, max-age=60"
"""For 404 and 410: the next release may have what this one has not."""
IMMUTABLE: Final = "public, max-age=31536000, immutable"
"""For files whose name holds a hash of their content."""
NEVER: Final = "no-store"
"""For errors, for answers with a cookie, and for what is true only now."""
LIVE: Final = ("/healthz", "/readyz", "/metrics")
"""Paths that say how the server is at this moment."""
_HASHED: Final = re.compile(r"/static/assets/.*[.-][\w-]{8,}\.\w+")


def install(app: Flask) -> None:
    """Add ``Cache-Control`` to every answer of ``app`` whose view has not set it."""
    app.after_request(_freshness)


def freshness(path: str, status: int, *, sets_cookie: bool) -> str:
    """Return the value of ``Cache-Control`` for an answer."""
    if sets_cookie or path in LIVE:
        return NEVER
    if status in (404, 410):
        return ABSENT
    if status >= 400:
        return NEVER
    return IMMUTABLE if _HASHED.fullmatch(path) else RELEASE


def incomplete() -> None:
    """Say that the answer to this request lacks what could not be asked now, so that nobody keeps it."""
    g.incomplete = True


def _freshness(response: Response) -> Response:
    if g.get("incomplete"):
        response.headers["Cache-Control"] = NEVER
        return response
    # Flask says no-cache for static files when it knows nothing better.
    if request.endpoint == "static" or "Cache-Control" not in response.headers:
        response.headers["Cache-Control"] = freshness(
            request.path, response.status_code, sets_cookie="Set-Cookie" in response.headers
        )
    return response
