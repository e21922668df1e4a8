"""The embedded engine: data sets, the union, formats and errors."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode

from graphapp.config import Settings
from graphapp.store import open_engine
from graphapp.store.engine import (
    EngineUnavailableError,
    QueryRefusedError,
    QuerySyntaxError,
    Question,
    ask,
    graph,
    kind_of,
    select,
)
from graphapp.store.formats import GRAPH_FORMATS, JSON, JSONLD, RESULT_FORMATS, TURTLE, Kind
from graphapp.store.memory import MemoryEngine
from graphapp.store.release import current_release
from tests.small_release import BASE, make_release, quads

ONE, TWO = BASE + "source/one", BASE + "source/two"
COUNT = f"SELECT (COUNT(*) AS ?n) %s WHERE {{ <{BASE}organisation/optonet> a ?class }}"
MEMBERS = (
    "SELECT ?n %s WHERE { ?s <https://w3id.org/cluster-thueringen/ontology#memberCount> ?n } ORDER BY ?n"
)


@pytest.fixture(scope="module")
def engine() -> MemoryEngine:
    return MemoryEngine.of_quads(quads())


def numbers(engine: MemoryEngine, question: Question) -> list[int]:
    return [int(row[0].value) for row in select(engine, question).rows if isinstance(row[0], Literal)]


def test_a_triple_that_two_sources_state_counts_once_in_the_union(engine: MemoryEngine) -> None:
    assert numbers(engine, Question(COUNT % "")) == [1]


def test_a_triple_that_two_sources_state_counts_once_in_the_merge_of_two_from_clauses(
    engine: MemoryEngine,
) -> None:
    assert numbers(engine, Question(COUNT % f"FROM <{ONE}> FROM <{TWO}>")) == [1]
    assert numbers(engine, Question(COUNT % "", (ONE, TWO))) == [1]


def test_from_narrows_the_default_graph(engine: MemoryEngine) -> None:
    assert numbers(engine, Question(MEMBERS % "")) == [42, 90, 100]
    assert numbers(engine, Question(MEMBERS % f"FROM <{TWO}>")) == [100]


def test_the_request_overrides_from(engine: MemoryEngine) -> None:
    assert numbers(engine, Question(MEMBERS % f"FROM <{TWO}>", (ONE,))) == [42, 90]


def test_from_named_and_named_graph_uri_bound_the_named_graphs(engine: MemoryEngine) -> None:
    graphs = "SELECT DISTINCT ?g %s WHERE { GRAPH ?g { ?s ?p ?o } } ORDER BY ?g"
    assert len(select(engine, Question(graphs % "")).rows) == 4
    assert select(engine, Question(graphs % f"FROM NAMED <{ONE}>")).rows == ((NamedNode(ONE),),)
    assert select(engine, Question(graphs % f"FROM NAMED <{ONE}>", (), (TWO,))).rows == ((NamedNode(TWO),),)
    assert select(engine, Question(graphs % f"FROM <{ONE}>")).rows == ()
    assert select(engine, Question(graphs % "", (ONE,))).rows == ()


def test_only_named_graphs_leave_the_default_graph_empty(engine: MemoryEngine) -> None:
    assert numbers(engine, Question(MEMBERS % f"FROM NAMED <{ONE}>")) == []
    assert numbers(engine, Question(MEMBERS % "", (), (ONE,))) == []


def test_merged_and_named_graphs_stand_side_by_side(engine: MemoryEngine) -> None:
    inside = "WHERE { GRAPH ?g { ?s ?p ?o } }"
    text = f"SELECT (COUNT(*) AS ?n) FROM <{ONE}> FROM <{TWO}> FROM NAMED <{ONE}> {inside}"
    alone = f"SELECT (COUNT(*) AS ?n) FROM NAMED <{ONE}> {inside}"
    assert numbers(engine, Question(text)) == numbers(engine, Question(alone))


def test_every_form_is_written_in_each_of_its_formats(engine: MemoryEngine) -> None:
    for text in ("SELECT * { ?s ?p ?o }", "ASK { ?s ?p ?o }"):
        for output in RESULT_FORMATS:
            assert b"".join(engine.answer(Question(text), output))
    for text in ("CONSTRUCT WHERE { ?s ?p ?o }", f"DESCRIBE <{BASE}organisation/optonet>"):
        for output in GRAPH_FORMATS:
            assert b"optonet" in b"".join(engine.answer(Question(text), output))


def test_json_ld_is_json_with_the_triples(engine: MemoryEngine) -> None:
    body = b"".join(engine.answer(Question(f"DESCRIBE <{BASE}organisation/optonet>"), JSONLD))
    assert [node["@id"] for node in json.loads(body)] == [BASE + "organisation/optonet"]


def test_ask_and_graph_give_values(engine: MemoryEngine) -> None:
    assert ask(engine, Question("ASK { ?s ?p ?o }"))
    assert not ask(engine, Question("ASK { ?s ?s ?s }"))
    assert len(graph(engine, Question(f"DESCRIBE <{BASE}organisation/optonet>"))) == 7


def test_a_syntax_error_names_the_word_and_its_position(engine: MemoryEngine) -> None:
    for text, line, column in [
        ("SELECT *\nWHERE { ä ?p ?o }", 2, 9),
        ("SELECT * {\n ?s ?p ?o } nonsense", 2, 13),
        ("SELECT * { ?s ?p ?o", 1, 20),
        ("SELECT * { ?s\n nope:p ?o }", 2, 2),
    ]:
        with pytest.raises(QuerySyntaxError) as caught:
            engine.answer(Question(text), JSON)
        assert (caught.value.line, caught.value.column) == (line, column), str(caught.value)
        assert f"Line {line}" in str(caught.value)
        assert f"Zeile {line}" in caught.value.german


def test_a_graph_that_is_no_iri_is_a_syntax_error(engine: MemoryEngine) -> None:
    with pytest.raises(QuerySyntaxError, match="no absolute IRI"):
        engine.answer(Question("ASK {}", ("not an iri",)), JSON)


def test_updates_and_federation_are_refused_before_evaluation(engine: MemoryEngine) -> None:
    for text in ("LOAD <http://127.0.0.1:1/>", "SELECT * { SERVICE <http://127.0.0.1:1/> {} }"):
        with pytest.raises(QueryRefusedError):
            engine.answer(Question(text), JSON)


def test_the_kind_of_an_answer_follows_from_the_form() -> None:
    assert kind_of("ASK {}") is Kind.BOOLEAN
    assert kind_of("SELECT * {}") is Kind.SOLUTIONS
    assert kind_of("DESCRIBE <a:b>") is Kind.GRAPH


def test_solutions_are_not_written_as_turtle(engine: MemoryEngine) -> None:
    with pytest.raises(ValueError, match="Turtle"):
        engine.answer(Question("SELECT * {}"), TURTLE)


def test_the_current_release_is_loaded_and_named(tmp_path: Path) -> None:
    releases = make_release(tmp_path / "release")
    engine = open_engine(Settings(releases=releases))
    assert engine.ready()
    assert isinstance(engine, MemoryEngine)
    assert engine.release == (releases / "current").resolve().name


def test_no_release_is_an_error_that_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(EngineUnavailableError, match="graphapp build"):
        current_release(tmp_path)


def test_a_broken_release_is_an_error_that_names_it(tmp_path: Path) -> None:
    releases = make_release(tmp_path / "release")
    (releases / "current" / "data.nq.zst").write_bytes(b"not zstandard")
    with pytest.raises(EngineUnavailableError, match="cannot be loaded"):
        open_engine(Settings(releases=releases))
