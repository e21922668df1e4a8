"""Evaluate queries: one small protocol, `engine.Engine`, and what stands behind it.

``memory`` holds a release in this process, ``disk`` reads it from RocksDB, ``isolated`` has either in processes of their
own, with limits, ``following`` changes to another release when there is one, ``remote`` asks any SPARQL 1.1 server. Whoever
needs an engine calls `open_engine` or, to answer the public, `open_public_engine`; whoever uses one needs only `engine`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from graphapp.config import Settings
from graphapp.store.engine import Engine
from graphapp.store.workers.limits import Limits, default_workers

if TYPE_CHECKING:
    from graphapp.store.remote import RemoteEngine
    from graphapp.store.workers.supervisor import Supervisor


def open_engine(settings: Settings) -> Engine:
    """Return the engine that the settings ask for: the server at ``settings.endpoint``, else the current
    release in this process, where a query has no limits; from disk, where that is at hand, because it is opened at once.

    Raises `engine.EngineUnavailableError` when there is no release, or when it cannot be read.
    """
    if settings.endpoint:
        return _remote(settings)
    from graphapp.store.disk import DiskEngine, has_store
    from graphapp.store.memory import MemoryEngine
    from graphapp.store.release import current_release

    release = current_release(settings.releases)
    if settings.engine == "disk" or (settings.engine == "auto" and has_store(release)):
        return DiskEngine.of_release(release)
    return MemoryEngine.of_release(release)


def open_public_engine(settings: Settings) -> Engine:
    """Return the engine that the settings ask for, for queries of anybody: the server at ``settings.endpoint``, else
    the current release behind query workers, and those that follow it. It is to be closed.

    Raises `engine.EngineUnavailableError` when there is no release. One that cannot be read shows later: the engine is
    not ready then.
    """
    if settings.endpoint:
        return _remote(settings)
    from graphapp.store.following import FollowingEngine

    supervisor = supervise(settings)
    return FollowingEngine(supervisor.address, limits_of(settings), supervisor)


def supervise(settings: Settings) -> Supervisor:
    """Start what serves the current release and those that follow it. To be closed.

    Raises `engine.EngineUnavailableError` when there is no release.
    """
    from graphapp.store.workers.supervisor import Supervisor

    return Supervisor(
        settings.releases, settings.engine, limits_of(settings), alive(settings), settings.allocator
    )


def alive(settings: Settings) -> str:
    """Return the smallest question, which every server that is alive answers with true."""
    return (settings.queries / "catalogue" / "alive.rq").read_text("utf-8")


def _remote(settings: Settings) -> RemoteEngine:
    from graphapp.store.remote import RemoteEngine

    doubled = (settings.queries / "catalogue" / "doubled.rq").read_text("utf-8")
    return RemoteEngine(
        settings.endpoint, alive(settings), doubled, float(settings.query_seconds), settings.answer_bytes
    )


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
