"""Rows to triples: one named graph a document (``docs/model.md``)."""

from __future__ import annotations

import hashlib
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from typing import Final

from pyoxigraph import Literal, NamedNode, Triple

from graphapp.namespaces import BASE, PREFIXES
from graphapp.tables.canonical import CURATION, Facts, shape_of
from graphapp.tables.curation import Curation
from graphapp.tables.kinds import KINDS, ORGANISATIONS, source_iri, thing_iri
from graphapp.tables.properties import Property
from graphapp.tables.rows import ClaimRow, EntityRow, SourceRow
from graphapp.tables.values import date_literal, decimal_literal

Term = NamedNode | Literal
NOT_YET: Final = frozenset(["planned", "announced", "applied-for"])
"""Status of statements that are no facts (yet): their plain triple is described, not asserted."""


def iri(name: str) -> NamedNode:
    """Return the node of a prefixed name (``tc:topic``) or of a path below the base (``role/chair``)."""
    prefix, colon, local = name.partition(":")
    return NamedNode(PREFIXES[prefix] + local if colon else BASE + name)


TYPE: Final = iri("rdf:type")


def slugged(text: str) -> str:
    """Return a short slug of ``text`` for an IRI; a hash is added where the slug alone loses what the text says."""
    plain = text.casefold()
    for letter, ascii_letters in (("ä", "ae"), ("ö", "oe"), ("ü", "ue"), ("ß", "ss")):
        plain = plain.replace(letter, ascii_letters)
    slug = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
    if slug == text:
        return slug
    return f"{slug[:40].strip('-')}-{_hash(text)}"


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:6]


def _kebab(name: str) -> str:
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "-", name).lower()


class Triples:
    """The triples of one graph, each once."""

    def __init__(self) -> None:
        self._found: dict[Triple, None] = {}

    def add(self, subject: NamedNode, predicate: str, value: Term) -> None:
        """Add one triple; ``predicate`` is a prefixed name."""
        self._found[Triple(subject, iri(predicate), value)] = None

    def triple(self, subject: NamedNode, predicate: NamedNode, value: Term) -> None:
        """Add one triple."""
        self._found[Triple(subject, predicate, value)] = None

    def text(self, subject: NamedNode, predicate: str, text: str, language: str = "") -> None:
        """Add a literal unless it is empty."""
        if text:
            self.add(subject, predicate, Literal(text, language=language) if language else Literal(text))

    def all(self) -> tuple[Triple, ...]:
        """Return the triples in the order in which they were added."""
        return tuple(self._found)


def graphs(
    facts: Facts, curation: Curation, step: Callable[[], None] = lambda: None
) -> dict[str, tuple[Triple, ...]]:
    """Return the triples of each document, by the document's id; ``step`` is called after each."""
    entities: dict[str, list[EntityRow]] = defaultdict(list)
    claims: dict[str, list[ClaimRow]] = defaultdict(list)
    for entity in facts.entities:
        entities[entity.source].append(entity)
    for claim in facts.claims:
        claims[claim.source].append(claim)
    out = {}
    for source in facts.sources:
        found = Triples()
        _document(found, source)
        for entity in entities[source.id]:
            _entity(found, entity)
        _claims(found, claims[source.id], facts.types, curation)
        if source.id == CURATION:
            _merged(found, facts)
        out[source.id] = found.all()
        step()
    return out


def _document(found: Triples, row: SourceRow) -> None:
    node = NamedNode(source_iri(row.id))
    found.add(node, "rdf:type", iri("tc:SourceDocument"))
    found.text(node, "dcterms:title", row.title)
    if row.url:
        found.add(node, "schema:url", NamedNode(row.url))
    found.text(node, "dcterms:publisher", row.publisher)
    if row.published:
        found.add(node, "dcterms:issued", date_literal(row.published))
    if row.retrieved:
        found.add(node, "tc:retrieved", date_literal(row.retrieved))
    found.text(node, "dcterms:language", row.language)
    found.text(node, "dcterms:type", row.kind)


def _entity(found: Triples, row: EntityRow) -> None:
    types = tuple(row.type.split("|"))
    node = NamedNode(thing_iri(row.id, types))
    for kind in types:
        found.add(node, "rdf:type", NamedNode(KINDS[kind].rdf_class))
    found.text(node, "dcterms:identifier", row.id)
    found.text(node, "schema:name", row.name_de, "de")
    found.text(node, "schema:name", row.name_en, "en")
    found.text(node, "tc:shortName", row.short_name)
    for name in filter(None, row.alt_names.split("|")):
        found.text(node, "skos:altLabel", name)
    found.text(node, "schema:description", row.description_de, "de")
    found.text(node, "schema:description", row.description_en, "en")
    if row.website:
        found.add(node, "schema:url", NamedNode(row.website))
    if row.wikidata:
        found.add(node, "schema:sameAs", NamedNode(f"http://www.wikidata.org/entity/{row.wikidata}"))
    if row.ror:
        found.add(
            node, "schema:sameAs", NamedNode("https://ror.org/" + row.ror.removeprefix("https://ror.org/"))
        )
    if "place" in types:
        for code in filter(None, row.postal_code.split("|")):
            found.text(node, "schema:postalCode", code)
    elif row.city or row.postal_code or row.street:
        parts = "-".join(filter(None, (row.postal_code, row.city, row.street)))
        address = iri(f"address/{row.id}--{slugged(parts)}")
        found.add(node, "schema:address", address)
        found.add(address, "rdf:type", iri("schema:PostalAddress"))
        found.text(address, "schema:addressLocality", row.city)
        found.text(address, "schema:postalCode", row.postal_code)
        found.text(address, "schema:streetAddress", row.street)


def _merged(found: Triples, facts: Facts) -> None:
    for old, (new, reason, types) in sorted(facts.merged.items()):
        node, survivor = NamedNode(thing_iri(old, types)), NamedNode(thing_iri(new, facts.types[new]))
        if node != survivor:
            found.add(node, "dcterms:identifier", Literal(old))
            found.add(node, "dcterms:isReplacedBy", survivor)
            found.add(node, "owl:deprecated", Literal(True))
            found.text(node, "skos:changeNote", reason)


def _claims(
    found: Triples, rows: Iterable[ClaimRow], types: Mapping[str, tuple[str, ...]], curation: Curation
) -> None:
    shaped = []
    for row in rows:
        prop = shape_of(row, types, curation)
        assert prop is not None, row
        shaped.append((row, prop))
    for row, prop, path in _with_paths(shaped):
        node = iri(path)
        subject = NamedNode(thing_iri(row.subject, types[row.subject]))
        value: Term
        if row.value_kind == "entity":
            value = NamedNode(thing_iri(row.value, types[row.value]))
        else:
            value = _literal(row)
        if prop.shape == "plain":
            _plain(found, node, row, prop, subject, value, types)
        else:
            _SHAPES[prop.shape](found, node, row, subject, value, types)
            _qualifiers(found, node, row, types)


def _literal(row: ClaimRow) -> Term:
    if row.value_kind == "number":
        return decimal_literal(row.value)
    if row.value_kind in ("year", "date"):
        return date_literal(row.value)
    if row.value_kind == "url":
        return NamedNode(row.value)
    return Literal(row.value, language=row.lang) if row.lang else Literal(row.value)


def _with_paths(rows: list[tuple[ClaimRow, Property]]) -> list[tuple[ClaimRow, Property, str]]:
    """Give each statement of one document its own path; what tells two apart is added only where they would meet."""
    paths = [_path(row, prop) for row, prop in rows]
    for more in (
        lambda row: row.as_of or "undated",
        lambda row: slugged(row.value) if row.value_kind != "entity" else "",
        lambda row: row.place or _hash(row.note),
    ):
        count = Counter(paths)
        paths = [
            f"{path}--{extra}" if count[path] > 1 and (extra := more(row)) else path
            for path, (row, _) in zip(paths, rows, strict=True)
        ]
    return [(row, prop, path) for path, (row, prop) in zip(paths, rows, strict=True)]


def _path(row: ClaimRow, prop: Property) -> str:
    interval = f"--{row.valid_from}..{row.valid_to}" if row.valid_from or row.valid_to else ""
    if prop.shape == "tenure":
        return f"tenure/{row.subject}--{row.role}--{row.value}{interval}"
    if prop.shape == "membership":
        return f"membership/{row.subject}--{row.value}{interval}"
    if prop.shape == "participation":
        role = "--coordinator" if row.role == "coordinator" else ""
        return f"participation/{row.subject}--{row.value}{role}{interval}"
    if prop.shape == "grant":
        return f"grant/{row.subject}--{row.value}--{row.source}{interval}"
    if prop.shape == "figure":
        return f"observation/{row.subject}--{row.property}--{row.as_of or 'undated'}--{row.source}{interval}"
    value = row.value if row.value_kind == "entity" else slugged(row.value)
    return f"statement/{row.subject}--{_kebab(row.property)}--{value}{interval}"


def _plain(
    found: Triples,
    node: NamedNode,
    row: ClaimRow,
    prop: Property,
    subject: NamedNode,
    value: Term,
    types: Mapping[str, tuple[str, ...]],
) -> None:
    predicate = NamedNode(prop.predicate)
    if row.property == "partOf" and "place" in types[row.subject] and "place" in types.get(row.value, ()):
        predicate = iri("schema:containedInPlace")
    if prop.flipped:
        assert isinstance(value, NamedNode)
        subject, value = value, subject
    if row.status not in NOT_YET:
        found.triple(subject, predicate, value)
    if not any(
        (
            row.as_of,
            row.valid_from,
            row.valid_to,
            row.note,
            row.bound,
            row.status,
            row.basis,
            row.share,
            row.place,
            row.body,
        )
    ):
        return
    found.add(node, "rdf:type", iri("tc:Statement"))
    found.add(node, "rdf:subject", subject)
    found.add(node, "rdf:predicate", predicate)
    found.add(node, "rdf:object", value)
    _qualifiers(found, node, row, types)


def _tenure(
    found: Triples,
    node: NamedNode,
    row: ClaimRow,
    subject: NamedNode,
    value: Term,
    types: Mapping[str, tuple[str, ...]],
) -> None:
    found.add(node, "rdf:type", iri("tc:Tenure"))
    found.add(node, "org:member", subject)
    body = {*types[row.value]} & (ORGANISATIONS | {"project"})
    found.add(node, "org:organization" if body else "schema:about", value)


def _membership(
    found: Triples,
    node: NamedNode,
    row: ClaimRow,
    subject: NamedNode,
    value: Term,
    types: Mapping[str, tuple[str, ...]],
) -> None:
    found.add(node, "rdf:type", iri("tc:Membership"))
    found.add(node, "org:member", subject)
    found.add(node, "org:organization", value)


def _participation(
    found: Triples,
    node: NamedNode,
    row: ClaimRow,
    subject: NamedNode,
    value: Term,
    types: Mapping[str, tuple[str, ...]],
) -> None:
    found.add(node, "rdf:type", iri("tc:Participation"))
    found.add(node, "tc:participant", subject)
    found.add(node, "tc:participatesIn", value)


def _grant(
    found: Triples,
    node: NamedNode,
    row: ClaimRow,
    subject: NamedNode,
    value: Term,
    types: Mapping[str, tuple[str, ...]],
) -> None:
    found.add(node, "rdf:type", iri("tc:Grant"))
    found.add(node, "tc:recipient", subject)
    found.add(node, "tc:amount", value)
    currency, _, period = row.unit.partition("-")
    found.text(node, "schema:currency", currency.upper())
    if period:
        found.add(node, "sdmx-attribute:unitMeasure", iri(f"unit/{row.unit}"))
    if row.programme:
        found.add(node, "tc:fundingProgramme", NamedNode(thing_iri(row.programme, types[row.programme])))
    if row.grant_kind:
        found.add(node, "tc:grantKind", iri(f"code/{row.grant_kind}"))


def _figure(
    found: Triples,
    node: NamedNode,
    row: ClaimRow,
    subject: NamedNode,
    value: Term,
    types: Mapping[str, tuple[str, ...]],
) -> None:
    found.add(node, "rdf:type", iri("tc:Figure"))
    found.add(node, "qb:dataSet", iri("dataset/figures"))
    found.add(node, "tc:thing", subject)
    found.add(node, "tc:indicator", iri(f"indicator/{row.property}"))
    found.add(node, "sdmx-measure:obsValue", value)
    found.add(node, "sdmx-attribute:unitMeasure", iri(f"unit/{row.unit}"))


_SHAPES: Final = {
    "tenure": _tenure,
    "membership": _membership,
    "participation": _participation,
    "grant": _grant,
    "figure": _figure,
}


def _qualifiers(found: Triples, node: NamedNode, row: ClaimRow, types: Mapping[str, tuple[str, ...]]) -> None:
    if row.role:
        found.add(node, "org:role", iri(f"role/{row.role}"))
    for predicate, text in (
        ("tc:attested", row.as_of),
        ("schema:startDate", row.valid_from),
        ("schema:endDate", row.valid_to),
    ):
        if text:
            found.add(node, predicate, date_literal(text))
    for predicate, code in (("tc:bound", row.bound), ("tc:status", row.status), ("tc:basis", row.basis)):
        if code:
            found.add(node, predicate, iri(f"code/{code}"))
    if row.basis == "assigned":
        found.add(node, "prov:wasAttributedTo", iri("agent/curation"))
    if row.share:
        found.add(node, "tc:share", decimal_literal(row.share))
    if row.place:
        found.add(node, "schema:location", NamedNode(thing_iri(row.place, types[row.place])))
    for predicate, text in (
        ("tc:honorific", row.honorific),
        ("tc:roleTitle", row.role_title),
        ("tc:body", row.body),
        ("schema:unitText", row.unit_text),
        ("skos:note", row.note),
    ):
        found.text(node, predicate, text)
