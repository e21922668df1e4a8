"""A file at fault is named with its line, and the previous release stays."""

from __future__ import annotations

from pathlib import Path

import pytest

from graphapp.build import release
from graphapp.build.errors import InputError
from graphapp.build.pipeline import build_release
from tests.build.tiny import change, tiny_project

BASE = "@base <https://w3id.org/cluster-thueringen/> .\n"

BROKEN = {
    "a syntax error in data": (
        "data/new.trig",
        "<urn:g> {\n  <urn:s> <urn:p> }\n",
        r"data/new\.trig:2:\d+: ",
    ),
    "an unknown prefix": ("data/new.trig", "<urn:g> {\n  x:s <urn:p> 1 }\n", r"new\.trig:2:3: .*prefix x:"),
    "a syntax error in the ontology": (
        "ontology/new.ttl",
        "<urn:s>\n  <urn:p> 'a\n",
        r"ontology/new\.ttl:2:\d+: ",
    ),
    "a syntax error in a rule": (
        "ontology/rules/inferred/15-new.rq",
        "CONSTRUCT { ?s ?p ?o }\nWHERE { ?s ?p }",
        r"rules/inferred/15-new\.rq:2:\d+: ",
    ),
    "a triple outside a named graph": (
        "data/new.trig",
        "<urn:g> { <urn:s> <urn:p> 1 }\n\n<urn:s> <urn:p> 2 .\n",
        r"data/new\.trig:3: a triple stands outside a named graph",
    ),
    "a statement in a graph of the build's own": (
        "data/new.trig",
        BASE + "<graph/current> {\n<urn:s> <urn:p> 2 .\n}\n",
        r"data/new\.trig:3: .*graph/current> is filled by the build",
    ),
    "a blank node in data": (
        "data/new.trig",
        "<urn:g> {\n  <urn:s> <urn:p> 1 ;\n    <urn:p> [ <urn:p> 2 ] }\n",
        r"data/new\.trig:3: a blank node",
    ),
    "a rule that selects": (
        "ontology/rules/inferred/15-new.rq",
        "SELECT * { ?s ?p ?o }",
        r"15-new\.rq: .*CONSTRUCT",
    ),
    "a rule that makes blank nodes": (
        "ontology/rules/inferred/15-new.rq",
        "CONSTRUCT { ?s <urn:p> [] } WHERE { ?s ?p ?o }",
        r"15-new\.rq: .*blank nodes",
    ),
    "a list of withheld people with other columns": (
        "data/withheld.csv",
        "person,date\n",
        r"withheld\.csv:1: .*id,date,reason",
    ),
    "a withheld person without a date": (
        "data/withheld.csv",
        "id,date,reason\nerika-muster,yesterday,asked\n",
        r"withheld\.csv:2: 'yesterday' is no date",
    ),
    "a withheld person given as an IRI": (
        "data/withheld.csv",
        "id,date,reason\nperson/erika-muster,2026-01-31,asked\n",
        r"withheld\.csv:2: 'person/erika-muster' is no id",
    ),
}


@pytest.mark.parametrize("case", BROKEN)
def test_a_broken_file_is_named_with_its_line_and_the_previous_release_stays(
    tmp_path: Path, case: str
) -> None:
    settings = tiny_project(tmp_path)
    before = build_release(settings)
    name, text, message = BROKEN[case]
    change(settings, name, text)
    with pytest.raises(InputError, match=message):
        build_release(settings)
    assert release.current(settings.releases) == before.release
    assert release.verify(before.release) == before.manifest
    assert [path.name for path in settings.releases.iterdir() if path.name.startswith(".building")] == []


def test_a_first_build_that_fails_leaves_no_pointer(tmp_path: Path) -> None:
    settings = tiny_project(tmp_path)
    change(settings, "data/new.trig", "<urn:s> <urn:p> 1 .")
    with pytest.raises(InputError):
        build_release(settings)
    assert release.current(settings.releases) is None
