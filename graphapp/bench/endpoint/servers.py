"""The servers that are measured, each with the same release and the same default graph."""

from __future__ import annotations

import shutil
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import IO, Final
from urllib.parse import urlencode

from graphapp.bench.endpoint import virtuoso
from graphapp.bench.endpoint.process import free_port, proportional_bytes, running, wait_for
from graphapp.bench.flood import each_another
from graphapp.store.release import Release

LOADING: Final = 600.0
"""Seconds in which a server must have loaded the release."""


_ANY: Final = urlencode({"query": next(each_another("small-question"))})


@dataclass(frozen=True)
class Served:
    """A server that runs. ``url`` takes a query string; ``restart`` ends what still runs in it, where only that can."""

    url: str
    process: int
    first_answer: float
    """Seconds from the start of the command to the first answer; where data are loaded by requests, to the end of that."""
    restart: Callable[[], None] = lambda: None

    def asked(self, query_string: str) -> str:
        """Return the address of a question."""
        return f"{self.url}{'&' if '?' in self.url else '?'}{query_string}"

    @property
    def memory(self) -> int:
        """Bytes that all its processes hold now."""
        return proportional_bytes(self.process)


@dataclass(frozen=True)
class Server:
    """A server that can be started: ``start`` takes the release and an empty folder."""

    key: str
    title: str
    start: Callable[[Release, Path], AbstractContextManager[Served]]
    missing: str = ""
    """Why it cannot be started here; empty when it can."""


def all_servers() -> tuple[Server, ...]:
    """Return the servers in the order of the table's columns."""
    group = "install the group with: uv sync --group bench"
    return (
        Server("cold", "this program, cold", _cold),
        Server("warm", "this program, warm", _warm),
        Server(
            "oxigraph", "Oxigraph", _oxigraph, "" if _oxigraph_command() else f"no command oxigraph; {group}"
        ),
        Server("virtuoso", "Virtuoso", _virtuoso, virtuoso.missing()),
        Server(
            "rdflib",
            "rdflib-endpoint",
            _rdflib,
            "" if find_spec("rdflib_endpoint") and find_spec("uvicorn") else f"no rdflib-endpoint; {group}",
        ),
    )


def _cold(release: Release, folder: Path) -> AbstractContextManager[Served]:
    return _program(release, folder, {"GRAPHAPP_CACHE_BYTES": "0"})


def _warm(release: Release, folder: Path) -> AbstractContextManager[Served]:
    return _program(release, folder, {})


@contextmanager
def _program(release: Release, folder: Path, settings: dict[str, str]) -> Iterator[Served]:
    releases = folder / "release"
    releases.mkdir()
    (releases / "current").symlink_to(release.folder)
    port, log = free_port(), folder / "log"
    command = [sys.executable, "-m", "graphapp", "serve", "--port", str(port)]
    began = time.perf_counter()
    with running(command, log, {"GRAPHAPP_RELEASES": str(releases), **settings}) as process:
        url = f"http://127.0.0.1:{port}"
        wait_for(f"{url}/sparql?{_ANY}", process, log, LOADING)
        yield Served(url + "/sparql", process.pid, time.perf_counter() - began)


@contextmanager
def _oxigraph(release: Release, folder: Path) -> Iterator[Served]:
    port, log = free_port(), folder / "log"
    began = time.perf_counter()
    with running([_oxigraph_command(), "serve", "--bind", f"127.0.0.1:{port}"], log) as process:
        url = f"http://127.0.0.1:{port}"
        wait_for(url, process, log, LOADING)
        for source, graph, media_type in (
            (release.quads, "", "application/n-quads"),
            (release.triples, "default&", "application/n-triples"),
        ):
            with source() as file:
                _post(f"{url}/store?{graph}no_transaction&lenient", file, media_type)
        yield Served(url + "/query", process.pid, time.perf_counter() - began)


def _oxigraph_command() -> str:
    beside = Path(sys.executable).parent / "oxigraph"
    return str(beside) if beside.is_file() else shutil.which("oxigraph") or ""


def _post(url: str, file: IO[bytes], media_type: str) -> None:
    request = urllib.request.Request(url, data=file.read(), headers={"Content-Type": media_type})  # noqa: S310
    with urllib.request.urlopen(request, timeout=LOADING):  # noqa: S310 – our own server
        pass


@contextmanager
def _virtuoso(release: Release, folder: Path) -> Iterator[Served]:
    began = time.perf_counter()
    with virtuoso.running_with(release, folder) as (url, process):
        yield Served(url, process, time.perf_counter() - began)


@contextmanager
def _rdflib(release: Release, folder: Path) -> Iterator[Served]:
    port, log = free_port(), folder / "log"
    command = [sys.executable, "-m", "graphapp.bench.endpoint.rdflib_server", str(release.folder), str(port)]
    began = time.perf_counter()
    with running(command, log) as process:
        url = f"http://127.0.0.1:{port}/docs"
        wait_for(url, process, log, LOADING)

        def restart() -> None:
            assert process.stdin is not None
            process.stdin.write(b"again\n")
            process.stdin.flush()
            with log.open("rb") as written:
                said = written.read().count(b"restarted")
            until = time.monotonic() + LOADING
            while log.read_bytes().count(b"restarted") <= said and time.monotonic() < until:
                time.sleep(0.01)
            wait_for(url, process, log, LOADING)

        yield Served(f"http://127.0.0.1:{port}/", process.pid, time.perf_counter() - began, restart)
