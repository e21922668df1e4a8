"""The lists there are: the path of each, the class of its things, and what it is called."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from graphapp.catalogue.query import Bilingual
from graphapp.namespaces import PREFIXES, TC


@dataclass(frozen=True)
class ListOf:
    """A list: its path below the language, and the class of what it lists."""

    path: str
    class_iri: str
    title: Bilingual
    facets: tuple[str, ...] = ("field", "district", "decade")
    """What it can be narrowed by: names of the facets, the most useful first."""


LISTS: Final[dict[str, ListOf]] = {
    known.path: known
    for known in (
        ListOf("networks", TC + "Network", Bilingual("Netzwerke", "Networks")),
        ListOf(
            "organisations",
            TC + "Organisation",
            Bilingual("Organisationen", "Organisations"),
            ("kind", "field", "district", "network", "decade"),
        ),
        ListOf(
            "companies",
            TC + "Company",
            Bilingual("Unternehmen", "Companies"),
            ("field", "district", "network", "decade"),
        ),
        ListOf(
            "research",
            TC + "ResearchInstitution",
            Bilingual("Forschungseinrichtungen", "Research institutions"),
            ("field", "district", "network", "decade"),
        ),
        ListOf("projects", TC + "Project", Bilingual("Projekte", "Projects")),
        ListOf(
            "programmes",
            TC + "Programme",
            Bilingual("Förderprogramme", "Funding programmes"),
            ("field", "decade"),
        ),
        ListOf(
            "people",
            PREFIXES["foaf"] + "Person",
            Bilingual("Personen in öffentlichen Rollen", "People in public roles"),
            ("role", "field", "district"),
        ),
        ListOf("fields", TC + "Field", Bilingual("Wachstumsfelder", "Growth fields"), ()),
        ListOf("sectors", TC + "Sector", Bilingual("Branchen", "Sectors"), ()),
        ListOf("topics", TC + "Topic", Bilingual("Themen", "Topics"), ("broader",)),
        ListOf("places", TC + "Place", Bilingual("Orte", "Places"), ("district",)),
        ListOf(
            "events", TC + "Event", Bilingual("Veranstaltungen", "Events"), ("field", "district", "decade")
        ),
        ListOf("services", TC + "Service", Bilingual("Angebote", "Services"), ()),
        ListOf(
            "labels", TC + "Label", Bilingual("Auszeichnungen und Labels", "Labels and awards"), ("decade",)
        ),
        ListOf(
            "publications", TC + "Publication", Bilingual("Veröffentlichungen", "Publications"), ("decade",)
        ),
        ListOf("sources", TC + "SourceDocument", Bilingual("Quellen", "Sources"), ("decade",)),
    )
}
"""Path → list."""
