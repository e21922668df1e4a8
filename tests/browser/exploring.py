"""What tests of the explorer do and read."""

from __future__ import annotations

from typing import Any, Final

from playwright.sync_api import Locator, Page

NETWORKS: Final = "/explore?projection=networks"
"""The smallest picture in which much can be done: networks among themselves."""
OPTONET: Final = "organisation/optonet"
MEDWAYS: Final = "organisation/medways"


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
