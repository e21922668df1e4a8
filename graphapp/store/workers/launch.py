"""Start the pool's process, and start it again when it ends by itself."""

from __future__ import annotations

import contextlib
import json
import logging
import os
import secrets
import socket
import subprocess
import sys
import threading
from dataclasses import asdict
from typing import Final

from graphapp.store.disk import Kind
from graphapp.store.release import Release
from graphapp.store.workers.allocating import AUTO, environment
from graphapp.store.workers.limits import Limits

_LOG: Final = logging.getLogger(__name__)
BROKEN_RELEASE: Final = 3
"""Exit code of a pool whose release cannot be loaded."""
_PAUSE: Final = 1.0
"""Seconds between the end of a pool and the start of the next."""


class PoolProcess:
    """A pool of query workers in processes of its own, at the Unix socket ``address``.

    The socket belongs to this process and stays when the pool ends: what is asked meanwhile waits for the next one.
    The pool ends when this process does, however that ends.
    """

    def __init__(
        self, release: Release, limits: Limits, kind: Kind = "memory", allocator: str = AUTO
    ) -> None:
        """Start the pool. It loads the release; until then, whoever connects waits.

        ``allocator``: see `graphapp.store.workers.allocating.environment`.
        """
        self.release = release.name
        self.kind = kind
        self.limits = limits
        self._allocator = allocator
        self.broken = threading.Event()
        """Set when the release cannot be loaded: nothing is answered, and nothing will be."""
        # In Linux' abstract namespace (unix(7)): nothing is left of it in the file system, however this process ends.
        self.address = f"\0graphapp-{secrets.token_hex(16)}"
        self._settings = json.dumps(
            {"release": str(release.folder), "engine": kind, "limits": asdict(limits)}
        )
        self._listener = socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self._listener.bind(self.address)
        self._listener.listen(512)
        self._closing = threading.Event()
        self._process = self._start()
        self._supervisor = threading.Thread(target=self._supervise, name="query-workers", daemon=True)
        self._supervisor.start()

    @property
    def process(self) -> int:
        """Process id of the pool."""
        return self._process.pid

    def close(self) -> None:
        """End the pool and its workers."""
        self._closing.set()
        self._process.terminate()
        self._supervisor.join(5)
        # Processes that were forked meanwhile have the socket too: without this, they would wait there for ever.
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()

    def _start(self) -> subprocess.Popen[bytes]:
        theirs, ours = os.pipe()
        try:
            process = subprocess.Popen(
                [
                    sys.executable,
                    "-m",
                    "graphapp.store.workers",
                    str(self._listener.fileno()),
                    str(theirs),
                    self._settings,
                ],
                pass_fds=(self._listener.fileno(), theirs),
                stdin=subprocess.DEVNULL,
                env=environment(self._allocator, self.kind, os.environ),
            )
        except OSError:
            os.close(ours)
            raise
        finally:
            os.close(theirs)
        self._held = ours
        return process

    def _supervise(self) -> None:
        while True:
            status = self._process.wait()
            with contextlib.suppress(OSError):
                os.close(self._held)
            if self._closing.is_set():
                return
            if status == BROKEN_RELEASE:
                _LOG.error("The release %s cannot be loaded (%s)", self.release, self.kind)
                self.broken.set()
                return
            _LOG.error("The query workers ended (status %s) and are started again", status)
            if self._closing.wait(_PAUSE):
                return
            self._process = self._start()
