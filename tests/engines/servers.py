"""SPARQL servers of others, each started on a free loopback port with a folder of its own.

``python -m tests.engines.servers NAME FOLDER`` starts one and ends it as soon as nobody holds a lock on ``FOLDER/users`` any
more, however the holders ended: one server serves all the processes of a test run, and none is left behind.
"""

from __future__ import annotations

import fcntl
import json
import os
import shutil
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from graphapp.store.dialects import MERGE
from tests.live_server import free_port

PROJECT: Final = Path(__file__).parents[2]
QUADS: Final = "data.nq"
"""Name of the N-Quads of a release in a server's folder."""
MERGED: Final = "merged.nt"
"""Name of the merge of its graphs."""
_STATE: Final = "state.json"
_PATIENCE: Final = 400.0
"""Seconds after which a server that is not up counts as broken."""

_VIRTUOSO_INI: Final = """\
[Database]
DatabaseFile = {folder}/virtuoso.db
ErrorLogFile = {folder}/virtuoso.log
LockFile = {folder}/virtuoso.lck
TransactionFile = {folder}/virtuoso.trx
xa_persistent_file = {folder}/virtuoso.pxa
FileExtend = 200
[TempDatabase]
DatabaseFile = {folder}/virtuoso-temp.db
TransactionFile = {folder}/virtuoso-temp.trx
[Parameters]
ServerPort = 127.0.0.1:{sql}
DisableUnixSocket = 1
ServerThreads = 20
CheckpointInterval = 0
NumberOfBuffers = 30000
MaxDirtyBuffers = 20000
DirsAllowed = {folder}
[HTTPServer]
ServerPort = 127.0.0.1:{http}
ServerThreads = 10
[SPARQL]
ResultSetMaxRows = 20000
MaxQueryExecutionTime = 60
"""


@contextmanager
def shared(name: str, folder: Path, prepare: Callable[[Path], None]) -> Iterator[str]:
    """Give the address of the server ``name``, which all processes with the same ``folder`` share.

    Whoever comes first calls ``prepare`` with the folder, to put `QUADS` and `MERGED` there, and starts the server.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "users").open("a") as users, (folder / "starting").open("a") as starting:
        fcntl.flock(starting, fcntl.LOCK_EX)
        fcntl.flock(users, fcntl.LOCK_SH)
        if not (folder / _STATE).exists():
            prepare(folder)
            _supervise(name, folder)
        state = json.loads((folder / _STATE).read_text())
        fcntl.flock(starting, fcntl.LOCK_UN)
        if "error" in state:
            raise RuntimeError(state["error"])
        yield state["endpoint"]


def _supervise(name: str, folder: Path) -> None:
    with (folder / "supervisor.log").open("w") as log:
        supervisor = subprocess.Popen(
            [sys.executable, "-m", "tests.engines.servers", name, str(folder)],
            cwd=PROJECT,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    _wait(
        (folder / _STATE).exists,
        supervisor,
        (folder / "supervisor.log").read_text,
    )


def _wait(there: Callable[[], bool], process: subprocess.Popen[bytes], log: Callable[[], str]) -> None:
    deadline = time.monotonic() + _PATIENCE
    while not there():
        if process.poll() is not None or time.monotonic() > deadline:
            process.kill()
            raise RuntimeError(f"the server did not start:\n{log()}")
        time.sleep(0.05)


def _answers(endpoint: str) -> bool:
    try:
        with urllib.request.urlopen(f"{endpoint}?query=ASK%20%7B%7D", timeout=5) as answer:
            return bool(answer.status == 200)
    except (urllib.error.URLError, OSError):
        return False


def oxigraph(folder: Path) -> tuple[subprocess.Popen[bytes], str]:
    """Load a release into a database of Oxigraph, with the merge as its default graph, and serve it."""
    program = str(Path(sys.executable).with_name("oxigraph"))
    database = folder / "database"
    for arguments in (["--file", QUADS], ["--file", MERGED]):
        load = [program, "load", "--location", str(database), "--lenient", *arguments]
        subprocess.run(load, cwd=folder, check=True, capture_output=True)
    address = f"127.0.0.1:{free_port()}"
    with (folder / "server.log").open("w") as log:
        process = subprocess.Popen(
            [program, "serve-read-only", "--location", str(database), "--bind", address, "--timeout-s", "20"],
            stdout=log,
            stderr=subprocess.STDOUT,
        )
    endpoint = f"http://{address}/query"
    _wait(lambda: _answers(endpoint), process, (folder / "server.log").read_text)
    return process, endpoint


def bare_oxigraph(folder: Path) -> tuple[subprocess.Popen[bytes], str]:
    """Load the graphs of a release only, and serve them with an empty default graph."""
    program = str(Path(sys.executable).with_name("oxigraph"))
    load = [program, "load", "--location", "database", "--file", QUADS]
    subprocess.run(load, cwd=folder, check=True, capture_output=True)
    address = f"127.0.0.1:{free_port()}"
    arguments = ["serve-read-only", "--location", "database", "--bind", address]
    process = subprocess.Popen(
        [program, *arguments], cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    endpoint = f"http://{address}/query"
    _wait(lambda: _answers(endpoint), process, str)
    return process, endpoint


def virtuoso(folder: Path) -> tuple[subprocess.Popen[bytes], str]:
    """Start a Virtuoso and load a release into it, with the merge as a graph of its own."""
    sql, http = free_port(), free_port()
    (folder / "virtuoso.ini").write_text(_VIRTUOSO_INI.format(folder=folder, sql=sql, http=http))
    with (folder / "server.log").open("w") as log:
        process = subprocess.Popen(
            ["virtuoso-t", "+foreground", "+configfile", folder / "virtuoso.ini"],
            cwd=folder,
            stdout=log,
            stderr=subprocess.STDOUT,
        )
    endpoint = f"http://127.0.0.1:{http}/sparql"
    _wait(lambda: _answers(endpoint), process, (folder / "server.log").read_text)
    # 512: the text is N-Quads. log_enable 2: no log of what a file can bring back. TTLP_MT, with several threads, is faster, but
    # has been seen to wait for itself for ever on a busy machine.
    quads = f"DB.DBA.TTLP(file_open('{folder / QUADS}'), '', 'urn:x-none', 512);"
    merged = f"DB.DBA.TTLP(file_open('{folder / MERGED}'), '', '{MERGE}', 0);"
    for statement in (quads, merged):
        isql = ["isql-vt", f"127.0.0.1:{sql}", "dba", "dba", f"exec=log_enable(2,1); {statement}"]
        done = subprocess.run(isql, capture_output=True, text=True, check=False)
        if done.returncode or "***" in done.stderr + done.stdout:
            process.kill()
            raise RuntimeError(f"the release could not be loaded:\n{done.stdout}{done.stderr}")
    return process, endpoint


SERVERS: Final = {"oxigraph": oxigraph, "bare-oxigraph": bare_oxigraph, "virtuoso": virtuoso}


def missing(name: str) -> str:
    """Return what is missing to start the server ``name``, and the way out; empty when nothing is."""
    if name == "virtuoso" and not (shutil.which("virtuoso-t") and shutil.which("isql-vt")):
        return "Virtuoso is not installed: apt-get install virtuoso-opensource (make test does so as root)"
    if name.endswith("oxigraph") and not Path(sys.executable).with_name("oxigraph").exists():
        return "the oxigraph program is not installed: make build installs it with the other dependencies"
    return ""


def _main(name: str, folder: Path) -> None:
    began = time.monotonic()
    process = None
    try:
        process, endpoint = SERVERS[name](folder)
        state = {"endpoint": endpoint, "seconds": round(time.monotonic() - began, 1), "pid": process.pid}
    except Exception as error:
        state = {"error": str(error)}
    new = folder / (_STATE + ".new")
    new.write_text(json.dumps(state))
    new.rename(folder / _STATE)
    with (folder / "users").open("a") as users:
        fcntl.flock(users, fcntl.LOCK_EX)
        (folder / _STATE).unlink()
        if process is not None:
            process.terminate()
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
        for part in (*folder.glob("virtuoso*.db"), folder / QUADS, folder / MERGED):
            part.unlink(missing_ok=True)
        shutil.rmtree(folder / "database", ignore_errors=True)


if __name__ == "__main__":
    os.umask(0o077)
    _main(sys.argv[1], Path(sys.argv[2]))
