"""Bytes that no HTTP library sends: the server answers them without a fault, and takes no header from the client."""

from __future__ import annotations

import socket
from urllib.parse import urlsplit

import pytest

from tests.protocol.http import ask

HOST = b"Host: localhost\r\nConnection: close\r\n"
ASK = b"GET /sparql?query=ASK%7B%7D HTTP/1.1\r\n"
DIRECT = b"POST /sparql HTTP/1.1\r\n" + HOST + b"Content-Type: application/sparql-query\r\n"


def send(url: str, raw: bytes) -> tuple[int, bytes, bytes]:
    """Send ``raw`` and return the status (0 for none), the head and the body of what comes until the end."""
    parts = urlsplit(url)
    received = b""
    with socket.create_connection((parts.hostname or "", parts.port or 0), timeout=30) as connection:
        try:
            connection.sendall(raw)
            while piece := connection.recv(65536):
                received += piece
        except ConnectionError:  # a server that refuses need not read to the end
            pass
    head, _, body = received.partition(b"\r\n\r\n")
    words = head.split(maxsplit=2)
    return (int(words[1]) if len(words) > 1 and head.startswith(b"HTTP/") else 0), head, body


WRONG = {
    "NUL in the path": b"GET /sparql\0 HTTP/1.1\r\n" + HOST + b"\r\n",
    "bytes in the path": b"GET /sp\xff\xe4 HTTP/1.1\r\n" + HOST + b"\r\n",
    "Latin-1 in the query": b"GET /sparql?query=ASK{}%23\xe4 HTTP/1.1\r\n" + HOST + b"\r\n",
    "NUL in a header": ASK + HOST + b"Accept: a\0b\r\n\r\n",
    "a folded header": ASK + HOST + b"Accept: text/csv\r\n , */*\r\n\r\n",
    "a carriage return in a header": ASK + HOST + b"Query-Id: a\rX-Injected: yes\r\n\r\n",
    "a host that is none": ASK + b'Host: a"b<c>\r\nConnection: close\r\n\r\n',
    "two lengths": DIRECT + b"Content-Length: 6\r\nContent-Length: 7\r\n\r\nASK {}x",
    "a negative length": DIRECT + b"Content-Length: -1\r\n\r\nASK {}",
    "a length beyond numbers": DIRECT + b"Content-Length: 99999999999999999999\r\n\r\nASK {}",
    "HTTP/0.9": b"GET /\r\n\r\n",
    "TLS": b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + b"a" * 20 + b"\r\n\r\n",
    "a method of bytes": b"G\xe4T / HTTP/1.1\r\n" + HOST + b"\r\n",
    "TRACE": b"TRACE /sparql HTTP/1.1\r\n" + HOST + b"\r\n",
    "CONNECT": b"CONNECT example.org:443 HTTP/1.1\r\n" + HOST + b"\r\n",
    "a proxy's asterisk": b"OPTIONS * HTTP/1.1\r\n" + HOST + b"\r\n",
    "thousands of headers": ASK + HOST + b"".join(b"X-%d: y\r\n" % at for at in range(2000)) + b"\r\n",
}


@pytest.mark.parametrize("name", WRONG)
def test_what_is_no_request_is_the_clients_error_and_the_next_one_is_answered(url: str, name: str) -> None:
    status, head, _ = send(url, WRONG[name])
    assert 400 <= status < 500, head
    assert b"X-Injected" not in head
    assert ask(url, args={"query": "ASK {}"}).status == 200


@pytest.mark.parametrize(
    "raw",
    [
        ASK + HOST + b"Accept: \xff\xfe/\xe4\r\n\r\n",
        ASK + HOST + b"Cookie: language=\xff; \xe4=\xe4\r\n\r\n",
        "GET /sparql?query=ASK{}%23ä HTTP/1.1\r\n".encode() + HOST + b"\r\n",
        ASK.replace(b"1.1", b"1.0") + b"\r\n",
        ASK
        + HOST
        + b"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 16\r\n\r\nupdate=CLEAR+ALL",
        b"GET http://evil.example/sparql?query=ASK%7B%7D HTTP/1.1\r\n" + HOST + b"\r\n",
        DIRECT + b"Transfer-Encoding: chunked\r\n\r\n3\r\nASK\r\n3\r\n {}\r\n0\r\n\r\n",
    ],
    ids=["accept", "cookie", "raw UTF-8", "HTTP/1.0", "GET with a body", "absolute", "chunks"],
)
def test_what_is_odd_but_sound_is_answered(url: str, raw: bytes) -> None:
    status, head, body = send(url, raw)
    assert status == 200, head
    assert b'"boolean":true' in body


def test_the_service_description_names_no_host_that_is_none(url: str) -> None:
    status, _, body = send(url, b'GET /sparql HTTP/1.1\r\nHost: a"b<c>\r\nConnection: close\r\n\r\n')
    assert status == 400
    assert b"Host" in body


@pytest.mark.parametrize("path", ["/sparql", "/sparql/running/x"])
def test_a_long_body_in_chunks_is_too_large_and_never_cut_off(url: str, path: str) -> None:
    chunk = b"40000\r\n" + b"x" * 0x40000 + b"\r\n"
    head = (
        DIRECT.replace(b"/sparql", path.encode(), 1) + b"Transfer-Encoding: chunked\r\n\r\n7\r\nASK {}#\r\n"
    )
    # Were the body cut off after a megabyte, the query would be sound.
    status, _, body = send(url, head + chunk * 4 + b"7\r\n\nbroken\r\n0\r\n\r\n")
    assert status == 413
    assert b"too-large" in body


def test_a_cr_and_lf_in_any_parameter_stays_in_the_parameter(url: str) -> None:
    crlf = "%0d%0aX-Injected:%20yes%0d%0a%0d%0a"
    for path in (
        f"/sparql?query=ASK%7B%7D&queryId={crlf}",
        f"/sparql?query=ASK%7B%7D&format=csv&download={crlf}",
        f"/sparql?query=ASK%7B%7D&format={crlf}",
        f"/sparql?query=ASK%7B%7D&timeout={crlf}",
        f"/sparql?query={crlf}",
        f"/language/de?to=/de/{crlf}",
        f"/queries/member-count?network={crlf}",
        f"/queries/{crlf}",
        f"/queries/networks/member-count?network={crlf}",
        f"/{crlf}",
        f"/sparql/running/{crlf}",
    ):
        for accept in ("text/html", "*/*"):
            answer = ask(url, path, headers={"Accept": accept})
            assert answer.status < 500
            assert "X-Injected" not in answer.headers, path
            assert "\n" not in answer.headers.get("Location", ""), path
