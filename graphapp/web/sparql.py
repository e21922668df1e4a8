"""``/sparql``: the SPARQL 1.1 Protocol for queries, the service description, and a form for people."""

from __future__ import annotations

from flask import Blueprint, render_template, request
from werkzeug import Response

from graphapp.catalogue.header import without_header
from graphapp.store.engine import Question
from graphapp.store.formats import GRAPH_FORMATS, Kind
from graphapp.web.answers import Outcome, answer
from graphapp.web.description import service_description
from graphapp.web.display import BEHIND
from graphapp.web.editor.page import page_data
from graphapp.web.editor.shortened import PARAMETER, unpack
from graphapp.web.language import to_preferred_language
from graphapp.web.negotiation import choose, wants_page
from graphapp.web.problems import Problem, ProblemError
from graphapp.web.site import site
from graphapp.web.wellformed import check_text

blueprint = Blueprint("sparql", __name__)
_QUERY_TYPE = "application/sparql-query"
_UPDATE_TYPE = "application/sparql-update"
_FORM_TYPE = "application/x-www-form-urlencoded"


@blueprint.route("/sparql", methods=["GET", "POST"])
@blueprint.route("/<any(de, en):language>/sparql", methods=["GET", "POST"])
def endpoint(language: str = "") -> Response:
    """Answer a query (SPARQL 1.1 Protocol, section 2.1), or describe the service when there is none."""
    if request.method == "POST":
        _check_body()
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
    if request.method != "POST" and "query" not in request.args and PARAMETER not in request.args:
        return _without_query(language)
    if not language and _for_a_page():
        return to_preferred_language()
    return answer(_question, _page)


def _check_body() -> None:
    """Make sure that a body is one that the protocol knows, and text in UTF-8. Raises `ProblemError`."""
    if request.mimetype == _UPDATE_TYPE:
        return
    coding = request.headers.get("Content-Encoding", "").strip().lower()
    if coding not in ("", "identity"):
        raise _unsupported(
            f"The body is coded as {coding[:40]}; send it as it is.",
            f"Der Inhalt ist als {coding[:40]} kodiert; senden Sie ihn unverändert.",
        )
    if request.mimetype not in (_QUERY_TYPE, _FORM_TYPE):
        given = request.mimetype[:80] or "none"
        raise _unsupported(
            f"Content-Type is {given}; send {_FORM_TYPE} or {_QUERY_TYPE}.",
            f"Content-Type ist {given}; senden Sie {_FORM_TYPE} oder {_QUERY_TYPE}.",
        )
    charset = request.mimetype_params.get("charset", "utf-8").strip().lower()
    if charset not in ("utf-8", "utf8", "us-ascii"):
        raise _unsupported(
            f"A query is read as UTF-8, not as {charset[:40]}.",
            f"Eine Abfrage wird als UTF-8 gelesen, nicht als {charset[:40]}.",
        )
    if request.mimetype == _FORM_TYPE:
        check_text(request.get_data(), "The form", "Das Formular")


def _unsupported(detail: str, german: str) -> ProblemError:
    return ProblemError(Problem("unsupported-media-type", 415, detail, german=german))


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
    """Read query and data set from the request (section 2.1). Raises `ProblemError` where the protocol is broken.

    With a form, the parameters of the address count as well: who adds a graph there must not get an answer from
    another data set.
    """
    parameters = request.values if request.method == "POST" else request.args
    texts = parameters.getlist("query")
    if request.method != "POST":
        texts += [unpack(packed) for packed in request.args.getlist(PARAMETER)]
    if request.method == "POST" and request.mimetype == _QUERY_TYPE:
        try:
            texts.append(request.get_data().decode("utf-8"))
        except UnicodeDecodeError as error:
            raise ProblemError(
                Problem(
                    "request",
                    400,
                    f"The query is not UTF-8 (byte {error.start}).",
                    german=f"Die Abfrage ist kein UTF-8 (Byte {error.start}).",
                )
            ) from None
    if len(texts) != 1:
        raise ProblemError(
            Problem(
                "request",
                400,
                f"Give the query exactly once, as the parameter “query” or as the body; it came {len(texts)} times.",
                german="Geben Sie die Abfrage genau einmal an, als Parameter „query“ oder als Inhalt; sie kam "
                f"{len(texts)}-mal.",
            )
        )
    if request.method == "POST" and request.mimetype == _FORM_TYPE and "query" not in request.form:
        raise ProblemError(
            Problem(
                "request",
                400,
                "The parameter “query” belongs into the form, not into the address.",
                german="Der Parameter „query“ gehört in das Formular, nicht in die Adresse.",
            )
        )
    graphs = [parameters.getlist(f"{kind}-graph-uri") for kind in ("default", "named")]
    return Question(texts[0], tuple(graphs[0]), tuple(graphs[1]))


def _page(outcome: Outcome | None, problem: Problem | None) -> str:
    text = _written()
    if text is None:
        text = without_header(site().catalogue.find("catalogue/example").text)
    return render_template(
        "sparql.html",
        text=text,
        outcome=outcome,
        problem=problem,
        data=page_data(problem, answered=outcome is not None),
        limits=site().limits,
        subjects={name: of for name, of in site().catalogue.by_subject().items() if name not in BEHIND},
        default_graphs=request.values.getlist("default-graph-uri"),
        named_graphs=request.values.getlist("named-graph-uri"),
    )


def _written() -> str | None:
    """Return the query that the page came with; None if it came without one, or with one that cannot be read."""
    text = request.values.get("query")
    if text is None and request.mimetype == _QUERY_TYPE:
        text = request.get_data(as_text=True)
    if text is None and request.args.get(PARAMETER):
        try:
            text = unpack(request.args[PARAMETER])
        except ProblemError:
            return None
    return text
