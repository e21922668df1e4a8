"""What the editor asks for: labels, terms, short links, and the catalogue as files and linked data."""

from __future__ import annotations

import base64
import json
import zlib
from pathlib import Path
from urllib.parse import unquote

import pytest
import rdflib
from flask.testing import FlaskClient

from graphapp.namespaces import BASE, PREFIXES
from graphapp.store.engine import Question, ask, graph, kind_of, select
from graphapp.store.formats import Kind
from graphapp.store.memory import MemoryEngine
from graphapp.web.editor.shortened import LONGEST, pack, unpack
from graphapp.web.problems import ProblemError
from tests.small_release import quads

QUERY = "SELECT ?n { <" + BASE + "organisation/optonet> <" + BASE + "ontology#memberCount> ?n } ORDER BY ?n"
SH = rdflib.Namespace(PREFIXES["sh"])
SCHEMA = rdflib.Namespace(PREFIXES["schema"])


def test_a_short_link_answers_as_the_query_in_it(client: FlaskClient) -> None:
    short = client.get("/sparql", query_string={"z": pack(QUERY), "format": "csv"})
    assert short.text == client.get("/sparql", query_string={"query": QUERY, "format": "csv"}).text
    assert short.text.split() == ["n", "90", "100"]


@pytest.mark.parametrize("language", ["de", "en"])
def test_a_short_link_opens_the_page_with_query_and_answer_without_scripts(
    client: FlaskClient, language: str
) -> None:
    page = client.get(f"/{language}/sparql?z={pack(QUERY)}", headers={"Accept": "text/html"})
    assert page.status_code == 200
    assert "<td>100</td>" in page.text.replace(' class="num"', "")
    assert "memberCount&gt; ?n }" in page.text
    redirected = client.get(
        f"/sparql?z={pack(QUERY)}", headers={"Accept": "text/html", "Accept-Language": language}
    )
    assert redirected.status_code == 303
    assert unquote(redirected.headers["Location"]).startswith(f"/{language}/sparql?z=")


def _packed(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


@pytest.mark.parametrize(
    ("packed", "status"),
    [
        ("", 400),
        ("abc", 400),
        ("ä", 400),
        ("a+b/", 400),
        (pack(QUERY)[:-8], 400),
        (pack(QUERY) + "AAAA", 400),
        (_packed(zlib.compress(b"ASK {}")), 400),
        (pack("SELECT {"), 400),
        (pack("#" * (LONGEST + 1)), 413),
        (pack("#" * 40_000_000), 414),
    ],
    ids=["empty", "short", "letters", "signs", "cut", "more", "with-header", "syntax", "long", "bomb"],
)
def test_a_short_link_that_holds_no_query_is_a_problem(client: FlaskClient, packed: str, status: int) -> None:
    for accept in ("application/json", "text/html"):
        answer = client.get("/de/sparql", query_string={"z": packed}, headers={"Accept": accept})
        assert answer.status_code == status, accept
        assert answer.mimetype == (
            "application/problem+json" if accept == "application/json" else "text/html"
        )


def test_a_small_text_that_unpacks_to_much_is_not_unpacked() -> None:
    packer = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    packed = _packed(packer.compress(b" " * 10_000_000) + packer.flush())
    assert len(packed) < 20_000
    with pytest.raises(ProblemError) as caught:
        unpack(packed)
    assert caught.value.problem.status == 413


def test_a_query_and_a_short_link_at_once_are_one_too_many(client: FlaskClient) -> None:
    answer = client.get("/sparql", query_string={"z": pack(QUERY), "query": QUERY})
    assert answer.status_code == 400


def test_labels_are_in_the_language_of_the_path_or_say_their_own(client: FlaskClient) -> None:
    wanted = [BASE + "organisation/optonet", BASE + "organisation/medways", BASE + "nothing", "no iri", "<x>"]
    german = client.post("/de/sparql/labels", json=wanted).json
    english = client.post("/en/sparql/labels", json=wanted).json
    assert german == {
        "labels": {wanted[0]: {"text": "OptoNet e. V."}, wanted[1]: {"text": "medways <e. V.> & Söhne"}}
    }
    assert english == {
        "labels": {
            wanted[0]: {"text": "OptoNet"},
            wanted[1]: {"text": "medways <e. V.> & Söhne", "language": "de"},
        }
    }


@pytest.mark.parametrize(
    "body", ["", "{}", "[1]", "[", '"x"', json.dumps(["x"] * 1001), '["' + "x" * 3000 + '"]', "\xff"]
)
def test_labels_of_what_is_no_list_of_iris_are_refused(client: FlaskClient, body: str) -> None:
    answer = client.post("/sparql/labels", data=body.encode("latin-1"))
    assert answer.status_code == 400
    assert answer.mimetype == "application/problem+json"


def test_the_terms_have_the_counts_that_the_endpoint_gives(client: FlaskClient) -> None:
    answer = client.get("/sparql/terms.json")
    classes = answer.json["classes"] if answer.json else {}
    uses = dict(zip(classes["iri"], classes["uses"], strict=True))
    counted = client.get(
        "/sparql",
        query_string={"query": "SELECT ?c (COUNT(*) AS ?n) { ?s a ?c } GROUP BY ?c", "format": "json"},
    )
    rows = json.loads(counted.text)["results"]["bindings"]
    assert uses == {row["c"]["value"]: int(row["n"]["value"]) for row in rows}
    assert "immutable" not in answer.headers["Cache-Control"], (
        "an address without the release must be asked again"
    )


def test_problems_are_told_in_the_language_of_the_path(client: FlaskClient) -> None:
    def detail(path: str) -> str:
        answer = client.post(path, data={"query": "SELECT * {"}, headers={"Accept": "application/json"})
        return str(json.loads(answer.text)["detail"])

    assert detail("/sparql") == detail("/en/sparql")
    assert detail("/de/sparql").startswith("Zeile 1")


def test_each_query_is_a_file(client: FlaskClient) -> None:
    answer = client.get("/queries/networks/members.rq")
    assert answer.mimetype == "application/sparql-query"
    assert answer.text == Path("queries/networks/members.rq").read_text(encoding="utf-8")
    assert client.get("/queries/networks/none.rq").status_code == 404
    assert client.get("/queries/../pyproject.rq").status_code == 404


def test_the_catalogue_is_published_with_texts_that_run(client: FlaskClient) -> None:
    answer = client.get("/queries.ttl")
    assert answer.mimetype == "text/turtle"
    published = rdflib.Graph().parse(data=answer.text, format="turtle")
    by_name = client.get("/queries", headers={"Accept": "application/n-triples"})
    assert len(rdflib.Graph().parse(data=by_name.text, format="nt")) == len(published)
    engine = MemoryEngine.of_quads(quads())
    listed = json.loads(client.get("/queries?format=json").text)["queries"]
    names = {str(item["url"]).rpartition("/queries/")[2] for item in listed}
    found = set(published.subjects(rdflib.RDF.type, SH.SPARQLExecutable))
    assert {str(node).removeprefix(BASE + "queries/") for node in found} == names
    for node in found:
        comments = {getattr(text, "language", "") for text in published.objects(node, rdflib.RDFS.comment)}
        assert comments == {"de", "en"}
        assert published.value(node, SCHEMA.target) == rdflib.URIRef("http://localhost/sparql")
        texts = [
            *published.objects(node, SH.select),
            *published.objects(node, SH.construct),
            *published.objects(node, SH.ask),
        ]
        assert len(texts) == 1
        _run(engine, str(texts[0]))


def _run(engine: MemoryEngine, text: str) -> None:
    kind = kind_of(text)
    if kind is Kind.SOLUTIONS:
        select(engine, Question(text))
    elif kind is Kind.BOOLEAN:
        ask(engine, Question(text))
    else:
        graph(engine, Question(text))


def test_the_published_prefixes_are_those_of_the_project(client: FlaskClient) -> None:
    published = rdflib.Graph().parse(data=client.get("/queries.ttl").text, format="turtle")
    declared = {
        str(published.value(node, SH.prefix)): str(published.value(node, SH.namespace))
        for node in published.objects(rdflib.URIRef(BASE + "queries#prefixes"), SH.declare)
    }
    assert declared == PREFIXES
