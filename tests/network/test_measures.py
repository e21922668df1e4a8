"""The measures are those that networkx computes of the same graph, on the project's own data."""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import cache
from itertools import combinations
from pathlib import Path

import igraph
import networkx
import pytest
from networkx.algorithms.link_analysis.pagerank_alg import _pagerank_python

from graphapp.network import communities
from graphapp.network.document import significant
from graphapp.network.explained import MEASURES
from graphapp.network.graph import PROJECTIONS
from graphapp.network.measures import EXACT, SAMPLED, betweenness, brokerage, graph_of, measure
from graphapp.network.reading import stored
from tests.network.conftest import Columns


@cache
def graph(folder: Path, name: str) -> networkx.Graph[int]:
    """The undirected simple graph of a projection, made from the columns alone."""
    columns = stored(folder)[name].document()
    made = networkx.Graph()
    made.add_nodes_from(range(len(columns["nodes"]["id"])))
    edges = columns["edges"]
    for a, b, weight in zip(edges["source"], edges["target"], edges["weight"], strict=True):
        known = made.get_edge_data(a, b, {"weight": 0})["weight"]
        made.add_edge(a, b, weight=known + weight)
    return made


def same(found: Sequence[float | None], expected: Sequence[float | None]) -> bool:
    """Whether both are the same in the three digits that are kept."""
    return all(
        (one is None and other is None)
        or (one is not None and other is not None and math.isclose(one, other, rel_tol=6e-3, abs_tol=1e-12))
        for one, other in zip(found, expected, strict=True)
    )


@pytest.mark.parametrize("name", PROJECTIONS)
def test_degree_strength_core_and_clustering(name: str, release: Path, documents: dict[str, Columns]) -> None:
    measures, known = documents[name]["nodes"]["measures"], graph(release, name)
    assert measures["degree"] == [known.degree(node) for node in known]
    assert measures["strength"] == [known.degree(node, weight="weight") for node in known]
    core, clustering = networkx.core_number(known), networkx.clustering(known)
    assert measures["core"] == [core[node] for node in known]
    expected = [clustering[node] if known.degree(node) > 1 else None for node in known]
    assert same(measures["clustering"], expected)


@pytest.mark.parametrize("name", PROJECTIONS)
def test_pagerank(name: str, release: Path, documents: dict[str, Columns]) -> None:
    known = graph(release, name)
    expected = _pagerank_python(known, tol=1e-10, max_iter=1000)
    assert same(documents[name]["nodes"]["measures"]["pagerank"], [expected[node] for node in known])


@pytest.mark.parametrize("name", [name for name in PROJECTIONS if name != "whole"])
def test_betweenness(name: str, release: Path, documents: dict[str, Columns]) -> None:
    known = graph(release, name)
    expected = networkx.betweenness_centrality(known)
    assert same(documents[name]["nodes"]["measures"]["betweenness"], [expected[node] for node in known])


def test_betweenness_from_a_part_of_the_nodes(release: Path, documents: dict[str, Columns]) -> None:
    known = graph(release, "whole")
    sources = list(range(0, len(known), 100))
    expected = networkx.betweenness_centrality_subset(known, sources, list(known))
    pairs = {(min(edge), max(edge)): 1 for edge in known.edges}
    most = (len(known) - 1) * (len(known) - 2) / 2
    made = graph_of(len(known), pairs)
    assert same(
        betweenness(made, sources), [expected[node] * len(known) / len(sources) / most for node in known]
    )
    # From all nodes it is what the release has.
    assert same(documents["whole"]["nodes"]["measures"]["betweenness"], betweenness(made, range(len(known))))


@pytest.mark.parametrize("name", PROJECTIONS)
def test_constraint(name: str, release: Path, documents: dict[str, Columns]) -> None:
    known = graph(release, name)
    # networkx takes minutes for nodes of many neighbours.
    nodes = [node for node in known if known.degree(node) <= 12][:: max(1, len(known) // 80)]
    nodes += sorted((node for node in known if 12 < known.degree(node) <= 60), key=known.degree)[-2:]
    expected = networkx.constraint(known, nodes, weight="weight")
    found = documents[name]["nodes"]["measures"]["constraint"]
    assert same([found[node] for node in nodes], [expected[node] for node in nodes])
    assert nodes


@pytest.mark.parametrize("name", PROJECTIONS)
def test_bridges(name: str, release: Path, documents: dict[str, Columns]) -> None:
    edges = documents[name]["edges"]
    found = {tuple(sorted((edges["source"][edge], edges["target"][edge]))) for edge in edges["bridge"]}
    assert found == {tuple(sorted(edge)) for edge in networkx.bridges(graph(release, name))}


@pytest.mark.parametrize("name", PROJECTIONS)
def test_communities_are_as_modular_as_the_page_says_and_more_than_louvain_finds_less_a_hundredth(
    name: str, release: Path, documents: dict[str, Columns]
) -> None:
    known, columns = graph(release, name), documents[name]
    parts: dict[int, set[int]] = {}
    for node, community in enumerate(columns["nodes"]["community"]):
        parts.setdefault(community, set()).add(node)
    modularity = networkx.community.modularity(known, parts.values(), weight="weight")
    assert math.isclose(modularity, columns["modularity"], abs_tol=1e-4)
    louvain = networkx.community.louvain_communities(known, weight="weight", seed=1)
    assert modularity > networkx.community.modularity(known, louvain, weight="weight") - 0.01
    assert all(networkx.is_connected(known.subgraph(part)) for part in parts.values())


@pytest.mark.parametrize("name", PROJECTIONS)
def test_brokerage_is_the_number_of_pairs_of_neighbours_across_fields(
    name: str, release: Path, documents: dict[str, Columns]
) -> None:
    columns, known = documents[name], graph(release, name)
    fields = [frozenset(found) for found in columns["nodes"]["fields"]]
    found = columns["nodes"]["measures"]["brokerage"]
    for node in list(known)[:: max(1, len(known) // 300)]:
        across = sum(
            1
            for one, other in combinations(known[node], 2)
            if fields[one]
            and fields[other]
            and fields[one].isdisjoint(fields[other])
            and not known.has_edge(one, other)
        )
        assert found[node] == across, columns["nodes"]["id"][node]


def test_brokerage_of_a_small_graph_by_hand() -> None:
    # A star around 0; 1 and 2 are of different fields and tied, 3 has the field of 1, 4 none.
    star = igraph.Graph(5, [(0, 1), (0, 2), (0, 3), (0, 4), (1, 2)])
    assert brokerage(star, [[], ["optics"], ["cars"], ["optics"], []]) == [1, 0, 0, 0, 0]


def test_every_measure_has_an_explanation_of_one_sentence_in_both_languages() -> None:
    made = measure(graph_of(3, {(0, 1): 1, (1, 2): 2}), [[], [], []])
    assert list(made.values) == list(MEASURES)
    for _, _, german, english in MEASURES.values():
        assert german.endswith(".")
        assert english.endswith(".")
        assert german.count(". ") == english.count(". ") == 0


def test_a_large_graph_is_sampled_with_a_seed() -> None:
    nodes = EXACT + 1
    ring = graph_of(nodes, {(node, node + 1): 1 for node in range(nodes - 1)})
    found = betweenness(ring)
    assert found == betweenness(ring)
    exact = [value / ((nodes - 1) * (nodes - 2) / 2) for value in ring.betweenness(directed=False)]
    assert nodes > SAMPLED
    assert max(abs(one - other) for one, other in zip(found, exact, strict=True)) < 0.05


def test_python_draws_the_same_random_numbers_before_and_after() -> None:
    import random

    random.seed(7)
    expected = [random.random(), random.random()]
    random.seed(7)
    first = random.random()
    communities.find(graph_of(4, {(0, 1): 1, (2, 3): 1}))
    assert [first, random.random()] == expected


def test_whole_numbers_stay_and_others_have_three_digits() -> None:
    assert [significant(value) for value in (0.0, 1.0, 0.000123456, 12345.6)] == [0, 1, 0.000123, 12300]
