"""Write a landscape into a folder that the build reads like the project."""

from __future__ import annotations

import shutil
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from pyoxigraph import Literal, NamedNode, Triple

from graphapp.catalogue.blocks import default_of, fill
from graphapp.catalogue.queries import load
from graphapp.config import Settings
from graphapp.namespaces import BASE, PREFIXES
from graphapp.synthesise import frame as frames
from graphapp.synthesise.documents import Documents
from graphapp.synthesise.frame import Frame, frame_of
from graphapp.synthesise.instance import Instance
from graphapp.synthesise.population import Population
from graphapp.synthesise.profile import DOCUMENT, TYPE, Profile, Statement, Term
from graphapp.tables.trig import document

SHARE: Final = 0.36
"""Size of a landscape of scale 1, the real one being 1: with it a release of scale 1 has some 100,000 quads."""
FILES: Final = 1000
"""Most files in one folder."""
_MARK: Final = "synthetic.txt"


@dataclass(frozen=True)
class Written:
    """What was written."""

    documents: int
    triples: int
    """Triples of documents, one that two documents state counted twice."""


@dataclass(frozen=True)
class Plan:
    """Which landscape is wanted."""

    scale: float
    """1 gives a release of about 100,000 quads."""
    seed: int


def synthesise(
    settings: Settings, profile: Profile, plan: Plan, folder: Path, advance: Callable[[int, int], None]
) -> Written:
    """Write a landscape into ``folder`` that follows ``profile``, read from the project of ``settings``.

    Equal input and plan give equal files. ``advance`` is called with the number of blocks that are through
    and that there are. Raises ``FileExistsError`` when ``folder`` holds anything but a landscape.
    """
    _clear(folder)
    population = Population(profile, plan.scale * SHARE, plan.seed)
    frame = frame_of(profile, population.share)
    for name, path in (
        ("ontology", settings.ontology),
        ("shapes", settings.shapes),
        ("queries", settings.queries),
    ):
        shutil.copytree(path, folder / name)
    _let_queries_ask_for(population, settings, folder / "queries")
    data = folder / "data"
    documents = triples = 0
    for name, part, statements in _documents(population, frame, advance):
        path = data / part / f"{name.removeprefix(BASE + 'source/')}.trig"
        path.parent.mkdir(parents=True, exist_ok=True)
        found = {
            Triple(NamedNode(said.subject), NamedNode(said.predicate), said.object) for said in statements
        }
        path.write_text(document(name, found), encoding="utf-8")
        documents += 1
        triples += len(found)
    return Written(documents, triples)


def _clear(folder: Path) -> None:
    if folder.exists() and any(folder.iterdir()):
        if not (folder / _MARK).is_file():
            raise FileExistsError(
                f"{folder} holds something else than a synthetic landscape; name another folder"
            )
        for name in ("data", "ontology", "shapes", "queries"):
            shutil.rmtree(folder / name, ignore_errors=True)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / _MARK).write_text(
        "Everything below data/ was invented by graphapp synthesise, except places, fields and sectors.\n"
    )


def _documents(
    population: Population, frame: Frame, advance: Callable[[int, int], None]
) -> Iterator[tuple[str, str, list[Statement]]]:
    """Yield each document with its folder and what it says, a block at a time."""
    yield frames.DOCUMENT, "frame", [*_about_frame(), *frame.statements]
    for block in range(population.blocks):
        documents = Documents(population, block)
        said: dict[str, list[Statement]] = defaultdict(list)
        for kind, real in population.profile.templates.items():
            for index in range(population.size(block, len(real))):
                thing = population.thing(block, kind, index)
                for statement in Instance(thing, population, frame, documents.standing_for).statements():
                    said[statement.document].append(statement)
        for number, name in enumerate(sorted(said)):
            yield name, f"{block:03}-{number // FILES}", [*documents.description(name), *said[name]]
        advance(block + 1, population.blocks)


def _about_frame() -> Iterator[Statement]:
    values: dict[str, Term] = {
        TYPE: NamedNode(PREFIXES["tc"] + DOCUMENT),
        PREFIXES["dcterms"] + "title": Literal("Orte, Felder und Branchen der synthetischen Landschaft"),
        PREFIXES["dcterms"] + "language": Literal("de"),
        PREFIXES["dcterms"] + "publisher": Literal("graphapp synthesise"),
        PREFIXES["dcterms"] + "type": Literal("dataset"),
        PREFIXES["dcterms"] + "issued": Literal("2026", datatype=NamedNode(PREFIXES["xsd"] + "gYear")),
        PREFIXES["schema"] + "url": NamedNode("https://documents.example/frame"),
    }
    for predicate, value in values.items():
        yield Statement(frames.DOCUMENT, frames.DOCUMENT, predicate, value)


def _let_queries_ask_for(population: Population, settings: Settings, folder: Path) -> None:
    """Let the queries of ``folder`` ask, by default, for the things that stand where the real ones do."""
    for query in load(settings.queries):
        values = {}
        for parameter in query.parameters:
            default = default_of(query.text, parameter.name)
            found = population.counterpart(default.value) if isinstance(default, NamedNode) else None
            if found is not None:
                values[parameter.name] = (NamedNode(found.iri),)
        if values:
            path = folder / f"{query.name}.rq"
            path.write_text(fill(path.read_text(encoding="utf-8"), values), encoding="utf-8")
