"""Competency questions 19 to 25, on organisations: facts that were looked up in the sources' tables by hand."""

from __future__ import annotations

from math import asin, cos, radians, sin, sqrt
from pathlib import Path

import pytest

from tests.queries.asking import ask, holds, some
from tests.queries.facts import Looked, check

THCM = {"organisation": "thcm"}
OPTICS = {"field": "field-optik-optoelektronik"}
NEAR_JENA = {"place": "place-jena", "km": "25", **OPTICS}
ANALYTIK = {"organisation": "analytik-jena"}
SUBSIDIARY = "ontology#subsidiaryOf"

FACTS = (
    # 19: everything about an organisation
    Looked(
        "everything-about-organisation",
        THCM,
        {"property": "https://schema.org/foundingDate", "value": "2012-09", "note": "began work"},
        "src-leg-broschuere",
        "source",
    ),
    Looked(
        "everything-about-organisation",
        THCM,
        {"detail": "indicator/budget", "number": "2150000", "attested": "2016"},
        "src-kleineanfragen-thcm",
        "source",
    ),
    Looked(
        "everything-about-organisation",
        THCM,
        {"direction": "out", "value": "organisation/leg-thueringen"},
        "infectognostics-netzwerk",
        "source",
    ),
    Looked(
        "everything-about-organisation",
        THCM,
        {"direction": "in", "property": "ontology#operator", "value": "service/portal-cluster-thueringen"},
        "src-leg-plattform",
        "source",
    ),
    # 20: brokers
    Looked(
        "brokers",
        {},
        {"organisation": "organisation/leibniz-ipht", "networks": "organisation/solarinput"},
        "pv-magazine-solarinput-2010",
    ),
    Looked(
        "brokers",
        {},
        {"organisation": "organisation/gfe-schmalkalden", "networks": "organisation/thzm"},
        "tui-thzm-2024",
    ),
    Looked(
        "brokers",
        {"count": "5"},
        {"organisation": "organisation/fsu-jena", "networks": "organisation/vorteiljena"},
        "jenatv-vorteiljena",
    ),
    Looked(
        "brokers",
        {"count": "5"},
        {"organisation": "organisation/jenoptik"},
        "om-bvmw-praezision",
        absent=True,
    ),
    # 21: organisations of a district
    Looked(
        "organisations-of-district",
        {"district": "place-ilm-kreis"},
        {
            "organisation": "organisation/geratherm",
            "field": "field/life-sciences",
            "seat": "place/geschwenda",
            "kindLabel": "Unternehmen",
        },
        "wp-geratherm",
        "fieldSources",
    ),
    Looked(
        "organisations-of-district",
        {"district": "place-ilm-kreis"},
        {"organisation": "organisation/catl-thueringen", "field": "field/umweltfreundliche-energien"},
        "stern-catl",
        "fieldSources",
    ),
    Looked(
        "organisations-of-district",
        {"district": "place-ilm-kreis"},
        {"organisation": "organisation/tu-ilmenau", "seat": "place/ilmenau", "kindLabel": "Hochschule"},
        "om-idw-1999-optonet",
    ),
    Looked(
        "organisations-of-district",
        {"district": "place-ilm-kreis"},
        {"organisation": "organisation/layertec"},
        "om-lemme-layertec",
        absent=True,
    ),
    # 22: ownership
    Looked(
        "ownership",
        ANALYTIK,
        {"object": "organisation/endress-hauser", "share": "92", "attested": "2015"},
        "dpa-analytik-2015",
        "source",
    ),
    Looked(
        "ownership",
        ANALYTIK,
        {"object": "organisation/endress-hauser", "share": "10.69", "attested": "2013"},
        "econo-analytik",
        "source",
    ),
    Looked(
        "ownership",
        {"organisation": "jenoptik"},
        {
            "steps": "2",
            "subject": "organisation/jena-optronik",
            "object": "organisation/jenoptik-los",
            "share": "75",
            "from": "2003-01-01",
        },
        "om-gsc-jenaoptronik-2003",
        "source",
    ),
    Looked(
        "ownership",
        {"organisation": "docter-optics"},
        {"relation": SUBSIDIARY, "object": "organisation/hella", "status": "code/planned"},
        "om-amp-docter-hella",
        "source",
    ),
    Looked(
        "ownership",
        {"organisation": "docter-optics"},
        {"object": "organisation/hella", "status": ""},
        "om-amp-docter-hella",
        absent=True,
    ),
    # 23: founded since
    Looked(
        "founded-since",
        {"year": "2020"},
        {
            "organisation": "organisation/jena-digital",
            "founded": "2021-10-20",
            "field": "field/ris-ikt-dienstleistungen",
        },
        "orisa-jena-digital",
    ),
    Looked(
        "founded-since",
        {"year": "2010"},
        {"organisation": "organisation/itnet-thueringen", "founded": "2016-01-13", "otherDates": "2016"},
        "pressebox-774097",
    ),
    Looked(
        "founded-since",
        {"year": "2010"},
        {"organisation": "organisation/thimo", "founded": "2011-04", "otherDates": "2012"},
        "aat-thimo-2015",
    ),
    Looked(
        "founded-since",
        {"year": "2012"},
        {"organisation": "organisation/thimo"},
        "aat-thimo-2015",
        absent=True,
    ),
    # 24: employers
    Looked(
        "largest-employers",
        OPTICS,
        {
            "organisation": "organisation/carl-zeiss-meditec",
            "employees": "3400",
            "bound": "code/approximate",
            "attested": "2022-02",
        },
        "aktiencheck-meditec",
        "source",
    ),
    Looked(
        "largest-employers",
        OPTICS,
        {"organisation": "organisation/layertec", "employees": "350", "attested": "2022-11"},
        "om-tlz-layertec-2022",
        "source",
    ),
    Looked(
        "largest-employers",
        OPTICS,
        {"organisation": "organisation/asphericon", "attested": "2016"},
        "om-photonik-asphericon",
        "source",
    ),
    Looked(
        "largest-employers",
        OPTICS,
        {"organisation": "organisation/layertec", "employees": "100"},
        "om-lemme-layertec",
        absent=True,
    ),
    Looked(
        "employees-at-sites",
        {},
        {
            "organisation": "organisation/db-schenker",
            "site": "place/ichtershausen",
            "employees": "150",
            "attested": "2012-07-04",
        },
        "dbschenker-2012-07-04",
        "source",
    ),
    Looked(
        "employees-at-sites",
        {},
        {
            "organisation": "organisation/x-fab",
            "site": "place/erfurt",
            "employees": "850",
            "attested": "2022-08",
        },
        "om-welt-xfab-2022",
        "source",
    ),
    Looked(
        "employees-at-sites",
        {},
        {"organisation": "organisation/x-fab", "employees": "4000"},
        "om-welt-xfab-2022",
        absent=True,
    ),
    # 25: within a distance; the kilometres are those of the haversine formula for the coordinates of the places
    Looked(
        "within-distance",
        NEAR_JENA,
        {"organisation": "organisation/layertec", "seat": "place/mellingen", "distance": "13.7"},
        "om-lemme-layertec",
    ),
    Looked(
        "within-distance",
        NEAR_JENA,
        {"organisation": "organisation/lcp-laser-cut-processing", "seat": "place/hermsdorf"},
        "tch-vorstandswahl-2020",
    ),
    Looked(
        "within-distance",
        NEAR_JENA,
        {"organisation": "organisation/docter-optics", "seat": "place/neustadt-an-der-orla"},
        "om-photonicsreport-2025",
    ),
    Looked(
        "within-distance",
        {**NEAR_JENA, "km": "20"},
        {"organisation": "organisation/docter-optics"},
        "om-photonicsreport-2025",
        absent=True,
    ),
)


@pytest.mark.parametrize("looked", FACTS, ids=str)
def test_answers_hold_what_the_sources_say(release: Path, looked: Looked) -> None:
    """Each looked-up fact stands in the answer, with the document that states it."""
    check(release, looked)


def test_db_schenker_as_a_whole_has_not_the_staff_of_its_site(release: Path) -> None:
    """What is counted at one site never is the newest figure of the organisation."""
    rows = ask(release, "everything-about-organisation", organisation="db-schenker")
    site = some(rows, detail="indicator/employees-at-place", number="150")
    assert site or some(rows, number="150", value="place/ichtershausen")
    assert not holds(rows, property="ontology#newestFigure")


def test_distances_agree_with_the_haversine_formula(release: Path) -> None:
    """The distance on the plane is right to 1.6 % (and the rounding) all over Thuringia."""
    rows = ask(release, "within-distance", place="place-erfurt", km="130", **OPTICS)
    here = (50.977122, 11.027236)
    assert len(rows) > 50
    for row in rows:
        there = (float(row["lat"]), float(row["long"]))
        true = haversine(here, there)
        assert float(row["distance"]) == pytest.approx(true, rel=0.016, abs=0.051), row["organisation"]


def haversine(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Return the kilometres between two points given as latitude and longitude, on a sphere."""
    (lat1, long1), (lat2, long2) = (tuple(map(radians, point)) for point in (one, other))
    half = sin((lat2 - lat1) / 2) ** 2 + cos(lat1) * cos(lat2) * sin((long2 - long1) / 2) ** 2
    return 2 * 6371.0088 * asin(sqrt(half))
