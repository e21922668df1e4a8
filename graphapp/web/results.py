"""What search results look like: on a page, as a suggestion, and as JSON."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Final
from urllib.parse import urlencode

from graphapp.namespaces import BASE
from graphapp.search import Facet, Found, Hit, Wanted
from graphapp.search.folding import query_words
from graphapp.search.marking import begins_a_word, excerpt, marked
from graphapp.search.reading import in_language
from graphapp.web.addresses import page_path
from graphapp.web.language import current_language, gettext

ON_A_PAGE: Final = 20
"""Results on a page."""
FURTHEST: Final = 10_000
"""Number of the last result that can be paged to."""
NARROWING: Final = ("kind", "field", "district")
"""Parameters that narrow a search to one value."""
KIND_NAMES: Final = {
    "Network": "Network",
    "Initiative": "Initiative",
    "ResearchInstitution": "Research institution",
    "Company": "Company",
    "PublicBody": "Public body",
    "Organisation": "Organisation",
    "Project": "Project",
    "Programme": "Funding programme",
    "Person": "Person",
    "Field": "Growth field",
    "Sector": "Sector",
    "Topic": "Topic",
    "Service": "Service",
    "Event": "Event",
    "Publication": "Publication",
    "Label": "Cluster label",
    "Place": "Place",
    "SourceDocument": "Source",
}
"""Local name of a class → what one of its things is called, in English."""


@dataclass(frozen=True)
class ResultPage:
    """A page of results, with the addresses that it links to."""

    wanted: Wanted
    number: int = 1
    """1 for the first page."""

    @property
    def first(self) -> int:
        """How many results stand before the page."""
        return (self.number - 1) * ON_A_PAGE

    def address(self, language: str, number: int = 1, **further: str) -> str:
        """Return the address of page ``number`` of the search, the same for the same search; without language the data's."""
        wanted = self.wanted
        parameters: dict[str, str | int | None] = {
            "kind": wanted.kind,
            "field": wanted.field,
            "district": wanted.district,
            "from": wanted.begin,
            "to": wanted.end,
            "page": number if number > 1 else None,
            **further,
        }
        given = {"q": wanted.text} | {
            key: value for key, value in parameters.items() if value not in ("", None)
        }
        return (f"/{language}" if language else "") + f"/search?{urlencode(given)}"

    def narrowed(self, facet: str, value: str) -> ResultPage:
        """Return the first page of the search narrowed to a value of a facet, or, without value, no longer narrowed by it."""
        if facet == "decade":
            first = int(value) if value else None
            return ResultPage(replace(self.wanted, begin=first, end=None if first is None else first + 9))
        return ResultPage(replace(self.wanted, **{facet: value}))  # type: ignore[arg-type]

    def chosen(self, facet: str) -> str:
        """Return the value that the search is narrowed to by a facet; for a period that is no decade, its years."""
        wanted = self.wanted
        if facet != "decade":
            return str(getattr(wanted, facet))
        if wanted.begin is None and wanted.end is None:
            return ""
        if wanted.begin is not None and wanted.end == wanted.begin + 9:
            return str(wanted.begin)
        return f"{'' if wanted.begin is None else wanted.begin}–{'' if wanted.end is None else wanted.end}"


def helpers(page: ResultPage) -> dict[str, Any]:
    """Return what the template of a page of results needs."""
    words = page.wanted.words
    return {
        "kind_name": kind_name,
        "marked": lambda text: marked(text, words),
        "excerpt": lambda text: excerpt(text, words),
        "also": lambda hit: other_names(hit, words),
        "hit_address": lambda hit: address(hit, current_language()),
        "in_this_language": lambda texts: in_language(texts, current_language()),
        "facet_value": facet_value,
        "on_a_page": ON_A_PAGE,
        "furthest": FURTHEST,
    }


def kind_name(kind: str) -> str:
    """Return what a thing of that kind is called in the language of the request."""
    return gettext(KIND_NAMES[kind])


def facet_value(facet: str, value: Facet) -> str:
    """Return what a value of a facet is called in the language of the request."""
    if facet == "kind":
        return kind_name(value.value)
    if facet == "decade":
        return f"{value.value}–{int(value.value) + 9}"
    return value.label(current_language())


def other_names(hit: Hit, words: list[str]) -> list[tuple[str, bool]]:
    """Return the names by which a thing was found where its label does not show it, and whether each is a former one."""
    label = hit.label(current_language())
    missing = [word for word in words if not begins_a_word(label, word)]
    names = [(name, False) for name in hit.names] + [(name, True) for name in hit.former]
    return [(name, former) for name, former in names if any(begins_a_word(name, word) for word in missing)][
        :3
    ]


def address(hit: Hit, language: str) -> str:
    """Return the path of the page of what was found."""
    return page_path(hit.iri, language) or hit.iri


def suggestion(hit: Hit, language: str, text: str) -> dict[str, str]:
    """Return a suggestion for what was typed: where it leads, its label and kind, and where it is or how else it is called."""
    others = other_names(hit, query_words(text))
    label = hit.label(language)
    detail = others[0][0] if others else in_language(hit.place, language)
    return {
        "address": address(hit, language),
        "label": label,
        "kind": kind_name(hit.kind),
        "detail": "" if detail == label else detail,
    }


def as_json(page: ResultPage, found: Found, root: str) -> dict[str, Any]:
    """Return a page of results as a JSON object; ``root`` is the address of the site, without a slash at its end."""
    last = page.first + ON_A_PAGE >= min(found.count, FURTHEST)
    return {
        "query": page.wanted.text,
        "count": found.count,
        "nearness": found.nearness,
        "page": page.number,
        "next": None if last else root + page.address("", page.number + 1, format="json"),
        "results": [_result(hit, root) for hit in found.hits],
        "facets": {
            name: [
                {"value": value.value, "label": dict(value.labels), "count": value.count} for value in values
            ]
            for name, values in found.facets.items()
        },
    }


def _result(hit: Hit, root: str) -> Mapping[str, Any]:
    return {
        "iri": hit.iri,
        "url": root + "/" + hit.iri.removeprefix(BASE),
        "kind": hit.kind,
        "label": dict(hit.labels),
        "names": list(hit.names),
        "formerNames": list(hit.former),
        "description": dict(hit.texts),
        "place": dict(hit.place),
        "fields": list(hit.fields),
        "begin": hit.begin,
        "end": hit.end,
    }
