"""What a property of the claims table becomes in RDF (``docs/model.md``, Plain triples)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from graphapp.namespaces import PREFIXES

Shape = Literal["tenure", "membership", "participation", "grant", "figure", "plain"]
Value = Literal["entity", "text", "date", "number", "url"]


@dataclass(frozen=True)
class Property:
    """One property: the shape of its statements, the predicate of a plain triple, and what its values are.

    ``flipped``: the triple runs from the value to the subject. ``role``: the role a tenure or participation has
    when the note names no narrower one.
    """

    name: str
    shape: Shape
    values: tuple[Value, ...] = ("entity",)
    predicate: str = ""
    flipped: bool = False
    role: str = ""


def _plain(name: str, iri: str, *values: Value, flipped: bool = False) -> Property:
    prefix, _, local = iri.partition(":")
    return Property(name, "plain", values or ("entity",), PREFIXES[prefix] + local, flipped)


def _tenure(name: str, role: str) -> Property:
    return Property(name, "tenure", role=role)


PROPERTIES: Final[dict[str, Property]] = {
    p.name: p
    for p in (
        _tenure("headOf", "head"),
        _tenure("managingDirectorOf", "managing-director"),
        _tenure("chairOf", "chair"),
        _tenure("boardMemberOf", "board-member"),
        _tenure("managerOf", "manager"),
        _tenure("spokespersonFor", "spokesperson"),
        _tenure("contactFor", "contact"),
        _tenure("employedBy", "employee"),
        _tenure("holdsRole", ""),
        Property("memberOf", "membership", role="member"),
        Property("participatesIn", "participation", role="participant"),
        Property("coordinates", "participation", role="coordinator"),
        Property("fundingAmount", "grant", ("number",)),
        _plain("hasTopic", "tc:topic"),
        _plain("activeInField", "tc:field"),
        _plain("inSector", "tc:sector"),
        _plain("locatedIn", "tc:locatedIn"),
        _plain("servesRegion", "schema:areaServed"),
        _plain("partOf", "dcterms:isPartOf"),
        _plain("subsidiaryOf", "tc:subsidiaryOf"),
        _plain("shareholderOf", "tc:shareholderOf"),
        _plain("successorOf", "tc:successorOf"),
        _plain("mergedInto", "tc:mergedInto"),
        _plain("renamedTo", "tc:renamedTo"),
        _plain("cooperatesWith", "tc:cooperatesWith"),
        _plain("related", "dcterms:relation"),
        _plain("foundedBy", "schema:founder"),
        _plain("initiatedBy", "tc:initiator"),
        _plain("hostedBy", "tc:host"),
        _plain("operatedBy", "tc:operator"),
        _plain("commissionedBy", "tc:commissioner"),
        _plain("authoredBy", "dcterms:creator"),
        _plain("publishedBy", "dcterms:publisher"),
        _plain("fundedBy", "schema:funder"),
        _plain("fundingProgramme", "tc:fundingProgramme"),
        _plain("organises", "schema:organizer", flipped=True),
        _plain("offersService", "schema:provider", flipped=True),
        _plain("attends", "schema:attendee", flipped=True),
        _plain("awarded", "tc:holdsLabel"),
        _plain("nominatedFor", "tc:nominatedFor"),
        _plain("describes", "schema:about"),
        _plain("describesText", "dcterms:description", "text"),
        _plain("recommends", "tc:recommends"),
        _plain("recommendsText", "tc:recommendation", "text"),
        _plain("broader", "skos:broader"),
        _plain("exactMatch", "skos:exactMatch"),
        _plain("closeMatch", "skos:closeMatch"),
        _plain("broadMatch", "skos:broadMatch"),
        _plain("narrowMatch", "skos:narrowMatch"),
        _plain("relatedMatch", "skos:relatedMatch"),
        _plain("sameAs", "schema:sameAs", "url"),
        _plain("foundedOn", "schema:foundingDate", "date"),
        _plain("dissolvedOn", "schema:dissolutionDate", "date"),
        _plain("startDate", "schema:startDate", "date"),
        _plain("endDate", "schema:endDate", "date"),
        _plain("date", "dcterms:date", "date"),
        _plain("status", "tc:statusText", "text"),
        _plain("legalForm", "tc:legalForm", "text"),
        _plain("registerNumber", "tc:registerNumber", "text"),
        _plain("targetGroup", "tc:targetGroup", "text"),
        _plain("budgetPeriod", "tc:budgetPeriod", "text"),
        _plain("formerName", "tc:formerName", "text"),
        _plain("laterName", "tc:laterName", "text"),
        _plain("website", "schema:url", "url"),
        _plain("email", "schema:email", "text"),
        _plain("latitude", "wgs:lat", "number"),
        _plain("longitude", "wgs:long", "number"),
        _plain("ags", "tc:ags", "text"),
        _plain("nutsCode", "tc:nutsCode", "text"),
        _plain("naceCode", "tc:naceCode", "text"),
    )
}
BY_PREDICATE: Final[dict[str, Property]] = {p.predicate: p for p in PROPERTIES.values() if p.predicate}
BY_PREDICATE[PREFIXES["schema"] + "containedInPlace"] = PROPERTIES["partOf"]

INVERSES: Final[dict[str, str]] = {"coordinatedBy": "coordinates", "hasPart": "partOf", "funds": "fundedBy"}
"""A property that says the same as another one the other way round: written as that one."""

COUNTS: Final = frozenset(
    [
        "memberCount",
        "companyCount",
        "researchCount",
        "employeeCount",
        "turnover",
        "exportShare",
        "rdSpending",
        "grossValueAdded",
        "potentialGrowth",
        "jobsPotential",
        "fundingAmount",
        "totalCost",
        "budget",
        "population",
        "areaKm2",
        "hasPart",
    ]
)
"""Properties whose numbers become figures: which indicator, ``data/curation/units.csv`` says."""
