"""SPARQL 1.1 Protocol, section 2.1: the three ways to ask, the data set, the formats; with a real server."""

from __future__ import annotations

import csv
import io
import json
from typing import Any
from xml.etree import ElementTree

import pytest
from rdflib import Graph, URIRef
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from SPARQLWrapper import CSV, JSON, JSONLD, N3, POST, POSTDIRECTLY, RDFXML, TSV, TURTLE, XML, SPARQLWrapper

from tests.protocol.http import ask
from tests.small_release import BASE

SELECT = "SELECT ?s ?n WHERE { ?s <https://w3id.org/cluster-thueringen/ontology#memberCount> ?n } ORDER BY ?n"
DESCRIBE = f"DESCRIBE <{BASE}organisation/optonet>"
ONE, TWO = BASE + "source/one", BASE + "source/two"
FORM, DIRECT = "application/x-www-form-urlencoded", "application/sparql-query"


def test_query_via_get(url: str) -> None:
    assert ask(url, args={"query": SELECT}).values("n") == ["42", "90", "100"]


def test_query_via_urlencoded_post(url: str) -> None:
    assert ask(url, method="POST", body={"query": SELECT}).values("n") == ["42", "90", "100"]


def test_query_via_post_directly(url: str) -> None:
    answer = ask(
        url, method="POST", body=SELECT.encode(), headers={"Content-Type": DIRECT + "; charset=UTF-8"}
    )
    assert answer.values("n") == ["42", "90", "100"]


def test_umlauts_arrive_in_each_way(url: str) -> None:
    text = 'SELECT ("Thüringen – 東" AS ?x) {}'
    answers = [
        ask(url, args={"query": text}),
        ask(url, method="POST", body={"query": text}),
        ask(url, method="POST", body=text.encode(), headers={"Content-Type": DIRECT}),
    ]
    assert [answer.values("x") for answer in answers] == [["Thüringen – 東"]] * 3


def test_the_data_set_of_the_request_takes_the_place_of_the_querys(url: str) -> None:
    text = SELECT.replace("WHERE", f"FROM <{TWO}> WHERE")
    assert ask(url, args={"query": text}).values("n") == ["100"]
    assert ask(url, args={"query": text, "default-graph-uri": ONE}).values("n") == ["42", "90"]
    assert ask(url, method="POST", body={"query": text, "default-graph-uri": ONE}).values("n") == ["42", "90"]
    direct = ask(
        url,
        method="POST",
        args={"default-graph-uri": ONE},
        body=text.encode(),
        headers={"Content-Type": DIRECT},
    )
    assert direct.values("n") == ["42", "90"]


def test_several_default_graphs_are_merged(url: str) -> None:
    args = [("query", SELECT), ("default-graph-uri", ONE), ("default-graph-uri", TWO)]
    assert ask(url, args=args).values("n") == ["42", "90", "100"]
    classes = f"SELECT ?c WHERE {{ <{BASE}organisation/optonet> a ?c }}"
    args = [("query", classes), ("default-graph-uri", ONE), ("default-graph-uri", TWO)]
    assert len(ask(url, args=args).values("c")) == 1


def test_named_graphs_of_the_request(url: str) -> None:
    text = "SELECT DISTINCT ?g WHERE { GRAPH ?g { ?s ?p ?o } } ORDER BY ?g"
    assert len(ask(url, args={"query": text}).values("g")) == 4
    args = [("query", text), ("named-graph-uri", ONE), ("named-graph-uri", TWO)]
    assert ask(url, args=args).values("g") == [ONE, TWO]


@pytest.mark.parametrize(
    ("accept", "media_type"),
    [
        ("", "application/sparql-results+json"),
        ("*/*", "application/sparql-results+json"),
        ("application/sparql-results+json", "application/sparql-results+json"),
        ("application/sparql-results+xml", "application/sparql-results+xml"),
        ("text/csv", "text/csv"),
        ("text/tab-separated-values", "text/tab-separated-values"),
        ("text/csv;q=0.5, application/sparql-results+xml;q=0.9", "application/sparql-results+xml"),
        ("text/turtle, text/csv;q=0.1", "text/csv"),
        ("application/json", "application/json"),
        ("application/*", "application/sparql-results+json"),
        ("application/sparql-results+json;q=0, */*", "application/sparql-results+xml"),
    ],
)
def test_solutions_come_in_the_format_that_is_wanted_most(url: str, accept: str, media_type: str) -> None:
    answer = ask(url, args={"query": SELECT}, headers={"Accept": accept} if accept else {})
    assert (answer.status, answer.type) == (200, media_type)
    assert "Accept" in answer.headers["Vary"]


@pytest.mark.parametrize(
    ("accept", "media_type"),
    [
        ("", "text/turtle"),
        ("text/turtle", "text/turtle"),
        ("application/n-triples", "application/n-triples"),
        ("application/rdf+xml", "application/rdf+xml"),
        ("application/ld+json", "application/ld+json"),
    ],
)
def test_triples_come_in_the_format_that_is_wanted_most(url: str, accept: str, media_type: str) -> None:
    answer = ask(url, args={"query": DESCRIBE}, headers={"Accept": accept} if accept else {})
    assert (answer.status, answer.type) == (200, media_type)
    assert len(Graph().parse(data=answer.body, format=media_type)) == 7


@pytest.mark.parametrize(
    ("name", "media_type"),
    [("csv", "text/csv"), ("xml", "application/sparql-results+xml"), ("tsv", "text/tab-separated-values")],
)
def test_the_format_parameter_wins_over_accept(url: str, name: str, media_type: str) -> None:
    answer = ask(url, args={"query": SELECT, "format": name}, headers={"Accept": "application/json"})
    assert answer.type == media_type


def test_the_four_result_formats_hold_the_same_numbers(url: str) -> None:
    bodies = {
        name: ask(url, args={"query": SELECT, "format": name}).body for name in ("csv", "tsv", "xml", "json")
    }
    assert [row[1] for row in csv.reader(io.StringIO(bodies["csv"].decode()))][1:] == ["42", "90", "100"]
    assert [line.split("\t")[1] for line in bodies["tsv"].decode().splitlines()][1:] == ["42", "90", "100"]
    space = "{http://www.w3.org/2005/sparql-results#}"
    literals = ElementTree.fromstring(bodies["xml"]).iter(space + "literal")
    assert [literal.text for literal in literals] == ["42", "90", "100"]
    rows = json.loads(bodies["json"])["results"]["bindings"]
    assert [row["n"]["value"] for row in rows] == ["42", "90", "100"]


def test_ask_answers_true_and_false(url: str) -> None:
    assert ask(url, args={"query": "ASK { ?s ?p ?o }"}).json()["boolean"] is True
    assert ask(url, args={"query": "ASK { ?s ?s ?s }"}).json()["boolean"] is False


def test_head_has_the_headers_of_get_and_no_body(url: str) -> None:
    answer = ask(url, method="HEAD", args={"query": SELECT})
    assert (answer.status, answer.type, answer.body) == (200, "application/sparql-results+json", b"")


def test_any_web_page_may_read_the_answer(url: str) -> None:
    answer = ask(url, args={"query": SELECT}, headers={"Origin": "https://example.org"})
    assert answer.headers["Access-Control-Allow-Origin"] == "*"


def test_a_preflight_request_is_answered(url: str) -> None:
    headers = {
        "Origin": "https://example.org",
        "Access-Control-Request-Method": "POST",
        "Access-Control-Request-Headers": "content-type",
    }
    answer = ask(url, method="OPTIONS", headers=headers)
    assert answer.status == 204
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert "POST" in answer.headers["Access-Control-Allow-Methods"]
    assert "content-type" in answer.headers["Access-Control-Allow-Headers"].lower()


@pytest.mark.parametrize("accept", ["", "text/turtle", "application/rdf+xml", "application/ld+json"])
def test_without_a_query_machines_get_the_service_description(url: str, accept: str) -> None:
    answer = ask(url, headers={"Accept": accept} if accept else {})
    graph = Graph().parse(data=answer.body, format=answer.type)
    service = URIRef("http://www.w3.org/ns/sparql-service-description#")
    assert (None, service + "endpoint", URIRef(url + "/sparql")) in graph
    assert (None, service + "feature", service + "UnionDefaultGraph") in graph
    assert len(set(graph.objects(None, service + "resultFormat"))) == 8


@pytest.mark.parametrize("method", ["GET", POST, "directly"])
@pytest.mark.parametrize("output", [JSON, XML, CSV, TSV])
def test_sparqlwrapper_reads_solutions(url: str, method: str, output: str) -> None:
    client = SPARQLWrapper(url + "/sparql")
    client.setMethod("GET" if method == "GET" else POST)
    if method == "directly":
        client.setRequestMethod(POSTDIRECTLY)
    client.setQuery(SELECT)
    client.setReturnFormat(output)
    converted: Any = client.query().convert()
    if output == JSON:
        assert [row["n"]["value"] for row in converted["results"]["bindings"]] == ["42", "90", "100"]
    elif output == XML:
        assert "100" in converted.toxml()
    else:
        assert b"100" in converted


@pytest.mark.parametrize("output", [TURTLE, N3, RDFXML, JSONLD])
def test_sparqlwrapper_reads_triples(url: str, output: str) -> None:
    client = SPARQLWrapper(url + "/sparql")
    client.setQuery(DESCRIBE)
    client.setReturnFormat(output)
    converted: Any = client.query().convert()
    graph = converted if isinstance(converted, Graph) else Graph().parse(data=converted, format="turtle")
    assert len(graph) == 7


def test_rdflibs_sparql_store_reads_the_graph(url: str) -> None:
    graph = Graph(SPARQLStore(url + "/sparql", returnFormat="json"))
    found = graph.query(f"SELECT ?n WHERE {{ <{BASE}organisation/optonet> ?p ?n FILTER (isNumeric(?n)) }}")
    assert sorted(str(row[0]) for row in found if isinstance(row, tuple)) == ["100", "90"]
    two = Graph(SPARQLStore(url + "/sparql", returnFormat="json"), identifier=URIRef(TWO))
    assert len(list(two.triples((URIRef(BASE + "organisation/optonet"), None, None)))) == 4
