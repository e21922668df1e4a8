"""The application over the real release, without a network in between."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from xml.etree.ElementTree import Element

import html5lib
import pytest
from flask.testing import FlaskClient

from graphapp.config import Settings
from graphapp.store.memory import MemoryEngine
from graphapp.web import create_app
from tests.queries import asking

XHTML = "{http://www.w3.org/1999/xhtml}"
Get = Callable[[str], Element]


@pytest.fixture(scope="session")
def memory(release: Path) -> MemoryEngine:
    """The engine that holds the release."""
    return asking.engine(release)


@pytest.fixture(scope="session")
def client(memory: MemoryEngine, release: Path) -> Iterator[FlaskClient]:
    """A client of the application, wherever the release was made."""
    yield create_app(replace(Settings(), cache_bytes=0, releases=release.parent), memory).test_client()


@pytest.fixture(scope="session")
def get(client: FlaskClient) -> Get:
    """Return the document of a page, which must be there and sound HTML (html5lib finds no error in it)."""

    def page(address: str) -> Element:
        answer = client.get(address, headers={"Accept": "text/html"})
        assert answer.status_code == 200, f"{address}: {answer.status} {answer.text[:300]}"
        parsed: Element = html5lib.HTMLParser(strict=True).parse(answer.text)
        return parsed

    return page


def words(element: Element) -> str:
    """Return the text of an element, its white space folded."""
    return " ".join("".join(element.itertext()).split())


def by_id(page: Element, name: str) -> Element:
    """Return the element with the id ``name``."""
    found = next((element for element in page.iter() if element.get("id") == name), None)
    assert found is not None, f"nothing has the id {name}"
    return found


def section(page: Element, name: str) -> Element:
    """Return the section whose heading has the id ``name``."""
    for element in page.iter(XHTML + "section"):
        if element.get("aria-labelledby") == name:
            return element
    raise AssertionError(f"there is no section {name}")
