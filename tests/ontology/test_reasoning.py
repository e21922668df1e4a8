"""A reasoner finds no contradiction in the ontology and the data, and the ontology stays in the profile it names.

OWL 2 RL: OWL 2 Web Ontology Language Profiles (W3C 2012), 4.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from owlrl.OWLRL import OWLRL_Semantics
from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, parse
from rdflib import BNode, Graph, URIRef
from rdflib import Literal as RdfLiteral
from rdflib.namespace import OWL, RDF, RDFS, SKOS

from graphapp.config import Settings
from graphapp.namespaces import BASE, TC
from graphapp.ontology.vocabulary import Vocabulary, compact, expand

SETTINGS = Settings()
ONTOLOGY = SETTINGS.ontology / "cluster-thueringen.ttl"
TEXTS = {RDFS.comment, RDFS.label, SKOS.note, SKOS.definition, SKOS.prefLabel, SKOS.altLabel}
TEXTS |= {URIRef(expand(name)) for name in ("vann:example", "schema:name", "schema:description")}
"""Properties from whose values nothing follows; without them the closure is made in half the time."""
RL_DATATYPES = {"rdf:PlainLiteral", "rdfs:Literal", "xsd:decimal", "xsd:integer", "xsd:string"}
ADDED_DATATYPES = {"xsd:date"}


def graph(*files: Path) -> Graph:
    """The triples of Turtle and TriG files, without texts."""
    out = Graph()
    for path in files:
        for quad in parse(path=path, format=RdfFormat.from_extension(path.suffix[1:])):
            predicate = URIRef(quad.predicate.value)
            if predicate not in TEXTS:
                out.add((_term(quad.subject), predicate, _term(quad.object)))
    return out


def _term(term: object) -> URIRef | BNode | RdfLiteral:
    if isinstance(term, NamedNode):
        return URIRef(term.value)
    if isinstance(term, BlankNode):
        return BNode(term.value)
    assert isinstance(term, Literal)
    if term.language:
        return RdfLiteral(term.value, lang=term.language)
    return RdfLiteral(term.value, datatype=URIRef(term.datatype.value))


def contradictions(facts: Graph) -> list[str]:
    """What the rules of OWL 2 RL find wrong; ``facts`` becomes its closure."""
    reasoner = OWLRL_Semantics(facts, axioms=False, daxioms=False)
    reasoner.closure()  # type: ignore[no-untyped-call]
    return [str(message) for message in reasoner.error_messages]


def test_ontology_code_lists_and_data_hold_no_contradiction() -> None:
    data = [*sorted((SETTINGS.data / "memberships").glob("*.trig"))]
    data += sorted((SETTINGS.data / "frame").glob("*.trig"))[::3]
    facts = graph(ONTOLOGY, *sorted((SETTINGS.ontology / "schemes").glob("*.ttl")), *data)
    assert len(facts) > 5_000
    assert contradictions(facts) == []


WRONG = """
@base <https://w3id.org/cluster-thueringen/> .
@prefix tc: <https://w3id.org/cluster-thueringen/ontology#> .
@prefix foaf: <http://xmlns.com/foaf/0.1/> .
@prefix org: <http://www.w3.org/ns/org#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .

<x/person-and-network> a foaf:Person , tc:Network .
<x/topic-and-field> a tc:Topic , tc:Field .
<x/tenure-and-grant> a tc:Tenure , tc:Grant .
<x/place-as-topic> a tc:Place .
<x/some-network> tc:topic <x/place-as-topic> .
<x/document-as-publication> a tc:Publication .
<x/some-tenure> tc:statedIn <x/document-as-publication> .
<x/organisation-by-use> a foaf:Person ; tc:legalForm "e. V."@de .
<x/concept-and-scheme> a skos:ConceptScheme , tc:Role .
"""


def test_each_deliberate_contradiction_is_found() -> None:
    facts = graph(ONTOLOGY)
    facts.parse(data=WRONG, format="turtle")
    found = "\n".join(contradictions(facts))
    wrong = {"person-and-network", "topic-and-field", "tenure-and-grant", "place-as-topic"}
    wrong |= {"document-as-publication", "organisation-by-use", "concept-and-scheme"}
    assert {name for name in wrong if f"{BASE}x/{name}" not in found} == set()
    assert f"{BASE}x/some-" not in found


def test_a_thing_may_be_an_organisation_and_a_place_or_project() -> None:
    facts = graph(ONTOLOGY)
    for kind in ("Place", "Project", "Programme"):
        thing = URIRef(f"{BASE}x/organisation-and-{kind}")
        facts.add((thing, RDF.type, URIRef(TC + kind)))
        facts.add((thing, RDF.type, URIRef(TC + "Intermediary")))
    assert contradictions(facts) == []


def test_no_property_is_both_of_things_and_of_literals(vocabulary: Vocabulary) -> None:
    kinds: dict[str, set[bool]] = {}
    for own in vocabulary.properties:
        for iri in vocabulary.above(own.iri):
            kinds.setdefault(iri, set()).add(own.is_object)
    assert [compact(iri) for iri, kind in kinds.items() if len(kind) > 1] == []
    declared = graph(ONTOLOGY)
    for one, other in (
        (OWL.ObjectProperty, OWL.DatatypeProperty),
        (OWL.ObjectProperty, OWL.AnnotationProperty),
    ):
        assert set(declared.subjects(RDF.type, one)) & set(declared.subjects(RDF.type, other)) == set()


def test_no_reused_property_above_an_own_one_is_used_the_other_way(vocabulary: Vocabulary) -> None:
    above = {
        iri: own.is_object for own in vocabulary.properties for iri in vocabulary.above(own.iri) - {own.iri}
    }
    wrong = set()
    files = [*sorted(SETTINGS.data.rglob("*.trig")), *sorted((SETTINGS.ontology / "schemes").glob("*.ttl"))]
    for path in files:
        for quad in parse(path=path, format=RdfFormat.from_extension(path.suffix[1:])):
            is_object = above.get(quad.predicate.value)
            if is_object is not None and is_object is isinstance(quad.object, Literal):
                wrong.add(compact(quad.predicate.value))
    assert wrong == set()


def test_the_ontology_uses_only_what_owl_2_rl_has(vocabulary: Vocabulary) -> None:
    triples = graph(ONTOLOGY)
    allowed = {
        "Ontology", "Class", "ObjectProperty", "DatatypeProperty", "AnnotationProperty", "TransitiveProperty",
        "SymmetricProperty", "AllDisjointClasses", "disjointWith", "members", "versionIRI", "versionInfo",
    }  # fmt: skip
    spoken = {
        str(t).removeprefix(str(OWL)) for triple in triples for t in triple if str(t).startswith(str(OWL))
    }
    assert spoken <= allowed
    data = {compact(own.range) for own in vocabulary.properties if not own.is_object}
    assert data <= RL_DATATYPES | ADDED_DATATYPES
    assert {compact(own.range) for own in vocabulary.properties} & {"owl:Thing", "rdfs:Resource"} == set()


@pytest.mark.parametrize("kind", ["TransitiveProperty", "SymmetricProperty"])
def test_a_transitive_or_symmetric_property_links_things(vocabulary: Vocabulary, kind: str) -> None:
    found = {str(s) for s in graph(ONTOLOGY).subjects(RDF.type, OWL[kind])}
    assert found <= {own.iri for own in vocabulary.properties if own.is_object}
    assert found
