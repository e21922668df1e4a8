"""A project of a few files, small enough to be built many times in a test."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from graphapp.config import Settings

FILES: Final = {
    "ontology/tiny.ttl": """\
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix tc: <https://w3id.org/cluster-thueringen/ontology#> .
tc:Network a owl:Class ; rdfs:label "Netzwerk"@de , "network"@en ;
  rdfs:subClassOf tc:Organisation , [ a owl:Restriction ; owl:onProperty tc:seat ; owl:maxCardinality 1 ] .
tc:Company a owl:Class ; rdfs:subClassOf tc:Organisation .
""",
    "ontology/rules/inferred/10-classes.rq": """\
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
CONSTRUCT { ?thing a ?class } WHERE { ?thing a/rdfs:subClassOf+ ?class FILTER(isIRI(?class)) }
""",
    "ontology/rules/inferred/20-members.rq": """\
PREFIX org: <http://www.w3.org/ns/org#>
CONSTRUCT { ?who org:memberOf ?where } WHERE { ?membership org:member ?who ; org:organization ?where }
""",
    "ontology/rules/current/10-labels.rq": """\
PREFIX schema: <https://schema.org/>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
CONSTRUCT { ?thing skos:prefLabel ?name }
WHERE { SELECT ?thing (MIN(?label) AS ?name) WHERE { ?thing schema:name ?label } GROUP BY ?thing }
""",
    "data/optics.trig": """\
@base <https://w3id.org/cluster-thueringen/> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix foaf: <http://xmlns.com/foaf/0.1/> .
@prefix org: <http://www.w3.org/ns/org#> .
@prefix schema: <https://schema.org/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix tc: <https://w3id.org/cluster-thueringen/ontology#> .

<source/optonet-site> {
  <source/optonet-site> a tc:SourceDocument ; schema:url "https://optonet.de/team/erika-muster.html" .
  <organisation/optonet> a tc:Network ; schema:name "OptoNet e. V."@de ;
    schema:founder <person/erika-muster> .
  <organisation/jenoptik> a tc:Company ; schema:name "Jenoptik AG"@de .
  <membership/jenoptik--optonet> a tc:Membership ;
    org:member <organisation/jenoptik> ; org:organization <organisation/optonet> .
  <person/erika-muster> a foaf:Person ; schema:name "Prof. Dr. Erika Muster" ;
    dcterms:identifier "erika-muster" .
  <tenure/erika-muster--head--optonet> a tc:Tenure ;
    org:member <person/erika-muster> ; org:organization <organisation/optonet> ; skos:note "since 2010" .
}

<source/talk-by-erika-muster> {
  <source/talk-by-erika-muster> a tc:SourceDocument ; dcterms:title "A talk by Erika Muster, 2012"@en .
  <person/erika-muster> a foaf:Person ; schema:name "Erika Muster" .
  <person/hans-beispiel> a foaf:Person ; schema:name "Hans Beispiel" .
  <person/e-muster> dcterms:isReplacedBy <person/erika-muster> ; schema:name "E. Muster" .
  <statement/optonet--founder--erika-muster> a tc:Statement ; skos:note "one of the founders" ;
    <http://www.w3.org/1999/02/22-rdf-syntax-ns#object> <person/erika-muster> .
}
""",
    "data/withheld.csv": "id,date,reason\n",
    "queries/networks/all.rq": "SELECT ?network { ?network a <urn:Network> }\n",
}
"""Path → text."""


def tiny_project(folder: Path, **changes: str) -> Settings:
    """Write the tiny project below ``folder`` and return its settings, which make no store on disk: that takes ten times
    as long as all the rest of it.
    """
    settings = Settings(project=folder / "project", releases=folder / "release", engine="memory")
    for name, text in FILES.items():
        change(settings, name, text)
    return settings


def change(settings: Settings, name: str, text: str) -> None:
    """Write one file of the project."""
    path = settings.project / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
