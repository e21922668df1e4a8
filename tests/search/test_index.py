"""An index finds what was written into it, narrows it and counts it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from graphapp.search import Entry, NoIndexError, SearchIndex, Wanted, write
from graphapp.search.writing import ABOUT

LABELS = {"field": {"optik": {"de": "Optik", "en": "Optics"}}, "district": {"jena": {"de": "Jena"}}}
ENTRIES = [
    Entry(
        "urn:optonet",
        "Network",
        {"de": "OptoNet e.V."},
        former=("Kompetenznetz Optische Technologien",),
        fields=("optik",),
        districts=("jena",),
        begin=1999,
        degree=50,
    ),
    Entry("urn:report", "SourceDocument", {"de": "OptoNet"}, begin=2012, degree=1),
    Entry("urn:zeiss", "Company", {"de": "Carl Zeiss AG"}, fields=("optik",), begin=1846, end=1990),
    Entry(
        "urn:clinic",
        "ResearchInstitution",
        {"de": "Universitätsklinikum", "en": "University hospital"},
        texts={"de": "Forscht über Sensoren.", "en": "Studies sensors and cells."},
        identifiers=("uk-jena",),
    ),
]


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SearchIndex]:
    folder = tmp_path_factory.mktemp("index")
    assert write(folder, ENTRIES, LABELS) == len(ENTRIES)
    yield SearchIndex(folder)


def found(index: SearchIndex, text: str = "", narrowing: Mapping[str, object] | None = None) -> list[str]:
    return [hit.iri for hit in index.search(Wanted(text, **narrowing or {})).hits]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "iri"),
    [
        ("optonet", "urn:optonet"),
        ("OPTONET E.V.", "urn:optonet"),
        ("otponet", "urn:optonet"),
        ("optone", "urn:optonet"),
        ("kompetenznetz", "urn:optonet"),
        ("zeiss", "urn:zeiss"),
        ("karl zeis", "urn:zeiss"),
        ("universitaetsklinikum", "urn:clinic"),
        ("hospitals", "urn:clinic"),
        ("sensor", "urn:clinic"),
        ("cell", "urn:clinic"),
        ("uk jena", "urn:clinic"),
    ],
)
def test_a_thing_is_found_by_what_people_write(index: SearchIndex, text: str, iri: str) -> None:
    assert found(index, text)[:1] == [iri]


def test_the_answer_says_how_near_it_is(index: SearchIndex) -> None:
    assert index.search(Wanted("zeiss")).nearness == "all"
    assert index.search(Wanted("zeeiss")).nearness == "similar"
    assert index.search(Wanted("zeiss quantenradar")).nearness == "some"
    assert index.search(Wanted("quantenradar")).hits == ()


@pytest.mark.parametrize(
    ("narrowing", "iris"),
    [
        ({"kind": "Network"}, {"urn:optonet"}),
        ({"field": "optik"}, {"urn:optonet", "urn:zeiss"}),
        ({"district": "jena"}, {"urn:optonet"}),
        ({"begin": 1980, "end": 1989}, {"urn:zeiss"}),
        ({"begin": 1990, "end": 1990}, {"urn:zeiss"}),
        ({"begin": 2020}, {"urn:optonet"}),
        ({"begin": 2012, "end": 2012}, {"urn:optonet", "urn:report"}),
        ({"field": "optik", "end": 1900}, {"urn:zeiss"}),
        ({"field": "nothing"}, set()),
    ],
)
def test_a_search_is_narrowed(index: SearchIndex, narrowing: dict[str, object], iris: set[str]) -> None:
    assert set(found(index, narrowing=narrowing)) == iris


@pytest.mark.parametrize(
    "wanted",
    [Wanted(""), Wanted("optonet"), Wanted("", field="optik"), Wanted("", begin=1990, end=1999)],
    ids=["all", "words", "field", "period"],
)
def test_a_facet_counts_what_choosing_it_would_leave(index: SearchIndex, wanted: Wanted) -> None:
    facets = index.search(wanted).facets
    assert facets["kind"]
    for facet, values in facets.items():
        for value in values:
            chosen = (
                {"begin": int(value.value), "end": int(value.value) + 9}
                if facet == "decade"
                else {facet: value.value}
            )
            assert index.search(replace(wanted, **chosen)).count == value.count


def test_a_value_of_a_facet_has_its_label_in_the_language(index: SearchIndex) -> None:
    assert index.search(Wanted("")).facets["field"][0].label("en") == "Optics"


def test_pages_follow_on_each_other_without_gap(index: SearchIndex) -> None:
    whole = found(index)
    assert len(whole) == len(ENTRIES)
    assert [index.search(Wanted(""), place, 1).hits[0].iri for place in range(len(whole))] == whole


def test_suggestions_begin_with_what_was_typed_and_forgive_mistakes(index: SearchIndex) -> None:
    assert [hit.iri for hit in index.suggest("opto")] == ["urn:optonet", "urn:report"]
    assert index.suggest("otponet")[0].iri == "urn:optonet"
    assert index.suggest("  ") == ()


@pytest.mark.parametrize(
    "text", ['"', "a:b", "(((", "\\", "*", "AND OR NOT", "'; DROP TABLE", "😀", "x" * 200, "\0"]
)
def test_nothing_that_people_write_is_syntax(index: SearchIndex, text: str) -> None:
    index.search(Wanted(text))
    index.suggest(text)


def test_an_index_that_is_not_whole_or_of_another_version_is_none(tmp_path: Path) -> None:
    with pytest.raises(NoIndexError, match="graphapp build"):
        SearchIndex(tmp_path)
    write(tmp_path, ENTRIES, LABELS)
    SearchIndex(tmp_path)
    (tmp_path / ABOUT).write_text('{"fingerprint": "another"}', encoding="utf-8")
    with pytest.raises(NoIndexError):
        SearchIndex(tmp_path)
