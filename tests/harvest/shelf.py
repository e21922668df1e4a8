"""Two small releases as a build leaves them: with their downloads, and with what changed from one to the other."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Final

from graphapp.changes.comparing import compare
from graphapp.changes.summary import FILE
from graphapp.downloads.kinds import FOLDER
from graphapp.downloads.making import write_all
from graphapp.store.release import DATA, MANIFEST
from tests.small_release import TRIG, make_release

HOSTILE: Final = "</script><script>alert(1)</script> & \u2028 ]]> \u202e„quer“ 'x' \"y\""
"""A text that would end what it stands in."""
MORE: Final = (
    """
@prefix schema: <https://schema.org/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix membership: <https://w3id.org/cluster-thueringen/membership/> .
source:two {
  membership:jenoptik--optonet a tc:Membership, tc:Assertion ; org:member organisation:jenoptik ;
    org:organization organisation:optonet ; tc:attested "2012"^^xsd:gYear .
  organisation:optonet tc:seat <https://w3id.org/cluster-thueringen/place/jena> ; schema:url <https://optonet-ev.de/> ;
    schema:description "=1+1"@de , """
    + json.dumps(HOSTILE, ensure_ascii=False)
    + """@en .
  organisation:neu a tc:Network , tc:Organisation ; dcterms:identifier "neu" .
}
<https://w3id.org/cluster-thueringen/graph/current> {
  organisation:neu skos:prefLabel """
    + json.dumps("Neu " + HOSTILE, ensure_ascii=False)
    + """@de .
}
<https://w3id.org/cluster-thueringen/graph/inferred> {
  organisation:optonet a tc:Organisation , org:Organization .
  organisation:jenoptik tc:within <https://w3id.org/cluster-thueringen/place/jena> .
}
<https://w3id.org/cluster-thueringen/graph/ontology> {
  tc:Network rdfs:label "network"@en , "Netzwerk"@de .
}
<https://w3id.org/cluster-thueringen/graph/shapes> {
  <https://w3id.org/cluster-thueringen/shapes#Network> a <http://www.w3.org/ns/shacl#NodeShape> .
}
"""
)
GONE: Final = """
source:three {
  source:three a tc:SourceDocument ; dcterms:title "Dritte Quelle"@de .
  organisation:alt a tc:Company ; dcterms:identifier "alt" .
}
<https://w3id.org/cluster-thueringen/graph/current> { organisation:alt skos:prefLabel "Alt GmbH"@de . }
"""
MADE: Final = ("2026-02-01T08:00:00+00:00", "2026-03-01T12:00:00+00:00")
"""When the older one and the newer one were made."""


def two_releases(folder: Path) -> tuple[Path, Path, Path]:
    """Write both releases below ``folder``; return the releases' folder, the older one and the newer one."""
    releases = folder / "release"
    releases.mkdir(parents=True)
    found: list[Path] = []
    for number, (trig, made) in enumerate(zip((TRIG + GONE, TRIG + MORE), MADE, strict=True)):
        single = (make_release(folder / f"single-{number}", trig) / "current").resolve()
        target = releases / single.name
        single.rename(target)
        (target / MANIFEST).write_text(json.dumps({"ended": made}), "utf-8")
        (target / FOLDER).mkdir()
        write_all(target / DATA, target / FOLDER)
        found.append(target)
    older, newer = found
    changes = compare(older / DATA, newer / DATA, (older.name, newer.name))
    (newer / FILE).write_bytes(changes.to_json())
    (releases / "current").symlink_to(newer.name)
    return releases, older, newer
