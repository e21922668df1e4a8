"""The things of the entities tables: one row a thing and document, with the kinds that are right."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace

from graphapp.tables import identity
from graphapp.tables.curation import Curation
from graphapp.tables.kinds import KINDS, SLUG
from graphapp.tables.mapping import CURATION, UnmappableError, near
from graphapp.tables.read import Tables
from graphapp.tables.rows import EntityRow, Origin, Problem, columns


@dataclass(frozen=True)
class Things:
    """Rows of things, the kinds of every thing, and the kinds that replaced ids had."""

    rows: tuple[EntityRow, ...]
    types: dict[str, tuple[str, ...]]
    old_types: dict[str, tuple[str, ...]]


@dataclass(frozen=True)
class Rules:
    """What is applied to the rows: documents by address, then split, then merge."""

    docs: identity.Documents
    splits: identity.Splits
    merged: identity.Merges


def things(
    tables: Tables, rules: Rules, curation: Curation, known: Mapping[str, tuple[str, ...]]
) -> tuple[Things, list[Problem]]:
    """Identify the things of ``tables``; ``known`` gives the kinds of those that ``data/`` already has."""
    fixes: dict[str, list[Mapping[str, str]]] = defaultdict(list)
    for fix in curation.name_fixes:
        fixes[fix["id"]].append(fix)
    problems: list[Problem] = []
    votes: dict[str, Counter[tuple[str, ...]]] = defaultdict(Counter)
    old_types: dict[str, tuple[str, ...]] = {}
    rows: dict[tuple[str, str], EntityRow] = {}
    for raw in tables.entities:
        row = raw
        for fix in fixes.get(raw.id, ()):
            row = _fix_name(row, fix)
        kinds = tuple(row.type.split("|"))
        try:
            row = _identified(row, kinds, rules, old_types)
        except UnmappableError as error:
            problems.append(
                Problem(raw.origin.file, raw.origin.line, error.column, error.what, error.way_out)
            )
            continue
        votes[row.id][kinds] += 1
        other = rows.get((row.id, row.source))
        rows[row.id, row.source] = row if other is None else _join(other, row)
    for entity in curation.new_entities:
        votes[entity["id"]][entity["type"],] += 1
    types = {
        slug: rules.merged.types.get(slug) or count.most_common(1)[0][0] for slug, count in votes.items()
    }
    types = {**rules.merged.types, **known, **types}
    out = [replace(row, type="|".join(types[row.id])) for row in rows.values()]
    for slug, cells in {r["id"]: r for r in (*curation.new_entities, *tables.names)}.items():
        if slug not in types:
            problems.append(
                Problem("names.csv", 0, "id", f"{slug!r} is no thing of the tables", "mend the row")
            )
        elif slug not in known:
            out.append(_named(slug, types[slug], cells))
    return Things(tuple(out), types, old_types), problems


def _identified(
    row: EntityRow, kinds: tuple[str, ...], rules: Rules, old_types: dict[str, tuple[str, ...]]
) -> EntityRow:
    """Give the row its document and the id that stands for the thing; a replaced id's names become alternatives."""
    if not SLUG.match(row.id):
        way_out = "use lower-case letters a to z, digits and single hyphens"
        raise UnmappableError("id", f"{row.id!r} is no slug", way_out)
    for kind in kinds:
        if kind not in KINDS:
            raise UnmappableError("type", f"{kind!r} is no kind of thing", near(kind, KINDS))
    source = rules.docs.by_topic.get((row.origin.topic, row.source))
    if source is None:
        way_out = "add the document to the topic's sources table"
        raise UnmappableError("source", f"{row.source!r} is not in sources.csv", way_out)
    slug = rules.splits.entity(row)
    target = rules.merged.of(slug)
    if target != slug:
        old_types.setdefault(slug, kinds)
        names = [row.name_de, row.name_en, *row.alt_names.split("|")]
        row = replace(row, name_de="", name_en="", alt_names="|".join(dict.fromkeys(filter(None, names))))
    return replace(row, id=target, source=source)


def _fix_name(row: EntityRow, fix: Mapping[str, str]) -> EntityRow:
    column = fix["column"]
    if column == "alt_names":
        names = [fix["new"] if name == fix["old"] else name for name in row.alt_names.split("|")]
        return replace(row, alt_names="|".join(filter(None, names)))
    if column in columns(EntityRow) and getattr(row, column) == fix["old"]:
        return replace(row, origin=row.origin, **{column: fix["new"]})
    return row


def _join(a: EntityRow, b: EntityRow) -> EntityRow:
    """Join two rows of one thing in one document: the first one's cells, other names as alternative names."""
    alternatives = [*a.alt_names.split("|"), *b.alt_names.split("|")]
    filled = {}
    for name in columns(EntityRow):
        one, two = getattr(a, name), getattr(b, name)
        filled[name] = one or two
        if name in ("name_de", "name_en", "short_name") and one and two and one != two:
            alternatives.append(two)
    filled["alt_names"] = "|".join(dict.fromkeys(filter(None, alternatives)))
    return EntityRow(a.origin, **filled)


def _named(slug: str, types: tuple[str, ...], cells: Mapping[str, str]) -> EntityRow:
    """Return the row by which the project itself names a thing."""
    blank = dict.fromkeys(columns(EntityRow), "")
    names = {"name_de": cells["name_de"], "name_en": cells["name_en"]}
    return EntityRow(
        Origin(CURATION, "names.csv", 0),
        **{**blank, **names, "id": slug, "type": "|".join(types), "source": CURATION},
    )
