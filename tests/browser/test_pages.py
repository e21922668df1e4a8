"""What a person meets in a browser: without JavaScript, on a telephone, in the dark, with a keyboard."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Literal
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.accessibility import PAIRS, violations

PATHS = [
    "/",
    "/about",
    "/queries",
    "/queries/catalogue/counts?format=html",
    "/queries/catalogue/things?class=nope&format=html",
    "/sparql",
    "/sparql?format=html&query=" + quote("SELECT * { ?s ?p ?o }"),
    "/sparql?format=html&query=" + quote("SELECT * {"),
    "/downloads",
    "/changes",
    "/nope",
]
SKIP_POLICY = {"bypass_csp": True}
"""axe-core is a script put into the page, which the page's own policy forbids."""


@contextmanager
def page_of(browser: Browser, **options: Any) -> Iterator[Page]:
    context = browser.new_context(**options)
    try:
        yield context.new_page()
    finally:
        context.close()


def test_the_start_page_has_counts_and_its_form_works_without_javascript(browser: Browser, url: str) -> None:
    with page_of(browser, java_script_enabled=False, locale="de-DE") as page:
        page.goto(url + "/")
        assert page.url == url + "/de/"
        assert page.locator(".counts div", has_text="Netzwerke").locator("dd > a").first.inner_text() == "2"
        page.get_by_label("SPARQL-Abfrage").fill("SELECT (6 * 7 AS ?answer) {}")
        page.get_by_role("button", name="Abfrage ausführen").click()
        assert page.get_by_role("cell", name="42").count() == 1
        page.get_by_role("link", name="English").click()
        assert page.locator("html").get_attribute("lang") == "en"
        assert page.get_by_role("cell", name="42").count() == 1, "the query is kept in the other language"
        page.goto(url + "/")
        assert page.url == url + "/en/"


def test_a_question_is_asked_with_a_parameter_without_javascript(browser: Browser, url: str) -> None:
    with page_of(browser, java_script_enabled=False, locale="en-GB") as page:
        page.goto(url + "/en/queries")
        page.get_by_role("link", name="Find a thing").click()
        page.get_by_label("Identifier").fill("medways")
        page.get_by_label("IRI").fill("")
        page.get_by_role("button", name="Show the answer").click()
        assert page.get_by_role("link", name="medways <e. V.> & Söhne").count() == 1
        page.get_by_role("link", name="Open in the SPARQL form").click()
        assert '"medways"' in page.get_by_label("SPARQL query").input_value()


def test_a_download_is_csv(browser: Browser, url: str) -> None:
    with page_of(browser, java_script_enabled=False) as page:
        page.goto(url + "/en/queries/catalogue/counts?format=html")
        address = page.get_by_role("link", name="CSV", exact=True).get_attribute("href")
        answer = page.request.get(url + str(address))
        assert answer.headers["content-type"].startswith("text/csv")


@pytest.mark.parametrize("path", PATHS)
def test_nothing_is_wider_than_a_small_telephone_and_nothing_breaks_the_policy(
    browser: Browser, url: str, path: str
) -> None:
    with page_of(browser, viewport={"width": 360, "height": 740}) as page:
        told: list[str] = []
        page.on("console", lambda message: told.append(message.text))
        page.goto(f"{url}/de{path}")
        width = page.evaluate("document.documentElement.scrollWidth")
        assert width <= 360
        assert [text for text in told if "Content Security Policy" in text] == []


def test_the_keyboard_reaches_the_content_first(browser: Browser, url: str) -> None:
    with page_of(browser) as page:
        page.goto(url + "/en/sparql")
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.textContent") == "Skip to the content"
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.closest('main') !== null")


@pytest.mark.parametrize(("language", "scheme", "width"), PAIRS)
def test_axe_finds_nothing(  # noqa: PLR0917
    browser: Browser, url: str, axe: str, language: str, scheme: Literal["light", "dark"], width: int
) -> None:
    viewport = {"width": width, "height": 900}
    with page_of(browser, color_scheme=scheme, viewport=viewport, **SKIP_POLICY) as page:
        for path in PATHS:
            page.goto(f"{url}/{language}{path}")
            assert violations(page, axe) == []
