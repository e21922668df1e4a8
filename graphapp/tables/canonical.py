"""From rows as they were collected to rows as the graph states them: every row has exactly one outcome.

The order: documents by address → split → corrections → merge → property and indicator → qualifiers → duplicates.
"""

from __future__ import annotations

import difflib
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal, InvalidOperation
from typing import Final

from graphapp.tables import identity
from graphapp.tables.curation import Curation
from graphapp.tables.duplicates import inverted, without_duplicates
from graphapp.tables.kinds import KINDS, ORGANISATIONS, SLUG
from graphapp.tables.properties import COUNTS, INVERSES, PROPERTIES, Property
from graphapp.tables.qualifiers import property_of_role, qualify
from graphapp.tables.read import Tables
from graphapp.tables.rows import ClaimRow, EntityRow, Origin, Problem, SourceRow, TableError, columns
from graphapp.tables.values import is_date

CURATION: Final = "curation"
_FIGURE: Final = Property("(indicator)", "figure", ("number",))
_TENURE_MEMBER: Final = Property("memberOf", "tenure", role="member")
_ATTEND: Final = PROPERTIES["attends"]
_VALUE_KINDS: Final = {
    "entity": "entity",
    "text": "text",
    "number": "number",
    "year": "date",
    "date": "date",
    "url": "url",
}
_ROLES_OF_PERSONS: Final = frozenset(["foundedBy", "initiatedBy", "authoredBy", "coordinates"])


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


@dataclass
class _Problems:
    found: list[Problem] = field(default_factory=list)

    def add(self, origin: Origin, column: str, what: str, way_out: str) -> None:
        self.found.append(Problem(origin.file, origin.line, column, what, way_out))

    def stop(self) -> None:
        if self.found:
            raise TableError(tuple(self.found))


def near(word: str, known: Iterable[str]) -> str:
    """Say which known words are like ``word``, as a way out."""
    like = difflib.get_close_matches(word, list(known), 3, 0.6)
    return (
        f"did you mean {' or '.join(like)}?" if like else "see docs/curating.md for the words that are known"
    )


def number(text: str) -> str | None:
    """Return the canonical decimal of ``text`` (no exponent, no trailing zeros), or None if it is no number."""
    try:
        value = Decimal(text)
    except InvalidOperation:
        return None
    if not value.is_finite():
        return None
    plain = format(value.normalize(), "f")
    return "0" if plain in ("-0", "") else plain


def shape_of(row: ClaimRow, types: Mapping[str, tuple[str, ...]], curation: Curation) -> Property | None:
    """Return what the row's property becomes, or None when the property is unknown."""
    if row.property in curation.indicators and row.property not in PROPERTIES:
        return _FIGURE
    if row.property == "memberOf" and "person" in types.get(row.subject, ()):
        return _TENURE_MEMBER
    return PROPERTIES.get(row.property)


def canonical(tables: Tables, curation: Curation, known: Mapping[str, tuple[str, ...]]) -> Facts:
    """Turn the rows of ``tables`` into the rows that the graph states.

    ``known`` gives the kinds of the things that ``data/`` already has. Raises ``TableError`` with every cell that
    cannot be mapped; nothing is dropped silently.
    """
    problems = _Problems()
    docs = identity.documents(tables.sources, curation.keep_sources)
    splits, merged = identity.Splits(tables.split), identity.merges(tables.merge)
    entities, types, old_types = _entities(tables, docs, splits, merged, curation, known, problems)
    mapped: list[tuple[ClaimRow, ClaimRow]] = []
    for raw in (*tables.claims, *_curated(curation)):
        row = _claim(raw, docs, splits, merged, curation, types, problems)
        if row is not None:
            mapped.append((raw, row))
    unused = {rule for rule in splits.unused() if rule[0] in {t for t, _ in docs.by_topic}}
    for topic, source, slug, where in sorted(unused):
        problems.add(
            Origin(topic, "split.csv", 0),
            "id",
            f"rule {slug} {where} ({source}) fits no row",
            "mend or delete the rule",
        )
    problems.stop()
    hidden = _without_role(
        mapped, {e.id: types[e.id] for e in entities if e.id not in known}, types, curation
    )
    claims, outcomes = _stated(mapped, hidden, types, curation)
    replaced = {
        old: (new, merged.reasons[old], old_types.get(old) or merged.old_types.get(old) or types[new])
        for old, new in merged.canonical.items()
        if new in types
    }
    kept = tuple(e for e in entities if e.id not in hidden)
    return Facts(
        sources=docs.rows,
        entities=kept,
        claims=claims,
        types=types,
        merged=replaced,
        outcomes=outcomes,
        source_rows=len(tables.sources),
        entity_rows=len(tables.entities),
    )


def _entities(
    tables: Tables,
    docs: identity.Documents,
    splits: identity.Splits,
    merged: identity.Merges,
    curation: Curation,
    known: Mapping[str, tuple[str, ...]],
    problems: _Problems,
) -> tuple[list[EntityRow], dict[str, tuple[str, ...]], dict[str, tuple[str, ...]]]:
    """Return (one row a thing and document, kinds of every thing, kinds that replaced ids had)."""
    fixes: dict[str, list[Mapping[str, str]]] = defaultdict(list)
    for fix in curation.name_fixes:
        fixes[fix["id"]].append(fix)
    votes: dict[str, Counter[tuple[str, ...]]] = defaultdict(Counter)
    old_types: dict[str, tuple[str, ...]] = {}
    rows: dict[tuple[str, str], EntityRow] = {}
    for raw in tables.entities:
        row = raw
        for fix in fixes.get(raw.id, ()):
            row = _fix_name(row, fix)
        kinds = tuple(row.type.split("|"))
        if not SLUG.match(row.id):
            problems.add(
                row.origin,
                "id",
                f"{row.id!r} is no slug",
                "use lower-case letters a to z, digits and single hyphens",
            )
        unknown = [kind for kind in kinds if kind not in KINDS]
        if unknown:
            problems.add(row.origin, "type", f"{unknown[0]!r} is no kind of thing", near(unknown[0], KINDS))
            continue
        source = docs.by_topic.get((row.origin.topic, row.source))
        if source is None:
            problems.add(
                row.origin,
                "source",
                f"{row.source!r} is not in sources.csv",
                "add the document to the topic's sources table",
            )
            continue
        slug = splits.entity(row)
        target = merged.of(slug)
        if target != slug:
            old_types.setdefault(slug, kinds)
            names = [row.name_de, row.name_en, *row.alt_names.split("|")]
            row = replace(row, name_de="", name_en="", alt_names="|".join(dict.fromkeys(filter(None, names))))
        votes[target][kinds] += 1
        row = replace(row, id=target, source=source)
        other = rows.get((target, source))
        rows[target, source] = row if other is None else _join_entities(other, row)
    for entity in (*curation.new_entities,):
        votes[entity["id"]][(entity["type"],)] += 1
    types = {slug: merged.types.get(slug) or count.most_common(1)[0][0] for slug, count in votes.items()}
    for slug, kinds in known.items():
        types.setdefault(slug, kinds)
    for slug, kinds in merged.types.items():
        types.setdefault(slug, kinds)
    out = [replace(row, type="|".join(types[row.id])) for row in rows.values()]
    curated = {r["id"]: r for r in (*curation.new_entities, *tables.names)}
    for slug, cells in curated.items():
        if slug in types and slug not in known:
            blank = dict.fromkeys(columns(EntityRow), "")
            blank |= {
                "id": slug,
                "type": "|".join(types[slug]),
                "name_de": cells["name_de"],
                "name_en": cells["name_en"],
                "source": CURATION,
            }
            out.append(EntityRow(Origin(CURATION, "names.csv", 0), **blank))
        elif slug not in types:
            problems.add(
                Origin("", "names.csv", 0),
                "id",
                f"{slug!r} is no thing of the tables",
                "mend or delete the row",
            )
    return out, types, old_types


def _fix_name(row: EntityRow, fix: Mapping[str, str]) -> EntityRow:
    if fix["column"] == "alt_names":
        names = [fix["new"] if name == fix["old"] else name for name in row.alt_names.split("|")]
        return replace(row, alt_names="|".join(filter(None, names)))
    if fix["column"] in columns(EntityRow) and getattr(row, fix["column"]) == fix["old"]:
        return replace(row, **{fix["column"]: fix["new"]})
    return row


def _join_entities(a: EntityRow, b: EntityRow) -> EntityRow:
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


def _curated(curation: Curation) -> list[ClaimRow]:
    """Return the project's own statements: hierarchy and mappings of topics, links between things kept apart."""
    statements = [
        *((n, "broader", b, "", "topic-hierarchy.csv") for n, b in curation.hierarchy),
        *((r["subject"], r["property"], r["object"], r["note"], "mappings.csv") for r in curation.mappings),
        *((r["subject"], r["property"], r["value"], r["note"], "links.csv") for r in curation.links),
    ]
    blank = dict.fromkeys(columns(ClaimRow), "")
    return [
        ClaimRow(
            Origin(CURATION, f"data/curation/{file}", line),
            **blank
            | {
                "subject": subject,
                "property": prop,
                "value": value,
                "value_kind": "entity",
                "note": note,
                "source": CURATION,
            },
        )
        for line, (subject, prop, value, note, file) in enumerate(statements, 2)
    ]


def _claim(
    raw: ClaimRow,
    docs: identity.Documents,
    splits: identity.Splits,
    merged: identity.Merges,
    curation: Curation,
    types: Mapping[str, tuple[str, ...]],
    problems: _Problems,
) -> ClaimRow | None:
    """Map one row; None after a problem was noted."""
    say: Callable[[str, str, str], None] = lambda column, what, way: problems.add(
        raw.origin, column, what, way
    )
    source = CURATION if raw.source == CURATION else docs.by_topic.get((raw.origin.topic, raw.source))
    if source is None:
        say(
            "source", f"{raw.source!r} is not in sources.csv", "add the document to the topic's sources table"
        )
        return None
    subject, value = splits.claim(raw)
    row = replace(raw, subject=subject, value=value)
    row = _corrected(row, curation)
    kind = _VALUE_KINDS.get(row.value_kind)
    if kind is None:
        say("value_kind", f"{row.value_kind!r} is no kind of value", near(row.value_kind, _VALUE_KINDS))
        return None
    if kind == "entity":
        row = replace(row, value=merged.of(row.value))
    row = replace(row, subject=merged.of(row.subject), source=source, place=merged.of(row.place))
    if row.subject not in types:
        say(
            "subject",
            f"{row.subject!r} is no known thing",
            "add it to the entities table; " + near(row.subject, types),
        )
        return None
    if kind == "entity" and row.value not in types:
        say(
            "value",
            f"{row.value!r} is no known thing",
            "add it to the entities table; " + near(row.value, types),
        )
        return None
    for column in ("as_of", "valid_from", "valid_to"):
        if getattr(row, column) and not is_date(getattr(row, column)):
            say(column, f"{getattr(row, column)!r} is no date", "write 2024, 2024-09 or 2024-09-30")
            return None
    if inverted(row.valid_from, row.valid_to):
        say("valid_to", f"{row.valid_to} is before valid_from {row.valid_from}", "swap or correct the dates")
        return None
    mapped = _property(row, kind, types, curation, say)
    if mapped is None:
        return None
    prop = shape_of(mapped, types, curation)
    if prop is None:
        words = [*PROPERTIES, *COUNTS, *INVERSES, "correspondsTo", *curation.indicators]
        say("property", f"{mapped.property!r} is no known property", near(mapped.property, words))
        return None
    kind = _VALUE_KINDS[mapped.value_kind]
    if kind not in prop.values:
        say(
            "value_kind",
            f"{mapped.property} takes {' or '.join(prop.values)}, not {kind} ({mapped.value!r})",
            "correct the kind or the property",
        )
        return None
    if kind == "number":
        decimal = number(mapped.value)
        if decimal is None:
            say(
                "value",
                f"{mapped.value!r} is no number",
                "write digits with a point for decimals, without units or separators",
            )
            return None
        mapped = replace(mapped, value=decimal)
    elif kind == "date":
        if not is_date(mapped.value):
            say("value", f"{mapped.value!r} is no date", "write 2024, 2024-09 or 2024-09-30")
            return None
        mapped = replace(mapped, value_kind="year" if len(mapped.value) == 4 else "date")
    if prop.shape == "tenure" and mapped.property == "holdsRole" and not mapped.role:
        say("role", "holdsRole needs the role", "name one of ontology/schemes/roles.ttl, such as minister")
        return None
    return _qualified(mapped, prop)


def _corrected(row: ClaimRow, curation: Curation) -> ClaimRow:
    """Apply every correction that fits the row as it was written; the first to fill a cell wins."""
    change: dict[str, str] = {}
    for correction in curation.corrections_for(row):
        own = {name: getattr(correction, name) for name in ("status", "basis", "place", "body")}
        for name, value in (correction.change | {k: v for k, v in own.items() if v}).items():
            change.setdefault(name, value)
    if "value" in change:
        change["value_kind"] = "entity"
    if "unit" in change:
        change["unit_text"] = _words(row.unit, change["unit"])
    return replace(row, **change)


def _qualified(row: ClaimRow, prop: Property) -> ClaimRow:
    """Fill the qualifiers; a participation whose role is coordinator is stated as ``coordinates``."""
    out = qualify(row, prop.shape)
    if prop.shape == "tenure":
        return replace(out, property=property_of_role(out.role))
    if prop.shape == "participation" and out.role == "coordinator":
        return replace(out, property="coordinates")
    return out


def _property(
    row: ClaimRow,
    kind: str,
    types: Mapping[str, tuple[str, ...]],
    curation: Curation,
    say: Callable[[str, str, str], None],
) -> ClaimRow | None:
    """Choose the property that says what the row means; turn it round where the model wants the inverse."""
    name = row.property
    if name in curation.indicators and row.unit in curation.unit_slugs and kind == "number":
        return row
    if name == "fundingAmount" and row.unit in curation.unit_slugs:
        return row
    if name in COUNTS and kind == "number":
        return _figure(row, types[row.subject], curation, say)
    if name in curation.indicators and kind == "number":
        unit = curation.indicators[name]["unit"]
        return replace(row, unit=unit, unit_text=_words(row.unit, unit))
    if name in INVERSES and kind == "entity":
        row = replace(row, property=INVERSES[name], subject=row.value, value=row.subject)
        name = row.property
    value_types = {*types.get(row.value, ())} if kind == "entity" else set()
    subject_types = {*types[row.subject]}
    concepts = {"field", "sector", "topic"}
    if name == "correspondsTo":
        match = "closeMatch" if value_types & concepts and subject_types & concepts else "related"
        name = "sameAs" if kind == "url" else match
    elif name == "participatesIn" and value_types & {"event"}:
        name = "attends"
    elif name == "memberOf" and value_types & {"programme"}:
        name = "participatesIn"
    elif name == "budgetPeriod" and kind == "number":
        return replace(
            row, property=name, value=f"{row.value} {row.unit}".strip(), value_kind="text", unit=""
        )
    elif kind == "text":
        name = "describesText" if name in COUNTS else name
        name = {"describes": "describesText", "recommends": "recommendsText", "renamedTo": "laterName"}.get(
            name, name
        )
    if name == "website" and not row.value.startswith(("http://", "https://")):
        say("value", f"{row.value!r} is no web address", "write it with https://")
        return None
    return replace(row, property=name)


def _words(unit: str, slug: str) -> str:
    """Return the unit in the table's words unless they are those of the unit ``slug``."""
    return "" if unit.casefold() == slug else unit


def _figure(
    row: ClaimRow, types: tuple[str, ...], curation: Curation, say: Callable[[str, str, str], None]
) -> ClaimRow | None:
    rule = next((r for r in curation.units.get(row.property, ()) if r.fits(row, types)), None)
    if rule is None:
        say(
            "unit",
            f"{row.property} in {row.unit or '(no unit)'} is no known indicator",
            "use the indicator's own name as the property, or add a rule to data/curation/units.csv",
        )
        return None
    if rule.indicator == "(grant)":
        if not {*types} & ({"project", "event"} | ORGANISATIONS):
            say(
                "property",
                f"a grant needs a recipient, {row.subject} is a {'|'.join(types)}",
                "use funding-volume",
            )
            return None
        row = replace(row, property="fundingAmount", unit_text=_words(row.unit, rule.out_unit))
        found = next(((p, k) for pattern, p, k in curation.grants if pattern.search(row.note)), ("", ""))
        kind = row.grant_kind or found[1]
        if kind == "applied-for":
            row, kind = replace(row, status=row.status or kind), ""
        return replace(row, unit=rule.out_unit, programme=row.programme or found[0], grant_kind=kind)
    if rule.indicator not in curation.indicators:
        say("property", f"{rule.indicator!r} is no indicator", "add it to data/curation/indicators.csv")
        return None
    return replace(
        row,
        property=rule.indicator,
        unit=rule.out_unit,
        unit_text=_words(row.unit, rule.out_unit),
        status=row.status or rule.status,
    )


def _without_role(
    mapped: list[tuple[ClaimRow, ClaimRow]],
    new: Mapping[str, tuple[str, ...]],
    types: Mapping[str, tuple[str, ...]],
    curation: Curation,
) -> frozenset[str]:
    """Name the persons who have no public role in any row: they are withheld."""
    with_role: set[str] = set()
    for _, row in mapped:
        prop = shape_of(row, types, curation)
        if prop is not None and prop.shape == "tenure":
            with_role.add(row.subject)
        elif row.property in _ROLES_OF_PERSONS:
            with_role |= {row.value, row.subject}
    return frozenset(slug for slug, kinds in new.items() if kinds == ("person",) and slug not in with_role)


def _stated(
    mapped: list[tuple[ClaimRow, ClaimRow]],
    hidden: frozenset[str],
    types: Mapping[str, tuple[str, ...]],
    curation: Curation,
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
            prop = shape_of(row, types, curation)
            numeric.append((row, prop is not None and prop.shape in ("figure", "grant")))
        kept, dropped = without_duplicates(numeric)
        fallen = {id(row) for row, _ in dropped}
        for row in kept:
            prop = shape_of(row, types, curation)
            assert prop is not None
            claims.append(_qualified(row, prop))
        outcomes += [
            Outcome(raw, "duplicate" if id(row) in fallen else "statement", row.property)
            for raw, row in pairs
        ]
    return tuple(claims), tuple(outcomes)
