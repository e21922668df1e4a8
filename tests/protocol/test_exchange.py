"""HTTP around the queries: negotiation, sizes, preflights, conditional requests, content codings (RFC 9110, Fetch)."""

from __future__ import annotations

import gzip
import zlib

import brotli
import pytest
import zstandard

from graphapp.web.wellformed import MAX_ADDRESS, MAX_HEADER
from tests.protocol.http import Answer, ask

SELECT = "SELECT * WHERE { ?s ?p ?o } ORDER BY ?s ?p ?o"
DIRECT = "application/sparql-query"
JSON, XML, CSV, TSV = (
    "application/sparql-results+json",
    "application/sparql-results+xml",
    "text/csv",
    "text/tab-separated-values",
)


@pytest.mark.parametrize(
    ("accept", "media_type"),
    [
        ("text/*;q=0.9, text/csv;q=0.1", TSV),
        ("text/csv;q=0.5, */*;q=0.6", JSON),
        ("*/*;q=0.1, application/*;q=0.5, text/tab-separated-values", TSV),
        ("text/csv; charset=utf-8", CSV),
        ('application/sparql-results+xml; profile="x, y"; q=1.0, text/csv;q=0.9', XML),
        ("TEXT/CSV", CSV),
        ("image/png, text/csv;q=0.001", CSV),
        ("text/html;q=0, */*", JSON),
        ("application/xml", "application/xml"),
        ("text/xml", "text/xml"),
        (f"{JSON};q=0, {XML};q=0, application/*, text/*;q=0.2", "application/json"),
    ],
)
def test_the_most_specific_range_and_the_highest_quality_decide(
    url: str, accept: str, media_type: str
) -> None:
    answer = ask(url, args={"query": SELECT}, headers={"Accept": accept})
    assert (answer.status, answer.type) == (200, media_type)


@pytest.mark.parametrize("accept", ["*/*;q=0", "text/csv;q=0", "text/turtle", "image/*", "text", "text/css"])
def test_what_cannot_be_written_is_406_with_what_can(url: str, accept: str) -> None:
    answer = ask(url, args={"query": SELECT}, headers={"Accept": accept})
    assert (answer.status, answer.type) == (406, "application/problem+json")
    assert [offer["mediaType"] for offer in answer.json()["alternatives"]] == [JSON, XML, CSV, TSV]


def test_a_profile_of_json_ld_is_no_hindrance(url: str) -> None:
    accept = 'application/ld+json;profile="http://www.w3.org/ns/json-ld#compacted"'
    answer = ask(url, args={"query": "CONSTRUCT WHERE { ?s ?p ?o }"}, headers={"Accept": accept})
    assert (answer.status, answer.type) == (200, "application/ld+json")


def test_a_download_has_a_name(url: str) -> None:
    answer = ask(url, args={"query": SELECT, "format": "csv", "download": "1"})
    assert answer.headers["Content-Disposition"] == "attachment; filename=answer.csv"


def test_a_query_of_almost_a_megabyte_is_answered_and_a_longer_one_is_too_large(url: str) -> None:
    for length, status in ((999_999, 200), (1_000_001, 413)):
        body = b"ASK {} #".ljust(length, b"x")
        answer = ask(url, method="POST", body=body, headers={"Content-Type": DIRECT})
        assert answer.status == status
    assert "1000000" in answer.json()["detail"]


def test_a_long_address_is_answered_and_a_longer_one_is_told_to_use_post(url: str) -> None:
    def of(length: int) -> Answer:
        head = "/sparql?query=ASK%7B%7D%23"
        return ask(url, head + "x" * (length + 1 - len(head)))

    assert of(MAX_ADDRESS).status == 200
    answer = of(MAX_ADDRESS + 1)
    assert (answer.status, answer.type) == (414, "application/problem+json")
    assert answer.json()["type"] == "/about#problem-address-too-long"
    assert "POST" in answer.json()["detail"]
    # Beyond what the server itself reads there is no document, but the status is the same.
    assert of(70_000).status == 414


@pytest.mark.parametrize(
    "name", ["Accept", "Accept-Language", "Accept-Encoding", "Cookie", "If-None-Match", "Query-Id"]
)
def test_a_header_that_is_too_long_is_refused_by_name(url: str, name: str) -> None:
    answer = ask(url, args={"query": "ASK {}"}, headers={name: "a/b," * (MAX_HEADER // 4 + 1)})
    assert (answer.status, answer.json()["type"]) == (431, "/about#problem-header-too-long")
    assert name in answer.json()["detail"]


@pytest.mark.parametrize("coding", ["gzip", "br", "compress"])
def test_a_coded_body_is_refused_as_such(url: str, coding: str) -> None:
    headers = {"Content-Type": DIRECT, "Content-Encoding": coding}
    answer = ask(url, method="POST", body=gzip.compress(b"ASK {}"), headers=headers)
    assert (answer.status, answer.json()["type"]) == (415, "/about#problem-unsupported-media-type")
    assert coding in answer.json()["detail"]


def test_an_address_that_is_not_utf8_is_refused(url: str) -> None:
    answer = ask(url, "/sparql?query=ASK%7B%7D%20%23%E4")
    assert (answer.status, answer.json()["type"]) == (400, "/about#problem-request")


def test_a_cookie_that_is_not_utf8_is_no_cookie(url: str) -> None:
    answer = ask(url, "/about", headers={"Cookie": "language=\xe4", "Accept-Language": "en"})
    assert (answer.status, answer.headers["Location"]) == (303, "/en/about")


@pytest.mark.parametrize(
    ("path", "methods"),
    [
        ("/sparql", {"GET", "HEAD", "OPTIONS", "POST"}),
        ("/queries", {"GET", "HEAD", "OPTIONS"}),
        ("/queries/networks/member-count", {"GET", "HEAD", "OPTIONS"}),
        ("/sparql/running/x", {"DELETE", "OPTIONS", "POST"}),
        ("/openapi.json", {"GET", "HEAD", "OPTIONS"}),
    ],
)
def test_a_preflight_names_the_methods_that_there_are(url: str, path: str, methods: set[str]) -> None:
    headers = {"Origin": "https://example.org", "Access-Control-Request-Method": "GET"}
    answer = ask(url, path, method="OPTIONS", headers=headers)
    assert answer.status == 204
    assert set(answer.headers["Access-Control-Allow-Methods"].split(", ")) == methods
    assert set(answer.headers["Allow"].split(", ")) == methods
    assert {"if-none-match", "query-id"} <= set(
        answer.headers["Access-Control-Allow-Headers"].lower().split(", ")
    )
    for method in {"GET", "POST", "PUT", "DELETE"} - methods:
        assert ask(url, path, method=method).status == 405, method


def test_scripts_of_other_sites_may_read_errors_and_validators(url: str) -> None:
    for text in ("ASK {}", "ASK"):
        answer = ask(url, args={"query": text}, headers={"Origin": "https://example.org"})
        assert answer.headers["Access-Control-Allow-Origin"] == "*"
        assert {"ETag", "Retry-After"} <= set(answer.headers["Access-Control-Expose-Headers"].split(", "))
        # With a wildcard, credentials are out of the question.
        assert "Access-Control-Allow-Credentials" not in answer.headers


@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_an_unchanged_answer_is_304_without_a_body(url: str, method: str) -> None:
    first = ask(url, args={"query": SELECT})
    tag = first.headers["ETag"]
    for wanted in (tag, f'"other", {tag}', f"W/{tag}", "*"):
        answer = ask(url, method=method, args={"query": SELECT}, headers={"If-None-Match": wanted})
        assert (answer.status, answer.body) == (304, b"")
        assert answer.headers["ETag"] == tag
        assert answer.headers["Vary"] == first.headers["Vary"]
        assert answer.headers["Cache-Control"] == first.headers["Cache-Control"]
    assert ask(url, method=method, args={"query": SELECT}, headers={"If-None-Match": '"other"'}).status == 200


def test_an_answer_has_no_date_of_change_so_a_date_makes_nothing_unchanged(url: str) -> None:
    headers = {"If-Modified-Since": "Fri, 01 Jan 2100 00:00:00 GMT"}
    answer = ask(url, args={"query": SELECT}, headers=headers)
    assert answer.status == 200
    assert "Last-Modified" not in answer.headers


def test_a_file_with_a_date_is_unchanged_since_then(url: str) -> None:
    changed = ask(url, "/static/mark.svg").headers["Last-Modified"]
    assert ask(url, "/static/mark.svg", headers={"If-Modified-Since": changed}).status == 304
    old = {"If-Modified-Since": "Sat, 01 Jan 2000 00:00:00 GMT"}
    assert ask(url, "/static/mark.svg", headers=old).status == 200


def test_validators_differ_by_format_and_coding(url: str) -> None:
    tags = {
        ask(url, args={"query": SELECT}, headers={"Accept": accept, "Accept-Encoding": coding}).headers[
            "ETag"
        ]
        for accept in (JSON, XML, CSV, TSV)
        for coding in ("identity", "gzip", "br", "zstd")
    }
    assert len(tags) == 16


@pytest.mark.parametrize(
    ("accepted", "coding"),
    [
        ("gzip", "gzip"),
        ("br", "br"),
        ("zstd", "zstd"),
        ("x-gzip", "gzip"),
        ("gzip;q=0.5, br;q=0.8", "br"),
        ("gzip, br;q=0", "gzip"),
        ("identity;q=0, gzip;q=0.1", "gzip"),
        ("identity;q=0, *", "zstd"),
        ("identity;q=0.9, gzip;q=0.1", None),
        ("gzip;q=0", None),
        ("*;q=0", None),
        ("deflate", None),
        ("", None),
        ("identity", None),
    ],
)
def test_a_coding_is_chosen_by_quality(url: str, accepted: str, coding: str | None) -> None:
    plain = ask(url, args={"query": SELECT}, headers={"Accept-Encoding": "identity"})
    answer = ask(url, args={"query": SELECT}, headers={"Accept-Encoding": accepted})
    assert answer.headers.get("Content-Encoding") == coding
    assert "Accept-Encoding" in answer.headers["Vary"]
    assert int(answer.headers["Content-Length"]) == len(answer.body)
    decoded = {
        "gzip": lambda body: zlib.decompress(body, 31),
        "br": brotli.decompress,
        "zstd": lambda body: zstandard.ZstdDecompressor().decompress(body),
        None: bytes,
    }[coding](answer.body)
    assert decoded == plain.body
    if coding:
        assert len(answer.body) < len(plain.body)


def test_vary_names_what_an_answer_depends_on(url: str) -> None:
    def varies(answer: Answer) -> set[str]:
        return {name.strip().lower() for name in answer.headers["Vary"].split(",")}

    assert varies(ask(url, args={"query": SELECT})) == {"accept", "accept-encoding"}
    page = {"Accept": "text/html"}
    assert {"accept", "accept-language", "cookie"} <= varies(ask(url, args={"query": SELECT}, headers=page))
    assert {"accept", "accept-language", "cookie"} <= varies(ask(url, args={"query": "ASK"}))


def test_head_of_a_query_has_the_headers_of_get(url: str) -> None:
    got, head = (
        ask(url, method=method, args={"query": SELECT, "format": "csv"}) for method in ("GET", "HEAD")
    )
    assert head.body == b""
    for name in ("Content-Type", "Content-Length", "ETag", "Vary", "Cache-Control"):
        assert head.headers[name] == got.headers[name], name
    assert ask(url, method="HEAD", args={"query": "ASK"}).status == 400
