"""The catalogue: DCAT 3 (W3C 2024) as DCAT-AP.de 3.0 asks for it, with the data set, its files, the endpoint and the releases.

The data set is that of `graphapp.web.linked.dataset`, which describes it in VoID; here stands what harvesters ask beyond that.
No node is blank, so that each can be referred to.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Final

from pyoxigraph import Literal, NamedNode, Quad

from graphapp.catalogue import Catalogue
from graphapp.config import Settings
from graphapp.downloads.files import Offered
from graphapp.downloads.kinds import ABOUT, WHOLE, Kind
from graphapp.namespaces import BASE, ONTOLOGY, PREFIXES
from graphapp.store.engine import Engine, Question, select
from graphapp.web.harvest.offers import Offer
from graphapp.web.linked.dataset import TEXTS
from graphapp.web.linked.document import DATA_SET, LICENCE, date_time

CATALOGUE: Final = NamedNode(BASE + "catalogue")
SERIES: Final = NamedNode(BASE + "catalogue#releases")
SERVICE: Final = NamedNode(BASE + "catalogue#sparql")
PUBLISHER: Final = NamedNode(BASE + "catalogue#publisher")
CONTACT: Final = NamedNode(BASE + "catalogue#contact")
RIGHTS: Final = NamedNode(BASE + "catalogue#rights")
OWN_PREFIXES: Final = {
    **PREFIXES,
    "adms": "http://www.w3.org/ns/adms#",
    "dcatap": "http://data.europa.eu/r5r/",
    "dcatde": "http://dcat-ap.de/def/dcatde/",
    "spdx": "http://spdx.org/rdf/terms#",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
}
LICENCE_DE: Final = "http://dcat-ap.de/def/licenses/cc-by/4.0"
"""The licence in the list of DCAT-AP.de."""
ATTRIBUTION: Final = "The Thuringian cluster graph contributors, CC BY 4.0"
AUTHORITY: Final = "http://publications.europa.eu/resource/authority/"
THEMES: Final = ("ECON", "TECH", "REGI", "GOVE")
KEYWORDS: Final = {
    "de": (
        "Cluster",
        "Netzwerke",
        "Innovation",
        "Wirtschaftsförderung",
        "Forschung",
        "Thüringen",
        "Linked Open Data",
    ),
    "en": (
        "clusters",
        "networks",
        "innovation",
        "business support",
        "research",
        "Thuringia",
        "linked open data",
    ),
}
BOX: Final = "POLYGON((9.87 50.20, 12.66 50.20, 12.66 51.65, 9.87 51.65, 9.87 50.20))"
"""Thuringia, west to east and south to north, in degrees."""
_IANA: Final = "https://www.iana.org/assignments/media-types/"
_WKT: Final = NamedNode(PREFIXES["geo"] + "wktLiteral")
_TITLES: Final = {
    "catalogue": {
        "de": "Katalog des Thüringer Clustergraphen",
        "en": "Catalogue of the Thuringian cluster graph",
    },
    "service": {"de": "SPARQL-Endpunkt", "en": "SPARQL endpoint"},
    "series": {
        "de": "Releases des Thüringer Clustergraphen",
        "en": "Releases of the Thuringian cluster graph",
    },
}
_DESCRIPTIONS: Final = {
    "catalogue": {
        "de": "Der Datensatz, seine Dateien, sein Endpunkt und die Releases, die aufbewahrt werden.",
        "en": "The data set, its files, its endpoint and the releases that are kept.",
    },
    "service": {
        "de": "Beantwortet Abfragen in SPARQL 1.1 über alle Aussagen, jede mit dem Graphen ihrer Quelle.",
        "en": "Answers queries in SPARQL 1.1 over all statements, each with the graph of its source.",
    },
    "series": {
        "de": "Jedes Release ist unveränderlich und trägt als Namen den Hash seines Inhalts.",
        "en": "Each release is immutable and has the hash of its content as its name.",
    },
}


class _Describer:
    """Collects statements, each of them in the graph of the catalogue."""

    def __init__(self) -> None:
        self.quads: list[Quad] = []

    def say(self, subject: NamedNode, name: str, *values: NamedNode | Literal | str | None) -> None:
        """State the property of the prefixed ``name``; a text is an IRI, None nothing."""
        prefix, _, local = name.partition(":")
        for value in values:
            if value is not None:
                term = NamedNode(value) if isinstance(value, str) else value
                self.quads.append(Quad(subject, NamedNode(OWN_PREFIXES[prefix] + local), term, CATALOGUE))

    def texts(self, subject: NamedNode, name: str, texts: dict[str, str]) -> None:
        """State a text in both languages."""
        self.say(subject, name, *(Literal(text, language=language) for language, text in texts.items()))

    def a(self, subject: NamedNode, *classes: str) -> None:
        """State the classes."""
        for of in classes:
            prefix, _, local = of.partition(":")
            self.say(subject, "rdf:type", OWN_PREFIXES[prefix] + local)


def describe(
    settings: Settings, engine: Engine, catalogue: Catalogue, offers: Sequence[Offer], *, served: str
) -> list[Quad]:
    """Return the catalogue. ``offers`` are the releases that are kept, the newest first; ``served`` is the name of the one that
    is served. Raises `graphapp.store.engine.QueryError`.
    """
    told = _Describer()
    # A release that was made before there were downloads has nothing to be harvested.
    offers = [offer for offer in offers if offer.files]
    current = next((offer for offer in offers if offer.release == served), None)
    first = min((offer.made for offer in offers), default=None)
    _catalogue(told, current, first)
    _agents(told, settings)
    _data_set(told, settings, current, first, _period(engine, catalogue))
    _service(told)
    _series(told, offers)
    return list(dict.fromkeys(told.quads))


def _catalogue(told: _Describer, current: Offer | None, first: datetime | None) -> None:
    told.a(CATALOGUE, "dcat:Catalog")
    told.texts(CATALOGUE, "dcterms:title", _TITLES["catalogue"])
    told.texts(CATALOGUE, "dcterms:description", _DESCRIPTIONS["catalogue"])
    told.say(CATALOGUE, "dcterms:publisher", PUBLISHER)
    told.say(CATALOGUE, "foaf:homepage", BASE + "downloads")
    told.say(CATALOGUE, "dcterms:license", LICENCE_DE, LICENCE)
    told.say(CATALOGUE, "dcterms:language", AUTHORITY + "language/DEU", AUTHORITY + "language/ENG")
    told.say(CATALOGUE, "dcat:themeTaxonomy", AUTHORITY + "data-theme")
    told.say(CATALOGUE, "dcterms:spatial", BASE + "place/thueringen")
    told.say(CATALOGUE, "dcat:dataset", DATA_SET, SERIES)
    told.say(CATALOGUE, "dcat:service", SERVICE)
    _dates(told, CATALOGUE, first, current.made if current else None)


def _agents(told: _Describer, settings: Settings) -> None:
    told.a(PUBLISHER, "foaf:Agent", "foaf:Organization")
    told.say(PUBLISHER, "foaf:name", Literal(settings.publisher))
    told.say(PUBLISHER, "foaf:homepage", BASE + "about")
    told.a(CONTACT, "vcard:Kind", "vcard:Organization")
    told.say(CONTACT, "vcard:fn", Literal(settings.publisher))
    mail = settings.contact.startswith("mailto:")
    told.say(CONTACT, "vcard:hasEmail" if mail else "vcard:hasURL", settings.contact)


def _data_set(
    told: _Describer,
    settings: Settings,
    current: Offer | None,
    first: datetime | None,
    period: tuple[str, str],
) -> None:
    told.a(DATA_SET, "dcat:Dataset")
    told.texts(DATA_SET, "dcterms:title", TEXTS["title"])
    told.texts(DATA_SET, "dcterms:description", TEXTS["description"])
    told.say(DATA_SET, "dcterms:rights", RIGHTS)
    told.a(RIGHTS, "dcterms:RightsStatement")
    told.texts(RIGHTS, "rdfs:label", TEXTS["rights"])
    told.say(DATA_SET, "dcterms:identifier", Literal(BASE))
    told.say(DATA_SET, "dcterms:publisher", PUBLISHER)
    told.say(DATA_SET, "dcat:contactPoint", CONTACT)
    told.say(DATA_SET, "dcat:landingPage", BASE + "downloads")
    told.say(DATA_SET, "foaf:page", BASE + "about")
    told.say(DATA_SET, "dcterms:license", LICENCE)
    told.say(DATA_SET, "dcat:theme", *(f"{AUTHORITY}data-theme/{theme}" for theme in THEMES))
    for language, words in KEYWORDS.items():
        told.say(DATA_SET, "dcat:keyword", *(Literal(word, language=language) for word in words))
    told.say(DATA_SET, "dcterms:language", AUTHORITY + "language/DEU", AUTHORITY + "language/ENG")
    told.say(DATA_SET, "dcterms:accrualPeriodicity", AUTHORITY + "frequency/IRREG")
    told.say(DATA_SET, "dcterms:accessRights", AUTHORITY + "access-right/PUBLIC")
    told.say(DATA_SET, "dcterms:conformsTo", ONTOLOGY)
    told.say(DATA_SET, "dcterms:provenance", BASE + "catalogue#provenance")
    provenance = NamedNode(BASE + "catalogue#provenance")
    told.a(provenance, "dcterms:ProvenanceStatement")
    told.texts(
        provenance,
        "rdfs:label",
        {
            "de": "Aus öffentlichen Dokumenten einzeln erhoben; jede Aussage steht im benannten Graphen ihres Dokuments.",
            "en": "Read one by one in public documents; every statement stands in the named graph of its document.",
        },
    )
    if settings.contributor:
        told.say(DATA_SET, "dcatde:contributorID", settings.contributor)
    _where(told)
    _when(told, period)
    _dates(told, DATA_SET, first, current.made if current else None)
    if current is not None:
        told.say(DATA_SET, "dcat:version", Literal(current.release))
        told.say(DATA_SET, "dcat:hasCurrentVersion", _release(current))
        for kind, file in _whole(current):
            told.say(
                DATA_SET, "dcat:distribution", _distribution(told, current, kind, file, BASE + "downloads/")
            )
    access = NamedNode(BASE + "catalogue#access")
    told.say(DATA_SET, "dcat:distribution", access)
    told.a(access, "dcat:Distribution")
    told.texts(access, "dcterms:title", _TITLES["service"])
    told.texts(access, "dcterms:description", _DESCRIPTIONS["service"])
    told.say(access, "dcat:accessURL", BASE + "sparql")
    told.say(access, "dcat:accessService", SERVICE)
    told.say(access, "dcterms:format", AUTHORITY + "file-type/SPARQLQ")
    _terms(told, access)


def _where(told: _Describer) -> None:
    place = NamedNode(BASE + "place/thueringen")
    told.say(DATA_SET, "dcterms:spatial", place)
    told.a(place, "dcterms:Location")
    told.texts(place, "skos:prefLabel", {"de": "Thüringen", "en": "Thuringia"})
    told.say(place, "dcat:bbox", Literal(BOX, datatype=_WKT))
    told.say(
        DATA_SET, "dcatde:politicalGeocodingLevelURI", "http://dcat-ap.de/def/politicalGeocoding/Level/state"
    )
    told.say(DATA_SET, "dcatde:politicalGeocodingURI", "http://dcat-ap.de/def/politicalGeocoding/stateKey/16")


def _when(told: _Describer, period: tuple[str, str]) -> None:
    if not any(period):
        return
    covered = NamedNode(BASE + "catalogue#period")
    told.say(DATA_SET, "dcterms:temporal", covered)
    told.a(covered, "dcterms:PeriodOfTime")
    for name, day in zip(("dcat:startDate", "dcat:endDate"), period, strict=True):
        if day:
            told.say(covered, name, Literal(day, datatype=NamedNode(PREFIXES["xsd"] + "date")))


def _service(told: _Describer) -> None:
    told.a(SERVICE, "dcat:DataService")
    told.texts(SERVICE, "dcterms:title", _TITLES["service"])
    told.texts(SERVICE, "dcterms:description", _DESCRIPTIONS["service"])
    told.say(SERVICE, "dcat:endpointURL", BASE + "sparql")
    told.say(SERVICE, "dcat:endpointDescription", BASE + "sparql")
    told.say(SERVICE, "dcat:servesDataset", DATA_SET)
    told.say(SERVICE, "dcat:contactPoint", CONTACT)
    told.say(SERVICE, "dcterms:publisher", PUBLISHER)
    told.say(SERVICE, "dcterms:accessRights", AUTHORITY + "access-right/PUBLIC")
    told.say(SERVICE, "dcterms:license", LICENCE_DE)
    told.say(SERVICE, "dcterms:conformsTo", "http://www.w3.org/TR/sparql11-protocol/")
    told.say(SERVICE, "dcat:theme", *(f"{AUTHORITY}data-theme/{theme}" for theme in THEMES))


def _series(told: _Describer, offers: Sequence[Offer]) -> None:
    told.a(SERIES, "dcat:DatasetSeries")
    told.texts(SERIES, "dcterms:title", _TITLES["series"])
    told.texts(SERIES, "dcterms:description", _DESCRIPTIONS["series"])
    told.say(SERIES, "dcterms:publisher", PUBLISHER)
    told.say(SERIES, "dcat:contactPoint", CONTACT)
    told.say(SERIES, "dcterms:accrualPeriodicity", AUTHORITY + "frequency/IRREG")
    told.say(SERIES, "dcat:theme", *(f"{AUTHORITY}data-theme/{theme}" for theme in THEMES))
    told.say(SERIES, "dcterms:spatial", BASE + "place/thueringen")
    if offers:
        told.say(SERIES, "dcat:last", _release(offers[0]))
        told.say(SERIES, "dcat:first", _release(offers[-1]))
        _dates(told, SERIES, offers[-1].made, offers[0].made)
    for number, offer in enumerate(offers):
        older = offers[number + 1] if number + 1 < len(offers) else None
        release = _release(offer)
        told.say(CATALOGUE, "dcat:dataset", release)
        told.a(release, "dcat:Dataset")
        told.texts(
            release,
            "dcterms:title",
            {language: f"{title}, Release {offer.release}" for language, title in TEXTS["title"].items()},
        )
        told.texts(release, "dcterms:description", TEXTS["description"])
        told.say(release, "dcat:version", Literal(offer.release))
        told.say(release, "dcat:inSeries", SERIES)
        told.say(release, "dcat:isVersionOf", DATA_SET)
        told.say(release, "dcat:prev", _release(older) if older else None)
        told.say(release, "dcterms:publisher", PUBLISHER)
        told.say(release, "dcat:contactPoint", CONTACT)
        told.say(release, "dcat:theme", *(f"{AUTHORITY}data-theme/{theme}" for theme in THEMES))
        _dates(told, release, offer.made, offer.made)
        for kind, file in _whole(offer):
            url = f"{BASE}downloads/{offer.release}/"
            told.say(release, "dcat:distribution", _distribution(told, offer, kind, file, url))


def _distribution(told: _Describer, offer: Offer, kind: Kind, file: Offered, below: str) -> NamedNode:
    url = below + file.name
    part = url.removeprefix(BASE + "downloads/").replace("/", "-")
    node = NamedNode(f"{BASE}catalogue#file-{part}")
    told.a(node, "dcat:Distribution")
    label = f"{kind.label}, release {offer.release}"
    told.texts(node, "dcterms:title", {"de": f"{kind.label}, Release {offer.release}", "en": label})
    told.texts(node, "dcterms:description", ABOUT[kind.name])
    told.say(node, "dcat:accessURL", url)
    told.say(node, "dcat:downloadURL", url)
    told.say(node, "dcat:mediaType", _IANA + kind.content_type)
    told.say(node, "dcterms:format", kind.file_type)
    told.say(node, "dcat:compressFormat", _IANA + "application/gzip" if kind.compressed else None)
    told.say(node, "dcat:packageFormat", _IANA + "application/zip" if kind.packaged else None)
    size = NamedNode(PREFIXES["xsd"] + "nonNegativeInteger")
    told.say(node, "dcat:byteSize", Literal(str(file.size), datatype=size))
    checksum = NamedNode(f"{BASE}catalogue#sha256-{part}")
    told.say(node, "spdx:checksum", checksum)
    told.a(checksum, "spdx:Checksum")
    told.say(checksum, "spdx:algorithm", OWN_PREFIXES["spdx"] + "checksumAlgorithm_sha256")
    binary = NamedNode(PREFIXES["xsd"] + "hexBinary")
    told.say(checksum, "spdx:checksumValue", Literal(file.sha256, datatype=binary))
    _dates(told, node, offer.made, offer.made)
    _terms(told, node)
    return node


def _terms(told: _Describer, node: NamedNode) -> None:
    told.say(node, "dcterms:license", LICENCE_DE)
    told.say(node, "dcatde:licenseAttributionByText", Literal(ATTRIBUTION))
    told.say(node, "dcterms:rights", RIGHTS)
    told.say(node, "dcatap:availability", AUTHORITY + "planned-availability/STABLE")
    told.say(node, "adms:status", AUTHORITY + "distribution-status/COMPLETED")
    told.say(node, "dcterms:language", AUTHORITY + "language/DEU", AUTHORITY + "language/ENG")


def _dates(told: _Describer, node: NamedNode, issued: datetime | None, modified: datetime | None) -> None:
    told.say(node, "dcterms:issued", date_time(issued) if issued else None)
    told.say(node, "dcterms:modified", date_time(modified) if modified else None)


def _release(offer: Offer) -> NamedNode:
    return NamedNode(f"{BASE}catalogue#release-{offer.release}")


def _whole(offer: Offer) -> Iterator[tuple[Kind, Offered]]:
    for kind in WHOLE:
        if kind.name in offer.files:
            yield kind, offer.files[kind.name]


def _period(engine: Engine, catalogue: Catalogue) -> tuple[str, str]:
    """Return the first and the last day (``YYYY-MM-DD``) that the data cover; empty where they do not say."""
    for row in select(engine, Question(catalogue.find("harvest/period-covered").text)).dicts():
        days = [_day(row.get(name)) for name in ("begin", "end")]
        return days[0], days[1]
    return "", ""


def _day(term: object) -> str:
    text = term.value if isinstance(term, Literal) else ""
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        return ""
