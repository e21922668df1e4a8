"""``/sparql``: the SPARQL 1.1 Protocol for queries, the service description, and a form for people."""

from __future__ import annotations

from flask import Blueprint, render_template, request
from werkzeug import Response

from graphapp.catalogue.header import without_header
from graphapp.store.engine import Question
from graphapp.store.formats import GRAPH_FORMATS, Kind
from graphapp.web.answers import Outcome, answer
from graphapp.web.description import service_description
from graphapp.web.language import to_preferred_language
from graphapp.web.negotiation import choose, wants_page
from graphapp.web.problems import Problem, ProblemError
from graphapp.web.site import site

blueprint = Blueprint("sparql", __name__)
_QUERY_TYPE = "application/sparql-query"
_UPDATE_TYPE = "application/sparql-update"
_FORM_TYPE = "application/x-www-form-urlencoded"


@blueprint.route("/sparql", methods=["GET", "POST"])
@blueprint.route("/<any(de, en):language>/sparql", methods=["GET", "POST"])
def endpoint(language: str = "") -> Response:
    """Answer a query (SPARQL 1.1 Protocol, section 2.1), or describe the service when there is none."""
    if "update" in request.values or request.mimetype == _UPDATE_TYPE:
        raise ProblemError(
            Problem(
                "refused",
                403,
                "This endpoint only reads: updates are not served. The data is changed in its files.",
                german="Dieser Endpunkt liest nur: Änderungen werden nicht angeboten. Geändert werden die "
                "Daten in ihren Dateien.",
            )
        )
    if request.method != "POST" and "query" not in request.args:
        return _without_query(language)
    if request.method == "POST" and request.mimetype not in (_QUERY_TYPE, _FORM_TYPE):
        given = request.mimetype or "none"
        raise ProblemError(
            Problem(
                "unsupported-media-type", 415, f"Content-Type is {given}; send {_FORM_TYPE} or {_QUERY_TYPE}."
            )
        )
    if not language and _for_a_page():
        return to_preferred_language()
    return answer(_question, _page)


def _for_a_page() -> bool:
    """Whether this is a browser's GET for a page, which lives at an address with a language."""
    return request.method in ("GET", "HEAD") and wants_page()


def _without_query(language: str) -> Response:
    choice = choose(GRAPH_FORMATS, Kind.GRAPH, request.args.get("format", ""))
    if choice.format is None:
        if not language:
            return to_preferred_language()
        response = Response(_page(None, None), mimetype="text/html")
        response.vary.add("Accept")
        return response
    body = service_description(request.url_root + "sparql", site(), choice.format)
    response = Response(body, content_type=choice.content_type)
    response.vary.add("Accept")
    return response


def _question() -> Question:
    """Read query and data set from the request. Raises `ProblemError` where the protocol is broken."""
    direct = request.method == "POST" and request.mimetype == _QUERY_TYPE
    source = request.form if request.method == "POST" and not direct else request.args
    if direct:
        charset = request.mimetype_params.get("charset", "utf-8").lower()
        if charset not in ("utf-8", "utf8", "us-ascii"):
            raise ProblemError(
                Problem("unsupported-media-type", 415, f"A query is read as UTF-8, not as {charset}.")
            )
        try:
            text = request.get_data().decode("utf-8")
        except UnicodeDecodeError as error:
            raise ProblemError(
                Problem("request", 400, f"The query is not UTF-8 (byte {error.start}).")
            ) from None
    else:
        texts = source.getlist("query")
        if len(texts) != 1:
            raise ProblemError(
                Problem(
                    "request",
                    400,
                    f"Give the parameter “query” exactly once; it came {len(texts)} times.",
                    german=f"Geben Sie den Parameter „query“ genau einmal an; er kam {len(texts)}-mal.",
                )
            )
        text = texts[0]
    return Question(
        text, tuple(source.getlist("default-graph-uri")), tuple(source.getlist("named-graph-uri"))
    )


def _page(outcome: Outcome | None, problem: Problem | None) -> str:
    catalogue = site().catalogue
    text = request.values.get("query")
    if text is None and request.mimetype == _QUERY_TYPE:
        text = request.get_data(as_text=True)
    return render_template(
        "sparql.html",
        text=text if text is not None else without_header(catalogue.find("catalogue/example").text),
        outcome=outcome,
        problem=problem,
        default_graphs=request.values.getlist("default-graph-uri"),
        named_graphs=request.values.getlist("named-graph-uri"),
    )
