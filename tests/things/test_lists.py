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

from graphapp.namespaces import BASE
from graphapp.web.lists.kinds import LISTS
from tests.things.conftest import XHTML, Get, section, words


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


@pytest.mark.parametrize(
    ("path", "facet"),
    [
        ("organisations", "network"),
        ("people", "role"),
        ("people", "field"),
        ("people", "district"),
        ("topics", "broader"),
    ],
)
def test_every_value_of_a_facet_leaves_as_many_as_it_says(
    client: FlaskClient, get: Get, path: str, facet: str
) -> None:
    choices = [
        (link.get("href", ""), words(link).rpartition(" ")[2])
        for link in section(get(f"/en/{path}"), f"facet-{facet}").iter(XHTML + "a")
    ]
    assert len(choices) > 8
    for address, count in choices[:: len(choices) // 4]:
        rows = json.loads(client.get(f"/{path}{address}&format=json").text)
        assert len(rows) == int(count.replace(",", "")), address


def test_the_members_of_a_network_can_be_narrowed_sorted_and_taken_away(
    client: FlaskClient, get: Get
) -> None:
    members = section(get("/de/organisation/lnt"), "members")
    address = next(
        link.get("href", "") for link in members.iter(XHTML + "a") if "Als Liste filtern" in words(link)
    )
    assert address == "/de/organisations?network=organisation/lnt"
    shown = {
        link.get("href", "").removeprefix("/de/")
        for row in get("/de/organisation/lnt?part=members").iter(XHTML + "tr")
        for link in next(iter(row)).iter(XHTML + "a")
    }
    listed = json.loads(client.get("/organisations?network=lnt&format=json").text)
    assert {one["iri"].removeprefix(BASE) for one in listed} == shown
    assert len(listed) == 18
    narrowed = json.loads(client.get("/organisations?network=lnt&kind=ResearchInstitution&format=json").text)
    assert "organisation/hs-schmalkalden" in {one["iri"].removeprefix(BASE) for one in narrowed}
    assert len(narrowed) < len(listed)
    page = get("/de/organisations?network=lnt&kind=Company&sort=newest")
    assert "Mitglieder von Logistik Netzwerk Thüringen" in words(page)
    assert {"network", "kind"} <= {field.get("name") for field in page.iter(XHTML + "input")}
    triples = parse(client.get("/organisations?network=lnt&format=ttl").data, format=RdfFormat.TURTLE)
    assert len({triple.subject for triple in triples}) == 18


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
    [
        "from=abc",
        "to=1",
        "page=0",
        "page=-1",
        "sort=best",
        "field=%3Cx%3E",
        "network=%3Cx%3E",
        "kind=a%20b",
        "format=exe",
    ],
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
