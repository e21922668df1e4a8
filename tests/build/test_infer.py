"""Rules derive into their own graphs."""

from __future__ import annotations

from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Store

from graphapp.build import release
from graphapp.build.dump import open_dump
from graphapp.build.pipeline import build_release
from graphapp.namespaces import BASE, GRAPH_CURRENT, GRAPH_INFERRED, PREFIXES
from tests.build.tiny import change, tiny_project

TYPE = NamedNode(PREFIXES["rdf"] + "type")
OPTONET = NamedNode(BASE + "organisation/optonet")
ORGANISATION = NamedNode(PREFIXES["tc"] + "Organisation")
MEMBER_OF = NamedNode(PREFIXES["org"] + "memberOf")
INFERRED = NamedNode(GRAPH_INFERRED)


def load(folder: Path) -> Store:
    store = Store()
    with open_dump(folder / release.DATA) as quads:
        store.bulk_load(quads.read(), RdfFormat.N_QUADS)
    return store


def test_what_rules_derive_stands_in_the_graph_of_its_kind(tmp_path: Path) -> None:
    store = load(build_release(tiny_project(tmp_path)).release)
    assert Quad(OPTONET, TYPE, ORGANISATION, INFERRED) in store
    label = next(store.quads_for_pattern(OPTONET, NamedNode(PREFIXES["skos"] + "prefLabel"), None, None))
    assert label.object == Literal("OptoNet e. V.", language="de")
    assert label.graph_name == NamedNode(GRAPH_CURRENT)


def test_what_the_data_states_already_is_not_repeated_as_inferred(tmp_path: Path) -> None:
    settings = tiny_project(tmp_path)
    change(
        settings,
        "data/more.trig",
        f"<urn:g> {{ <{OPTONET.value}> a <{ORGANISATION.value}> }}",
    )
    store = load(build_release(settings).release)
    graphs = {quad.graph_name for quad in store.quads_for_pattern(OPTONET, TYPE, ORGANISATION, None)}
    assert graphs == {NamedNode("urn:g")}


def test_a_rule_sees_what_the_rules_before_it_derived(tmp_path: Path) -> None:
    settings = tiny_project(tmp_path)
    change(
        settings,
        "ontology/rules/inferred/30-colleagues.rq",
        f"CONSTRUCT {{ ?a <urn:knows> ?b }} WHERE {{ ?a {MEMBER_OF} ?x . ?b {MEMBER_OF} ?x }}",
    )
    store = load(build_release(settings).release)
    assert len(list(store.quads_for_pattern(None, NamedNode("urn:knows"), None, INFERRED))) == 4


def test_a_triple_in_two_graphs_counts_once_for_a_rule(tmp_path: Path) -> None:
    settings = tiny_project(tmp_path)
    change(settings, "data/a.trig", "<urn:g1> { <urn:s> <urn:p> <urn:o> }")
    change(settings, "data/b.trig", "<urn:g2> { <urn:s> <urn:p> <urn:o> }")
    change(
        settings,
        "ontology/rules/inferred/30-count.rq",
        "CONSTRUCT { <urn:s> <urn:triples> ?all ; <urn:graphs> ?graphs } WHERE {"
        " { SELECT (COUNT(*) AS ?all) { <urn:s> <urn:p> ?o } }"
        " { SELECT (COUNT(*) AS ?graphs) { GRAPH ?g { <urn:s> <urn:p> ?o } } } }",
    )
    store = load(build_release(settings).release)
    values = {
        quad.predicate.value: quad.object
        for quad in store.quads_for_pattern(NamedNode("urn:s"), None, None, INFERRED)
    }
    assert values == {"urn:triples": Literal(1), "urn:graphs": Literal(2)}


def test_a_rule_gives_the_same_in_small_batches(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings = tiny_project(tmp_path)
    whole = (build_release(settings).release / release.DATA).read_bytes()
    monkeypatch.setattr("graphapp.build.infer.BATCH", 1)
    assert (build_release(settings, force=True).release / release.DATA).read_bytes() == whole
