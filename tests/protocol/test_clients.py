"""Programs that people use: rdflib's stores, pandas, curl, and Comunica in JavaScript. (SPARQLWrapper: test_queries.)"""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pandas as pd
import pytest
from rdflib import DCTERMS, RDF, Graph, Literal, Namespace, URIRef
from rdflib.plugins.stores.sparqlconnector import SPARQLConnector
from rdflib.plugins.stores.sparqlstore import SPARQLStore

from tests.protocol.comunica import FOLDER, node
from tests.small_release import BASE

TC = Namespace(BASE + "ontology#")
OPTONET = URIRef(BASE + "organisation/optonet")
ONE, TWO = BASE + "source/one", BASE + "source/two"
SELECT = f"SELECT ?s ?n WHERE {{ ?s <{TC.memberCount}> ?n }} ORDER BY ?n"


@pytest.mark.parametrize("method", ["GET", "POST", "POST_FORM"])
@pytest.mark.parametrize("output", ["json", "xml", "csv", "tsv"])
def test_rdflibs_store_reads_each_format_by_each_method(url: str, method: Any, output: str) -> None:
    graph = Graph(SPARQLStore(url + "/sparql", returnFormat=output, method=method))
    rows = [row for row in graph.query(SELECT) if isinstance(row, tuple)]
    assert [str(row[1]) for row in rows] == ["42", "90", "100"]
    if output in ("json", "xml"):  # the other two have no standard form of a truth value
        assert graph.query("ASK { ?s ?p ?o }").askAnswer is True


def test_rdflibs_store_counts_matches_and_knows_the_graphs(url: str) -> None:
    store = SPARQLStore(url + "/sparql", returnFormat="json")
    one, two = (Graph(store, identifier=URIRef(iri)) for iri in (ONE, TWO))
    assert set(one.objects(OPTONET, TC.memberCount)) == {Literal(90)}
    assert set(two.objects(OPTONET, TC.memberCount)) == {Literal(100)}
    assert set(Graph(store).subjects(RDF.type, TC.Network)) == {
        OPTONET,
        URIRef(BASE + "organisation/medways"),
    }
    assert {str(graph) for graph in store.contexts()} >= {ONE, TWO}
    assert len(Graph(store)) > 20


@pytest.mark.parametrize("method", ["GET", "POST", "POST_FORM"])
def test_rdflibs_connector_asks_and_names_the_data_set(url: str, method: Any) -> None:
    connector = SPARQLConnector(url + "/sparql", returnFormat="xml", method=method)
    rows = [row for row in connector.query(SELECT) if isinstance(row, tuple)]
    assert [str(row[1]) for row in rows] == ["42", "90", "100"]
    rows = [row for row in connector.query(SELECT, default_graph=TWO) if isinstance(row, tuple)]
    assert [str(row[1]) for row in rows] == ["100"]


def test_rdflibs_connector_is_told_that_updates_are_refused(url: str) -> None:
    connector = SPARQLConnector(None, update_endpoint=url + "/sparql")
    with pytest.raises(OSError, match="403"):
        connector.update("INSERT DATA { <http://e/s> <http://e/p> 1 }")


def test_pandas_reads_csv_tsv_and_json(url: str) -> None:
    def address(output: str) -> str:
        return f"{url}/sparql?{urlencode({'query': SELECT, 'format': output})}"

    table = pd.read_csv(address("csv"))
    assert list(table.columns) == ["s", "n"]
    assert list(table["n"]) == [42, 90, 100]
    assert table["n"].sum() == 232
    tsv = pd.read_csv(address("tsv"), sep="\t")
    assert list(tsv["?n"]) == [42, 90, 100]
    bindings = pd.read_json(address("json"), typ="series")["results"]["bindings"]
    flat = pd.json_normalize(bindings)
    assert list(flat["n.value"].astype(int)) == [42, 90, 100]


def test_pandas_keeps_umlauts_and_line_breaks(url: str) -> None:
    query = 'SELECT ("a\\n\\"Thüringen\\", ß" AS ?x) {}'
    table = pd.read_csv(f"{url}/sparql?{urlencode({'query': query, 'format': 'csv'})}")
    assert table.loc[0, "x"] == 'a\n"Thüringen", ß'


def curl(*arguments: str) -> subprocess.CompletedProcess[bytes]:
    program = shutil.which("curl")
    assert program, "curl is not installed"
    return subprocess.run([program, "-sS", "--max-time", "30", *arguments], capture_output=True, check=False)


def test_curl_asks_in_each_way(url: str, tmp_path: Path) -> None:
    (tmp_path / "query.rq").write_text(SELECT, encoding="utf-8")
    endpoint, accept = url + "/sparql", "Accept: text/csv"
    wanted = [b"42", b"90", b"100"]
    for arguments in (
        ["-G", "--data-urlencode", f"query={SELECT}"],
        ["--data-urlencode", f"query={SELECT}"],
        ["--data-urlencode", f"query@{tmp_path / 'query.rq'}"],
        ["-H", "Content-Type: application/sparql-query", "--data-binary", f"@{tmp_path / 'query.rq'}"],
    ):
        done = curl(endpoint, "-H", accept, *arguments)
        assert done.returncode == 0, done.stderr
        assert [line.rpartition(b",")[2] for line in done.stdout.splitlines()[1:]] == wanted


def test_curl_reads_a_coded_answer_and_fails_on_errors(url: str) -> None:
    coded = curl("--compressed", "-G", url + "/sparql", "--data-urlencode", "query=SELECT * { ?s ?p ?o }")
    assert len(json.loads(coded.stdout)["results"]["bindings"]) > 20
    failed = curl("--fail", "-G", url + "/sparql", "--data-urlencode", "query=SELECT")
    assert failed.returncode == 22


def test_a_saved_answer_has_the_name_that_is_offered(url: str, tmp_path: Path) -> None:
    done = curl("-OJ", "--output-dir", str(tmp_path), f"{url}/sparql?query=ASK%7B%7D&format=csv&download=1")
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "answer.csv").read_text().strip() == "true"


def comunica(url: str, kind: str, query: str) -> Any:
    done = subprocess.run(
        [node(), str(FOLDER / "ask.js"), url + "/sparql", kind, query],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_comunica_finds_out_that_this_is_an_endpoint_and_asks_it(url: str) -> None:
    assert [row["n"] for row in comunica(url, "bindings", SELECT)] == ["42", "90", "100"]
    assert comunica(url, "boolean", "ASK { ?s ?p ?o }") is True
    quads = comunica(
        url, "quads", f"CONSTRUCT {{ ?s <{DCTERMS.title}> ?o }} WHERE {{ ?s <{DCTERMS.title}> ?o }}"
    )
    assert sorted(quad[2] for quad in quads) == ["Erste Quelle", "Zweite Quelle"]


def test_comunica_is_told_what_is_wrong(url: str) -> None:
    done = subprocess.run(
        [node(), str(FOLDER / "ask.js"), url + "/sparql", "bindings", "SELECT * { ?s ?p ?o } LIMIT"],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 1
    assert done.stderr
