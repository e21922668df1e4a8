"""The pool's process: ``python -m graphapp.store.workers LISTENER ALIVE SETTINGS`` (see `launch`)."""

from __future__ import annotations

import json
import logging
import signal
import socket
import sys
from pathlib import Path

from graphapp.store.engine import EngineUnavailableError
from graphapp.store.memory import MemoryEngine
from graphapp.store.release import Release
from graphapp.store.workers.launch import BROKEN_RELEASE
from graphapp.store.workers.limits import Limits
from graphapp.store.workers.pool import Pool


def main(listener: str, alive: str, settings: str) -> int:
    """Load the release and serve until the parent closes its end of ``alive``. Returns the exit code."""
    logging.basicConfig(level=logging.INFO, format="[%(levelname)s] query workers: %(message)s")
    # Ctrl-C goes to the whole group; the parent decides when the pool ends.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    told = json.loads(settings)
    try:
        engine = MemoryEngine.of_release(Release(Path(told["release"])))
    except EngineUnavailableError as error:
        logging.getLogger(__name__).error("%s", error)
        return BROKEN_RELEASE
    pool = Pool(engine, socket.socket(fileno=int(listener)), int(alive), Limits(**told["limits"]))
    pool.serve()
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
