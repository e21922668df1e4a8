"""The page of the timeline shows the same in its picture and in its table, and counts what it leaves out for want of a date."""

from __future__ import annotations

import re
from typing import Final

import pytest
from flask.testing import FlaskClient

from graphapp.store.engine import Question, select
from graphapp.store.memory import MemoryEngine
from tests.things.conftest import XHTML, Get, by_id, words

SVG = "{http://www.w3.org/2000/svg}"
NETWORKS = """
PREFIX tc: <https://w3id.org/cluster-thueringen/ontology#>
SELECT (COUNT(DISTINCT ?network) AS ?n) WHERE { ?network a tc:Network }"""


def told(get: Get, search: str) -> tuple[int, int, list[list[str]]]:
    """Return the number of lines in all, of things left out, and the rows of the table."""
    part = by_id(get(f"/en/timeline?{search}"), "timeline-told")
    sentence = words(next(part.iter(XHTML + "p")))
    count = int(re.match(r"[\d,]+", sentence).group().replace(",", ""))  # type: ignore[union-attr]
    left = re.search(r"([\d,]+) things? (?:is|are) left out", sentence)
    rows = [
        [words(cell) for cell in row] for row in part.iter(XHTML + "tr") if row.find(XHTML + "td") is not None
    ]
    return count, int(left.group(1)) if left else 0, rows


def test_every_network_is_a_line_or_counted_among_those_without_a_date(
    get: Get, memory: MemoryEngine
) -> None:
    count, left_out, _ = told(get, "kind=networks")
    networks = select(memory, Question(NETWORKS)).rows[0][0]
    assert count + left_out == int(getattr(networks, "value", "0"))


OFFICES: Final = """
PREFIX org: <http://www.w3.org/ns/org#>
PREFIX code: <https://w3id.org/cluster-thueringen/code/>
PREFIX tc: <https://w3id.org/cluster-thueringen/ontology#>
SELECT (COUNT(DISTINCT ?office) AS ?n) WHERE {
  ?post a org:Post ; org:postIn ?organisation ; org:role ?role .
  ?organisation a ?class
  FILTER (?class IN (tc:Network, tc:ResearchInstitution, tc:University, tc:PublicBody, tc:Intermediary, tc:Chamber))
  ?tenure tc:post ?post ; tc:statedIn ?source .
  FILTER NOT EXISTS { ?tenure tc:status ?status FILTER (?status != code:former) }
  BIND (CONCAT(STR(?organisation), " ", STR(?role)) AS ?office)
}"""


def test_every_office_is_a_line_even_one_with_a_single_holder(get: Get, memory: MemoryEngine) -> None:
    count, left_out, _ = told(get, "kind=offices")
    offices = select(memory, Question(OFFICES)).rows[0][0]
    assert count + left_out == int(getattr(offices, "value", "0"))


def test_the_pages_together_have_every_line_once(get: Get) -> None:
    count, _, rows = told(get, "kind=strategies&kind=programmes")
    page = 2
    while len(rows) < count:
        rows += told(get, f"kind=strategies&kind=programmes&page={page}")[2]
        page += 1
    assert len(rows) == count
    assert len({tuple(row[:2]) for row in rows}) == count


def test_the_picture_has_a_bar_for_every_row_of_the_table(get: Get) -> None:
    part = by_id(get("/de/timeline?kind=offices"), "timeline-told")
    bars = [group for group in part.iter(SVG + "g") if (group.get("class") or "").startswith("span")]
    rows = [row for row in part.iter(XHTML + "tr") if row.find(XHTML + "td") is not None]
    assert len(bars) == len(rows) > 40
    assert all(group.find(SVG + "rect") is not None for group in bars)


def test_text_field_and_years_narrow_the_lines(get: Get) -> None:
    everything = told(get, "kind=offices")[0]
    assert 0 < told(get, "kind=offices&text=managing")[0] < everything
    assert 0 < told(get, "kind=offices&field=automobil")[0] < everything
    before = told(get, "kind=networks&to=2000")[2]
    assert before
    assert all(not re.search(r"since .*20[12]\d", row[3]) for row in before)
    (titled,) = [
        row
        for row in told(get, "kind=strategies&text=trendatlas thüringen 2020")[2]
        if row[0] == "Trendatlas Thüringen 2020"
    ]
    assert titled[3] == "17 March 2011"


@pytest.mark.parametrize(
    "search", ["kind=beer", "from=12", "from=2010&to=2000", "field=%3Cb%3E", "page=0", "page=a"]
)
def test_a_state_that_cannot_be_is_said_to_be_none(client: FlaskClient, search: str) -> None:
    assert client.get(f"/de/timeline?{search}", headers={"Accept": "text/html"}).status_code == 400


@pytest.mark.parametrize(
    "search", ["page=999", "text=" + "x" * 300, "field=no-such-field", "from=9999", "to=0001"]
)
def test_nothing_to_show_is_said(client: FlaskClient, search: str) -> None:
    answer = client.get(f"/en/timeline?{search}")
    assert answer.status_code == 200
    assert "Nothing in the graph is like that" in answer.text
