"""Requests that no client of good faith sends: nothing gets into headers, nothing breaks, others are answered."""

from __future__ import annotations

import gzip
from urllib.parse import quote

import pytest

from tests.faults.clients import ANSWERED, ORDINARY, all_of, query, raw
from tests.protocol.http import ask

INJECTED = "x\r\nX-Injected: yes\r\nSet-Cookie: injected=yes\r\n\r\n<injected>"
HEAD = b"Host: x\r\nConnection: close\r\n"
POST = b"POST /sparql HTTP/1.1\r\n"
GZIPPED = gzip.compress(b"ASK {}")
DIRECT = b"Content-Type: application/sparql-query\r\n"


def exchange(url: str, sent: bytes) -> bytes:
    with raw(url, sent) as client:
        return all_of(client)


def head_of(answer: bytes) -> bytes:
    return answer.partition(b"\r\n\r\n")[0].lower()


@pytest.mark.parametrize(
    "target",
    [
        "/sparql?query={}",
        "/sparql?query=ASK%20%7B%7D&format={}",
        "/sparql?query=ASK%20%7B%7D&queryId={}",
        "/sparql?query=ASK%20%7B%7D&timeout={}",
        "/sparql?query=ASK%20%7B%7D&default-graph-uri={}",
        "/sparql?query=ASK%20%7B%7D&{}=1",
        "/sparql?{}",
        "/?{}",
        "/{}",
        "/de/{}",
        "/de/queries/{}",
        "/sparql/running/{}",
        "/static/{}",
        "//{}",
    ],
)
@pytest.mark.parametrize("accept", ["text/html", "*/*"])
def test_no_line_of_an_address_gets_into_the_headers(url: str, target: str, accept: str) -> None:
    sent = (
        f"GET {target.format(quote(INJECTED, safe=''))} HTTP/1.1\r\nAccept: {accept}\r\n".encode()
        + HEAD
        + b"\r\n"
    )
    answer = exchange(url, sent)
    assert answer.startswith(b"HTTP/1.1 "), answer
    assert answer[9:10] in b"234", answer[:300]
    assert b"\r\nx-injected" not in head_of(answer)
    assert b"\r\nset-cookie: injected" not in head_of(answer)
    assert b"\r\ncontent-type: text/html" not in head_of(answer) or b"<injected>" not in answer
    assert b"x-content-type-options: nosniff" in head_of(answer)


@pytest.mark.parametrize(
    "name",
    [
        "Accept",
        "Accept-Language",
        "Cookie",
        "Query-Id",
        "X-Forwarded-For",
        "Host",
        "Origin",
        "Accept-Encoding",
        "If-None-Match",
        "User-Agent",
        "Referer",
        "Range",
    ],
)
@pytest.mark.parametrize(
    "value",
    [
        b"x\x00y",
        b"x\ry",
        b"x\x0by: z",
        b"\xff\xfe\xe4",
        "日本".encode(),
        b"x" * 60_000,
        b",;=" * 5000,
        b'"\\"' * 100,
        b"",
    ],
    ids=["nul", "return", "tab", "latin", "unicode", "long", "separators", "quotes", "empty"],
)
def test_no_header_breaks_anything(url: str, name: str, value: bytes) -> None:
    target = f"/sparql?query={quote('ASK {}')}"
    sent = f"GET {target} HTTP/1.1\r\nConnection: close\r\n".encode()
    if name != "Host":
        sent += b"Host: x\r\n"
    answer = exchange(url, sent + name.encode() + b": " + value + b"\r\n\r\n")
    assert answer == b"" or answer.startswith((b"HTTP/1.1 2", b"HTTP/1.1 3", b"HTTP/1.1 4")), answer[:300]


ODD = {
    "percent without digits": b"GET /%zz%4 HTTP/1.1\r\n" + HEAD + b"\r\n",
    "path that is not utf-8": b"GET /de/%ff%fe%c0%ae HTTP/1.1\r\n" + HEAD + b"\r\n",
    "nul in the path": b"GET /de/%00 HTTP/1.1\r\n" + HEAD + b"\r\n",
    "query that is not utf-8": b"GET /sparql?query=ASK%20%7B%7D%23%ff%fe HTTP/1.1\r\n" + HEAD + b"\r\n",
    "query with nul": b"GET /sparql?query=ASK%20%7B%7D%00 HTTP/1.1\r\n" + HEAD + b"\r\n",
    "raw bytes in the target": b"GET /\xff\xfe HTTP/1.1\r\n" + HEAD + b"\r\n",
    "half a surrogate": POST + b"Content-Length: 12\r\n" + DIRECT + HEAD + b"\r\nASK {}#\xed\xa0\x80xx",
    "utf-16": POST + b"Content-Length: 14\r\n" + DIRECT + HEAD + b"\r\n" + "ASK {}".encode("utf-16"),
    "byte order mark": POST + b"Content-Length: 9\r\n" + DIRECT + HEAD + b"\r\n\xef\xbb\xbfASK {}",
    "compressed body": POST
    + b"Content-Encoding: gzip\r\nContent-Length: %d\r\n" % len(GZIPPED)
    + DIRECT
    + HEAD
    + b"\r\n"
    + GZIPPED,
    "another charset": POST
    + b"Content-Length: 6\r\nContent-Type: application/sparql-query; charset=utf-7\r\n"
    + HEAD
    + b"\r\nASK {}",
    "odd charset": b'POST /sparql HTTP/1.1\r\nContent-Length: 6\r\nContent-Type: application/sparql-query; charset="\xff\r\n'
    + HEAD
    + b"\r\nASK {}",
    "multipart without a boundary": POST
    + b"Content-Length: 6\r\nContent-Type: multipart/form-data\r\n"
    + HEAD
    + b"\r\nASK {}",
    "two lengths": POST + b"Content-Length: 6\r\nContent-Length: 60\r\n" + DIRECT + HEAD + b"\r\nASK {}",
    "a negative length": POST + b"Content-Length: -6\r\n" + DIRECT + HEAD + b"\r\nASK {}",
    "an endless length": POST + b"Content-Length: 99999999999999999999\r\n" + DIRECT + HEAD + b"\r\nASK {}",
    "length and chunks": POST
    + b"Content-Length: 6\r\nTransfer-Encoding: chunked\r\n"
    + DIRECT
    + HEAD
    + b"\r\n0\r\n\r\nGET /smuggled HTTP/1.1\r\n\r\n",
    "chunks that are none": POST
    + b"Transfer-Encoding: chunked\r\n"
    + DIRECT
    + HEAD
    + b"\r\nzz\r\nASK {}\r\n",
    "an endless chunk": POST
    + b"Transfer-Encoding: chunked\r\n"
    + DIRECT
    + HEAD
    + b"\r\nffffffffffffffffff\r\nA",
    "a thousand headers": b"GET / HTTP/1.1\r\n"
    + b"".join(b"X-%d: y\r\n" % n for n in range(1000))
    + HEAD
    + b"\r\n",
    "a header of a megabyte": b"GET / HTTP/1.1\r\nX: " + b"y" * 1_000_000 + b"\r\n" + HEAD + b"\r\n",
    "a target of a megabyte": b"GET /" + b"y" * 1_000_000 + b" HTTP/1.1\r\n" + HEAD + b"\r\n",
    "an unknown method": b"BREW /sparql HTTP/1.1\r\n" + HEAD + b"\r\n",
    "connect": b"CONNECT 127.0.0.1:22 HTTP/1.1\r\n" + HEAD + b"\r\n",
    "trace": b"TRACE / HTTP/1.1\r\n" + HEAD + b"\r\n",
    "an absolute address": b"GET http://127.0.0.1:22/ HTTP/1.1\r\n" + HEAD + b"\r\n",
    "a star": b"OPTIONS * HTTP/1.1\r\n" + HEAD + b"\r\n",
    "http/0.9": b"GET /\r\n\r\n",
    "http/3 by name": b"GET / HTTP/3.0\r\n" + HEAD + b"\r\n",
    "http/2 without asking": b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
    "an upgrade": b"GET / HTTP/1.1\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQAAP__\r\nConnection: Upgrade\r\nHost: x\r\n\r\n",
    "tls": b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + bytes(100),
    "noise": bytes(range(256)) * 40 + b"\r\n\r\n",
    "no host": b"GET /sparql HTTP/1.1\r\nConnection: close\r\n\r\n",
    "an odd host": b'GET /sparql HTTP/1.1\r\nHost: a b"<script>/../\r\nConnection: close\r\n\r\n',
    "folded header": b"GET /sparql HTTP/1.1\r\nX: a\r\n b\r\n" + HEAD + b"\r\n",
    "space before a colon": b"GET /sparql HTTP/1.1\r\nX : a\r\n" + HEAD + b"\r\n",
}


@pytest.mark.parametrize("sent", ODD.values(), ids=ODD)
def test_an_odd_request_is_refused_or_answered_and_the_next_one_is_answered(url: str, sent: bytes) -> None:
    with raw(url, sent) as client:
        client.settimeout(20)
        if b"Upgrade" in sent or b"chunk" in sent or b"Content-Length: 9999" in sent:
            client.shutdown(1)
        answer = all_of(client)
    assert answer == b"" or answer.startswith((b"HTTP/1.1 2", b"HTTP/1.1 3", b"HTTP/1.1 4", b"HTTP/1.0 4")), (
        answer[:300]
    )
    assert b"smuggled" not in answer
    assert b"<script>" not in answer
    assert query(url, ORDINARY).values("n") == ANSWERED


def test_an_address_in_the_host_header_gets_into_no_redirect_as_markup(url: str) -> None:
    answer = ask(url, "/sparql", headers={"Host": "evil.example", "Accept": "text/html"})
    assert answer.status in {302, 303}
    assert answer.headers["Location"].startswith("/") or "evil.example" not in answer.headers["Location"]
