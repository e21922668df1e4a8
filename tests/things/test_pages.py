"""The page of a thing: what it says stands in the graph, with its documents, in both languages."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element

import pytest
from flask.testing import FlaskClient
from pyoxigraph import Literal, NamedNode

from graphapp.catalogue import load
from graphapp.catalogue.blocks import fill
from graphapp.config import Settings
from graphapp.namespaces import BASE, PAGED, PREFIXES, TC
from graphapp.store.engine import Question, select
from graphapp.store.memory import MemoryEngine
from graphapp.web.things.facts import arrange, properties
from tests.things.conftest import XHTML, Get, section, words

ONE_OF_EACH = (
    "organisation/optonet",
    "organisation/jenoptik",
    "organisation/fraunhofer-iof",
    "organisation/tmwwdg",
    "organisation/ihk-erfurt",
    "person/wolfgang-tiefensee",
    "project/zo-rro",
    "programme/zwanzig20",
    "field/optik-optoelektronik",
    "sector/logistik",
    "topic/photonik",
    "service/location-marketing",
    "event/w3-fair-jena",
    "publication/trendatlas-thueringen-2020",
    "label/innovationspreis-thueringen",
    "place/jena",
    "source/om-idw-1999-optonet",
)
ELSEWHERE = frozenset(
    [PREFIXES["rdf"] + "type", PREFIXES["dcterms"] + "identifier", PREFIXES["geo"] + "hasGeometry"]
    + [PREFIXES["schema"] + name for name in ("name", "description")]
    + [PREFIXES["skos"] + "altLabel", TC + "shortName"]
    + [PREFIXES["wgs"] + name for name in ("lat", "long")]
    + [PREFIXES["dcterms"] + "isReplacedBy", PREFIXES["owl"] + "deprecated"]
)
"""Properties of things that are not among the facts of a page: its heading shows them, its map, or nobody needs them."""


def test_every_kind_of_thing_has_a_page_to_look_at() -> None:
    assert {address.partition("/")[0] for address in ONE_OF_EACH} == set(PAGED)


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize("thing", ONE_OF_EACH)
def test_a_page_has_a_heading_its_facts_and_its_data(get: Get, thing: str, language: str) -> None:
    page = get(f"/{language}/{thing}")
    assert len(list(page.iter(XHTML + "h1"))) == 1
    links = {element.get("href") for element in page.iter(XHTML + "a")}
    assert f"/{thing}.ttl" in links
    assert any(element.get("class") == "panel" for element in page.iter(XHTML + "section"))


def test_who_leads_optonet_stands_on_its_page(get: Get) -> None:
    leaders = words(section(get("/de/organisation/optonet"), "leaders-now"))
    assert "Nora Kirsten" in leaders
    assert "Anke Siegmeier" in leaders
    assert "Geschäftsführerin" in leaders
    assert "managing director" in words(section(get("/en/organisation/optonet"), "leaders-now"))


def test_sources_that_differ_stand_side_by_side_with_the_preferred_one_first(get: Get) -> None:
    key = section(get("/de/organisation/optonet"), "group-key")
    founded = next(
        element
        for element in key.iter(XHTML + "div")
        if words(element).startswith("Gegründet")
        and any(values.get("class") == "disagree" for values in element.iter(XHTML + "ul"))
    )
    values = [words(item) for item in founded.iter(XHTML + "li") if item.find(f"{XHTML}span") is not None]
    assert values[0].startswith("Juni 1999")
    assert any(value.startswith("1999") for value in values[1:])
    assert "Die Quellen unterscheiden sich." in words(founded)
    sources = {link.get("href") for link in founded.iter(XHTML + "a")}
    assert {"/de/source/om-idw-1999-optonet", "/de/source/iof-standort"} <= sources


def test_every_fact_and_row_names_its_documents(get: Get) -> None:
    page = get("/en/organisation/optonet")
    for value in page.iter(XHTML + "dd"):
        assert any(element.get("class") == "evidence" for element in value.iter(XHTML + "details")), words(
            value
        )
    for row in section(page, "members").iter(XHTML + "tr"):
        if row.find(XHTML + "td") is not None:
            assert any(element.get("class") == "evidence" for element in row.iter(XHTML + "details")), words(
                row
            )


@pytest.mark.parametrize("language", ["de", "en"])
def test_the_page_of_names_has_every_description_with_its_documents(
    get: Get, memory: MemoryEngine, language: str
) -> None:
    thing, count = select(
        memory,
        Question(
            "PREFIX schema: <https://schema.org/> SELECT ?thing (COUNT(DISTINCT ?text) AS ?texts) WHERE {"
            f" GRAPH ?source {{ ?thing schema:description ?text }} FILTER(LANG(?text) = '{language}')"
            f" FILTER(STRSTARTS(STR(?thing), '{BASE}organisation/'))"
            f" FILTER(STRSTARTS(STR(?source), '{BASE}source/'))"
            "} GROUP BY ?thing ORDER BY DESC(?texts) ?thing LIMIT 1"
        ),
    ).rows[0]
    assert isinstance(thing, NamedNode)
    assert isinstance(count, Literal)
    heading = get(f"/{language}/{thing.value.removeprefix(BASE)}?part=names")
    said = select(
        memory,
        Question(
            "PREFIX schema: <https://schema.org/> SELECT ?text ?source WHERE {"
            f" GRAPH ?source {{ <{thing.value}> schema:description ?text }} FILTER(LANG(?text) = '{language}')"
            f" FILTER(STRSTARTS(STR(?source), '{BASE}source/')) }}"
        ),
    ).rows
    shown = words(heading)
    links = {link.get("href") for link in heading.iter(XHTML + "a")}
    assert said
    for text, source in said:
        assert isinstance(text, Literal)
        assert isinstance(source, NamedNode)
        assert " ".join(text.value.split()) in shown
        assert f"/{language}/{source.value.removeprefix(BASE)}" in links
    assert len({text for text, _ in said}) == int(count.value)


def test_a_name_of_a_thing_stands_with_the_documents_that_use_it(get: Get) -> None:
    names = get("/de/organisation/optonet?part=names")
    assert "?part=names" in {link.get("href") for link in get("/de/organisation/optonet").iter(XHTML + "a")}
    items = [item for item in names.iter(XHTML + "li") if item.find(f"{XHTML}details") is not None]
    assert items
    assert all("/source/" in "".join(a.get("href", "") for a in item.iter(XHTML + "a")) for item in items)


@pytest.mark.parametrize(
    ("language", "other", "project", "charts"),
    [
        ("de", "Mikro- und Nanotechnik", "PhoNa – Photonische Nanomaterialien", "Diagramme"),
        ("en", "Micro- and Nanotechnology", "PhoNa", "charts"),
    ],
)
def test_the_page_of_a_field_shows_its_bridges_and_leads_to_the_charts(
    get: Get, language: str, other: str, project: str, charts: str
) -> None:
    bridges = section(get(f"/{language}/field/optik-optoelektronik"), "bridges-of-field")
    row = next(row for row in bridges.iter(XHTML + "tr") if other in words(row))
    assert project in words(row)
    assert any(element.get("class") == "evidence" for element in row.iter(XHTML + "details"))
    link = next(link for link in bridges.iter(XHTML + "a") if link.get("href") == f"/{language}/charts")
    assert charts in words(link)


@pytest.fixture(scope="module")
def german_only(memory: MemoryEngine) -> frozenset[str]:
    """Labels that things have in German, and in English otherwise."""
    rows = select(
        memory,
        Question(
            "SELECT ?de ?en { GRAPH ?g { ?thing ?label ?de } ?thing ?label ?en "
            "FILTER (?label IN (<http://www.w3.org/2004/02/skos/core#prefLabel>, "
            "<http://www.w3.org/2000/01/rdf-schema#label>) && LANG(?de) = 'de' && LANG(?en) = 'en') }"
        ),
    ).rows
    pairs = [[str(getattr(term, "value", "")) for term in row] for row in rows]
    english = {en.casefold() for _, en in pairs}
    return frozenset(de for de, _ in pairs if de.casefold() not in english)


def _unmarked(element: Element) -> Iterator[str]:
    """Return the texts within an element that are in the language of the page, without those of its evidence."""
    if element.get("lang") or element.get("class") == "evidence":
        return
    yield (element.text or "").strip(" ,")
    for child in element:
        yield from _unmarked(child)
        yield (child.tail or "").strip(" ,")


@pytest.mark.parametrize(
    ("thing", "panel", "english"),
    [
        ("organisation/lnt", "members", "University"),
        ("organisation/optonet", "network-cooperation", "Network"),
        ("organisation/optonet", "network-projects", "Federal Ministry of Education and Research"),
        ("organisation/optonet", "network-projects", "coordinator"),
        ("organisation/elmug", "shared-topics", "Medical technology"),
        ("organisation/medways", "network-history", "founding"),
        ("organisation/medways", "network-history", "merged into"),
        ("organisation/leg-thueringen", "events-of-organisation", "organised"),
        ("field/optik-optoelektronik", "bridges-of-field", "Micro- and Nanotechnology"),
        ("field/optik-optoelektronik", "organisations-of-concept", "Company"),
    ],
)
def test_an_english_page_has_german_names_only_where_it_says_so(
    get: Get, german_only: frozenset[str], thing: str, panel: str, english: str
) -> None:
    page = next(main for main in get(f"/en/{thing}?part={panel}").iter(XHTML + "main"))
    assert "Netzwerk" in german_only
    shown = set(_unmarked(page))
    assert english.casefold() in {text.casefold() for text in shown}, shown
    tables = [
        set(_unmarked(table))
        for where in (page, get(f"/en/{thing}"))
        for table in where.iter(XHTML + "tbody")
    ]
    assert set().union(*tables) & german_only == set()
    assert (
        set().union(*tables) & {"Gründung", "Auflösung", "Ende", "ausgerichtet", "teilgenommen", "Gastgeber"}
        == set()
    )


def test_an_old_id_leads_to_the_thing_that_replaced_it(client: FlaskClient, memory: MemoryEngine) -> None:
    rows = select(
        memory,
        Question(
            "SELECT ?a ?b { ?a <http://purl.org/dc/terms/isReplacedBy> ?b . ?b a ?c } ORDER BY ?a LIMIT 1"
        ),
    ).rows
    old, new = (str(getattr(term, "value", "")).removeprefix(BASE) for term in rows[0])
    answer = client.get(f"/de/{old}")
    assert (answer.status_code, answer.location) == (301, f"/de/{new}")


def test_what_is_not_there_is_a_page_that_says_so(client: FlaskClient) -> None:
    answer = client.get("/de/organisation/gibt-es-nicht", headers={"Accept": "text/html"})
    assert answer.status_code == 404
    assert "<h1" in answer.text


@pytest.mark.parametrize(
    "kind", ["Organisation", "Project", "Programme", "Field", "Topic", "Event", "Place", "Label"]
)
def test_every_plain_statement_of_a_document_is_among_the_facts_or_known_to_be_elsewhere(
    memory: MemoryEngine, kind: str
) -> None:
    catalogue = load(Settings().queries)
    classes = [NamedNode(TC + kind)]
    view = properties(
        select(memory, Question(fill(catalogue.find("pages/view").text, {"class": classes}))).dicts()
    )
    things = select(memory, Question(fill(catalogue.find("catalogue/things").text, {"class": classes}))).rows
    for thing, *_ in sorted(things, key=str)[:: max(1, len(things) // 15)]:
        assert isinstance(thing, NamedNode)
        rows = list(
            select(memory, Question(fill(catalogue.find("pages/facts").text, {"thing": [thing]}))).dicts()
        )
        shown = {
            (value.term, said.source)
            for group in arrange(rows, view)
            for fact in group.facts
            for value in fact.values
            for said in value.said
        }
        for row in rows:
            source, of = row["source"], row["property"]
            assert isinstance(source, NamedNode)
            assert isinstance(of, NamedNode)
            out = row["direction"] == Literal("out")
            if out and source.value.startswith(BASE + "source/") and of.value not in ELSEWHERE:
                assert (row["value"], source.value) in shown, (thing, of, row["value"])


def test_a_page_of_a_year_shows_who_led_then_and_not_who_leads_now(get: Get) -> None:
    page = get("/de/organisation/optonet?as-of=2014")
    assert "Klaus Schindler" in words(section(page, "leaders"))
    assert "Nora Kirsten" not in words(page)
    assert "Gezeigt wird, was 2014 galt" in words(page)
    links = {element.get("href") for element in page.iter(XHTML + "a")}
    assert "/organisation/optonet.ttl?as-of=2014" in links


def test_a_time_that_is_none_is_refused(client: FlaskClient) -> None:
    answer = client.get(
        "/de/organisation/optonet?as-of=neulich", headers={"Accept": "application/problem+json"}
    )
    assert answer.status_code == 400


@pytest.mark.parametrize(
    ("format_", "media_type", "begins"),
    [
        ("bib", "application/x-bibtex", "@misc{organisation-optonet,"),
        ("ris", "application/x-research-info-systems", "TY  - ELEC"),
        ("json", "application/vnd.citationstyles.csl+json", "["),
    ],
)
def test_a_page_can_be_cited(client: FlaskClient, format_: str, media_type: str, begins: str) -> None:
    answer = client.get(f"/de/organisation/optonet?cite={format_}")
    assert answer.mimetype == media_type
    assert answer.text.startswith(begins)
    assert "https://w3id.org/cluster-thueringen/organisation/optonet" in answer.text


@pytest.mark.parametrize(
    ("thing", "status"),
    [
        ("organisation/optnet", 404),
        ("anything at all", 404),
        ("<script>alert(1)</script>", 404),
        ("", 400),
        ("/", 400),
        ("organisation/" + "x" * 400, 400),
    ],
)
@pytest.mark.parametrize("language", ["de", "en"])
def test_no_mistake_can_be_reported_about_what_there_is_not(
    client: FlaskClient, thing: str, status: int, language: str
) -> None:
    answer = client.get(f"/{language}/report", query_string={"thing": thing}, headers={"Accept": "text/html"})
    assert answer.status_code == status
    assert "mailto:" not in answer.text
    assert "<script>alert" not in answer.text
    assert client.get(f"/{language}/report", headers={"Accept": "text/html"}).status_code == 400


def test_a_mistake_is_reported_with_the_thing_and_the_statement(get: Get) -> None:
    page = get("/de/report?thing=organisation/optonet&statement=Gegr%C3%BCndet&value=1999")
    link = next(
        link.get("href", "")
        for link in page.iter(XHTML + "a")
        if (link.get("href") or "").startswith("mailto:")
    )
    assert "OptoNet" in words(page)
    assert "Gegr%C3%BCndet%3A%201999" in link
    hostile = get(
        "/de/report?thing=organisation/optonet&statement=%3Cscript%3Ealert(1)%3C/script%3E&value=%0D%0ABcc:a@b.c"
    )
    assert not [script for script in hostile.iter(XHTML + "script") if "alert" in words(script)]
    mail = next(
        a.get("href", "") for a in hostile.iter(XHTML + "a") if (a.get("href") or "").startswith("mailto:")
    )
    assert "\n" not in mail
    assert "&bcc" not in mail.lower()
