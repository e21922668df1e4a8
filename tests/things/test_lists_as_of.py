"""Lists as of a time: what was there then, in every form of the list and in its facets; checked by counting in Python."""

from __future__ import annotations

import csv
import io
import json
from collections import defaultdict

import pytest
from flask.testing import FlaskClient
from pyoxigraph import RdfFormat, parse

from graphapp.catalogue.period import Bounds, Period
from graphapp.namespaces import BASE
from graphapp.store.engine import Question, select
from graphapp.store.memory import MemoryEngine
from graphapp.store.terms import value_of
from tests.things.conftest import XHTML, Get, section, words

PROLOGUE = """
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX foaf: <http://xmlns.com/foaf/0.1/>
PREFIX org: <http://www.w3.org/ns/org#>
PREFIX owl: <http://www.w3.org/2002/07/owl#>
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
PREFIX schema: <https://schema.org/>
PREFIX tc: <https://w3id.org/cluster-thueringen/ontology#>
"""
Rows = list[tuple[str, ...]]


def ask(memory: MemoryEngine, text: str) -> Rows:
    """Return the rows of an answer as texts."""
    return [tuple(map(value_of, row)) for row in select(memory, Question(PROLOGUE + text)).rows]


def listed(client: FlaskClient, address: str) -> set[str]:
    """Return the IRIs of what a list holds, without the base."""
    return {one["iri"].removeprefix(BASE) for one in json.loads(client.get(address).text)}


def there(memory: MemoryEngine, kind: str, asked: str) -> set[str]:
    """Return the things of a class whose dates do not exclude that they were there in the period."""
    period = Period.read(asked)
    begins: dict[str, list[Period]] = defaultdict(list)
    ends: dict[str, list[Period]] = defaultdict(list)
    properties = {
        "begin": (begins, "schema:foundingDate|schema:startDate|dcterms:date|dcterms:issued"),
        "end": (ends, "schema:dissolutionDate|schema:endDate"),
    }
    things = {
        iri
        for (iri,) in ask(
            memory,
            f"SELECT ?t WHERE {{ ?t a {kind} FILTER NOT EXISTS {{ ?t owl:deprecated true }} FILTER (isIRI(?t)) }}",
        )
    }
    for found, path in properties.values():
        for iri, text in ask(memory, f"SELECT DISTINCT ?t ?d WHERE {{ ?t a {kind} ; {path} ?d }}"):
            if known := Period.of_lexical(text):
                found[iri].append(known)
    changed = ask(
        memory,
        "SELECT ?t ?d WHERE { ?s rdf:subject ?t ; rdf:predicate ?p ; tc:notBefore|tc:attestedFrom|tc:saidIn ?d "
        "FILTER (?p IN (tc:renamedTo, tc:mergedInto)) }",
    )
    gone = {iri for iri, day in changed if (known := Period.of_lexical(day)) and known.last < period.first}
    return {
        iri.removeprefix(BASE)
        for iri in things - gone
        if not (begins[iri] and min(known.first for known in begins[iri]) > period.last)
        and not (ends[iri] and max(known.last for known in ends[iri]) < period.first)
    }


def held(memory: MemoryEngine, kind: str, asked: str) -> Rows:
    """Return member, organisation and role of the memberships or tenures that may have held in the period."""
    period = Period.read(asked)
    found: Rows = []
    for member, at, role, status, *days in ask(
        memory,
        f"""SELECT ?member ?at ?role ?status ?begin ?end ?from ?to ?said WHERE {{
            ?n a {kind} ; org:member ?member . OPTIONAL {{ ?n org:organization ?at }}
            OPTIONAL {{ ?n org:role ?role }} OPTIONAL {{ ?n tc:status ?status }}
            OPTIONAL {{ ?n tc:notBefore ?begin }} OPTIONAL {{ ?n tc:notAfter ?end }}
            OPTIONAL {{ ?n tc:attestedFrom ?from }} OPTIONAL {{ ?n tc:attestedTo ?to }} OPTIONAL {{ ?n tc:saidIn ?said }} }}""",
    ):
        begin, end, first, last, said = (
            known.first if (known := Period.of_lexical(day)) else None for day in days
        )
        office = kind == "tc:Tenure"
        if Bounds(begin, end, first, last, said, status.rpartition("/")[2], office).held(period):
            found.append((member, at, role))
    return found


@pytest.mark.parametrize("asked", ["1999", "2014-03"])
@pytest.mark.parametrize(
    ("path", "kind"),
    [("networks", "tc:Network"), ("organisations", "tc:Organisation"), ("projects", "tc:Project")],
)
def test_a_list_holds_what_was_there_then(
    client: FlaskClient, memory: MemoryEngine, path: str, kind: str, asked: str
) -> None:
    then = listed(client, f"/{path}?format=json&as-of={asked}")
    assert then == there(memory, kind, asked)
    assert then < listed(client, f"/{path}?format=json")


@pytest.mark.parametrize("asked", ["2008", "2014-05"])
def test_people_are_listed_who_had_a_role_then(client: FlaskClient, memory: MemoryEngine, asked: str) -> None:
    serving = {member for member, _, _ in held(memory, "tc:Tenure", asked)}
    ever = {iri for (iri,) in ask(memory, "SELECT DISTINCT ?m WHERE { ?n a tc:Tenure ; org:member ?m }")}
    people = {iri for (iri,) in ask(memory, "SELECT ?p WHERE { ?p a foaf:Person FILTER (isIRI(?p)) }")}
    wanted = {iri.removeprefix(BASE) for iri in people if iri in serving or iri not in ever}
    assert listed(client, f"/people?format=json&as-of={asked}") == wanted & listed(
        client, "/people?format=json"
    )


@pytest.mark.parametrize("asked", ["2008", "2014", "2021-03"])
def test_the_members_of_a_network_are_those_of_then(
    client: FlaskClient, memory: MemoryEngine, asked: str
) -> None:
    members = {
        member.removeprefix(BASE)
        for member, at, _ in held(memory, "tc:Membership", asked)
        if at == BASE + "organisation/optonet"
    }
    then = listed(client, f"/organisations?network=optonet&format=json&as-of={asked}")
    assert then == members & there(memory, "tc:Organisation", asked)


@pytest.mark.parametrize(
    ("path", "facets"),
    [
        ("networks", ("field", "district", "decade")),
        ("organisations", ("kind", "network")),
        ("people", ("role", "field")),
    ],
)
def test_a_facet_as_of_a_time_leaves_as_many_as_it_says(
    client: FlaskClient, get: Get, path: str, facets: tuple[str, ...]
) -> None:
    page = get(f"/en/{path}?as-of=2014")
    for facet in facets:
        links = [*section(page, f"facet-{facet}").iter(XHTML + "a")]
        assert links
        for link in (links[0], links[len(links) // 2]):
            address = link.get("href", "")
            assert "as-of=2014" in address
            rows = json.loads(client.get(f"/{path}{address}&format=json").text)
            assert len(rows) == int(words(link).rpartition(" ")[2].replace(",", "")), address


def test_every_form_of_a_list_is_of_the_same_time(client: FlaskClient, get: Get) -> None:
    page = get("/en/networks?as-of=2014")
    links = [link.get("href", "") for link in page.iter(XHTML + "a")]
    told = {name: next(link for link in links if f"format={name}" in link) for name in ("csv", "json", "ttl")}
    things = listed(client, told["json"])
    rows = csv.DictReader(io.StringIO(client.get(told["csv"]).text))
    assert {row["iri"].removeprefix(BASE) for row in rows} == things
    triples = parse(client.get(told["ttl"]).data, format=RdfFormat.TURTLE)
    assert {str(triple.subject)[1:-1].removeprefix(BASE) for triple in triples} == things
    assert words(next(page.iter(XHTML + "h1"))) == f"Networks {len(things)}"
    opened = next(link for link in links if "/sparql?" in link)
    answer = client.get(opened.replace("format=html", "format=csv"))
    assert len(answer.text.splitlines()) == len(things) + 1


def test_the_time_is_said_changed_and_dropped_and_kept_between_the_states(get: Get) -> None:
    page = get("/en/networks?as-of=2014-03&field=automobil")
    (status,) = (one for one in page.iter(XHTML + "p") if one.get("role") == "status")
    assert "what was there in March 2014" in words(status)
    assert [link.get("href") for link in status.iter(XHTML + "a")] == ["?field=field%2Fautomobil"]
    (field,) = (one for one in page.iter(XHTML + "input") if one.get("name") == "as-of")
    assert field.get("value") == "2014-03"
    things = [
        next(head.iter(XHTML + "a")).get("href", "")
        for head in page.iter(XHTML + "th")
        if head.get("scope") == "row"
    ]
    assert things
    assert all(address.endswith("?as-of=2014-03") for address in things)
    assert "Stand März 2014" in words(get("/de/networks?as-of=2014-03"))


@pytest.mark.parametrize("text", ["20", "2014-13", "2014-02-30", "heute", "2014&as-of=2015"])
@pytest.mark.parametrize(
    "path", ["networks", "", "search", "map", "timeline", "queries", "queries/lists/facet-kind"]
)
def test_what_is_no_date_is_refused_everywhere(client: FlaskClient, path: str, text: str) -> None:
    answer = client.get(f"/de/{path}?as-of={text}", headers={"Accept": "text/html"})
    assert answer.status_code == 400
    assert "as-of" in answer.text


@pytest.mark.parametrize(
    "path", ["", "search?q=optik", "map", "timeline", "charts", "queries", "about", "explore"]
)
def test_a_page_that_is_about_all_times_says_so(get: Get, path: str) -> None:
    mark = "&" if "?" in path else "?"
    assert "nicht nur, was 2014 galt" in words(get(f"/de/{path}{mark}as-of=2014"))
    assert "nicht nur, was" not in words(get(f"/de/{path}"))


@pytest.mark.parametrize("path", ["search?q=optik&format=json", "suggest?q=o", "map/districts.geojson"])
def test_data_that_are_about_all_times_refuse_a_time(client: FlaskClient, path: str) -> None:
    answer = client.get(
        f"/{path}{'&' if '?' in path else '?'}as-of=2014", headers={"Accept": "application/json"}
    )
    assert answer.status_code == 400
    assert answer.json
    assert answer.json["parameter"] == "as-of"


def test_a_question_takes_a_time_by_whatever_name_it_has_one_and_refuses_it_without(
    client: FlaskClient,
) -> None:
    of = "/queries/networks/members?network=lnt&format=csv"
    assert client.get(f"{of}&as-of=2015").data == client.get(f"{of}&year=2015").data != client.get(of).data
    lists = "/queries/lists/things-of-class?format=csv"
    assert client.get(f"{lists}&as-of=2014-03").data == client.get(f"{lists}&asOf=2014-03").data
    for address in ("networks/leaders?as-of=2014", "networks/members?as-of=2014-03"):
        answer = client.get(f"/queries/{address}", headers={"Accept": "application/json"})
        assert answer.status_code == 400
        assert answer.json
        assert answer.json["parameter"] == "as-of"


def documents(client: FlaskClient, address: str) -> int:
    """Return how many documents the page at the end of a mark lists, by the same question in CSV."""
    assert address.startswith("/en/queries/sources/documents-")
    mark = "&" if "?" in address else "?"
    return len(client.get(f"{address.removeprefix('/en')}{mark}format=csv").text.splitlines()) - 1


@pytest.mark.parametrize("path", ["networks", "people", "projects"])
def test_the_mark_of_a_row_leads_to_as_many_documents_as_it_says(
    client: FlaskClient, get: Get, path: str
) -> None:
    marks = [one for one in get(f"/en/{path}").iter(XHTML + "a") if one.get("class") == "mark"]
    assert len(marks) >= 40
    for mark in (marks[0], marks[len(marks) // 2]):
        assert documents(client, mark.get("href", "")) == int(words(mark).partition(" ")[0])


def test_the_marks_of_the_start_page_lead_to_as_many_documents_as_they_say(
    client: FlaskClient, get: Get
) -> None:
    page = get("/en/")
    for name, least in (("counts", 12), ("fields", 12)):
        marks = [one for one in section(page, name).iter(XHTML + "a") if one.get("class") == "mark"]
        assert len(marks) >= least
        for mark in marks:
            number = int(words(mark).partition(" ")[0].replace(",", ""))
            assert documents(client, mark.get("href", "")) == number, mark.get("href")


def test_the_numbers_of_the_start_page_lead_to_lists_of_as_many(client: FlaskClient, get: Get) -> None:
    counts = section(get("/en/"), "counts")
    links = [
        one
        for one in counts.iter(XHTML + "a")
        if not one.get("class") and "/queries/" not in one.get("href", "")
    ]
    assert len(links) >= 13
    for link in links:
        address = link.get("href", "").removeprefix("/en")
        rows = json.loads(client.get(f"{address}{'&' if '?' in address else '?'}format=json").text)
        assert len(rows) == int(words(link).replace(",", "")), address


@pytest.mark.parametrize("path", ["networks", "organisations", "people?as-of=2014", "sources", ""])
def test_lists_and_the_start_page_stay_small(client: FlaskClient, path: str) -> None:
    assert len(client.get(f"/de/{path}").data) < 60_000
