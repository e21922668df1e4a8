"""Terms of other vocabularies that the graph uses, and how their values look in JSON-LD."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True)
class Reused:
    """A reused property: its prefixed name and the form of its values.

    ``form``: ``iri`` for a thing, ``text`` for texts in a language, ``plain`` for strings, ``date`` for a date of any
    precision, or a datatype with its prefix.
    """

    name: str
    form: str


CLASSES: Final = (
    "foaf:Agent",
    "foaf:Document",
    "foaf:Person",
    "foaf:Project",
    "geo:Feature",
    "geo:Geometry",
    "org:FormalOrganization",
    "org:Membership",
    "org:Organization",
    "org:OrganizationalCollaboration",
    "org:Post",
    "org:Role",
    "prov:Entity",
    "prov:SoftwareAgent",
    "qb:DataSet",
    "qb:DataStructureDefinition",
    "qb:Observation",
    "rdf:Statement",
    "schema:Certification",
    "schema:CollegeOrUniversity",
    "schema:CreativeWork",
    "schema:Event",
    "schema:FundingAgency",
    "schema:FundingScheme",
    "schema:GovernmentOrganization",
    "schema:MonetaryGrant",
    "schema:Place",
    "schema:PostalAddress",
    "schema:Project",
    "schema:ResearchOrganization",
    "schema:Role",
    "schema:Service",
    "skos:Concept",
    "skos:ConceptScheme",
)
"""Reused classes that things of the graph have, and those that the rules give them."""


def _reused(form: str, names: str) -> tuple[Reused, ...]:
    return tuple(Reused(name, form) for name in names.split())


PROPERTIES: Final[tuple[Reused, ...]] = (
    *_reused(
        "iri",
        "dcterms:creator dcterms:hasPart dcterms:isPartOf dcterms:isReplacedBy dcterms:license dcterms:relation "
        "dcterms:source geo:hasDefaultGeometry geo:hasGeometry "
        "org:classification org:heldBy org:member org:memberOf org:organization org:postIn org:role "
        "prov:wasAttributedTo qb:dataSet qb:structure sdmx-attribute:unitMeasure "
        "schema:about schema:address schema:areaServed schema:attendee schema:containedInPlace schema:founder "
        "schema:funder schema:location schema:organizer schema:provider schema:sameAs schema:url "
        "skos:broadMatch skos:broader skos:broaderTransitive skos:closeMatch skos:exactMatch skos:inScheme "
        "skos:narrowMatch skos:related skos:relatedMatch skos:topConceptOf rdf:subject rdf:predicate",
    ),
    *_reused(
        "text", "schema:name schema:description dcterms:description skos:prefLabel skos:definition foaf:name"
    ),
    *_reused(
        "plain",
        "dcterms:identifier dcterms:language dcterms:publisher dcterms:rights dcterms:title dcterms:type "
        "schema:addressLocality schema:currency schema:postalCode schema:streetAddress schema:unitText "
        "skos:altLabel skos:changeNote skos:note skos:notation rdf:object",
    ),
    *_reused(
        "date",
        "dcterms:date dcterms:issued schema:dissolutionDate schema:endDate schema:foundingDate schema:startDate",
    ),
    *_reused("xsd:decimal", "sdmx-measure:obsValue wgs:lat wgs:long"),
    *_reused("xsd:boolean", "owl:deprecated"),
    *_reused("geo:wktLiteral", "geo:asWKT"),
)
"""Reused properties. ``dcterms:publisher``, ``dcterms:type`` and ``rdf:object`` have things as values too."""

VOCABULARIES: Final = (
    "dcterms", "foaf", "geo", "org", "owl", "prov", "qb", "rdf", "rdfs", "schema", "sdmx-attribute", "sdmx-measure",
    "skos", "vann", "wgs",
)  # fmt: skip
"""Prefixes of the vocabularies of which terms are reused; no data file uses a term of another one."""
