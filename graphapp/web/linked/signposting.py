"""``Link`` headers (RFC 8288) by which machines find their way: FAIR Signposting, level 1 (https://signposting.org/FAIR/).

The page about a thing is its landing page, the documents are its metadata; the one in TriG is also its content, because it
holds the statements with their sources. Targets on this site are paths, so that they hold under any host.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from graphapp.namespaces import BASE, PREFIXES, TC
from graphapp.web.addresses import document_path, page_path
from graphapp.web.linked.document import LICENCE
from graphapp.web.linked.formats import FORMATS, TRIG

LINK_FORMAT: Final = "application/link-format"
"""Media type of lists of links (RFC 6690)."""
_SCHEMA: Final = PREFIXES["schema"]
_TYPES: Final = {
    PREFIXES["foaf"] + "Person": "Person",
    PREFIXES["org"] + "Organization": "Organization",
    PREFIXES["skos"] + "Concept": "DefinedTerm",
    PREFIXES["skos"] + "ConceptScheme": "DefinedTermSet",
    PREFIXES["owl"] + "Ontology": "DefinedTermSet",
    TC + "SourceDocument": "CreativeWork",
    TC + "Assertion": "Role",
}
"""Class → the schema.org type that comes nearest, where the data name none of schema.org's own."""


@dataclass(frozen=True)
class Link:
    """One link: target, relation, and further attributes."""

    target: str
    relation: str
    attributes: tuple[tuple[str, str], ...] = ()

    def __str__(self) -> str:
        """Return the link as it stands in the header."""
        more = "".join(f'; {name}="{value}"' for name, value in self.attributes)
        return f'<{self.target}>; rel="{self.relation}"{more}'


def of_document(
    iri: str, classes: Iterable[str], extension: str, prefix: str = "", search: str = ""
) -> list[Link]:
    """Return the links of the document about ``iri`` in the format of ``extension``.

    ``prefix`` is the path of a release that is not the current one, ``search`` the query with its question mark.
    """
    page = f"{page_path(iri, 'en')}{search}"
    return [
        Link(f"{BASE.rstrip('/')}{prefix}{document_path(iri, extension)}{search}", "canonical"),
        Link(iri, "cite-as"),
        Link(page, "describes", (("type", "text/html"),)),
        *_alternates(iri, extension, prefix, search),
        Link("/dataset", "collection"),
        Link("/dataset.ttl", "describedby", (("type", "text/turtle"),)),
        Link(LICENCE, "license"),
        *(Link(type_, "type") for type_ in schema_types(classes)),
    ]


def of_thing(
    iri: str, classes: Iterable[str], language: str, prefix: str = "", search: str = ""
) -> list[Link]:
    """Return the links of the page about a thing (its landing page), and of the redirect to its documents."""
    # One link a document for its relations: headers of several kilobytes are refused by proxies.
    return [
        Link(iri, "cite-as"),
        *(
            Link(
                f"{prefix}{document_path(iri, known.extension)}{search}",
                "alternate describedby item" if known == TRIG else "alternate describedby",
                (("type", known.media_type),),
            )
            for known in FORMATS
        ),
        Link(f"{BASE.rstrip('/')}{page_path(iri, language)}", "canonical"),
        Link("/dataset", "collection"),
        Link(LICENCE, "license"),
        Link(_SCHEMA + "AboutPage", "type"),
        *(Link(type_, "type") for type_ in schema_types(classes)),
    ]


def of_time(local: str) -> list[Link]:
    """Return the links from what stands at the path ``local`` to its earlier states (RFC 7089)."""
    return [
        Link(f"/timegate{local}", "timegate"),
        Link(f"/timemap{local}", "timemap", (("type", LINK_FORMAT),)),
    ]


def header(links: Iterable[Link]) -> str:
    """Return the value of the ``Link`` header."""
    return ", ".join(map(str, links))


def schema_types(classes: Iterable[str]) -> list[str]:
    """Return the schema.org types of a thing by its classes."""
    known = set(classes)
    own = sorted(of for of in known if of.startswith(_SCHEMA))
    near = sorted({_SCHEMA + type_ for of, type_ in _TYPES.items() if of in known})
    return own or near


def _alternates(iri: str, extension: str, prefix: str, search: str) -> list[Link]:
    return [
        Link(
            f"{prefix}{document_path(iri, known.extension)}{search}",
            "alternate",
            (("type", known.media_type),),
        )
        for known in FORMATS
        if known.extension != extension
    ]
