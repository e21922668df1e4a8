"""The projections hold what SPARQL counts, no more and no less."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any, Final

import brotli
import pytest
import zstandard
from pyoxigraph import QuerySolutions, Store

from graphapp.namespaces import BASE, PREFIXES
from graphapp.network.graph import PROJECTIONS
from graphapp.network.reading import stored
from tests.network.conftest import Columns

KINDS: Final = "tc:Organisation, tc:Project, tc:Programme, foaf:Person, tc:Field, tc:Topic"
NOT_OPEN: Final = "FILTER NOT EXISTS { ?s tc:status ?status . FILTER (?status != code:former) }"
STATED: Final = {
    "member": f"?s org:member ?a ; org:organization ?b . FILTER EXISTS {{ ?s a tc:Membership }} {NOT_OPEN}",
    "leads": f"?s org:member ?a ; tc:post/org:postIn ?b . {NOT_OPEN}",
    "role": f"?s org:member ?a ; org:organization ?b . FILTER EXISTS {{ ?s a tc:Tenure }} "
    f"FILTER NOT EXISTS {{ ?s tc:post ?p }} {NOT_OPEN}",
    "coordinates": "?s tc:participant ?a ; tc:participatesIn ?b ; org:role role:coordinator . " + NOT_OPEN,
    "participates": "?a tc:takesPartIn ?b . "
    "FILTER NOT EXISTS { ?s tc:participant ?a ; tc:participatesIn ?b ; org:role role:coordinator }",
    "part": "?b dcterms:hasPart ?a",
    "subsidiary": "?a tc:subsidiaryOf ?b",
    "shareholder": "?a tc:shareholderOf ?b",
    "successor": "{ ?a tc:successorOf ?b } UNION { ?b tc:mergedInto ?a } UNION { ?b tc:renamedTo ?a }",
    "founder": "?a schema:founder|tc:initiator ?b",
    "operator": "?a tc:host|tc:operator ?b",
    "funder": "?a schema:funder ?b",
    "programme": "?a tc:fundingProgramme ?b",
    "field": "?a tc:field ?b",
    "topic": "?a tc:topic ?b",
    "cooperates": "?a tc:cooperatesWith ?b . FILTER (STR(?a) < STR(?b))",
}
SHARED: Final = {
    "shared-networks": (
        "shared-networks",
        "?via a tc:Network . ?a org:memberOf ?via . ?b org:memberOf ?via .",
        "Organisation",
    ),
    "shared-projects": (
        "shared-projects",
        "?via a tc:Project . ?a tc:takesPartIn ?via . ?b tc:takesPartIn ?via .",
        "Organisation",
    ),
    "shared-members": (
        "networks",
        "?via org:memberOf ?a . ?via org:memberOf ?b . ?via a tc:Organisation .",
        "Network",
    ),
    "shared-topics": ("networks", "?a a tc:Network . ?a tc:topic ?via . ?b tc:topic ?via .", "Network"),
    "shared-organisations": (
        "fields",
        "?via tc:field ?a . ?via tc:field ?b . ?via a tc:Organisation . FILTER (?via != <organisation/thcm>)",
        "Field",
    ),
}


def ask(store: Store, text: str) -> list[tuple[str, ...]]:
    prefixes = "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in PREFIXES.items())
    found = store.query(f"BASE <{BASE}>\n{prefixes}{text}", use_default_graph_as_union=True)
    assert isinstance(found, QuerySolutions)
    return [tuple(cell.value.removeprefix(BASE) for cell in row) for row in found]


def edges_of(columns: Columns, relation: str) -> dict[tuple[str, str], int]:
    edges, ids = columns["edges"], columns["nodes"]["id"]
    names = [known["id"] for known in columns["relations"]]
    return {
        (ids[a], ids[b]): weight
        for a, b, of, weight in zip(
            edges["source"], edges["target"], edges["relation"], edges["weight"], strict=True
        )
        if names[of] == relation
    }


@pytest.mark.parametrize("relation", STATED)
def test_the_whole_has_each_statement_once(
    relation: str, documents: dict[str, Columns], store: Store
) -> None:
    classes = " ".join(
        f"FILTER EXISTS {{ ?{end} a ?{end}Class . FILTER (?{end}Class IN ({KINDS})) }}" for end in "ab"
    )
    asked = ask(store, f"SELECT DISTINCT ?a ?b WHERE {{ {STATED[relation]} FILTER (?a != ?b) {classes} }}")
    assert sorted(edges_of(documents["whole"], relation)) == sorted(asked)
    assert asked


def test_the_whole_has_no_other_relations(documents: dict[str, Columns]) -> None:
    assert sorted(known["id"] for known in documents["whole"]["relations"]) == sorted(STATED)


@pytest.mark.parametrize("relation", SHARED)
def test_a_projection_has_each_pair_with_the_number_of_things_it_shares(
    relation: str, documents: dict[str, Columns], store: Store
) -> None:
    projection, pattern, kind = SHARED[relation]
    asked = ask(
        store,
        f"SELECT ?a ?b (COUNT(?via) AS ?weight) WHERE {{ {{ SELECT DISTINCT ?a ?b ?via WHERE {{ {pattern} "
        f"FILTER (STR(?a) < STR(?b)) FILTER EXISTS {{ ?a a tc:{kind} }} FILTER EXISTS {{ ?b a tc:{kind} }} }} }} }} "
        "GROUP BY ?a ?b",
    )
    assert edges_of(documents[projection], relation) == {(a, b): int(weight) for a, b, weight in asked}


def test_networks_share_the_people_who_had_a_role_in_both_at_a_time(
    documents: dict[str, Columns], store: Store
) -> None:
    asked = Counter(
        (a, b)
        for a, b, _ in ask(
            store,
            f"""SELECT DISTINCT ?a ?b ?via WHERE {{
              ?a a tc:Network . ?b a tc:Network .
              FILTER (STR(?a) < STR(?b))
              {{ SELECT DISTINCT ?a ?via WHERE {{
                ?s org:member ?via ; org:organization ?a . FILTER EXISTS {{ ?s a tc:Tenure }} {NOT_OPEN} }} }}
              {{ SELECT DISTINCT ?b ?via WHERE {{
                ?s org:member ?via ; org:organization ?b . FILTER EXISTS {{ ?s a tc:Tenure }} {NOT_OPEN} }} }}
            }}""",
        )
    )
    found = edges_of(documents["networks"], "shared-people")
    apart = asked - Counter(found)
    assert not Counter(found) - asked
    # Walter Rosenthal left one conference of presidents before he came to the other, Thomas Deufel one BioRegio.
    assert 0 < apart.total() < 10
    assert sum(found.values()) > 10 * apart.total()


@pytest.mark.parametrize("name", PROJECTIONS)
def test_every_node_has_a_tie_and_every_column_the_same_length(
    name: str, documents: dict[str, Columns]
) -> None:
    columns = documents[name]
    nodes, edges = columns["nodes"], columns["edges"]
    count, ties = len(nodes["id"]), len(edges["source"])
    assert nodes["id"] == sorted(set(nodes["id"]))
    assert {*edges["source"], *edges["target"]} == set(range(count))
    assert {len(values) for key, values in nodes.items() if key != "measures"} == {count}
    assert {len(values) for values in nodes["measures"].values()} == {count}
    assert {len(values) for key, values in edges.items() if key != "bridge"} == {ties}
    assert [one["size"] for one in columns["communities"]] == [
        size for _, size in sorted(Counter(nodes["community"]).items())
    ]
    assert all(
        known["de"] and known["en"]
        for part in ("kinds", "fields", "relations", "measures", "communities")
        for known in columns[part]
    )


@pytest.mark.parametrize("name", PROJECTIONS)
def test_no_tie_ends_before_it_begins(name: str, documents: dict[str, Columns]) -> None:
    edges = documents[name]["edges"]
    spans = list(zip(edges["begin"], edges["end"], strict=True))
    assert [one for one in spans if None not in one and one[0] > one[1]] == []


def test_what_a_browser_gets_is_less_than_200_kb(release: Path) -> None:
    for known in stored(release).values():
        content = known.path.read_bytes()
        compressed: list[Any] = [
            brotli.compress(content, quality=5),  # type: ignore[no-untyped-call]
            zstandard.ZstdCompressor(level=3).compress(content),
        ]
        assert max(map(len, compressed)) < 200_000, known.name
