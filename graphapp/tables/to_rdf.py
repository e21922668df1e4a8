"""Rows to triples: one named graph a document (``docs/model.md``)."""

from __future__ import annotations

import hashlib
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from pyoxigraph import Literal, NamedNode, Triple

from graphapp.namespaces import BASE, PREFIXES
from graphapp.tables.canonical import Facts
from graphapp.tables.curation import Curation
from graphapp.tables.kinds import KINDS, ORGANISATIONS, source_iri, thing_iri
from graphapp.tables.mapping import CURATION, shape_of
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


STATED: Final = "stated"
"""Basis that a correction gives to a row of which curation knows that the document itself says it: nothing to add."""
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


@dataclass(frozen=True)
class _Claim:
    """A claim on its way into a graph: its node, the terms at its ends, and the kinds of all things."""

    row: ClaimRow
    node: NamedNode
    subject: NamedNode
    value: Term
    types: Mapping[str, tuple[str, ...]]

    def thing(self, slug: str) -> NamedNode:
        """Return the IRI of another thing that the claim names."""
        return NamedNode(thing_iri(slug, self.types[slug]))


def _claims(
    found: Triples, rows: Iterable[ClaimRow], types: Mapping[str, tuple[str, ...]], curation: Curation
) -> None:
    shaped = []
    for row in rows:
        prop = shape_of(row, types, curation)
        assert prop is not None, row
        shaped.append((row, prop))
    for row, prop, path in _with_paths(shaped):
        subject = NamedNode(thing_iri(row.subject, types[row.subject]))
        entity = row.value_kind == "entity"
        value = NamedNode(thing_iri(row.value, types[row.value])) if entity else _literal(row)
        claim = _Claim(row, iri(path), subject, value, types)
        if prop.shape == "plain":
            _plain(found, claim, prop)
        else:
            _SHAPES[prop.shape](found, claim)
            _qualifiers(found, claim)


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
    for more in (_by_date, _by_value, _by_note):
        count = Counter(paths)
        paths = [
            f"{path}--{extra}" if count[path] > 1 and (extra := more(row)) else path
            for path, (row, _) in zip(paths, rows, strict=True)
        ]
    return [(row, prop, path) for path, (row, prop) in zip(paths, rows, strict=True)]


def _by_date(row: ClaimRow) -> str:
    return row.as_of or "undated"


def _by_value(row: ClaimRow) -> str:
    return slugged(row.value) if row.value_kind != "entity" else ""


def _by_note(row: ClaimRow) -> str:
    return row.place or _hash(row.note)


def _path(row: ClaimRow, prop: Property) -> str:
    interval = f"--{row.valid_from}..{row.valid_to}" if row.valid_from or row.valid_to else ""
    value = row.value if row.value_kind == "entity" else slugged(row.value)
    role = "--coordinator" if row.role == "coordinator" else ""
    start = {
        "tenure": f"tenure/{row.subject}--{row.role}--{value}",
        "membership": f"membership/{row.subject}--{value}",
        "participation": f"participation/{row.subject}--{value}{role}",
        "grant": f"grant/{row.subject}--{row.value}--{row.source}",
        "figure": f"observation/{row.subject}--{row.property}--{row.as_of or 'undated'}--{row.source}",
        "plain": f"statement/{row.subject}--{_kebab(row.property)}--{value}",
    }[prop.shape]
    return start + interval + (f"--{row.status}" if row.status else "")


def _plain(found: Triples, claim: _Claim, prop: Property) -> None:
    row, types = claim.row, claim.types
    subject, value = claim.subject, claim.value
    predicate = NamedNode(prop.predicate)
    if row.property == "partOf" and "place" in types[row.subject] and "place" in types.get(row.value, ()):
        predicate = iri("schema:containedInPlace")
    if prop.flipped:
        assert isinstance(value, NamedNode)
        subject, value = value, subject
    if row.status not in NOT_YET:
        found.triple(subject, predicate, value)
    if not any(getattr(row, name) not in ("", STATED) for name in _QUALIFYING):
        return
    found.add(claim.node, "rdf:type", iri("tc:Statement"))
    found.add(claim.node, "rdf:subject", subject)
    found.add(claim.node, "rdf:predicate", predicate)
    found.add(claim.node, "rdf:object", value)
    _qualifiers(found, claim)


def _tenure(found: Triples, claim: _Claim) -> None:
    found.add(claim.node, "rdf:type", iri("tc:Tenure"))
    found.add(claim.node, "org:member", claim.subject)
    body = {*claim.types[claim.row.value]} & ORGANISATIONS
    found.add(claim.node, "org:organization" if body else "schema:about", claim.value)


def _membership(found: Triples, claim: _Claim) -> None:
    found.add(claim.node, "rdf:type", iri("tc:Membership"))
    found.add(claim.node, "org:member", claim.subject)
    found.add(claim.node, "org:organization", claim.value)


def _participation(found: Triples, claim: _Claim) -> None:
    found.add(claim.node, "rdf:type", iri("tc:Participation"))
    found.add(claim.node, "tc:participant", claim.subject)
    found.add(claim.node, "tc:participatesIn", claim.value)


def _grant(found: Triples, claim: _Claim) -> None:
    node, row = claim.node, claim.row
    found.add(node, "rdf:type", iri("tc:Grant"))
    found.add(node, "tc:recipient", claim.subject)
    found.add(node, "tc:amount", claim.value)
    currency, _, period = row.unit.partition("-")
    found.text(node, "schema:currency", currency.upper())
    if period:
        found.add(node, "sdmx-attribute:unitMeasure", iri(f"unit/{row.unit}"))
    if row.programme:
        found.add(node, "tc:fundingProgramme", claim.thing(row.programme))
    if row.grant_kind:
        found.add(node, "tc:grantKind", iri(f"code/{row.grant_kind}"))


def _figure(found: Triples, claim: _Claim) -> None:
    node, row = claim.node, claim.row
    found.add(node, "rdf:type", iri("tc:Figure"))
    found.add(node, "qb:dataSet", iri("dataset/figures"))
    found.add(node, "tc:thing", claim.subject)
    found.add(node, "tc:indicator", iri(f"indicator/{row.property}"))
    found.add(node, "sdmx-measure:obsValue", claim.value)
    found.add(node, "sdmx-attribute:unitMeasure", iri(f"unit/{row.unit}"))


_SHAPES: Final[Mapping[str, Callable[[Triples, _Claim], None]]] = {
    "tenure": _tenure,
    "membership": _membership,
    "participation": _participation,
    "grant": _grant,
    "figure": _figure,
}
_QUALIFYING: Final = (
    "as_of",
    "valid_from",
    "valid_to",
    "note",
    "bound",
    "status",
    "basis",
    "share",
    "place",
    "body",
)
"""Cells of a row with a plain triple that call for a statement node."""
_DATES: Final = (("tc:attested", "as_of"), ("schema:startDate", "valid_from"), ("schema:endDate", "valid_to"))
_CODES: Final = (("tc:bound", "bound"), ("tc:status", "status"), ("tc:basis", "basis"))
_WORDS: Final = (
    ("tc:honorific", "honorific"),
    ("tc:roleTitle", "role_title"),
    ("tc:body", "body"),
    ("schema:unitText", "unit_text"),
    ("skos:note", "note"),
)


def _qualifiers(found: Triples, claim: _Claim) -> None:
    node, row = claim.node, claim.row
    if row.role:
        found.add(node, "org:role", iri(f"role/{row.role}"))
    for predicate, column in _DATES:
        if getattr(row, column):
            found.add(node, predicate, date_literal(getattr(row, column)))
    for predicate, column in _CODES:
        if getattr(row, column) not in ("", STATED):
            found.add(node, predicate, iri(f"code/{getattr(row, column)}"))
    if row.basis == "assigned":
        found.add(node, "prov:wasAttributedTo", iri("agent/curation"))
    if row.share:
        found.add(node, "tc:share", decimal_literal(row.share))
    if row.place:
        found.add(node, "schema:location", claim.thing(row.place))
    for predicate, column in _WORDS:
        found.text(node, predicate, getattr(row, column))
