"""The kinds of things in the tables, their classes and the paths of their IRIs (``docs/model.md``, Things)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from graphapp.namespaces import BASE, PREFIXES, TC


@dataclass(frozen=True)
class Kind:
    """A kind of thing: the class its things have and the path that begins their IRIs."""

    name: str
    rdf_class: str
    path: str


KINDS: Final[dict[str, Kind]] = {
    kind.name: kind
    for kind in (
        Kind("network", TC + "Network", "organisation"),
        Kind("initiative", TC + "Initiative", "organisation"),
        Kind("company", TC + "Company", "organisation"),
        Kind("research-institute", TC + "ResearchInstitution", "organisation"),
        Kind("university", TC + "University", "organisation"),
        Kind("public-body", TC + "PublicBody", "organisation"),
        Kind("chamber", TC + "Chamber", "organisation"),
        Kind("intermediary", TC + "Intermediary", "organisation"),
        Kind("funder", TC + "Funder", "organisation"),
        Kind("project", TC + "Project", "project"),
        Kind("programme", TC + "Programme", "programme"),
        Kind("person", PREFIXES["foaf"] + "Person", "person"),
        Kind("field", TC + "Field", "field"),
        Kind("sector", TC + "Sector", "sector"),
        Kind("topic", TC + "Topic", "topic"),
        Kind("service", TC + "Service", "service"),
        Kind("event", TC + "Event", "event"),
        Kind("publication", TC + "Publication", "publication"),
        Kind("label", TC + "Label", "label"),
        Kind("place", TC + "Place", "place"),
    )
}
BY_CLASS: Final[dict[str, Kind]] = {kind.rdf_class: kind for kind in KINDS.values()}
ORGANISATIONS: Final = frozenset(name for name, kind in KINDS.items() if kind.path == "organisation")
SLUG: Final = re.compile(r"^[a-z0-9]+(-[a-z0-9]+)*$")


def thing_iri(slug: str, types: tuple[str, ...]) -> str:
    """Build the IRI of the thing ``slug``; the first of its ``types`` decides the path.

    The prefix that repeats the kind is left out of the local name: ``place-jena`` is ``place/jena``.
    """
    path = KINDS[types[0]].path
    local = slug.removeprefix(f"{path}-")
    return f"{BASE}{path}/{local}"


def source_iri(slug: str) -> str:
    """Build the IRI of a source document, which is also that of the named graph of what it says."""
    return f"{BASE}source/{slug}"
