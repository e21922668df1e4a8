"""What the explorer gives away: links, pictures, data, a question in SPARQL, a page for frames."""

from __future__ import annotations

import csv
import gzip
import io
import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from functools import partial
from html import unescape
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Final
from urllib.parse import parse_qsl, urlsplit

import networkx
import pytest
from playwright.sync_api import Browser, Page, expect
from werkzeug.datastructures import MultiDict

from graphapp.bench.frames import compressed_size
from graphapp.config import Settings
from graphapp.namespaces import BASE, TC
from graphapp.web.explore.shown import listed
from graphapp.web.explore.state import read_state
from graphapp.web.screenshots import KINDS, STORIES
from tests.browser.exploring import (
    NETWORKS,
    OPTONET,
    columns,
    drawn,
    find,
    names,
    saved,
)
from tests.browser.test_pages import page_of
from tests.docs.test_exploring import LINKS
from tests.docs.test_exploring import PAGE as DOCUMENT

MOST: Final = 200_000
"""Bytes that the page's script, and its data, may have when compressed."""


def test_a_shared_link_shows_the_same_in_a_fresh_browser(browser: Browser, real: str) -> None:
    with page_of(browser, viewport={"width": 1440, "height": 900}) as page:
        page.goto(real + "/de" + NETWORKS)
        drawn(page)
        find(page, "optone")
        page.locator("#colour").select_option("community")
        page.locator("#size").select_option("betweenness")
        page.locator("#legend button").first.click()
        page.locator("#follow-rows input").nth(2).check()
        page.locator("#zoom-in").click()
        page.wait_for_url(re.compile("view="))
        address, shown, listed = page.url, drawn(page), names(page)
        chosen = page.locator("#chosen-count").inner_text()
    with page_of(browser, viewport={"width": 1440, "height": 900}) as page:
        page.goto(address)
        assert drawn(page) == shown
        assert names(page) == listed
        assert page.locator("#chosen-count").inner_text() == chosen == "1 ausgewählt"
        assert page.url == address
        assert page.locator("#size").input_value() == "betweenness"
        expect(page.locator("#card h2")).to_have_text("OptoNet e.V.")
        page.get_by_role("link", name="English").click()
        page.wait_for_url(re.compile(re.escape(address.replace("/de/", "/en/")) + "$"))


def test_what_is_taken_away_is_what_is_shown(browser: Browser, real: str) -> None:
    with page_of(browser) as page:
        page.goto(real + "/en" + NETWORKS)
        drawn(page)
        page.get_by_role("button", name="Life Sciences").click()
        things, ties = drawn(page)
        graph = networkx.read_gexf(io.BytesIO(saved(page, "GEXF")))
        assert (graph.number_of_nodes(), graph.number_of_edges()) == (things, ties)
        assert OPTONET in graph
        assert not graph.is_directed()
        rows = list(csv.DictReader(io.StringIO(saved(page, "ties as CSV").decode())))
        assert len(rows) == ties
        assert {row["Type"] for row in rows} == {"Undirected"}
        assert all(graph.has_edge(row["Source"], row["Target"]) for row in rows)
        rows = list(csv.DictReader(io.StringIO(saved(page, "things as CSV").decode())))
        assert [row["label"] for row in rows if row["id"] == OPTONET] == ["OptoNet e.V."]
        assert len(rows) == things
        svg = ET.fromstring(saved(page, "SVG"))
        space = {"s": "http://www.w3.org/2000/svg"}
        assert len(svg.findall(".//s:circle", space)) == things
        assert len(svg.findall(".//s:line", space)) == ties
        assert saved(page, "PNG").startswith(b"\x89PNG")
        page.locator("#follow-rows input").nth(0).check()
        page.locator("#follow-rows input").nth(1).check()
        graph = networkx.read_gexf(io.BytesIO(saved(page, "GEXF")))
        assert graph.number_of_nodes() == 2
        page.locator("#chosen-none").click()
        graph = networkx.read_gexf(io.BytesIO(saved(page, "GEXF")))
        sent = columns(page, real, "networks")
        begins = dict(zip(sent["nodes"]["id"], sent["nodes"]["begin"], strict=True))
        assert all(data.get("start") == begins[name] for name, data in graph.nodes(data=True))
        assert graph.graph["mode"] == "dynamic"
        assert sum("start" in data for *_, data in graph.edges(data=True)) > ties / 2
        page.goto(f"{real}/en/explore?focus={OPTONET}")
        drawn(page)
        assert networkx.read_gexf(io.BytesIO(saved(page, "GEXF"))).is_directed()


def test_the_picture_becomes_a_question_in_sparql(browser: Browser, real: str) -> None:
    with page_of(browser) as page:
        page.goto(f"{real}/en/explore#chosen={OPTONET},organisation/jenoptik")
        drawn(page)
        page.get_by_role("button", name="Ask what ties them").click()
        page.wait_for_url(re.compile("/en/sparql"))
        assert page.locator("textarea").first.input_value().count(f"<{BASE}{OPTONET}>") == 3
        assert page.locator("main tbody tr").count() > 0


@pytest.mark.parametrize("projection", ["shared-networks", "shared-projects", "networks", "fields"])
def test_what_is_shared_in_a_drawn_tie_is_what_the_question_in_sparql_finds(
    browser: Browser, real: str, projection: str
) -> None:
    with page_of(browser) as page:
        sent = columns(page, real, projection)
        edges = sent["edges"]
        tie = max(range(len(edges["weight"])), key=lambda one: edges["weight"][one])
        ends = [sent["nodes"]["id"][edges[end][tie]] for end in ("source", "target")]
        pairs = zip(edges["source"], edges["target"], edges["weight"], strict=True)
        pair = edges["source"][tie], edges["target"][tie]
        shared = sum(weight for *these, weight in pairs if tuple(these) == pair)
        page.goto(f"{real}/en/explore?projection={projection}#chosen={','.join(ends)}")
        drawn(page)
        page.get_by_role("button", name="Ask what ties them").click()
        page.wait_for_url(re.compile("/en/sparql"))
        query = page.locator("textarea").first.input_value()
        answer = page.request.post(f"{real}/sparql", form={"query": query, "format": "csv"})
        assert len(list(csv.DictReader(io.StringIO(answer.text())))) == shared > 0


DRAWN: Final = (
    "",
    "?from=2012&to=2012",
    "?from=2005&to=2010&undated=1",
    "?to=2018&without=Company,Person,none,optik-optoelektronik",
    "?district=place/jena&from=2015",
    "?projection=shared-networks&from=2012&to=2012&without=ResearchInstitution",
    "?projection=shared-projects&district=place/ilm-kreis&from=2012",
    "?projection=networks&from=2012&to=2012",
    "?projection=networks&from=2005&to=2005#hidden=organisation/optonet",
    "?projection=fields&to=2012&without=automobil",
    f"?focus={OPTONET}&from=2020&to=2024#pinned=organisation/jenoptik",
)
"""Ends of addresses: states with years, kinds, fields and districts, and such whose things are named one by one."""


def asked(page: Page, real: str) -> list[dict[str, str]]:
    """Return the rows that the query has which the page opens for its picture."""
    editor = re.compile("/en/sparql")
    # The editor is tested by itself; here its page is only read.
    page.route(editor, lambda route: route.abort())
    with page.expect_request(editor) as opened:
        page.get_by_role("button", name="Open as SPARQL").click()
    text = re.search("<textarea[^>]*>(.*?)</textarea>", page.request.get(opened.value.url).text(), re.DOTALL)
    assert text is not None
    query = unescape(text[1])
    answer = page.request.post(f"{real}/sparql", form={"query": query, "format": "csv"})
    assert answer.ok, answer.text()
    return list(csv.DictReader(io.StringIO(answer.text())))


def test_sparql_has_as_many_things_and_ties_as_the_picture_of_the_same_years(
    browser: Browser, real: str
) -> None:
    seen, found = {}, {}
    with page_of(browser) as page:
        for end in DRAWN:
            page.goto(f"{real}/en/explore{end}")
            seen[end] = drawn(page)
            rows = asked(page, real)
            ties = [row for row in rows if row["relation"]]
            found[end] = len({row["thing"] for row in rows} | {row["other"] for row in ties}), len(ties)
    assert found == seen
    assert min(things for things, _ in seen.values()) > 0


MEMBERS_OF_2012: Final = f"""
PREFIX org: <http://www.w3.org/ns/org#>
PREFIX tc: <{TC}>
SELECT DISTINCT ?thing ?other WHERE {{
  ?membership a tc:Membership ; org:member ?thing ; org:organization ?other ;
    tc:notBefore|tc:attestedFrom ?since .
  FILTER (STR(?since) < "2013")
  FILTER NOT EXISTS {{ ?membership tc:status ?status }}
  FILTER NOT EXISTS {{
    ?ended a tc:Membership ; org:member ?thing ; org:organization ?other ; tc:notAfter ?until .
    FILTER (STR(?until) < "2012")
    FILTER NOT EXISTS {{
      ?later a tc:Membership ; org:member ?thing ; org:organization ?other ; tc:attestedTo ?seen .
      FILTER (STR(?seen) >= "2012")
    }}
  }}
}}"""
"""Written without a look at the queries of the explorer: members by what is attested or said of their beginning."""


def test_the_memberships_of_a_year_are_those_that_another_query_finds(browser: Browser, real: str) -> None:
    with page_of(browser) as page:
        page.goto(f"{real}/en/explore?from=2012&to=2012")
        drawn(page)
        found = {(row["thing"], row["other"]) for row in asked(page, real) if row["relation"] == "member"}
        answer = page.request.post(f"{real}/sparql", form={"query": MEMBERS_OF_2012, "format": "csv"})
        other = {(row["thing"], row["other"]) for row in csv.DictReader(io.StringIO(answer.text()))}
        assert len(found) > 40
        assert found == other


def test_the_link_of_a_story_shows_as_many_things_as_the_list_of_the_server(
    browser: Browser, real: str
) -> None:
    assert sum("path=" in link for link in LINKS["en"]) == 1
    with page_of(browser) as page:
        told: list[str] = []
        page.on("pageerror", lambda error: told.append(str(error)))
        for link in LINKS["en"]:
            page.goto(real + link)
            state = read_state(MultiDict(parse_qsl(urlsplit(link).query)))
            there = listed(columns(page, real, state.projection), state)
            assert drawn(page) == (there.count, there.ties), link
            if "path=" in link:
                expect(page.locator("#pair h2")).to_contain_text("4 shortest paths of 2 steps")
            assert names(page)[:5] == [row.name["en"] for row in there.rows[:5]], link
        assert told == []


def test_every_story_has_a_small_picture_of_its_link() -> None:
    for language in ("de", "en"):
        for kind in STORIES:
            assert f"]({(picture := f'screenshots/{kind}-{language}-1440-light.webp')})" in DOCUMENT
            assert (Settings().project / "docs" / picture).stat().st_size < 200_000
            assert f"/{language}{KINDS[kind]}" in LINKS[language]


@contextmanager
def _elsewhere(folder: Path, page: Page) -> Iterator[None]:
    """Serve a folder on a port of its own, which is another origin, and open it."""
    handler = partial(SimpleHTTPRequestHandler, directory=str(folder))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = Thread(target=server.serve_forever)
        thread.start()
        try:
            page.goto(f"http://127.0.0.1:{server.server_address[1]}/")
            yield
        finally:
            server.shutdown()
            thread.join()


def test_the_page_for_frames_may_be_framed_by_anybody_and_no_other_page(
    browser: Browser, real: str, tmp_path: Path
) -> None:
    with page_of(browser, viewport={"width": 800, "height": 600}) as page, ExitStack() as stack:
        framed = page.request.get(f"{real}/de/explore/embed?projection=fields").headers
        assert "frame-ancestors *" in framed["content-security-policy"]
        assert "script-src 'self'" in framed["content-security-policy"]
        other = page.request.get(f"{real}/de/explore").headers
        assert "frame-ancestors 'none'" in other["content-security-policy"]
        frame_of = (
            f'<iframe src="{real}/de/explore/embed?projection=fields" width="700" height="500"></iframe>'
        )
        (tmp_path / "index.html").write_text(frame_of)
        stack.enter_context(_elsewhere(tmp_path, page))
        frame = page.frame_locator("iframe")
        expect(frame.locator("#explore-status[data-things]")).to_contain_text("Sachen")
        link = frame.locator("#whole-page")
        assert "/de/explore?projection=fields" in (link.get_attribute("href") or "")


def test_the_code_for_other_pages_frames_what_is_shown(browser: Browser, real: str) -> None:
    with page_of(browser) as page:
        page.goto(f"{real}/en{NETWORKS}&size=betweenness")
        drawn(page)
        page.get_by_role("button", name="Life Sciences").click()
        shown = drawn(page)
        code = ET.fromstring(page.locator("#embed-code").input_value())
        assert code.tag == "iframe"
        assert code.get("title")
        address = code.get("src") or ""
        assert address.startswith(f"{real}/en/explore/embed?projection=networks&size=betweenness&without=")
        page.goto(address)
        assert drawn(page) == shown


def test_script_and_data_are_small(browser: Browser, real: str) -> None:
    assert compressed_size() < MOST
    with page_of(browser) as page:
        body = page.request.get(f"{real}/explore/whole.json").body()
    assert len(gzip.compress(body)) < MOST
