"""Map one row of the claims table to the row that the graph states."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation
from typing import Final

from graphapp.tables import identity
from graphapp.tables.curation import Curation
from graphapp.tables.duplicates import inverted
from graphapp.tables.kinds import ORGANISATIONS
from graphapp.tables.properties import COUNTS, INVERSES, PROPERTIES, Property
from graphapp.tables.qualifiers import CODES, qualify
from graphapp.tables.roles import property_of_role
from graphapp.tables.rows import ClaimRow
from graphapp.tables.values import is_date

CURATION: Final = "curation"
"""Id of the document that holds the project's own decisions."""
_FIGURE: Final = Property("(indicator)", "figure", ("number",))
_TENURE_MEMBER: Final = Property("memberOf", "tenure", role="member")
_VALUE_KINDS: Final = {
    "entity": "entity",
    "text": "text",
    "number": "number",
    "year": "date",
    "date": "date",
    "url": "url",
}
_A_DATE: Final = "write 2024, 2024-09 or 2024-09-30"
_MONEY: Final = frozenset(["eur", "usd", "dem", "chf", "eur-per-year", "eur-per-month"])
"""Units in which a grant is given."""
_CONCEPTS: Final = frozenset(["field", "sector", "topic"])
_AS_TEXT: Final = {"describes": "describesText", "recommends": "recommendsText", "renamedTo": "laterName"}
_OTHER_WORDS: Final = ("correspondsTo", *COUNTS, *INVERSES)


class UnmappableError(Exception):
    """A cell that cannot be mapped: its column, what is wrong with it, and the way out."""

    def __init__(self, column: str, what: str, way_out: str) -> None:
        super().__init__(f"{column}: {what}")
        self.column, self.what, self.way_out = column, what, way_out


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


def qualified(row: ClaimRow, prop: Property) -> ClaimRow:
    """Fill the qualifiers from the note and name the property after the role that was found."""
    out = qualify(row, prop.shape)
    if prop.shape == "tenure":
        return replace(out, property=property_of_role(out.role))
    if prop.shape == "participation" and out.role == "coordinator":
        return replace(out, property="coordinates")
    return out


@dataclass(frozen=True)
class Mapper:
    """What must be known to map a row: documents, rules for ids, curation, and the kinds of all things."""

    docs: identity.Documents
    splits: identity.Splits
    merged: identity.Merges
    curation: Curation
    types: Mapping[str, tuple[str, ...]]

    def claim(self, raw: ClaimRow) -> ClaimRow:
        """Map one row: split → corrections → merge → property and indicator → qualifiers.

        Raises ``UnmappableError`` for the first cell that cannot be mapped.
        """
        row = self._identified(raw)
        for column in ("as_of", "valid_from", "valid_to"):
            if getattr(row, column) and not is_date(getattr(row, column)):
                raise UnmappableError(column, f"{getattr(row, column)!r} is no date", _A_DATE)
        for column, words in CODES.items():
            word = getattr(row, column)
            if word and word not in words:
                raise UnmappableError(column, f"{word!r} is no {column.replace('_', ' ')}", near(word, words))
        if row.share and number(row.share) is None:
            raise UnmappableError(
                "share", f"{row.share!r} is no number", "write percent as digits: 75 or 12.5"
            )
        if inverted(row.valid_from, row.valid_to):
            what = f"{row.valid_to} is before valid_from {row.valid_from}"
            raise UnmappableError("valid_to", what, "swap or correct the dates")
        row = self._property(row, _VALUE_KINDS[row.value_kind])
        prop = shape_of(row, self.types, self.curation)
        if prop is None:
            known = [*PROPERTIES, *_OTHER_WORDS, *self.curation.indicators]
            raise UnmappableError(
                "property", f"{row.property!r} is no known property", near(row.property, known)
            )
        row = _value(row, prop)
        if row.property == "holdsRole" and not row.role:
            way_out = "name one of ontology/schemes/roles.ttl, such as minister"
            raise UnmappableError("role", "holdsRole needs the role", way_out)
        return qualified(row, prop)

    def _identified(self, raw: ClaimRow) -> ClaimRow:
        """Give the row its document and the ids that stand for its things, corrected where curation says so."""
        source = (
            CURATION if raw.source == CURATION else self.docs.by_topic.get((raw.origin.topic, raw.source))
        )
        if source is None:
            way_out = "add the document to the topic's sources table"
            raise UnmappableError("source", f"{raw.source!r} is not in sources.csv", way_out)
        subject, value = self.splits.claim(raw)
        row = self._corrected(replace(raw, subject=subject, value=value))
        if row.value_kind not in _VALUE_KINDS:
            what = f"{row.value_kind!r} is no kind of value"
            raise UnmappableError("value_kind", what, near(row.value_kind, _VALUE_KINDS))
        ends = {"subject": self.merged.of(row.subject)}
        if row.value_kind == "entity":
            ends["value"] = self.merged.of(row.value)
        for column in ("place", "programme"):
            if getattr(row, column):
                ends[column] = self.merged.of(getattr(row, column))
        for column, slug in ends.items():
            if slug not in self.types:
                way_out = "add it to the entities table; " + near(slug, self.types)
                raise UnmappableError(column, f"{slug!r} is no known thing", way_out)
        return replace(row, origin=raw.origin, source=source, **ends)

    def _corrected(self, row: ClaimRow) -> ClaimRow:
        """Apply every correction that fits the row as it was written; the first to fill a cell wins."""
        change: dict[str, str] = {}
        for correction in self.curation.corrections_for(row):
            own = {name: getattr(correction, name) for name in ("status", "basis", "place", "body")}
            for name, value in {**correction.change, **own}.items():
                if value:
                    change.setdefault(name, value)
        if "value" in change:
            change["value_kind"] = "entity"
        if "unit" in change:
            change["unit_text"] = _words(row.unit, change["unit"])
        return replace(row, origin=row.origin, **change)

    def _property(self, row: ClaimRow, kind: str) -> ClaimRow:
        """Choose the property that says what the row means; turn it round where the model wants the inverse."""
        if kind == "number" and (row.property in COUNTS or row.property in self.curation.indicators):
            return self._figure(row)
        if row.property in INVERSES and kind == "entity":
            row = replace(row, property=INVERSES[row.property], subject=row.value, value=row.subject)
        name = row.property
        subject = {*self.types[row.subject]}
        value = {*self.types[row.value]} if kind == "entity" else set()
        if name == "coordinates" and "event" in value:
            name = "organises"
        elif name == "correspondsTo":
            match = "closeMatch" if value & _CONCEPTS and subject & _CONCEPTS else "related"
            name = "sameAs" if kind == "url" else match
        elif name == "participatesIn" and "event" in value:
            name = "attends"
        elif name == "memberOf" and "programme" in value:
            name = "participatesIn"
        elif name == "budgetPeriod" and kind == "number":
            row = replace(row, value=f"{row.value} {row.unit}".strip(), value_kind="text", unit="")
        elif kind == "text":
            name = "describesText" if name in COUNTS else _AS_TEXT.get(name, name)
        elif name == "website" and not row.value.startswith(("http://", "https://")):
            raise UnmappableError("value", f"{row.value!r} is no web address", "write it with https://")
        return replace(row, property=name)

    def _units_known(self, row: ClaimRow) -> str:
        """Say in which units the row's property is known, those like the row's unit first, as a way out."""
        rules = (r for r in self.curation.units.get(row.property, ()) if r.unit not in ("", "(none)"))
        units = list(dict.fromkeys(r.unit for r in sorted(rules, key=lambda r: r.note is not None)))
        like = difflib.get_close_matches(row.unit, units, 3, 0.6)
        return (
            f"write one of its units ({', '.join(like or units[:4])} …), or as the property an indicator of "
            "data/curation/indicators.csv, or add a rule to data/curation/units.csv"
        )

    def _figure(self, row: ClaimRow) -> ClaimRow:
        """Name the indicator and unit of a number, or make it a grant."""
        indicators, types = self.curation.indicators, self.types[row.subject]
        if row.property in indicators and row.unit in self.curation.unit_slugs:
            return row
        if row.property == "fundingAmount" and row.unit in _MONEY:
            return row
        if row.property not in COUNTS:
            unit = indicators[row.property]["unit"]
            return replace(row, unit=unit, unit_text=_words(row.unit, unit))
        rule = next((r for r in self.curation.units.get(row.property, ()) if r.fits(row, types)), None)
        if rule is None:
            what = f"{row.property} in {row.unit or '(no unit)'} is no known indicator"
            raise UnmappableError("unit", what, self._units_known(row))
        if rule.indicator == "(grant)":
            return self._grant(row, rule.out_unit)
        if rule.indicator not in indicators:
            way_out = "add it to data/curation/indicators.csv"
            raise UnmappableError("property", f"{rule.indicator!r} is no indicator", way_out)
        words, status = _words(row.unit, rule.out_unit), row.status or rule.status
        return replace(row, property=rule.indicator, unit=rule.out_unit, unit_text=words, status=status)

    def _grant(self, row: ClaimRow, unit: str) -> ClaimRow:
        types = self.types[row.subject]
        if not {*types} & ({"project", "event"} | ORGANISATIONS):
            what = f"a grant needs a recipient, {row.subject} is a {'|'.join(types)}"
            raise UnmappableError("property", what, "use funding-volume")
        found = (rule for pattern, *rule in self.curation.grants if pattern.search(row.note))
        programme, kind = next(found, ["", ""])
        kind, status = row.grant_kind or kind, row.status
        if kind == "applied-for":
            kind, status = "", status or kind
        return replace(
            row,
            unit=unit,
            unit_text=_words(row.unit, unit),
            programme=row.programme or programme,
            grant_kind=kind,
            status=status,
        )


def _words(unit: str, slug: str) -> str:
    """Return the unit in the table's words unless they are those of the unit ``slug``."""
    return "" if unit.casefold() == slug else unit


def _value(row: ClaimRow, prop: Property) -> ClaimRow:
    """Check the value against what the property takes, and write numbers and dates in their canonical form."""
    kind = _VALUE_KINDS[row.value_kind]
    if kind not in prop.values:
        what = f"{row.property} takes {' or '.join(prop.values)}, not {kind} ({row.value!r})"
        raise UnmappableError("value_kind", what, "correct the kind or the property")
    if kind == "number":
        decimal = number(row.value)
        if decimal is None:
            way_out = "write digits with a point for decimals, without units or separators"
            raise UnmappableError("value", f"{row.value!r} is no number", way_out)
        return replace(row, value=decimal)
    if kind == "date":
        if not is_date(row.value):
            raise UnmappableError("value", f"{row.value!r} is no date", _A_DATE)
        return replace(row, value_kind="year" if len(row.value) == 4 else "date")
    return row
