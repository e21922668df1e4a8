"""Codings, validators, HEAD and the headers of what comes from memory (RFC 9110)."""

from __future__ import annotations

from random import Random

import pytest

from graphapp.web.cache import AnswerCache
from graphapp.web.cache.codings import CODINGS, choose, compressible
from tests.cache.asking import FRESH, TEXT, Told, ask, decode


def cache_of(app: Told) -> AnswerCache:
    return AnswerCache(app, 1_000_000, 1000, lambda: "one")


@pytest.mark.parametrize(
    ("wanted", "coding"),
    [
        (None, "identity"),
        ("", "identity"),
        ("identity", "identity"),
        ("gzip, deflate, br, zstd", "zstd"),
        ("gzip, deflate, br", "br"),
        ("GZIP", "gzip"),
        ("x-gzip", "gzip"),
        ("deflate", "identity"),
        ("*", "zstd"),
        ("gzip;q=1.0, br;q=0.9, zstd;q=0.1", "gzip"),
        ("zstd;q=0, br;q=0, *", "gzip"),
        ("gzip;q=0", "identity"),
        ("gzip;q=0.5, identity;q=0.8", "identity"),
        ("identity;q=0, gzip;q=0.1", "gzip"),
        ("*;q=0", "identity"),
        ("gzip;q=nonsense, ,;;", "identity"),
    ],
)
def test_the_coding_is_the_one_that_is_wanted_most(wanted: str | None, coding: str) -> None:
    assert choose(wanted) == coding


@pytest.mark.parametrize(
    ("media_type", "shrinks"),
    [
        ("text/html; charset=utf-8", True),
        ("application/sparql-results+json", True),
        ("application/sparql-results+xml", True),
        ("application/rdf+xml", True),
        ("application/n-triples", True),
        ("image/svg+xml; charset=utf-8", True),
        ("image/png", False),
        ("application/zip", False),
        ("font/woff2", False),
        ("", False),
    ],
)
def test_texts_are_compressed_and_pictures_are_not(media_type: str, shrinks: bool) -> None:
    assert compressible(media_type) is shrinks


def test_each_coding_has_its_own_strong_validator_and_decodes_to_the_same() -> None:
    cache = cache_of(app := Told())
    answers = {coding: ask(cache, headers={"Accept-Encoding": coding}) for coding in CODINGS}
    assert app.asked == 1
    assert len({answer.headers["ETag"] for answer in answers.values()}) == len(CODINGS)
    for coding, answer in answers.items():
        assert decode(answer.body, coding) == b"text " * 400
        assert answer.headers.get("Content-Encoding", "identity") == coding
        assert answer.headers.get_all("Vary") == ["Accept-Encoding"]
        assert answer.headers.get_all("Content-Length") == [str(len(answer.body))]
        assert not answer.headers["ETag"].startswith("W/")


def test_vary_keeps_what_the_application_says() -> None:
    cache = cache_of(Told(headers=[TEXT, FRESH, ("Vary", "Accept"), ("Vary", "Cookie, Accept-Encoding")]))
    assert ask(cache).headers.get_all("Vary") == ["Accept, Cookie, Accept-Encoding"]


@pytest.mark.parametrize(
    "app",
    [Told(b"short"), Told(headers=[("Content-Type", "image/png"), FRESH]), Told(Random(1).randbytes(5000))],
    ids=["short", "picture", "noise"],
)
def test_what_does_not_shrink_is_sent_as_it_is(app: Told) -> None:
    cache = cache_of(app)
    for coding in CODINGS:
        assert "Content-Encoding" not in ask(cache, headers={"Accept-Encoding": coding}).headers
    assert app.asked == 1


def test_a_good_copy_is_not_sent_again() -> None:
    cache = cache_of(app := Told())
    etag = ask(cache, headers={"Accept-Encoding": "br"}).headers["ETag"]
    for sent in (etag, f"W/{etag}", f'"other", {etag}', "*"):
        for method in ("GET", "HEAD"):
            answer = ask(cache, method=method, headers={"Accept-Encoding": "br", "If-None-Match": sent})
            assert (answer.status, answer.body) == (304, b"")
            assert answer.headers["ETag"] == etag
            assert answer.headers["Vary"] == "Accept-Encoding"
            assert answer.headers["Cache-Control"] == FRESH[1]
            assert not {"Content-Type", "Content-Length", "Content-Encoding"} & set(answer.headers.keys())
    assert app.asked == 1


def test_a_copy_in_another_coding_or_of_something_else_is_sent_anew() -> None:
    cache = cache_of(Told())
    etag = ask(cache, headers={"Accept-Encoding": "br"}).headers["ETag"]
    assert ask(cache, headers={"Accept-Encoding": "gzip", "If-None-Match": etag}).status == 200
    assert ask(cache, headers={"Accept-Encoding": "br", "If-None-Match": '"other"'}).status == 200


@pytest.mark.parametrize("coding", ["identity", "gzip", "br", "zstd"])
@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_who_wants_only_what_was_there_is_told_when_it_is_not_there_any_more(
    coding: str, method: str
) -> None:
    cache = cache_of(app := Told())
    accepted = {"Accept-Encoding": coding}
    etag = ask(cache, headers=accepted).headers["ETag"]
    for good in (etag, f'"other", {etag}', "*"):
        assert ask(cache, method=method, headers={**accepted, "If-Match": good}).status == 200
    for bad in ('"other"', f"W/{etag}", ""):
        answer = ask(cache, method=method, headers={**accepted, "If-Match": bad})
        assert answer.status == 412
        assert answer.headers["Content-Type"] == "application/problem+json"
        assert bool(answer.body) == (method == "GET")
        # If-Match comes first (RFC 9110, section 13.2.2).
        both = {**accepted, "If-Match": bad, "If-None-Match": etag}
        assert ask(cache, method=method, headers=both).status == 412
    assert app.asked == 1


@pytest.mark.parametrize("headers", [[], [("ETag", '"its"')]])
def test_who_wants_only_what_was_there_is_told_too_where_the_answer_is_too_long_to_be_kept(
    headers: list[tuple[str, str]],
) -> None:
    cache = cache_of(Told(body=b"x" * (2 << 20), headers=[("Content-Type", "text/plain"), FRESH, *headers]))
    assert ask(cache, headers={"If-Match": "*"}).status == 200
    assert ask(cache, headers={"If-Match": '"its"'}).status == (200 if headers else 412)
    assert ask(cache, headers={"If-Match": '"other"'}).status == 412


def test_who_takes_any_version_but_has_another_is_sent_the_whole() -> None:
    changed = ("Last-Modified", "Wed, 25 Nov 2026 12:00:00 GMT")
    cache = cache_of(Told(headers=[("Content-Type", "text/plain"), FRESH, changed]))
    for copy in (
        {"If-None-Match": '"other"'},
        {"If-Modified-Since": "Tue, 24 Nov 2026 12:00:00 GMT"},
    ):
        assert ask(cache, headers={"If-Match": "*", **copy}).status == 200


def test_who_wants_only_what_has_not_changed_since_is_told_when_it_has() -> None:
    changed = ("Last-Modified", "Wed, 25 Nov 2026 12:00:00 GMT")
    cache = cache_of(Told(headers=[("Content-Type", "text/plain"), FRESH, changed]))
    for since, status in (
        ("Wed, 25 Nov 2026 12:00:00 GMT", 200),
        ("Thu, 26 Nov 2026 12:00:00 GMT", 200),
        ("Tue, 24 Nov 2026 12:00:00 GMT", 412),
        ("yesterday", 200),
    ):
        assert ask(cache, headers={"If-Unmodified-Since": since}).status == status


def test_a_miss_can_be_answered_with_304_and_the_application_does_not_see_the_condition() -> None:
    etag = ask(cache_of(Told())).headers["ETag"]
    seen: list[set[str]] = []

    def body(environ: dict[str, object]) -> list[bytes]:
        seen.append(set(environ))
        return [b"text " * 400]

    answer = ask(cache_of(Told(body)), headers={"If-None-Match": etag, "Accept-Encoding": "gzip;q=0"})
    assert answer.status == 304
    assert not {"HTTP_IF_NONE_MATCH", "HTTP_ACCEPT_ENCODING"} & seen[0]


def test_the_validator_stays_when_the_release_changes_and_the_answer_does_not() -> None:
    release = ["one"]
    cache = AnswerCache(Told(), 100_000, 1000, lambda: release[0])
    etag = ask(cache).headers["ETag"]
    release[0] = "two"
    assert ask(cache, headers={"If-None-Match": etag}).status == 304


def test_a_validator_differs_with_the_media_type() -> None:
    other = Told(headers=[("Content-Type", "text/csv"), FRESH])
    assert ask(cache_of(Told())).headers["ETag"] != ask(cache_of(other)).headers["ETag"]


def test_the_applications_own_strong_validator_is_kept() -> None:
    headers = [TEXT, FRESH, ("ETag", '"own"'), ("Last-Modified", "Wed, 25 Nov 2026 00:00:00 GMT")]
    cache = cache_of(Told(headers=headers))
    assert ask(cache).headers["ETag"] == '"own"'
    assert ask(cache, headers={"Accept-Encoding": "gzip"}).headers["ETag"] == '"own-gzip"'
    same = {"If-Modified-Since": "Wed, 25 Nov 2026 00:00:00 GMT"}
    assert ask(cache, headers=same).status == 304
    assert ask(cache, headers=same | {"If-None-Match": '"other"'}).status == 200
    assert ask(cache, headers={"If-Modified-Since": "Tue, 24 Nov 2026 00:00:00 GMT"}).status == 200


def test_a_long_answer_with_a_validator_is_not_sent_again_either() -> None:
    cache = cache_of(Told(b"x" * 500_000, headers=[TEXT, FRESH, ("ETag", '"own"')]))
    assert ask(cache, headers={"If-None-Match": '"own"'}).status == 304
    assert ask(cache, headers={"If-None-Match": '"other"'}).status == 200


def test_what_is_not_there_has_no_validator() -> None:
    cache = cache_of(Told(status="404 Not Found"))
    assert "ETag" not in ask(cache).headers
    assert ask(cache, headers={"If-None-Match": "*"}).status == 404


def test_head_has_the_headers_of_get() -> None:
    cache = cache_of(app := Told())
    for coding in ("identity", "zstd"):
        head = ask(cache, method="HEAD", headers={"Accept-Encoding": coding})
        get = ask(cache, headers={"Accept-Encoding": coding})
        assert head.body == b""
        assert {*head.headers} - {*get.headers} <= {("Cache-Status", "graphapp; fwd=miss")}
        assert head.headers["Content-Length"] == str(len(get.body))
    assert app.asked == 1
