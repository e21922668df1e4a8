"""The concept schemes of indicators and units, written from the curation tables (``ontology/schemes/``)."""

from __future__ import annotations

from pathlib import Path

from pyoxigraph import Literal

from graphapp.namespaces import BASE
from graphapp.tables.curation import Curation
from graphapp.tables.trig import term

_HEAD = f"""@base <{BASE}> .
@prefix tc: <{BASE}ontology#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .

# Written by `graphapp import` from data/curation/{{table}}; edit the table, not this file.

<scheme/{{scheme}}> a skos:ConceptScheme ;
  skos:prefLabel "{{en}}"@en , "{{de}}"@de .
"""


def _text(text: str, language: str) -> str:
    return term(Literal(text, language=language), set())


def indicators(curation: Curation) -> str:
    """Return the Turtle of the scheme of indicators: SKOS concepts, narrower ones below what they are a part of."""
    parts = [_HEAD.format(table="indicators.csv", scheme="indicators", en="Indicators", de="Indikatoren")]
    for slug, row in sorted(curation.indicators.items()):
        above = (
            f"skos:broader <indicator/{row['broader']}>"
            if row["broader"]
            else "skos:topConceptOf <scheme/indicators>"
        )
        unit = f"\n  skos:related <unit/{row['unit']}> ;" if row["unit"] else ""
        parts.append(
            f"<indicator/{slug}> a tc:Indicator , skos:Concept ;\n"
            f"  skos:prefLabel {_text(row['name_en'], 'en')} , {_text(row['name_de'], 'de')} ;\n"
            f"  skos:definition {_text(row['definition_en'], 'en')} ,\n    {_text(row['definition_de'], 'de')} ;\n"
            f'  skos:notation "{slug}" ;\n  {above} ;{unit}\n  skos:inScheme <scheme/indicators> .\n'
        )
    return "\n".join(parts)


def units(curation: Curation) -> str:
    """Return the Turtle of the scheme of units."""
    parts = [_HEAD.format(table="units-list.csv", scheme="units", en="Units", de="Einheiten")]
    for slug, row in sorted(curation.unit_slugs.items()):
        symbol = f'  skos:altLabel "{row["symbol"]}" ;\n' if row["symbol"] else ""
        parts.append(
            f"<unit/{slug}> a skos:Concept ;\n"
            f"  skos:prefLabel {_text(row['name_en'], 'en')} , {_text(row['name_de'], 'de')} ;\n{symbol}"
            f'  skos:notation "{slug}" ;\n  skos:topConceptOf <scheme/units> ;\n  skos:inScheme <scheme/units> .\n'
        )
    return "\n".join(parts)


def write(curation: Curation, folder: Path) -> tuple[Path, ...]:
    """Write both schemes into ``folder`` (``ontology/schemes``); return the files that changed."""
    changed = []
    for name, text in (("indicators.ttl", indicators(curation)), ("units.ttl", units(curation))):
        path = folder / name
        if not path.exists() or path.read_text("utf-8") != text:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8")
            changed.append(path)
    return tuple(changed)
