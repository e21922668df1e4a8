"""The catalogue's questions have the same answers at every engine, as sets of solutions: the embedded one's are the measure."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Hashable
from pathlib import Path

import pytest

from graphapp.catalogue import load
from graphapp.catalogue.query import CatalogueQuery
from graphapp.config import Settings
from graphapp.store.engine import Engine, QueryError
from tests.engines.comparing import answer, difference
from tests.engines.known import OTHERWISE, REFUSED, SLOW

QUERIES = list(load(Settings().queries))
DOCUMENTED = (Path(__file__).parents[2] / "docs/engines.md").read_text("utf-8")


@pytest.mark.parametrize("query", QUERIES, ids=lambda query: query.name)
@pytest.mark.parametrize("name", ["disk", "oxigraph", "virtuoso"], indirect=True, scope="session")
def test_a_question_has_the_same_answer(
    name: str, engine: Engine, expected: Callable[..., Counter[Hashable]], query: CatalogueQuery
) -> None:
    loosely = name == "virtuoso"
    if loosely and query.name in SLOW:
        pytest.skip("Virtuoso takes too long over it")
    measure = expected(query.text, loosely=loosely)
    if loosely and query.name in REFUSED:
        with pytest.raises(QueryError):
            answer(engine, query.text)
        return
    differs = difference(measure, answer(engine, query.text, loosely=loosely))
    if loosely and query.name in OTHERWISE:
        assert differs, "Virtuoso has the right answer now: take the question off the list"
    else:
        assert not differs, differs


def test_the_questions_that_virtuoso_answers_otherwise_are_documented() -> None:
    lists = (REFUSED, OTHERWISE, SLOW)
    assert {name for names in lists for name in names} <= {query.name for query in QUERIES}
    assert [name for names in lists for name in names if f"`{name}`" not in DOCUMENTED] == []


def test_the_number_of_questions_that_virtuoso_answers_alike_is_documented() -> None:
    alike = {query.name for query in QUERIES} - {*REFUSED, *OTHERWISE, *SLOW}
    told = re.search(r"(\d+) of (\d+) questions the same", DOCUMENTED)
    assert told
    assert told.groups() == (str(len(alike)), str(len(QUERIES)))
