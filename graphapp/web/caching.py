"""Put the answer cache in front of the application; see `graphapp.web.cache`."""

from __future__ import annotations

from typing import Final

from flask import Flask

from graphapp.config import Settings
from graphapp.store.engine import Engine
from graphapp.web.cache import AnswerCache
from graphapp.web.cache.figures import prometheus

EXTENSION: Final = "graphapp.cache"
"""Key of the `AnswerCache` in ``app.extensions``; absent when answers are not kept."""
_METRICS: Final = "graphapp.metrics"


def install(app: Flask, settings: Settings, engine: Engine) -> None:
    """Let the application's answers be kept, unless ``settings.cache_bytes`` is 0.

    They belong to the release that the engine answers from. A remote engine names none: its data may change,
    and its answers are kept only for as long as they say.
    """
    if not settings.cache_bytes:
        return

    def release() -> str | None:
        return getattr(engine, "release", None) or None

    cache = AnswerCache(app.wsgi_app, settings.cache_bytes, settings.max_request_bytes, release)
    app.extensions[EXTENSION] = cache
    app.extensions.setdefault(_METRICS, []).append(lambda: prometheus(cache.statistics()))
    app.wsgi_app = cache  # type: ignore[method-assign]
