"""From a thing to its document and back: status, headers and content, asked of a real server."""

from __future__ import annotations

import json
import re
from email.utils import parsedate_to_datetime
from pathlib import Path

import pytest
import rdflib
import zstandard
from pyoxigraph import Literal, NamedNode, Quad

from graphapp.namespaces import BASE, PREFIXES
from tests.linked.reading import TYPES, links, quads_of, without_own
from tests.protocol.http import Answer, ask

OPTONET = "/organisation/optonet"
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"


def get(url: str, path: str, accept: str = "", **headers: str) -> Answer:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return ask(url, path, headers={**({"Accept": accept} if accept else {}), **named})


@pytest.mark.parametrize(
    ("accept", "target"),
    [
        ("", ".ttl"),
        ("*/*", ".ttl"),
        ("text/turtle", ".ttl"),
        ("application/ld+json", ".jsonld"),
        ("application/json", ".jsonld"),
        ('application/ld+json;profile="http://www.w3.org/ns/json-ld#compacted"', ".jsonld"),
        ("application/trig", ".trig"),
        ("application/n-quads, */*;q=0.1", ".nq"),
        ("text/turtle;q=0.4, application/rdf+xml;q=0.9", ".rdf"),
        ("application/rdf+xml, text/html;q=0.5", ".rdf"),
        ("text/turtle;q=0, */*", ".trig"),
        ("application/*", ".trig"),
        ("image/png, application/n-triples;q=0.01", ".nt"),
    ],
)
def test_a_thing_leads_to_the_document_that_is_wanted_most(url: str, accept: str, target: str) -> None:
    answer = get(url, OPTONET, accept)
    assert (answer.status, answer.headers["Location"]) == (303, OPTONET + target)
    assert {"Accept", "Accept-Language", "Cookie"} <= set(answer.headers["Vary"].split(", "))


@pytest.mark.parametrize(
    ("headers", "language"),
    [
        ({"Accept_Language": "en, de;q=0.4"}, "en"),
        ({"Accept_Language": "fr"}, "de"),
        ({"Accept_Language": "en", "Cookie": "language=de"}, "de"),
    ],
)
@pytest.mark.parametrize("path", [OPTONET, OPTONET + ".html", OPTONET + "?format=html"])
def test_a_browser_is_led_to_the_page_in_its_language(
    url: str, headers: dict[str, str], language: str, path: str
) -> None:
    answer = get(url, path, BROWSER, **headers)
    assert (answer.status, answer.headers["Location"]) == (303, f"/{language}{OPTONET}")


def test_the_format_parameter_wins_over_accept(url: str) -> None:
    assert get(url, OPTONET + "?format=json-ld", "text/turtle").headers["Location"] == OPTONET + ".jsonld"


@pytest.mark.parametrize("extension", TYPES)
def test_a_document_has_the_type_of_its_name_whatever_is_accepted(url: str, extension: str) -> None:
    answer = get(url, f"{OPTONET}.{extension}", "image/png")
    assert (answer.status, answer.type) == (200, TYPES[extension])
    assert "Accept," not in answer.headers.get("Vary", "") + ","
    about = [
        quad.object
        for quad in quads_of(answer.body, answer.type)
        if quad.predicate.value == PREFIXES["foaf"] + "primaryTopic"
    ]
    assert about == [NamedNode(BASE + OPTONET[1:])]


@pytest.mark.parametrize("extension", ["trig", "nq", "jsonld"])
def test_each_statement_stands_in_the_graph_of_its_source(url: str, extension: str) -> None:
    answer = get(url, f"{OPTONET}.{extension}")
    count = NamedNode(PREFIXES["tc"] + "memberCount")
    integer = NamedNode(PREFIXES["xsd"] + "integer")
    said = {quad for quad in quads_of(answer.body, answer.type) if quad.predicate == count}
    thing = NamedNode(BASE + OPTONET[1:])
    assert said == {
        Quad(thing, count, Literal("90", datatype=integer), NamedNode(BASE + "source/one")),
        Quad(thing, count, Literal("100", datatype=integer), NamedNode(BASE + "source/two")),
    }


def test_all_formats_hold_the_same_statements_for_another_reader_too(url: str) -> None:
    bodies = {extension: get(url, f"{OPTONET}.{extension}").body for extension in TYPES}
    names = {"ttl": "turtle", "nt": "nt", "rdf": "xml", "trig": "trig", "nq": "nquads", "jsonld": "json-ld"}
    read: dict[str, set[tuple[object, ...]]] = {}
    for extension, name in names.items():
        data_set = rdflib.Dataset(default_union=True)
        data_set.parse(data=bodies[extension], format=name)
        own = rdflib.URIRef(f"{BASE}{OPTONET[1:]}.{extension}")
        read[extension] = {triple for triple in data_set.triples((None, None, None)) if triple[0] != own}
    assert len(read["ttl"]) > 30
    assert all(triples == read["ttl"] for triples in read.values())


def test_a_document_holds_statements_with_parts_and_what_leads_to_the_thing(url: str) -> None:
    said = without_own(quads_of(get(url, OPTONET + ".trig").body, TYPES["trig"]))
    subjects = {quad.subject.value.removeprefix(BASE) for quad in said}  # type: ignore[union-attr]
    assert {
        "organisation/optonet",
        "organisation/optonet-ev",
        "membership/jenoptik--optonet",
        "tenure/example--head--optonet",
        "statement/optonet--field--optik",
    } <= subjects
    jenoptik = {quad.object.value for quad in said if quad.subject.value == BASE + "organisation/jenoptik"}  # type: ignore[union-attr]
    assert jenoptik == {"Jenoptik AG", BASE + "organisation/optonet"}
    titles = {quad.object.value for quad in said if quad.subject.value == BASE + "source/one"}  # type: ignore[union-attr]
    assert titles == {"Erste Quelle"}


def test_a_document_describes_itself(url: str) -> None:
    answer = get(url, OPTONET + ".trig")
    own = NamedNode(f"{BASE}{OPTONET[1:]}.trig")
    said = {
        (quad.predicate.value.rpartition("/")[2].rpartition("#")[2], quad.object.value)  # type: ignore[union-attr]
        for quad in quads_of(answer.body, answer.type)
        if quad.subject == own and quad.graph_name == own
    }
    assert {
        ("type", PREFIXES["foaf"] + "Document"),
        ("primaryTopic", BASE + OPTONET[1:]),
        ("license", "https://creativecommons.org/licenses/by/4.0/"),
        ("source", BASE + "source/one"),
        ("source", BASE + "source/two"),
        ("inDataset", BASE),
        ("modified", "2026-03-01T12:00:00Z"),
    } <= said


def test_json_ld_uses_the_names_of_the_projects_context_and_needs_no_other_address(url: str) -> None:
    document = json.loads(get(url, OPTONET + ".jsonld").body)
    assert document["@context"]["Network"] == "tc:Network"
    graphs = {graph["id"]: graph["graph"] for graph in document["@graph"]}
    (node,) = (node for node in graphs[BASE + "graph/current"] if node["id"] == BASE + OPTONET[1:])
    assert node["prefLabel"] == {"de": ["OptoNet e. V."], "en": ["OptoNet"]}
    whole = json.loads(get(url, "/context.jsonld").body)["@context"]
    assert all(whole[name] == value for name, value in document["@context"].items())


def test_validators_spare_a_client_what_it_has(url: str) -> None:
    first = get(url, OPTONET + ".ttl")
    assert parsedate_to_datetime(first.headers["Last-Modified"]).isoformat() == "2026-03-01T12:00:00+00:00"
    again = get(url, OPTONET + ".ttl", If_None_Match=first.headers["ETag"])
    assert (again.status, again.body) == (304, b"")
    assert again.headers["ETag"] == first.headers["ETag"]
    since = get(url, OPTONET + ".ttl", If_Modified_Since=first.headers["Last-Modified"])
    assert since.status == 304
    other = get(url, OPTONET + ".trig", If_None_Match=first.headers["ETag"])
    assert other.status == 200


@pytest.mark.parametrize("path", [OPTONET, OPTONET + ".ttl", "/person/erika-muster", "/organisation/nothing"])
def test_head_has_the_headers_of_get_and_no_body(url: str, path: str) -> None:
    answer, head = get(url, path), ask(url, path, method="HEAD")
    assert (head.status, head.body) == (answer.status, b"")
    for name in ("Location", "Link", "ETag", "Content-Type", "Vary", "Last-Modified"):
        assert head.headers[name] == answer.headers[name], name


@pytest.mark.parametrize(
    "path", [OPTONET, OPTONET + ".jsonld", "/dataset.ttl", "/context.jsonld", "/no/thing"]
)
def test_any_web_page_may_read_the_data(url: str, path: str) -> None:
    answer = get(url, path, Origin="https://example.org")
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert "Link" in answer.headers["Access-Control-Expose-Headers"]
    preflight = ask(url, path, method="OPTIONS", headers={"Origin": "https://example.org"})
    assert preflight.status == 204
    assert preflight.headers["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"


def test_a_redirect_signposts_the_landing_page(url: str) -> None:
    found = links(get(url, OPTONET, BROWSER).headers)
    assert [target for target, _ in found["cite-as"]] == [BASE + OPTONET[1:]]
    described = {attributes["type"]: target for target, attributes in found["describedby"]}
    assert described == {media_type: f"{OPTONET}.{name}" for name, media_type in TYPES.items()}
    assert {attributes["type"] for _, attributes in found["alternate"]} == set(TYPES.values())
    assert [target for target, _ in found["item"]] == [OPTONET + ".trig"]
    assert [target for target, _ in found["license"]] == ["https://creativecommons.org/licenses/by/4.0/"]
    assert "https://schema.org/AboutPage" in [target for target, _ in found["type"]]
    assert [target for target, _ in found["collection"]] == ["/dataset"]


def test_the_headers_of_the_longest_iri_fit_into_the_buffer_of_a_proxy(real: str, release: Path) -> None:
    with (release / "data.nq.zst").open("rb") as file:
        data = zstandard.ZstdDecompressor().stream_reader(file).read()
    path = "/" + max(re.findall(rb"^<" + BASE.encode() + rb"([^>#]*)>", data, re.MULTILINE), key=len).decode()
    for address in (path, path + ".ttl", "/en" + path, f"/release/{release.name}{path}.ttl"):
        answer = get(real, address, "text/html")
        assert answer.status in (200, 303)
        assert len(answer.headers.as_bytes()) < 4000, address


def test_a_document_signposts_the_page_and_its_other_forms(url: str) -> None:
    found = links(get(url, OPTONET + ".rdf").headers)
    assert found["describes"] == [("/en" + OPTONET, {"type": "text/html"})]
    assert [target for target, _ in found["cite-as"]] == [BASE + OPTONET[1:]]
    assert [target for target, _ in found["canonical"]] == [f"{BASE}{OPTONET[1:]}.rdf"]
    assert {target for target, _ in found["alternate"]} == {
        f"{OPTONET}.{name}" for name in TYPES if name != "rdf"
    }
    for target, attributes in found["alternate"]:
        assert get(url, target).type == attributes["type"]


def test_what_was_merged_leads_to_its_survivor_for_good(url: str) -> None:
    for ending in ("", ".ttl", ".html", "?as-of=2014", ".trig?as-of=2014"):
        answer = get(url, "/organisation/optonet-ev" + ending, "text/turtle")
        assert (answer.status, answer.headers["Location"]) == (301, OPTONET + ending)


@pytest.mark.parametrize("ending", ["", ".ttl", ".html"])
def test_what_was_withheld_is_gone(url: str, ending: str) -> None:
    answer = get(url, "/person/erika-muster" + ending, "application/ld+json")
    assert (answer.status, answer.type) == (410, "application/problem+json")
    assert answer.json()["type"].endswith("#problem-withheld")
    page = get(url, "/person/erika-muster" + ending, BROWSER, Accept_Language="de")
    assert (page.status, page.type) == (410, "text/html")
    assert "herausgenommen" in page.body.decode()
    assert "max-age" in page.headers["Cache-Control"]


def test_what_is_not_there_is_told_in_the_form_that_is_wanted(url: str) -> None:
    for path in ("/organisation/nobody", "/organisation/nobody.ttl", "/nothing", "/organisation"):
        answer = get(url, path, "text/turtle")
        assert (answer.status, answer.type) == (404, "application/problem+json")
        assert get(url, path, BROWSER).type == "text/html"


def test_what_cannot_be_written_is_refused_with_the_list_of_what_can(url: str) -> None:
    for answer in (get(url, OPTONET, "image/png"), get(url, OPTONET + "?format=pdf")):
        assert (answer.status, answer.type) == (406, "application/problem+json")
        offers = {offer["mediaType"]: offer["url"] for offer in answer.json()["alternatives"]}
        assert offers == {"text/html": OPTONET + ".html"} | {
            media_type: f"{OPTONET}.{name}" for name, media_type in TYPES.items()
        }
        assert {target for target, _ in links(answer.headers)["alternate"]} == set(offers.values())


def test_another_method_is_refused_where_nothing_takes_it(url: str) -> None:
    assert ask(url, OPTONET, method="PUT").status == 405
    answer = ask(url, "/sparql/running/some", method="GET")
    assert answer.status == 405
    assert "DELETE" in answer.headers["Allow"]


def test_a_version_of_the_ontology_leads_to_the_ontology(url: str) -> None:
    assert get(url, "/ontology/1.0.0").headers["Location"] == "/ontology"
    assert get(url, "/ontology").headers["Location"] == "/ontology.ttl"
    said = quads_of(get(url, "/ontology.nt").body, TYPES["nt"])
    assert NamedNode(PREFIXES["tc"] + "Network") in {quad.subject for quad in said}
    assert get(url, "/shapes").status == 404


def test_the_start_page_has_a_machine_form_that_leads_to_things(url: str) -> None:
    for path in ("/", "/dataset", "/.well-known/void"):
        answer = get(url, path, "text/turtle")
        assert (answer.status, answer.headers["Location"]) == (303, "/dataset.ttl")
    assert get(url, "/", BROWSER).headers["Location"] == "/de/"
    assert links(get(url, "/de/").headers)["describedby"][0][0] == "/dataset.ttl"
    said = quads_of(get(url, "/dataset.ttl").body, TYPES["ttl"])
    examples = {quad.object.value for quad in said if quad.predicate.value.endswith("#exampleResource")}  # type: ignore[union-attr]
    assert BASE + "organisation/medways" in examples
    assert all(get(url, "/" + iri.removeprefix(BASE)).status == 303 for iri in examples)


def test_links_are_local_and_iris_canonical_under_any_host(url: str) -> None:
    here, there = get(url, OPTONET + ".trig"), get(url, OPTONET + ".trig", Host="data.example.org")
    assert here.body == there.body
    assert here.headers["Link"] == there.headers["Link"]
    assert "example.org" not in get(url, OPTONET, Host="data.example.org").headers["Location"]
    assert b"127.0.0.1" not in here.body
