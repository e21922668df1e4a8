"""How terms and answers look on pages: filters for the templates."""

from __future__ import annotations

from typing import Any, Final
from urllib.parse import urlsplit

from babel.numbers import format_compact_decimal, format_decimal
from flask import Flask
from pyoxigraph import Literal, NamedNode

from graphapp import __version__
from graphapp.catalogue.header import without_header
from graphapp.namespaces import BASE, PREFIXES
from graphapp.store.terms import compact, shown
from graphapp.web.addresses import document_path, page_path
from graphapp.web.columns import plain_columns
from graphapp.web.dates import interval, written
from graphapp.web.language import current_language, gettext
from graphapp.web.money import money, short_money
from graphapp.web.site import site
from graphapp.web.things.facts import Said

KINDS: Final = {
    "Network": "Networks",
    "Initiative": "Initiatives",
    "Company": "Companies",
    "ResearchInstitution": "Research institutions",
    "PublicBody": "Public bodies",
    "Project": "Projects",
    "Programme": "Funding programmes",
    "Person": "People in public roles",
    "Field": "Growth fields",
    "Topic": "Topics",
    "Event": "Events",
    "Publication": "Publications",
    "Place": "Places",
    "SourceDocument": "Sources",
}
"""Local name of a class → what the start page calls its things, in English."""
SUBJECTS: Final = {
    "networks": "Networks",
    "fields": "Growth fields and sectors",
    "organisations": "Organisations",
    "research": "Research and partners",
    "projects": "Projects and money",
    "people": "People and roles",
    "support": "Support",
    "places": "Places",
    "time": "Time and events",
    "events": "Time and events",
    "sources": "Sources and quality",
    "quality": "Quality of the data",
    "catalogue": "For these pages",
    "pages": "For the pages of things",
    "lists": "For the lists",
    "documents": "Documents (linked data)",
    "explore": "For the explorer",
    "projections": "Networks as graphs",
    "harvest": "For harvesters and search engines",
}
"""Folder of queries → its heading, in English; others are shown by the folder's name."""
BEHIND: Final = frozenset(("catalogue", "documents", "explore", "lists", "pages"))
"""Folders of queries that pages and documents are made of; people rarely ask them."""
_NUMERIC: Final = frozenset(
    PREFIXES["xsd"] + name for name in ("integer", "decimal", "double", "float", "int", "long")
)
_DATED: Final = frozenset(PREFIXES["xsd"] + name for name in ("date", "gYear", "gYearMonth", "dateTime"))


def install(app: Flask) -> None:
    """Make the filters and tests known to the templates of ``app``."""
    app.jinja_env.filters["shown"] = shown
    app.jinja_env.filters["compact"] = compact
    app.jinja_env.filters["plain_columns"] = plain_columns
    app.jinja_env.filters["spoken"] = lambda text: site().catalogue.headings.spoken(text, current_language())
    app.jinja_env.filters["without_header"] = without_header
    app.jinja_env.tests["iri"] = lambda term: isinstance(term, NamedNode)
    app.jinja_env.tests["web_address"] = lambda term: (
        isinstance(term, NamedNode) and term.value.startswith(("https://", "http://"))
    )
    app.jinja_env.tests["numeric"] = lambda term: (
        isinstance(term, Literal) and term.datatype.value in _NUMERIC
    )
    app.jinja_env.filters["local_name"] = lambda iri: iri.removeprefix(BASE)
    app.jinja_env.filters["page_path"] = page_path
    app.jinja_env.filters["document_path"] = document_path
    app.jinja_env.filters["written"] = written
    app.jinja_env.filters["host"] = lambda url: urlsplit(url).hostname or url
    app.jinja_env.filters["short_number"] = lambda value: format_compact_decimal(
        value, locale=current_language(), fraction_digits=1
    )
    app.jinja_env.filters["figure"] = lambda value: figure(value, current_language())
    app.jinja_env.filters["euros"] = lambda value: money(value, "EUR", current_language())
    app.jinja_env.filters["short_euros"] = lambda value: short_money(value, "EUR", current_language())
    app.jinja_env.filters["reading"] = reading
    app.jinja_env.filters["when"] = when
    app.jinja_env.filters["decimal"] = lambda text: format_decimal(float(text), locale=current_language())
    app.context_processor(_constants)


def figure(value: float, language: str) -> str:
    """Return a number as a legend says it: to one decimal place, from a thousand on to none, from a million on in millions."""
    if abs(value) >= 1_000_000:
        return str(format_compact_decimal(value, locale=language, fraction_digits=1))
    return str(format_decimal(round(value, 1 if abs(value) < 1000 else 0), locale=language))


def reading(term: Literal, language: str) -> str:
    """Return a literal as people write it: dates in words, numbers with their separators."""
    if term.datatype.value in _NUMERIC:
        return format_decimal(float(term.value), locale=language)
    return written(term.value, language) if term.datatype.value in _DATED else term.value


def when(said: Said) -> str:
    """Return in words when something held, or for when a document says it."""
    language = current_language()
    words = interval(said.begin, said.end, language)
    if said.attested and said.attested not in (said.begin, said.end):
        attested = gettext("as of %(when)s") % {"when": written(said.attested, language)}
        words = f"{words}, {attested}" if words else attested
    return words


def _constants() -> dict[str, Any]:
    return {
        "kind_names": KINDS,
        "subject_names": SUBJECTS,
        "subjects_behind": BEHIND,
        "release": site().release,
        "version": __version__,
    }
