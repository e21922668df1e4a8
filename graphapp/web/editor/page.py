"""What the page with the editor tells its scripts."""

from __future__ import annotations

from typing import Any

from graphapp.namespaces import BASE, PREFIXES
from graphapp.web.editor.texts import texts
from graphapp.web.language import current_language
from graphapp.web.problems import Problem
from graphapp.web.site import site
from graphapp.web.wellformed import MAX_ADDRESS


def page_data(problem: Problem | None, *, answered: bool) -> dict[str, Any]:
    """Return the JSON block of a page that has an answer, or a ``problem``, or neither."""
    limits = site().limits
    place = problem.extra if problem is not None and "line" in problem.extra else None
    return {
        "language": current_language(),
        "release": site().release,
        "base": BASE,
        "prefixes": PREFIXES,
        "limits": None if limits is None else {"seconds": limits.seconds, "answer": limits.answer},
        "longestAddress": MAX_ADDRESS,
        "wrong": None if place is None else {"line": place["line"], "column": place["column"]},
        "answered": answered,
        "texts": texts(),
    }
