"""The charts say what the questions of the catalogue answer."""

from __future__ import annotations

import re

import pytest
from flask.testing import FlaskClient

from tests.things.conftest import XHTML, Get, words

SVG = "{http://www.w3.org/2000/svg}"


def rows_of(client: FlaskClient, name: str) -> list[dict[str, dict[str, str]]]:
    bindings: list[dict[str, dict[str, str]]] = client.get(f"/queries/{name}?format=json").get_json()[
        "results"
    ]["bindings"]
    return bindings


@pytest.mark.parametrize(
    ("chart", "query", "variable"),
    [
        ("organisations", "fields/field-matrix-organisations", "shared"),
        ("projects", "fields/field-matrix-projects", "inBoth"),
        ("partners", "fields/field-matrix-projects", "withPartnersOfBoth"),
    ],
)
def test_the_matrix_has_the_numbers_of_its_question(
    get: Get, client: FlaskClient, chart: str, query: str, variable: str
) -> None:
    page = get(f"/en/charts?chart={chart}")
    drawn = sum(int(words(text)) for text in page.iter(SVG + "text") if "number" in (text.get("class") or ""))
    assert drawn == 2 * sum(int(row[variable]["value"]) for row in rows_of(client, query)) > 20


def test_the_flow_has_the_sum_and_number_of_its_question_and_no_grant_twice(
    get: Get, client: FlaskClient
) -> None:
    rows = rows_of(client, "projects/funding-flow")
    keys = [(row["recipient"]["value"], row["amount"]["value"]) for row in rows]
    assert len(set(keys)) == len(keys)
    total = sum(float(row["amount"]["value"]) for row in rows)
    page = get("/en/charts?chart=funding")
    told = next(words(text) for text in page.iter(XHTML + "p") if "grants of together" in words(text))
    count, euros = (int(number.replace(",", "")) for number in re.findall(r"[\d,]+", told))
    assert count == len(rows)
    assert euros == round(total)
    assert all(row.get("sources") for row in rows)
    table = [
        [words(cell) for cell in row] for row in page.iter(XHTML + "tr") if row.find(XHTML + "td") is not None
    ]
    first = [row for row in table if row[0] in {"Funder not stated", "European Union"}]
    assert first
    assert sum(int(row[2]) for row in table) == 3 * len(rows), "each grant passes three ribbons"


def test_every_grant_in_euros_is_shown_or_counted_as_left_out(client: FlaskClient) -> None:
    left = rows_of(client, "pages/funding-left-out")
    assert {row["reason"]["value"] for row in left} == {"paid", "planned", "projects", "unknown", "yearly"}
    assert all(float(row["total"]["value"]) > 0 for row in left)


def test_an_unknown_chart_is_said_to_be_none(client: FlaskClient) -> None:
    answer = client.get("/de/charts?chart=pie", headers={"Accept": "text/html"})
    assert answer.status_code == 400
    assert "organisations oder projects oder partners oder funding" in answer.text
