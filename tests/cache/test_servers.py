"""The cache under the servers that are said to work: only WSGI is used (PEP 3333)."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.cache.asking import decode
from tests.live_server import free_port, serving, wait_for
from tests.protocol.http import Answer, ask
from tests.small_release import make_release

QUERY = {"query": "SELECT * { ?s ?p ?o }"}


@pytest.fixture(scope="module", params=["granian", "waitress", "gunicorn"])
def url(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("served")
    releases, log = make_release(folder / "release"), folder / "log.txt"
    if request.param == "granian":
        with serving(releases, log) as address:
            yield address
        return
    port = free_port()
    command = {
        "waitress": ["-m", "waitress", f"--listen=127.0.0.1:{port}", "--call", "graphapp.web:create_app"],
        "gunicorn": [
            "-m",
            "gunicorn",
            f"--bind=127.0.0.1:{port}",
            "--threads=4",
            "graphapp.web:create_app()",
        ],
    }[request.param]
    with log.open("w") as output:
        process = subprocess.Popen(
            [sys.executable, *command],
            env={**os.environ, "GRAPHAPP_RELEASES": str(releases)},
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    address = f"http://127.0.0.1:{port}"
    try:
        wait_for(address, process, log)
        yield address
    finally:
        process.terminate()
        process.wait(20)


@pytest.mark.parametrize("coding", ["identity", "gzip", "br", "zstd"])
def test_a_query_comes_from_memory_the_second_time(url: str, coding: str) -> None:
    answers = [ask(url, args=QUERY, headers={"Accept-Encoding": coding}) for _ in "ab"]
    assert answers[1].headers["Cache-Status"] == "graphapp; hit"
    assert answers[0].body == answers[1].body
    assert b'"bindings"' in decode(answers[1].body, coding)
    assert "Date" in answers[1].headers


def test_head_and_conditions_and_posts(url: str) -> None:
    got = ask(url, args=QUERY)
    head = ask(url, method="HEAD", args=QUERY)
    assert (head.status, head.body, head.headers["ETag"]) == (200, b"", got.headers["ETag"])
    unchanged = ask(url, args=QUERY, headers={"If-None-Match": got.headers["ETag"]})
    assert (unchanged.status, unchanged.body) == (304, b"")
    assert [ask(url, method="POST", body=QUERY).json() for _ in "ab"] == [got.json()] * 2
    assert ask(url, "/static/mark.svg").body == ask(url, "/static/mark.svg").body


def test_identical_queries_at_once_all_get_the_whole_answer(url: str) -> None:
    def send(number: int) -> Answer:
        text = f"SELECT * {{ ?s ?p ?o . ?a ?b ?c }} OFFSET {number // 6}"
        return ask(url, args={"query": text})

    with ThreadPoolExecutor(6) as threads:
        answers = list(threads.map(send, range(24)))
    for start in range(0, 24, 6):
        assert len({(answer.status, answer.body) for answer in answers[start : start + 6]}) == 1
        assert answers[start].status == 200
