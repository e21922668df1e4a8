"""Searching and beginning in a browser, over the project's own release: by keyboard, without scripts, in light and dark."""

from __future__ import annotations

import re
from typing import Literal
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.accessibility import PAIRS, violations
from tests.browser.test_pages import SKIP_POLICY, page_of

PATHS = [
    "/",
    "/search",
    "/search?q=photonik+jena",
    "/search?q=otponet",
    "/search?q=quantenradar9",
    "/search?kind=Network",
]


def watched(page: Page) -> list[str]:
    """Return a list that fills with what should not happen: errors, and requests to other hosts."""
    told: list[str] = []
    page.on("console", lambda message: told.append(message.text))
    page.on("pageerror", lambda error: told.append(str(error)))
    page.on(
        "request",
        lambda request: told.append(request.url) if urlsplit(request.url).hostname != "127.0.0.1" else None,
    )
    return told


def test_the_keyboard_finds_a_network_from_any_page(browser: Browser, real: str) -> None:
    with page_of(browser) as page:
        told = watched(page)
        page.goto(real + "/de/queries")
        page.keyboard.press("/")
        field = page.get_by_role("combobox", name="Suchen")
        expect(field).to_be_focused()
        page.keyboard.type("optone")
        options = page.get_by_role("option")
        expect(options.first).to_contain_text("OptoNet e.V.")
        expect(field).to_have_attribute("aria-expanded", "true")
        page.keyboard.press("ArrowDown")
        expect(options.first).to_have_attribute("aria-selected", "true")
        assert field.get_attribute("aria-activedescendant") == options.first.get_attribute("id")
        page.keyboard.press("ArrowUp")
        assert field.get_attribute("aria-activedescendant") is None
        page.keyboard.press("Escape")
        expect(field).to_have_attribute("aria-expanded", "false")
        expect(field).to_have_value("optone")
        page.keyboard.press("ArrowDown")
        expect(options.first).to_be_visible()
        page.keyboard.press("ArrowDown")
        expect(options.first).to_have_attribute("aria-selected", "true")
        assert told == []
        with page.expect_navigation(url=re.compile("/de/organisation/optonet$")):
            page.keyboard.press("Enter")


def test_enter_without_a_choice_searches_and_a_mouse_chooses(browser: Browser, real: str) -> None:
    with page_of(browser) as page:
        page.goto(real + "/en/about")
        page.keyboard.press("/")
        page.keyboard.type("photonik jena")
        page.keyboard.press("Enter")
        page.wait_for_url("**/en/search?q=photonik+jena")
        assert page.locator(".hits li").count() > 5
        field = page.get_by_role("combobox")
        field.fill("siegmei")
        page.get_by_role("option", name="Anke Siegmeier").click()
        page.wait_for_url("**/en/person/anke-siegmeier")


def test_a_slash_is_a_slash_where_somebody_writes(browser: Browser, real: str) -> None:
    with page_of(browser) as page:
        page.goto(real + "/de/timeline")
        text = page.get_by_label("Im Namen")
        text.press("/")
        expect(text).to_have_value("/")


def test_search_and_facets_work_without_scripts(browser: Browser, real: str) -> None:
    with page_of(browser, java_script_enabled=False) as page:
        page.goto(real + "/de/")
        page.get_by_label("Suchen").fill("jena")
        page.get_by_role("button", name="Suchen").click()
        everything = page.locator("#results").inner_text()
        page.locator(".facet a", has_text="Netzwerk").click()
        narrowed = page.locator("#results").inner_text()
        assert narrowed != everything
        count = page.locator('.facet a[aria-current="true"] .count').inner_text()
        assert narrowed.split()[0] == count
        address = page.url
        page.get_by_role("link", name="English").click()
        assert page.url == address.replace("/de/", "/en/")
        page.locator(".facet a", has_text="All").click()
        assert page.url == real + "/en/search?q=jena"


def test_the_start_page_leads_to_fields_districts_and_sources(browser: Browser, real: str) -> None:
    with page_of(browser, java_script_enabled=False) as page:
        response = page.goto(real + "/de/")
        assert response is not None
        assert len(response.body()) < 60_000
        fields = page.locator(".fields a:not(.mark)")
        assert fields.count() == 13
        assert page.locator(".fields a.mark").count() == 13
        colours = fields.evaluate_all("all => all.map(a => getComputedStyle(a).borderTopColor)")
        assert len(set(colours)) == 13
        districts = page.locator(".map a")
        assert districts.count() == 22
        jena = page.locator('.map a[href="/de/place/jena"]')
        assert re.fullmatch(r"Jena: \d+ Organisationen", jena.get_attribute("aria-label") or "")
        assert page.locator(".news li").count() == 6
        page.get_by_text("Die Karte als Tabelle").click()
        assert page.get_by_role("row").count() == 23


@pytest.mark.parametrize("path", ["/", "/search?q=photonik+jena", "/queries"])
@pytest.mark.parametrize("width", [390, 1440])
def test_nothing_moves_while_a_page_loads(browser: Browser, real: str, path: str, width: int) -> None:
    with page_of(browser, viewport={"width": width, "height": 900}) as page:
        told = watched(page)
        page.add_init_script(
            "window.shifts = 0; new PerformanceObserver(list => { for (const entry of list.getEntries()) "
            "window.shifts += entry.value; }).observe({ type: 'layout-shift', buffered: true });"
        )
        page.goto(f"{real}/de{path}")
        page.evaluate("document.fonts.ready")
        assert page.evaluate("document.fonts.check('16px \"Instrument Sans\"')")
        page.evaluate("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
        assert page.evaluate("window.shifts") < 0.01
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert told == []


@pytest.mark.parametrize(("language", "scheme", "width"), PAIRS)
def test_axe_finds_nothing(  # noqa: PLR0917
    browser: Browser, real: str, axe: str, language: str, scheme: Literal["light", "dark"], width: int
) -> None:
    viewport = {"width": width, "height": 900}
    with page_of(browser, color_scheme=scheme, viewport=viewport, **SKIP_POLICY) as page:
        for path in PATHS:
            page.goto(f"{real}/{language}{path}")
            if path == "/":
                page.locator("input[type=search]").fill("jen")
                page.get_by_role("option").first.wait_for()
            assert violations(page, axe) == []
