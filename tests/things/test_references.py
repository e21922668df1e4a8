"""Every page can be cited as it is shown, and mistakes in it reported with their sources."""

from __future__ import annotations

import json
from itertools import cycle
from urllib.parse import parse_qs, urlsplit
from xml.etree.ElementTree import Element

import pytest
from flask.testing import FlaskClient

from graphapp.namespaces import BASE
from graphapp.web.lists.kinds import LISTS
from graphapp.web.references import WITHOUT
from tests.things.conftest import XHTML, Get, words

OF_EACH_ROUTE = {
    "pages.start": "/",
    "pages.about": "/about",
    "queries.index": "/queries?format=html",
    "queries.query": "/queries/networks/network-projects?format=html&network=optonet",
    "sparql.endpoint": "/sparql?format=html&query=SELECT+%3Fs+%7B+%3Fs+a+%3Fc+%7D+LIMIT+1",
    "search.search": "/search?q=optik&kind=Network",
    "lists.things": "/networks?district=jena",
    "map.page": "/map?show=networks",
    "timeline.page": "/timeline?from=2000",
    "charts.page": "/charts?chart=funding",
    "explore.page": "/explore?projection=networks",
    "downloads.page": "/downloads",
    "feed.changes": "/changes",
    "things.page": "/organisation/optonet?as-of=2014",
    "linked.page": "/code/planned",
    "linked.vocabulary": "/ontology",
}
"""Endpoint → a page of it."""
NO_PAGES = {
    "labels.labels",
    "queries.by_bare_name",
    "search.suggest",
    "search.opensearch",
    "feed.feed",
    "explore.sparql",
}
"""Endpoints with a language that answer with data or lead elsewhere."""


def links(page: Element) -> list[str]:
    """Return where the links of a page lead."""
    return [link.get("href") or "" for link in page.iter(XHTML + "a")]


def mail(page: Element) -> str:
    """Return the text of the mail that a report is sent with."""
    address = next(link for link in links(page) if link.startswith("mailto:"))
    return parse_qs(urlsplit(address).query)["body"][0]


def test_a_page_of_every_route_is_looked_at(client: FlaskClient) -> None:
    routes = {
        rule.endpoint for rule in client.application.url_map.iter_rules() if "language" in rule.arguments
    } - {"pages.choose_language", "previews.of_site", "previews.of_thing"}
    assert routes == {*OF_EACH_ROUTE, *WITHOUT, *NO_PAGES}


PATHS = (*OF_EACH_ROUTE.values(), *(f"/{name}" for name in LISTS))


# Each page in one language, by turns.
@pytest.mark.parametrize(("path", "language"), zip(PATHS, cycle(("de", "en")), strict=False))
def test_every_page_can_be_cited_and_its_mistakes_reported(
    client: FlaskClient, get: Get, path: str, language: str
) -> None:
    page = get(f"/{language}{path}")
    known = {parse_qs(urlsplit(link).query)["cite"][0]: link for link in links(page) if "cite=" in link}
    assert list(known) == ["bib", "ris", "json"]
    asked = parse_qs(urlsplit(path).query)
    for link in known.values():
        assert urlsplit(link).path == f"/{language}{urlsplit(path).path}"
        assert asked.items() <= parse_qs(urlsplit(link).query).items()
    # Whatever the program accepts: the reference is what it has asked for.
    [item] = json.loads(client.get(known["json"]).text)
    heading = next(page.iter(XHTML + "title"))
    assert item["title"].partition(" (")[0] in words(heading)
    assert parse_qs(urlsplit(item["URL"]).query) == asked
    assert item["version"]
    assert item["URL"] in words(page)
    assert client.get(known["bib"], headers={"Accept": "text/html"}).text.startswith("@misc{" + item["id"])
    ris = client.get(known["ris"])
    assert (ris.mimetype, ris.headers["Cache-Control"]) == (
        "application/x-research-info-systems",
        "no-cache",
    )
    report = [link for link in links(page) if link.startswith(f"/{language}/report?")][-1]
    told = mail(get(report))
    assert item["version"] in told
    assert urlsplit(item["URL"]).path.rpartition("/")[2] in told
    if "as-of" in asked:
        assert "2014" in told


def test_a_page_of_a_year_is_cited_as_that(client: FlaskClient) -> None:
    text = client.get("/de/organisation/optonet?as-of=2014&cite=ris").text
    assert f"UR  - {BASE}organisation/optonet?as-of=2014" in text
    assert "Stand 2014" in text


def test_references_to_two_pages_at_one_path_have_two_names(client: FlaskClient) -> None:
    names = {
        json.loads(client.get(f"/en/networks{search}cite=json").text)[0]["id"]
        for search in ("?", "?district=jena&", "?district=erfurt&")
    }
    assert len(names) == 3


def test_a_title_is_cited_as_it_reads_and_not_as_html_writes_it(client: FlaskClient) -> None:
    query = {"q": "a&b <c>", "cite": "json"}
    [item] = json.loads(client.get("/en/search", query_string=query).text)
    assert "&amp;" not in item["title"]
    assert parse_qs(urlsplit(item["URL"]).query)["q"] == ["a&b <c>"]


@pytest.mark.parametrize("path", ["/de/networks", "/de/organisation/optonet", "/de/", "/de/map"])
def test_a_format_that_no_reference_has_is_refused(client: FlaskClient, path: str) -> None:
    assert client.get(path, query_string={"cite": "docx"}).status_code == 400


def test_what_is_not_there_is_not_cited(client: FlaskClient) -> None:
    answer = client.get(
        "/de/organisation/nope", query_string={"cite": "bib"}, headers={"Accept": "text/html"}
    )
    assert answer.status_code == 404
    assert "report?" not in answer.text


def test_a_report_names_the_statement_and_its_sources(get: Get) -> None:
    page = get("/de/organisation/optonet?part=group-key")
    report = next(
        link
        for link in links(page)
        if "statement=Gegr" in link and "source=source/om-idw-1999-optonet" in link
    )
    form = get(report)
    assert "/de/source/om-idw-1999-optonet" in links(form)
    text = mail(form)
    assert f"<{BASE}source/om-idw-1999-optonet>" in text
    assert "Quelle: " in text
    assert "Aussage: Gegründet: " in text


def test_a_row_of_a_table_is_reported_with_its_sources(get: Get) -> None:
    page = get("/en/organisation/optonet?part=members")
    members = [link for link in links(page) if "/report?" in link and "source=" in link and "value=" in link]
    assert any("statement=Members" in link for link in members), members[:5]


def test_a_row_of_a_question_is_reported_with_its_page_and_sources(get: Get) -> None:
    page = get("/en/queries/networks/members?format=html&network=optonet")
    report = next(link for link in links(page) if "/report?" in link and "source=" in link)
    text = mail(get(report))
    assert "/en/queries/networks/members?format=html&network=optonet>" in text
    assert "Source: " in text


@pytest.mark.parametrize(
    "query",
    [
        {"page": "https://example.org/"},
        {"page": "//example.org/de/"},
        {"page": "/de//example.org/"},
        {"page": "/sparql"},
        {"page": "/de/map\nBcc: a@b.c"},
        {"page": "/de/<script>alert(1)</script> "},
        {"page": "/de/" + "x" * 9000},
        {"thing": "organisation/optonet", "source": "https://example.org/"},
        {"thing": "organisation/optonet", "source": "organisation/optonet"},
        {"thing": "organisation/optonet", "source": "source/there-is-none"},
        {"thing": "organisation/optonet", "source": "source/" + "x" * 900},
        {"thing": "organisation/optonet", "as-of": "neulich"},
    ],
)
def test_a_report_about_what_is_not_of_this_site_is_refused(
    client: FlaskClient, query: dict[str, str]
) -> None:
    answer = client.get("/de/report", query_string=query, headers={"Accept": "text/html"})
    assert answer.status_code == 400
    assert "mailto:" not in answer.text


def test_a_page_about_nothing_cannot_be_reported(client: FlaskClient) -> None:
    assert client.get("/de/report?page=/de/organisation/nope").status_code == 404
