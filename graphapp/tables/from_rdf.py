"""Triples back to rows: the inverse of ``to_rdf``, so that a spreadsheet can be had of every document."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pyoxigraph as ox
from pyoxigraph import Literal, NamedNode

from graphapp.namespaces import BASE, PREFIXES, TC
from graphapp.tables.kinds import BY_CLASS, KINDS
from graphapp.tables.mapping import number
from graphapp.tables.properties import BY_PREDICATE, PROPERTIES
from graphapp.tables.roles import property_of_role
from graphapp.tables.rows import ClaimRow, EntityRow, Origin, Problem, SourceRow, TableError, columns

_NODES: Final = {
    TC + name for name in ("Tenure", "Membership", "Participation", "Grant", "Figure", "Statement")
}
_ROW_PREDICATES: Final = {
    PREFIXES[p] + local
    for p, local in (
        ("rdf", "type"),
        ("dcterms", "identifier"),
        ("schema", "name"),
        ("tc", "shortName"),
        ("skos", "altLabel"),
        ("schema", "description"),
        ("schema", "address"),
        ("schema", "postalCode"),
        ("dcterms", "isReplacedBy"),
        ("owl", "deprecated"),
        ("skos", "changeNote"),
    )
}
GEOMETRY: Final = "geometry"
"""Folder of boundaries, which are no tables."""
_WIKIDATA: Final = "http://www.wikidata.org/entity/"
_ROR: Final = "https://ror.org/"
Values = dict[str, list[NamedNode | Literal]]


@dataclass(frozen=True)
class Data:
    """What ``data/`` holds: the rows of each document with the folder it lies in, and the things it knows."""

    sources: tuple[SourceRow, ...]
    entities: tuple[EntityRow, ...]
    claims: tuple[ClaimRow, ...]
    types: Mapping[str, tuple[str, ...]]
    merged: tuple[Mapping[str, str], ...]


def _iri(name: str) -> str:
    prefix, _, local = name.partition(":")
    return PREFIXES[prefix] + local


def read_graphs(files: Iterable[Path]) -> dict[Path, dict[str, Values]]:
    """Parse TriG files; return for each the values by subject and predicate. Raises ``SyntaxError`` with the place."""
    out = {}
    for path in files:
        subjects: dict[str, Values] = defaultdict(lambda: defaultdict(list))
        for quad in ox.parse(path=str(path), format=ox.RdfFormat.TRIG):
            assert isinstance(quad.subject, NamedNode)
            assert isinstance(quad.object, NamedNode | Literal)
            subjects[quad.subject.value][quad.predicate.value].append(quad.object)
        out[path] = subjects
    return out


def _one(values: Values, name: str) -> str:
    found = values.get(_iri(name), [])
    return found[0].value if found else ""


def _local(values: Values, name: str) -> str:
    text = _one(values, name)
    return text.rsplit("/", 1)[-1] if text else ""


class _Things:
    """IRI → table id and kinds, for all files together."""

    def __init__(self, graphs: Mapping[Path, Mapping[str, Values]]) -> None:
        self.ids: dict[str, str] = {}
        self.types: dict[str, tuple[str, ...]] = {}
        self.replaced: list[dict[str, str]] = []
        for subjects in graphs.values():
            for subject, values in subjects.items():
                kinds = [
                    BY_CLASS[v.value].name for v in values.get(_iri("rdf:type"), ()) if v.value in BY_CLASS
                ]
                slug = _one(values, "dcterms:identifier")
                if kinds and slug:
                    self.ids[subject] = slug
                    first = [k for k in kinds if subject.startswith(f"{BASE}{KINDS[k].path}/")]
                    self.types[slug] = tuple(dict.fromkeys([*first, *sorted(kinds)]))
                if values.get(_iri("dcterms:isReplacedBy")):
                    self.replaced.append(
                        {
                            "id": slug,
                            "path": subject,
                            "new": _one(values, "dcterms:isReplacedBy"),
                            "reason": _one(values, "skos:changeNote"),
                        }
                    )

    def known(self, thing: str) -> str:
        """Return the table id of a thing; ``TableError`` if no document describes it."""
        if thing not in self.ids:
            name = thing.removeprefix(BASE)
            way_out = "describe it in the document: its class, dcterms:identifier and schema:name"
            raise TableError((Problem("data", 0, name, "no document describes this thing", way_out),))
        return self.ids[thing]

    def id(self, term: NamedNode | Literal) -> str:
        return self.ids.get(term.value, "")


def _kind_of_path(iri: str) -> str:
    """Return a kind whose IRIs lie where ``iri`` does."""
    path = iri.removeprefix(BASE).split("/")[0]
    return next(kind.name for kind in KINDS.values() if kind.path == path)


def read_data(folder: Path) -> Data:
    """Read all documents of ``data/``; the topic of a row is the folder its file lies in."""
    graphs = read_graphs(p for p in sorted(folder.glob("*/*.trig")) if p.parent.name != GEOMETRY)
    things = _Things(graphs)
    sources, entities, claims = [], [], []
    for path, subjects in graphs.items():
        document = next((s for s, v in subjects.items() if TC + "SourceDocument" in _types(v)), "")
        if not document.startswith(BASE + "source/"):
            continue
        place = _Document(
            Origin(path.parent.name, str(path.relative_to(folder.parent)), 0), document, subjects, things
        )
        sources.append(_source(place.origin, place.id, subjects[document]))
        entities += place.entities()
        claims += place.claims()
    replaced = tuple(
        {
            "id": r["id"],
            "canonical": things.ids.get(r["new"], ""),
            "type": "",
            "reason": r["reason"],
            "old_type": _kind_of_path(r["path"]),
        }
        for r in things.replaced
    )
    return Data(tuple(sources), tuple(entities), tuple(claims), things.types, replaced)


def _types(values: Values) -> set[str]:
    return {term.value for term in values.get(_iri("rdf:type"), ())}


@dataclass(frozen=True)
class _Document:
    """The graph of one document."""

    origin: Origin
    iri: str
    subjects: Mapping[str, Values]
    things: _Things

    @property
    def id(self) -> str:
        return self.iri.removeprefix(BASE + "source/")

    def entities(self) -> list[EntityRow]:
        return [
            _entity(self, subject, values)
            for subject, values in self.subjects.items()
            if _types(values) & set(BY_CLASS)
        ]

    def claims(self) -> list[ClaimRow]:
        rows, described = [], set()
        for values in self.subjects.values():
            types = _types(values)
            if types & _NODES:
                rows.append(_node(self.origin, self.id, values, types, self.things))
                if TC + "Statement" in types:
                    value = values[_iri("rdf:object")][0]
                    described.add((_one(values, "rdf:subject"), _one(values, "rdf:predicate"), str(value)))
        return [*rows, *self._plain(described)]

    def _plain(self, described: set[tuple[str, str, str]]) -> list[ClaimRow]:
        """Return the rows of the plain triples that no statement node describes and no entity row shows."""
        rows = []
        for subject, values in self.subjects.items():
            types = _types(values)
            if subject == self.iri or types & _NODES or subject.startswith(f"{BASE}address/"):
                continue
            for predicate, objects in values.items():
                if predicate in _ROW_PREDICATES or predicate not in BY_PREDICATE:
                    continue
                shown = _in_row(predicate, [o.value for o in objects]) if types & set(BY_CLASS) else set()
                for value in objects:
                    if value.value not in shown and (subject, predicate, str(value)) not in described:
                        cells = _blank(self.id)
                        _row_of(cells, subject, predicate, value, self.things)
                        rows.append(ClaimRow(self.origin, **cells))
        return rows


def _source(origin: Origin, source: str, values: Values) -> SourceRow:
    return SourceRow(
        origin,
        source,
        _one(values, "schema:url"),
        _one(values, "dcterms:title"),
        _one(values, "dcterms:publisher"),
        _one(values, "dcterms:issued"),
        _one(values, "dcterms:language"),
        _one(values, "dcterms:type"),
        _one(values, "tc:retrieved"),
    )


def _entity(document: _Document, subject: str, values: Values) -> EntityRow:
    things = document.things
    cells = dict.fromkeys(columns(EntityRow), "")
    cells["id"] = things.ids[subject]
    cells["type"] = "|".join(things.types[cells["id"]])
    cells["source"] = document.id
    for name, target in (("schema:name", "name"), ("schema:description", "description")):
        for value in values.get(_iri(name), ()):
            assert isinstance(value, Literal)
            cells[f"{target}_{value.language}"] = value.value
    cells["short_name"] = _one(values, "tc:shortName")
    cells["alt_names"] = "|".join(sorted(v.value for v in values.get(_iri("skos:altLabel"), ())))
    cells["website"] = min((v.value for v in values.get(_iri("schema:url"), ())), default="")
    same = [v.value for v in values.get(_iri("schema:sameAs"), ())]
    cells["wikidata"] = min((s.removeprefix(_WIKIDATA) for s in same if s.startswith(_WIKIDATA)), default="")
    cells["ror"] = min((s.removeprefix(_ROR) for s in same if s.startswith(_ROR)), default="")
    cells["postal_code"] = "|".join(sorted(v.value for v in values.get(_iri("schema:postalCode"), ())))
    addresses = values.get(_iri("schema:address"), [])
    if addresses:
        parts = document.subjects[addresses[0].value]
        cells["city"] = _one(parts, "schema:addressLocality")
        cells["postal_code"] = _one(parts, "schema:postalCode")
        cells["street"] = _one(parts, "schema:streetAddress")
    return EntityRow(document.origin, **cells)


def _blank(source: str) -> dict[str, str]:
    return dict.fromkeys(columns(ClaimRow), "") | {"source": source}


def _value(cells: dict[str, str], term: NamedNode | Literal, things: _Things) -> None:
    if isinstance(term, NamedNode):
        slug = things.id(term)
        cells["value"], cells["value_kind"] = (slug, "entity") if slug else (term.value, "url")
        return
    cells["value"] = term.value
    datatype = term.datatype.value.removeprefix(PREFIXES["xsd"])
    if datatype == "decimal":
        cells["value"], cells["value_kind"] = number(term.value) or term.value, "number"
    elif datatype in ("gYear", "gYearMonth", "date"):
        cells["value_kind"] = "year" if datatype == "gYear" else "date"
    else:
        cells["value_kind"], cells["lang"] = "text", term.language or ""


def _node(origin: Origin, source: str, values: Values, types: set[str], things: _Things) -> ClaimRow:
    cells = _blank(source)
    for column, name in (
        ("as_of", "tc:attested"),
        ("valid_from", "schema:startDate"),
        ("valid_to", "schema:endDate"),
        ("share", "tc:share"),
        ("honorific", "tc:honorific"),
        ("role_title", "tc:roleTitle"),
        ("body", "tc:body"),
        ("unit_text", "schema:unitText"),
        ("note", "skos:note"),
    ):
        cells[column] = _one(values, name)
    for column, name in (
        ("role", "org:role"),
        ("bound", "tc:bound"),
        ("status", "tc:status"),
        ("basis", "tc:basis"),
        ("grant_kind", "tc:grantKind"),
    ):
        cells[column] = _local(values, name)
    for column, name in (("place", "schema:location"), ("programme", "tc:fundingProgramme")):
        cells[column] = things.ids.get(_one(values, name), "")
    _ends(cells, values, types, things)
    return ClaimRow(origin, **cells)


_ENDS: Final = {
    "Tenure": ("org:member", "org:organization"),
    "Membership": ("org:member", "org:organization"),
    "Participation": ("tc:participant", "tc:participatesIn"),
    "Grant": ("tc:recipient", "tc:amount"),
    "Figure": ("tc:thing", "sdmx-measure:obsValue"),
}
"""Class of a statement node → the properties that hold its subject and its value."""


def _ends(cells: dict[str, str], values: Values, types: set[str], things: _Things) -> None:
    """Fill subject, property, value and unit of the row of a statement node."""
    shape = next(name.removeprefix(TC) for name in sorted(types) if name in _NODES)
    if shape == "Statement":
        _row_of(
            cells,
            _one(values, "rdf:subject"),
            _one(values, "rdf:predicate"),
            values[_iri("rdf:object")][0],
            things,
        )
        return
    subject, value = _ENDS[shape]
    if _iri(value) not in values:
        value = "schema:about"
    cells["subject"] = things.id(values[_iri(subject)][0])
    _value(cells, values[_iri(value)][0], things)
    coordinates = "coordinates" if cells["role"] == "coordinator" else "participatesIn"
    cells["property"] = {
        "Tenure": property_of_role(cells["role"]),
        "Membership": "memberOf",
        "Participation": coordinates,
        "Grant": "fundingAmount",
        "Figure": _local(values, "tc:indicator"),
    }[shape]
    if shape in ("Grant", "Figure"):
        cells["unit"] = (
            _local(values, "sdmx-attribute:unitMeasure") or _one(values, "schema:currency").lower()
        )


def _row_of(
    cells: dict[str, str], subject: str, predicate: str, value: NamedNode | Literal, things: _Things
) -> None:
    prop = BY_PREDICATE[predicate]
    if prop.flipped:
        assert isinstance(value, NamedNode)
        subject, value = value.value, NamedNode(subject)
    cells["subject"], cells["property"] = things.known(subject), prop.name
    _value(cells, value, things)


def _in_row(predicate: str, values: list[str]) -> set[str]:
    """Return those values that the entity row already shows (website, Wikidata, ROR)."""
    if predicate == PROPERTIES["website"].predicate:
        return {min(values)}
    if predicate == PROPERTIES["sameAs"].predicate:
        return {
            min(found) for start in (_WIKIDATA, _ROR) if (found := [v for v in values if v.startswith(start)])
        }
    return set()
