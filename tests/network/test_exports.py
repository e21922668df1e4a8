"""What is exported is read by others, with the same nodes, edges, weights and measures."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import networkx
import pandas
import pytest
from click.testing import CliRunner

from graphapp.cli import main
from graphapp.network.exporting import FORMS
from graphapp.network.graph import PROJECTIONS
from tests.network.conftest import Columns

FORM = {form.name: form for form in FORMS}


def weights(columns: Columns) -> int:
    return int(sum(columns["edges"]["weight"]))


@pytest.mark.parametrize("name", PROJECTIONS)
def test_gexf(name: str, documents: dict[str, Columns]) -> None:
    columns = documents[name]
    content = FORM["gexf"].write(columns)
    graph = networkx.read_gexf(io.BytesIO(content))
    nodes = columns["nodes"]
    assert list(graph.nodes) == nodes["id"]
    assert graph.number_of_edges() == len(columns["edges"]["source"])
    assert sum(data["weight"] for *_, data in graph.edges(data=True)) == weights(columns)
    assert graph.is_directed() == (name == "whole")
    first = graph.nodes[nodes["id"][0]]
    assert (first["label"], first["degree"]) == (nodes["de"][0], nodes["measures"]["degree"][0])
    assert first["viz"]["position"]["x"] == nodes["x"][0]
    assert content == FORM["gexf"].write(columns)


@pytest.mark.parametrize("name", PROJECTIONS)
def test_graphml(name: str, documents: dict[str, Columns]) -> None:
    columns = documents[name]
    graph = networkx.read_graphml(io.BytesIO(FORM["graphml"].write(columns)))
    edges, nodes = columns["edges"], columns["nodes"]
    assert list(graph.nodes) == nodes["id"]
    assert graph.number_of_edges() == len(edges["source"])
    assert sum(data["weight"] for *_, data in graph.edges(data=True)) == weights(columns)
    begun = sorted(data["begin"] for *_, data in graph.edges(data=True) if "begin" in data)
    assert begun == sorted(year for year in edges["begin"] if year is not None)


@pytest.mark.parametrize("name", PROJECTIONS)
def test_cytoscape(name: str, documents: dict[str, Columns]) -> None:
    columns = documents[name]
    graph = networkx.cytoscape_graph(json.loads(FORM["cyjs"].write(columns)))
    assert sorted(graph.nodes) == columns["nodes"]["id"]
    assert graph.number_of_edges() == len(columns["edges"]["source"])


@pytest.mark.parametrize("name", PROJECTIONS)
def test_tables(name: str, documents: dict[str, Columns]) -> None:
    columns = documents[name]
    nodes = pandas.read_csv(io.BytesIO(FORM["nodes.csv"].write(columns)), index_col="Id")
    edges = pandas.read_csv(io.BytesIO(FORM["edges.csv"].write(columns)))
    assert list(nodes.index) == columns["nodes"]["id"]
    assert list(nodes["degree"]) == columns["nodes"]["measures"]["degree"]
    assert len(edges) == len(columns["edges"]["source"])
    assert edges["Weight"].sum() == weights(columns)
    assert edges["bridge"].sum() == len(columns["edges"]["bridge"])
    assert set(edges["Source"]) | set(edges["Target"]) == set(nodes.index)


def test_a_text_that_a_spreadsheet_would_run_is_only_text(documents: dict[str, Columns]) -> None:
    rows = csv.reader(io.StringIO(FORM["nodes.csv"].write(documents["whole"]).decode()))
    assert [cell for row in rows for cell in row if cell.startswith(("=", "@", "+"))] == []


def test_the_command_writes_the_format_that_the_name_of_the_file_says(
    release: Path, tmp_path: Path, documents: dict[str, Columns]
) -> None:
    environment = {"GRAPHAPP_RELEASES": str(release.parent)}
    columns = documents["networks"]
    for form in FORMS:
        target = tmp_path / f"networks.{form.name}"
        asked = ["export", "network", "--projection", "networks", "-o", str(target)]
        done = CliRunner().invoke(main, asked, env=environment)
        assert done.exit_code == 0, done.output
        assert (
            f"{len(columns['nodes']['id'])} nodes and {len(columns['edges']['source'])} edges" in done.output
        )
        assert target.read_bytes() == form.write(columns)
    done = CliRunner().invoke(main, ["export", "network", "-o", str(tmp_path / "x.xls")], env=environment)
    assert done.exit_code == 2
    assert "gexf, graphml, cyjs" in done.output
    done = CliRunner().invoke(
        main, ["export", "network", "-o", "x.gexf"], env={"GRAPHAPP_RELEASES": str(tmp_path)}
    )
    assert "graphapp build" in done.output
