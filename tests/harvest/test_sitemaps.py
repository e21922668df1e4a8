"""Crawlers find every page in both languages, and leave alone what is not for them."""

from __future__ import annotations

from urllib.robotparser import RobotFileParser
from xml.etree import ElementTree as ET

import pytest
from flask.testing import FlaskClient

from graphapp.web.lists.kinds import LISTS
from tests.harvest.conftest import Shelf
from tests.harvest.shelf import MADE
from tests.protocol.http import ask

MAPS = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
XHTML = "{http://www.w3.org/1999/xhtml}"


def read(url: str, path: str) -> ET.Element:
    answer = ask(url, path)
    assert (answer.status, answer.type) == (200, "application/xml")
    return ET.fromstring(answer.body)


def entries(root: ET.Element) -> dict[str, tuple[str, dict[str, str]]]:
    """Return address → (lastmod, language → address)."""
    return {
        str(entry.findtext(f"{MAPS}loc")): (
            entry.findtext(f"{MAPS}lastmod", ""),
            {link.attrib["hreflang"]: link.attrib["href"] for link in entry.iter(f"{XHTML}link")},
        )
        for entry in root.iter(f"{MAPS}url")
    }


@pytest.fixture(scope="module")
def listed(url: str) -> dict[str, tuple[str, dict[str, str]]]:
    index = read(url, "/sitemap.xml")
    parts = [str(part.findtext(f"{MAPS}loc")) for part in index.iter(f"{MAPS}sitemap")]
    assert len(parts) == 2
    return {
        address: entry
        for part in parts
        for address, entry in entries(read(url, part.removeprefix(url))).items()
    }


def test_every_address_of_the_sitemap_is_answered(url: str, listed: dict[str, object]) -> None:
    for address in listed:
        assert address.startswith(url)
        answer = ask(url, address.removeprefix(url), method="HEAD", headers={"Accept": "text/html"})
        assert answer.status == 200, address


def test_every_page_has_its_twin_and_names_it(listed: dict[str, tuple[str, dict[str, str]]]) -> None:
    for address, (_, languages) in listed.items():
        assert set(languages) == {"de", "en"}
        assert address in languages.values()
        for other in languages.values():
            assert listed[other][1] == languages


def test_things_lists_and_questions_are_there_and_merged_things_are_not(
    url: str, listed: dict[str, object]
) -> None:
    assert {f"{url}/de/organisation/optonet", f"{url}/en/person/example", f"{url}/de/"} <= set(listed)
    assert {f"{url}/en/{path}" for path in LISTS} <= set(listed)
    assert f"{url}/de/queries/networks/leaders" in listed
    assert f"{url}/de/organisation/optonet-ev" not in listed


def test_a_thing_is_as_new_as_the_release_that_changed_it(
    url: str, listed: dict[str, tuple[str, dict[str, str]]]
) -> None:
    older, newer = (made[:10] for made in MADE)
    assert listed[f"{url}/de/organisation/optonet"][0] == newer
    assert listed[f"{url}/de/organisation/medways"][0] == older


def test_a_part_that_is_not_there_is_404(url: str) -> None:
    for name in ("0", "2", "-1", "01", "x", "9" * 50):
        assert ask(url, f"/sitemaps/{name}.xml").status == 404


def test_the_project_s_own_sitemap_holds_every_thing_once_in_small_parts(real: FlaskClient) -> None:
    index = ET.fromstring(real.get("/sitemap.xml").data)
    parts = [str(part.findtext(f"{MAPS}loc")) for part in index.iter(f"{MAPS}sitemap")]
    found: list[str] = []
    for part in parts:
        answer = real.get(part.partition("localhost")[2])
        assert len(answer.data) < 1 << 20, "so that it is kept in memory"
        found += entries(ET.fromstring(answer.data))
    assert len(found) == len(set(found)) > 10_000
    assert "http://localhost/de/organisation/jenoptik" in found


def test_robots_are_told_the_sitemap_and_what_to_leave_alone(url: str) -> None:
    answer = ask(url, "/robots.txt")
    assert (answer.status, answer.type) == (200, "text/plain")
    text = answer.body.decode()
    rules = RobotFileParser()
    rules.parse(text.splitlines())
    assert rules.site_maps() == [f"{url}/sitemap.xml"]
    for path in (
        "/",
        "/de/",
        "/en/organisation/optonet",
        "/organisation/optonet.ttl",
        "/catalogue.ttl",
        "/downloads/x",
    ):
        assert rules.can_fetch("crawler", url + path), path
    for path in (
        "/sparql?query=x",
        "/queries/networks/leaders?network=optonet",
        "/release/x/y",
        "/timemap/x",
    ):
        assert not rules.can_fetch("crawler", url + path), path
    # urllib's parser knows no wildcards; these lines are for those that do (RFC 9309).
    assert "Disallow: /*/networks?" in text
    assert "Disallow: /*/sparql?" in text


def test_agents_are_told_where_everything_is(url: str, shelf: Shelf) -> None:
    import re

    answer = ask(url, "/llms.txt")
    assert (answer.status, answer.type) == (200, "text/plain")
    text = answer.body.decode()
    assert text.startswith("# ")
    assert "\n> " in text
    addresses = re.findall(r"\]\((http[^)]+)\)", text)
    assert len(addresses) > 20
    for address in addresses:
        assert ask(url, address.removeprefix(url), headers={"Accept": "*/*"}).status in (200, 303), address
