"""Shapes decide what may be published."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from graphapp.build import release
from graphapp.build.errors import BuildError
from graphapp.build.pipeline import build_release
from tests.build.tiny import change, tiny_project

SHAPE = """\
@prefix foaf: <http://xmlns.com/foaf/0.1/> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix schema: <https://schema.org/> .
@prefix tcsh: <https://w3id.org/cluster-thueringen/shape/> .
tcsh:Person a sh:NodeShape ; sh:targetClass foaf:Person ; sh:property tcsh:Person-image .
tcsh:Person-image a sh:PropertyShape ; sh:path schema:image ; sh:minCount 1 ; sh:severity sh:{} ;
  sh:message "Ein Bild fehlt."@de , "A picture is missing."@en .
"""


def test_a_violation_stops_the_build_and_the_previous_release_stays(tmp_path: Path) -> None:
    settings = tiny_project(tmp_path)
    before = build_release(settings)
    change(settings, "shapes/person.ttl", SHAPE.format("Violation"))
    with pytest.raises(
        BuildError, match=r"2 violations.*\n.*erika-muster schema:image: A picture is missing"
    ):
        build_release(settings)
    assert release.current(settings.releases) == before.release


@pytest.mark.parametrize("severity", ["Warning", "Info"])
def test_a_lesser_finding_is_published_with_the_release(tmp_path: Path, severity: str) -> None:
    settings = tiny_project(tmp_path)
    change(settings, "shapes/person.ttl", SHAPE.format(severity))
    made = build_release(settings)
    quality = json.loads((made.release / release.QUALITY).read_text())
    assert quality[severity.lower()] == len(quality["findings"]) == 2
    assert {finding["message_de"] for finding in quality["findings"]} == {"Ein Bild fehlt."}
    assert made.manifest.counts.graphs_by_kind["shapes"] == 1
