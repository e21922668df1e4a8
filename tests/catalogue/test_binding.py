"""Parameters become RDF terms, whatever is in them; wrong ones are answered with the way out."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, QuerySolutions, Store

from graphapp.catalogue import Bilingual, Catalogue, CatalogueQuery, Parameter, load
from graphapp.catalogue.bind import ParameterError, ask_for
from graphapp.catalogue.blocks import blocks, fill
from graphapp.catalogue.things import Things
from graphapp.config import Settings
from graphapp.store.engine import Question, ask, kind_of, select
from graphapp.store.formats import Kind
from graphapp.store.memory import MemoryEngine
from tests.small_release import BASE, quads

LABEL = Bilingual("Wert", "Value")
TEXT = """PREFIX ex: <http://e/>
# VALUES ?x { "comment" }
SELECT ?x ("VALUES ?x { 'string' }" AS ?s) {
  VALUES ?x { "default" }
  { VALUES ?x { "default" } }
  OPTIONAL { VALUES ?y { UNDEF } }
  VALUES (?x ?z) { ("default" 1) (UNDEF 2) }
}
"""
HOSTILE = [
    'a" } . ?s ?p ?o . VALUES ?x { "b',
    "} SERVICE <http://127.0.0.1:1/> {",
    "\\",
    '\\" }',
    '"""',
    "'''",
    "\n}\n",
    "\\u0022 }",
    "<http://e/> }",
    "# } comment",
    "\x00\x01",
    "ä€😀\u2028",
]


class Nobody:
    def find(self, parameter: Parameter, text: str) -> NamedNode:
        raise AssertionError(f"{parameter.name} is looked up as {text}")


def query(kind: str = "string", choices: tuple[str, ...] = (), optional: bool = False) -> CatalogueQuery:
    parameter = Parameter("x", kind, LABEL, choices=choices, optional=optional)
    return CatalogueQuery("a/b", Path("b.rq"), TEXT, Kind.SOLUTIONS, LABEL, LABEL, "table", (), (parameter,))


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load(Settings().queries)


@pytest.fixture(scope="module")
def things(catalogue: Catalogue) -> Things:
    return Things(MemoryEngine.of_quads(quads()), catalogue)


def test_only_real_blocks_of_the_single_variable_are_found() -> None:
    assert [(block.variable, len(block.tokens)) for block in blocks(TEXT)] == [("x", 1), ("x", 1), ("y", 1)]


@pytest.mark.parametrize("value", HOSTILE)
def test_a_hostile_value_stays_a_value(value: str) -> None:
    text = 'SELECT ?x { VALUES ?x { "default" } }'
    filled = fill(text, {"x": [Literal(value)]})
    results = Store().query(filled)
    assert isinstance(results, QuerySolutions)
    assert [row["x"] for row in results] == [Literal(value)]


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=50))
def test_any_text_stays_a_value(value: str) -> None:
    filled = fill('SELECT ?x { VALUES ?x { "default" } }', {"x": [Literal(value)]})
    results = Store().query(filled)
    assert isinstance(results, QuerySolutions)
    assert [row["x"] for row in results] == [Literal(value)]


def test_every_block_of_the_variable_is_filled_and_nothing_else() -> None:
    filled = ask_for(query(), {"x": "new"}, Nobody())
    assert filled.count('"new"') == 2
    assert '# VALUES ?x { "comment" }' in filled
    assert "'string'" in filled
    assert '("default" 1)' in filled


def test_an_empty_value_opens_an_optional_parameter_and_keeps_the_default_of_another() -> None:
    assert ask_for(query(optional=True), {"x": " "}, Nobody()).count("?x { UNDEF }") == 2
    assert ask_for(query(), {"x": " "}, Nobody()) == TEXT
    assert ask_for(query(), {}, Nobody()) == TEXT


@pytest.mark.parametrize(
    ("kind", "value", "term"),
    [
        ("year", "2014", '"2014"^^<http://www.w3.org/2001/XMLSchema#gYear>'),
        ("date", "2014-03", '"2014-03"'),
        ("integer", "25", '"25"^^<http://www.w3.org/2001/XMLSchema#integer>'),
        ("decimal", "1.50", '"1.50"^^<http://www.w3.org/2001/XMLSchema#decimal>'),
        ("string", " a b ", '"a b"'),
    ],
)
def test_a_value_becomes_a_term_of_its_kind(kind: str, value: str, term: str) -> None:
    assert term in ask_for(query(kind), {"x": value}, Nobody())


@pytest.mark.parametrize(
    ("kind", "value", "way_out"),
    [
        ("year", "14", "four digits"),
        ("date", "2014-13", "a year, a month or a day"),
        ("date", "2014-02-30", "a year, a month or a day"),
        ("year", "2014 } ", "four digits"),
        ("integer", "1.5", "whole number"),
        ("integer", "1e999999999", "a number"),
        ("decimal", "NaN", "a number"),
        ("decimal", "zwei", "a number"),
        ("choice", "c", "a, b"),
        ("string", "x" * 1001, "longer than 1000"),
    ],
)
def test_a_wrong_value_names_the_parameter_and_the_way_out(kind: str, value: str, way_out: str) -> None:
    with pytest.raises(ParameterError) as caught:
        ask_for(query(kind, ("a", "b") if kind == "choice" else ()), {"x": value}, Nobody())
    assert "“x”" in str(caught.value)
    assert way_out in str(caught.value)
    assert "„x“" in caught.value.message.de


def test_an_unknown_parameter_lists_the_known_ones() -> None:
    with pytest.raises(ParameterError, match="it has: x"):
        ask_for(query(), {"y": "1"}, Nobody())


@pytest.mark.parametrize(
    "text",
    [
        BASE + "organisation/optonet",
        "organisation/optonet",
        "/organisation/optonet",
        "optonet",
        "optonet-ev",
        BASE + "organisation/optonet-ev",
        "OptoNet e. V.",
        "optonet E. V.",
    ],
)
def test_a_thing_is_found_by_iri_path_id_old_id_and_label(things: Things, text: str) -> None:
    parameter = Parameter("network", "thing", LABEL, of="Network")
    assert things.find(parameter, text) == NamedNode(BASE + "organisation/optonet")


def test_a_place_and_a_person_are_found_by_table_id_and_local_name(things: Things) -> None:
    place = Parameter("place", "thing", LABEL, of="Place")
    assert things.find(place, "place-jena") == things.find(place, "jena") == NamedNode(BASE + "place/jena")
    person = Parameter("person", "thing", LABEL, of="Person")
    assert things.find(person, "person-example") == NamedNode(BASE + "person/example")


def test_a_thing_of_any_class_is_taken_where_the_class_is_owl_thing(things: Things) -> None:
    anything = Parameter("thing", "thing", LABEL, of="owl:Thing")
    assert things.find(anything, "jenoptik") == NamedNode(BASE + "organisation/jenoptik")
    assert things.find(anything, "place/jena") == NamedNode(BASE + "place/jena")


def test_a_thing_that_is_not_there_gets_near_matches(things: Things) -> None:
    with pytest.raises(ParameterError) as caught:
        things.find(Parameter("network", "thing", LABEL, of="Network"), "optnet")
    assert caught.value.near == ("optonet",)
    assert "Near matches: optonet" in str(caught.value)


def test_a_thing_of_another_class_is_named_as_what_it_is(things: Things) -> None:
    with pytest.raises(ParameterError, match="but: Company"):
        things.find(Parameter("network", "thing", LABEL, of="Network"), "jenoptik")


@pytest.mark.parametrize("text", [*HOSTILE, "http://e/ä b", "urn:x", "owl:Thing", "../../x", "<>"])
def test_a_hostile_name_of_a_thing_is_a_parameter_error(things: Things, text: str) -> None:
    with pytest.raises(ParameterError):
        things.find(Parameter("network", "thing", LABEL, of="Network"), text)


def test_things_of_a_class_come_with_key_and_labels_and_without_merged_ids(things: Things) -> None:
    networks = things.all_of("https://w3id.org/cluster-thueringen/ontology#Network")
    assert [(thing.key, thing.label.de, thing.label.en) for thing in networks] == [
        ("medways", "medways <e. V.> & Söhne", "medways <e. V.> & Söhne"),
        ("optonet", "OptoNet e. V.", "OptoNet"),
    ]


def test_the_catalogues_own_queries_run_on_a_release(catalogue: Catalogue, things: Things) -> None:
    for known in catalogue.by_subject()["catalogue"]:
        question = Question(known.text)
        if kind_of(known.text) is Kind.BOOLEAN:
            assert ask(things.engine, question)
        else:
            assert select(things.engine, question).variables
