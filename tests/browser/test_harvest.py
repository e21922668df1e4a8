"""What stands in the head of pages for machines is there for a browser too, and breaks no policy."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser

from tests.browser.accessibility import violations
from tests.harvest.shelf import HOSTILE, two_releases
from tests.live_server import serving


@pytest.fixture(scope="module")
def shelf_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Address of a server over two releases with downloads and changes."""
    folder: Path = tmp_path_factory.mktemp("browsed")
    with serving(two_releases(folder)[0], folder / "log.txt") as address:
        yield address


@pytest.mark.parametrize(
    "path", ["/de/", "/en/organisation/optonet", "/de/organisation/neu", "/de/downloads", "/en/changes"]
)
def test_a_data_block_is_read_and_not_run_under_the_strict_policy(
    browser: Browser, shelf_url: str, path: str
) -> None:
    context = browser.new_context()
    try:
        page = context.new_page()
        told: list[str] = []
        asked: list[str] = []
        page.on("console", lambda message: told.append(message.text))
        page.on("pageerror", lambda error: told.append(str(error)))
        page.on("dialog", lambda dialog: told.append(dialog.message))
        page.on("request", lambda request: asked.append(request.url))
        answer = page.goto(shelf_url + path)
        assert answer is not None
        policy = answer.headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        text = page.locator('script[type="application/ld+json"]').text_content()
        block = json.loads(str(text))
        assert block["@context"] == "https://schema.org"
        if path.endswith(("optonet", "neu")):
            assert any(HOSTILE in str(value) for node in block["@graph"] for value in node.values())
        assert told == []
        assert all(url.startswith(shelf_url) for url in asked), "nothing is fetched from elsewhere"
    finally:
        context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_pages_with_files_and_changes(
    browser: Browser, shelf_url: str, axe: str, scheme: Literal["light", "dark"]
) -> None:
    context = browser.new_context(
        color_scheme=scheme, viewport={"width": 390, "height": 900}, bypass_csp=True
    )
    try:
        page = context.new_page()
        for path in ("/de/downloads", "/en/downloads", "/de/changes", "/en/organisation/optonet"):
            page.goto(shelf_url + path)
            assert page.evaluate("document.documentElement.scrollWidth") <= 390, path
            page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")
            assert violations(page, axe) == []
    finally:
        context.close()
