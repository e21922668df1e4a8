"""Every own term is explained, placed below a reused one, and shown by an example."""

from __future__ import annotations

from collections import Counter
from functools import lru_cache
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, parse

from graphapp.config import Settings
from graphapp.namespaces import BASE, PREFIXES, TC
from graphapp.ontology import reused
from graphapp.ontology.vocabulary import OwnProperty, Term, Vocabulary, compact, read_vocabulary
from graphapp.store.release import Release

OWN = read_vocabulary(Settings().ontology)
TERMS = (*OWN.classes, *OWN.properties)
EXAMPLES_NOT_IN_THE_DATA = {
    "naceCode": "no source gives a NACE code; the term is there for those that will",
}
RDF_TYPE = NamedNode(PREFIXES["rdf"] + "type")


def example(term: Term) -> list[Triple]:
    """The example of a term as triples: a thing of a class, or a statement with the property."""
    (shown,) = term.examples
    if isinstance(shown, NamedNode):
        return [Triple(shown, RDF_TYPE, NamedNode(term.iri))]
    head = f"@base <{BASE}> . @prefix tc: <{TC}> . @prefix xsd: <{PREFIXES['xsd']}> . "
    return [quad.triple for quad in parse(head + shown.value, RdfFormat.TURTLE)]


def test_the_vocabulary_is_the_file() -> None:
    text = (Settings().ontology / "cluster-thueringen.ttl").read_text("utf-8")
    assert len(TERMS) == text.count("rdfs:isDefinedBy <ontology>") > 80
    assert max(Counter(term.iri for term in TERMS).values()) == 1


@pytest.mark.parametrize("term", TERMS, ids=lambda term: term.name)
def test_a_term_has_one_label_and_one_comment_in_german_and_english(term: Term) -> None:
    assert set(term.label) == set(term.comment) == {"de", "en"}
    assert all(text.strip() == text != "" for text in (*term.label.values(), *term.comment.values()))
    assert all(text.endswith((".", "…")) for text in term.comment.values())


@pytest.mark.parametrize("term", TERMS, ids=lambda term: term.name)
def test_a_term_is_below_a_reused_one(vocabulary: Vocabulary, term: Term) -> None:
    above = {iri for iri in vocabulary.above(term.iri) if not iri.startswith(TC)}
    assert above
    assert {compact(iri).partition(":")[0] for iri in above} <= set(reused.VOCABULARIES)


@pytest.mark.parametrize("term", OWN.properties, ids=lambda term: term.name)
def test_a_property_says_what_its_subjects_and_values_are(vocabulary: Vocabulary, term: OwnProperty) -> None:
    known = {own.iri for own in vocabulary.classes} | {PREFIXES["foaf"] + "Person"}
    assert term.subjects
    assert set(term.subjects) <= known
    assert term.values
    if term.is_object:
        assert set(term.values) <= known | {PREFIXES["skos"] + "Concept", PREFIXES["org"] + "Post"}
    else:
        assert term.range.startswith((PREFIXES["xsd"], PREFIXES["rdf"], PREFIXES["rdfs"]))


@pytest.mark.parametrize("term", TERMS, ids=lambda term: term.name)
def test_a_term_has_one_example_that_is_true(release: Path, term: Term) -> None:
    triples = example(term)
    assert triples
    if isinstance(term, OwnProperty):
        assert [t.predicate.value for t in triples] == [term.iri]
        assert isinstance(triples[0].object, Literal) is not term.is_object
    if term.name not in EXAMPLES_NOT_IN_THE_DATA:
        assert set(triples) <= _true(release)


@lru_cache(maxsize=1)
def _true(release: Path) -> frozenset[Triple]:
    """The triples of all examples that the release states."""
    wanted = {triple for term in TERMS for triple in example(term)}
    with Release(release).quads() as quads:
        stated = {quad.triple for quad in parse(quads, RdfFormat.N_QUADS)}
    return frozenset(wanted & stated)
