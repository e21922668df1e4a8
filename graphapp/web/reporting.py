"""Report a mistake: ``/de/report`` names the statement and its documents, and leads to a prefilled mail or issue."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final
from urllib.parse import quote, unquote

from flask import Blueprint, current_app, render_template, request
from pyoxigraph import NamedNode
from werkzeug.exceptions import HTTPException

from graphapp.catalogue.query import Bilingual
from graphapp.namespaces import BASE
from graphapp.web.addresses import page_path, thing_iri
from graphapp.web.arguments import wrong
from graphapp.web.asking import connection, engine_for_request
from graphapp.web.language import LANGUAGES, gettext
from graphapp.web.linked import requests
from graphapp.web.linked.finding import find
from graphapp.web.linked.views import current_edition, gone, is_withheld
from graphapp.web.problems import Problem, ProblemError
from graphapp.web.references import OF_THINGS
from graphapp.web.site import site
from graphapp.web.things.evidence import MOST_NAMED, Source, describe, is_source
from graphapp.web.things.labels import look_up

blueprint = Blueprint("reporting", __name__)
LONGEST: Final = 300
"""Characters of a part of the report that are taken from the address."""
LONGEST_PAGE: Final = 8000
"""Characters of the address of a page that is reported."""
_OF_THIS_SITE: Final = re.compile(rf"/({'|'.join(LANGUAGES)})(/(?!/)[!-~]*)?")
_A_PAGE: Final = Bilingual(
    "die Adresse einer Seite hier, etwa /de/networks", "an address of a page here, such as /en/networks"
)
_A_SOURCE: Final = Bilingual(
    "der Pfad einer Quelle, etwa source/om-idw-1999-optonet",
    "the path of a source, such as source/om-idw-1999-optonet",
)


@dataclass(frozen=True)
class _About:
    """What a report is about: what it is, what it is called, its address as it is told, and the path of its page."""

    kind: str
    label: str
    address: str
    path: str


@blueprint.get("/<any(de, en):language>/report")
def report(language: str) -> str:
    """Show what is reported, and where it goes.

    The parameters are ``thing`` (a path) or ``page`` (an address of this site, with its ``title``), ``statement`` and
    ``value``, each ``source`` that says so (an IRI or a path), and ``as-of`` as pages have it. Raises `ProblemError`: 400 for
    what is no path, page or source, 404 for a thing that is not known, 410 for one that was taken out.
    """
    period = requests.period()
    about = _page(language) if "page" in request.args and "thing" not in request.args else _thing(language)
    sources = _sources()
    statement, value = _text("statement"), _text("value")
    lines = [
        f"{about.kind}: {about.label} <{about.address}>",
        f"{gettext('Statement')}: {statement}{': ' + value if value else ''}" if statement else "",
        *(f"{gettext('Source')}: {source.title} <{source.iri}>" for source in sources),
        f"{gettext('Shown as of')}: {period.written}" if period else "",
        f"{gettext('Release')}: {site().release}" if site().release else "",
    ]
    subject = f"{gettext('Mistake')}: {about.label}{' – ' + statement if statement else ''}"
    asked = gettext("What is wrong, and which source says so?")
    body = "\n".join([*(line for line in lines if line), "", asked, ""])
    return render_template(
        "report.html",
        label=about.label,
        path=about.path + (requests.search(period) if "thing" in request.args else ""),
        statement=statement,
        value=value,
        sources=sources,
        body=body,
        address=address(site().settings.report_to, subject, body),
    )


def _text(name: str) -> str:
    return " ".join(request.args.get(name, "").split())[:LONGEST]


def _thing(language: str) -> _About:
    return _of_thing(request.args.get("thing", ""), language)


def _of_thing(path: str, language: str) -> _About:
    iri = _known(path)
    label = look_up(engine_for_request(page=True), site().catalogue, [iri])[iri, language].text
    return _About(gettext("Thing"), label, iri, page_path(iri, language) or "/")


def _page(language: str) -> _About:
    """Return the page of this site that the parameter ``page`` names. A thing's page must be there."""
    given = request.args.get("page", "")
    if not _OF_THIS_SITE.fullmatch(given) or len(given) > LONGEST_PAGE:
        raise wrong("page", given, _A_PAGE)
    path = given.partition("?")[0]
    adapter = current_app.create_url_adapter(request)
    assert adapter is not None
    try:
        endpoint, _ = adapter.match(unquote(path), method="GET")
    except HTTPException:
        raise wrong("page", given, _A_PAGE) from None
    if endpoint in OF_THINGS:
        thing = _of_thing(path.split("/", 2)[2], language)
        return _About(gettext("Page"), thing.label, request.url_root.rstrip("/") + given, given)
    return _About(gettext("Page"), _text("title") or path, request.url_root.rstrip("/") + given, given)


def _sources() -> tuple[Source, ...]:
    """Return the documents that the parameters ``source`` name. Raises `ProblemError` for what is no document of the graph."""
    given = list(dict.fromkeys(request.args.getlist("source")))[:MOST_NAMED]
    iris = [_source_iri(text) for text in given]
    if not iris:
        return ()
    connection()
    known = describe(engine_for_request(page=True), site().catalogue, iris)
    for text, iri in zip(given, iris, strict=True):
        if iri not in known:
            raise wrong("source", text, _A_SOURCE)
    return tuple(known[iri] for iri in dict.fromkeys(iris))


def _source_iri(text: str) -> str:
    try:
        iri = NamedNode(thing_iri(text.removeprefix(BASE))).value
    except ValueError:
        iri = ""
    if len(text) > LONGEST or not is_source(iri):
        raise wrong("source", text, _A_SOURCE)
    return iri


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
