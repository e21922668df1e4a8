"""What axe-core finds on a page."""

from __future__ import annotations

from typing import Final

from playwright.sync_api import Page

TAGS: Final = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
"""Rules of WCAG 2.2 AA, and what axe-core calls best practice."""
PAIRS: Final = (("de", "light", 1440), ("en", "dark", 390))
"""Language, theme and width in CSS pixels: both languages, both themes, and a wide and a narrow window."""


def violations(page: Page, axe: str) -> list[str]:
    """Run the source of axe-core in a page whose policy is not enforced; return a line for each element at fault.

    Fails where axe-core has passed nothing, because then it has looked at nothing.
    """
    page.evaluate(axe)
    # What is not asked for is told in less detail, which takes less than two thirds of the time.
    options = {"runOnly": {"type": "tag", "values": TAGS}, "resultTypes": ["violations"]}
    found = page.evaluate("options => axe.run(options)", options)
    assert found["passes"]
    return [
        f"{page.url}: {item['id']}: {node['html'][:200]} {node['failureSummary'][:200]}"
        for item in found["violations"]
        for node in item["nodes"]
    ]
