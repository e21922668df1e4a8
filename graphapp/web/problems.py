"""Errors: a page for people, ``application/problem+json`` (RFC 9457) for machines."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from typing import Any, Final

from flask import Flask, render_template, request
from werkzeug import Response
from werkzeug.exceptions import HTTPException

from graphapp.catalogue import UnknownQueryError
from graphapp.catalogue.bind import ParameterError
from graphapp.store.engine import (
    BrokenOffError,
    BusyError,
    CancelledError,
    EngineUnavailableError,
    EvaluationError,
    LimitError,
    NameTakenError,
    QueryRefusedError,
    QuerySyntaxError,
)
from graphapp.web.negotiation import NotAcceptableError, wants_page

_LOG: Final = logging.getLogger(__name__)
TITLES: Final = {
    "syntax": "The query cannot be read",
    "refused": "This query is not served",
    "evaluation": "The query could not be evaluated",
    "time-limit": "The query takes too long",
    "memory-limit": "The query needs too much memory",
    "size-limit": "The answer is too large",
    "busy": "Others come first",
    "cancelled": "The query was ended",
    "broken-off": "The query was broken off",
    "unavailable": "No queries can be answered at the moment",
    "parameter": "A parameter has a value it cannot take",
    "not-acceptable": "The answer cannot be written in the format you ask for",
    "unsupported-media-type": "The request body is in a format that is not read here",
    "precondition": "What you know of this address is out of date",
    "too-large": "The request is too large",
    "address-too-long": "The address is too long",
    "header-too-long": "A header of the request is too long",
    "not-found": "There is nothing at this address",
    "withheld": "What was at this address was taken out",
    "method": "This address does not know that method",
    "request": "The request is not complete or contradicts itself",
    "internal": "Something went wrong on our side",
}
"""Kind of problem → its title in English; ``/about`` explains each."""
_BY_STATUS: Final = {
    404: "not-found",
    405: "method",
    406: "not-acceptable",
    412: "precondition",
    413: "too-large",
    414: "address-too-long",
    415: "unsupported-media-type",
    431: "header-too-long",
    500: "internal",
    503: "unavailable",
}


_INTERNAL: Final = (
    "The error was logged. Please try again, or ask with a simpler query.",
    "Der Fehler wurde aufgezeichnet. Bitte versuchen Sie es noch einmal oder fragen Sie einfacher.",
)


@dataclass(frozen=True)
class Problem:
    """An error as RFC 9457 describes it: kind, status, what happened here, and further members."""

    kind: str
    status: int
    detail: str
    extra: dict[str, Any] = field(default_factory=dict)
    german: str = ""

    @property
    def title(self) -> str:
        """The title in English."""
        return TITLES[self.kind]

    def detail_in(self, language: str) -> str:
        """Return what happened, in German where that was said."""
        return self.german if language == "de" and self.german else self.detail

    def as_json(self, language: str = "en") -> str:
        """Return the problem document, with what happened told in ``language``."""
        members = {
            "type": f"/about#problem-{self.kind}",
            "title": self.title,
            "status": self.status,
            "detail": self.detail_in(language),
            **self.extra,
        }
        return json.dumps(members, ensure_ascii=False, indent=1) + "\n"


class ProblemError(Exception):
    """Raised by a view to answer with a problem."""

    def __init__(self, problem: Problem) -> None:
        """Keep the problem."""
        super().__init__(problem.detail)
        self.problem = problem


def install(app: Flask) -> None:
    """Answer the errors of the store, the catalogue and Flask as problems."""
    for error in (*_MAKERS, Exception):
        app.register_error_handler(error, _answer)
    app.after_request(_stay_here)


def _stay_here(response: Response) -> Response:
    """Leave scheme and host out of a redirect within the site: behind a proxy they are not those that clients know."""
    location = response.headers.get("Location", "")
    own = request.host_url
    if location.startswith(own):
        response.headers["Location"] = "/" + location.removeprefix(own).lstrip("/\\")
    return response


def describe(error: Exception) -> Problem:
    """Return the problem that an exception stands for."""
    for kind, make in _MAKERS.items():
        if isinstance(error, kind):
            return make(error)
    return Problem("internal", 500, _INTERNAL[0], german=_INTERNAL[1])


def _of_syntax(error: QuerySyntaxError) -> Problem:
    place = {"line": error.line, "column": error.column} if error.line else {}
    return Problem("syntax", 400, str(error), place, error.german)


_OF_LIMIT: Final = {"time": ("seconds", 504), "memory": ("bytes", 413), "size": ("bytes", 413)}
"""Limit → the unit of its value, and the status."""


def _of_limit(error: LimitError) -> Problem:
    unit, status = _OF_LIMIT[error.limit]
    extra = {"limit": {"name": error.limit, "value": error.value, "unit": unit}}
    return Problem(f"{error.limit}-limit", status, str(error), extra, error.german)


def _of_busy(error: BusyError) -> Problem:
    extra: dict[str, Any] = {"retryAfter": error.retry}
    if error.limit is not None:
        extra["limit"] = asdict(error.limit)
    return Problem("busy", 503, str(error), extra, error.german)


def _of_parameter(error: ParameterError) -> Problem:
    extra = {"parameter": error.parameter, "near": list(error.near)}
    return Problem("parameter", 400, error.message.en, extra, error.message.de)


def _of_format(error: NotAcceptableError) -> Problem:
    offers = [{"format": offer.name, "mediaType": offer.media_type} for offer in error.formats]
    listed = ", ".join(f"{offer.media_type} (format={offer.name})" for offer in error.formats)
    detail = f"“{error.wanted[:200]}” is not available here; available are: {listed}."
    german = f"„{error.wanted[:200]}“ gibt es hier nicht; es gibt: {listed}."
    return Problem("not-acceptable", 406, detail, {"alternatives": offers}, german)


def _of_status(error: HTTPException) -> Problem:
    status = error.code or 500
    detail, german = error.description or "", ""
    if status == 404:
        path = request.path[:200]
        detail, german = f"Nothing is served at {path}.", f"Unter {path} gibt es nichts."
    elif status == 405:
        detail = f"{request.path[:200]} is not served with {request.method}."
        german = f"{request.path[:200]} kennt {request.method} nicht."
    elif status == 413:
        limit = request.max_content_length
        detail, german = f"A request body may have {limit} bytes.", f"Eine Anfrage darf {limit} Bytes haben."
    return Problem(_BY_STATUS.get(status, "request"), status, detail, german=german)


_MAKERS: Final[dict[type[Exception], Callable[[Any], Problem]]] = {
    ProblemError: lambda error: error.problem,
    QuerySyntaxError: _of_syntax,
    QueryRefusedError: lambda error: Problem("refused", 400, str(error), german=error.german),
    EngineUnavailableError: lambda error: Problem("unavailable", 503, str(error), german=error.german),
    LimitError: _of_limit,
    BusyError: _of_busy,
    CancelledError: lambda error: Problem("cancelled", 409, str(error), german=error.german),
    NameTakenError: lambda error: Problem("request", 409, str(error), german=error.german),
    BrokenOffError: lambda error: Problem("broken-off", 503, str(error), german=error.german),
    EvaluationError: lambda error: Problem("evaluation", 500, str(error), german=error.german),
    ParameterError: _of_parameter,
    UnknownQueryError: lambda error: Problem("not-found", 404, str(error), {"near": list(error.near)}),
    NotAcceptableError: _of_format,
    HTTPException: _of_status,
}


def respond(problem: Problem) -> Response:
    """Return the problem as a page or as a document."""
    if wants_page():
        response = Response(
            render_template("problem.html", problem=problem), problem.status, mimetype="text/html"
        )
    else:
        # Addresses without a language speak English, whatever a program prefers: its tests read what happened.
        language = str((request.view_args or {}).get("language") or "en")
        response = Response(problem.as_json(language), problem.status, mimetype="application/problem+json")
    response.vary.update(["Accept", "Accept-Language", "Cookie"])
    announce(problem, response)
    return response


def announce(problem: Problem, response: Response) -> None:
    """Say in the headers of a problem's response when to come again (RFC 9110, section 10.2.3)."""
    if problem.status == 503:
        response.headers["Retry-After"] = str(problem.extra.get("retryAfter", 5))


def _answer(error: Exception) -> Response:
    if isinstance(error, HTTPException) and error.code is not None and 300 <= error.code < 400:
        return Response(error.get_body(), error.code, error.get_headers())
    problem = describe(error)
    if problem.kind == "internal":
        _LOG.error("%s %s failed", request.method, request.path, exc_info=error)
    response = respond(problem)
    methods = getattr(error, "valid_methods", None)
    if methods:
        response.headers["Allow"] = ", ".join(sorted(methods))
    return response
