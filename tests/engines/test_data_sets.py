"""Which graphs a query sees, at every engine (SPARQL 1.1 Query Language, section 13; Protocol, section 2.1.4)."""

from __future__ import annotations

import pytest
from pyoxigraph import Literal, NamedNode

from graphapp.store.engine import Engine, QuerySyntaxError, Question, ask, select
from tests.engines.known import DIFFERENT
from tests.engines.landscape import TEST

ONE, TWO = TEST + "one", TEST + "two"
NUMBERS = f"SELECT ?n %s WHERE {{ <{TEST}thing> <{TEST}number> ?n }} ORDER BY ?n"
BOTH = f"SELECT (COUNT(*) AS ?n) %s WHERE {{ <{TEST}thing> <{TEST}both> ?text }}"
GRAPHS = f"SELECT DISTINCT ?g %s WHERE {{ GRAPH ?g {{ <{TEST}thing> ?p ?o }} }} ORDER BY ?g"


def numbers(engine: Engine, text: str, *data_set: tuple[str, ...]) -> list[int]:
    rows = select(engine, Question(text, *data_set)).rows
    return [int(row[0].value) for row in rows if isinstance(row[0], Literal)]


def graphs(engine: Engine, text: str, *data_set: tuple[str, ...]) -> list[str]:
    rows = select(engine, Question(text, *data_set)).rows
    return [row[0].value for row in rows if isinstance(row[0], NamedNode)]


def test_the_default_graph_is_the_merge_of_all_graphs(engine: Engine) -> None:
    assert numbers(engine, BOTH % "") == [1]
    assert numbers(engine, NUMBERS % "") == [1, 2]


def test_from_names_the_default_graph(engine: Engine) -> None:
    assert numbers(engine, NUMBERS % f"FROM <{TWO}>") == [2]
    assert numbers(engine, NUMBERS % f"FROM <{TEST}nothing>") == []


def test_the_request_names_the_default_graph(engine: Engine) -> None:
    assert numbers(engine, NUMBERS % "", (TWO,)) == [2]


def test_the_request_takes_the_place_of_from(engine: Engine) -> None:
    assert numbers(engine, NUMBERS % f"FROM <{TWO}>", (ONE,)) == [1]
    assert numbers(engine, NUMBERS % f"FROM <{TWO}>", (), (ONE,)) == []


def test_from_named_bounds_the_named_graphs(engine: Engine) -> None:
    assert graphs(engine, GRAPHS % "") == [ONE, TWO]
    assert graphs(engine, GRAPHS % f"FROM NAMED <{ONE}>") == [ONE]
    assert graphs(engine, GRAPHS % f"FROM NAMED <{ONE}>", (), (TWO,)) == [TWO]


def test_a_data_set_without_named_graphs_has_none(engine: Engine) -> None:
    assert graphs(engine, GRAPHS % f"FROM <{ONE}>") == []
    assert graphs(engine, GRAPHS % "", (ONE,)) == []


def test_a_data_set_with_named_graphs_only_has_an_empty_default_graph(engine: Engine) -> None:
    assert numbers(engine, NUMBERS % f"FROM NAMED <{ONE}>") == []
    assert numbers(engine, NUMBERS % "", (), (ONE,)) == []


def test_several_default_graphs_are_joined(engine: Engine) -> None:
    assert numbers(engine, NUMBERS % f"FROM <{ONE}> FROM <{TWO}>") == [1, 2]
    assert numbers(engine, NUMBERS % "", (ONE, TWO)) == [1, 2]


def test_several_default_graphs_are_merged(name: str, engine: Engine) -> None:
    times = 2 if (name, "merge-of-from") in DIFFERENT else 1
    assert numbers(engine, BOTH % f"FROM <{ONE}> FROM <{TWO}>") == [times]
    assert numbers(engine, BOTH % "", (ONE, TWO)) == [times]


def test_only_the_graphs_of_the_release_are_named_graphs(engine: Engine) -> None:
    text = "SELECT DISTINCT ?g WHERE { GRAPH ?g { ?s ?p ?o } }"
    assert {graph.split("/")[2] for graph in graphs(engine, text)} == {"w3id.org", "example.org"}


def test_a_graph_that_is_no_iri_is_a_syntax_error(engine: Engine) -> None:
    with pytest.raises(QuerySyntaxError):
        ask(engine, Question("ASK { ?s ?p ?o }", ("not an iri",)))
