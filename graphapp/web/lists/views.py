"""The pages of lists, and the same in CSV, JSON and Turtle."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlencode

from flask import Blueprint, render_template, request
from pyoxigraph import Literal, NamedNode
from werkzeug import Response

from graphapp.catalogue import Catalogue
from graphapp.catalogue.blocks import Value, fill
from graphapp.catalogue.header import without_header
from graphapp.namespaces import BASE, PREFIXES
from graphapp.store.engine import Engine, Question, Term, select
from graphapp.store.formats import TURTLE
from graphapp.web.asking import connection, engine_for_request
from graphapp.web.language import current_language, to_preferred_language
from graphapp.web.linked import requests
from graphapp.web.lists.kinds import LISTS, ListOf
from graphapp.web.lists.state import ON_A_PAGE, PATHS, State, read_state
from graphapp.web.problems import Problem, ProblemError
from graphapp.web.readable import Column, Words, named_in, read
from graphapp.web.site import site
from graphapp.web.things.evidence import Source, describe
from graphapp.web.things.labels import Labels, look_up

blueprint = Blueprint("lists", __name__)

FACETS: Final = {
    "kind": "lists/facet-kind",
    "field": "lists/facet-field",
    "district": "lists/facet-district",
    "network": "lists/facet-network",
    "role": "lists/facet-role",
    "broader": "lists/facet-broader",
    "decade": "lists/facet-decade",
}
"""Name of a facet → the query that counts it."""
KINDS: Final = BASE + "kind/"
_PATHS: Final = ", ".join(LISTS)


@dataclass(frozen=True)
class Choice:
    """A value that the list can be narrowed to: how many things it leaves, its address, and whether it is chosen."""

    text: str
    count: int
    address: str
    chosen: bool
    key: str
    """What is chosen by it: a path, such as ``field/automobil``, the name of a class, or a year."""


@dataclass(frozen=True)
class Facet:
    """What the list can be narrowed by, and its values, the most frequent first."""

    name: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True)
class Shown:
    """The part of a list that is shown: the columns of its rows, and what those name."""

    columns: tuple[Column, ...]
    labels: Labels
    sources: Mapping[str, Source]
    iris: tuple[NamedNode, ...]


@blueprint.get(f"/<any({_PATHS}):path>")
@blueprint.get(f"/<any(de, en):language>/<any({_PATHS}):path>")
def things(path: str, language: str = "") -> Response | str:
    """Show a list, narrowed and ordered as the address says; ``format`` is html, csv, json or ttl.

    ``as-of`` leaves out what was not there then, from the facets and their numbers too.
    """
    wanted = request.args.get("format", "html")
    if wanted not in ("html", "csv", "json", "ttl"):
        problem = "“format” is html, csv, json or ttl."
        raise ProblemError(
            Problem("parameter", 400, problem, german="„format“ ist html, csv, json oder ttl.")
        )
    if not language and wanted == "html":
        return to_preferred_language()
    connection()
    language = current_language()
    listed, state = LISTS[path], read_state(request.args, requests.period())
    engine, catalogue = engine_for_request(page=True), site().catalogue
    query = fill(catalogue.find("lists/things-of-class").text, state.values(listed, language))
    with ThreadPoolExecutor(4) as threads:
        counted = [
            threads.submit(_count, engine, catalogue, name, state, listed)
            for name in (listed.facets if wanted == "html" else ())
        ]
        rows = select(engine, Question(query)).rows
        facets = [task.result() for task in counted]
    if wanted != "html":
        return _data(wanted, listed, _shown(engine, catalogue, rows, language, state), engine)
    first = (state.page - 1) * ON_A_PAGE
    shown = _shown(engine, catalogue, rows[first : first + ON_A_PAGE], language, state)
    named = {iri for found in facets for iri in found if "/" in iri}
    chosen = {BASE + path for name in PATHS if (path := getattr(state, name))}
    labels = look_up(engine, catalogue, named | chosen | {PREFIXES["tc"] + state.kind})
    return render_template(
        "list.html",
        listed=listed,
        state=state,
        count=len(rows),
        first=first,
        pages=max(1, -(-len(rows) // ON_A_PAGE)),
        facets=tuple(
            _facet(name, found, state, labels, language)
            for name, found in zip(listed.facets, facets, strict=True)
        ),
        shown=shown,
        query=without_header(query),
        labels=labels,
        base=BASE,
        kind=PREFIXES["tc"] + state.kind,
        paths=tuple(PATHS),
        undated=sum(row[2] is None for row in rows) if "decade" in listed.facets else 0,
        search=f"?{urlencode({requests.AS_OF: state.as_of})}" if state.as_of else "",
    )


def _count(engine: Engine, catalogue: Catalogue, name: str, state: State, listed: ListOf) -> dict[str, int]:
    """Return how many things each value of a facet leaves, without regard to what is chosen of it."""
    values = state.values(listed)
    if name == "decade":
        values |= {"from": [], "to": []}
    elif name == "kind":
        values["class"] = [NamedNode(listed.class_iri)]
    else:
        values[name] = []
    found: dict[str, int] = {}
    for value, count in select(engine, Question(fill(catalogue.find(FACETS[name]).text, values))).rows:
        if isinstance(value, NamedNode | Literal) and isinstance(count, Literal):
            found[value.value] = int(count.value)
    return found


def _facet(name: str, found: Mapping[str, int], state: State, labels: Labels, language: str) -> Facet:
    choices = []
    for value, count in found.items():
        if name == "decade":
            end = str(int(value) + 9)
            chosen = (state.begin, state.end) == (value, end)
            changes = {"begin": "", "end": ""} if chosen else {"begin": value, "end": end}
            text, local = f"{value}–{end}", value
        else:
            local = _class_of(value) if name == "kind" else value.removeprefix(BASE)
            chosen = getattr(state, name) == local
            changes = {name: "" if chosen else local}
            text = labels[value, language].text
        choices.append(Choice(text, count, state.address(**changes), chosen, local))
    if name == "decade":
        choices.sort(key=lambda choice: choice.text, reverse=True)
    return Facet(name, tuple(choices))


def _class_of(kind: str) -> str:
    """Return the local name of the class of a kind: ``kind/research-institution`` is of ``ResearchInstitution``."""
    return "".join(word.capitalize() for word in kind.removeprefix(KINDS).split("-"))


def _shown(
    engine: Engine, catalogue: Catalogue, rows: Sequence[Sequence[Term | None]], language: str, state: State
) -> Shown:
    """Look up what the list says about the things of ``rows`` (thing, label, date), and arrange it."""
    iris = tuple(row[0] for row in rows if isinstance(row[0], NamedNode))
    if not iris:
        return Shown((), Labels(), {}, ())
    values: dict[str, list[Value]] = {"thing": list(iris), "asOf": state.time}
    table = select(engine, Question(fill(catalogue.find("lists/details").text, values)))
    details = {row[0]: row[1:] for row in table.rows}
    nothing = (None,) * (len(table.variables) - 1)
    variables = ("thing", "thingLabel", *table.variables[1:], "date")
    merged = [(row[0], row[1], *details.get(row[0], nothing), row[2]) for row in rows]
    named, documents = named_in(merged)
    labels = look_up(engine, catalogue, named | documents)
    words = Words(lambda name: catalogue.headings[name][language], labels, language)
    columns = tuple(
        column for column in read(variables, merged, words) if column.name != "kinds" or _differ(column)
    )
    return Shown(columns, labels, describe(engine, catalogue, ()), iris)


def _differ(column: Column) -> bool:
    """Whether the things of the list are not all of one kind."""
    return len({cell.text or tuple(item.text for item in cell.items) for cell in column.cells}) > 1


def _data(wanted: str, listed: ListOf, shown: Shown, engine: Engine) -> Response:
    name = f"{listed.path}.{wanted}"
    if wanted == "ttl":
        text = fill(site().catalogue.find("lists/list-as-graph").text, {"thing": list(shown.iris)})
        body = b"".join(engine.answer(Question(text), TURTLE)) if shown.iris else b""
        return _attached(body, "text/turtle; charset=utf-8", name)
    headings = ["iri", *(column.name for column in shown.columns)]
    rows = [
        [iri.value, *(_plain(column, number) for column in shown.columns)]
        for number, iri in enumerate(shown.iris)
    ]
    if wanted == "json":
        told = [dict(zip(headings, row, strict=True)) for row in rows]
        return _attached(json.dumps(told, ensure_ascii=False).encode(), "application/json", name)
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(headings)
    writer.writerows(rows)
    return _attached(out.getvalue().encode(), "text/csv; charset=utf-8", name)


def _plain(column: Column, number: int) -> str:
    cell = column.cells[number]
    if column.name == "date":
        return cell.key
    return "; ".join(item.text for item in cell.items) if cell.items else cell.text


def _attached(body: bytes, content_type: str, name: str) -> Response:
    response = Response(body, content_type=content_type)
    response.headers["Content-Disposition"] = f"inline; filename={name}"
    return response
