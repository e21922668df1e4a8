"""The same pages and the same protocol in front of a server of others."""

from __future__ import annotations

import dataclasses
import re
from collections import Counter
from collections.abc import Callable
from functools import cache
from html import unescape
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from pyoxigraph import QueryResultsFormat, QuerySolutions, parse_query_results

from graphapp.config import Settings
from graphapp.store.engine import Engine
from graphapp.store.memory import MemoryEngine
from graphapp.store.remote import RemoteEngine
from graphapp.web import create_app
from tests.engines import landscape, servers
from tests.engines.conftest import ALIVE, DOUBLED
from tests.engines.landscape import TEST

QUESTION = "networks/labels-and-awards"
PAGES = ("/en/organisation/optonet", "/de/networks", "/de/map")
OF_THE_RELEASE = re.compile(r"\?release=\w*|, (Fassung|version) release")


def client_of(remote: RemoteEngine) -> FlaskClient:
    return create_app(dataclasses.replace(Settings(), endpoint=remote.endpoint)).test_client()


@pytest.fixture(scope="session")
def shown(memory: MemoryEngine) -> Callable[[str], str]:
    """The main text of a page over the embedded engine, which makes each page once."""
    app = create_app(Settings(), memory)
    return cache(lambda path: main_text(app, path))


def main_text(app: Flask, path: str) -> str:
    """Return the text of a page's main part and of the data in it, without the name of the release, which a remote engine has
    not.
    """
    # Without an address, there is no connection that could be found gone.
    asking = {"REMOTE_ADDR": ""}
    answer = app.test_client().get(path, headers={"Accept": "text/html"}, environ_overrides=asking)
    assert answer.status_code == 200, path
    main = answer.text.partition("<main")[2].partition("</main>")[0]
    return " ".join(unescape(re.sub(r"<[^>]*>|[\[\]{},]", " ", OF_THE_RELEASE.sub("", main))).split())


def solutions(body: bytes) -> set[str]:
    results = parse_query_results(body, format=QueryResultsFormat.JSON)
    assert isinstance(results, QuerySolutions)
    return {str(solution) for solution in results}


def test_the_endpoint_answers_like_the_embedded_engine(remote: RemoteEngine, memory: MemoryEngine) -> None:
    here = create_app(Settings(), memory).test_client()
    text = f"SELECT ?o WHERE {{ <{TEST}thing> <{TEST}number> ?o }}"
    answers = [
        client.get("/sparql", query_string={"query": text, "format": "json"})
        for client in (client_of(remote), here)
    ]
    assert [answer.status_code for answer in answers] == [200, 200]
    assert solutions(answers[0].data) == solutions(answers[1].data)
    assert len(solutions(answers[0].data)) == 2


def test_the_pages_of_the_catalogue_are_there(remote: RemoteEngine) -> None:
    client = client_of(remote)
    for path in ("/en/queries", f"/en/queries/{QUESTION}", "/de/about"):
        page = client.get(path, headers={"Accept": "text/html"}, follow_redirects=True)
        assert page.status_code == 200, path
    rows = client.get(f"/queries/{QUESTION}", query_string={"format": "csv"})
    assert rows.status_code == 200
    assert len(rows.data.splitlines()) > 1


@pytest.mark.parametrize("name", ["disk", "oxigraph"], indirect=True, scope="session")
@pytest.mark.parametrize("path", PAGES)
def test_a_page_says_the_same_over_every_engine(
    name: str, engine: Engine, shown: Callable[[str], str], path: str
) -> None:
    here, there = (
        Counter(text.split()) for text in (shown(path), main_text(create_app(Settings(), engine), path))
    )
    assert len(here) > 200
    # Things that rank alike stand in the order in which the engine finds them.
    assert (here - there, there - here) == (Counter(), Counter()), name


def test_it_is_ready_and_nothing_is_in_doubt(remote: RemoteEngine) -> None:
    assert client_of(remote).get("/readyz").data == b"ready\n"
    assert remote.doubt() == ""


def test_errors_are_those_of_the_embedded_engine(remote: RemoteEngine) -> None:
    client = client_of(remote)
    for text, problem in (("SELECT * {", "syntax"), ("SELECT * { SERVICE <http://a> {} }", "refused")):
        answer = client.get("/sparql", query_string={"query": text}, headers={"Accept": "application/json"})
        assert (answer.status_code, answer.json and answer.json["type"]) == (400, f"/about#problem-{problem}")


def test_a_server_without_the_merge_is_ready_and_says_so(everything: Path) -> None:
    lacking = servers.missing("bare-oxigraph")
    if lacking:
        pytest.skip(lacking)
    folder = everything.parent / "bare-oxigraph"
    with servers.shared("bare-oxigraph", folder, lambda to: landscape.unpack(everything, to)) as endpoint:
        doubt = RemoteEngine(endpoint, ALIVE, DOUBLED).doubt()
        assert "does not hold what its named graphs hold" in doubt
        client = create_app(dataclasses.replace(Settings(), endpoint=endpoint)).test_client()
        assert client.get("/readyz").text == f"ready\n{doubt}\n"
