"""``/charts``: the page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from flask import Blueprint, render_template, request
from werkzeug import Response

from graphapp.namespaces import TC
from graphapp.store.engine import Engine, Question, Term, select
from graphapp.store.terms import text_of
from graphapp.web.arguments import choice
from graphapp.web.asking import connection, engine_for_request
from graphapp.web.charts.matrix import Matrix, matrix
from graphapp.web.charts.sankey import Flow, Sankey, sankey
from graphapp.web.language import current_language, to_preferred_language
from graphapp.web.site import site
from graphapp.web.things.labels import Labels, look_up

blueprint = Blueprint("charts", __name__)
MATRICES: Final = {
    "organisations": ("fields/field-matrix-organisations", "shared"),
    "projects": ("fields/field-matrix-projects", "inBoth"),
    "partners": ("fields/field-matrix-projects", "withPartnersOfBoth"),
}
"""Chart → the query and the variable whose numbers it shows."""
FUNDING: Final = "funding"
CHARTS: Final = (*MATRICES, FUNDING)
UNKNOWN: Final = "unknown"
SEVERAL: Final = "several"
"""Keys of the nodes for what no source states, and for recipients in more than one field."""


@dataclass(frozen=True)
class LeftOut:
    """Grants that the flow does not contain, by the reason."""

    reason: str
    sums: int
    total: float


@blueprint.get("/charts")
@blueprint.get("/<any(de, en):language>/charts")
def page(language: str = "") -> Response | str:
    """Show what fields have in common as a heat map, or from whom funding flows through which programme into which field."""
    if not language:
        return to_preferred_language()
    connection()
    chart = choice(request.args, "chart", CHARTS)
    engine = engine_for_request(page=True)
    drawn: Matrix | None = None
    flow: Sankey | None = None
    left_out: tuple[LeftOut, ...] = ()
    query = "projects/funding-flow"
    if chart == FUNDING:
        flow = sankey([_flow(row) for row in _rows(engine, query)])
        left_out = tuple(
            LeftOut(text_of(row, "reason"), int(text_of(row, "sums")), float(text_of(row, "total")))
            for row in _rows(engine, "pages/funding-left-out")
        )
        iris = {node.key for node in flow.nodes if "/" in node.key} if flow else set()
        labels = look_up(engine, site().catalogue, _single(iris))
    else:
        query, variable = MATRICES[chart]
        pairs = {
            (text_of(row, "first"), text_of(row, "second")): int(text_of(row, variable))
            for row in _rows(engine, query)
        }
        labels = look_up(engine, site().catalogue, {field for pair in pairs for field in pair})
        drawn = matrix(pairs, lambda iri: labels[iri, current_language()].text)
    return render_template(
        "charts.html",
        chart=chart,
        charts=CHARTS,
        drawn=drawn,
        flow=flow,
        left_out=left_out,
        labels=labels,
        name=lambda key: _name(key, labels),
        query=site().catalogue.find(query),
    )


def _rows(engine: Engine, name: str) -> list[Mapping[str, Term]]:
    return list(select(engine, Question(site().catalogue.find(name).text)).dicts())


def _flow(row: Mapping[str, Term]) -> Flow:
    """Return funder, programme, field and kind of the recipient, and the amount. Several funders or programmes are a node of
    their own, so that nothing is counted twice.
    """
    fields = text_of(row, "fields").split()
    field = fields[0] if len(fields) == 1 else SEVERAL if fields else UNKNOWN
    kind = text_of(row, "kind").removeprefix(TC)
    return (text_of(row, "funders") or UNKNOWN, text_of(row, "programmes") or UNKNOWN, field, kind), float(
        text_of(row, "amount")
    )


def _single(keys: set[str]) -> set[str]:
    return {iri for key in keys for iri in key.split()}


def _name(key: str, labels: Labels) -> str:
    """Return the names of the IRIs of a key."""
    return " + ".join(labels[iri, current_language()].text for iri in key.split())
