"""The pages of a part of a thing: together they have every row exactly once, at addresses that do not change."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from xml.etree.ElementTree import Element

import pytest
from flask.testing import FlaskClient

from graphapp.catalogue.query import Bilingual
from graphapp.store.engine import Term
from graphapp.web.things.facts import Fact, Group, Property, Value
from graphapp.web.things.parts import FEWEST, MOST, ON_A_PAGE, TOGETHER, Paged, first_rows, on_page
from tests.things.conftest import XHTML, Get, section, words


def _walk(get: Get, address: str) -> Iterator[Element]:
    """Return the page at an address and those that follow it, by their links."""
    seen = set()
    while address:
        assert address not in seen
        seen.add(address)
        page = get(address)
        yield page
        following = [link.get("href", "") for link in page.iter(XHTML + "a") if link.get("rel") == "next"]
        address = address.partition("?")[0] + following[0] if following else ""


def _rows(page: Element) -> list[Element]:
    return [row for row in page.iter(XHTML + "tr") if row.find(XHTML + "td") is not None]


def _count(element: Element) -> int:
    shown = next(span for span in element.iter(XHTML + "span") if span.get("class") == "count")
    return int(re.sub(r"\D", "", words(shown)))


@pytest.mark.parametrize(
    ("thing", "panel"),
    [
        ("organisation/nat", "members"),
        ("field/optik-optoelektronik", "figures-of-thing"),
        ("place/jena", "organisations-of-district"),
        ("source/iof-standort", "what-a-source-says"),
    ],
)
def test_every_row_of_a_panel_stands_on_one_of_its_pages_once(
    client: FlaskClient, get: Get, thing: str, panel: str
) -> None:
    page = get(f"/en/{thing}")
    first = section(page, panel)
    total = _count(first)
    pages = list(_walk(get, f"/en/{thing}?part={panel}"))
    assert [_count(one) for one in pages] == [total] * len(pages)
    assert [len(_rows(one)) for one in pages[:-1]] == [ON_A_PAGE] * (len(pages) - 1)
    rows = [words(row) for one in pages for row in _rows(one)]
    assert len(rows) == total
    data = next(
        link.get("href", "") for link in pages[0].iter(XHTML + "a") if "format=csv" in link.get("href", "")
    )
    table = list(csv.reader(io.StringIO(client.get(data).text)))[1:]
    assert len(table) == total
    # Rows that look alike are as many as those whose data show no difference.
    assert max(Counter(rows).values()) <= max(Counter(map(tuple, table)).values()) + total // 10
    links = {link.get("href") for link in first.iter(XHTML + "a")}
    assert f"?part={panel}" in links
    assert f"All {total:,} rows" in words(first)


def test_the_first_rows_of_a_panel_are_those_of_its_first_page(get: Get) -> None:
    names = [
        [next(row.iter(XHTML + "a")).get("href") for row in _rows(where)]
        for where in (
            section(get("/de/place/jena"), "organisations-of-district"),
            get("/de/place/jena?part=organisations-of-district"),
        )
    ]
    assert FEWEST <= len(names[0]) <= MOST
    assert names[1][: len(names[0])] == names[0]


@pytest.mark.parametrize("language", ["de", "en"])
def test_every_value_of_a_group_of_facts_stands_on_one_of_its_pages_once(get: Get, language: str) -> None:
    address = f"/{language}/event/spie-photonics-west?part=group-key"
    pages = list(_walk(get, address))
    total = _count(pages[0])
    assert total > ON_A_PAGE
    values = [
        words(span) for page in pages for span in page.iter(XHTML + "span") if span.get("class") == "value"
    ]
    assert len(values) == total
    for page in pages:
        assert all(
            any(fold.get("class") == "evidence" for fold in value.iter(XHTML + "details"))
            for value in page.iter(XHTML + "dd")
        )


def test_a_part_of_a_year_has_what_held_then(get: Get) -> None:
    panel = section(get("/de/organisation/optonet?as-of=2014"), "leaders")
    link = next(a.get("href", "") for a in panel.iter(XHTML + "a") if a.get("href", "").startswith("?part"))
    assert link == "?part=leaders&as-of=2014"
    page = get("/de/organisation/optonet" + link)
    assert "Klaus Schindler" in words(page)
    assert "Nora Kirsten" not in words(page)
    back = {a.get("href") for a in page.iter(XHTML + "a")}
    assert "/de/organisation/optonet?as-of=2014" in back


@pytest.mark.parametrize(
    ("search", "status"),
    [
        ("part=nothing-is-here", 404),
        ("part=../etc", 400),
        ("part=members&page=0", 400),
        ("part=members&page=x", 400),
        ("part=members&page=999", 200),
    ],
)
def test_a_part_that_is_not_there_is_refused_and_a_page_too_far_says_so(
    client: FlaskClient, search: str, status: int
) -> None:
    answer = client.get(f"/en/organisation/nat?{search}", headers={"Accept": "text/html"})
    assert answer.status_code == status
    if status == 200:
        assert "The list has no page of this number." in answer.text


def test_every_value_of_a_property_stands_on_its_page_once(
    client: FlaskClient, get: Get, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("graphapp.web.linked.plain.MOST", 1)
    page = get("/en/indicator/members")
    parts = [a for a in page.iter(XHTML + "a") if a.get("href", "").startswith("?part=")]
    assert parts
    for rest in parts:
        total = int(re.sub(r"\D", "", words(rest).partition("–")[0]))
        alone = get("/en/indicator/members" + rest.get("href", ""))
        values = [words(value) for value in alone.iter(XHTML + "dd")]
        assert len(values) == len(set(values)) == total == _count(alone)
    nothing = client.get("/en/indicator/members?part=nothing", headers={"Accept": "text/html"})
    assert nothing.status_code == 404


@pytest.mark.parametrize("language", ["de", "en"])
def test_every_row_of_an_answer_stands_on_one_of_its_pages_once(
    client: FlaskClient, get: Get, language: str
) -> None:
    address = "queries/networks/members?network=nat"
    table = list(csv.reader(io.StringIO(client.get(f"/{address}&format=csv&page=2").text)))[1:]
    pages = list(_walk(get, f"/{language}/{address}"))
    assert len(pages) == 2
    rows = [words(row) for page in pages for row in _rows(page)]
    assert len(rows) == len(table) > 50
    assert len(set(rows)) == len(set(map(tuple, table)))
    assert "page=2" in " ".join(
        a.get("href", "") for a in pages[0].iter(XHTML + "a") if a.get("rel") == "next"
    )


def test_pages_of_an_answer_beyond_those_that_are_read_together_have_their_rows(
    get: Get, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("graphapp.web.queries.AT_ONCE", 60)
    rows = [
        words(row) for page in _walk(get, "/en/queries/networks/members?network=nat") for row in _rows(page)
    ]
    monkeypatch.undo()
    assert rows == [
        words(row) for page in _walk(get, "/en/queries/networks/members?network=nat") for row in _rows(page)
    ]


def test_parts_share_the_rows_of_a_page() -> None:
    assert first_rows([]) == MOST
    assert first_rows([500]) == MOST
    assert first_rows([4] * 10) == MOST
    assert first_rows([500] * 12) == TOGETHER // 12
    assert first_rows([500] * 100) == FEWEST


def test_pages_follow_each_other_without_a_gap() -> None:
    pages = [Paged(number, 45, 20) for number in (1, 2, 3)]
    assert [(page.first, page.last) for page in pages] == [(0, 20), (20, 40), (40, 45)]
    assert {page.pages for page in pages} == {3}
    assert Paged(1, 0).pages == 1
    assert [on_page(row) for row in (0, ON_A_PAGE - 1, ON_A_PAGE)] == [1, 1, 2]


def test_a_group_is_cut_between_values_and_not_within_them() -> None:
    group = Group("g#key", _NAME, (_fact("abc"), _fact("de"), _fact("f")))
    cut = [
        "".join(str(value.term) for fact in group.between(first, first + 2).facts for value in fact.values)
        for first in (0, 2, 4)
    ]
    assert cut == ["ab", "cd", "ef"]
    assert group.count == 6


_NAME = Bilingual("Name", "name")


def _fact(letters: str) -> Fact:
    of = Property("p", inverse=False, name=_NAME, order=1, group="g", group_name=_NAME, group_order=1)
    return Fact(of, tuple(Value(_term(letter), ()) for letter in letters))


def _term(letter: str) -> Term:
    return letter  # type: ignore[return-value]
