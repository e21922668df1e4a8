"""``/healthz``, ``/readyz`` and ``/metrics``: how the server is, for machines that watch it."""

from __future__ import annotations

from flask import Blueprint, current_app
from werkzeug import Response

from graphapp.store.engine import Engine, ForeignEngine, QueryError, SharedEngine
from graphapp.store.workers.figures import prometheus
from graphapp.web.site import whole_engine

blueprint = Blueprint("health", __name__)
METRICS: str = "graphapp.metrics"
"""Key in ``app.extensions`` of a list of functions that return further metrics in Prometheus' text format."""


@blueprint.get("/healthz")
def healthz() -> Response:
    """Answer 200 when a query would be answered now, else 503."""
    return _said(whole_engine().ready(), "ok", "not ready")


@blueprint.get("/readyz")
def readyz() -> Response:
    """Answer 200 when another query would be taken now; 503 while the release is loaded or the queue is full.

    The lines after the first say which release is served, in which engine, and since when. A remote server whose
    default graph is not the merge of all graphs is ready, with a second line that says so.
    """
    engine = whole_engine()
    if not isinstance(engine, SharedEngine):
        ready = engine.ready()
        return _said(ready, "\n".join(["ready", *(_doubts(engine) if ready else [])]), "not ready")
    try:
        status = engine.status()
    except QueryError:
        return _said(False, "", "loading")
    if not status["workers"]:
        return _said(False, "", "no workers")
    served = "".join(f"\n{name}: {value}" for name, value in status.get("served", {}).items())
    return _said(status["waiting"] < status["queue"], f"ready{served}", f"queue full{served}")


@blueprint.get("/metrics")
def metrics() -> Response:
    """Answer with the counts in Prometheus' text format; those of queries are of all processes together."""
    engine = whole_engine()
    parts = []
    if isinstance(engine, SharedEngine):
        try:
            parts.append(prometheus(engine.status()))
        except QueryError:
            parts.append("")
    parts += [more() for more in current_app.extensions.get(METRICS, ())]
    return Response("".join(parts), content_type="text/plain; version=0.0.4; charset=utf-8")


def _doubts(engine: Engine) -> list[str]:
    try:
        doubt = engine.doubt() if isinstance(engine, ForeignEngine) else ""
    except QueryError as error:
        doubt = f"What the default graph holds could not be found out: {error}"
    return [doubt] if doubt else []


def _said(good: bool, yes: str, no: str) -> Response:
    response = Response(f"{yes if good else no}\n", 200 if good else 503, mimetype="text/plain")
    response.headers["Cache-Control"] = "no-store"
    return response
