"""A server that is busy, slow, broken or gone: each is an error of its kind, and half an answer is never passed on."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

from graphapp.store.engine import (
    Asker,
    BrokenOffError,
    BusyError,
    CancelledError,
    EngineUnavailableError,
    EvaluationError,
    LimitError,
    QueryError,
    QueryRefusedError,
    QuerySyntaxError,
    Question,
)
from graphapp.store.formats import CSV, JSON, NTRIPLES, Format
from graphapp.store.remote import RemoteEngine
from tests.live_server import free_port

SOLUTIONS = (
    b'{"head":{"vars":["x"]},"results":{"bindings":[{"x":{"type":"literal","value":"Th\xc3\xbcringen"}}]}}'
)
JSON_TYPE = "Content-Type: application/sparql-results+json"
Handler = Callable[[socket.socket], None]


def head(status: str, *headers: str) -> bytes:
    return "\r\n".join([f"HTTP/1.1 {status}", *headers, "", ""]).encode()


def whole(status: str, body: bytes, *headers: str) -> bytes:
    return head(status, f"Content-Length: {len(body)}", "Connection: close", *headers) + body


def sends(data: bytes) -> Handler:
    return lambda connection: connection.sendall(data)


@contextmanager
def serving(handler: Handler) -> Iterator[str]:
    """A server that reads a request, lets ``handler`` answer and closes the connection; the URL of its endpoint."""
    with socket.create_server(("127.0.0.1", 0)) as server:

        def serve() -> None:
            while True:
                try:
                    connection, _ = server.accept()
                except OSError:
                    return
                threading.Thread(target=answer, args=(connection,), daemon=True).start()

        def answer(connection: socket.socket) -> None:
            with connection:
                data = b""
                while b"\r\n\r\n" not in data:
                    data += connection.recv(65536)
                lines, _, body = data.partition(b"\r\n\r\n")
                length = next(
                    int(line[15:])
                    for line in lines.split(b"\r\n")
                    if line.lower().startswith(b"content-length:")
                )
                while len(body) < length:
                    body += connection.recv(65536)
                handler(connection)

        threading.Thread(target=serve, daemon=True).start()
        try:
            yield f"http://127.0.0.1:{server.getsockname()[1]}/sparql"
        finally:
            server.shutdown(socket.SHUT_RDWR)


def ask(url: str, text: str = "SELECT ?x {}", output: Format = JSON, **limits: float) -> bytes:
    engine = RemoteEngine(
        url, "ASK {}", seconds=limits.get("seconds", 30.0), size=int(limits.get("size", 10**6))
    )
    try:
        return b"".join(engine.answer(Question(text), output))
    finally:
        engine.close()


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        ("400 Bad Request", QuerySyntaxError),
        ("401 Unauthorized", QueryRefusedError),
        ("403 Forbidden", QueryRefusedError),
        ("404 Not Found", EngineUnavailableError),
        ("408 Request Timeout", LimitError),
        ("429 Too Many Requests", BusyError),
        ("500 Internal Server Error", EvaluationError),
        ("502 Bad Gateway", EngineUnavailableError),
        ("503 Service Unavailable", BusyError),
        ("504 Gateway Timeout", LimitError),
        ("302 Found", EvaluationError),
    ],
)
def test_a_status_is_an_error_of_its_kind_with_what_the_server_says(
    status: str, kind: type[QueryError]
) -> None:
    with serving(sends(whole(status, b"because\n of  this"))) as url, pytest.raises(kind) as caught:
        ask(url)
    assert kind is LimitError or "because of this" in str(caught.value)


@pytest.mark.parametrize(
    ("header", "seconds"), [("17", 17), ("Wed, 21 Oct 2026 07:28:00 GMT", 5), ("99999999", 3600)]
)
def test_a_busy_server_says_when_to_come_again(header: str, seconds: int) -> None:
    with (
        serving(sends(whole("503 Busy", b"", f"Retry-After: {header}"))) as url,
        pytest.raises(BusyError) as caught,
    ):
        ask(url)
    assert caught.value.retry == seconds


def test_a_server_that_is_not_there_is_unavailable() -> None:
    with pytest.raises(EngineUnavailableError, match="cannot be reached"):
        ask(f"http://127.0.0.1:{free_port()}/sparql")


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1:1/sparql", "http://[::1/sparql", "ftp://127.0.0.1/", "nonsense"]
)
def test_an_address_that_is_none_is_unavailable(url: str) -> None:
    with pytest.raises(EngineUnavailableError):
        ask(url)


@pytest.mark.parametrize("data", [b"", b"no HTTP at all\r\n\r\n"])
def test_a_server_that_speaks_no_http_is_unavailable(data: bytes) -> None:
    with serving(sends(data)) as url, pytest.raises(EngineUnavailableError):
        ask(url)


def test_a_body_shorter_than_announced_is_broken_off() -> None:
    data = head("200 OK", JSON_TYPE, "Content-Length: 5000") + SOLUTIONS
    with serving(sends(data)) as url, pytest.raises(BrokenOffError):
        ask(url)


def test_a_chunked_body_without_its_last_chunk_is_broken_off() -> None:
    chunk = b"%x\r\n%s\r\n" % (len(SOLUTIONS), SOLUTIONS)
    data = head("200 OK", JSON_TYPE, "Transfer-Encoding: chunked") + chunk
    with serving(sends(data)) as url, pytest.raises(BrokenOffError):
        ask(url)
    with serving(sends(data + b"0\r\n\r\n")) as url:
        assert ask(url) == SOLUTIONS


def test_half_a_document_that_only_the_connection_ends_is_no_answer() -> None:
    with serving(sends(head("200 OK", JSON_TYPE) + SOLUTIONS[:-20])) as url, pytest.raises(EvaluationError):
        ask(url)
    with serving(sends(head("200 OK", JSON_TYPE) + SOLUTIONS)) as url:
        assert "Thüringen" in ask(url).decode()


def test_a_format_that_does_not_show_its_end_is_not_trusted_without_a_length() -> None:
    with (
        serving(sends(head("200 OK", "Content-Type: text/csv") + b"x\r\nA\r\n")) as url,
        pytest.raises(EvaluationError),
    ):
        ask(url, output=CSV)


@pytest.mark.parametrize(
    ("headers", "body"),
    [
        ([JSON_TYPE], b'{"head":{"vars":["x"]},"results":{"bindings":[{"x":nonsense'),
        ([JSON_TYPE], b'{"head":{},"boolean":true}'),
        (["Content-Type: text/html"], b"<h1>It works!</h1>"),
        ([], SOLUTIONS),
    ],
)
def test_what_is_no_sound_answer_is_an_error(headers: list[str], body: bytes) -> None:
    with serving(sends(whole("200 OK", body, *headers))) as url, pytest.raises(EvaluationError):
        ask(url, output=CSV)


def test_an_answer_in_another_format_is_translated() -> None:
    with serving(sends(whole("200 OK", SOLUTIONS, JSON_TYPE))) as url:
        assert ask(url, output=CSV).decode() == "x\r\nThüringen\r\n"


def test_triples_in_another_format_are_translated() -> None:
    body = "<a:b> <a:c> 'Thüringen'@de .".encode()
    with serving(sends(whole("200 OK", body, "Content-Type: text/turtle"))) as url:
        assert ask(url, "DESCRIBE <a:b>", NTRIPLES).decode() == '<a:b> <a:c> "Thüringen"@de .\n'


def test_an_answer_longer_than_allowed_is_refused_before_it_is_read_whole() -> None:
    endless = head("200 OK", JSON_TYPE, "Transfer-Encoding: chunked")

    def pour(connection: socket.socket) -> None:
        connection.sendall(endless)
        with pytest.raises(OSError):
            while True:
                connection.sendall(b"8000\r\n" + b" " * 0x8000 + b"\r\n")

    with serving(pour) as url, pytest.raises(LimitError) as caught:
        ask(url, size=200_000)
    assert (caught.value.limit, caught.value.value) == ("size", 200_000)


def test_a_server_that_says_nothing_runs_out_of_time() -> None:
    over = threading.Event()

    def wait(_: socket.socket) -> None:
        over.wait(60)

    with serving(wait) as url, pytest.raises(LimitError) as caught:
        ask(url, seconds=0.6)
    over.set()
    assert caught.value.limit == "time"


def test_when_the_client_has_gone_the_connection_is_closed() -> None:
    waiting, closed = threading.Event(), threading.Event()

    def wait(connection: socket.socket) -> None:
        waiting.set()
        if connection.recv(1) == b"":
            closed.set()

    with serving(wait) as url:
        engine = RemoteEngine(url, "ASK {}").asked_by(Asker(gone=waiting.is_set))
        with pytest.raises(CancelledError):
            b"".join(engine.answer(Question("SELECT ?x {}"), JSON))
        assert closed.wait(60)


def test_an_answer_that_nobody_reads_on_closes_the_connection() -> None:
    closed = threading.Event()

    def pour(connection: socket.socket) -> None:
        connection.sendall(head("200 OK", JSON_TYPE, "Transfer-Encoding: chunked"))
        try:
            while True:
                connection.sendall(b"8000\r\n" + b" " * 0x8000 + b"\r\n")
        except OSError:
            closed.set()

    with serving(pour) as url:
        engine = RemoteEngine(url, "ASK {}", size=10**12)
        chunks = engine.answer(Question("SELECT ?x {}"), JSON)
        assert next(chunks)
        chunks.close()  # type: ignore[attr-defined]
        assert closed.wait(60)


@pytest.mark.parametrize(
    ("headers", "limit"), [(["X-SQL-State: S1TAT"], "time"), (["X-SPARQL-MaxRows: 10000"], "size")]
)
def test_an_answer_that_virtuoso_has_cut_off_is_none(headers: list[str], limit: str) -> None:
    data = whole("200 OK", SOLUTIONS, JSON_TYPE, "Server: Virtuoso/07.20.3229", *headers)
    with serving(sends(data)) as url, pytest.raises(LimitError) as caught:
        ask(url)
    assert caught.value.limit == limit
