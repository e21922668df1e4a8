"""Clients that send slowly, read slowly, come by the hundred, or leave half of a connection open."""

from __future__ import annotations

import asyncio
import json
import socket
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, suppress
from pathlib import Path
from urllib.parse import quote, urlencode, urlsplit

import pytest

from graphapp.web.bodies import Places
from graphapp.web.listening import end_stalled_connections
from tests.faults.clients import (
    ANSWERED,
    ENDLESS,
    HUGE,
    ORDINARY,
    all_of,
    eventually,
    metric,
    query,
    raw,
)
from tests.faults.conftest import LOW
from tests.live_server import serving
from tests.protocol.http import ask

POST = (
    b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Type: application/sparql-query\r\n"
    b"X-Forwarded-For: %s\r\nContent-Length: 1000\r\n\r\nASK"
)
CHUNKED = (
    b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Type: application/sparql-query\r\n"
    b"X-Forwarded-For: 203.0.113.77\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nASK\r\n"
)
PARTS = {
    "nothing": b"",
    "half a line": b"GET /hea",
    "half a header": b"GET /healthz HTTP/1.1\r\nHost: x\r\nX-Part: ",
    "half a body": POST % b"203.0.113.7",
    "half of a body in chunks": CHUNKED,
}
SLOW = 90
"""More than a process has threads."""


@pytest.fixture(scope="module")
def url(releases: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Address of a server with low limits. What it does with connections does not depend on its engine."""
    with serving(releases, tmp_path_factory.mktemp("log") / "log.txt", LOW) as address:
        yield address


def test_slow_writers_are_cut_off_and_hold_nobody_up(url: str) -> None:
    """Ninety bodies that never end, and headers and bodies that come byte by byte, for as long as they may."""
    with ExitStack() as stack, ThreadPoolExecutor(4) as pool:
        stuck = {name: stack.enter_context(raw(url, part)) for name, part in PARTS.items()}
        bodies = [stack.enter_context(raw(url, POST % b"198.51.100.%d" % (n % 3))) for n in range(SLOW)]
        trickling = [stuck["half a header"], stuck["half a body"]]
        ends = {name: pool.submit(all_of, client) for name, client in stuck.items()}
        answered = 0
        began = time.monotonic()
        while not all(end.done() for end in ends.values()):
            assert time.monotonic() - began < 60, [name for name, end in ends.items() if not end.done()]
            for client in trickling:
                with suppress(OSError):
                    client.sendall(b"x")
            assert query(url, ORDINARY).values("n") == ANSWERED
            answered += 1
            time.sleep(0.05)
        assert answered > 20
        refused = [all_of(client)[:12] for client in bodies]
        assert set(refused) == {b"", b"HTTP/1.1 503"}
        assert ends["half a body"].result()[:12] in {b"", b"HTTP/1.1 503"}
        assert ends["nothing"].result() == b""
    posted = ask(url, method="POST", body={"query": ORDINARY})
    assert posted.values("n") == ANSWERED


def test_bodies_that_come_in_pieces_are_read_whole(url: str) -> None:
    for coding in ("length", "chunks"):
        body = urlencode({"query": ORDINARY}).encode()
        head = b"POST /sparql HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: application/x-www-form-urlencoded\r\n"
        head += (
            b"Transfer-Encoding: chunked\r\n\r\n"
            if coding == "chunks"
            else b"Content-Length: %d\r\n\r\n" % len(body)
        )
        with raw(url, head) as client:
            for start in range(0, len(body), 50):
                piece = body[start : start + 50]
                client.sendall(b"%x\r\n%s\r\n" % (len(piece), piece) if coding == "chunks" else piece)
                time.sleep(0.01)
            if coding == "chunks":
                client.sendall(b"0\r\n\r\n")
            answer = all_of(client)
        assert answer.startswith(b"HTTP/1.1 200")
        assert all(f'"{value}"'.encode() in answer for value in ANSWERED)


def test_a_client_has_half_of_the_places_for_bodies_and_waits_for_one() -> None:
    places = Places(most=4, of_one_client=2)
    assert [places.enter("a"), places.enter("a"), places.enter("a")] == [True, True, False]
    assert [places.enter("b"), places.enter("b"), places.enter("c")] == [True, True, False]
    with ThreadPoolExecutor(1) as pool:
        waits = pool.submit(places.enter, "c")
        places.leave("a")
        assert waits.result()
    for client in "abbc":
        places.leave(client)
    assert places.enter("c")


def test_half_closed_connections_end_their_queries(url: str) -> None:
    """A client that has closed its sending side gets no more; its query ends and its connection too."""
    eventually(lambda: metric(url, "queries_running") == 0)
    for text in (ENDLESS, HUGE):
        with raw(
            url, f"GET /sparql?{urlencode({'query': text})} HTTP/1.1\r\nHost: x\r\n\r\n".encode()
        ) as client:
            if text is ENDLESS:
                eventually(lambda: metric(url, "queries_running") == 1)
            else:
                client.recv(1000)
            client.shutdown(socket.SHUT_WR)
            eventually(lambda: metric(url, "queries_running") == 0)
            received = all_of(client)
            assert b'"bindings": []' not in received
            assert not received.endswith(b"0\r\n\r\n")
    assert query(url, ORDINARY).values("n") == ANSWERED


def test_connections_that_are_reset_in_the_middle_leave_nothing_behind(url: str) -> None:
    linger = b"\x01\0\0\0\0\0\0\0"
    for sent in (
        b"GET /spa",
        POST % b"203.0.113.8",
        f"GET /sparql?query={quote(ENDLESS)} HTTP/1.1\r\nHost: x\r\n\r\n".encode(),
    ):
        for _ in range(20):
            with raw(url, sent) as client:
                client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
    # The server may take up some of the connections only after the metrics have said that nothing runs.
    eventually(lambda: query(url, ORDINARY).status == 200)
    eventually(lambda: metric(url, "queries_running") == 0 == metric(url, "queries_waiting"))
    assert query(url, ORDINARY).values("n") == ANSWERED


def _answers(url: str, requests: list[bytes]) -> list[bytes]:
    """Return what comes back for ``requests`` sent at once; from a thread, as a browser's tests leave a loop in this one."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(lambda: asyncio.run(asyncio.wait_for(_at_once(url, requests), 60))).result()


async def _at_once(url: str, requests: list[bytes]) -> list[bytes]:
    """Open as many connections as there are requests, then send all, and read all answers."""
    parts = urlsplit(url)
    connections = [await asyncio.open_connection(parts.hostname, parts.port) for _ in requests]
    for (_, writer), request in zip(connections, requests, strict=True):
        writer.write(request)
    try:
        return list(await asyncio.gather(*(reader.read() for reader, _ in connections)))
    finally:
        for _, writer in connections:
            writer.close()


def test_five_hundred_clients_at_once_are_answered_or_told_to_come_again(url: str) -> None:
    requests = [
        f"GET /sparql?{urlencode({'query': f'{ORDINARY} # {n}'})} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n"
        f"Accept: application/sparql-results+json\r\nX-Forwarded-For: 198.51.100.{n % 250}\r\n\r\n".encode()
        for n in range(500)
    ]
    answers = _answers(url, requests)
    served = 0
    for answer in answers:
        head, _, body = answer.partition(b"\r\n\r\n")
        assert head.startswith((b"HTTP/1.1 200", b"HTTP/1.1 503")), head
        if head.startswith(b"HTTP/1.1 200"):
            served += 1
            assert [row["n"]["value"] for row in json.loads(body)["results"]["bindings"]] == ANSWERED
        else:
            assert b"retry-after" in head.lower()
    assert served > 20
    assert query(url, ORDINARY).values("n") == ANSWERED


def test_five_hundred_readers_of_a_kept_page_are_all_answered(releases: Path, tmp_path: Path) -> None:
    request = b"GET /de/ HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAccept: text/html\r\n\r\n"
    with serving(releases, tmp_path / "log.txt") as url:
        (made,) = _answers(url, [request])
        assert b"cache-status: graphapp; fwd=miss" in made
        answers = _answers(url, [request] * 500)
    assert {answer[:12] for answer in answers} == {b"HTTP/1.1 200"}
    assert all(b"cache-status: graphapp; hit" in answer for answer in answers)
    assert {answer[-7:] for answer in answers} == {b"</html>"}


def test_what_one_client_asks_beyond_its_share_is_refused_and_others_are_answered(url: str) -> None:
    """Hundreds of one address ask for pages that are made anew; the next client does not wait for all of them."""
    request = (
        b"GET /de/queries HTTP/1.1\r\nHost: x\r\nConnection: close\r\nX-Forwarded-For: 198.51.100.9\r\n\r\n"
    )
    with ThreadPoolExecutor(1) as pool:
        crowd = pool.submit(_answers, url, [request] * 300)
        assert query(url, ORDINARY, "203.0.113.5").values("n") == ANSWERED
        statuses = {answer[:12] for answer in crowd.result()}
    assert statuses <= {b"HTTP/1.1 200", b"HTTP/1.1 503"}
    assert b"HTTP/1.1 200" in statuses


@pytest.mark.skipif(not hasattr(socket, "TCP_USER_TIMEOUT"), reason="a socket option of Linux")
def test_the_kernel_is_told_to_end_connections_whose_client_takes_nothing() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        end_stalled_connections(7).join(10)
        with socket.create_connection(server.getsockname()), server.accept()[0] as accepted:
            assert accepted.getsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT) == 7000
