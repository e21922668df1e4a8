"""An answer as people read it: labels stand for things, time is in words, documents are folded, nothing is lost."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask
from pyoxigraph import Literal, NamedNode, Store

from graphapp.catalogue import load
from graphapp.config import Settings
from graphapp.namespaces import BASE, PREFIXES
from graphapp.store.engine import Question, Term, select
from graphapp.store.formats import Kind
from graphapp.store.memory import MemoryEngine
from graphapp.web import language
from graphapp.web.answers import Outcome
from graphapp.web.columns import plain_columns
from graphapp.web.readable import Column, Words, named_in, read
from graphapp.web.things.labels import Labels

JENA = NamedNode(BASE + "place/jena")
LABEL = PREFIXES["skos"] + "prefLabel"
LABELS = Labels(
    {
        JENA.value: {LABEL: [Literal("Jena", language="de")]},
        BASE + "code/former": {LABEL: [Literal("ehemalig", language="de"), Literal("former", language="en")]},
        BASE + "code/at-least": {LABEL: [Literal("über", language="de"), Literal("over", language="en")]},
        BASE + "unit/persons": {
            LABEL: [Literal("Personen", language="de"), Literal("persons", language="en")]
        },
    }
)
TWO = Literal(f"{BASE}source/a {BASE}source/b")


@pytest.fixture(autouse=True)
def german() -> Iterator[None]:
    app = Flask(__name__)
    language.install(app)
    with app.test_request_context("/de/"):
        yield


def reading(variables: str, *rows: tuple[Term | None, ...], of: str = "de") -> tuple[Column, ...]:
    return read(variables.split(), rows, Words(lambda name: name.upper(), LABELS, of))


def year(text: str) -> Literal:
    return Literal(text, datatype=NamedNode(PREFIXES["xsd"] + "gYear"))


def test_a_thing_and_its_label_are_one_column_in_the_language_of_the_page() -> None:
    (column,) = reading("place placeLabel", (JENA, Literal("Jena")))
    assert (column.name, column.heading) == ("place", "PLACE")
    assert (column.cells[0].text, column.cells[0].iri) == ("Jena", JENA.value)
    (column,) = reading("place placeLabel", (JENA, Literal("Jena")), of="en")
    assert column.cells[0].language == "de", "a label in the other language says so"


def test_the_words_of_a_query_for_an_iri_go_before_its_label_in_either_language() -> None:
    words = (JENA, Literal("hier", language="de"), Literal("here", language="en"))
    for of, text in (("de", "hier"), ("en", "here")):
        (column,) = reading("place placeLabel placeLabelEn", words, of=of)
        assert (column.cells[0].text, column.cells[0].language) == (text, "")
    elsewhere = (NamedNode("https://schema.org/organizer"), *words[1:])
    (column,) = reading("place placeLabel placeLabelEn", elsewhere, of="en")
    assert (column.cells[0].text, column.cells[0].iri) == ("here", ""), (
        "a term of a vocabulary is a word, no link"
    )
    (column,) = reading("place placeLabel placeLabelEn", (*words[:2], None), of="de")
    assert column.cells[0].text == "Jena", "without English words the graph's label stands"


def test_a_text_in_another_language_says_so_in_lists_and_for_things_without_a_label_too() -> None:
    unknown = NamedNode("https://schema.org/organizer")
    (column,) = reading("place placeLabel", (unknown, Literal("hier", language="de")), of="en")
    assert column.cells[0].language == "de"
    (column,) = reading("names", (Literal("Ost; West", language="de"),), of="en")
    assert [item.language for item in column.cells[0].items] == ["de", "de"]


def test_a_list_of_things_takes_the_place_of_the_list_of_their_labels() -> None:
    codes = Literal(f"{BASE}code/former {BASE}code/at-least")
    for variables in ("kinds kindLabel", "kinds kindLabels", "sharedThings sharedLabels"):
        (column,) = reading(variables, (codes, Literal("ehemalig; über", language="de")), of="en")
        assert [item.text for item in column.cells[0].items] == ["former", "over"]
    (alone,) = reading("kindLabel", (Literal("ehemalig", language="de"),), of="en")
    assert alone.cells[0].text == "ehemalig"


def test_the_documents_of_a_row_are_its_evidence() -> None:
    _, evidence = reading("place sources", (JENA, TWO))
    assert evidence.cells[0].sources == (BASE + "source/a", BASE + "source/b")
    assert named_in([(JENA, TWO)]) == ({JENA.value}, {BASE + "source/a", BASE + "source/b"})


def test_the_documents_of_one_column_stand_in_it() -> None:
    (place,) = reading("place placeSources", (JENA, TWO))
    assert place.cells[0].sources == (BASE + "source/a", BASE + "source/b")


@pytest.mark.parametrize(
    ("variables", "row", "text"),
    [
        ("from to", (year("2014"), year("2019")), "2014–2019"),
        ("from to", (year("2014"), None), "seit 2014"),
        ("firstAttested lastAttested", (Literal("2012-06"), Literal("2021")), "belegt Juni 2012 – 2021"),
        ("firstAttested lastAttested", (Literal("2012"), Literal("2012")), "belegt 2012"),
        ("from said", (None, Literal("2020-03-01")), "Quelle vom 1. März 2020"),
    ],
)
def test_when_is_said_in_words(variables: str, row: tuple[Term | None, ...], text: str) -> None:
    columns = reading("place " + variables, (JENA, *row))
    assert [column.name for column in columns] == ["place", "when"]
    assert columns[1].cells[0].text == text


def test_a_status_is_a_tag_beside_the_time() -> None:
    _, when = reading("place from status", (JENA, year("2014"), NamedNode(BASE + "code/former")))
    assert when.cells[0].tags == ("ehemalig",)


def test_a_figure_has_its_bound_and_its_unit() -> None:
    (column,) = reading(
        "value unit bound",
        (Literal(1200), NamedNode(BASE + "unit/persons"), NamedNode(BASE + "code/at-least")),
    )
    assert column.cells[0].text == "über 1.200 Personen"
    assert column.numeric
    assert column.largest == 1200


@pytest.mark.parametrize(
    ("of", "text", "whole"),
    [("de", "1.234.567,50\xa0€", "über 20\xa0€"), ("en", "€1,234,567.50", "over €20")],
)
def test_money_is_written_as_the_language_does(of: str, text: str, whole: str) -> None:
    at_least = NamedNode(BASE + "code/at-least")
    for unit in (NamedNode(BASE + "unit/eur"), Literal("EUR"), Literal("eur")):
        (column,) = reading(
            "number unit bound", (Literal(1234567.5), unit, None), (Literal(20), unit, at_least), of=of
        )
        assert [cell.text for cell in column.cells] == [text, whole]
        assert column.largest == 1234567.5
    (column,) = reading("total currency", (Literal(1234567.5), Literal("EUR")), of=of)
    assert column.cells[0].text == text


def test_a_number_with_another_unit_is_no_money() -> None:
    (column,) = reading("number unit", (Literal(5), Literal("PERCENT")))
    assert column.cells[0].text == "5 PERCENT"
    (column,) = reading("total", (Literal(1200),))
    assert column.cells[0].text == "1.200"


def test_a_long_list_is_folded_and_a_short_one_is_not() -> None:
    (column,) = reading("partners", (Literal("; ".join("abcde")),), (Literal("a; b"),))
    assert [item.text for item in column.cells[0].items] == list("abcde")
    assert column.cells[0].folded
    assert not column.cells[1].folded


def test_a_column_without_anything_is_left_out() -> None:
    assert [column.name for column in reading("place seat", (JENA, None))] == ["place"]


def test_an_answer_to_free_sparql_keeps_the_columns_that_were_selected() -> None:
    outcome = Outcome(Kind.SOLUTIONS, 0.0, ("place", "placeLabel"), ((JENA, Literal("Jena")),), 1)
    assert [column.name for column in plain_columns(outcome)] == ["place", "placeLabel"]


def test_every_variable_of_the_catalogue_has_a_heading_in_both_languages() -> None:
    catalogue = load(Settings().queries)
    nothing = MemoryEngine(Store())
    missing = set()
    for query in catalogue:
        if query.kind is not Kind.SOLUTIONS or query.subject == "documents":
            continue
        names = select(nothing, Question(query.text)).variables
        missing |= {
            (query.name, name)
            for name in names
            if name.removesuffix("Label") not in catalogue.headings.names and not _belongs(name, names)
        }
    assert not missing, "add them to queries/columns.csv"


def _belongs(name: str, names: tuple[str, ...]) -> bool:
    endings = ("Sources", "Source", "Bound", "Date", "AsOf", "Note", "Basis", "Label", "LabelEn")
    return any(name.endswith(ending) and name.removesuffix(ending) in names for ending in endings)
