"""What comes back of what was loaded, at every engine and in every format."""

from __future__ import annotations

import csv
import io
from decimal import Decimal

import pytest
from pyoxigraph import Literal, NamedNode, QuerySolutions, parse, parse_query_results

from graphapp.namespaces import PREFIXES
from graphapp.store.engine import Engine, Question, ask, graph, select
from graphapp.store.formats import GRAPH_FORMATS, RESULT_FORMATS, Format
from tests.engines.known import DIFFERENT
from tests.engines.landscape import LONG, TEST

XSD = PREFIXES["xsd"]


def value(engine: Engine, name: str) -> Literal:
    rows = select(engine, Question(f"SELECT ?o WHERE {{ <{TEST}thing> <{TEST}{name}> ?o }}")).rows
    assert len(rows) == 1
    assert isinstance(rows[0][0], Literal)
    return rows[0][0]


@pytest.mark.parametrize(
    ("name_of", "text", "kind"),
    [
        ("year", "1999", "gYear"),
        ("month", "2013-07", "gYearMonth"),
        ("day", "2021-01-28", "date"),
        ("moment", "2021-01-28T12:00:00Z", "dateTime"),
        ("sign", "-5", "integer"),
        ("plain", "Größe", "string"),
        ("odd", '東京 😀 "quoted" \\ \n\t end', "string"),
    ],
)
def test_a_literal_keeps_its_text_and_type(engine: Engine, name_of: str, text: str, kind: str) -> None:
    assert value(engine, name_of) == Literal(text, datatype=NamedNode(XSD + kind))


def test_a_large_integer_keeps_its_value_and_type(name: str, engine: Engine) -> None:
    found = value(engine, "large")
    assert found.value == "9007199254740993"
    assert (found.datatype.value == XSD + "integer") is not ((name, "large-integers") in DIFFERENT)


def test_numbers_keep_their_value_and_type(engine: Engine) -> None:
    for name_of, number, kind in (("decimal", "12.5", "decimal"), ("double", "1.5", "double")):
        found = value(engine, name_of)
        assert (Decimal(found.value), found.datatype.value) == (Decimal(number), XSD + kind)


def test_a_decimal_keeps_all_its_digits(name: str, engine: Engine) -> None:
    same = Decimal(value(engine, "exact").value) == Decimal("0.12345678901234567890")
    assert same is not ((name, "decimal-digits") in DIFFERENT)


def test_a_literal_of_an_unknown_type_keeps_it(engine: Engine) -> None:
    assert value(engine, "own") == Literal("x", datatype=NamedNode(TEST + "type"))


def test_a_long_text_is_whole(engine: Engine) -> None:
    assert value(engine, "long").value == LONG


def test_language_tags_are_kept_whatever_their_letters(engine: Engine) -> None:
    rows = select(engine, Question(f"SELECT ?o WHERE {{ <{TEST}thing> <{TEST}name> ?o }}")).rows
    found = {(row[0].value, (row[0].language or "").lower()) for row in rows if isinstance(row[0], Literal)}
    assert found == {("Größe", "de"), ("size", "en"), ("Grösse", "de-ch")}


def test_iris_are_kept(engine: Engine) -> None:
    text = f"SELECT ?s ?o WHERE {{ ?s <{TEST}path> ?o }}"
    assert select(engine, Question(text)).rows == (
        (NamedNode(TEST + "thing/ü"), NamedNode(TEST + "a%20b?x=1&y=2#z")),
    )


def test_years_are_compared_by_their_text(engine: Engine) -> None:
    text = f'SELECT ?y WHERE {{ <{TEST}thing> <{TEST}year> ?y FILTER (STR(?y) < "2000") }}'
    assert len(select(engine, Question(text)).rows) == 1


def test_the_value_of_a_comparison_is_a_boolean(name: str, engine: Engine) -> None:
    rows = select(engine, Question("SELECT (1 = 1 AS ?same) WHERE {}")).rows
    assert isinstance(rows[0][0], Literal)
    assert (rows[0][0].datatype.value == XSD + "boolean") is not ((name, "booleans") in DIFFERENT)


@pytest.mark.parametrize("output", RESULT_FORMATS, ids=lambda output: output.name)
def test_solutions_are_the_same_in_every_format(engine: Engine, output: Format) -> None:
    text = f"SELECT ?p ?o WHERE {{ <{TEST}thing> ?p ?o FILTER (?p IN (<{TEST}odd>, <{TEST}year>, <{TEST}number>)) }}"
    body = b"".join(engine.answer(Question(text), output))
    odd = '東京 😀 "quoted" \\ \n\t end'
    if output.name == "csv":
        rows = sorted(csv.reader(io.StringIO(body.decode(), newline="")))
        wanted = [
            [TEST + "number", "1"],
            [TEST + "number", "2"],
            [TEST + "odd", odd],
            [TEST + "year", "1999"],
        ]
        assert rows == [*wanted, ["p", "o"]]
        return
    assert output.results is not None
    results = parse_query_results(body, format=output.results)
    assert isinstance(results, QuerySolutions)
    assert {str(solution["o"]) for solution in results} == {
        str(Literal(odd)),
        str(Literal("1999", datatype=NamedNode(XSD + "gYear"))),
        str(Literal(1)),
        str(Literal(2)),
    }


@pytest.mark.parametrize("output", RESULT_FORMATS[:2], ids=lambda output: output.name)
def test_truth_is_the_same_in_every_format_that_has_it(engine: Engine, output: Format) -> None:
    assert output.results is not None
    for text, truth in ((f"ASK {{ <{TEST}thing> ?p ?o }}", True), (f"ASK {{ <{TEST}nobody> ?p ?o }}", False)):
        body = b"".join(engine.answer(Question(text), output))
        assert bool(parse_query_results(body, format=output.results)) is truth
        assert ask(engine, Question(text)) is truth


@pytest.mark.parametrize("output", GRAPH_FORMATS, ids=lambda output: output.name)
def test_triples_are_the_same_in_every_format(engine: Engine, output: Format) -> None:
    text = f"CONSTRUCT WHERE {{ <{TEST}thing> <{TEST}name> ?o }}"
    assert output.rdf is not None
    body = b"".join(engine.answer(Question(text), output))
    quads = {(quad.predicate.value, str(quad.object).lower()) for quad in parse(body, format=output.rdf)}
    assert quads == {(TEST + "name", tag) for tag in ('"größe"@de', '"size"@en', '"grösse"@de-ch')}


def test_a_thing_is_described_by_its_triples(engine: Engine) -> None:
    described = {triple.predicate for triple in graph(engine, Question(f"DESCRIBE <{TEST}thing>"))}
    assert {NamedNode(TEST + "both"), NamedNode(TEST + "year"), NamedNode(TEST + "long")} <= described
