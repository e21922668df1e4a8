"""The network explorer over the project's own release: by mouse, keyboard and finger, without scripts, shared and taken away."""

from __future__ import annotations

import csv
import gzip
import io
import json
import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any, Final, Literal

import networkx
import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from graphapp.bench.frames import compressed_size
from graphapp.namespaces import BASE, TC
from graphapp.web.explore.shown import listed
from graphapp.web.explore.state import State
from tests.browser.accessibility import PAIRS, violations
from tests.browser.test_pages import SKIP_POLICY, page_of
from tests.live_server import serving

NETWORKS: Final = "/explore?projection=networks"
"""The smallest picture in which much can be done: networks among themselves."""
OPTONET: Final = "organisation/optonet"
MEDWAYS: Final = "organisation/medways"
MOST: Final = 200_000
"""Bytes that the page's script, and its data, may have when compressed."""


@pytest.fixture(scope="module")
def real(release: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Address of a server over the real release, without a slash at its end."""
    with serving(release.parent, tmp_path_factory.mktemp("real") / "log.txt") as address:
        yield address


def drawn(page: Page) -> tuple[int, int]:
    """Return how many things and ties the page draws, once it has drawn."""
    status = page.locator("#explore-status[data-things]")
    status.wait_for()
    return int(status.get_attribute("data-things") or 0), int(status.get_attribute("data-ties") or 0)


def columns(page: Page, real: str, projection: str) -> dict[str, Any]:
    """Return the file of a network."""
    found: dict[str, Any] = page.request.get(f"{real}/explore/{projection}.json").json()
    return found


def looking_at(sent: dict[str, Any], thing: str) -> str:
    """Return the part of an address that puts ``thing`` in the middle of the picture, near."""
    xs, ys = sent["nodes"]["x"], sent["nodes"]["y"]
    size = max(max(xs) - min(xs), max(ys) - min(ys))
    place = sent["nodes"]["id"].index(thing)
    x, y = (0.5 + (all_[place] - (max(all_) + min(all_)) / 2) / size for all_ in (xs, ys))
    return f"view={round(x, 3):g},{round(y, 3):g},0.08"


def middle(page: Page) -> tuple[float, float]:
    """Return the middle of the picture, in the window."""
    box = page.locator("#landscape").bounding_box()
    assert box is not None
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def names(page: Page) -> list[str]:
    """Return the names in the table below the picture."""
    return page.locator("#follow-rows .as-link").all_inner_texts()


def saved(page: Page, name: str) -> bytes:
    with page.expect_download() as download:
        page.get_by_role("button", name=name, exact=True).click()
    return download.value.path().read_bytes()


def find(page: Page, name: str) -> Locator:
    """Find a thing by typing, take the first that is suggested, and return its card."""
    field = page.locator("#explore-find")
    field.fill(name)
    field.press("Enter")
    return page.locator("#card article")


def test_a_thing_is_found_by_typing_and_its_card_has_facts_with_sources(browser: Browser, real: str) -> None:
    told: list[str] = []
    with page_of(browser, viewport={"width": 1440, "height": 900}) as page:
        page.on("pageerror", lambda error: told.append(str(error)))
        page.on("console", lambda message: told.append(message.text) if message.type == "error" else None)
        page.goto(real + "/de" + NETWORKS)
        drawn(page)
        card = find(page, "optone")
        expect(card.get_by_role("heading", name="OptoNet e.V.")).to_be_visible()
        card.locator(".evidence summary").first.click()
        source = card.locator("details.evidence[open] a").first
        assert (source.get_attribute("href") or "").startswith("/de/source/")
        assert f"selected={OPTONET}" in page.url
        expect(page.locator("#explore-said")).to_contain_text("Nachbarn")
        page.locator("#around-list .why summary").first.click()
        tie = page.locator("#around-list .why[open] .tie-sources a").first
        assert (tie.get_attribute("href") or "").startswith("/de/source/")
        assert told == []


def test_the_table_is_in_step_with_the_picture_and_everything_can_be_undone(
    browser: Browser, real: str
) -> None:
    with page_of(browser) as page:
        page.goto(real + "/en" + NETWORKS)
        everything = drawn(page)
        count = page.locator("#follow-count")
        expect(count).to_have_text(str(everything[0]))
        find(page, "optone")
        page.locator('[data-act="focus-1"]').click()
        near = drawn(page)
        expect(count).to_have_text(str(near[0]))
        assert near[0] < everything[0]
        assert len(names(page)) == near[0]
        neighbour = page.locator("#around-list .as-link").first
        name = neighbour.inner_text()
        neighbour.click()
        page.locator('[data-act="expand"]').click()
        assert drawn(page)[0] > near[0]
        page.locator('[data-act="expand"]').click()
        assert drawn(page) == near
        page.locator('[data-act="hide"]').click()
        assert drawn(page)[0] == near[0] - 1
        assert name not in names(page)
        page.keyboard.press("Control+z")
        assert drawn(page) == near
        page.keyboard.press("Control+y")
        assert drawn(page)[0] == near[0] - 1
        for _ in range(10):
            page.keyboard.press("Control+z")
        assert drawn(page) == everything
        assert page.locator("#undo").is_disabled()


def test_pinning_keeps_a_thing_that_a_filter_leaves_out(browser: Browser, real: str) -> None:
    with page_of(browser) as page:
        page.goto(real + "/en" + NETWORKS)
        find(page, "optone")
        page.locator('[data-act="pin"]').click()
        page.get_by_role("button", name="Optics and Optoelectronics").click()
        without = drawn(page)[0]
        assert "OptoNet e.V." in names(page)
        page.locator('[data-act="pin"]').click()
        assert drawn(page)[0] == without - 1


def test_all_shortest_paths_are_told_step_by_step_with_sources(browser: Browser, real: str) -> None:
    with page_of(browser) as page:
        page.goto(f"{real}/de/explore")
        sent = columns(page, real, "whole")
        find(page, "optonet e")
        page.get_by_role("button", name="Weg von hier").click()
        find(page, "medways")
        heading = page.locator("#pair h2")
        expect(heading).to_contain_text("nach medways")
        graph = networkx.Graph(zip(sent["edges"]["source"], sent["edges"]["target"], strict=True))
        ends = [sent["nodes"]["id"].index(end) for end in (OPTONET, MEDWAYS)]
        ways = list(networkx.all_shortest_paths(graph, *ends))
        assert heading.inner_text().startswith(f"{len(ways)} kürzeste Wege mit {len(ways[0]) - 1} Schritten")
        page.locator("#pair .why summary").first.click()
        expect(page.locator("#pair .why[open] .tie-sources a").first).to_be_visible()
        assert f"path={OPTONET},{MEDWAYS}" in page.url


def test_two_things_are_compared_by_their_neighbours(browser: Browser, real: str) -> None:
    with page_of(browser) as page:
        page.goto(f"{real}/en/explore?projection=networks&compare={OPTONET},{MEDWAYS}")
        drawn(page)
        sent = columns(page, real, "networks")
        graph = networkx.Graph(zip(sent["edges"]["source"], sent["edges"]["target"], strict=True))
        one, other = (set(graph[sent["nodes"]["id"].index(end)]) for end in (OPTONET, MEDWAYS))
        both = page.locator("#pair details").first
        assert both.locator(".count").inner_text() == str(len(one & other))
        assert both.locator("li").count() == len(one & other)


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
        rows = list(csv.DictReader(io.StringIO(saved(page, "CSV").decode())))
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


def test_the_picture_becomes_a_question_in_sparql(browser: Browser, real: str) -> None:
    with page_of(browser) as page:
        page.goto(f"{real}/en/explore#chosen={OPTONET},organisation/jenoptik")
        drawn(page)
        page.get_by_role("button", name="Open as SPARQL").click()
        page.wait_for_url(re.compile("/en/sparql"))
        assert page.locator("textarea").first.input_value().count(f"<{BASE}{OPTONET}>") == 3
        assert page.locator("main tbody tr").count() > 0


def test_the_slider_moves_the_landscape_and_says_what_is_undated(browser: Browser, real: str) -> None:
    with page_of(browser, reduced_motion="reduce") as page:
        page.goto(real + "/en" + NETWORKS)
        everything = drawn(page)
        slider = page.locator("#year")
        slider.focus()
        slider.press("Home")
        assert page.locator("#year-shown").inner_text() == "1990"
        begun = drawn(page)
        assert begun[0] < everything[0]
        page.get_by_label("also what has no known beginning").check()
        assert drawn(page)[0] > begun[0]
        page.get_by_label("also what has no known beginning").uncheck()
        slider.fill("2012")
        later = drawn(page)
        assert begun[1] < later[1] < everything[1]
        there = listed(columns(page, real, "networks"), State("networks", begin=2012, end=2012))
        assert later == (there.count, there.ties)
        slider.press("End")
        assert drawn(page) == everything
        page.get_by_role("button", name="Play").click()
        page.wait_for_function("() => document.querySelector('#year').value >= 1992")
        page.get_by_role("button", name="Pause").click()
        assert page.get_by_role("button", name="Play").is_visible()


def test_everything_works_by_keyboard_alone(browser: Browser, real: str) -> None:
    with page_of(browser) as page:
        page.goto(real + "/en" + NETWORKS)
        drawn(page)
        page.keyboard.press("/")
        expect(page.locator("#explore-find")).to_be_focused()
        page.keyboard.type("optone")
        page.keyboard.press("Enter")
        said = page.locator("#explore-said")
        expect(said).to_contain_text("OptoNet e.V.: Network")
        page.locator("#landscape").focus()
        heard = set()
        for key in ("ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown"):
            page.keyboard.press(key)
            heard.add(said.inner_text())
        assert len(heard) > 1
        page.keyboard.press("Enter")
        expect(page.locator("#card h2")).to_be_focused()
        page.keyboard.press("Escape")
        expect(page.locator("#landscape")).to_be_focused()
        assert page.locator("#side").is_hidden()
        page.keyboard.press("Home")
        everything = drawn(page)
        page.keyboard.press("f")
        assert drawn(page)[0] < everything[0]
        page.keyboard.press("f")
        page.keyboard.press("h")
        assert drawn(page)[0] == everything[0] - 1
        page.keyboard.press("+")
        page.wait_for_url(re.compile(r"view="))
        page.keyboard.press("0")
        page.wait_for_url(re.compile(r"view=0\.5,0\.5,1\b"))
        page.keyboard.press("+")
        page.wait_for_url(re.compile(r"view=0\.5,0\.5,0\.667"))


def test_a_click_selects_and_a_lasso_chooses(browser: Browser, real: str) -> None:
    with page_of(browser) as page:
        sent = columns(page, real, "networks")
        page.goto(f"{real}/en{NETWORKS}&{looking_at(sent, OPTONET)}")
        drawn(page)
        x, y = middle(page)
        page.mouse.click(x, y)
        expect(page.locator("#card h2")).to_have_text("OptoNet e.V.")
        page.keyboard.down("Shift")
        page.mouse.move(x - 30, y - 30)
        page.mouse.down()
        for dx, dy in ((30, -30), (30, 30), (-30, 30), (-30, -30)):
            page.mouse.move(x + dx, y + dy)
        page.mouse.up()
        page.keyboard.up("Shift")
        assert OPTONET in page.url.partition("#chosen=")[2]
        assert looking_at(sent, OPTONET) in page.url, "the picture does not move below the lasso"


def test_a_finger_selects_opens_moves_and_pinches(browser: Browser, real: str) -> None:
    phone = {"width": 390, "height": 844}
    with page_of(browser, viewport=phone, has_touch=True, is_mobile=True) as page:
        sent = columns(page, real, "networks")
        page.goto(f"{real}/de{NETWORKS}&{looking_at(sent, OPTONET)}")
        drawn(page)
        page.locator("#landscape").scroll_into_view_if_needed()
        x, y = middle(page)
        page.touchscreen.tap(x, y)
        side = page.locator("#side")
        expect(page.locator("#card h2")).to_have_text("OptoNet e.V.")
        assert "full" not in (side.get_attribute("class") or "").split()
        page.locator("#side-close").click()
        expect(side).to_be_hidden()
        finger = page.context.new_cdp_session(page)

        def touch(kind: str, *points: tuple[float, float]) -> None:
            at = [{"x": px, "y": py, "id": number} for number, (px, py) in enumerate(points)]
            finger.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": at})

        touch("touchStart", (x, y))
        expect(side).to_have_class(re.compile("full"))
        touch("touchEnd")
        page.locator("#side-close").click()
        before = page.url
        touch("touchStart", (x - 20, y), (x + 20, y))
        for step in range(1, 6):
            touch("touchMove", (x - 20 - 10 * step, y), (x + 20 + 10 * step, y))
        touch("touchEnd")
        page.wait_for_function("before => location.href !== before", arg=before)
        ratio = float(re.findall(r"view=[^,]+,[^,]+,([\d.]+)", page.url)[0])
        assert ratio < 0.08
        assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_the_list_works_without_scripts(browser: Browser, real: str) -> None:
    with page_of(browser, java_script_enabled=False) as page:
        page.goto(f"{real}/de/explore")
        sent = columns(page, real, "whole")
        assert page.locator("#follow-rows tr").count() == 100
        largest = max(
            range(len(sent["nodes"]["id"])), key=lambda place: sent["nodes"]["measures"]["degree"][place]
        )
        first = page.locator("#follow-rows a").first.get_attribute("href")
        assert first == "/de/" + sent["nodes"]["id"][largest]
        page.get_by_role("link", name="Weiter").click()
        assert page.locator("#follow-rows a").first.get_attribute("href") != first
        page.get_by_label("Welches Netz").select_option("networks")
        page.get_by_label("Größe", exact=True).select_option("betweenness")
        page.get_by_role("button", name="Zeigen").click()
        assert "projection=networks" in page.url
        things = page.locator("#explore-status").inner_text()
    with page_of(browser) as page:
        page.goto(f"{real}/de/explore?projection=networks&size=betweenness")
        drawn(page)
        assert page.locator("#explore-status").inner_text() == things


@pytest.mark.parametrize(
    "query",
    ["without=optik-optoelektronik,Company", "from=2012&to=2012", "district=place/jena&from=2001&undated=1"],
)
def test_the_list_without_scripts_counts_what_the_picture_draws(
    browser: Browser, real: str, query: str
) -> None:
    with page_of(browser) as page:
        page.goto(f"{real}/en/explore?projection=shared-projects&{query}")
        things, ties = drawn(page)
    with page_of(browser, java_script_enabled=False) as page:
        page.goto(f"{real}/en/explore?projection=shared-projects&{query}")
        assert page.locator("#explore-status").inner_text() == f"{things:,} things, {ties:,} ties"


def test_what_is_drawn_is_what_sparql_counts(browser: Browser, real: str) -> None:
    with page_of(browser) as page:

        def ask(query: str) -> list[list[str]]:
            answer = page.request.post(f"{real}/sparql", form={"query": query, "format": "csv"})
            return list(csv.reader(io.StringIO(answer.text())))[1:]

        answer = page.request.get(f"{real}/queries/projections/typed-whole?format=csv")
        ties = {
            (row["thing"], row["relation"], row["other"])
            for row in csv.DictReader(io.StringIO(answer.text()))
        }
        things = {end for one, _, other in ties for end in (one, other)}
        page.goto(f"{real}/en/explore")
        assert drawn(page) == (len(things), len(ties))
        for leaves_out, query in {
            "Company": f"SELECT DISTINCT ?x {{ ?x a <{TC}Company> }}",
            "Topic": f"SELECT DISTINCT ?x {{ ?x a <{TC}Topic> }}",
            "Person": "SELECT DISTINCT ?x { ?x a <http://xmlns.com/foaf/0.1/Person> }",
        }.items():
            out = {row[0] for row in ask(query)}
            left = [tie for tie in ties if tie[0] not in out and tie[2] not in out]
            page.goto(f"{real}/en/explore?without={leaves_out}")
            assert drawn(page) == (len(things - out), len(left)), leaves_out


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


@pytest.mark.parametrize(("language", "scheme", "width"), PAIRS)
def test_axe_finds_nothing(  # noqa: PLR0917
    browser: Browser, real: str, axe: str, language: str, scheme: Literal["light", "dark"], width: int
) -> None:
    with page_of(
        browser, color_scheme=scheme, viewport={"width": width, "height": 900}, **SKIP_POLICY
    ) as page:
        for path in (
            f"{NETWORKS}&selected={OPTONET}",
            f"{NETWORKS}&path={OPTONET},{MEDWAYS}",
            "/explore/embed?projection=fields",
        ):
            page.goto(f"{real}/{language}{path}")
            drawn(page)
            page.wait_for_load_state("networkidle")
            assert violations(page, axe) == []
            assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_script_and_data_are_small(browser: Browser, real: str) -> None:
    assert compressed_size() < MOST
    with page_of(browser) as page:
        body = page.request.get(f"{real}/explore/whole.json").body()
    assert len(gzip.compress(body)) < MOST


@pytest.mark.parametrize(
    "query",
    ["projection=nope", "projection=../whole", "size=%3Cscript%3E", "from=20x", "page=0", "district=%22"],
)
def test_a_wrong_address_is_explained(browser: Browser, real: str, query: str) -> None:
    with page_of(browser) as page:
        answer = page.request.get(f"{real}/de/explore?{query}", headers={"Accept": "text/html"})
        assert answer.status == 400
        assert query.partition("=")[0] in answer.text()
        assert "<script>" not in answer.text()


@pytest.mark.parametrize(
    ("thing", "status"), [("", 400), ("../../etc/passwd", 400), ("organisation/nope", 404)]
)
def test_a_card_of_nothing_is_a_problem(browser: Browser, real: str, thing: str, status: int) -> None:
    with page_of(browser) as page:
        assert page.request.get(f"{real}/en/explore/card?thing={thing}").status == status
        if status == 400:
            assert page.request.get(f"{real}/en/explore/sparql?thing={thing}").status == status


def test_every_text_of_the_script_is_there_in_both_languages(browser: Browser, real: str) -> None:
    texts = []
    with page_of(browser) as page:
        for language in ("de", "en"):
            page.goto(f"{real}/{language}/explore?projection=fields")
            texts.append(json.loads(page.locator("#explore-words").text_content() or ""))
    german, english = texts
    assert german.keys() == english.keys()
    assert [key for key in german if german[key] == english[key]] == []
    for key, text in german.items():
        assert set(re.findall(r"{\w+}", text)) == set(re.findall(r"{\w+}", english[key])), key
