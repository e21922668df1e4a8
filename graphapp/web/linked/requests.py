"""What a request for linked data asks: its path, its format, its time."""

from __future__ import annotations

from typing import Final
from urllib.parse import urlencode

from flask import request

from graphapp.catalogue.period import Period
from graphapp.web.linked.formats import EXTENSIONS, FORMATS, named, wanted_extension
from graphapp.web.linked.signposting import Link
from graphapp.web.problems import Problem, ProblemError

AS_OF: Final = "as-of"
"""Parameter that names a day, a month or a year."""
FORMAT: Final = "format"
"""Parameter that names a format."""


def period() -> Period | None:
    """Return the time that the request asks for; None when it names none or leaves it empty, as a form does.

    Raises `ProblemError` for what is no date.
    """
    texts = [text for text in request.args.getlist(AS_OF) if text]
    if not texts:
        return None
    try:
        if len(texts) > 1:
            raise ValueError("given several times")
        return Period.read(texts[0])
    except ValueError:
        shown = texts[0][:40]
        raise ProblemError(
            Problem(
                "parameter",
                400,
                f"“{AS_OF}” takes a year, a month or a day: 2014, 2014-03 or 2014-03-31; not “{shown}”.",
                {"parameter": AS_OF},
                f"„{AS_OF}“ nimmt ein Jahr, einen Monat oder einen Tag: 2014, 2014-03 oder 2014-03-31; nicht „{shown}“.",
            )
        ) from None


def search(asked: Period | None) -> str:
    """Return the query, with its question mark, that the documents of the request share; empty without one."""
    return f"?{urlencode({AS_OF: asked.written})}" if asked else ""


def extension(path: str, *, page: bool = True) -> str:
    """Return the extension of the document that the request wants: the ``format`` parameter's, else by ``Accept``.

    ``path`` is that of the thing, to list the alternatives. Raises `ProblemError` (406) when nothing is acceptable.
    """
    given = request.args.get(FORMAT, "")
    chosen = named(given) if given else wanted_extension(request.accept_mimetypes, page=page)
    if chosen is None or (chosen not in EXTENSIONS) or (chosen == EXTENSIONS[0] and not page):
        raise not_acceptable(given or request.headers.get("Accept", ""), path, page=page)
    return chosen


def not_acceptable(wanted: str, path: str, *, page: bool) -> ProblemError:
    """Return the problem that nothing at ``path`` is acceptable, with the list of what there is."""
    offers = [
        {"mediaType": known.media_type, "url": f"{path}.{known.extension}", "format": known.name}
        for known in FORMATS
    ]
    if page:
        offers.insert(0, {"mediaType": "text/html", "url": f"{path}.html", "format": "html"})
    listed = ", ".join(f"{offer['mediaType']} ({offer['url']})" for offer in offers)
    return ProblemError(
        Problem(
            "not-acceptable",
            406,
            f"“{wanted[:200]}” is not available here; available are: {listed}.",
            {"alternatives": offers},
            f"„{wanted[:200]}“ gibt es hier nicht; es gibt: {listed}.",
        )
    )


def alternatives(problem: Problem) -> list[Link]:
    """Return the links to what there is instead of what could not be written."""
    return [
        Link(offer["url"], "alternate", (("type", offer["mediaType"]),))
        for offer in problem.extra.get("alternatives", ())
        if "url" in offer
    ]
