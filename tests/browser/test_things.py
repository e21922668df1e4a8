"""Pages of things and lists over the real data, in a real browser: by keyboard, without scripts, for everybody."""

from __future__ import annotations

from typing import Final, Literal

import pytest
from playwright.sync_api import Browser, Page
from playwright.sync_api import TimeoutError as TooLate

from tests.browser.accessibility import violations
from tests.browser.test_pages import SKIP_POLICY, page_of

OF_EACH_KIND: Final = (
    "/organisation/optonet",
    "/organisation/jenoptik",
    "/person/wolfgang-tiefensee",
    "/project/zo-rro",
    "/programme/zwanzig20",
    "/field/optik-optoelektronik",
    "/topic/photonik",
    "/event/w3-fair-jena",
    "/publication/trendatlas-thueringen-2020",
    "/place/jena",
    "/source/om-idw-1999-optonet",
    "/organisation/optonet?as-of=2014",
    "/organisation/optonet?part=names",
    "/field/optik-optoelektronik?part=figures-of-thing&page=2",
    "/networks?district=jena",
    "/networks?as-of=2014",
    "/organisations",
    "/queries/networks/members?network=optonet",
    "/code/planned",
    "/report?thing=organisation/optonet",
)


@pytest.mark.parametrize(
    ("language", "scheme", "width"), [("de", "light", 1440), ("en", "dark", 390)], ids=["wide", "narrow"]
)
def test_axe_finds_nothing_on_any_kind_of_page(  # noqa: PLR0917
    browser: Browser, real: str, axe: str, language: str, scheme: Literal["light", "dark"], width: int
) -> None:
    problems: list[str] = []
    with page_of(
        browser, color_scheme=scheme, viewport={"width": width, "height": 900}, **SKIP_POLICY
    ) as page:
        page.set_default_navigation_timeout(45_000)
        for path in OF_EACH_KIND:
            try:
                page.goto(f"{real}/{language}{path}")
            except TooLate:
                # Chromium, which draws in software here, stands still at times while other tests take every core.
                page.goto(f"{real}/{language}{path}")
            problems += violations(page, axe)
    assert problems == []


@pytest.mark.parametrize("path", OF_EACH_KIND)
def test_a_page_asks_nobody_else_moves_nothing_and_fits(browser: Browser, real: str, path: str) -> None:
    trouble: list[str] = []
    with page_of(browser, viewport={"width": 360, "height": 800}) as page:
        page.on("console", lambda message: trouble.append(message.text) if message.type == "error" else None)
        page.on(
            "request",
            lambda request: None if request.url.startswith(real) else trouble.append(f"asked {request.url}"),
        )
        page.add_init_script(
            "window.moved = 0; new PerformanceObserver(list => { for (const entry of list.getEntries()) "
            "window.moved += entry.value; }).observe({type: 'layout-shift', buffered: true});"
        )
        page.goto(f"{real}/de{path}")
        page.wait_for_load_state("networkidle")
        assert trouble == []
        assert page.evaluate("window.moved") < 0.05
        assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_evidence_opens_and_closes_by_keyboard(browser: Browser, real: str) -> None:
    with page_of(browser) as page:
        page.goto(real + "/de/organisation/optonet")
        mark = page.locator("#group-key ~ dl .evidence summary").first
        mark.focus()
        page.keyboard.press("Enter")
        shown = page.locator("details.evidence[open] ol")
        assert shown.is_visible()
        assert shown.locator("a").first.get_attribute("href") == "/de/source/om-idw-1999-optonet"
        page.keyboard.press("Escape")
        assert page.locator("details.evidence[open]").count() == 0
        assert page.evaluate("document.activeElement.tagName") == "SUMMARY"


@pytest.mark.parametrize(
    ("language", "name", "hint"),
    [("de", "Mitglied", "Nach dieser Spalte ordnen"), ("en", "Member", "Sort by this column")],
)
def test_the_headings_of_a_whole_panel_sort_it_by_mouse_and_by_keyboard(
    browser: Browser, real: str, language: str, name: str, hint: str
) -> None:
    with page_of(browser) as page:
        page.goto(f"{real}/{language}/organisation/lnt?part=members")
        panel = page.locator("section.panel")
        first = panel.locator("tbody tr > :first-child a:first-of-type")
        sent, lengths = first.all_inner_texts(), panel.locator("tbody").evaluate_all(_LENGTHS)
        heading = panel.get_by_role("columnheader", name=name, exact=True).first
        assert heading.get_by_role("button").get_attribute("title") == hint
        heading.get_by_role("button").click()
        assert heading.get_attribute("aria-sort") == "ascending"
        ascending = first.all_inner_texts()
        assert sorted(sent) == sorted(ascending)
        assert ascending == page.evaluate(_SORTED, [sent, language])
        page.keyboard.press("Enter")
        assert heading.get_attribute("aria-sort") == "descending"
        assert first.all_inner_texts() == ascending[::-1]
        assert panel.locator("tbody").evaluate_all(_LENGTHS) == lengths
        page.keyboard.press("Enter")
        assert heading.get_attribute("aria-sort") is None
        assert first.all_inner_texts() == sent


_LENGTHS: Final = "bodies => bodies.map(body => body.rows.length)"
_SORTED: Final = "([texts, language]) => texts.sort(new Intl.Collator(language, {numeric: true, sensitivity: 'base'}).compare)"


def test_everything_works_without_scripts(browser: Browser, real: str) -> None:
    with page_of(browser, java_script_enabled=False) as page:
        page.goto(real + "/de/organisation/optonet")
        page.locator("#group-key ~ dl .evidence summary").first.click()
        assert page.locator("details.evidence[open] ol").is_visible()
        page.get_by_label("Zeigen, was galt im Jahr").fill("2014")
        page.get_by_role("button", name="Zeigen").click()
        assert page.url.endswith("/de/organisation/optonet?as-of=2014")
        assert page.locator("#leaders-now").count() == 0
        page.goto(real + "/de/networks")
        page.get_by_role("link", name="Jena 22").click()
        assert page.locator("h1").inner_text() == "Netzwerke 22"
        page.get_by_role("link", name="Jena entfernen").click()
        assert page.locator("h1").inner_text() == "Netzwerke 189"


@pytest.mark.parametrize(
    ("language", "clicks", "section", "row", "told"),
    [
        # Who leads OptoNet?
        (
            "de",
            ["Optik und Optoelektronik", "OptoNet e.V."],
            "leaders-now",
            "Nora Kirsten",
            "Geschäftsführerin",
        ),
        (
            "en",
            ["Optics and optoelectronics", "OptoNet e.V."],
            "leaders-now",
            "Nora Kirsten",
            "managing director",
        ),
        # Which institutes in Jena work on photonics?
        (
            "de",
            ["Optik und Optoelektronik", "#research-in-field"],
            "research-in-field",
            "Fraunhofer-Institut für Angewandte Optik und Feinmechanik IOF",
            "Jena",
        ),
        (
            "en",
            ["Optics and optoelectronics", "#research-in-field"],
            "research-in-field",
            "Fraunhofer Institute for Applied Optics and Precision Engineering",
            "Jena",
        ),
        # Which programme supports a cooperation with a university?
        (
            "de",
            ["Welche Programme fördern die Zusammenarbeit von Wirtschaft und Forschung?"],
            "",
            "Thüringen Verbund",
            "Fördersatz",
        ),
        (
            "en",
            ["Which programmes support cooperation between companies and research?"],
            "",
            "Thuringia collaborative research",
            "funding rate",
        ),
    ],
)
def test_who_knows_nothing_finds_it_in_two_clicks_from_the_start(  # noqa: PLR0917
    browser: Browser, real: str, language: str, clicks: list[str], section: str, row: str, told: str
) -> None:
    assert len(clicks) <= 2
    with page_of(browser) as page:
        page.goto(f"{real}/{language}/")
        for name in clicks:
            _follow(page, name)
        within = page.locator(f"section[aria-labelledby={section}]" if section else "main")
        if page.url.partition("?part=")[2]:
            within = page.locator("main")
        found = within.locator("tbody tr").filter(has=page.get_by_role("rowheader", name=row)).first
        assert row in found.inner_text()
        assert told.casefold() in found.inner_text().casefold()


def _follow(page: Page, name: str) -> None:
    """Follow the link of that name, or the one to the whole of the panel."""
    if name.startswith("#"):
        page.locator(f"section[aria-labelledby={name[1:]}] > .rest > a").first.click()
    else:
        page.locator("main").get_by_role("link", name=name).first.click()
    page.wait_for_load_state()
