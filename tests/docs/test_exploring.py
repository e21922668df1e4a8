"""The stories of docs/exploring.md: each link shows what the page says, in either language."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from itertools import pairwise
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import networkx as nx
import pytest
from werkzeug.datastructures import MultiDict

from graphapp.config import Settings
from graphapp.network.writing import FOLDER
from graphapp.web.explore.shown import Shown, listed
from graphapp.web.explore.state import read_state

PAGE = (Settings().project / "docs/exploring.md").read_text("utf-8")
LINKS = {
    language: re.findall(rf"\(http://127\.0\.0\.1:8000(/{language}/explore\?[^)]+)\)", PAGE)
    for language in ("de", "en")
}


SCRIPTS = Settings().project / "graphapp/frontend/src"
ARROWS = ("ArrowUp", "ArrowDown", "ArrowLeft", "ArrowRight")


def handled() -> set[str]:
    """Return the keys that the explorer's scripts ask for, as browsers name them."""
    asked = re.compile(r'(?:key === |case |key\.startsWith\()"([^"]+)"')
    folder = SCRIPTS / "explore"
    texts = [(folder / name).read_text("utf-8") for name in ("keys.ts", "searchbox.ts", "side.ts")]
    texts.append((SCRIPTS / "search/shortcut.ts").read_text("utf-8"))
    keys = {key for text in texts for key in asked.findall(text)}
    return keys - {"Arrow"} | set(ARROWS) if "Arrow" in keys else keys


def test_every_key_that_the_code_handles_is_listed_in_both_languages() -> None:
    keys = handled()
    assert {"x", "z", "Home", "Escape", "/", "+", *ARROWS} <= keys
    for part in PAGE.split("\n## ")[1:]:
        told = {
            key for row in re.findall(r"^\| (`[^|]+) \|", part, re.M) for key in re.findall(r"`([^`]+)`", row)
        }
        listed = {name if len(name := key.split("+")[-1] or "+") > 1 else name.lower() for key in told}
        assert keys - listed == set(), part.split("\n")[0]
        assert listed - keys - {"Shift", "Umschalt"} == set(), part.split("\n")[0]


@pytest.fixture(scope="module")
def networks(release: Path) -> Mapping[str, Any]:
    """The files of the projections, by their names."""
    return {
        name: json.loads((release / FOLDER / f"{name}.json").read_text("utf-8"))
        for name in ("whole", "networks", "shared-networks")
    }


def shown(networks: Mapping[str, Any], link: str) -> Shown:
    arguments = MultiDict(parse_qsl(urlsplit(link).query))
    state = read_state(arguments)
    return listed(networks[state.projection], state)


def test_both_languages_tell_the_same_stories() -> None:
    german, english = ([link[3:] for link in LINKS[language]] for language in ("de", "en"))
    assert german == english
    assert len(german) == 8


def test_who_bridges_optics_and_life_sciences(networks: Mapping[str, Any]) -> None:
    first = shown(networks, LINKS["en"][0]).rows[:7]
    assert {row.id for row in first[:2]} == {"organisation/tu-ilmenau", "organisation/fsu-jena"}
    assert {row.id for row in first[2:4]} == {"organisation/eah-jena", "organisation/leibniz-ipht"}
    two = {"optik-optoelektronik", "life-sciences"}
    both = {row.id for row in first if two <= {field["id"] for field in row.fields}}
    assert both == {"organisation/thcm", "organisation/infectognostics"}


@pytest.mark.parametrize(("link", "things", "ties"), [(1, 17, 0), (2, 39, 13), (3, 94, 306)])
def test_the_network_of_three_years(networks: Mapping[str, Any], link: int, things: int, ties: int) -> None:
    seen = shown(networks, LINKS["en"][link])
    assert (seen.count, seen.ties) == (things, ties)
    assert re.search(rf"\b{things}\b", PAGE)


def test_where_funding_went(networks: Mapping[str, Any]) -> None:
    rows = {row.id: row.value for row in shown(networks, LINKS["en"][4]).rows}
    first, *_ = rows
    assert (first, rows[first]) == ("programme/efre-07-13-fue", 342)
    assert rows["programme/efre-thueringen-2014-2020"] == 150


def test_from_photonics_to_medical_technology(networks: Mapping[str, Any]) -> None:
    nodes, edges = networks["whole"]["nodes"], networks["whole"]["edges"]
    kinds = [networks["whole"]["kinds"][kind]["id"] for kind in nodes["kind"]]
    graph = nx.Graph(zip(edges["source"], edges["target"], strict=True))
    ends = [nodes["id"].index(f"organisation/{name}") for name in ("optonet", "medways")]
    paths = list(nx.all_shortest_paths(graph, *ends))
    assert [len(list(pairwise(path))) for path in paths] == [2] * 4
    assert sorted(kinds[path[1]] for path in paths) == ["Initiative", "Initiative", "Programme", "Topic"]


def test_why_many_ties_do_not_make_important(networks: Mapping[str, Any]) -> None:
    by_degree, by_betweenness = (shown(networks, LINKS["en"][link]).rows for link in (6, 7))
    assert [row.value for row in by_degree[20:60]] == [73] * 40
    assert [row.id.removeprefix("organisation/") for row in by_betweenness[:3]] == [
        "iab-weimar",
        "eah-jena",
        "bauhaus-uni-weimar",
    ]
