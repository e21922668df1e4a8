"""Virtuoso (Debian's package ``virtuoso-opensource``) on free ports of the loopback interface, in a folder of its own.

Its union of all graphs gives a triple once for every graph that holds it, and cannot be told otherwise. So the union is
loaded as one more graph, which each request names as its default graph; ``GRAPH`` still reaches the others (seen with
7.2.5).
"""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Final

from graphapp.bench.endpoint.process import free_port, running, wait_for
from graphapp.store.release import Release

UNION: Final = "urn:x-graphapp:union"
_LOADING: Final = 600.0
_COMMANDS: Final = ("virtuoso-t", "isql-vt")
_SETTINGS: Final = """\
[Database]
DatabaseFile = virtuoso.db
ErrorLogFile = virtuoso.log
LockFile = virtuoso.lck
TransactionFile = virtuoso.trx
xa_persistent_file = virtuoso.pxa
FileExtend = 200
MaxCheckpointRemap = 2000
TempStorage = TempDatabase

[TempDatabase]
DatabaseFile = virtuoso-temp.db
TransactionFile = virtuoso-temp.trx
MaxCheckpointRemap = 2000

[Parameters]
ServerPort = 127.0.0.1:{sql}
DisableUnixSocket = 1
MaxClientConnections = 20
ServerThreads = 20
CheckpointInterval = 0
NumberOfBuffers = 170000
MaxDirtyBuffers = 130000
DirsAllowed = .
MaxQueryMem = 2G
ThreadsPerQuery = 2

[HTTPServer]
ServerPort = 127.0.0.1:{http}
ServerThreads = 16
MaxKeepAlives = 16
KeepAliveTimeout = 60

[SPARQL]
ResultSetMaxRows = 1000000
MaxQueryCostEstimationTime = 0
"""
"""The package's own settings, but with the buffers it advises for 2 GB, so that all data fit into memory."""
_LOAD: Final = f"""\
ld_dir('.', 'data.nq', 'urn:x-graphapp:none');
ld_dir('.', 'data.nt', '{UNION}');
rdf_loader_run();
checkpoint;
"""


def missing() -> str:
    """Why it cannot be started; empty when it can."""
    absent = [command for command in _COMMANDS if shutil.which(command) is None]
    return f"no command {absent[0]}; on Debian: apt-get install virtuoso-opensource" if absent else ""


@contextmanager
def running_with(release: Release, folder: Path) -> Iterator[tuple[str, int]]:
    """Run it with a release and give the URL that takes queries, and the process id. Raises ``RuntimeError``."""
    sql, http, log = free_port(), free_port(), folder / "log"
    settings = folder / "virtuoso.ini"
    settings.write_text(_SETTINGS.format(sql=sql, http=http), encoding="utf-8")
    for source, name in ((release.quads, "data.nq"), (release.triples, "data.nt")):
        with source() as file, (folder / name).open("wb") as copy:
            _copy(file, copy)
    command = ["virtuoso-t", "+foreground", "+configfile", str(settings)]
    with running(command, log, folder=folder) as process:
        url = f"http://127.0.0.1:{http}/sparql"
        wait_for(url, process, log, _LOADING)
        load = folder / "load.sql"
        load.write_text(_LOAD, encoding="utf-8")
        done = subprocess.run(
            ["isql-vt", f"127.0.0.1:{sql}", "dba", "dba", str(load)],
            capture_output=True,
            text=True,
            timeout=_LOADING,
            check=False,
        )
        if done.returncode or "*** Error" in done.stdout + done.stderr:
            raise RuntimeError(f"Virtuoso did not load the release:\n{done.stdout}{done.stderr}")
        yield f"{url}?default-graph-uri={UNION}", process.pid


def _copy(source: IO[bytes], target: IO[bytes]) -> None:
    shutil.copyfileobj(source, target, 1 << 20)
