"""An answer of the catalogue arranged to be read, with the labels and documents that it names."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from graphapp.catalogue import Catalogue
from graphapp.store.engine import Engine, Term
from graphapp.web.readable import Column, Words, named_in, read
from graphapp.web.things.evidence import Source, describe
from graphapp.web.things.labels import Labels, look_up


@dataclass(frozen=True)
class Arranged:
    """The columns to show, what things are called, and the documents behind the rows."""

    columns: tuple[Column, ...]
    labels: Labels
    sources: Mapping[str, Source]


def arranged(
    engine: Engine,
    catalogue: Catalogue,
    variables: Sequence[str],
    rows: Sequence[Sequence[Term | None]],
    language: str,
) -> Arranged:
    """Arrange ``rows`` for a page in ``language``. Raises `graphapp.store.engine.QueryError`."""
    things, documents = named_in(rows)
    labels = look_up(engine, catalogue, things | documents)
    words = Words(lambda name: catalogue.headings[name][language], labels, language)
    return Arranged(read(variables, rows, words), labels, describe(engine, catalogue, documents))
