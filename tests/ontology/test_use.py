"""What the data use is defined, and what is defined is used."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

from pyoxigraph import Literal, NamedNode, RdfFormat, parse

from graphapp.config import Settings
from graphapp.namespaces import BASE, PREFIXES, TC
from graphapp.ontology import reused
from graphapp.ontology.vocabulary import Vocabulary, compact, expand
from graphapp.tables.properties import PROPERTIES
from tests.queries import asking

RDF_TYPE = PREFIXES["rdf"] + "type"
UNUSED = {
    "naceCode": "no source gives a NACE code; the term is there for those that will",
    "Assertion": "the common class of the nodes that state something; the rules write it",
    "Organisation": "the common class of the kinds of organisations; the rules write it",
}
"""Own terms that no data file uses, each with its reason."""
BESIDE_THEIR_RANGE = {
    (
        "organisation/nordthueringer-unternehmerverband",
        "topic",
    ): "a table gives an industrial estate as a topic",
}


@lru_cache(maxsize=1)
def used() -> tuple[dict[str, set[str]], set[str]]:
    """(predicate → forms of its values, classes) of all data files and code lists."""
    settings = Settings()
    forms: dict[str, set[str]] = {}
    classes: set[str] = set()
    files = [(p, RdfFormat.TRIG) for p in sorted(settings.data.rglob("*.trig"))]
    files += [(p, RdfFormat.TURTLE) for p in sorted((settings.ontology / "schemes").glob("*.ttl"))]
    for path, form in files:
        for quad in parse(path=path, format=form):
            predicate, value = quad.predicate.value, quad.object
            if predicate == RDF_TYPE:
                assert isinstance(value, NamedNode)
                classes.add(value.value)
            forms.setdefault(predicate, set()).add(_form(value))
    return forms, classes


def _form(value: object) -> str:
    if not isinstance(value, Literal):
        return "iri"
    return "text" if value.language else compact(value.datatype.value)


def _derived() -> set[str]:
    rules = "".join(p.read_text("utf-8") for p in (Settings().ontology / "rules").rglob("*.rq"))
    return {
        expand(name) for name in re.findall(r"\b[a-z-]+:[A-Za-z]+\b", rules) if name.split(":")[0] in PREFIXES
    }


def test_every_class_of_the_data_is_defined_or_reused(vocabulary: Vocabulary) -> None:
    known = {own.iri for own in vocabulary.classes} | {expand(name) for name in reused.CLASSES}
    assert used()[1] - known == set()


def test_every_property_of_the_data_is_defined_or_reused(vocabulary: Vocabulary) -> None:
    known = {own.iri for own in vocabulary.properties} | {expand(p.name) for p in reused.PROPERTIES}
    assert set(used()[0]) - known - {RDF_TYPE} == set()


def test_every_own_term_is_used_or_says_why_not(vocabulary: Vocabulary) -> None:
    forms, classes = used()
    found = set(forms) | classes | _derived()
    idle = {term.name for term in (*vocabulary.classes, *vocabulary.properties) if term.iri not in found}
    assert idle <= set(UNUSED)


def test_every_reused_term_is_used(vocabulary: Vocabulary) -> None:
    forms, classes = used()
    ontology = (Settings().ontology / "cluster-thueringen.ttl").read_text("utf-8")
    found = {compact(iri) for iri in (*forms, *classes, *_derived())} | set(
        re.findall(r"[a-z-]+:\w+", ontology)
    )
    found |= {compact(p.predicate) for p in PROPERTIES.values()}
    assert {p.name for p in reused.PROPERTIES} - found == set()
    assert set(reused.CLASSES) - found == set()


def test_values_have_the_form_that_the_context_expects(vocabulary: Vocabulary) -> None:
    forms, _ = used()
    dates = {"xsd:gYear", "xsd:gYearMonth", "xsd:date"}
    wrong = {}
    for known in reused.PROPERTIES:
        fits = {
            "iri": {"iri"},
            "text": {"text"},
            "date": dates,
            "plain": {"xsd:string", "iri", "text", *dates, "xsd:decimal"},
        }
        have = forms.get(expand(known.name), set())
        if not have <= fits.get(known.form, {known.form}):
            wrong[known.name] = have
    for own in vocabulary.properties:
        have = forms.get(own.iri, set())
        expected = {"iri"} if own.is_object else _fits(own.range, dates)
        if not have <= expected:
            wrong[own.name] = have
    assert wrong == {}


def _fits(datatype: str, dates: set[str]) -> set[str]:
    name = compact(datatype)
    return {"rdfs:Literal": dates, "rdf:PlainLiteral": {"text", "xsd:string"}}.get(name, {name})


def test_domains_and_ranges_hold_for_all_data(release: Path, vocabulary: Vocabulary) -> None:
    rows = asking.ask(release, "catalogue/domain-and-range")
    found = {(row["subject"], row["property"].removeprefix(TC.removeprefix(BASE))) for row in rows}
    assert found - set(BESIDE_THEIR_RANGE) == set()
