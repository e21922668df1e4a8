"""The cache in front of this application: what its answers say about being kept."""

from __future__ import annotations

from typing import Final

import pytest
from flask import Flask

from graphapp.config import Settings, from_environment
from graphapp.store.memory import MemoryEngine
from graphapp.web import caching, create_app
from graphapp.web.freshness import ABSENT, IMMUTABLE, LIVE, NEVER, RELEASE, freshness
from tests.cache.asking import ask
from tests.small_release import quads

ENGINE: Final = MemoryEngine.of_quads(quads())
SELECT: Final = "/sparql?query=SELECT+*+%7B+%3Fs+%3Fp+%3Fo+%7D"


@pytest.fixture(scope="module")
def app() -> Flask:
    return create_app(Settings(), ENGINE)


def test_one_setting_switches_it_off() -> None:
    off = create_app(from_environment({"GRAPHAPP_CACHE_BYTES": "0"}), ENGINE)
    assert caching.EXTENSION not in off.extensions
    answer = ask(off, SELECT, headers={"Accept-Encoding": "gzip"})
    assert not {"Cache-Status", "Age", "ETag", "Content-Encoding"} & set(answer.headers.keys())
    assert answer.headers["Cache-Control"] == RELEASE


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (SELECT, RELEASE),
        ("/de/", RELEASE),
        ("/", RELEASE),
        ("/static/mark.svg", RELEASE),
        ("/nothing", ABSENT),
        ("/static/nothing.css", ABSENT),
        ("/sparql?query=SELECT", NEVER),
        ("/sparql?update=CLEAR+ALL", NEVER),
        ("/language/de", NEVER),
        *((path, NEVER) for path in LIVE),
    ],
)
def test_how_long_an_answer_may_be_kept(app: Flask, path: str, value: str) -> None:
    for _ in "ab":
        assert ask(app, path).headers.get_all("Cache-Control") == [value]


def test_only_files_that_are_named_by_their_content_never_change() -> None:
    assert freshness("/static/assets/index-DiwrgTda.js", 200, sets_cookie=False) == IMMUTABLE
    assert freshness("/static/assets/index-DiwrgTda.js", 404, sets_cookie=False) == ABSENT
    assert freshness("/static/site-overview.css", 200, sets_cookie=False) == RELEASE


@pytest.mark.parametrize("path", LIVE)
def test_how_the_server_is_now_never_comes_from_memory(app: Flask, path: str) -> None:
    for _ in "ab":
        assert "Age" not in ask(app, path).headers


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/de/",
        "/about",
        "/de/about",
        "/queries",
        "/en/queries",
        "/sparql",
        "/de/sparql",
        SELECT,
        "/nothing",
    ],
)
def test_what_an_answer_depends_on_stands_in_vary(app: Flask, path: str) -> None:
    plain = {"Accept": "*/*", "Accept-Language": "de"}
    others = {
        "Accept": ["text/html", "application/json", "text/turtle", "text/csv", "image/png"],
        "Accept-Language": ["en", "fr"],
        "Cookie": ["language=en", "language=de"],
    }
    for start in (plain, plain | {"Accept": "text/html"}):
        first = ask(app, path, headers=start)
        vary = {name.strip() for name in first.headers.get("Vary", "").split(",")}
        for name, values in others.items():
            for value in values:
                other = ask(app, path, headers=start | {name: value})
                known = ("Content-Type", "Location")
                if (other.status, other.body) != (first.status, first.body) or any(
                    other.headers.get(header) != first.headers.get(header) for header in known
                ):
                    assert name in vary, (start, name, value)


def test_the_counts_are_among_the_metrics(app: Flask) -> None:
    text = app.extensions["graphapp.metrics"][0]()
    assert 'graphapp_cache_requests_total{outcome="hit"}' in text
    assert "graphapp_cache_bytes" in text
