"""Nodes are drawn apart, the same way every time, and where they were before."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from statistics import median

import pytest
from pyoxigraph import Store

from graphapp.build.inputs import collect
from graphapp.build.network import network_queries
from graphapp.config import PROJECT, Settings
from graphapp.network import communities
from graphapp.network.asking import read_projections
from graphapp.network.document import document
from graphapp.network.graph import PROJECTIONS, Projection, Thing, Tie
from graphapp.network.layout import lay_out
from graphapp.network.measures import graph_of
from graphapp.network.spacing import apart, pack, rings
from graphapp.network.things import Lexicon
from tests.network.conftest import Columns


@pytest.fixture(scope="module")
def read(store: Store) -> tuple[dict[str, Projection], Lexicon]:
    projections, lexicon = read_projections(store, network_queries(collect(Settings())))
    return {projection.name: projection for projection in projections}, lexicon


def nearest(points: Sequence[tuple[int, int]]) -> list[float]:
    """Distance of each point from the nearest other."""
    return [
        min(math.dist(point, other) for place, other in enumerate(points) if place != number)
        for number, point in enumerate(points)
    ]


@pytest.mark.parametrize("name", PROJECTIONS)
def test_no_two_nodes_lie_on_one_another(name: str, documents: Mapping[str, Columns]) -> None:
    nodes = documents[name]["nodes"]
    points = list(zip(nodes["x"], nodes["y"], strict=True))
    assert len(set(points)) == len(points)
    assert max(abs(value) for point in points for value in point) <= 12_000
    some = nearest(points) if len(points) < 1000 else nearest(points[:1000])
    assert min(some) > 0.5 * median(some) or min(some) > 40


@pytest.mark.parametrize("name", PROJECTIONS)
def test_the_same_data_are_the_same_file(name: str, read: tuple[dict[str, Projection], Lexicon]) -> None:
    projections, lexicon = read
    first, second = (document(projections[name], lexicon, "r") for _ in range(2))
    assert first == second


def test_a_new_node_comes_to_its_neighbours_and_moves_the_others_little(
    read: tuple[dict[str, Projection], Lexicon],
) -> None:
    projections, lexicon = read
    whole = projections["whole"]
    before = document(whole, lexicon, "r")
    new = Thing("organisation/aa-new", "Company", {"de": "Neu"})
    hosts = ["organisation/optonet", "organisation/jenoptik", "field/optik-optoelektronik"]
    grown = Projection(
        "whole",
        tuple(sorted((*whole.things, new), key=lambda thing: thing.path)),
        tuple(sorted((*whole.ties, *(Tie(new.path, host, "cooperates") for host in hosts)))),
    )
    after = document(grown, lexicon, "s", before)
    was = dict(
        zip(before["nodes"]["id"], zip(before["nodes"]["x"], before["nodes"]["y"], strict=True), strict=True)
    )
    now = dict(
        zip(after["nodes"]["id"], zip(after["nodes"]["x"], after["nodes"]["y"], strict=True), strict=True)
    )
    moved = {path: math.dist(point, now[path]) for path, point in was.items()}
    assert sum(distance > 0 for distance in moved.values()) < len(was) / 20
    assert max(moved.values()) < 400
    middle = [sum(values) / len(hosts) for values in zip(*(was[host] for host in hosts), strict=True)]
    assert math.dist(now[new.path], middle) < 500
    changed = sum(
        one != other
        for one, other in zip(
            before["nodes"]["community"],
            [
                community
                for path, community in zip(after["nodes"]["id"], after["nodes"]["community"], strict=True)
                if path != new.path
            ],
            strict=True,
        )
    )
    assert changed < len(was) / 20


def test_the_same_things_stay_where_they_were(read: tuple[dict[str, Projection], Lexicon]) -> None:
    projections, lexicon = read
    first = document(projections["shared-projects"], lexicon, "r")
    second = document(projections["shared-projects"], lexicon, "r", first)
    assert first == second


def test_a_graph_of_other_nodes_is_laid_out_anew() -> None:
    graph = graph_of(4, {(0, 1): 1, (1, 2): 1, (2, 3): 1})
    found = communities.find(graph)
    assert lay_out(graph, found, [(1.0, 1.0), None, None, None]) == lay_out(graph, found)


@pytest.mark.parametrize("name", PROJECTIONS)
def test_the_discs_of_the_picture_at_its_start_do_not_overlap(
    name: str, documents: Mapping[str, Columns]
) -> None:
    nodes = documents[name]["nodes"]
    sizes = (PROJECT / "graphapp/frontend/src/explore/sizes.ts").read_text("utf-8")
    smallest, largest = (
        float(found) for found in re.findall(r"const (?:SMALLEST|LARGEST) = ([\d.]+);", sizes)
    )
    degrees, few = nodes["measures"]["degree"], len(nodes["id"]) < 60
    # What is 20,000 wide and high stands in 620 pixels.
    pixel = 20_000 / 620 * (1.5 if few else 1)
    radii = [pixel * (smallest + (largest - smallest) * math.sqrt(one / max(degrees))) for one in degrees]
    points = list(zip(nodes["x"], nodes["y"], strict=True))
    deep = [
        radii[a] + radii[b] - math.dist(points[a], points[b])
        for a in range(len(points))
        for b in range(a)
        if abs(points[a][0] - points[b][0]) < radii[a] + radii[b]
    ]
    # Of thousands of nodes the smallest overlap by less than a third of a pixel.
    assert max(deep, default=0.0) < (pixel / 3 if len(points) > 1000 else 1e-6)


def test_a_large_disc_stays_where_a_small_one_is_pushed_away() -> None:
    large, small = apart([(0.0, 0.0), (1.0, 0.0)], [10.0, 1.0])
    assert math.dist(large, small) > 10.9
    assert math.hypot(*large) < 0.2


def test_discs_do_not_overlap() -> None:
    radii = [9.0, 5.0, 5.0, 4.0, 2.0, 2.0, 1.0, 1.0]
    centres = pack(radii, {(0, 1): 5, (0, 2): 1, (1, 3): 2})
    edge = max(math.hypot(*centre) + radius for centre, radius in zip(centres, radii, strict=True))
    around = [3.0, 3.0, 2.0, *[1.0] * 60]
    discs = list(zip([*centres, *rings(around, edge)], [*radii, *around], strict=True))
    for number, (centre, radius) in enumerate(discs):
        for other, wide in discs[:number]:
            assert math.dist(centre, other) >= radius + wide - 1e-6


def test_points_that_coincide_are_moved_apart() -> None:
    points = apart([(0.0, 0.0)] * 9, [0.5] * 9)
    assert min(math.dist(a, b) for i, a in enumerate(points) for b in points[:i]) > 0.95


def test_what_is_empty_has_no_places(tmp_path: Path) -> None:
    graph = graph_of(0, {})
    assert lay_out(graph, communities.find(graph)) == []
