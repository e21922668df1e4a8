"""Nothing that stands in a path or in a header brings the server down."""

from __future__ import annotations

import socket
from urllib.parse import urlsplit

import pytest

from tests.protocol.http import ask

PATHS = [
    "/%00",
    "/organisation/%00optonet.ttl",
    "/organisation/..",
    "/organisation/../organisation/optonet",
    "/../../etc/passwd",
    "/organisation/%2e%2e/%2e%2e/etc/passwd",
    "/organisation/%252e%252e%252f",
    "/organisation/%25252525",
    "/organisation/%",
    "/organisation/%zz",
    "/organisation/%ff%fe",
    "/organisation/%c0%af",
    "/organisation/%F0%9F%92%A9",
    "/organisation/%E2%80%AEtenotpo",
    "/organisation/j%c3%a4ger.ttl",
    "/organisation/%3Cscript%3Ealert(1)%3C%2Fscript%3E",
    "/organisation/%3E%20%7D%20%7D%20%3B%20DROP%20ALL%20%23",
    "/organisation/%22%3E%3Cimg%20src=x%3E",
    "/organisation/a%0d%0aX-Injected:%20yes",
    "/organisation/optonet%0d%0aX-Injected:%20yes.ttl",
    "/organisation/optonet#x.ttl",
    "/organisation/%23x",
    "/organisation/optonet%2Ettl",
    "/organisation%2Foptonet",
    "/organisation/optonet.ttl.ttl",
    "/organisation/optonet..ttl",
    "/.ttl",
    "/.",
    "/.html",
    "/organisation/.ttl",
    "/organisation/optonet/",
    "/organisation//optonet",
    "//example.org/organisation/optonet",
    "/\\example.org",
    "/https://example.org/",
    "/http:%2F%2Fexample.org%2F.ttl",
    "/" + "a" * 6000,
    "/organisation/" + "%41" * 2000 + ".ttl",
    "/" + "/".join(["a"] * 500),
    "/organisation/optonet.ttl?as-of=" + "9" * 3000,
    "/organisation/optonet.ttl?as-of=%00",
    "/organisation/optonet.ttl?as-of=2014&as-of=2015",
    "/organisation/optonet?format=" + "x" * 3000,
    "/organisation/optonet.ttl?%00=%00&;&&==",
    "/graph/none.ttl",
    "/dataset.exe",
    "/release/../../etc",
]


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path[:40])
def test_a_hostile_path_is_answered_and_breaks_nothing(url: str, path: str) -> None:
    parts = urlsplit(url)
    with socket.create_connection((parts.hostname or "", parts.port or 0), 30) as connection:
        headers = f"Host: {parts.netloc}\r\nAccept: text/html\r\nConnection: close"
        request = f"GET {path} HTTP/1.1\r\n{headers}\r\n\r\n"
        connection.sendall(request.encode())
        received = b""
        while piece := connection.recv(65536):
            received += piece
    head, _, body = received.partition(b"\r\n\r\n")
    assert 200 <= int(head.split()[1]) < 500, head
    lines = head.lower().split(b"\r\n")
    assert not any(line.startswith((b"x-injected", b"location: //")) for line in lines)
    assert b"<script>alert" not in body


@pytest.mark.parametrize(
    "accept",
    ["x", "/", "text/turtle;q=nan", "text/turtle;q=-1", ";;;", "*/*;q=2", "a/b," * 2000, 'text/turtle;x="'],
    ids=lambda accept: accept[:20],
)
def test_a_hostile_accept_header_is_answered(url: str, accept: str) -> None:
    answer = ask(url, "/organisation/optonet", headers={"Accept": accept})
    assert answer.status in (303, 406, 431, 400)
