"""The catalogue over HTTP: listed, asked with parameters, negotiated like the endpoint."""

from __future__ import annotations

import html
import json
import re

import pytest
from flask.testing import FlaskClient

from graphapp.store.engine import kind_of
from tests.web.scripts import foreign_scripts

THINGS = "/queries/catalogue/things"
RESOLVE = "/queries/catalogue/resolve"


def test_machines_get_the_list_with_parameters(client: FlaskClient) -> None:
    listed = {query["name"]: query for query in json.loads(client.get("/queries").text)["queries"]}
    assert listed["catalogue/things"]["title"]["de"]
    assert listed["catalogue/things"]["parameters"][0]["name"] == "class"
    assert client.get(listed["catalogue/things"]["url"]).status_code == 200


def test_a_query_is_asked_with_its_defaults_and_with_parameters(client: FlaskClient) -> None:
    assert len(json.loads(client.get(THINGS).text)["results"]["bindings"]) == 2
    places = client.get(THINGS, query_string={"class": "tc:Place"})
    assert places.status_code == 400, "tc:Place is described nowhere in the small release"
    found = client.get(RESOLVE, query_string={"identifier": "medways", "candidate": ""})
    assert "organisation/medways" in found.text


def test_a_query_is_negotiated_like_the_endpoint(client: FlaskClient) -> None:
    assert client.get(THINGS, headers={"Accept": "text/csv"}).mimetype == "text/csv"
    assert client.get(THINGS + "?format=xml").mimetype == "application/sparql-results+xml"
    assert client.get(THINGS, headers={"Accept": "image/png"}).status_code == 406
    assert client.get(THINGS).headers["Access-Control-Allow-Origin"] == "*"


def test_the_bare_name_leads_to_the_full_one_with_the_parameters(client: FlaskClient) -> None:
    answer = client.get("/queries/things?class=x")
    assert (answer.status_code, answer.location) == (308, THINGS + "?class=x")
    assert client.get("/de/queries/things").location == "/de" + THINGS


def test_a_wrong_parameter_is_a_problem_that_names_it(client: FlaskClient) -> None:
    answer = client.get(RESOLVE, query_string={"candidate": "optnet"})
    assert answer.status_code == 400
    assert answer.mimetype == "application/problem+json"
    document = json.loads(answer.text)
    assert document["parameter"] == "candidate"
    page = client.get("/de" + RESOLVE, query_string={"candidate": "optnet", "format": "html"})
    assert page.status_code == 400
    assert "Parameter „candidate“" in page.text
    assert 'aria-invalid="true"' in page.text


def test_a_parameter_that_the_query_does_not_have_is_an_error(client: FlaskClient) -> None:
    assert client.get(THINGS + "?klass=x").status_code == 400


@pytest.mark.parametrize("value", ['" } SERVICE <http://127.0.0.1:1/> {', "</pre><script>", "\\", "'''", "}"])
def test_a_hostile_value_is_shown_escaped_and_bound_as_a_term(client: FlaskClient, value: str) -> None:
    answer = client.get(
        "/en" + RESOLVE, query_string={"identifier": value, "candidate": "", "format": "html"}
    )
    assert answer.status_code == 200
    assert foreign_scripts(answer.text) == []
    text = re.search(r"<pre[^>]*><code>(.*?)</code></pre>", answer.text, re.DOTALL)
    assert text is not None
    kind_of(html.unescape(text[1]))


def test_the_page_of_a_query_shows_text_and_link_to_the_form(client: FlaskClient) -> None:
    text = client.get("/de" + THINGS + "?format=html").text
    assert "catalogue/things.rq" in text
    link = re.search(r'href="(/de/sparql\?[^"]*)"', text)
    assert link is not None
    assert client.get(html.unescape(link[1])).status_code == 200


def test_a_form_lets_choose_among_few_things_and_type_one_of_many(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = "/de/queries/networks/members?network=optonet&format=html&year="
    options = r'<option value="(medways|optonet)"'
    assert set(re.findall(options, client.get(address + "2020").text)) == {"medways", "optonet"}
    monkeypatch.setattr("graphapp.web.queries.CHOICES", 1)
    page = client.get(address + "2021")
    assert page.status_code == 200
    assert re.findall(options, page.text) == []
    assert re.search(r'<input id="p-network" name="network" value="optonet"', page.text)
