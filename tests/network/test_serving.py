"""The projections over HTTP."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import urllib3

from graphapp.network.exporting import FORMS
from graphapp.network.graph import PROJECTIONS
from tests.live_server import serving
from tests.network.conftest import Columns
from tests.small_release import make_release

HTTP = urllib3.PoolManager(retries=False)


def get(url: str, **headers: str) -> Any:
    return HTTP.request(
        "GET", url, headers={name.replace("_", "-"): value for name, value in headers.items()}
    )


@pytest.mark.parametrize("name", PROJECTIONS)
def test_a_projection_is_sent_as_it_is_in_the_release_and_not_again(
    name: str, real: str, documents: dict[str, Columns]
) -> None:
    answer = get(f"{real}/explore/{name}.json")
    assert answer.json() == documents[name]
    assert answer.headers["Content-Type"] == "application/json"
    assert answer.headers["Cache-Control"].startswith("public, max-age=")
    assert get(f"{real}/explore/{name}.json", If_None_Match=answer.headers["ETag"]).status == 304
    assert get(f"{real}/explore/{name}.json", Accept_Encoding="br").headers["Content-Encoding"] == "br"


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.name)
def test_a_projection_can_be_had_in_every_format(form: Any, real: str, documents: dict[str, Columns]) -> None:
    url = f"{real}/network/shared-projects.{form.name}"
    answer = get(url)
    assert answer.status == 200
    assert answer.data == form.write(documents["shared-projects"])
    assert f"shared-projects.{form.name}" in answer.headers["Content-Disposition"]
    assert get(url, If_None_Match=answer.headers["ETag"]).status == 304


@pytest.mark.parametrize("name", PROJECTIONS)
def test_every_relation_between_two_leads_to_its_sources(
    name: str, real: str, documents: dict[str, Columns]
) -> None:
    columns = documents[name]
    edges, ids = columns["edges"], columns["nodes"]["id"]
    for place in range(0, len(edges["source"]), max(1, len(edges["source"]) // 40)):
        a, b = ids[edges["source"][place]], ids[edges["target"][place]]
        told = get(f"{real}/explore/{name}/edge?a={a}&b={b}&lang=de").json()
        assert (told["a"], told["b"]) == (a, b)
        relation = columns["relations"][edges["relation"][place]]
        found = next(one for one in told["relations"] if one["de"] == relation["de"])
        assert (found["relation"], found["begin"], found["end"]) == (
            relation["id"],
            edges["begin"][place],
            edges["end"][place],
        )
        assert found["sources"], (a, relation["id"], b)
        assert all(source["id"].startswith("source/") and source["title"] for source in found["sources"])
        if name != "whole" and relation["id"] != "shared-people":
            assert len(found["via"]) == edges["weight"][place]


def test_a_tie_is_told_from_the_side_that_asks_in_the_language_that_it_wants(real: str) -> None:
    ends = "a=organisation/optonet&b=organisation/jenoptik"
    told = get(f"{real}/explore/whole/edge?{ends}").json()
    member = next(one for one in told["relations"] if one["relation"] == "member")
    assert (member["de"], member["en"]) == ("hat als Mitglied", "has as a member")
    shared = "a=organisation/jenoptik&b=organisation/eah-jena"
    for language in ("de", "en"):
        told = get(f"{real}/explore/shared-networks/edge?{shared}&lang={language}").json()
        assert [one["id"] for one in told["relations"][0]["via"]] == ["organisation/jena-digital"]


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/explore/nothing.json", 404),
        ("/network/nothing.gexf", 404),
        ("/network/whole.xls", 404),
        ("/network/whole", 404),
        ("/explore/nothing/edge?a=x&b=y", 404),
        ("/explore/whole/edge?a=organisation/optonet&b=organisation/nobody", 404),
        ("/explore/whole/edge?a=organisation/optonet&b=organisation/optonet", 404),
        ("/explore/whole/edge?a=organisation/optonet", 400),
        ("/explore/whole/edge", 400),
        ("/explore/whole/edge?a=organisation/optonet&b=organisation/jenoptik&lang=fr", 400),
        ("/explore/whole/edge?a=%3E%20%7D%20%23&b=%00%22", 404),
    ],
)
def test_what_is_not_there_is_a_problem(path: str, status: int, real: str) -> None:
    answer = get(real + path, Accept="application/json")
    assert answer.status == status
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert json.loads(answer.data)["status"] == status


def test_a_release_without_projections_says_how_to_make_them(tmp_path: Path) -> None:
    with serving(make_release(tmp_path / "releases"), tmp_path / "server.log") as url:
        for path in ("/explore/whole.json", "/network/whole.gexf", "/explore/whole/edge?a=x&b=y"):
            answer = get(url + path, Accept="application/json")
            assert answer.status == 503
            assert "graphapp build" in answer.json()["detail"]
