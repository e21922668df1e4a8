"""The network explorer over the project's own release: found, filtered, compared, followed, and drawn as SPARQL counts."""

from __future__ import annotations

import csv
import io
import re
import xml.etree.ElementTree as ET
from math import dist
from typing import Final

import networkx
import pytest
from playwright.sync_api import Browser, Page, expect

from graphapp.namespaces import BASE, TC
from graphapp.web.explore.shown import listed
from graphapp.web.explore.state import State
from tests.browser.exploring import (
    MEDWAYS,
    NETWORKS,
    OPTONET,
    columns,
    drawn,
    find,
    looking_at,
    middle,
    names,
    saved,
)
from tests.browser.test_pages import page_of


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
        page.locator('[data-act="collapse"]').click()
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


def test_the_ties_stand_in_a_table_that_follows_the_picture(browser: Browser, real: str) -> None:
    with page_of(browser) as page:
        page.goto(real + "/en" + NETWORKS)
        _, ties = drawn(page)
        expect(page.locator("#tie-count")).to_have_text(f"{ties:,}")
        page.locator("#ties-fold summary").click()
        rows = page.locator("#tie-rows tr")
        expect(rows).to_have_count(min(ties, 50))
        page.locator("#tie-more").click()
        expect(rows).to_have_count(min(ties, 250))
        expect(rows.nth(50).locator("button").first).to_be_focused()
        find(page, "optone")
        page.locator('[data-act="focus-1"]').click()
        _, near = drawn(page)
        assert near < ties
        expect(page.locator("#tie-count")).to_have_text(f"{near:,}")
        expect(page.locator("#explore-said")).to_contain_text(f"{near:,} ties")


def test_folding_hides_what_is_tied_to_nothing_else_and_is_offered_only_then(
    browser: Browser, real: str
) -> None:
    with page_of(browser) as page:
        sent = columns(page, real, "networks")
        graph = networkx.Graph(zip(sent["edges"]["source"], sent["edges"]["target"], strict=True))
        leaves = {hub: sum(graph.degree(end) == 1 for end in graph[hub]) for hub in graph}
        hub = max(leaves, key=lambda place: leaves[place])
        page.goto(f"{real}/en{NETWORKS}&selected={sent['nodes']['id'][hub]}")
        things, ties = drawn(page)
        fold, unfold = (page.locator(f'[data-act="{act}"]') for act in ("collapse", "expand"))
        expect(unfold).to_have_count(0)
        fold.click()
        assert drawn(page)[0] == things - leaves[hub]
        assert "collapsed=" in page.url
        expect(fold).to_have_count(0)
        expect(unfold).to_be_focused()
        unfold.click()
        assert drawn(page) == (things, ties)
        page.keyboard.press("Control+z")
        assert drawn(page)[0] == things - leaves[hub]
        page.locator("#landscape").press("x")
        assert drawn(page) == (things, ties)
        tight = next(place for place in graph if leaves[place] == 0)
        page.goto(f"{real}/en{NETWORKS}&selected={sent['nodes']['id'][tight]}")
        drawn(page)
        expect(fold).to_have_count(0)
        expect(unfold).to_have_count(0)
        page.locator("#landscape").press("x")
        expect(page.locator("#explore-said")).to_contain_text("All its neighbours are shown")


@pytest.mark.parametrize("colour", ["kind", "community"])
def test_fields_can_be_left_out_whatever_colours_say(browser: Browser, real: str, colour: str) -> None:
    with page_of(browser) as page:
        page.goto(f"{real}/en{NETWORKS}&colour={colour}")
        everything = drawn(page)
        sent = columns(page, real, "networks")
        optics = next(
            place for place, field in enumerate(sent["fields"]) if field["id"] == "optik-optoelektronik"
        )
        page.locator("#fields-fold summary").click()
        entry = page.locator('#fields [data-entry="optik-optoelektronik"]')
        assert entry.locator(".count").inner_text() == str(
            sum(optics in of for of in sent["nodes"]["fields"])
        )
        entry.click()
        expect(entry).to_have_attribute("aria-pressed", "false")
        expect(entry).to_be_focused()
        assert drawn(page)[0] == everything[0] - sent["nodes"]["fields"].count([optics])
        page.locator("#colour").select_option("field")
        expect(page.locator("#fields-fold")).to_be_hidden()


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


def test_every_way_that_was_computed_can_be_listed(browser: Browser, real: str) -> None:
    with page_of(browser) as page:
        sent = columns(page, real, "networks")
        graph = networkx.Graph(zip(sent["edges"]["source"], sent["edges"]["target"], strict=True))
        start = sent["nodes"]["id"].index(OPTONET)
        end, ways = next(
            (end, ways)
            for end in graph
            if end not in {start, *graph[start]}
            and networkx.has_path(graph, start, end)
            and 5 < len(ways := list(networkx.all_shortest_paths(graph, start, end))) <= 50
        )
        page.goto(f"{real}/en{NETWORKS}&path={OPTONET},{sent['nodes']['id'][end]}")
        drawn(page)
        told = page.locator("#pair .way")
        assert told.count() == 5
        page.get_by_role("button", name=f"List {len(ways) - 5} more paths").click()
        assert told.count() == len(ways)
        expect(told.nth(5).locator("button").first).to_be_focused()
        labels = sent["nodes"]["en"], sent["nodes"]["de"]
        listed = {tuple(way.locator(".as-link").all_inner_texts()) for way in told.all()}
        assert listed == {tuple(labels[0][place] or labels[1][place] for place in way) for way in ways}
        told.last.locator(".why summary").first.click()
        expect(told.last.locator(".tie-sources a").first).to_be_visible()


@pytest.mark.parametrize(("language", "word"), [("de", "Brücke"), ("en", "Bridge")])
def test_a_tie_that_is_a_bridge_is_called_one_and_explained(
    browser: Browser, real: str, language: str, word: str
) -> None:
    with page_of(browser) as page:
        sent = columns(page, real, "networks")
        graph = networkx.Graph(zip(sent["edges"]["source"], sent["edges"]["target"], strict=True))
        bridges = list(networkx.bridges(graph))
        one, other = max(bridges, key=lambda ends: max(graph.degree(end) for end in ends))
        near = max(one, other, key=graph.degree)
        page.goto(f"{real}/{language}{NETWORKS}&selected={sent['nodes']['id'][near]}")
        drawn(page)
        marked = page.locator("#around-list li:has(.bridge)")
        ends = {a if b == near else b for a, b in bridges if near in {a, b}}
        assert marked.count() == len(ends) < page.locator("#around-list li").count()
        called_in = sent["nodes"]["en"], sent["nodes"]["de"]
        called = {(called_in[0][end] if language == "en" else None) or called_in[1][end] for end in ends}
        assert set(marked.locator(".as-link").all_inner_texts()) == called
        expect(page.locator(".around .bridge-explained")).to_contain_text(word)
        far = next(end for end in ends)
        page.goto(
            f"{real}/{language}{NETWORKS}&path=" + ",".join(sent["nodes"]["id"][e] for e in (near, far))
        )
        expect(page.locator("#pair .bridge")).to_have_text(word)
        page.goto(f"{real}/{language}{NETWORKS}&selected={OPTONET}")
        drawn(page)
        place = sent["nodes"]["id"].index(OPTONET)
        assert page.locator("#around-list .bridge").count() == sum(place in ends for ends in bridges)


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


def test_the_years_are_played_one_after_another(browser: Browser, real: str) -> None:
    with page_of(browser, reduced_motion="no-preference") as page:
        page.goto(real + "/en" + NETWORKS)
        drawn(page)
        page.get_by_role("button", name="Play").click()
        page.wait_for_function("() => document.querySelector('#year').value >= 1992")
        page.get_by_role("button", name="Pause").click()
        assert page.get_by_role("button", name="Play").is_visible()


def test_with_less_motion_a_press_goes_one_year_on_and_says_what_is_there(
    browser: Browser, real: str
) -> None:
    with page_of(browser, reduced_motion="reduce") as page:
        page.clock.install()
        page.goto(f"{real}/en{NETWORKS}&from=2011&to=2011")
        drawn(page)
        onward = page.get_by_role("button", name="One year on")
        onward.click()
        assert page.locator("#year-shown").inner_text() == "2012"
        things, ties = drawn(page)
        page.clock.run_for(5000)
        assert page.locator("#year-shown").inner_text() == "2012", "nothing moves by itself"
        assert page.locator("#explore-said").inner_text() == f"2012: {things} things, {ties} ties"
        onward.click()
        assert page.locator("#year-shown").inner_text() == "2013"
        page.emulate_media(reduced_motion="no-preference")
        expect(page.get_by_role("button", name="Play")).to_be_visible()


def circles(page: Page) -> dict[str, tuple[float, float]]:
    """Return where the picture that can be saved has each thing."""
    svg = ET.fromstring(saved(page, "SVG"))
    space = {"s": "http://www.w3.org/2000/svg"}
    return {
        circle.findtext("s:title", "", space): (float(circle.get("cx", 0)), float(circle.get("cy", 0)))
        for circle in svg.findall(".//s:circle", space)
    }


def test_the_address_is_what_is_seen_also_after_undo_redo_and_going_elsewhere(
    browser: Browser, real: str
) -> None:
    def view(address: str) -> str:
        return "".join(re.findall(r"view=([^&#]+)", address))

    with page_of(browser) as page, page_of(browser) as fresh:

        def agree() -> None:
            shown = circles(page)
            fresh.goto(page.url)
            drawn(fresh)
            there = circles(fresh)
            # The address has three digits; so what lies on the window's edge can be in it or not.
            assert len(shown.keys() ^ there.keys()) <= 2
            far = [name for name in shown.keys() & there.keys() if dist(shown[name], there[name]) > 3]
            assert far == [], f"{page.url} shows another view"

        page.goto(f"{real}/en{NETWORKS}&view=0.5,0.5,1")
        drawn(page)
        find(page, "optone")
        page.wait_for_timeout(800)
        page.locator("#zoom-in").click()
        page.wait_for_function("before => location.href !== before", arg=page.url)
        near = view(page.url)
        page.locator("#undo").click()
        assert "selected" not in page.url
        assert view(page.url) == near
        agree()
        page.locator("#redo").click()
        assert "selected" in page.url
        agree()
        page.evaluate("location.hash = 'hidden=organisation/medways'")
        page.wait_for_function("() => location.hash.includes('medways')")
        agree()
        page.locator("#fit").click()
        page.wait_for_url(re.compile(r"view=0\.5,0\.5,1\b"))
        page.locator("#projection").select_option("fields")
        page.wait_for_function("() => Number(document.querySelector('#explore-status').dataset.things) < 20")
        page.locator("#zoom-in").click()
        page.wait_for_url(re.compile(r"view=0\.5,0\.5,0\.667"))
        page.locator("#undo").click()
        page.wait_for_function("() => Number(document.querySelector('#explore-status').dataset.things) > 20")
        assert view(page.url) == "0.5,0.5,1", "another network has its own places"
        agree()


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


FILTERED: Final = {
    "district=place/jena": f"SELECT DISTINCT ?x {{ ?x <{TC}within> <{BASE}place/jena> }}",
    "district=place/wartburgkreis": f"SELECT DISTINCT ?x {{ ?x <{TC}within> <{BASE}place/wartburgkreis> }}",
    "district=place/erfurt&without=Company,Person": f"""
        SELECT DISTINCT ?x {{
          ?x <{TC}within> <{BASE}place/erfurt>
          MINUS {{ ?x a <{TC}Company> }} MINUS {{ ?x a <http://xmlns.com/foaf/0.1/Person> }}
        }}""",
}
"""Filters of the page → what SPARQL says is left."""


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
        for filters, query in FILTERED.items():
            kept = {row[0] for row in ask(query)} & things
            left = [tie for tie in ties if tie[0] in kept and tie[2] in kept]
            page.goto(f"{real}/en/explore?{filters}")
            assert len(kept) > 10, filters
            assert drawn(page) == (len(kept), len(left)), filters
