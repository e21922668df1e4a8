"""Write the documents of a folder of tables into ``data/``: a table is the truth for the documents it names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from graphapp.namespaces import BASE
from graphapp.tables import curation as curation_tables
from graphapp.tables import from_rdf, geometry, to_rdf, trig
from graphapp.tables.canonical import Facts, canonical
from graphapp.tables.kinds import source_iri
from graphapp.tables.mapping import CURATION
from graphapp.tables.read import Tables, read_tables
from graphapp.tables.rows import Origin, SourceRow

CURATION_SOURCE: Final = SourceRow(
    Origin(CURATION, "data/curation", 0),
    CURATION,
    BASE + "source/curation",
    "Redaktionelle Entscheidungen: zusammengeführte Kennungen, bevorzugte Namen, Zuordnungen",
    "Thuringian cluster graph",
    "2026-11-22",
    "de",
    "curation",
)


class WouldRemoveError(Exception):
    """The tables lack statements that ``data/`` has for the same documents. ``lines`` counts them by file."""

    def __init__(self, lines: Mapping[Path, int]) -> None:
        count, files = sum(lines.values()), len(lines)
        what = f"{count} line{'s' * (count != 1)} of {files} file{'s' * (files != 1)}"
        super().__init__(f"{what} would be removed")
        self.lines = lines


@dataclass(frozen=True)
class Report:
    """What an import read and what it wrote."""

    facts: Facts
    stated: Mapping[str, int]
    """Statements written, by property or indicator."""
    written: tuple[Path, ...]
    unchanged: int
    removed: tuple[Path, ...]


def import_folder(
    folder: Path,
    data: Path,
    *,
    replace_documents: bool = False,
    retrieved: str = "",
    step: Callable[[str, int, int], None] = lambda _stage, _done, _all: None,
) -> Report:
    """Import the tables of ``folder`` into ``data``.

    ``retrieved`` (ISO date) is written for documents whose row names neither a date of publication nor of retrieval.
    ``step`` is called with (stage, done, all). Raises ``TableError`` for cells that cannot be mapped and
    ``WouldRemoveError`` when statements would be lost and ``replace_documents`` is not set; nothing is written then.
    """
    step("read", 0, 1)
    tables = read_tables(folder)
    curation = curation_tables.load(data / CURATION)
    present = from_rdf.read_data(data)
    whole = bool(tables.merge or tables.names or any(s.id == CURATION for s in tables.sources))
    tables = _prepared(tables, present, retrieved, whole=whole)
    step("map", 0, 1)
    if not whole:
        curation = replace(curation, hierarchy=(), mappings=(), links=(), new_entities=())
    facts = canonical(tables, curation, {} if whole else present.types)
    count = len(facts.sources)
    done = Counter[str]()

    def one() -> None:
        done["graphs"] += 1
        step("state", done["graphs"], count)

    graphs = to_rdf.graphs(facts, curation, one)
    places = {row.id: data / row.origin.topic / f"{row.id}.trig" for row in facts.sources}
    places |= {p.stem: p for p in data.glob("*/*.trig") if p.stem in places}
    texts = {places[slug]: trig.document(source_iri(slug), triples) for slug, triples in graphs.items()}
    stale = [p for p in data.glob("*/*.trig") if p not in texts and not _is_geometry(p)] if whole else []
    lost = {path: n for path, text in texts.items() if (n := _lost(path, text))}
    lost |= {path: len(path.read_text("utf-8").splitlines()) for path in stale}
    if lost and not replace_documents:
        raise WouldRemoveError(lost)
    written = []
    for path, text in texts.items():
        if not path.exists() or path.read_text("utf-8") != text:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8")
            written.append(path)
    for path in stale:
        path.unlink()
    written += geometry.import_geometry(folder, data)
    stated = Counter(row.property for row in facts.claims)
    return Report(facts, stated, tuple(written), len(texts) - len(written), tuple(stale))


def _is_geometry(path: Path) -> bool:
    return path.parent.name == from_rdf.GEOMETRY


def _lost(path: Path, text: str) -> int:
    """Count the lines of the file that the new text no longer has."""
    if not path.exists():
        return 0
    gone = Counter(path.read_text("utf-8").splitlines())
    gone.subtract(Counter(text.splitlines()))
    return sum(n for line, n in gone.items() if n > 0 and line.strip(" .;,"))


def _prepared(tables: Tables, present: from_rdf.Data, retrieved: str, *, whole: bool) -> Tables:
    sources = tuple(
        replace(row, retrieved=retrieved) if retrieved and not row.published and not row.retrieved else row
        for row in tables.sources
    )
    if whole and not any(row.id == CURATION for row in sources):
        sources = (*sources, CURATION_SOURCE)
    merge = tables.merge if whole else (*present.merged, *tables.merge)
    return replace(tables, sources=sources, merge=tuple(dict(rule) for rule in merge))
