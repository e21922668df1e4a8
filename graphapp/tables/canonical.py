"""From rows as they were collected to rows as the graph states them: every row has exactly one outcome."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from graphapp.tables import identity
from graphapp.tables.curation import Curation
from graphapp.tables.duplicates import without_duplicates
from graphapp.tables.mapping import CURATION, Mapper, UnmappableError, qualified, shape_of
from graphapp.tables.read import Tables
from graphapp.tables.rows import ClaimRow, EntityRow, Origin, Problem, SourceRow, TableError, columns
from graphapp.tables.things import Rules, things

_ROLES_OF_PERSONS: Final = frozenset(["foundedBy", "initiatedBy", "authoredBy", "coordinates"])
"""Relations beside tenures in which a person appears in public."""


@dataclass(frozen=True)
class Outcome:
    """What became of one row of the claims tables."""

    row: ClaimRow
    what: str
    """``statement``, ``duplicate`` or ``withheld``."""
    property: str
    """The property or indicator under which it is stated."""


@dataclass(frozen=True)
class Facts:
    """The rows that the graph states, and the account of where each came from."""

    sources: tuple[SourceRow, ...]
    entities: tuple[EntityRow, ...]
    claims: tuple[ClaimRow, ...]
    types: Mapping[str, tuple[str, ...]]
    merged: Mapping[str, tuple[str, str, tuple[str, ...]]]
    """Replaced id → (id that stands for it, reason, kinds it had)."""
    outcomes: tuple[Outcome, ...]
    source_rows: int
    entity_rows: int


def canonical(tables: Tables, curation: Curation, known: Mapping[str, tuple[str, ...]]) -> Facts:
    """Turn the rows of ``tables`` into the rows that the graph states.

    The order: documents by address → split → corrections → merge → property and indicator → qualifiers → duplicates.
    ``known`` gives the kinds of the things that ``data/`` already has. Raises ``TableError`` with every cell that
    cannot be mapped; nothing is dropped silently.
    """
    docs = identity.documents(tables.sources, curation.keep_sources)
    splits, merged = identity.Splits(tables.split), identity.merges(tables.merge)
    found, problems = things(tables, Rules(docs, splits, merged), curation, known)
    mapper = Mapper(docs, splits, merged, curation, found.types)
    mapped: list[tuple[ClaimRow, ClaimRow]] = []
    for raw in (*tables.claims, *_curated(curation)):
        try:
            mapped.append((raw, mapper.claim(raw)))
        except UnmappableError as error:
            problems.append(
                Problem(raw.origin.file, raw.origin.line, error.column, error.what, error.way_out)
            )
    topics = {topic for topic, _ in docs.by_topic}
    for topic, source, slug, where in sorted({*splits.unused()}):
        if topic in topics:
            what = f"the rule {slug} {where} ({topic}, {source}) fits no row"
            problems.append(Problem("split.csv", 0, "id", what, "mend or delete the rule"))
    if problems:
        raise TableError(tuple(problems))
    hidden = _without_role(mapped, {e.id for e in found.rows if e.id not in known}, mapper)
    claims, outcomes = _stated(mapped, hidden, mapper)
    return Facts(
        sources=docs.rows,
        entities=tuple(e for e in found.rows if e.id not in hidden),
        claims=claims,
        types=found.types,
        merged={
            old: (
                new,
                merged.reasons[old],
                found.old_types.get(old) or merged.old_types.get(old) or found.types[new],
            )
            for old, new in merged.canonical.items()
            if new in found.types
        },
        outcomes=outcomes,
        source_rows=len(tables.sources),
        entity_rows=len(tables.entities),
    )


def _curated(curation: Curation) -> list[ClaimRow]:
    """Return the project's own statements: hierarchy and mappings of topics, links between things kept apart."""
    tables = {
        "topic-hierarchy.csv": [(n, "broader", b, "") for n, b in curation.hierarchy],
        "mappings.csv": [(r["subject"], r["property"], r["object"], r["note"]) for r in curation.mappings],
        "links.csv": [(r["subject"], r["property"], r["value"], r["note"]) for r in curation.links],
    }
    blank = dict.fromkeys(columns(ClaimRow), "") | {"value_kind": "entity", "source": CURATION}
    return [
        ClaimRow(
            Origin(CURATION, f"data/curation/{file}", line),
            **blank | {"subject": subject, "property": prop, "value": value, "note": note},
        )
        for file, statements in tables.items()
        for line, (subject, prop, value, note) in enumerate(statements, 2)
    ]


def _without_role(mapped: list[tuple[ClaimRow, ClaimRow]], new: set[str], mapper: Mapper) -> frozenset[str]:
    """Name the persons among the ``new`` things who have no public role in any row: they are withheld."""
    with_role: set[str] = set()
    for _, row in mapped:
        prop = shape_of(row, mapper.types, mapper.curation)
        if prop is not None and prop.shape == "tenure":
            with_role.add(row.subject)
        elif row.property in _ROLES_OF_PERSONS:
            with_role |= {row.value, row.subject}
    return frozenset(slug for slug in new - with_role if mapper.types[slug] == ("person",))


def _stated(
    mapped: list[tuple[ClaimRow, ClaimRow]], hidden: frozenset[str], mapper: Mapper
) -> tuple[tuple[ClaimRow, ...], tuple[Outcome, ...]]:
    """Leave out what is about ``hidden`` persons and join duplicates within each document."""
    outcomes: list[Outcome] = []
    by_document: dict[str, list[tuple[ClaimRow, ClaimRow]]] = defaultdict(list)
    for raw, row in mapped:
        if row.subject in hidden or (row.value_kind == "entity" and row.value in hidden):
            outcomes.append(Outcome(raw, "withheld", row.property))
        else:
            by_document[row.source].append((raw, row))
    claims: list[ClaimRow] = []
    for pairs in by_document.values():
        numeric = []
        for _, row in pairs:
            prop = shape_of(row, mapper.types, mapper.curation)
            numeric.append((row, prop is not None and prop.shape in ("figure", "grant")))
        raws = {id(row): raw for raw, row in pairs}
        for joined in without_duplicates(numeric):
            prop = shape_of(joined.row, mapper.types, mapper.curation)
            assert prop is not None
            row = qualified(joined.row, prop)
            claims.append(row)
            for part in joined.parts:
                what = "statement" if part is joined.parts[0] else "duplicate"
                outcomes.append(Outcome(raws[id(part)], what, row.property))
    return tuple(claims), tuple(outcomes)
