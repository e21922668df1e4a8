"""Evaluate queries: one small protocol, `engine.Engine`, and what stands behind it.

``memory`` holds a release in this process, ``remote`` asks any SPARQL 1.1 server. Whoever needs an engine
calls `open_engine`; whoever uses one needs only `engine`.
"""

from __future__ import annotations

from graphapp.config import Settings
from graphapp.store.engine import Engine


def open_engine(settings: Settings) -> Engine:
    """Return the engine that the settings ask for: the server at ``settings.endpoint``, else the current
    release.

    Raises `engine.EngineUnavailableError` when there is no release, or when it cannot be read.
    """
    if settings.endpoint:
        from graphapp.store.remote import RemoteEngine

        return RemoteEngine(settings.endpoint)
    from graphapp.store.memory import MemoryEngine
    from graphapp.store.release import current_release

    return MemoryEngine.of_release(current_release(settings.releases))
