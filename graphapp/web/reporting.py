"""Report a mistake: ``/de/report`` names the statement and its documents, and leads to a prefilled mail or issue."""

from __future__ import annotations

from typing import Final
from urllib.parse import quote

from flask import Blueprint, render_template, request
from pyoxigraph import NamedNode

from graphapp.namespaces import BASE
from graphapp.web.addresses import thing_iri
from graphapp.web.asking import connection, engine_for_request
from graphapp.web.language import gettext
from graphapp.web.linked.finding import find
from graphapp.web.linked.views import current_edition, gone, is_withheld
from graphapp.web.problems import Problem, ProblemError
from graphapp.web.site import site
from graphapp.web.things.labels import look_up

blueprint = Blueprint("reporting", __name__)
LONGEST: Final = 300
"""Characters of a part of the report that are taken from the address."""


@blueprint.get("/<any(de, en):language>/report")
def report(language: str) -> str:
    """Show what is reported, from the parameters ``thing`` (a path), ``statement`` and ``value``, and where it goes.

    Raises `ProblemError`: 400 for what is no path, 404 for a thing that is not known, 410 for one that was taken out.
    """
    iri = _known(request.args.get("thing", ""))
    label = look_up(engine_for_request(page=True), site().catalogue, [iri])[iri, language].text
    statement = " ".join(request.args.get("statement", "").split())[:LONGEST]
    value = " ".join(request.args.get("value", "").split())[:LONGEST]
    lines = [
        f"{gettext('Thing')}: {label} <{iri}>",
        f"{gettext('Statement')}: {statement}{': ' + value if value else ''}" if statement else "",
        f"{gettext('Release')}: {site().release}" if site().release else "",
        "",
        f"{gettext('What is wrong, and which source says so?')}",
        "",
    ]
    subject = f"{gettext('Mistake')}: {label}{' – ' + statement if statement else ''}"
    body = "\n".join(line for number, line in enumerate(lines) if line or number > 2)
    return render_template(
        "report.html",
        label=label,
        path=iri.removeprefix(BASE),
        statement=statement,
        value=value,
        body=body,
        address=address(site().settings.report_to, subject, body),
    )


def _known(path: str) -> str:
    """Return the IRI of the thing at a path, which the release knows."""
    try:
        iri = NamedNode(thing_iri(path)).value
    except ValueError:
        iri = ""
    if not iri or not path.strip("/ ") or len(path) > LONGEST:
        raise ProblemError(
            Problem(
                "parameter",
                400,
                "“thing” is no path of a thing, such as organisation/optonet.",
                {"parameter": "thing", "near": []},
                german="„thing“ ist kein Pfad einer Sache wie organisation/optonet.",
            )
        )
    connection()
    if not find(iri, engine_for_request(page=True), site().catalogue).exists:
        if is_withheld(iri, current_edition()):
            raise gone(iri.removeprefix(BASE))
        raise ProblemError(
            Problem(
                "not-found",
                404,
                f"There is no thing “{path[:80]}” to report a mistake about.",
                german=f"Es gibt keine Sache „{path[:80]}“, zu der ein Fehler zu melden wäre.",
            )
        )
    return iri


def address(template: str, subject: str, body: str) -> str:
    """Return the address that a report goes to: ``{subject}`` and ``{body}`` of ``template`` are filled in, escaped."""
    return template.replace("{subject}", quote(subject, safe="")).replace("{body}", quote(body, safe=""))
