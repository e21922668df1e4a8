"""Real servers: one over a small release whose every corner is known, one over the project's own data."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest

from tests.live_server import serving
from tests.small_release import BASE, TRIG, make_release

MORE: Final = """
@prefix membership: <https://w3id.org/cluster-thueringen/membership/> .
@prefix statement: <https://w3id.org/cluster-thueringen/statement/> .
@prefix tenure: <https://w3id.org/cluster-thueringen/tenure/> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix schema: <https://schema.org/> .

source:two {
  membership:jenoptik--optonet a tc:Membership, tc:Assertion ; org:member organisation:jenoptik ;
    org:organization organisation:optonet ; schema:startDate "2005"^^xsd:gYear ; schema:endDate "2010-06"^^xsd:gYearMonth .
  tenure:example--head--optonet a tc:Tenure, tc:Assertion ; org:organization organisation:optonet ;
    org:member <https://w3id.org/cluster-thueringen/person/example> ; tc:attested "2012"^^xsd:gYear .
  membership:jenoptik--initiative a tc:Membership, tc:Assertion ; org:member organisation:jenoptik ;
    org:organization <https://w3id.org/cluster-thueringen/agent/initiative> ; schema:endDate "2010"^^xsd:gYear .
  <https://w3id.org/cluster-thueringen/agent/initiative> a foaf:Agent .
  organisation:optonet tc:field <https://w3id.org/cluster-thueringen/field/optik> .
  statement:optonet--field--optik a tc:Statement, tc:Assertion ; rdf:subject organisation:optonet ;
    rdf:predicate tc:field ; rdf:object <https://w3id.org/cluster-thueringen/field/optik> ;
    schema:startDate "2008-03-01"^^xsd:date .
}
<https://w3id.org/cluster-thueringen/graph/inferred> {
  organisation:jenoptik org:memberOf organisation:optonet .
  organisation:optonet a tc:Organisation .
}
<https://w3id.org/cluster-thueringen/graph/ontology> {
  <https://w3id.org/cluster-thueringen/ontology> a owl:Ontology ;
    owl:versionIRI <https://w3id.org/cluster-thueringen/ontology/1.0.0> .
  tc:Network a owl:Class ; rdfs:label "network"@en .
}
"""
"""Statements with parts, with dates of every precision, and a vocabulary."""
WITHHELD: Final = BASE + "person/erika-muster"


def small(folder: Path) -> Path:
    """Write a release with `MORE`, made at a known time, from which a person was withheld; return the releases' folder."""
    releases = make_release(folder, TRIG + MORE)
    made = releases / "current"
    (made / "manifest.json").write_text(json.dumps({"ended": "2026-03-01T12:00:00.250+00:00"}), "utf-8")
    digest = hashlib.sha256(WITHHELD.encode()).hexdigest()
    (made / "withheld.json").write_text(json.dumps({"sha256": [digest]}), "utf-8")
    return releases


@pytest.fixture(scope="session")
def url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Address of a server over the small release, without a slash at its end."""
    folder = tmp_path_factory.mktemp("linked")
    with serving(small(folder / "release"), folder / "log.txt") as address:
        yield address
