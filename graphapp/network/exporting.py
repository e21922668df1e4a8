"""Write a projection for other programs: GEXF and GraphML, Cytoscape JSON, and tables of nodes and edges."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from graphapp.namespaces import BASE
from graphapp.network.graph import COUNTS

if TYPE_CHECKING:
    import networkx

Columns = Mapping[str, Any]
"""What `graphapp.network.document.document` made."""
_DIRECTED: Final = ("whole",)


@dataclass(frozen=True)
class Form:
    """A format: the end of the name of its files, its media type, and what writes it."""

    name: str
    media_type: str
    write: Callable[[Columns], bytes]


def to_networkx(columns: Columns) -> networkx.MultiGraph[str] | networkx.MultiDiGraph[str]:
    """Return the projection as a graph of networkx: nodes by path with their attributes, edges with relation, weight and
    years. The whole is directed, the others are not.
    """
    import networkx

    graph = networkx.MultiDiGraph() if columns["projection"] in _DIRECTED else networkx.MultiGraph()
    graph.graph["name"] = columns["en"]
    for node in node_rows(columns):
        path = str(node.pop("Id"))
        x, y = node["x"], node["y"]
        graph.add_node(path, **{_small(key): value for key, value in node.items() if value is not None})
        graph.nodes[path]["viz"] = {"position": {"x": float(x), "y": float(y), "z": 0.0}}
    for edge in edge_rows(columns):
        source, target = edge.pop("Source"), edge.pop("Target")
        del edge["Type"]
        graph.add_edge(
            source, target, **{_small(key): value for key, value in edge.items() if value is not None}
        )
    return graph


def node_rows(columns: Columns) -> Iterator[dict[str, Any]]:
    """Yield the nodes as rows, with the names of columns that Gephi knows (``Id``, ``Label``)."""
    nodes = columns["nodes"]
    for place, path in enumerate(nodes["id"]):
        fields = [columns["fields"][field]["id"] for field in nodes["fields"][place]]
        districts = [columns["districts"][district]["id"] for district in nodes["districts"][place]]
        yield {
            "Id": path,
            "Label": nodes["de"][place],
            "label_en": nodes["en"][place] or nodes["de"][place],
            "iri": BASE + path,
            "kind": columns["kinds"][nodes["kind"][place]]["id"],
            "field": fields[0] if fields else None,
            "fields": " ".join(fields) or None,
            "district": districts[0] if districts else None,
            "districts": " ".join(districts) or None,
            "begin": nodes["begin"][place],
            "end": nodes["end"][place],
            "community": nodes["community"][place],
            "x": nodes["x"][place],
            "y": nodes["y"][place],
            **{name: _number(name, values[place]) for name, values in nodes["measures"].items()},
        }


def edge_rows(columns: Columns) -> Iterator[dict[str, Any]]:
    """Yield the edges as rows, with the names of columns that Gephi knows (``Source``, ``Target``, ``Type``, ``Weight``)."""
    edges, nodes = columns["edges"], columns["nodes"]["id"]
    bridges = set(edges["bridge"])
    kind = "Directed" if columns["projection"] in _DIRECTED else "Undirected"
    for place, source in enumerate(edges["source"]):
        relation = columns["relations"][edges["relation"][place]]
        yield {
            "Source": nodes[source],
            "Target": nodes[edges["target"][place]],
            "Type": kind,
            "Label": relation["de"],
            "label_en": relation["en"],
            "relation": relation["id"],
            "Weight": edges["weight"][place],
            "begin": edges["begin"][place],
            "end": edges["end"][place],
            "bridge": place in bridges,
        }


def _gexf(columns: Columns) -> bytes:
    import networkx

    graph = to_networkx(columns)
    for _, data in (*graph.nodes(data=True), *((None, data) for *_, data in graph.edges(data=True))):
        # What GEXF calls the begin; its readers show a time line of it.
        if "begin" in data:
            data["start"] = data.pop("begin")
    out = io.BytesIO()
    writer = networkx.readwrite.gexf.GEXFWriter(encoding="utf-8", version="1.2draft")
    writer.add_graph(graph)
    for meta in writer.xml.iter("meta"):
        # The same graph is the same file on any day.
        meta.attrib.pop("lastmodifieddate", None)
    writer.write(out)
    return out.getvalue()


def _graphml(columns: Columns) -> bytes:
    import networkx

    graph = to_networkx(columns)
    for _, data in graph.nodes(data=True):
        del data["viz"]
    out = io.BytesIO()
    networkx.write_graphml_xml(graph, out, named_key_ids=True, infer_numeric_types=True)
    return out.getvalue()


def _cytoscape(columns: Columns) -> bytes:
    import networkx

    graph = to_networkx(columns)
    elements = networkx.cytoscape_data(graph)
    for node in elements["elements"]["nodes"]:
        data = node["data"]
        node["position"] = {"x": data["x"], "y": -data["y"]}
        data["name"] = data["label"]
        del data["viz"]
    for number, edge in enumerate(elements["elements"]["edges"]):
        edge["data"] |= {"id": f"e{number}", "interaction": edge["data"]["relation"]}
    elements["data"] = {"name": columns["en"], "shared_name": columns["projection"]}
    return json.dumps(elements, ensure_ascii=False).encode()


def _table(rows: Iterator[dict[str, Any]]) -> bytes:
    found = list(rows)
    out = io.StringIO()
    writer = csv.DictWriter(out, list(found[0]) if found else ["Id"], lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(found)
    return out.getvalue().encode()


FORMS: Final[Sequence[Form]] = (
    Form("gexf", "application/gexf+xml", _gexf),
    Form("graphml", "application/graphml+xml", _graphml),
    Form("cyjs", "application/json", _cytoscape),
    Form("nodes.csv", "text/csv; charset=utf-8; header=present", lambda columns: _table(node_rows(columns))),
    Form("edges.csv", "text/csv; charset=utf-8; header=present", lambda columns: _table(edge_rows(columns))),
)
"""The formats there are."""


def _number(measure: str, value: float | None) -> float | None:
    # Readers take the type of an attribute from its first value.
    return value if value is None or measure in COUNTS else float(value)


def _small(name: str) -> str:
    return {"Label": "label", "Weight": "weight"}.get(name, name)
