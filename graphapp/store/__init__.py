"""Evaluate queries: one small protocol, `engine.Engine`, and what stands behind it.

``memory`` holds a release in this process, ``isolated`` in processes of its own, with limits, ``remote`` asks any SPARQL
1.1 server. Whoever needs an engine calls `open_engine` or, to answer the public, `open_public_engine`; whoever uses one
needs only `engine`.
"""

from __future__ import annotations

from graphapp.config import Settings
from graphapp.store.engine import Engine
from graphapp.store.workers.limits import Limits, default_workers


def open_engine(settings: Settings) -> Engine:
    """Return the engine that the settings ask for: the server at ``settings.endpoint``, else the current
    release in this process, where a query has no limits.

    Raises `engine.EngineUnavailableError` when there is no release, or when it cannot be read.
    """
    if settings.endpoint:
        from graphapp.store.remote import RemoteEngine

        return RemoteEngine(
            settings.endpoint, (settings.queries / "catalogue" / "alive.rq").read_text("utf-8")
        )
    from graphapp.store.memory import MemoryEngine
    from graphapp.store.release import current_release

    return MemoryEngine.of_release(current_release(settings.releases))


def open_public_engine(settings: Settings) -> Engine:
    """Return the engine that the settings ask for, for queries of anybody: the server at ``settings.endpoint``, else
    the current release behind query workers. It is to be closed.

    Raises `engine.EngineUnavailableError` when there is no release. One that cannot be read shows later: the engine is
    not ready then.
    """
    if settings.endpoint:
        return open_engine(settings)
    from graphapp.store.isolated import IsolatedEngine
    from graphapp.store.release import current_release

    return IsolatedEngine.of_release(current_release(settings.releases), limits_of(settings))


def limits_of(settings: Settings) -> Limits:
    """Return the limits of query workers that the settings ask for."""
    return Limits(
        workers=settings.query_workers or default_workers(),
        seconds=float(settings.query_seconds),
        memory=settings.query_memory,
        copied=settings.worker_memory,
        answer=settings.answer_bytes,
        queue=settings.queue,
    )
