"""The explorer by keyboard, by finger, without scripts, for screen readers, and with bad addresses."""

from __future__ import annotations

import json
import re
from typing import Literal

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.accessibility import PAIRS, violations
from tests.browser.exploring import (
    MEDWAYS,
    NETWORKS,
    OPTONET,
    columns,
    drawn,
    looking_at,
    middle,
)
from tests.browser.test_pages import SKIP_POLICY, page_of


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


def tab_to(page: Page, selector: str, key: str = "Tab") -> None:
    """Press Tab (or Shift+Tab) until what ``selector`` names has the focus, and can be seen to have it."""
    there = """wanted => {
      const one = document.activeElement;
      if (one === null || !one.matches(wanted)) return null;
      const style = getComputedStyle(one);
      return style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0 && one.checkVisibility();
    }"""
    for _ in range(150):
        page.keyboard.press(key)
        seen = page.evaluate(there, selector)
        if seen is not None:
            assert seen, f"the focus on {selector} cannot be seen"
            return
    pytest.fail(f"{key} does not reach {selector}")


def test_a_journey_from_the_first_key_to_the_page_of_a_neighbour(browser: Browser, real: str) -> None:
    with page_of(browser, viewport={"width": 1440, "height": 900}) as page:
        page.goto(real + "/en" + NETWORKS)
        everything = drawn(page)
        press = page.keyboard.press
        press("/")
        page.keyboard.type("optone")
        press("Enter")
        picture, said = page.locator("#landscape"), page.locator("#explore-said")
        expect(picture).to_be_focused()
        expect(said).to_contain_text("OptoNet e.V.: Network")
        for key in ("ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown"):
            press(key)
            if f"selected={OPTONET}" not in page.url:
                break
        else:
            pytest.fail("no arrow leads to a neighbour")
        press("f")
        near = drawn(page)
        assert near[0] < everything[0]
        press("x")
        press("f")
        assert drawn(page)[0] >= near[0]
        tab_to(page, "#district", "Shift+Tab")
        press("ArrowDown")
        page.wait_for_url(re.compile("district="))
        assert drawn(page)[0] < everything[0]
        tab_to(page, "#undo", "Shift+Tab")
        press("Enter")
        page.wait_for_url(lambda url: "district=" not in url)
        tab_to(page, "#from")
        page.keyboard.type("2012")
        press("Enter")
        page.wait_for_url(re.compile("from=2012"))
        tab_to(page, "#year")
        press("ArrowLeft")
        page.wait_for_url(re.compile(r"from=(\d{4})&to=\1"))
        press("ArrowRight")
        page.wait_for_url(lambda url: "from=" not in url)
        # A moment later it is said how much is drawn now.
        expect(said).to_contain_text(f"{drawn(page)[0]} things")
        tab_to(page, "#follow-rows button")
        name = page.evaluate("document.activeElement.textContent")
        press("Enter")
        expect(said).to_contain_text(name)
        tab_to(page, "#landscape", "Shift+Tab")
        press("Enter")
        expect(page.locator("#card h2")).to_be_focused()
        tab_to(page, "#card h2 a")
        press("Enter")
        page.wait_for_url(re.compile("/en/organisation/"))
        expect(page.locator("h1")).to_contain_text(name)


def test_the_first_stops_of_the_tab_key_lead_to_picture_and_table(browser: Browser, real: str) -> None:
    with page_of(browser, viewport={"width": 390, "height": 844}) as page:
        page.goto(real + "/de" + NETWORKS)
        drawn(page)
        for target in ("landscape", "follow-scroll"):
            page.reload()
            drawn(page)
            tab_to(page, f'[data-to="{target}"]')
            page.keyboard.press("Enter")
            expect(page.locator(f"#{target}")).to_be_focused()


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
        before = page.url
        touch("touchStart", (x, y + 60))
        for step in range(1, 6):
            touch("touchMove", (x + 15 * step, y + 60))
        touch("touchEnd")
        page.wait_for_function("before => location.href !== before", arg=before)
        there = [
            [float(part) for part in re.findall(r"view=([^&#]+)", url)[0].split(",")]
            for url in (before, page.url)
        ]
        assert there[1][0] < there[0][0], "the picture follows the finger"
        assert there[1][2] == there[0][2]
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


def test_what_is_left_out_without_scripts_stays_left_out_and_is_the_same_with_them(
    browser: Browser, real: str
) -> None:
    with page_of(browser, java_script_enabled=False) as page:
        page.goto(f"{real}/en/explore?projection=networks&without=c3,none")
        assert page.get_by_label("no growth field").is_checked()
        page.get_by_label("Optics and Optoelectronics").check()
        page.get_by_role("button", name="Show", exact=True).click()
        assert re.findall(r"without=([\w-]+)", page.url) == ["optik-optoelektronik", "none", "c3"]
        address, counts = page.url, page.locator("#explore-status").inner_text()
        assert page.get_by_label("Optics and Optoelectronics").is_checked()
    with page_of(browser) as page:
        page.goto(address)
        things, ties = drawn(page)
        assert counts == f"{things:,} things, {ties:,} ties"
        for entry in ("optik-optoelektronik", "none"):
            toggle = page.locator(f'#legend [data-entry="{entry}"]')
            expect(toggle).to_have_attribute("aria-pressed", "false")


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
