"""What people look for comes first, in the project's own data."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import pytest

from graphapp.namespaces import BASE
from graphapp.search import FOLDER, SearchIndex, Wanted


@lru_cache(maxsize=1)
def opened(release: Path) -> SearchIndex:
    return SearchIndex(release / FOLDER)


@pytest.fixture
def index(release: Path) -> SearchIndex:
    return opened(release)


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("optonet", "organisation/optonet"),
        ("OptoNet e.V.", "organisation/optonet"),
        ("otponet", "organisation/optonet"),
        ("jena optronik", "organisation/jena-optronik"),
        ("jenaoptronik", "organisation/jena-optronik"),
        ("universitaet jena", "organisation/fsu-jena"),
        ("Universität Jena", "organisation/fsu-jena"),
        ("BMW", "organisation/bmw"),
        ("bmw eisenach", "organisation/bmw-fahrzeugtechnik-eisenach"),
        ("karl zeiss", "organisation/carl-zeiss"),
        ("Jena", "place/jena"),
        ("photonik", "topic/photonik"),
        ("tiefensee", "person/wolfgang-tiefensee"),
        ("Siegmeier", "person/anke-siegmeier"),
    ],
)
def test_what_people_look_for_comes_first(index: SearchIndex, text: str, first: str) -> None:
    assert index.search(Wanted(text)).hits[0].iri == BASE + first


@pytest.mark.parametrize(
    ("typed", "suggested"),
    [("opton", "organisation/optonet"), ("jen", "place/jena"), ("universität je", "organisation/fsu-jena")],
)
def test_a_beginning_suggests_it(index: SearchIndex, typed: str, suggested: str) -> None:
    assert BASE + suggested in [hit.iri for hit in index.suggest(typed)]


def test_an_id_that_was_merged_leads_to_what_took_it_in(index: SearchIndex) -> None:
    found = index.search(Wanted("zerstoerungsfreie-pruefung")).hits
    assert BASE + "topic/zerstoerungsfreie-pruefverfahren" in [hit.iri for hit in found[:3]]


def test_nothing_that_was_replaced_is_found(index: SearchIndex, release: Path) -> None:
    from graphapp.store.engine import Question, select
    from tests.queries.asking import engine

    table = select(
        engine(release), Question("SELECT ?x { ?x <http://www.w3.org/2002/07/owl#deprecated> true }")
    )
    replaced = {row[0].value for row in table.rows}  # type: ignore[union-attr]
    assert replaced
    seen: set[str] = set()
    for first in range(0, index.things, 1000):
        seen |= {hit.iri for hit in index.search(Wanted(""), first, 1000, facets=False).hits}
    assert len(seen) == index.things
    assert not replaced & seen


def test_people_are_found_by_their_organisation_and_narrowed_by_its_field(index: SearchIndex) -> None:
    people = index.search(Wanted("optonet", kind="Person", field="optik-optoelektronik"))
    assert BASE + "person/nora-kirsten" in [hit.iri for hit in people.hits]
