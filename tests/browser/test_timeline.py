"""The timeline and the charts in a real browser: zoomed by keyboard, narrowed, for everybody, and asking nobody else."""

from __future__ import annotations

import re
from typing import Literal

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.accessibility import PAIRS, violations
from tests.browser.test_pages import SKIP_POLICY, page_of

PATHS = ("/timeline?kind=offices&kind=strategies", "/charts", "/charts?chart=funding")


def test_the_keyboard_zooms_and_moves_and_the_address_keeps_the_years(browser: Browser, real: str) -> None:
    with page_of(browser) as page:
        page.goto(real + "/de/timeline?kind=offices")
        expect(page.locator("#timeline-buttons button")).to_have_count(3)
        bar = page.locator(".part.sure").first
        still = bar.get_attribute("width")
        page.locator("#timeline-picture").focus()
        page.keyboard.press("+")
        page.wait_for_url(re.compile(r"#years=\d{4}"))
        wider = bar.get_attribute("width")
        assert float(wider or 0) > float(still or 0) * 1.3
        years = page.url.split("#")[1]
        page.keyboard.press("ArrowRight")
        assert page.url.split("#")[1] != years
        with page_of(browser) as shared:
            shared.goto(page.url)
            again = shared.locator(".part.sure").first.get_attribute("x")
            assert float(again or 0) == pytest.approx(float(bar.get_attribute("x") or 1), abs=1)
        page.keyboard.press("0")
        assert "#" not in page.url
        assert page.locator(".part.sure").first.get_attribute("width") == still


def test_filters_change_picture_table_and_address_in_step(browser: Browser, real: str) -> None:
    with page_of(browser) as page:
        page.goto(real + "/en/timeline")
        page.get_by_label("Field").select_option("automobil")
        page.wait_for_url(re.compile("field=automobil"))
        expect(page.locator("#timeline-told")).not_to_contain_text("shown are 1 to 40")
        rows = page.locator("#timeline-told tbody tr").count()
        assert 0 < rows == page.locator("#timeline-picture .span").count()
        with page_of(browser, java_script_enabled=False) as still:
            still.goto(page.url)
            assert still.locator("#timeline-told tbody tr").count() == rows


@pytest.mark.parametrize(("language", "scheme", "width"), PAIRS)
def test_axe_finds_nothing_and_nobody_else_is_asked(  # noqa: PLR0917
    browser: Browser, real: str, axe: str, language: str, scheme: Literal["light", "dark"], width: int
) -> None:
    problems: list[str] = []
    trouble: list[str] = []
    size = {"width": width, "height": 900}
    with page_of(browser, color_scheme=scheme, viewport=size, **SKIP_POLICY) as page:
        page.on("console", lambda message: trouble.append(message.text) if message.type == "error" else None)
        page.on(
            "request",
            lambda request: None if request.url.startswith(real) else trouble.append(f"asked {request.url}"),
        )
        for path in PATHS:
            page.goto(f"{real}/{language}{path}")
            problems += violations(page, axe)
            assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert problems == trouble == []
