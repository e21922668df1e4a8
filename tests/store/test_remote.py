"""Any SPARQL server as an engine: the project's own server is one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from graphapp.catalogue import load
from graphapp.catalogue.things import Things
from graphapp.cli.query import query
from graphapp.config import Settings
from graphapp.store import open_engine
from graphapp.store.engine import (
    EngineUnavailableError,
    QueryRefusedError,
    QuerySyntaxError,
    Question,
    ask,
    graph,
    select,
)
from graphapp.store.formats import GRAPH_FORMATS, RESULT_FORMATS
from graphapp.store.remote import RemoteEngine
from tests.live_server import free_port, serving
from tests.small_release import BASE, make_release

MEMBERS = "SELECT ?n WHERE { ?s <https://w3id.org/cluster-thueringen/ontology#memberCount> ?n } ORDER BY ?n"

ALIVE = (Settings().queries / "catalogue" / "alive.rq").read_text("utf-8")


@pytest.fixture(scope="module")
def endpoint(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("remote")
    with serving(make_release(folder / "release"), folder / "log.txt") as url:
        yield url + "/sparql"


def test_a_remote_engine_answers_every_form(endpoint: str) -> None:
    engine = open_engine(Settings(endpoint=endpoint))
    assert isinstance(engine, RemoteEngine)
    assert engine.ready()
    assert len(select(engine, Question(MEMBERS)).rows) == 3
    assert len(select(engine, Question(MEMBERS, (BASE + "source/two",))).rows) == 1
    assert ask(engine, Question("ASK { ?s ?p ?o }"))
    assert len(graph(engine, Question(f"DESCRIBE <{BASE}organisation/optonet>"))) == 7


def test_a_remote_engine_answers_in_every_format(endpoint: str) -> None:
    engine = RemoteEngine(endpoint, ALIVE)
    for output in RESULT_FORMATS:
        assert b"100" in b"".join(engine.answer(Question(MEMBERS), output))
    for output in GRAPH_FORMATS:
        answer = b"".join(engine.answer(Question(f"DESCRIBE <{BASE}organisation/optonet>"), output))
        assert b"optonet" in answer


def test_a_remote_engine_says_no_like_the_embedded_one(endpoint: str) -> None:
    engine = RemoteEngine(endpoint, ALIVE)
    with pytest.raises(QuerySyntaxError):
        select(engine, Question("SELECT * { ä }"))
    with pytest.raises(QueryRefusedError):
        select(engine, Question("SELECT * { SERVICE <http://127.0.0.1:1/> {} }"))


def test_a_server_that_is_not_there_is_unavailable() -> None:
    engine = RemoteEngine(f"http://127.0.0.1:{free_port()}/sparql", ALIVE)
    assert not engine.ready()
    with pytest.raises(EngineUnavailableError, match="cannot be reached"):
        ask(engine, Question("ASK {}"))


def test_things_are_found_through_a_remote_engine(endpoint: str) -> None:
    things = Things(RemoteEngine(endpoint, ALIVE), load(Settings().queries))
    assert [thing.key for thing in things.all_of("https://w3id.org/cluster-thueringen/ontology#Network")] == [
        "medways",
        "optonet",
    ]


def test_the_command_line_asks_an_endpoint_and_a_release_alike(
    endpoint: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GRAPHAPP_RELEASES", str(make_release(tmp_path / "release")))
    arguments = ["resolve", "--param", "identifier=optonet-ev", "--param", "candidate=", "--format"]
    for output in ("csv", "json", "table"):
        here = CliRunner().invoke(query, [*arguments, output])
        there = CliRunner().invoke(query, [*arguments, output, "--endpoint", endpoint])
        assert here.exit_code == there.exit_code == 0, here.output + there.output
        assert "organisation/optonet" in here.output
        assert sorted(here.output) == sorted(there.output)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["nope"], "no query “nope”"),
        (["resolve", "-p", "identifier"], "is not KEY=VALUE"),
        (["resolve", "-p", "x=1"], "has no parameter “x”"),
        (["resolve", "-p", "candidate=optnet"], "“candidate”"),
        (["counts", "-f", "turtle"], "use table, json, xml, csv, tsv"),
    ],
)
def test_the_command_line_says_what_is_wrong_and_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], message: str
) -> None:
    monkeypatch.setenv("GRAPHAPP_RELEASES", str(make_release(tmp_path / "release")))
    result = CliRunner().invoke(query, arguments)
    assert result.exit_code != 0
    assert message in " ".join(result.output.split())


def test_the_command_line_lists_the_catalogue() -> None:
    result = CliRunner().invoke(query, ["--list"], terminal_width=200)
    assert result.exit_code == 0
    assert "catalogue/things" in result.output
