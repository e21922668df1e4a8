"""The page of a thing: ``/de/organisation/optonet``."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from flask import Blueprint, abort, redirect, render_template, request
from pyoxigraph import Literal, NamedNode
from werkzeug import Response

from graphapp.catalogue.blocks import fill
from graphapp.namespaces import BASE, PREFIXES, TC
from graphapp.store.engine import Engine, Question, Term, select
from graphapp.web.addresses import page_path, thing_iri
from graphapp.web.asking import connection, engine_for_request
from graphapp.web.citing import FORMATS, Citation
from graphapp.web.pictures.drawn import Drawn, draw
from graphapp.web.problems import Problem, ProblemError
from graphapp.web.readable import Column, Words, named_in, read
from graphapp.web.site import site
from graphapp.web.things.evidence import Source, describe
from graphapp.web.things.facts import Group, Row, arrange, in_language, properties
from graphapp.web.things.labels import Label, Labels, look_up
from graphapp.web.things.panels import Answer, ask_all

blueprint = Blueprint("things", __name__)

PATHS: Final = (
    "organisation",
    "person",
    "project",
    "programme",
    "field",
    "sector",
    "topic",
    "service",
    "event",
    "publication",
    "label",
    "place",
    "source",
)
"""First parts of the addresses of things that have pages."""
SHORT: Final = TC + "shortName"
OTHER_NAMES: Final = (PREFIXES["skos"] + "altLabel", PREFIXES["schema"] + "name", SHORT)
DESCRIPTION: Final = PREFIXES["schema"] + "description"


@dataclass(frozen=True)
class Kind:
    """What a thing is: the IRI of a class and its label in both languages."""

    iri: str
    de: str
    en: str


@dataclass(frozen=True)
class Panel:
    """An answer with its columns arranged to be read."""

    answer: Answer
    columns: tuple[Column, ...]
    drawn: Drawn


@dataclass(frozen=True)
class Page:
    """Everything that the page of a thing shows."""

    iri: str
    label: Label
    kinds: tuple[Kind, ...]
    names: tuple[str, ...]
    descriptions: tuple[tuple[str, str, tuple[str, ...]], ...]
    """Text, its language where that is not the page's, and the documents it is from."""
    groups: tuple[Group, ...]
    panels: tuple[Panel, ...]
    labels: Labels
    sources: Mapping[str, Source]


@blueprint.get(f"/<any(de, en):language>/<any({', '.join(PATHS)}):kind>/<path:name>")
def page(language: str, kind: str, name: str) -> Response | str:
    """Show a thing: what it is, the facts about it with their sources, and the answers to what people ask about its kind."""
    cite = request.args.get("cite", "")
    if cite and cite not in FORMATS:
        raise ProblemError(
            Problem("parameter", 400, "“cite” is bib, ris or json.", german="„cite“ ist bib, ris oder json.")
        )
    iri = thing_iri(f"{kind}/{name}")
    connection()
    engine = engine_for_request(page=True)
    catalogue = site().catalogue
    thing = {"thing": [NamedNode(iri)]}
    kinds, survivor = _kinds(
        select(engine, Question(fill(catalogue.find("pages/thing").text, thing))).dicts()
    )
    if survivor:
        return redirect(page_path(survivor, language) or "/", 301)
    if not kinds:
        abort(404)
    classes = [known.iri for known, _ in kinds]
    of_classes = {"class": [NamedNode(one) for one in classes]}
    with ThreadPoolExecutor(3) as threads:
        told = threads.submit(_rows, engine, fill(catalogue.find("pages/facts").text, thing))
        shown = threads.submit(_rows, engine, fill(catalogue.find("pages/view").text, of_classes))
        answers = ask_all(engine, catalogue, iri, classes)
        rows, view = told.result(), properties(shown.result())
    groups = tuple(in_language(group, language) for group in arrange(rows, view))
    things, documents = {iri}, set()
    for answer in answers:
        named, cited = named_in(answer.rows)
        things |= named
        documents |= cited
    for row in rows:
        for term in row.values():
            if isinstance(term, NamedNode):
                (documents if "/source/" in term.value else things).add(term.value)
    with ThreadPoolExecutor(1) as threads:
        described = threads.submit(describe, engine, catalogue, documents)
        labels = look_up(engine, catalogue, things | documents)
        sources = described.result()
    words = Words(lambda name: catalogue.headings[name][language], labels, language)
    panels = tuple(
        Panel(
            answer,
            read(answer.variables, answer.rows, words, without=iri),
            draw(answer.query, answer.variables, answer.rows, labels, language, about=iri),
        )
        for answer in answers
    )
    label = labels[iri, language]
    citation = _citation(iri, label.text, language)
    if cite:
        return Response(citation.written_as(cite), content_type=f"{FORMATS[cite]}; charset=utf-8")
    return render_template(
        "thing.html",
        citation=citation,
        cite_formats=tuple(FORMATS),
        page=Page(
            iri,
            label,
            tuple(known for known, narrowest in kinds if narrowest),
            _names(rows, label.text),
            _descriptions(rows, language),
            groups,
            panels,
            labels,
            sources,
        ),
    )


def _citation(iri: str, label: str, language: str) -> Citation:
    """Return how to cite the page. A remote engine has no release: then its data are of today."""
    today = datetime.now(UTC).date()
    return Citation(
        iri.removeprefix(BASE).replace("/", "-"),
        label,
        iri,
        site().release,
        site().made or today,
        today,
        language,
    )


def _rows(engine: Engine, text: str) -> list[Row]:
    return list(select(engine, Question(text)).dicts())


def _kinds(rows: Iterable[Row]) -> tuple[list[tuple[Kind, bool]], str]:
    """Return the classes, each with whether it is one of the narrowest that have a name, and what replaced the thing."""
    kinds: dict[str, tuple[Kind, bool]] = {}
    survivor = ""
    for row in rows:
        if "survivor" in row:
            survivor = _text(row["survivor"])
            continue
        iri = _text(row["class"])
        named = "classDe" in row
        kind = Kind(iri, _text(row.get("classDe")), _text(row.get("classEn")))
        kinds.setdefault(iri, (kind, named and _text(row.get("narrower")) == "false"))
    return list(kinds.values()), survivor


def _names(rows: list[Row], label: str) -> tuple[str, ...]:
    """Return what else the thing is called: short names and aliases first, then names that only some documents use."""
    names: dict[str, str] = {}
    for wanted in OTHER_NAMES:
        for row in rows:
            if _text(row["property"]) == wanted and _text(row["direction"]) == "out":
                name = " ".join(_text(row["value"]).split())
                names.setdefault(name.casefold().replace(" ", ""), name)
    names.pop(label.casefold().replace(" ", ""), None)
    return tuple(names.values())


def _descriptions(rows: list[Row], language: str) -> tuple[tuple[str, str, tuple[str, ...]], ...]:
    found: dict[tuple[str, str], list[str]] = {}
    for row in rows:
        value = row["value"]
        if _text(row["property"]) == DESCRIPTION and isinstance(value, Literal):
            found.setdefault((value.value, value.language or ""), []).append(_text(row["source"]))
    own = {key: of for key, of in found.items() if key[1] in (language, "")} or found
    return tuple(
        (text, "" if known == language else known, tuple(sorted(of)))
        for (text, known), of in sorted(own.items(), key=lambda item: (-len(item[1]), item[0]))
    )


def _text(term: Term | None) -> str:
    return term.value if isinstance(term, Literal | NamedNode) else ""
