"""Whatever a request holds, it is answered: no 5xx, no header from the client's hand, problems that are documents."""

from __future__ import annotations

import io
import json
import re
from dataclasses import dataclass
from typing import Final
from urllib.parse import quote, quote_from_bytes

from flask import Flask
from hypothesis import example, given
from hypothesis import strategies as st
from werkzeug.datastructures import Headers
from werkzeug.test import EnvironBuilder, run_wsgi_app

from graphapp.web.problems import TITLES
from tests.cache.asking import decode
from tests.fuzz.effort import examples

INJECTED: Final = "X-Injected"
CRLF: Final = [
    f"\r\n{INJECTED}: yes",
    f"\n{INJECTED}: yes",
    f"\r{INJECTED}: yes\r\n\r\n<b>",
    "\u560d\u560aX-Injected: yes",
]
QUERIES: Final = [
    "ASK {}",
    "SELECT * { ?s ?p ?o } LIMIT 3",
    "SELECT (STR(?s) AS ?x) { ?s ?p ?o } LIMIT 2",
    "CONSTRUCT WHERE { ?s ?p ?o }",
    "DESCRIBE <http://e/>",
    "SELECT * FROM <http://e/> { GRAPH ?g { ?s ?p ?o } }",
    "ASK { ?s ?p '\\uD800' }",
    "ASK { ?s ?p '\ud7ff\U0001f600' }",
    "INSERT DATA {}",
    "SELECT * { SERVICE <http://127.0.0.1:1/> {} }",
    "",
    "\0",
    "\ufeffASK {}",
]
TYPES: Final = [
    "application/x-www-form-urlencoded",
    "application/sparql-query",
    "application/sparql-update",
    "application/sparql-query; charset=utf-16",
    "application/sparql-query; charset*=utf-8''%FF",
    'application/x-www-form-urlencoded; charset="',
    "multipart/form-data; boundary=x",
    "multipart/form-data",
    "text/plain;;;",
    "/",
]
# What a server hands on as a header: any byte but the ends of lines and NUL, which it refuses itself.
HEADER: Final = st.one_of(
    st.text(st.characters(min_codepoint=1, max_codepoint=255, exclude_characters="\r\n"), max_size=60),
    st.lists(
        st.sampled_from(
            [
                "text/csv",
                "*/*",
                "text/html",
                ";q=",
                "0.5",
                "1",
                "q=nan",
                ",",
                ";",
                "/",
                "*",
                "gzip",
                "br",
                "de",
                "identity",
                "application/ld+json",
                '"',
                "=",
                "\x80",
                " ",
                "-",
                "language=de",
                'W/"x"',
                "utf-8''%FF",
                "inf",
                "1e9",
            ]
        ),
        max_size=12,
    ).map("".join),
)
NAMES: Final = st.sampled_from(
    [
        "query",
        "update",
        "format",
        "download",
        "timeout",
        "queryId",
        "default-graph-uri",
        "named-graph-uri",
        "to",
        "x",
        "",
    ]
)
TEXT: Final = st.one_of(st.sampled_from(QUERIES + CRLF), st.text(max_size=40), st.floats().map(str))
RAW: Final = st.one_of(
    TEXT.map(lambda text: quote(text, errors="replace")), st.binary(max_size=20).map(quote_from_bytes)
)
RAW_QUERY: Final = st.one_of(
    st.lists(st.tuples(NAMES, RAW), max_size=5).map(
        lambda pairs: "&".join(f"{name}={raw}" for name, raw in pairs)
    ),
    st.text(st.characters(min_codepoint=33, max_codepoint=126, exclude_characters="#"), max_size=60),
)
PATHS: Final = st.one_of(
    st.sampled_from(
        [
            "/",
            "/sparql",
            "/de/sparql",
            "/queries",
            "/queries/member-count",
            "/queries/networks/member-count",
            "/about",
            "/language/de",
            "/sparql/running/x",
            "//evil.example/sparql",
            "/de//evil.example",
            "/static/../config.py",
            "/de",
        ]
    ),
    st.lists(
        st.sampled_from(["/", "..", "%00", "de", "sparql", "queries", "\xff", "\r\n", "@", ":", "\\", "é"]),
        max_size=6,
    ).map(lambda parts: "/" + "".join(parts)),
)


@dataclass(frozen=True)
class Answer:
    status: int
    headers: Headers
    body: bytes


def ask(
    app: Flask,
    method: str,
    path: str,
    query: str = "",
    *,
    body: bytes = b"",
    headers: dict[str, str] | None = None,
) -> Answer:
    environ = EnvironBuilder(method=method).get_environ()
    environ["PATH_INFO"] = path.encode("utf-8", "surrogatepass").decode("latin-1")
    environ["QUERY_STRING"] = query
    environ["REMOTE_ADDR"] = "127.0.0.1"
    environ["wsgi.input"] = io.BytesIO(body)
    if body:
        environ["CONTENT_LENGTH"] = str(len(body))
    for name, value in (headers or {}).items():
        environ["CONTENT_TYPE" if name == "Content-Type" else "HTTP_" + name.upper().replace("-", "_")] = (
            value
        )
    chunks, status, sent = run_wsgi_app(app, environ, buffered=True)
    return Answer(int(status[:3]), sent, b"".join(chunks))


def check(answer: Answer, *, head: bool = False) -> None:
    """Hold every promise that is the same for all answers."""
    assert answer.status < 500, (answer.status, answer.body)
    for name, value in answer.headers:
        assert re.fullmatch(r"[A-Za-z0-9-]+", name)
        assert not re.search(r"[\r\n\0]", value), (name, value)
        value.encode("latin-1")
    assert INJECTED not in answer.headers
    location = answer.headers.get("Location", "/")
    assert re.match(r"/(?![/\\])", location), location
    body = decode(answer.body, answer.headers.get("Content-Encoding", "identity")) if answer.body else b""
    if head:
        assert body == b""
    elif answer.headers.get("Content-Type") == "application/problem+json":
        document = json.loads(body.decode("utf-8"))
        assert document["status"] == answer.status
        assert document["type"].removeprefix("/about#problem-") in TITLES
    if answer.status >= 400:
        assert f"\n{INJECTED}".encode() not in body


@examples(400)
@given(st.sampled_from(["GET", "HEAD", "POST", "OPTIONS", "DELETE"]), PATHS, RAW_QUERY)
@example("GET", "/language/de", "to=/de/%0d%0aX-Injected:%20yes")
@example("GET", "/language/de", "to=/de/%5c%5cevil.example")
@example("GET", "/queries/member-count", "x=%0d%0aX-Injected:%20yes")
@example("GET", "/sparql", "query=ASK%7B%7D&queryId=%0d%0aX-Injected:%20yes")
@example("GET", "/sparql", "query=ASK%7B%7D&format=csv&download=%0d%0aX-Injected:%20yes")
@example("GET", "/sparql", "query=ASK%7B%7D&timeout=%00")
@example("GET", "//evil.example/..", "")
def test_any_address_is_answered(app: Flask, method: str, path: str, query: str) -> None:
    check(ask(app, method, path, query), head=method == "HEAD")


@examples(400)
@given(
    st.sampled_from(
        ["/sparql", "/de/sparql", "/queries", "/queries/networks/member-count", "/about", "/language/en"]
    ),
    st.dictionaries(
        st.sampled_from(
            [
                "Accept",
                "Accept-Language",
                "Accept-Encoding",
                "Cookie",
                "If-None-Match",
                "If-Modified-Since",
                "Range",
                "Query-Id",
                "Host",
                "Origin",
                "Content-Length",
                "Authorization",
                "X-Forwarded-For",
                "Forwarded",
                "If-Match",
            ]
        ),
        HEADER,
        max_size=4,
    ),
    st.sampled_from(
        ["", "query=ASK%7B%7D", "query=CONSTRUCT%20WHERE%7B?s?p?o%7D&format=html", "query=%C3%A4"]
    ),
)
def test_any_headers_are_answered(app: Flask, path: str, headers: dict[str, str], query: str) -> None:
    check(ask(app, "GET", path, query, headers=headers))


@examples(300)
@given(
    st.one_of(
        st.binary(max_size=80),
        TEXT.map(lambda text: text.encode("utf-8", "surrogatepass")),
        RAW_QUERY.map(str.encode),
        st.tuples(st.sampled_from(QUERIES), st.sampled_from(["utf-8", "utf-16", "latin-1"])).map(
            lambda pair: pair[0].encode(pair[1], "replace")
        ),
    ),
    st.one_of(st.sampled_from(TYPES), HEADER),
    RAW_QUERY,
    st.sampled_from(["", "text/html", "text/csv"]),
)
def test_any_body_is_answered(app: Flask, body: bytes, kind: str, query: str, accept: str) -> None:
    check(ask(app, "POST", "/sparql", query, body=body, headers={"Content-Type": kind, "Accept": accept}))


@examples(200)
@given(st.binary(min_size=1, max_size=12))
def test_what_is_not_utf8_is_refused_and_not_guessed(app: Flask, raw: bytes) -> None:
    text = b"ASK{} #" + raw
    form, direct = "application/x-www-form-urlencoded", "application/sparql-query"
    answers = [
        ask(app, "GET", "/sparql", "query=" + quote_from_bytes(text)),
        ask(
            app,
            "POST",
            "/sparql",
            body=b"query=" + quote_from_bytes(text).encode(),
            headers={"Content-Type": form},
        ),
        ask(app, "POST", "/sparql", body=text, headers={"Content-Type": direct}),
    ]
    try:
        text.decode("utf-8")
    except UnicodeDecodeError:
        assert [answer.status for answer in answers] == [400, 400, 400]
        assert [b"UTF-8" in answer.body for answer in answers] == [True, True, True]
    else:
        assert len({answer.status for answer in answers}) == 1
