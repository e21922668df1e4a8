"""What some settings change at a server, and what it does without them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.faults.clients import ANSWERED, HUGE, ORDINARY, eventually, holding, queries, query
from tests.faults.conftest import LOW
from tests.live_server import serving
from tests.protocol.http import ask

ANN, BEN, EVE = "198.51.100.1", "198.51.100.2", "198.51.100.3"
LEAST = 200_000
"""Bytes of an answer, fewer than those up to which it is gathered before anything is sent."""


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory, releases: Path) -> Iterator[str]:
    """Address of a server behind no proxy, with short answers."""
    settings = {**LOW, "GRAPHAPP_CLIENT_HEADER": "", "GRAPHAPP_ANSWER_BYTES": str(LEAST)}
    with serving(releases, tmp_path_factory.mktemp("log") / "log.txt", settings) as address:
        yield address


@pytest.mark.parametrize("output", ["json", "csv", "xml", "tsv"])
def test_an_answer_that_is_too_long_before_any_of_it_is_sent_is_refused_with_the_limit(
    url: str, output: str
) -> None:
    answer = query(url, HUGE, format=output)
    assert (answer.status, answer.type) == (413, "application/problem+json")
    assert answer.json()["type"] == "/about#problem-size-limit"
    assert answer.json()["limit"] == {"name": "size", "value": LEAST, "unit": "bytes"}
    assert query(url, ORDINARY).values("n") == ANSWERED


def test_what_a_client_calls_itself_counts_for_nothing_where_no_proxy_is_trusted(url: str) -> None:
    with holding(url, ANN, BEN, EVE):
        eventually(lambda: queries(url) == (2, 1))


def _logged(log: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in log.read_text("utf-8").splitlines() if line.startswith("{")]


@pytest.mark.parametrize("logged", ["off", "on", "queries"])
def test_the_access_log_of_a_server_has_what_the_setting_asks_for(
    releases: Path, tmp_path: Path, logged: str
) -> None:
    log = tmp_path / "log.txt"
    with serving(releases, log, {**LOW, "GRAPHAPP_ACCESS_LOG": logged}) as url:
        assert query(url, f"{ORDINARY} # secret").values("n") == ANSWERED
        assert ask(url, "/nothing-here").status == 404
        if logged != "off":
            eventually(lambda: len([line for line in _logged(log) if line["path"] != "/healthz"]) == 2)
    text = log.read_text("utf-8")
    lines = {line["path"]: line for line in _logged(log)}
    assert ("secret" in text) == (logged == "queries")
    if logged == "off":
        assert not lines
        return
    assert {path: lines[path]["status"] for path in ("/sparql", "/nothing-here")} == {
        "/sparql": 200,
        "/nothing-here": 404,
    }
    assert lines["/sparql"]["complete"] is True
    assert ("query" in lines["/sparql"]) == (logged == "queries")
