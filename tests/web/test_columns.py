"""An answer on a page: labels stand for things, long lists are folded, nothing is lost."""

from __future__ import annotations

from pyoxigraph import Literal, NamedNode

from graphapp.namespaces import BASE
from graphapp.store.formats import Kind
from graphapp.web.answers import Outcome
from graphapp.web.columns import columns, plain_columns, words

JENA = NamedNode(BASE + "place/jena")
TWO = Literal(f"{BASE}source/a {BASE}source/b")
ANSWER = Outcome(
    Kind.SOLUTIONS,
    0.0,
    ("place", "placeLabel", "sources", "partners", "nameLabel"),
    ((JENA, Literal("Jena", language="de"), TWO, Literal("; ".join("abcde")), Literal("x")),),
    1,
)


def test_a_thing_and_its_label_are_one_column() -> None:
    assert [column.name for column in columns(ANSWER)] == ["place", "sources", "partners", "nameLabel"]
    assert words(columns(ANSWER)[0].cells[0]) == "Jena"
    assert columns(ANSWER)[0].cells[0].term == JENA


def test_a_list_of_documents_becomes_their_addresses_and_a_long_list_its_items() -> None:
    _, sources, partners, _ = columns(ANSWER)
    assert [address.value for address in sources.cells[0].addresses] == [BASE + "source/a", BASE + "source/b"]
    assert partners.cells[0].items == ("a", "b", "c", "d", "e")


def test_an_answer_to_free_sparql_keeps_the_columns_that_were_selected() -> None:
    assert [column.name for column in plain_columns(ANSWER)] == list(ANSWER.variables)


def test_the_largest_number_of_a_column_is_none_where_it_holds_words() -> None:
    numbers = Outcome(Kind.SOLUTIONS, 0.0, ("n",), ((Literal(3),), (None,), (Literal(7),)), 3)
    assert columns(numbers)[0].largest == 7
    assert columns(ANSWER)[1].largest == 0
