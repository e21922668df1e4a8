"""The server in a process of its own, to be measured; and the memory that its processes have."""

from __future__ import annotations

import contextlib
import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from typing import Final

HOST: Final = "127.0.0.1"
_PATIENCE: Final = 120.0
_PROC: Final = Path("/proc")


@dataclass(frozen=True)
class Server:
    """A server that runs."""

    port: int
    process: int

    def metric(self, name: str) -> float:
        """Return the value of one of its metrics, without the prefix; labels included in the name."""
        for line in _get(self.port, "/metrics")[1].decode().splitlines():
            if line.startswith(f"graphapp_{name} "):
                return float(line.rpartition(" ")[2])
        raise KeyError(name)

    def calm(self, seconds: float = 60.0) -> None:
        """Wait until no query runs or waits. Raises ``TimeoutError``."""
        until = time.monotonic() + seconds
        while self.metric("queries_running") or self.metric("queries_waiting"):
            if time.monotonic() > until:
                raise TimeoutError(f"queries still run after {seconds:g} seconds")
            time.sleep(0.2)


@contextlib.contextmanager
def serving(settings: Mapping[str, str]) -> Iterator[Server]:
    """Serve with ``graphapp serve`` on a free loopback port; ``settings`` are environment variables.

    Raises ``RuntimeError`` with what the server wrote when it does not start.
    """
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port = int(probe.getsockname()[1])
    with tempfile.TemporaryFile() as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "graphapp", "serve", "--host", HOST, "--port", str(port)],
            env={**os.environ, **settings},
            stdout=log,
            stderr=subprocess.STDOUT,
        )
        try:
            if not _starts(port, process):
                log.seek(0)
                raise RuntimeError(
                    f"the server did not start:\n{log.read().decode(errors='replace')[-2000:]}"
                )
            yield Server(port, process.pid)
        finally:
            process.terminate()
            try:
                process.wait(15)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _starts(port: int, process: subprocess.Popen[bytes]) -> bool:
    until = time.monotonic() + _PATIENCE
    while time.monotonic() < until and process.poll() is None:
        with contextlib.suppress(OSError, HTTPException):
            if _get(port, "/readyz")[0] == 200:
                return True
        time.sleep(0.1)
    return False


def _get(port: int, path: str) -> tuple[int, bytes]:
    connection = HTTPConnection(HOST, port, timeout=30)
    try:
        connection.request("GET", path)
        answer = connection.getresponse()
        return answer.status, answer.read()
    finally:
        connection.close()


@dataclass(frozen=True)
class Memory:
    """Bytes of a server's processes. What is shared counts in equal parts (PSS, proc_pid_smaps(5))."""

    main: int
    front: int
    pool: int
    workers: int

    @property
    def all(self) -> int:
        """The sum: what the computer has less for it."""
        return self.main + self.front + self.pool + self.workers


def memory_of(server: Server) -> Memory:
    """Return what the processes of a server have at this moment (Linux)."""
    children = _children()
    main, front, pool, workers = _pss(server.process), 0, 0, 0
    for child in children.get(server.process, ()):
        if b"graphapp.store.workers" in _read(child, "cmdline"):
            pool += _pss(child)
            workers += sum(_pss(worker) for worker in children.get(child, ()))
        else:
            front += _pss(child)
    return Memory(main, front, pool, workers)


def _children() -> dict[int, list[int]]:
    found: dict[int, list[int]] = {}
    for path in _PROC.iterdir():
        if path.name.isdigit():
            fields = _read(int(path.name), "stat").rpartition(b") ")[2].split()
            if len(fields) > 1:
                found.setdefault(int(fields[1]), []).append(int(path.name))
    return found


def _pss(process: int) -> int:
    for line in _read(process, "smaps_rollup").splitlines():
        if line.startswith(b"Pss:"):
            return int(line.split()[1]) * 1024
    return 0


def _read(process: int, name: str) -> bytes:
    try:
        return (_PROC / str(process) / name).read_bytes()
    except OSError:
        return b""
