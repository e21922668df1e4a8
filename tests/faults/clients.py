"""Clients that ask in the background, and what the server says of itself."""

from __future__ import annotations

import re
import secrets
import socket
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.parse import urlsplit

from tests.protocol.http import Answer, ask

ORDINARY = "SELECT ?n WHERE { ?s <https://w3id.org/cluster-thueringen/ontology#memberCount> ?n } ORDER BY ?n"
ANSWERED = ["42", "90", "100"]
"""The values of ``n`` in the answer to it."""
EVERYTHING = " . ".join(f"?s{n} ?p{n} ?o{n}" for n in range(8))
ENDLESS = f"SELECT (COUNT(*) AS ?n) {{ {EVERYTHING} }}"
"""Every combination of eight triples: it would take years."""
HUGE = f"SELECT * {{ {EVERYTHING} }}"
"""The same, one by one."""


def query(url: str, text: str, client: str = "", **args: str) -> Answer:
    """Ask as the client of an address, as a trusted proxy tells it."""
    headers = {"X-Forwarded-For": f"192.0.2.66, {client}"} if client else {}
    return ask(url, args={"query": text, **args}, headers=headers)


def in_background(
    pool: ThreadPoolExecutor, url: str, text: str, client: str = "", **args: str
) -> Future[Answer]:
    """Ask in a thread."""
    return pool.submit(query, url, text, client, **args)


def metric(url: str, name: str) -> float:
    """The value of a metric, labels included in the name."""
    return _value(ask(url, "/metrics").body.decode(), name)


def queries(url: str) -> tuple[int, int]:
    """How many queries run and how many wait, at one moment."""
    told = ask(url, "/metrics").body.decode()
    return int(_value(told, "queries_running")), int(_value(told, "queries_waiting"))


def _value(told: str, name: str) -> float:
    found = re.search(rf"^graphapp_{re.escape(name)} (\S+)$", told, re.MULTILINE)
    assert found, name
    return float(found[1])


@contextmanager
def holding(url: str, *clients: str) -> Iterator[list[Future[Answer]]]:
    """Queries without an end, one of each of the clients, until the end of the block. There each is cancelled by its client.

    Each has a text of its own, so that none is known to be long.
    """
    named = [(f"held-{secrets.token_hex(8)}", client) for client in clients]
    with ThreadPoolExecutor(len(named)) as pool:
        answers = [
            in_background(pool, url, f"{ENDLESS} # {name}", client, queryId=name) for name, client in named
        ]
        try:
            yield answers
        finally:
            for (name, client), answer in zip(named, answers, strict=True):
                while not answer.done():
                    cancel(url, name, client)
                    time.sleep(0.02)
    assert {answer.result().status for answer in answers} <= {409, 503}


def cancel(url: str, name: str, client: str, method: str = "DELETE") -> int:
    """The status of the answer when a client cancels the query that it calls so."""
    return ask(url, f"/sparql/running/{name}", method=method, headers={"X-Forwarded-For": client}).status


def eventually(condition: Callable[[], bool], seconds: float = 20.0) -> float:
    """Wait until the condition holds, and return how long that took."""
    began = time.monotonic()
    while not condition():
        assert time.monotonic() - began < seconds, "it did not happen in time"
        time.sleep(0.02)
    return time.monotonic() - began


def servers_of(url: str) -> list[int]:
    """The processes of the server at an address that are not its pools: the first one, then those that answer (Linux)."""
    port = url.rpartition(":")[2]
    return sorted(process for process in _processes() if f"serve --port {port}" in _command(process))


def pools_of(url: str) -> list[int]:
    """The processes that fork the workers of the server at an address."""
    servers = servers_of(url)
    return [
        process
        for process in _processes()
        if "graphapp.store.workers" in _command(process) and _parent(process) in servers
    ]


def pool_of(url: str) -> int:
    """The one process that does."""
    (pool,) = pools_of(url)
    return pool


def workers_of(url: str) -> set[int]:
    """The workers of the server at an address."""
    pool = pool_of(url)
    return {process for process in _processes() if _parent(process) == pool and _state(process) != "Z"}


def threads_of(process: int) -> list[int]:
    """The threads of a process; none when it has ended."""
    with suppress(OSError):
        return [int(path.name) for path in Path(f"/proc/{process}/task").iterdir()]
    return []


def busy_worker(url: str) -> int:
    """The worker that uses the processor most at the moment."""

    def used(process: int) -> int:
        fields = _stat(process)
        return int(fields[11]) + int(fields[12]) if fields else 0

    before = {process: used(process) for process in workers_of(url)}
    time.sleep(0.3)
    return max(before, key=lambda process: used(process) - before[process])


def front_of(url: str) -> set[int]:
    """The processes that answer requests for the server at an address."""
    port = url.rpartition(":")[2]
    servers = {process for process in _processes() if f"serve --port {port}" in _command(process)}
    return {
        process
        for process in _processes()
        if process in servers and _parent(process) in servers and _state(process) != "Z"
    }


@contextmanager
def raw(url: str, sent: bytes = b"", seconds: float = 20.0) -> Iterator[socket.socket]:
    """A connection with nothing between the test and its bytes."""
    parts = urlsplit(url)
    with socket.create_connection((parts.hostname or "", parts.port or 0), timeout=seconds) as client:
        client.sendall(sent)
        yield client


def all_of(client: socket.socket) -> bytes:
    """What comes until the server closes the connection; a reset is an end too."""
    pieces = []
    with suppress(ConnectionError):
        while piece := client.recv(1 << 16):
            pieces.append(piece)
    return b"".join(pieces)


def _processes() -> list[int]:
    return [int(path.name) for path in Path("/proc").iterdir() if path.name.isdigit()]


def _command(process: int) -> str:
    try:
        return Path(f"/proc/{process}/cmdline").read_bytes().replace(b"\0", b" ").decode()
    except OSError:
        return ""


def _stat(process: int) -> list[str]:
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(") ")[2].split()
    except OSError:
        return []


def _parent(process: int) -> int:
    fields = _stat(process)
    return int(fields[1]) if fields else 0


def _state(process: int) -> str:
    fields = _stat(process)
    return fields[0] if fields else "Z"
