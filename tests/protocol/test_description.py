"""SPARQL 1.1 Service Description: what the endpoint says of itself, in every format."""

from __future__ import annotations

import pytest
from rdflib import DCTERMS, RDF, RDFS, VOID, Graph, Literal, Namespace, URIRef

from graphapp.store.formats import GRAPH_FORMATS, RESULT_FORMATS
from tests.protocol.http import ask
from tests.small_release import quads

SD = Namespace("http://www.w3.org/ns/sparql-service-description#")
TYPES = [known.media_type for known in GRAPH_FORMATS]


def described(url: str, accept: str = "text/turtle") -> Graph:
    answer = ask(url, headers={"Accept": accept})
    assert (answer.status, answer.type) == (200, accept)
    return Graph().parse(data=answer.body, format=accept)


@pytest.mark.parametrize("media_type", TYPES)
def test_each_format_says_the_same(url: str, media_type: str) -> None:
    assert set(described(url, media_type)) == set(described(url))


def test_the_service_has_its_endpoint_language_and_features(url: str) -> None:
    graph = described(url)
    service = graph.value(predicate=RDF.type, object=SD.Service)
    assert graph.value(service, SD.endpoint) == URIRef(url + "/sparql")
    assert set(graph.objects(service, SD.supportedLanguage)) == {SD.SPARQL11Query}
    # A feature that is not there must not be claimed: federation above all.
    assert set(graph.objects(service, SD.feature)) == {SD.UnionDefaultGraph}
    assert graph.value(service, SD.defaultEntailmentRegime) == URIRef(
        "http://www.w3.org/ns/entailment/Simple"
    )
    assert graph.value(service, RDFS.seeAlso) == URIRef(url + "/openapi.json")
    assert {
        title.language for title in graph.objects(service, DCTERMS.title) if isinstance(title, Literal)
    } == {"de", "en"}


def test_every_result_format_is_one_that_is_answered(url: str) -> None:
    graph = described(url)
    assert {str(iri) for iri in graph.objects(None, SD.resultFormat)} == {
        known.w3c for known in (*RESULT_FORMATS, *GRAPH_FORMATS)
    }
    for query, formats in (("ASK {}", RESULT_FORMATS), ("CONSTRUCT WHERE { ?s ?p ?o }", GRAPH_FORMATS)):
        for known in formats:
            answer = ask(url, args={"query": query}, headers={"Accept": known.media_type})
            assert (answer.status, answer.type) == (200, known.media_type)


def test_the_default_graph_has_as_many_triples_as_are_counted_in_it(url: str) -> None:
    graph = described(url)
    data_set = graph.value(predicate=RDF.type, object=SD.Dataset)
    default = graph.value(data_set, SD.defaultGraph)
    assert (default, RDF.type, SD.Graph) in graph
    counted = ask(url, args={"query": "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"}).values("n")
    assert str(graph.value(default, VOID.triples)) == counted[0]
    assert int(counted[0]) == len({line.rsplit(b" <", 1)[0] for line in quads().splitlines()})


def test_the_limits_in_force_are_told_in_both_languages(url: str) -> None:
    graph = described(url)
    service = graph.value(predicate=RDF.type, object=SD.Service)
    comments = {
        text.language: str(text) for text in graph.objects(service, RDFS.comment) if isinstance(text, Literal)
    }
    assert set(comments) == {"de", "en"}
    for text in comments.values():
        assert "20 " in text
        assert "512 MB" in text
        assert "100 MB" in text


@pytest.mark.parametrize("language", ["de", "en"])
def test_a_person_gets_a_page_in_their_language(url: str, language: str) -> None:
    headers = {
        "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
        "Accept-Language": language,
    }
    answer = ask(url, headers=headers)
    assert (answer.status, answer.headers["Location"]) == (303, f"/{language}/sparql")
    page = ask(url, f"/{language}/sparql", headers=headers)
    assert (page.status, page.type) == (200, "text/html")
    assert b"<form" in page.body


def test_head_has_the_headers_of_the_description(url: str) -> None:
    got, head = ask(url), ask(url, method="HEAD")
    assert (head.status, head.body) == (200, b"")
    for name in ("Content-Type", "Content-Length", "ETag", "Vary"):
        assert head.headers[name] == got.headers[name], name


def test_another_format_is_not_acceptable(url: str) -> None:
    answer = ask(url, headers={"Accept": "text/csv"})
    assert answer.status == 406
    assert [offer["mediaType"] for offer in answer.json()["alternatives"]] == TYPES
