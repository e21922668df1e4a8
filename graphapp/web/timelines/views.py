"""``/timeline``: the page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from flask import Blueprint, render_template, request
from werkzeug import Response

from graphapp.store.engine import Question, select
from graphapp.store.terms import text_of
from graphapp.web.asking import connection, engine_for_request
from graphapp.web.dates import interval, written
from graphapp.web.language import gettext, to_preferred_language
from graphapp.web.site import site
from graphapp.web.things.evidence import describe
from graphapp.web.things.labels import Labels, look_up
from graphapp.web.timelines.drawing import LEFT, ROW, TOP, WIDTH, Part, axis_of, parts_of
from graphapp.web.timelines.lines import POINTS, Line, Span, lines_of
from graphapp.web.timelines.state import KINDS, State, read_state

blueprint = Blueprint("timeline", __name__)
ON_A_PAGE: Final = 40
"""Lines on one page."""
_LETTERS: Final = 40


@dataclass(frozen=True)
class Drawn:
    """A line on the page: its name, and for each time what it says and the parts of its bar."""

    line: Line
    y: int
    name: str
    short: str
    spans: tuple[tuple[Span, str, tuple[Part, ...]], ...]


@blueprint.get("/timeline")
@blueprint.get("/<any(de, en):language>/timeline")
def page(language: str = "") -> Response | str:
    """Show networks, institutions, strategies, programmes, projects and offices on one axis of years."""
    if not language:
        return to_preferred_language()
    connection()
    state = read_state(request.args)
    engine, catalogue = engine_for_request(page=True), site().catalogue
    lines, undated = lines_of(engine, catalogue, state)
    fields = [
        text_of(row, "field")
        for row in select(engine, Question(catalogue.find("pages/fields-in-use").text)).dicts()
    ]
    labels = look_up(engine, catalogue, {*fields, *(iri for line in lines for iri in _iris(line))})
    lines = tuple(line for line in lines if _held(line, state) and _found(line, state.text, labels, language))
    axis = axis_of(lines, state.begin, state.end, _today())
    first = (state.page - 1) * ON_A_PAGE
    shown = lines[first : first + ON_A_PAGE]
    documents = {source for line in shown for span in line.spans for source in span.sources}
    return render_template(
        "timeline.html",
        state=state,
        kinds=KINDS,
        count=len(lines),
        first=first,
        pages=max(1, -(-len(lines) // ON_A_PAGE)),
        undated=undated,
        axis=axis,
        size=(LEFT, WIDTH, TOP, ROW),
        drawn=tuple(_drawn(line, row, labels, language) for row, line in enumerate(shown)),
        fields=sorted(fields, key=lambda iri: labels[iri, language].text),
        labels=labels,
        sources=describe(engine, catalogue, documents),
    )


def _today() -> float:
    today = date.today()
    return today.year + today.timetuple().tm_yday / 366


def _iris(line: Line) -> set[str]:
    return {line.iri, line.role, *(span.person for span in line.spans)} - {""}


def _held(line: Line, state: State) -> bool:
    """Whether anything of a line is known within the years that are asked for."""
    begin, end = float(state.begin or -9999), float(state.end or 9999)
    return line.latest > begin and line.earliest < end + 1


def _found(line: Line, wanted: str, labels: Labels, language: str) -> bool:
    said = " ".join(labels[iri, language].text for iri in _iris(line)).casefold()
    return all(word in said for word in wanted.casefold().split())


def _drawn(line: Line, row: int, labels: Labels, language: str) -> Drawn:
    name = labels[line.iri, language].text
    if line.role:
        name = f"{name}: {labels[line.role, language].text}"
    spans = tuple((span, _when(span, line.kind, language), parts_of(span, line.kind)) for span in line.spans)
    short = name if len(name) <= _LETTERS else name[: _LETTERS - 1] + "…"
    return Drawn(line, TOP + row * ROW, name, short, tuple(span for span in spans if span[2]))


def _when(span: Span, kind: str, language: str) -> str:
    """Return in words when it was, and what of that is only planned, or only attested."""
    if kind in POINTS and span.begin and not span.end:
        return written(span.begin, language)
    told = interval(span.begin, span.end, language)
    if told and not span.end and span.planned_end:
        told += ", " + gettext("planned until %(when)s") % {"when": written(span.planned_end, language)}
    if told or not span.first:
        return told
    begin, end = written(span.first, language), written(span.last or span.first, language)
    return gettext("attested %(when)s") % {"when": begin if begin == end else f"{begin} – {end}"}
