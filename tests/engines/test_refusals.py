"""What every engine says no to, with the same kinds of errors; and many askers at once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from pyoxigraph import Literal

from graphapp.store.engine import (
    Asker,
    Engine,
    LimitError,
    QueryError,
    QueryRefusedError,
    QuerySyntaxError,
    Question,
    asked_by,
    select,
)
from graphapp.store.formats import CSV, JSON, TURTLE
from graphapp.store.memory import MemoryEngine


@pytest.mark.parametrize(
    "text",
    ["SELECT * { ä }", "SELECT * { ?s ?p ?o", "SELECT * { ?s nope:p ?o }", "nonsense", ""],
)
def test_what_is_no_query_is_a_syntax_error(engine: Engine, text: str) -> None:
    with pytest.raises(QuerySyntaxError):
        b"".join(engine.answer(Question(text), JSON))


@pytest.mark.parametrize(
    "text",
    [
        "INSERT DATA { <a:b> <a:c> <a:d> }",
        "DROP ALL",
        "LOAD <http://127.0.0.1:1/>",
        "SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }",
    ],
)
def test_updates_and_federation_are_refused(engine: Engine, text: str) -> None:
    with pytest.raises(QueryRefusedError):
        b"".join(engine.answer(Question(text), JSON))


def test_solutions_are_not_written_as_turtle(engine: Engine) -> None:
    with pytest.raises((ValueError, QueryError), match="Turtle"):
        b"".join(engine.answer(Question("SELECT * {}"), TURTLE))


def test_an_answer_that_is_longer_than_the_asker_can_take_is_refused(engine: Engine) -> None:
    if isinstance(engine, MemoryEngine):
        pytest.skip("the embedded engine has no limits")
    asked = asked_by(engine, Asker(size=100_000))
    with pytest.raises(LimitError) as caught:
        b"".join(asked.answer(Question("SELECT * { ?s ?p ?o } LIMIT 10000"), CSV))
    assert caught.value.limit == "size"


def test_eight_askers_at_once_get_their_own_answers(engine: Engine) -> None:
    def count(number: int) -> int:
        rows = select(
            engine, Question(f"SELECT (COUNT(*) AS ?n) {{ {{ SELECT * {{ ?s ?p ?o }} LIMIT {number} }} }}")
        )
        assert isinstance(rows.rows[0][0], Literal)
        return int(rows.rows[0][0].value)

    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(count, range(1, 41))) == list(range(1, 41))


def test_it_has_a_name_and_is_ready(engine: Engine) -> None:
    assert engine.name
    assert engine.ready()
