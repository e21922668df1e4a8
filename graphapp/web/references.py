"""Below every page: how to cite it, and where to report a mistake in it.

What a reference says follows from the page that is shown, so that one place serves all of them: ``base.html`` asks for the
reference with the title of its page, and ``cite=bib`` in the page's own address gives it in place of the page.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from html import unescape
from itertools import islice
from typing import Final
from urllib.parse import urlencode

from flask import Flask, g, request
from markupsafe import Markup
from werkzeug import Response

from graphapp.namespaces import BASE
from graphapp.web.addresses import thing_iri
from graphapp.web.citing import CITE, FORMATS, Citation
from graphapp.web.dates import written
from graphapp.web.language import current_language, gettext
from graphapp.web.linked import requests
from graphapp.web.linked.views import current_edition
from graphapp.web.problems import Problem, ProblemError
from graphapp.web.site import site
from graphapp.web.things.evidence import MOST_NAMED

OF_THINGS: Final = frozenset({"things.page", "linked.page"})
"""Endpoints of pages that are about one thing."""
OF_IRIS: Final = OF_THINGS | {"linked.vocabulary"}
"""Endpoints of pages about what has an IRI, which is cited by it."""
OF_A_TIME: Final = OF_IRIS | {"lists.things"}
"""Endpoints of pages that are cited with the time that they show."""
WITHOUT: Final = frozenset({"reporting.report", "explore.embed", "explore.card", "linked.release_page"})
"""Endpoints of pages that are not cited: a form, what is a part of other pages, and pages of earlier releases."""
LONGEST_VALUE: Final = 80
"""Characters of a value that a report repeats."""
LONGEST_REPORTED: Final = 4000
"""Characters of the address of a page that a report names with what was asked; longer ones without."""
_NO_PART_OF_A_KEY: Final = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True)
class Reference:
    """What stands below a page: its citation, where that is to be had in other formats, and where mistakes go."""

    citation: Citation
    formats: tuple[tuple[str, str], ...]
    """Extension and address."""
    report: str
    """Address of the form for a mistake."""


def install(app: Flask) -> None:
    """Make references known to the templates of ``app``, and answer with them who asks for one."""
    app.before_request(_check)
    app.after_request(_in_place_of_the_page)
    app.jinja_env.globals.update(reference_to=reference_to, report_address=report_address)


def reference_to(title: str) -> Reference:
    """Return what stands below the page of the request, whose title is ``title``, as its template writes it."""
    title = " ".join(unescape(title).split()).removesuffix("–").strip()
    here, today = current_edition(), datetime.now(UTC).date()
    asked = requests.period() if request.endpoint in OF_A_TIME else None
    if asked:
        title = (
            f"{title} ({gettext('as of %(when)s') % {'when': written(asked.written, current_language())}})"
        )
    citation = Citation(
        _key(),
        title or gettext("Thuringian cluster graph"),
        _canonical(),
        site().release,
        here.made.date() if here.made else today,
        today,
        current_language(),
    )
    g.citation = citation
    formats = tuple((format_, _own([*_asked(), (CITE, format_)])) for format_ in FORMATS)
    return Reference(citation, formats, report_address(title))


def report_address(
    title: str = "", *, statement: str = "", value: str = "", sources: Iterable[str] = (), thing: str = ""
) -> str:
    """Return the address where a mistake on the page of the request is reported.

    It names the ``thing`` (an IRI), else what the page is about, and the ``statement`` with the IRIs of its ``sources``.
    """
    of: list[tuple[str, str]] = []
    language = current_language()
    if thing or request.endpoint in OF_THINGS:
        of.append(("thing", thing.removeprefix(BASE) or request.path.removeprefix(f"/{language}/")))
        of.append((requests.AS_OF, request.args.get(requests.AS_OF, "")))
    else:
        address = _own(_asked())
        # The report's address holds this one with every mark of it escaped.
        of.append(("page", address if len(address) <= LONGEST_REPORTED else request.path))
        of.append(("title", title))
    of += [("statement", statement), ("value", _short(value))]
    of += [("source", iri.removeprefix(BASE)) for iri in islice(sources, MOST_NAMED)]
    return f"/{language}/report?{urlencode([(name, text) for name, text in of if text], safe='/')}"


def _short(value: str) -> str:
    """Return the beginning of a value, of what a template has escaped the text."""
    text = " ".join((value.unescape() if isinstance(value, Markup) else value).split())
    return text if len(text) <= LONGEST_VALUE else text[: LONGEST_VALUE - 1] + "…"


def _check() -> None:
    """Refuse a format of references that there is not. Raises `ProblemError`."""
    if not (request.view_args or {}).get("language"):
        return
    wanted = request.args.get(CITE, "")
    if wanted and wanted not in FORMATS:
        raise ProblemError(
            Problem(
                "parameter",
                400,
                "“cite” is bib, ris or json.",
                {"parameter": CITE},
                german="„cite“ ist bib, ris oder json.",
            )
        )


def _in_place_of_the_page(response: Response) -> Response:
    wanted, citation = request.args.get(CITE, ""), g.get("citation")
    if wanted not in FORMATS or not isinstance(citation, Citation) or response.status_code != 200:
        return response
    response.set_data(citation.written_as(wanted))
    response.headers["Content-Type"] = f"{FORMATS[wanted]}; charset=utf-8"
    response.headers["Content-Disposition"] = f"inline; filename={citation.key}.{wanted}"
    # It names the day.
    response.headers["Cache-Control"] = "no-cache"
    response.headers.pop("Last-Modified", None)
    return response


def _canonical() -> str:
    """Return the address that the page is cited by: the IRI of what it is about, with the time it shows, or its own."""
    if request.endpoint in OF_IRIS:
        iri = thing_iri(request.path.removeprefix(f"/{current_language()}"))
        return iri + requests.search(requests.period())
    return request.url_root.rstrip("/") + _own(_asked())


def _own(arguments: list[tuple[str, str]]) -> str:
    return request.path + (f"?{urlencode(arguments)}" if arguments else "")


def _asked() -> list[tuple[str, str]]:
    """Return what the page was asked with, in its order; a form that was sent leads to the same page as an address."""
    given = request.values if request.method == "POST" else request.args
    return [(name, value) for name, value in given.items(multi=True) if value and name != CITE]


def _key() -> str:
    """Return the name of the reference: its path, and what tells it from others at the same path."""
    language, asked = current_language(), _asked()
    path = request.path.removeprefix(f"/{language}").lower()
    key = _NO_PART_OF_A_KEY.sub("-", path).strip("-") or "start"
    return f"{key}-{hashlib.sha256(repr(asked).encode()).hexdigest()[:6]}" if asked else key
