"""``/sparql/running/<id>``: end a query that is under way; for who started it."""

from __future__ import annotations

from flask import Blueprint
from werkzeug import Response

from graphapp.store.engine import SharedEngine
from graphapp.web.asking import client
from graphapp.web.problems import Problem, ProblemError
from graphapp.web.site import whole_engine

blueprint = Blueprint("running", __name__)


@blueprint.route("/sparql/running/<identifier>", methods=["DELETE", "POST"])
def end(identifier: str) -> Response:
    """End the query that this client named ``identifier`` with ``queryId`` or ``Query-Id``.

    Answers 204. Raises `ProblemError` (404) when this client has no query of that name, or no more.
    """
    engine = whole_engine()
    if not isinstance(engine, SharedEngine) or not engine.cancel(identifier, client()):
        raise ProblemError(
            Problem(
                "not-found",
                404,
                "You have no query of this id that runs or waits. It may be answered already.",
                german="Sie haben keine Abfrage mit dieser Kennung, die läuft oder wartet. Vielleicht ist sie schon "
                "beantwortet.",
            )
        )
    return Response(status=204)
