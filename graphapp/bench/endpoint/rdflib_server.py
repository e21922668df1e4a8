"""``python -m graphapp.bench.endpoint.rdflib_server RELEASE PORT``: rdflib-endpoint under uvicorn, over a release.

rdflib cannot end a query that runs. So the process that has loaded the release serves nothing itself: a fork of it does,
and each line on standard input has that one killed and another one forked.
"""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path
from typing import NoReturn

from rdflib import Dataset

from graphapp.store.release import Release


def main(folder: str, port: str) -> None:
    """Load and serve until standard input ends."""
    dataset = Dataset(default_union=True)
    with Release(Path(folder)).quads() as quads:
        dataset.parse(data=quads.read(), format="nquads")
    child = _forked(dataset, int(port))
    try:
        for _ in sys.stdin:
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)
            child = _forked(dataset, int(port))
            print("restarted", flush=True)
    finally:
        os.kill(child, signal.SIGKILL)


def _forked(dataset: Dataset, port: int) -> int:
    child = os.fork()
    if child == 0:
        _serve(dataset, port)
    return child


def _serve(dataset: Dataset, port: int) -> NoReturn:
    import uvicorn
    from rdflib_endpoint import SparqlEndpoint

    try:
        uvicorn.run(
            SparqlEndpoint(graph=dataset), host="127.0.0.1", port=port, log_level="warning", access_log=False
        )
    finally:
        os._exit(0)


if __name__ == "__main__":
    main(*sys.argv[1:])
