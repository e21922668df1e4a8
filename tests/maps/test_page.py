"""The page of the map without scripts, and the GeoJSON that its script draws: both say what the graph says."""

from __future__ import annotations

import itertools
import json
from collections import Counter
from typing import Any

import pytest
from flask.testing import FlaskClient

from graphapp.config import from_environment
from graphapp.namespaces import BASE
from graphapp.store.engine import Question, select
from graphapp.store.memory import MemoryEngine
from graphapp.web.maps.views import policy
from tests.things.conftest import XHTML, Get, by_id, words

SVG = "{http://www.w3.org/2000/svg}"
COUNTED = """
PREFIX code: <https://w3id.org/cluster-thueringen/code/>
PREFIX schema: <https://schema.org/>
PREFIX tc: <https://w3id.org/cluster-thueringen/ontology#>
SELECT (COUNT(DISTINCT ?organisation) AS ?n) WHERE {
  ?organisation a tc:Organisation ; tc:field <https://w3id.org/cluster-thueringen/field/optik-optoelektronik> .
  { ?organisation tc:seat/tc:within <https://w3id.org/cluster-thueringen/place/jena> }
  UNION { ?organisation tc:seat <https://w3id.org/cluster-thueringen/place/jena> }
  FILTER NOT EXISTS { ?organisation schema:dissolutionDate ?ended }
}"""


def numbers(get: Get, search: str) -> dict[str, str]:
    """Return district → number of the table of districts."""
    rows = by_id(get(f"/de/map{search}"), "map-tables").iter(XHTML + "tr")
    return {row.get("data-district", ""): words(row[1]) for row in rows if row.get("data-district")}


def points(client: FlaskClient, path: str) -> list[dict[str, Any]]:
    answer = client.get(path)
    assert answer.status_code == 200, answer.text[:300]
    assert answer.mimetype == "application/geo+json"
    features: list[dict[str, Any]] = json.loads(answer.text)["features"]
    return [feature for feature in features if feature["geometry"]["type"] == "Point"]


def test_a_district_has_as_many_organisations_of_a_field_as_the_graph_says(
    get: Get, memory: MemoryEngine
) -> None:
    counted = select(memory, Question(COUNTED)).rows[0][0]
    assert numbers(get, "?field=optik-optoelektronik")["place/jena"] == str(getattr(counted, "value", ""))


def test_the_districts_of_the_map_have_the_numbers_of_the_question_about_them(
    get: Get, client: FlaskClient
) -> None:
    asked = client.get("/queries/places/organisations-per-district?format=json").get_json()
    said = {
        row["district"]["value"].removeprefix(BASE): row["organisations"]["value"]
        for row in asked["results"]["bindings"]
    }
    assert numbers(get, "") == said


def test_every_figure_shades_and_the_shades_are_those_of_the_legend(get: Get) -> None:
    for figure in ("organisations", "networks", "projects", "funding"):
        page = get(f"/en/map?figure={figure}&per=inhabitants")
        classes = Counter(
            path.get("class") for path in by_id(page, "map-still").iter(SVG + "path") if path.get("class")
        )
        legend = {rect.get("class") for rect in by_id(page, "map-told").iter(SVG + "rect")}
        assert len(classes) > 3
        assert set(classes) <= legend


def test_the_dots_without_scripts_and_the_points_for_the_script_are_the_same_organisations(
    get: Get, client: FlaskClient
) -> None:
    for search in (
        "",
        "?field=automobil",
        "?year=2010",
        "?from=2005&to=2010",
        "?from=2010",
        "?figure=networks",
    ):
        still = by_id(get(f"/de/map{search}"), "map-tables")
        told = [row for row in still.iter(XHTML + "tr") if not row.get("data-district")]
        placed = [
            row for row in told if row[1].get("class") == "num" and "nicht auf der Karte" not in words(row)
        ]
        count = sum(int(words(row[1])) for row in placed if words(row[1]).isdigit())
        assert count == len(points(client, f"/map/organisations.geojson{search}")) > 0


def test_a_year_leaves_out_what_came_later(client: FlaskClient) -> None:
    def known(search: str) -> set[object]:
        return {
            feature["properties"]["id"] for feature in points(client, "/map/organisations.geojson" + search)
        }

    then, now = known("?year=1992"), known("?year=2026")
    assert len(then) < len(now)
    assert "organisation/titk" in then & now, "founded in 1991"
    assert "organisation/3di" not in then, "first attested in 2014"
    assert "organisation/3di" in now


def test_a_period_holds_what_was_there_in_any_of_its_years(client: FlaskClient) -> None:
    def known(path: str, search: str) -> set[object]:
        return {feature["properties"]["id"] for feature in points(client, f"/map/{path}.geojson?{search}")}

    for path, more in (("organisations", ""), ("flows", "&network=medways")):
        one = known(path, "year=2010" + more)
        assert one == known(path, "from=2010&to=2010" + more)
        assert one <= known(path, "from=2008&to=2012" + more) <= known(path, "to=2012" + more)
    assert "organisation/3di" not in known("organisations", "to=2013")
    assert "organisation/3di" in known("organisations", "from=2000&to=2015")


def test_the_field_narrows_the_members_of_a_network(client: FlaskClient, get: Get) -> None:
    def members(search: str) -> set[object]:
        return {feature["properties"]["id"] for feature in points(client, f"/map/flows.geojson?{search}")}

    everybody, some = members("network=optonet"), members("network=optonet&field=automobil")
    assert some < everybody
    told = words(by_id(get("/en/map?network=optonet&field=automobil"), "map-told"))
    assert "Only the members that are active in the field" in told


def test_lines_go_to_every_place_of_members_but_the_seat(client: FlaskClient, get: Get) -> None:
    features = json.loads(client.get("/map/flows.geojson?network=nat").text)["features"]
    lines = [feature for feature in features if feature["geometry"]["type"] == "LineString"]
    places = Counter(
        tuple(feature["geometry"]["coordinates"])
        for feature in features
        if feature["geometry"]["type"] == "Point"
    )
    ends = Counter(
        {tuple(line["geometry"]["coordinates"][-1]): line["properties"]["number"] for line in lines}
    )
    seat = tuple(lines[0]["geometry"]["coordinates"][0])
    assert ends == Counter({place: number for place, number in places.items() if place != seat})
    assert all(feature["properties"].get("sources") for feature in features if feature not in lines)
    drawn = list(by_id(get("/de/map?network=nat"), "map-still").iter(SVG + "path"))
    assert sum(path.get("class") == "flow" for path in drawn) > 10


def test_areas_are_closed_polygons_with_the_outer_ring_first(client: FlaskClient) -> None:
    features = json.loads(client.get("/map/districts.geojson").text)["features"]
    assert len(features) == 22
    for feature in features:
        for polygon in feature["geometry"]["coordinates"]:
            for ring in polygon:
                assert ring[0] == ring[-1]
            outer = polygon[0]
            assert sum(a[0] * b[1] - b[0] * a[1] for a, b in itertools.pairwise(outer)) > 0


def test_data_of_a_named_release_may_be_kept_for_good(client: FlaskClient, get: Get) -> None:
    data = json.loads("".join(by_id(get("/en/map"), "map-data").itertext()))
    assert "immutable" in client.get(data["districts"]).headers["Cache-Control"]
    assert "immutable" not in client.get("/map/districts.geojson").headers["Cache-Control"]


@pytest.mark.parametrize(
    "search",
    [
        "figure=beer",
        "per=cent",
        "field=%3Cscript%3E",
        "year=12",
        "year=20xx",
        "from=12",
        "to=1999&from=2000",
        "network=a/b",
        "network=" + "a" * 200,
    ],
)
def test_a_state_that_cannot_be_is_said_to_be_none(client: FlaskClient, search: str) -> None:
    for path in ("/de/map", "/map/organisations.geojson", "/map/flows.geojson"):
        answer = client.get(f"{path}?{search}", headers={"Accept": "text/html"})
        assert answer.status_code == 400
        assert search.partition("=")[0] in answer.text


@pytest.mark.parametrize("search", ["field=no-such-field", "network=no-such-network", "year=1901"])
def test_what_the_graph_does_not_have_is_an_empty_map(client: FlaskClient, search: str) -> None:
    assert client.get(f"/de/map?{search}").status_code == 200


def test_only_the_origin_of_a_configured_style_may_be_asked() -> None:
    given = policy("https://tiles.example:8443/styles/plain/{z}/{x}/{y}.png?key=1")
    assert "connect-src 'self' https://tiles.example:8443;" in given
    assert "img-src 'self' https://tiles.example:8443 data:;" in given
    assert "script-src 'self';" in given
    for wrong in ("ftp://tiles.example/", "https://a.example/; script-src *", "tiles"):
        with pytest.raises(ValueError, match="GRAPHAPP_MAP_STYLE"):
            from_environment({"GRAPHAPP_MAP_STYLE": wrong})


def test_tiles_need_a_credit_line() -> None:
    tiles = {"GRAPHAPP_MAP_STYLE": "https://tiles.example/{z}/{x}/{y}.png"}
    with pytest.raises(ValueError, match="GRAPHAPP_MAP_CREDIT"):
        from_environment(tiles)
    assert from_environment({**tiles, "GRAPHAPP_MAP_CREDIT": "© Tiles"}).map_credit == "© Tiles"
    assert from_environment({"GRAPHAPP_MAP_STYLE": "https://tiles.example/style.json"}).map_credit == ""
