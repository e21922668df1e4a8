"""On paper stands what the page says: nothing is folded, nothing is cut off, and there is nothing to click."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.test_pages import page_of

PAPER = {"viewport": {"width": 680, "height": 960}}
"""An A4 page between its margins, in CSS pixels."""
CLIPPED = """[...document.querySelectorAll('main .scroll')].filter((box) => box.checkVisibility()
  && getComputedStyle(box).overflowX !== 'visible').length"""


@pytest.mark.parametrize(
    "address",
    ["/de/organisation/optonet", "/en/timeline?kind=strategies", "/en/charts", "/de/charts?chart=funding"],
)
def test_no_table_is_cut_off_and_navigation_is_left_out(browser: Browser, real: str, address: str) -> None:
    with page_of(browser, **PAPER) as page:
        page.goto(real + address)
        page.emulate_media(media="print")
        expect(page.locator(".top nav").first).to_be_hidden()
        expect(page.locator("h1")).to_be_visible()
        assert page.locator("main form:visible").count() == 0
        assert page.evaluate(CLIPPED) == 0


def test_the_page_of_a_thing_is_printed_with_its_facts_and_a_part_with_its_rows(
    browser: Browser, real: str
) -> None:
    with page_of(browser, **PAPER) as page:
        page.goto(real + "/de/organisation/optonet")
        page.emulate_media(media="print")
        expect(page.locator(".facts").first).to_be_visible()
        page.goto(real + "/de/organisation/optonet?part=leaders")
        rows = page.locator("tbody tr")
        assert rows.count() == 17
        expect(rows.last).to_be_visible()
        assert page.evaluate(CLIPPED) == 0
