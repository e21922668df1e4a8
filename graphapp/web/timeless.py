"""``as-of`` on pages that do not show what held at a time: they say so, and refuse what is no date, in place of ignoring it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final
from urllib.parse import urlencode

from flask import Flask, request

from graphapp.catalogue.period import Period
from graphapp.web.language import LANGUAGES
from graphapp.web.linked import requests
from graphapp.web.problems import Problem, ProblemError

OF_A_TIME: Final = frozenset(
    {"things.page", "linked.page", "linked.release_page", "lists.things", "queries.query", "reporting.report"}
)
"""Endpoints of pages that show what held at the time that they are asked for, or refuse to."""
_OTHERWISE: Final = {
    "map.districts": (),
    "map.organisations": ("year",),
    "map.flows": ("year",),
    "search.suggest": (),
}
"""Endpoints of data that do not keep to a time, and the parameters that they have in place of it."""


def install(app: Flask) -> None:
    """Let every other page check the time that it is asked for, and tell templates of it."""
    app.before_request(_check)
    app.jinja_env.globals.update(period_not_kept=period_not_kept, without_time=without_time)


def period_not_kept() -> Period | None:
    """Return the time that the page of the request was asked for and does not keep to; None where there is none.

    Raises `ProblemError` for what is no date.
    """
    view = request.view_args or {}
    if request.endpoint in OF_A_TIME or view.get("language") not in LANGUAGES:
        return None
    return requests.period()


def without_time() -> str:
    """Return the address of the request without its time."""
    kept = [(name, value) for name, value in request.args.items(multi=True) if name != requests.AS_OF]
    return f"{request.path}?{urlencode(kept)}" if kept else request.path


def refuse(instead: Sequence[str] = ()) -> None:
    """Raise `ProblemError` (400) where data that do not keep to a time are asked for one; ``instead``: what they take."""
    asked = requests.period()
    if asked is None:
        return
    names = " and ".join(f"“{name}”" for name in instead)
    german = " und ".join(f"„{name}“" for name in instead)
    raise ProblemError(
        Problem(
            "parameter",
            400,
            f"“{requests.AS_OF}” is not kept to here: these data are about all times"
            + (f"; narrow them with {names}." if instead else "; leave it out."),
            {"parameter": requests.AS_OF},
            f"An „{requests.AS_OF}“ kann sich diese Antwort nicht halten: Die Daten betreffen alle Zeiten"
            + (f"; engen Sie sie mit {german} ein." if instead else "; lassen Sie es weg."),
        )
    )


def _check() -> None:
    period_not_kept()
    if request.endpoint in _OTHERWISE:
        refuse(_OTHERWISE[request.endpoint])
