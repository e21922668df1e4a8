"""The JSON-LD context is that of the ontology, and reads as the model means."""

from __future__ import annotations

import json
from pathlib import Path

from click.testing import CliRunner
from pyoxigraph import Literal, NamedNode, RdfFormat, parse
from rdflib import Graph

from graphapp.cli import main
from graphapp.config import Settings
from graphapp.namespaces import BASE, PREFIXES, TC
from graphapp.ontology import reused
from graphapp.ontology.context import FILE, as_json
from graphapp.ontology.vocabulary import Vocabulary, expand

CONTEXT = json.loads((Settings().ontology / FILE).read_text("utf-8"))["@context"]


def test_the_context_file_is_current(vocabulary: Vocabulary) -> None:
    written = (Settings().ontology / FILE).read_text("utf-8")
    assert written == as_json(vocabulary), "run: graphapp context"


def test_the_command_writes_the_context(tmp_path: Path) -> None:
    target = tmp_path / "context.jsonld"
    outcome = CliRunner().invoke(main, ["context", "--output", str(target)])
    assert outcome.exit_code == 0
    assert target.read_text("utf-8") == (Settings().ontology / FILE).read_text("utf-8")


def test_every_own_term_and_every_reused_one_has_a_key(vocabulary: Vocabulary) -> None:
    ids = {
        (value if isinstance(value, str) else value["@id"])
        for key, value in CONTEXT.items()
        if key != "@version"
    }
    wanted = {f"tc:{own.name}" for own in (*vocabulary.classes, *vocabulary.properties)}
    wanted |= {known.name for known in reused.PROPERTIES} | set(reused.CLASSES)
    assert wanted <= ids
    assert all(CONTEXT[own.name] for own in (*vocabulary.classes, *vocabulary.properties))


def test_a_document_with_the_context_gives_the_same_triples_in_two_parsers() -> None:
    document = json.dumps(
        {
            "@context": CONTEXT,
            "id": f"{BASE}organisation/optonet",
            "type": ["Network", "OrganizationalCollaboration"],
            "name": {"de": "OptoNet", "en": "OptoNet"},
            "formerName": {"de": "OptoNet Jena", "@none": "CoOPTICS"},
            "field": f"{BASE}field/optik",
            "sourceCount": "2",
            "lat": "50.9",
            "foundingDate": {"@value": "1999", "@type": "xsd:gYear"},
            "dcterms:type": "press release",
        }
    )
    triples = {quad.triple for quad in parse(document.encode(), RdfFormat.JSON_LD)}
    by_predicate = {t.predicate.value: t.object for t in triples}
    assert by_predicate[TC + "field"] == NamedNode(f"{BASE}field/optik")
    assert by_predicate[TC + "sourceCount"] == Literal("2", datatype=NamedNode(PREFIXES["xsd"] + "integer"))
    assert by_predicate[expand("wgs:lat")] == Literal("50.9", datatype=NamedNode(PREFIXES["xsd"] + "decimal"))
    names = {t.object for t in triples if t.predicate.value == TC + "formerName"}
    assert names == {Literal("OptoNet Jena", language="de"), Literal("CoOPTICS")}
    other = Graph().parse(data=document, format="json-ld")
    again = {quad.triple for quad in parse(other.serialize(format="nt").encode(), RdfFormat.N_TRIPLES)}
    assert again == triples
