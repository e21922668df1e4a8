"""What is kept, for how long, and what never is (RFC 9111, section 3)."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from werkzeug.test import create_environ

from graphapp.web.cache import AnswerCache
from graphapp.web.cache.entries import OVERHEAD
from graphapp.web.cache.requests import LANGUAGE_COOKIE
from graphapp.web.cache.wsgi import Environ
from graphapp.web.language import COOKIE
from tests.cache.asking import FRESH, TEXT, Told, ask

FORM = {"Content-Type": "application/x-www-form-urlencoded"}


def cache_of(app: Told, limit: int = 1_000_000, release: str | None = "one") -> AnswerCache:
    return AnswerCache(app, limit, 1000, lambda: release)


@pytest.mark.parametrize("status", ["200 OK", "404 Not Found"])
def test_a_whole_answer_is_given_again(status: str) -> None:
    cache = cache_of(app := Told(status=status))
    first, second = ask(cache), ask(cache)
    assert app.asked == 1
    assert (first.status, first.body) == (second.status, second.body)
    assert second.headers["Age"] == "0"


@pytest.mark.parametrize(
    "status",
    ["206 Partial Content", "303 See Other", "400 Bad Request", "406 Not Acceptable", "413 Content Too Large",
     "500 Internal Server Error", "503 Service Unavailable", "504 Gateway Timeout"],
)  # fmt: skip
def test_no_error_and_no_part_is_kept(status: str) -> None:
    cache = cache_of(app := Told(status=status))
    assert [ask(cache).status for _ in "ab"] == [int(status[:3])] * 2
    assert app.asked == 2


@pytest.mark.parametrize(
    "headers",
    [
        [TEXT],
        [TEXT, ("Cache-Control", "public")],
        [TEXT, ("Cache-Control", "private, max-age=60")],
        [TEXT, ("Cache-Control", "no-store")],
        [TEXT, ("Cache-Control", "max-age=60, no-cache")],
        [TEXT, FRESH, ("Set-Cookie", "session=1")],
        [TEXT, FRESH, ("Vary", "*")],
        [TEXT, FRESH, ("Vary", "Accept, X-Forwarded-For")],
        [TEXT, FRESH, ("Vary", "Accept"), ("Vary", "Origin")],
        [TEXT, FRESH, ("Content-Encoding", "gzip")],
        [TEXT, FRESH, ("Content-Length", "7")],
    ],
)
def test_nothing_is_kept_that_is_one_persons_or_does_not_say_that_it_may(
    headers: list[tuple[str, str]],
) -> None:
    cache = cache_of(app := Told(headers=headers))
    assert [ask(cache).body for _ in "ab"] == [b"text " * 400] * 2
    assert app.asked == 2


@pytest.mark.parametrize(
    "headers",
    [
        {"Authorization": "Basic eDp5"},
        {"Range": "bytes=0-3"},
    ],
)
def test_requests_that_only_the_application_can_answer_are_passed_on_as_they_are(
    headers: dict[str, str],
) -> None:
    cache = cache_of(app := Told())
    ask(cache)
    assert "Cache-Status" not in ask(cache, headers=headers).headers
    assert app.asked == 2


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS", "POST"])
def test_other_methods_are_passed_on(method: str) -> None:
    cache = cache_of(app := Told())
    for _ in "ab":
        ask(cache, "/", method=method, headers=FORM)
    assert app.asked == 2


@pytest.mark.parametrize(
    "path", ["/sparql/running/sparql", "/sparql/running/x", "/de/queries", "/x/y/sparql"]
)
def test_a_post_is_kept_only_where_it_asks_a_query(path: str) -> None:
    cache = cache_of(app := Told())
    for _ in "ab":
        ask(cache, path, method="POST", headers=FORM, data=b"query=1")
    assert app.asked == 2


def test_a_posted_query_is_known_by_its_type_address_and_body() -> None:
    seen: list[bytes] = []

    def body(environ: Environ) -> Iterable[bytes]:
        seen.append(environ["wsgi.input"].read())
        return [b"answer " + seen[-1]]

    cache = cache_of(app := Told(body))

    def post(content: bytes, kind: str = FORM["Content-Type"], path: str = "/sparql") -> bytes:
        return ask(cache, path, method="POST", headers={"Content-Type": kind}, data=content).body

    assert post(b"query=1") == post(b"query=1") == b"answer query=1"
    assert app.asked == 1
    post(b"query=2")
    post(b"query=1", "application/sparql-query")
    post(b"query=1", path="/sparql?a=b")
    post(b"query=1", path="/de/sparql")
    assert app.asked == 5
    assert "ETag" not in ask(cache, "/sparql", method="POST", headers=FORM, data=b"query=1").headers
    post(b"x" * 1001)
    assert len(seen[-1]) == 1001
    assert app.asked == 6
    assert ask(cache, "/sparql").noted == "graphapp; fwd=miss"


def test_a_body_that_is_cut_off_on_its_way_is_passed_on_as_it_came() -> None:
    cache = cache_of(app := Told(lambda environ: [environ["wsgi.input"].read()]))
    longer = {"CONTENT_LENGTH": "7"}
    answer = ask(cache, "/sparql", method="POST", headers=FORM, data=b"quer", environ_overrides=longer)
    assert answer.body == b"quer"
    assert cache.statistics().entries == 0
    assert app.asked == 1


def test_the_language_is_the_only_cookie_that_counts() -> None:
    assert LANGUAGE_COOKIE == COOKIE
    cache = cache_of(app := Told(headers=[TEXT, FRESH, ("Vary", "Cookie")]))
    for cookie in ("language=de", "language=en", "a=1", "a=2", "a=1; language=de"):
        ask(cache, headers={"Cookie": cookie})
    assert app.asked == 3


@pytest.mark.parametrize("name", ["Accept", "Accept-Language"])
def test_what_is_negotiated_is_told_apart(name: str) -> None:
    variable = "HTTP_" + name.upper().replace("-", "_")
    app = Told(
        lambda environ: [environ.get(variable, "none").encode()], headers=[TEXT, FRESH, ("Vary", name)]
    )
    cache = cache_of(app)
    for _ in "ab":
        assert [ask(cache, headers={name: value}).body for value in ("de", "en")] == [b"de", b"en"]
        assert ask(cache).body == b"none"
    assert app.asked == 3


def test_hosts_do_not_share_answers() -> None:
    cache = cache_of(Told(lambda environ: [environ["HTTP_HOST"].encode()]))
    assert [ask(cache, host=host).body for host in ("a.example", "b.example", "a.example")] == [
        b"a.example",
        b"b.example",
        b"a.example",
    ]


def test_the_least_recently_used_answers_leave_when_the_bytes_are_used_up() -> None:
    size = 10_000
    cache = cache_of(
        Told(b"x" * size, headers=[("Content-Type", "image/png"), FRESH]), 20 * (size + OVERHEAD)
    )
    for number in range(20):
        ask(cache, f"/?{number}")
    assert cache.statistics().evicted == 0
    assert cache.statistics().bytes == 20 * (size + OVERHEAD)
    ask(cache, "/?0")
    ask(cache, "/?20")
    assert cache.statistics().evicted == 1
    assert ask(cache, "/?0").noted == "graphapp; hit"
    assert ask(cache, "/?1").noted == "graphapp; fwd=miss"


def test_variants_count_for_bytes_and_leave_with_their_answer() -> None:
    cache = cache_of(Told(b"text " * 2000), 300_000)
    ask(cache)
    counted = cache.statistics().bytes
    for coding in ("gzip", "br", "zstd"):
        counted += len(ask(cache, headers={"Accept-Encoding": coding}).body)
        assert cache.statistics().bytes == counted
    for number in range(30):
        ask(cache, f"/?{number}")
    assert cache.statistics().bytes <= 300_000
    assert ask(cache).noted == "graphapp; fwd=miss"


def test_an_answer_longer_than_its_part_of_the_cache_streams_through() -> None:
    given: list[int] = []

    def long(environ: Environ) -> Iterable[bytes]:
        for number in range(100):
            given.append(number)
            yield b"x" * 10_000

    cache = cache_of(app := Told(long))
    sent: list[str] = []

    def start(status: str, headers: list[tuple[str, str]], exc_info: object = None, /) -> None:
        sent.append(status)

    answer = cache(create_environ("/"), start)  # type: ignore[arg-type]
    assert sent == ["200 OK"]
    assert len(given) == 7
    assert sum(len(chunk) for chunk in answer) == 1_000_000
    answer.close()  # type: ignore[attr-defined]
    assert app.closed == 1
    assert cache.statistics().entries == 0


def test_an_error_in_a_stream_reaches_the_server() -> None:
    def breaks(environ: Environ) -> Iterable[bytes]:
        for _ in range(10):
            yield b"x" * 10_000
        raise RuntimeError("cut off")

    cache = cache_of(app := Told(breaks))
    with pytest.raises(RuntimeError, match="cut off"):
        ask(cache)
    assert app.closed == 1


def test_an_error_before_the_end_of_a_short_answer_sends_nothing() -> None:
    def breaks(environ: Environ) -> Iterable[bytes]:
        yield b"half"
        raise RuntimeError("cut off")

    cache = cache_of(app := Told(breaks))
    with pytest.raises(RuntimeError, match="cut off"):
        ask(cache)
    assert (app.closed, cache.statistics().entries) == (1, 0)


def test_head_of_a_long_answer_reads_no_more_of_it_than_it_must() -> None:
    cache = cache_of(app := Told(lambda environ: iter([b"x" * 100_000] * 3)))
    assert ask(cache, method="HEAD").body == b""
    assert app.closed == 1


def test_a_new_release_empties_the_cache() -> None:
    release = ["one"]
    cache = AnswerCache(Told(lambda environ: [release[0].encode()]), 100_000, 1000, lambda: release[0])
    assert [ask(cache).body, ask(cache).body] == [b"one", b"one"]
    release[0] = "two"
    assert ask(cache).body == b"two"
    assert (cache.statistics().entries, cache.statistics().emptied) == (1, 1)


def test_without_a_release_an_answer_lives_as_long_as_it_says(monkeypatch: pytest.MonkeyPatch) -> None:
    now = [1000.0]
    monkeypatch.setattr("time.monotonic", lambda: now[0])
    cache = cache_of(app := Told(), release=None)
    ask(cache)
    now[0] += 59
    assert ask(cache).headers["Age"] == "59"
    now[0] += 1
    assert ask(cache).noted == "graphapp; fwd=miss"
    assert app.asked == 2
