"""Linked data: every IRI below the base resolves to documents about what it names; see docs/linked-data.md."""

from graphapp.web.linked import memento, page, vocabulary  # noqa: F401 – their routes are those of the blueprint
from graphapp.web.linked.views import blueprint

__all__ = ["blueprint"]
