"""Lists: what a facet promises is what the list then shows, and every form of a list says the same."""

from __future__ import annotations

import csv
import io
import json
import re
from urllib.parse import urlsplit

import pytest
from flask.testing import FlaskClient
from pyoxigraph import RdfFormat, parse

from graphapp.web.lists.kinds import LISTS
from tests.things.conftest import XHTML, Get, words


@pytest.mark.parametrize("path", LISTS)
def test_every_list_is_there_in_both_languages(get: Get, path: str) -> None:
    german, english = get(f"/de/{path}"), get(f"/en/{path}")
    assert words(next(german.iter(XHTML + "h1"))).startswith(LISTS[path].title.de)
    assert words(next(english.iter(XHTML + "h1"))).startswith(LISTS[path].title.en)


@pytest.mark.parametrize("path", ["networks", "organisations", "projects"])
def test_a_facet_leaves_as_many_as_it_says(get: Get, path: str) -> None:
    page = get(f"/de/{path}")
    tried = 0
    for facet in page.iter(XHTML + "section"):
        if facet.get("class") != "facet":
            continue
        link = next(facet.iter(XHTML + "a"))
        count = words(link).rpartition(" ")[2]
        narrowed = get(f"/de/{path}{link.get('href')}")
        assert words(next(narrowed.iter(XHTML + "h1"))).endswith(f" {count}")
        tried += 1
    assert tried >= 2


def test_the_forms_of_a_list_say_the_same(get: Get, client: FlaskClient) -> None:
    state = "?field=automobil"
    count = int(words(next(get(f"/de/networks{state}").iter(XHTML + "h1"))).rpartition(" ")[2])
    rows = list(csv.DictReader(io.StringIO(client.get(f"/networks{state}&format=csv").text)))
    told = json.loads(client.get(f"/networks{state}&format=json").text)
    triples = list(parse(client.get(f"/networks{state}&format=ttl").data, format=RdfFormat.TURTLE))
    assert count == len(rows) == len(told)
    assert {row["iri"] for row in rows} == {one["iri"] for one in told}
    assert {row["iri"] for row in rows} == {getattr(triple.subject, "value", "") for triple in triples}


def test_the_pages_of_a_list_hold_each_thing_once(get: Get) -> None:
    seen: list[str] = []
    page = get("/en/networks")
    pages = int(re.findall(r"Page 1 of (\d+)", words(page))[0])
    for number in range(1, pages + 1):
        page = get(f"/en/networks?page={number}")
        seen += [
            link.get("href", "")
            for head in page.iter(XHTML + "th")
            if head.get("scope") == "row"
            for link in head.iter(XHTML + "a")
        ]
    assert len(seen) == len(set(seen)) == 189


def test_people_are_in_the_order_of_their_surnames(client: FlaskClient) -> None:
    rows = csv.DictReader(io.StringIO(client.get("/people?format=csv").text))
    umlauts = str.maketrans({"ä": "a", "ö": "o", "ü": "u", "é": "e", "è": "e", "ê": "e"})
    surnames = [row["thing"].rpartition(" ")[2].casefold().translate(umlauts) for row in rows]
    assert surnames == sorted(surnames)


@pytest.mark.parametrize(
    "state",
    ["from=abc", "to=1", "page=0", "page=-1", "sort=best", "field=%3Cx%3E", "kind=a%20b", "format=exe"],
)
def test_a_value_that_cannot_be_is_named(client: FlaskClient, state: str) -> None:
    answer = client.get(f"/de/networks?{state}", headers={"Accept": "application/problem+json"})
    assert answer.status_code == 400
    assert f"„{state.partition('=')[0]}“" in answer.json["detail"]  # type: ignore[index]


@pytest.mark.parametrize(
    "state", ["text=%3Cscript%3Ealert(1)%3C/script%3E", "text=%22%27)%20%7D%20%23", "field=gibt-es-nicht"]
)
def test_a_hostile_or_empty_search_is_an_empty_list(get: Get, state: str) -> None:
    page = get(f"/de/networks?{state}")
    assert "Nichts im Graphen ist so" in words(page)
    assert not [script for script in page.iter(XHTML + "script") if "alert" in words(script)]


def test_the_query_behind_a_list_can_be_opened(get: Get) -> None:
    links = [link.get("href", "") for link in get("/de/networks?district=jena").iter(XHTML + "a")]
    opened = next(link for link in links if urlsplit(link).path == "/de/sparql" and "query=" in link)
    assert "place%2Fjena" in opened or "place/jena" in opened
