"""schema.org for search engines: a data block in each page (JSON-LD 1.1; schema.org/docs/datamodel.html).

A block is data and never run, so the Content Security Policy does not apply to it. Only what the release says is told.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any, Final

from flask import Flask, request
from markupsafe import Markup
from pyoxigraph import Literal, NamedNode

from graphapp.catalogue.blocks import fill
from graphapp.downloads.kinds import WHOLE
from graphapp.namespaces import BASE, PREFIXES, TC
from graphapp.store.engine import QueryError, Question, Term, select
from graphapp.web.addresses import page_path
from graphapp.web.asking import connection, engine_for_request
from graphapp.web.citing import SITE
from graphapp.web.freshness import incomplete
from graphapp.web.harvest.offers import served_offer
from graphapp.web.language import current_language, gettext
from graphapp.web.linked.dataset import TEXTS
from graphapp.web.linked.document import LICENCE
from graphapp.web.linked.signposting import schema_types
from graphapp.web.lists.kinds import LISTS
from graphapp.web.site import site
from graphapp.web.things.labels import Labels, look_up

QUERY: Final = "harvest/structured-data"
CONTEXT: Final = "https://schema.org"
ONCE: Final = frozenset(
    {
        "name",
        "description",
        "foundingDate",
        "dissolutionDate",
        "startDate",
        "endDate",
        "datePublished",
        "identifier",
        "url",
    }
)
"""Properties of which one value is told, the best."""
TEXTS_ONLY: Final = frozenset({"name", "alternateName", "description", "jobTitle", "identifier"})
ADDRESSES: Final = frozenset({"url", "sameAs"})
_NETWORK: Final = TC + "Network"
_PROJECT: Final = TC + "Project"
_UNLIKE: Final[Mapping[str, frozenset[str]]] = {
    "knowsAbout": frozenset({"Person", "Organization"}),
    "parentOrganization": frozenset({"Organization"}),
    "memberOf": frozenset({"Person", "Organization"}),
    "member": frozenset({"Organization"}),
    "areaServed": frozenset({"Organization", "Service"}),
    "provider": frozenset({"Service"}),
    "containedInPlace": frozenset({"Place"}),
    "foundingDate": frozenset({"Organization"}),
    "dissolutionDate": frozenset({"Organization"}),
    "address": frozenset({"Organization", "Place"}),
    "inDefinedTermSet": frozenset({"DefinedTerm"}),
    "datePublished": frozenset({"CreativeWork"}),
    "publisher": frozenset({"CreativeWork"}),
    "author": frozenset({"CreativeWork"}),
    "organizer": frozenset({"Event"}),
    "startDate": frozenset({"Event", "FundingScheme"}),
    "endDate": frozenset({"Event", "FundingScheme"}),
}
"""Property → the types that schema.org knows it for; not told of things of another type."""
_ORGANISATIONS: Final = frozenset(
    {
        "CollegeOrUniversity",
        "Corporation",
        "FundingAgency",
        "GovernmentOrganization",
        "Organization",
        "Project",
        "ResearchOrganization",
        "ResearchProject",
    }
)
"""Types that are narrower than Organization; a project is one in schema.org."""


def install(app: Flask) -> None:
    """Make the data blocks known to the templates."""
    app.jinja_env.globals.update(
        structured_page=structured_page,
        structured_start=structured_start,
        structured_downloads=structured_downloads,
        structured_thing=structured_thing,
    )


def structured_page(title: str = "") -> Markup:
    """Return the data block of a page that is about no thing."""
    page = {
        "@type": "WebPage",
        "@id": request.base_url,
        "url": request.base_url,
        "name": _bare(title),
        "inLanguage": current_language(),
        "isPartOf": {"@id": _root() + "#website"},
    }
    return block([page, _website()])


def structured_start() -> Markup:
    """Return the data block of the start page: the site and its data set."""
    return block([_website(), _data_set()])


def structured_downloads() -> Markup:
    """Return the data block of the downloads: the data set with its files, and the catalogue that it is in."""
    language = current_language()
    catalogue = {
        "@type": "DataCatalog",
        "@id": BASE + "catalogue",
        "name": gettext("Catalogue of the Thuringian cluster graph"),
        "url": f"{_root()}{language}/downloads",
        "license": LICENCE,
        "dataset": {"@id": BASE},
    }
    crumbs = _crumbs([(f"/{language}/downloads", gettext("Downloads"))])
    return block([_data_set(files=True), catalogue, crumbs])


def structured_thing(iri: str) -> Markup:
    """Return the data block of the page about a thing; nothing where the engine cannot be asked."""
    language = current_language()
    try:
        connection()
        engine, catalogue = engine_for_request(page=True), site().catalogue
        rows = select(engine, Question(fill(catalogue.find(QUERY).text, {"thing": [NamedNode(iri)]}))).rows
        said: dict[str, list[Term]] = {}
        for name, value in rows:
            if isinstance(name, Literal) and value is not None:
                said.setdefault(name.value, []).append(value)
        others = {term.value for terms in said.values() for term in terms if isinstance(term, NamedNode)}
        labels = look_up(engine, catalogue, others | {iri})
    except QueryError:
        incomplete()
        return Markup("")
    thing = describe(iri, said, labels, language)
    path = page_path(iri, language) or "/"
    crumbs = [(path, labels[iri, language].text)]
    classes = {term.value for term in said.get("type", ()) if isinstance(term, NamedNode)}
    listed = next((known for known in LISTS.values() if known.class_iri in classes), None)
    if listed is not None:
        crumbs.insert(0, (f"/{language}/{listed.path}", listed.title[language]))
    return block([thing, _crumbs(crumbs)])


def describe(iri: str, said: Mapping[str, list[Term]], labels: Labels, language: str) -> dict[str, Any]:
    """Return a thing as schema.org knows it. ``said`` are values by the names of `QUERY`."""
    classes = {term.value for term in said.get("type", ()) if isinstance(term, NamedNode)}
    types = types_of(classes)
    told: dict[str, Any] = {
        "@type": types[0] if len(types) == 1 else list(types),
        "@id": iri,
        "mainEntityOfPage": f"{_root().rstrip('/')}{page_path(iri, language)}",
        "name": labels[iri, language].text,
    }
    for name, terms in said.items():
        if name in ("type", "name", "latitude", "longitude") or not _fits(name, types):
            continue
        values = _texts(terms, language) if name in TEXTS_ONLY else _values(name, terms, labels, language)
        if values:
            told[name] = values[0] if name in ONCE or len(values) == 1 else values
    place = [_number(said.get(name, ())) for name in ("latitude", "longitude")]
    if None not in place and "Place" in types:
        told["geo"] = {"@type": "GeoCoordinates", "latitude": place[0], "longitude": place[1]}
    if "Person" not in types and told.get("location") and not set(types) & (_ORGANISATIONS | {"Event"}):
        del told["location"]
    return told


def types_of(classes: Iterable[str]) -> tuple[str, ...]:
    """Return the types of a thing of these classes, without their namespace; ``Thing`` where none comes near."""
    known = set(classes)
    types = {iri.removeprefix(PREFIXES["schema"]) for iri in schema_types(known)}
    if _PROJECT in known:
        types = (types - {"Project"}) | {"ResearchProject"}
    if PREFIXES["org"] + "Organization" in known and not types & _ORGANISATIONS:
        types.add("Organization")
    return tuple(sorted(types)) or ("Thing",)


def block(nodes: Iterable[Mapping[str, Any]]) -> Markup:
    """Return the data block of the nodes; nothing in a text can end it."""
    text = json.dumps({"@context": CONTEXT, "@graph": list(nodes)}, ensure_ascii=False, separators=(",", ":"))
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    # All that HTML could take for markup has just been escaped.
    return Markup(f'<script type="application/ld+json">{text}</script>')  # noqa: S704


def _website() -> dict[str, Any]:
    language = current_language()
    return {
        "@type": "WebSite",
        "@id": _root() + "#website",
        "url": f"{_root()}{language}/",
        "name": SITE[language],
        "inLanguage": ["de", "en"],
        "license": LICENCE,
    }


def _data_set(*, files: bool = False) -> dict[str, Any]:
    language = current_language()
    told: dict[str, Any] = {
        "@type": "Dataset",
        "@id": BASE,
        "name": TEXTS["title"][language],
        "description": TEXTS["description"][language],
        "url": f"{_root()}{language}/downloads",
        "license": LICENCE,
        "inLanguage": ["de", "en"],
        "isAccessibleForFree": True,
        "creator": {"@type": "Organization", "name": site().settings.publisher},
        "spatialCoverage": {"@type": "Place", "@id": BASE + "place/thueringen", "name": gettext("Thuringia")},
        "includedInDataCatalog": {"@id": BASE + "catalogue"},
    }
    offer = served_offer(site())
    if offer is not None:
        told |= {"version": offer.release, "dateModified": offer.made.date().isoformat()}
        if files:
            told["distribution"] = [
                {
                    "@type": "DataDownload",
                    "name": kind.label,
                    "contentUrl": f"{_root()}downloads/{kind.name}",
                    "encodingFormat": kind.content_type,
                    "contentSize": str(offer.files[kind.name].size),
                    "sha256": offer.files[kind.name].sha256,
                }
                for kind in WHOLE
                if kind.name in offer.files
            ]
    return told


def _crumbs(steps: Iterable[tuple[str, str]]) -> dict[str, Any]:
    language = current_language()
    ways = [(f"/{language}/", SITE[language]), *steps]
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": number, "name": name, "item": _root().rstrip("/") + path}
            for number, (path, name) in enumerate(ways, 1)
        ],
    }


def _fits(name: str, types: Iterable[str]) -> bool:
    fitting = _UNLIKE.get(name)
    broad = set(types) | ({"Organization"} if set(types) & _ORGANISATIONS else set())
    return fitting is None or bool(fitting & broad)


def _texts(terms: Iterable[Term], language: str) -> list[str]:
    """Return the texts in the language, else those without one, else all."""
    texts = [term for term in terms if isinstance(term, Literal)]
    for wanted in (language, None):
        found = [text.value for text in texts if text.language == wanted]
        if found:
            return list(dict.fromkeys(found))
    return list(dict.fromkeys(text.value for text in texts))


def _values(name: str, terms: Iterable[Term], labels: Labels, language: str) -> list[Any]:
    found: list[Any] = []
    for term in terms:
        if isinstance(term, Literal):
            # What a name stands for is no thing with an address: a publisher, say.
            found.append({"@type": "Organization", "name": term.value} if name == "publisher" else term.value)
        elif isinstance(term, NamedNode):
            if name in ADDRESSES:
                if term.value.startswith(("https://", "http://")):
                    found.append(term.value)
            elif name == "address":
                found.append(labels[term.value, language].text)
            else:
                found.append({"@id": term.value, "name": labels[term.value, language].text})
    return [value for number, value in enumerate(found) if value not in found[:number]]


def _number(terms: Iterable[Term]) -> float | None:
    for term in terms:
        try:
            return float(term.value) if isinstance(term, Literal) else None
        except ValueError:
            return None
    return None


def _bare(title: str) -> str:
    return Markup(title).striptags().removesuffix("–").strip() or SITE[current_language()]  # noqa: S704


def _root() -> str:
    return request.url_root
