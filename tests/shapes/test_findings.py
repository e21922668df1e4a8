"""A finding leads a curator to the place: file, graph and line."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import asdict
from pathlib import Path
from typing import Final

import pytest
from click.testing import CliRunner
from rdflib import Graph
from rdflib.namespace import SH

from graphapp.build.release import QUALITY
from graphapp.build.validate import Finding, check_release
from graphapp.build.validate.comparison import EnginesDisagreeError, compare
from graphapp.build.validate.finding import SHAPES, shortened
from graphapp.build.validate.report_formats import to_csv, to_json, to_turtle
from graphapp.build.validate.unpublished import assemble_unchecked, read_release
from graphapp.cli import main
from graphapp.config import Settings
from graphapp.namespaces import BASE

DATA: Final = """\
@base <https://w3id.org/cluster-thueringen/> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix schema: <https://schema.org/> .
@prefix tc: <https://w3id.org/cluster-thueringen/ontology#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .

<source/fair-page> {
  <source/fair-page> a tc:SourceDocument ;
    dcterms:title "A page"@en ;
    schema:url <https://example.org/page> ;
    dcterms:issued "2016"^^xsd:gYear .

  <event/fair>
    a tc:Event ;
    dcterms:date "Easter" .
}
"""
LABELS: Final = """\
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX tc: <https://w3id.org/cluster-thueringen/ontology#>
CONSTRUCT { ?event skos:prefLabel "Messe"@de } WHERE { ?event a tc:Event }
"""

ONTOLOGY: Final = """\
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix tc: <https://w3id.org/cluster-thueringen/ontology#> .
tc:Event a owl:Class .
tc:SourceDocument a owl:Class .
"""
FILES: Final = {
    "data/pages/fair-page.trig": DATA,
    "ontology/tiny.ttl": ONTOLOGY,
    "ontology/rules/current/10.rq": LABELS,
}


@pytest.fixture
def project(tmp_path: Path) -> Settings:
    """A project of one document, with the real shapes and promises."""
    real = Settings()
    for folder in ("shapes", "queries"):
        (tmp_path / folder).symlink_to(real.project / folder)
    for name, text in FILES.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    return Settings(project=tmp_path, releases=tmp_path / "release")


def found(project: Settings) -> tuple[Finding, ...]:
    return check_release(assemble_unchecked(project), project, "pyrudof")


def test_a_bad_date_is_found_at_the_thing_that_has_it(project: Settings) -> None:
    (finding,) = (finding for finding in found(project) if finding.severity == "violation")
    assert (finding.file, finding.line) == ("data/pages/fair-page.trig", 13)
    assert finding.graph == BASE + "source/fair-page"
    assert (finding.focus, finding.path) == (BASE + "event/fair", "dcterms:date")
    assert finding.value == '"Easter"'
    assert finding.summary().startswith(
        'data/pages/fair-page.trig:13: event/fair dcterms:date = "Easter": A date is a year (2014)'
    )
    assert "Ein Datum ist ein Jahr" in finding.summary("de")


def test_findings_come_worst_first(project: Settings) -> None:
    severities = [finding.severity for finding in found(project)]
    assert severities == sorted(severities, key=["violation", "warning", "info"].index)
    assert {"violation", "warning", "info"} == set(severities)


def test_both_engines_give_the_same_findings(project: Settings) -> None:
    assert check_release(assemble_unchecked(project), project, "both") == found(project)


def test_the_command_prints_a_table_and_exits_1_on_a_violation(project: Settings) -> None:
    ran = run(project, "check", "--engine", "both", "--lang", "de")
    assert ran.exit_code == 1
    assert "shapes:Date-value" in ran.output
    assert "Both engines agree." in ran.output
    assert "1 violation, " in ran.output
    (project.data / "pages/fair-page.trig").write_text(DATA.replace('"Easter"', '"2016"^^xsd:gYear'))
    assert run(project, "check", "--engine", "pyrudof").exit_code == 0


def test_a_file_that_cannot_be_read_is_named(project: Settings) -> None:
    (project.data / "pages/fair-page.trig").write_text(DATA.replace("xsd:gYear .", "xsd:gYear"))
    ran = run(project, "check")
    assert ran.exit_code == 2
    assert "data/pages/fair-page.trig:13:" in ran.output


def run(project: Settings, *arguments: str):  # type: ignore[no-untyped-def]
    environment = {"GRAPHAPP_PROJECT": str(project.project), "COLUMNS": "200"}
    return CliRunner().invoke(main, list(arguments), env=environment, catch_exceptions=False)


def test_the_formats_for_machines_hold_every_finding(project: Settings) -> None:
    findings = found(project)
    assert [Finding(**row) for row in json.loads(to_json(findings))] == list(findings)
    rows = list(csv.DictReader(io.StringIO(to_csv(findings))))
    assert [row["focus"] for row in rows] == [finding.focus for finding in findings]
    report = Graph().parse(data=to_turtle(findings), format="turtle")
    assert len(set(report.objects(None, SH.result))) == len(findings)
    assert (None, SH.value, None) in report
    ran = run(project, "check", "--engine", "pyrudof", "--format", "turtle")
    assert len(set(Graph().parse(data=ran.output, format="turtle").objects(None, SH.result))) == len(findings)


def test_a_disagreement_of_the_engines_says_where(project: Settings) -> None:
    from graphapp.build.validate import engine_pyrudof
    from graphapp.build.validate.shapes_graph import read_shapes

    results = engine_pyrudof.run(assemble_unchecked(project), read_shapes(project.shapes))
    one = min(results, key=lambda result: result.shape)
    error = EnginesDisagreeError(compare(results, results - {one}))
    assert str(error).count("only pyshacl") == 1
    assert shortened(one.shape) in str(error)
    assert not compare(results, results)


def test_a_shape_is_shortened_and_a_thing_is_its_path() -> None:
    assert shortened(SHAPES + "tenure-role") == "shapes:tenure-role"
    assert shortened(BASE + "organisation/optonet") == "organisation/optonet"
    assert shortened(BASE + "role/chair") == "role:chair"
    assert shortened("https://example.org/") == "https://example.org/"


def test_both_engines_agree_on_the_data_and_nothing_is_violated(release: Path) -> None:
    """The other engine has validated the release while it was built."""
    findings = check_release(read_release(release), Settings(), "pyshacl")
    assert not [finding.summary() for finding in findings if finding.severity == "violation"]
    assert findings
    built = json.loads((release / QUALITY).read_text(encoding="utf-8"))["findings"]
    assert [asdict(finding) for finding in findings] == built
