"""A release of a few lines, for tests that need data but not the real data."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Final

import zstandard
from pyoxigraph import RdfFormat, Store

BASE: Final = "https://w3id.org/cluster-thueringen/"
TRIG: Final = """
@prefix : <https://w3id.org/cluster-thueringen/> .
@prefix organisation: <https://w3id.org/cluster-thueringen/organisation/> .
@prefix source: <https://w3id.org/cluster-thueringen/source/> .
@prefix tc: <https://w3id.org/cluster-thueringen/ontology#> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix foaf: <http://xmlns.com/foaf/0.1/> .
@prefix org: <http://www.w3.org/ns/org#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .

source:one {
  source:one a tc:SourceDocument ; dcterms:title "Erste Quelle"@de .
  organisation:optonet a tc:Network ; dcterms:identifier "optonet" ; tc:memberCount 90 .
  organisation:medways a tc:Network ; dcterms:identifier "medways" ; tc:memberCount 42 .
  organisation:jenoptik a tc:Company ; dcterms:identifier "jenoptik" ; org:memberOf organisation:optonet .
  <https://w3id.org/cluster-thueringen/place/jena> a tc:Place ; dcterms:identifier "place-jena" .
}
source:two {
  source:two a tc:SourceDocument ; dcterms:title "Zweite Quelle"@de .
  organisation:optonet a tc:Network ; dcterms:identifier "optonet" ;
    tc:memberCount 100 ; tc:founded "1999"^^xsd:gYear .
  <https://w3id.org/cluster-thueringen/person/example> a foaf:Person ; dcterms:identifier "person-example" .
}
source:curation {
  organisation:optonet-ev dcterms:isReplacedBy organisation:optonet ; dcterms:identifier "optonet-ev" ;
    owl:deprecated true .
}
<https://w3id.org/cluster-thueringen/graph/current> {
  organisation:optonet skos:prefLabel "OptoNet e. V."@de, "OptoNet"@en .
  organisation:medways skos:prefLabel "medways <e. V.> & Söhne"@de .
  organisation:jenoptik skos:prefLabel "Jenoptik AG"@de .
  <https://w3id.org/cluster-thueringen/place/jena> skos:prefLabel "Jena"@de .
  <https://w3id.org/cluster-thueringen/service/location-marketing> a tc:Service ;
    skos:prefLabel "Standortmarketing"@de .
}
"""
"""Two sources that agree on two triples and disagree on a third, a merged id, and preferred labels."""


def quads(trig: str = TRIG) -> bytes:
    """Return the TriG text as N-Quads, sorted."""
    store = Store()
    store.load(trig.encode(), RdfFormat.TRIG)
    dumped = store.dump(format=RdfFormat.N_QUADS) or b""
    return b"".join(sorted(dumped.splitlines(keepends=True)))


def make_release(folder: Path, trig: str = TRIG) -> Path:
    """Write a release of the TriG text below ``folder``, point ``current`` to it, and return ``folder``."""
    point(folder, add_release(folder, trig))
    return folder


def point(folder: Path, name: str) -> None:
    """Let ``current`` point to a release, in one step."""
    link = folder / ".link"
    link.symlink_to(name)
    link.replace(folder / "current")


def add_release(folder: Path, trig: str) -> str:
    """Write a release of the TriG text below ``folder``, and return its name."""
    data = quads(trig)
    name = hashlib.sha256(data).hexdigest()[:16]
    (folder / name).mkdir(parents=True)
    (folder / name / "data.nq.zst").write_bytes(zstandard.ZstdCompressor().compress(data))
    (folder / name / "manifest.json").write_text(json.dumps({"hash": name}), encoding="utf-8")
    return name
