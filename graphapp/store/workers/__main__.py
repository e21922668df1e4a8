"""The pool's process: ``python -m graphapp.store.workers LISTENER ALIVE SETTINGS`` (see `launch`)."""

from __future__ import annotations

import json
import logging
import signal
import socket
import subprocess
import sys
from functools import partial
from pathlib import Path

from graphapp.store.engine import EngineUnavailableError
from graphapp.store.release import Release
from graphapp.store.workers.launch import BROKEN_RELEASE
from graphapp.store.workers.limits import Limits
from graphapp.store.workers.pool import Pool
from graphapp.store.workers.worker import Source


def main(listener: str, alive: str, settings: str) -> int:
    """Load the release and serve until the parent closes its end of ``alive``. Returns the exit code."""
    logging.basicConfig(level=logging.INFO, format="[%(levelname)s] query workers: %(message)s")
    # Ctrl-C goes to the whole group; the parent decides when the pool ends.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    told = json.loads(settings)
    release = Release(Path(told["release"]))
    try:
        source = _on_disk(release) if told["engine"] == "disk" else _in_memory(release)
    except EngineUnavailableError as error:
        logging.getLogger(__name__).error("%s", error)
        return BROKEN_RELEASE
    pool = Pool(source, socket.socket(fileno=int(listener)), int(alive), Limits(**told["limits"]))
    pool.serve()
    return 0


def _in_memory(release: Release) -> Source:
    """Load the release, for all workers that are forked later."""
    from graphapp.store.memory import MemoryEngine

    engine = MemoryEngine.of_release(release)
    return lambda: engine


def _on_disk(release: Release) -> Source:
    """Let each worker open the store for itself: RocksDB's threads do not survive a fork.

    Where there is none for this version of the engine, it is made first, in another process for the same reason.
    """
    from graphapp.store.disk import DiskEngine, has_store

    if not has_store(release):
        command = [sys.executable, "-m", "graphapp.build.disk", str(release.folder)]
        if subprocess.run(command, stdin=subprocess.DEVNULL, check=False).returncode:
            raise EngineUnavailableError(f"The release {release.folder} cannot be served from disk")
    return partial(DiskEngine.of_release, release)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
