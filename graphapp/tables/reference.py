"""The words of the fact tables as Markdown, for ``docs/curating.md``; ``python -m graphapp.tables.reference`` writes them."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Final

from graphapp.config import from_environment
from graphapp.namespaces import BASE, PREFIXES
from graphapp.tables.kinds import KINDS
from graphapp.tables.properties import COUNTS, INVERSES, PROPERTIES, Property

PAGE: Final = Path("docs") / "curating.md"


def kinds_table() -> str:
    """Return the table of the kinds of things: what stands in ``type``, the class, and how the IRI begins."""
    rows = ((f"`{k.name}`", f"`{_compact(k.rdf_class)}`", f"`{k.path}/…`") for k in KINDS.values())
    return _table(("type", "class", "IRI"), rows)


def properties_table() -> str:
    """Return the table of the properties that a row may have, the values they take, and what they become."""
    rows = [(f"`{p.name}`", " or ".join(p.values), _becomes(p)) for p in PROPERTIES.values()]
    for name, of in INVERSES.items():
        more = "; a number: a figure" if name in COUNTS else ""
        rows.append((f"`{name}`", "entity", f"`{of}`, seen from the other side{more}"))
    rows.append(
        (
            "`correspondsTo`",
            "entity or url",
            "`skos:closeMatch` of two concepts, else `dcterms:relation`; `schema:sameAs`",
        )
    )
    what = "a figure or grant: which, `units.csv` says by the unit and the note"
    rows += [(f"`{name}`", "number", what) for name in sorted(COUNTS - {*INVERSES} - {*PROPERTIES})]
    rows.append(("an indicator", "number", "a figure of that indicator (`data/curation/indicators.csv`)"))
    return _table(("property", "value_kind", "becomes"), rows)


def with_tables(page: str) -> str:
    """Return the page with both tables made anew between their marks. Raises ``ValueError`` without the marks."""
    for name, table in (("kinds", kinds_table()), ("properties", properties_table())):
        begin, end = f"<!-- {name}: python -m graphapp.tables.reference -->\n", f"<!-- end of {name} -->"
        head, found, rest = page.partition(begin)
        _, closed, tail = rest.partition(end)
        if not found or not closed:
            raise ValueError(f"the page has no marks for {name}")
        page = f"{head}{begin}{table}{end}{tail}"
    return page


def _becomes(prop: Property) -> str:
    if prop.shape == "plain":
        triple = f"`{_compact(prop.predicate)}`"
        return f"{triple} from the value to the subject" if prop.flipped else triple
    role = f"role `{prop.role}`" if prop.role else "the role of the column `role`"
    return {
        "tenure": f"tenure of a person, {role}",
        "membership": "membership; of a person: tenure",
        "participation": f"participation, {role}",
        "grant": "grant",
    }[prop.shape]


def _compact(iri: str) -> str:
    inner = {k: v for k, v in PREFIXES.items() if iri.startswith(v) and v != BASE}
    prefix = max(inner, key=lambda name: len(inner[name]))
    return f"{prefix}:{iri.removeprefix(inner[prefix])}"


def _table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    names = list(head)
    lines = [names, ["---"] * len(names), *([*row] for row in rows)]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def main() -> None:
    """Write the tables into the page."""
    path = from_environment().project / PAGE
    path.write_text(with_tables(path.read_text(encoding="utf-8")), encoding="utf-8")


if __name__ == "__main__":
    main()
