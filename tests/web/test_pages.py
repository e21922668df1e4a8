"""Pages: in two languages, escaped, with strict headers, and with errors that say what to do."""

from __future__ import annotations

import html
import re
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from flask import Flask
from flask.testing import FlaskClient

from graphapp import web
from graphapp.config import Settings
from graphapp.store.engine import EngineUnavailableError, Question
from graphapp.store.formats import Format
from graphapp.web import create_app, display, problems
from tests.web.scripts import foreign_scripts

BROWSER = {"Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}
PAGES = ["/", "/about", "/sparql", "/queries", "/queries/catalogue/things", "/queries/catalogue/counts"]
FOLDER = Path(web.__file__).parent


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize(
    ("accepted", "language"), [("de-DE,de,en;q=0.5", "de"), ("en-GB", "en"), ("fr", "de")]
)
def test_an_address_without_language_leads_to_the_preferred_one(
    client: FlaskClient, path: str, accepted: str, language: str
) -> None:
    answer = client.get(path + "?a=%C3%A4", headers={**BROWSER, "Accept-Language": accepted})
    assert answer.status_code == 303
    assert answer.location == f"/{language}{path}?a=%C3%A4"
    assert {"accept-language", "cookie"} <= set(answer.vary.as_set())


def test_the_chosen_language_is_remembered(client: FlaskClient) -> None:
    answer = client.get("/language/en?to=/en/about")
    assert answer.location == "/en/about"
    assert client.get("/", headers={**BROWSER, "Accept-Language": "de"}).location == "/en/"


@pytest.mark.parametrize("to", ["https://e.org/", "//e.org/de/", "/sparql", "", "/de/\r\nX: y", "/deutsch"])
def test_the_choice_of_language_leads_nowhere_else(client: FlaskClient, to: str) -> None:
    answer = client.get("/language/de", query_string={"to": to})
    assert answer.location is not None
    assert answer.location.startswith("/de/")
    assert "X" not in answer.headers


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("language", ["de", "en"])
def test_a_page_is_in_its_language_with_one_heading_and_strict_headers(
    client: FlaskClient, path: str, language: str
) -> None:
    answer = client.get(f"/{language}{path}", headers=BROWSER)
    assert answer.status_code == 200
    assert f'<html lang="{language}">' in answer.text
    assert len(re.findall("<h1", answer.text)) == 1
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert foreign_scripts(answer.text) == []
    assert " style=" not in answer.text
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    for other in ("de", "en"):
        assert f'hreflang="{other}" href="/{other}{path}"' in answer.text


def test_the_start_page_has_the_real_counts_and_the_form(client: FlaskClient) -> None:
    text = client.get("/de/").text
    assert re.search(r'<dt>Netzwerke</dt><dd><a href="/de/networks">2</a>', text)
    assert re.search(r'<dt>Quellen</dt><dd><a href="/de/sources">2</a></dd>', text)
    assert 'action="/de/sparql"' in text


def test_an_answer_is_a_table_with_links_count_and_downloads(client: FlaskClient) -> None:
    query = "SELECT ?s ?l { ?s <http://www.w3.org/2004/02/skos/core#prefLabel> ?l } ORDER BY ?l"
    text = client.get("/en/sparql", query_string={"query": query, "format": "html"}).text
    assert "medways &lt;e. V.&gt; &amp; Söhne" in text
    assert "<e. V.>" not in text
    assert 'href="https://w3id.org/cluster-thueringen/organisation/medways"' in text
    assert "organisation/medways</a>" in text
    assert "6 rows" in text
    downloads = [html.unescape(found) for found in re.findall(r'href="(/sparql\?[^"]*format=[^"]*)"', text)]
    assert len(downloads) == 4
    for address in downloads:
        assert client.get(address).status_code == 200


def test_hostile_data_is_shown_and_not_run(client: FlaskClient) -> None:
    query = """SELECT ("<script>alert(1)</script>" AS ?a) (IRI("javascript:alert(1)") AS ?b) {}"""
    text = client.get("/en/sparql", query_string={"query": query, "format": "html"}).text
    assert foreign_scripts(text) == []
    assert 'href="javascript' not in text
    assert "javascript:alert(1)" in text


def test_ask_and_construct_are_shown_too(client: FlaskClient) -> None:
    said = client.get("/de/sparql", query_string={"query": "ASK { ?s ?p ?o }", "format": "html"}).text
    assert "Ja" in said
    shown = client.get(
        "/de/sparql", query_string={"query": "CONSTRUCT WHERE { ?s a ?o }", "format": "html"}
    ).text
    assert '<th scope="col">predicate</th>' in shown


def test_a_form_that_asks_for_csv_gets_csv(client: FlaskClient) -> None:
    answer = client.get(
        "/de/sparql", query_string={"query": "SELECT (1 AS ?x) {}", "format": "csv"}, headers=BROWSER
    )
    assert answer.mimetype == "text/csv"
    assert answer.text.split() == ["x", "1"]


def test_an_error_stands_on_the_page_next_to_the_query(client: FlaskClient) -> None:
    answer = client.get("/de/sparql", query_string={"query": "SELECT *\nWHERE { ä }", "format": "html"})
    assert answer.status_code == 400
    assert "Die Abfrage lässt sich nicht lesen" in answer.text
    assert "Zeile 2" in answer.text
    assert "WHERE { ä }</textarea>" in answer.text
    assert 'role="alert"' in answer.text


@pytest.mark.parametrize("path", ["/nope", "/de/nope", "/de/queries/nope/nope", "/de/queries/nope"])
def test_an_address_without_a_page_is_a_page_that_leads_on(client: FlaskClient, path: str) -> None:
    answer = client.get(path, headers={**BROWSER, "Accept-Language": "de"})
    assert answer.status_code == 404
    assert "Unter dieser Adresse gibt es nichts" in answer.text
    assert 'href="/de/queries"' in answer.text


def test_every_kind_of_problem_is_explained_on_the_about_page(client: FlaskClient) -> None:
    text = client.get("/en/about").text
    for kind in problems.TITLES:
        assert re.search(rf'id="problem-{kind}"><dt>[^<]+</dt><dd>[^<]+</dd>', text), kind


def test_every_english_text_of_the_pages_has_a_german_one() -> None:
    with (FOLDER / "translations" / "de.po").open("rb") as file:
        known = read_po(file, locale="de")
    wanted = {*problems.TITLES.values(), *display.KINDS.values(), *display.SUBJECTS.values()}
    for template in (FOLDER / "templates").glob("*.html"):
        text = template.read_text()
        wanted |= set(re.findall(r'_\("([^"]+)"', text)) | set(re.findall(r"_\('([^']+)'", text))
    missing = [text for text in sorted(wanted) if not (message := known.get(text)) or not message.string]
    assert missing == []


class Silent:
    """An engine that has nothing to answer with."""

    name = "silent"

    def answer(self, question: Question, output: Format) -> object:
        raise EngineUnavailableError("The release is still being loaded.")

    def ready(self) -> bool:
        return False

    def close(self) -> None: ...


def test_health_is_200_when_queries_are_answered_and_503_when_not(client: FlaskClient) -> None:
    assert client.get("/healthz").status_code == 200
    app: Flask = create_app(Settings(), Silent())  # type: ignore[arg-type]
    assert app.test_client().get("/healthz").status_code == 503
    answer = app.test_client().get("/sparql?query=ASK{}")
    assert answer.status_code == 503
    assert answer.headers["Retry-After"] == "5"
    assert app.test_client().get("/de/").status_code == 200
