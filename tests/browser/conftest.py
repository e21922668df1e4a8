"""A real browser in front of a real server over a small release."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from importlib.resources import files
from typing import Final

import pytest
from playwright.sync_api import Browser, Error, Playwright, sync_playwright

from graphapp.web.screenshots import FLAGS
from tests.live_server import serving
from tests.small_release import make_release

NAMES: Final = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


@pytest.fixture(scope="session")
def url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Address of a server over the small release, without a slash at its end."""
    folder = tmp_path_factory.mktemp("served")
    with serving(make_release(folder / "release"), folder / "log.txt") as address:
        yield address


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The system's Chromium, else Playwright's own; without either the test fails with the way to get one."""
    with sync_playwright() as playwright:
        started = _start(playwright)
        yield started
        started.close()


def _start(playwright: Playwright) -> Browser:
    path = next((found for name in NAMES if (found := shutil.which(name))), None)
    try:
        return playwright.chromium.launch(executable_path=path, args=FLAGS)
    except Error as error:
        where = f"{path} did not start" if path else "there is no Chromium"
        pytest.fail(
            f"{where}: run “make browser”, or “apt-get update && apt-get install -y chromium”, or "
            f"“.venv/bin/playwright install chromium” ({str(error).splitlines()[0]})"
        )


@pytest.fixture(scope="session")
def axe() -> str:
    """The source of axe-core."""
    return (files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")
