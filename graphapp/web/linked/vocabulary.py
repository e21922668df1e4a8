"""``/<language>/ontology`` and ``/<language>/shapes``: the documents of the namespaces, to be read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from flask import render_template
from pyoxigraph import Literal, NamedNode, Quad
from werkzeug import Response
from werkzeug.exceptions import NotFound

from graphapp.catalogue import Catalogue, CatalogueQuery
from graphapp.namespaces import BASE, ONTOLOGY, PREFIXES, TC
from graphapp.store.engine import Engine, Question, select
from graphapp.store.lexer import TokenKind, code
from graphapp.web.linked.document import gather, labels_of
from graphapp.web.linked.finding import Found
from graphapp.web.linked.formats import FORMATS
from graphapp.web.linked.view import Named, Row, unnamed, view
from graphapp.web.linked.views import blueprint, current_edition

_RDF: Final = PREFIXES["rdf"]
_OWL: Final = PREFIXES["owl"]
_RDFS: Final = PREFIXES["rdfs"]
_SH: Final = PREFIXES["sh"]
_GENID: Final = BASE + ".well-known/genid/"
_TYPE: Final = _RDF + "type"
SECTIONS: Final = {
    _OWL + "Class": "Classes",
    _OWL + "ObjectProperty": "Properties that lead to things",
    _OWL + "DatatypeProperty": "Properties with values",
    _SH + "NodeShape": "Shapes of things",
    _SH + "PropertyShape": "Shapes of properties",
    _SH + "PropertyGroup": "Groups of properties",
}
"""Class of terms → heading of their section, in English."""
FACTS: Final = {
    _RDFS + "subClassOf": "Subclass of",
    _RDFS + "subPropertyOf": "Subproperty of",
    _RDFS + "domain": "Of things of the class",
    _RDFS + "range": "Values are of",
    PREFIXES["schema"] + "domainIncludes": "Of things such as",
    PREFIXES["schema"] + "rangeIncludes": "Values such as",
    _OWL + "inverseOf": "The other way round",
    PREFIXES["vann"] + "example": "Example",
    _SH + "targetClass": "For things of the class",
    _SH + "targetSubjectsOf": "For things with the property",
    _SH + "targetObjectsOf": "For values of the property",
    _SH + "property": "Checks",
    _SH + "path": "Path",
    _SH + "class": "Values are of the class",
    _SH + "datatype": "Values are of the datatype",
    _SH + "minCount": "At least",
    _SH + "maxCount": "At most",
    _SH + "severity": "Severity",
    _SH + "group": "Group on the page",
    _SH + "order": "Place on the page",
    _SH + "description": "Rule",
}
"""Property of a term → what the page calls it, in English; others are shown by their prefix and name."""
_SHOWN_ELSEWHERE: Final = frozenset(
    {_TYPE, _RDFS + "label", _RDFS + "comment", _RDFS + "isDefinedBy", _SH + "message", _SH + "name"}
)
_TEXTS: Final = (_RDFS + "comment", _SH + "message", _SH + "description")


@dataclass(frozen=True)
class TermView:
    """What the page shows of a term."""

    iri: str
    anchor: str
    label: Named
    texts: tuple[Named, ...]
    facts: tuple[Row, ...]
    narrower: tuple[Row, ...]
    uses: int | None
    """Number of things or triples; None where that is not counted."""
    shapes: tuple[Named, ...]
    queries: tuple[CatalogueQuery, ...]


@blueprint.get("/<any(de, en):language>/ontology", defaults={"name": "ontology"})
@blueprint.get("/<any(de, en):language>/shapes", defaults={"name": "shapes"})
def vocabulary(language: str, name: str) -> Response:
    """Show every term of the ontology, or every shape: label, definition, hierarchy, domain and range, example, and use."""
    here = current_edition()
    iri = BASE + name
    quads = _flat(gather(Found(iri, is_thing=True), here))
    if not quads:
        raise NotFound
    labels = labels_of(unnamed(quads) + _objects(quads), here)
    own = iri == ONTOLOGY
    uses = _uses(here.engine, here.catalogue) if own else {}
    shapes = _shapes(here.engine, here.catalogue) if own else {}
    queries = _queries(here.catalogue) if own else {}
    sections = []
    for of, heading in SECTIONS.items():
        terms = [
            _term(term, quads, labels, language)
            for term in sorted({subject_of(quad) for quad in quads if _is_a(quad, of, iri)})
        ]
        told = [
            replace(
                term,
                uses=uses.get(term.iri, 0) if own else None,
                shapes=shapes.get(term.iri, ()),
                queries=queries.get(term.iri, ()),
            )
            for term in terms
        ]
        if told:
            sections.append((heading, told))
    html = render_template(
        "vocabulary.html",
        view=view(
            iri,
            [quad for quad in quads if subject_of(quad) == iri and _read_in(quad, language)],
            labels,
            language,
        ),
        fact_names=FACTS,
        sections=sections,
        formats=FORMATS,
        path=f"/{name}",
    )
    response = Response(html, mimetype="text/html")
    if here.made is not None:
        response.last_modified = here.made
    return response


def _term(iri: str, quads: Sequence[Quad], labels: Sequence[Quad], language: str) -> TermView:
    about = [quad for quad in quads if iri in (subject_of(quad), getattr(quad.object, "value", ""))]
    seen = view(iri, about, [*quads, *labels], language)
    texts = [
        quad.object
        for quad in about
        if subject_of(quad) == iri and quad.predicate.value in _TEXTS and isinstance(quad.object, Literal)
    ]
    chosen = [text for text in texts if text.language == language] or texts[:1]
    return TermView(
        iri,
        iri.rpartition("#")[2],
        seen.title,
        tuple(Named(text.value, "" if text.language == language else text.language or "") for text in chosen),
        tuple(row for row in seen.facts if row.iri not in _SHOWN_ELSEWHERE),
        tuple(row for row in seen.mentions if row.iri in (_RDFS + "subClassOf", _RDFS + "subPropertyOf")),
        None,
        (),
        (),
    )


def _is_a(quad: Quad, of: str, namespace: str) -> bool:
    return (
        quad.predicate.value == _TYPE
        and isinstance(quad.object, NamedNode)
        and quad.object.value == of
        and subject_of(quad).startswith(f"{namespace}#")
    )


def _read_in(quad: Quad, language: str) -> bool:
    """Whether the value is no text in another language; the ontology has every text in both."""
    return not isinstance(quad.object, Literal) or quad.object.language in (None, language)


def _flat(quads: Iterable[Quad]) -> list[Quad]:
    """Return the statements with what stands at the end of lists and nested shapes in place of the nodes between."""
    by_subject: dict[str, list[Quad]] = {}
    for quad in quads:
        by_subject.setdefault(subject_of(quad), []).append(quad)

    def ends(value: object, depth: int = 0) -> list[NamedNode | Literal]:
        if isinstance(value, Literal):
            return [value]
        if not isinstance(value, NamedNode) or value.value == _RDF + "nil":
            return []
        if not value.value.startswith(_GENID) or depth > 50:
            return [value]
        return [
            end
            for quad in by_subject.get(value.value, ())
            if quad.predicate.value != _TYPE
            for end in ends(quad.object, depth + 1)
        ]

    return [
        Quad(quad.subject, quad.predicate, end, quad.graph_name)
        for subject, known in by_subject.items()
        if not subject.startswith(_GENID)
        for quad in known
        for end in ends(quad.object)
    ]


def subject_of(quad: Quad) -> str:
    """Return the IRI of the subject; a release has no others."""
    return quad.subject.value if isinstance(quad.subject, NamedNode) else str(quad.subject)


def _objects(quads: Iterable[Quad]) -> list[NamedNode]:
    return sorted({quad.object for quad in quads if isinstance(quad.object, NamedNode)}, key=str)


def _uses(engine: Engine, catalogue: Catalogue) -> dict[str, int]:
    table = select(engine, Question(catalogue.find("documents/term-uses").text))
    return {
        row["term"].value: int(row["uses"].value)
        for row in table.dicts()
        if isinstance(row["term"], NamedNode) and isinstance(row["uses"], Literal)
    }


def _shapes(engine: Engine, catalogue: Catalogue) -> Mapping[str, tuple[Named, ...]]:
    found: dict[str, tuple[Named, ...]] = {}
    for row in select(engine, Question(catalogue.find("documents/term-shapes").text)).dicts():
        term, shape = row["term"], row["shape"]
        if isinstance(term, NamedNode) and isinstance(shape, NamedNode):
            name = shape.value.rpartition("#")[2]
            found[term.value] = (*found.get(term.value, ()), Named(name, "", f"shapes#{name}"))
    return found


def _queries(catalogue: Catalogue) -> Mapping[str, tuple[CatalogueQuery, ...]]:
    """Return term → the questions of the catalogue whose text names it."""
    found: dict[str, tuple[CatalogueQuery, ...]] = {}
    for query in catalogue:
        names = {
            token.text.removeprefix("tc:")
            for token in code(query.text)
            if token.kind is TokenKind.PNAME and token.text.startswith("tc:")
        }
        for name in names:
            found[TC + name] = (*found.get(TC + name, ()), query)
    return found
