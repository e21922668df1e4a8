"""Every request is answered from one release: the one that is served when it begins, up to its last byte.

A WSGI layer (PEP 3333) in front of everything that asks the engine, the answer cache included.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from graphapp.store.following import FollowingEngine, Lease
from graphapp.web.cache.requests import RELEASE
from graphapp.web.site import PINNED, Site

if TYPE_CHECKING:
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment


class Pinning:
    """Gives each request the site of one generation."""

    def __init__(self, app: WSGIApplication, site: Site, engine: FollowingEngine) -> None:
        """Wrap ``app``; ``site`` has what does not depend on the release."""
        self._app = app
        self._site = site
        self._engine = engine
        self._lock = threading.Lock()
        self._sites: dict[int, Site] = {}

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer a request."""
        lease = self._engine.lease()
        environ[PINNED] = self._of(lease)
        environ[RELEASE] = lease.generation.release
        try:
            answer = self._app(environ, start_response)
        except BaseException:
            lease.release()
            raise
        if type(answer) is list:
            # It is all there.
            lease.release()
            return answer
        return _Pinned(answer, lease)

    def _of(self, lease: Lease) -> Site:
        number = lease.generation.number
        site = self._sites.get(number)
        if site is None:
            with self._lock:
                site = self._sites.get(number) or self._site.over(lease.engine)
                if number >= max(self._sites, default=0):
                    # What requests that began earlier still use, they have.
                    self._sites = {number: site}
        return site


class _Pinned:
    """An answer on its way, whose generation is released when the server closes it."""

    def __init__(self, answer: Iterable[bytes], lease: Lease) -> None:
        self._answer = answer
        self._lease = lease

    def __iter__(self) -> Iterator[bytes]:
        return iter(self._answer)

    def close(self) -> None:
        try:
            close = getattr(self._answer, "close", None)
            if close is not None:
                close()
        finally:
            self._lease.release()
