"""Competency questions 11 to 18, on growth fields: facts that were looked up in the sources' tables by hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.queries.asking import Fact, ask, holds, some
from tests.queries.facts_of_fields import BRIDGE, FACTS, OPTICS


@pytest.mark.parametrize("fact", FACTS, ids=str)
def test_fact(release: Path, fact: Fact) -> None:
    rows = ask(release, fact.query, **fact.params)
    assert holds(rows, **fact.cells), rows
    assert holds(rows, **fact.cells, **{fact.column: f"source/{fact.source}"})


@pytest.mark.parametrize(
    ("query", "params", "cells"),
    [
        # The cluster management left out the creative industries.
        ("taken-up-by-thcm", {}, {"concept": "field/kreativwirtschaft", "inThcm": "true"}),
        # Fields of the innovation strategy are none of the Trendatlas.
        ("trendatlas-fields", {}, {"field": "field/ris-gesundes-leben"}),
        # A forecast of 2007 is no figure of the field.
        (
            "expectations-and-later-figures",
            {},
            {"field": "field/optik-optoelektronik", "before": "3000000000", "beforeDate": "2010"},
        ),
        (
            "field-development",
            OPTICS,
            {"indicator": "indicator/turnover", "attested": "2010", "status": ""},
        ),
        # 72 persons a company and 470 apprentices are no number of employees of the field.
        ("field-development", OPTICS, {"indicator": "indicator/employees-in-field", "value": "72"}),
        ("field-development", OPTICS, {"indicator": "indicator/employees-in-field", "value": "470"}),
        ("field-development", OPTICS, {"indicator": "indicator/turnover", "value": "175000"}),
        # 144 companies were surveyed in 2005.
        ("field-development", OPTICS, {"indicator": "indicator/companies-in-field", "value": "144"}),
        # 190 suppliers were surveyed; they are not the companies of the field.
        (
            "field-development",
            {"field": "field-automobil"},
            {"indicator": "indicator/companies-in-field", "value": "190"},
        ),
        ("bridges", BRIDGE, {"organisation": "organisation/jenoptik"}),
    ],
)
def test_what_is_not_so(release: Path, query: str, params: dict[str, str], cells: dict[str, str]) -> None:
    rows = ask(release, query, **params)
    assert rows
    assert not holds(rows, **cells)


def test_eleven_fields_of_three_kinds(release: Path) -> None:
    rows = ask(release, "trendatlas-fields")
    kinds = [row["kind"] for row in rows]
    assert len({row["field"] for row in rows}) == len(rows) == 11
    assert [
        kinds.count(f"field/feldgruppe-{name}") for name in ("anwendung", "querschnitt", "neue-felder")
    ] == [4, 4, 3]


def test_ten_of_eleven_and_two_branches_taken_up(release: Path) -> None:
    rows = ask(release, "taken-up-by-thcm")
    assert len(some(rows, inTrendatlas="true")) == 11
    assert len(some(rows, inTrendatlas="true", inThcm="true")) == 10
    assert {row["concept"] for row in some(rows, inTrendatlas="false")} == {
        "sector/ernaehrungsgewerbe",
        "sector/logistik",
    }


def test_sixteen_recommendations_in_order(release: Path) -> None:
    chapters = [row["chapter"] for row in ask(release, "recommendations") if row["chapter"]]
    assert chapters == [str(number) for number in range(1, 17)]


@pytest.mark.parametrize(
    "cells",
    [
        # Counted in the tables: Allianz 3Dsensation; MetraLabs; TU Ilmenau, its robotics group and the centre
        # TZLR; neubau-metralabs, roger, morphia, serroga, sympartner, silvermobility, rotator, thurai and
        # Allianz 3Dsensation.
        {
            "field": "field/service-robotik",
            "networks": "1",
            "companies": "1",
            "researchInstitutions": "3",
            "projects": "9",
            # 45 million (lifepr-zwanzig20), 3.3 (tui-thurai) and 0.85 (iit-metralabs-grundstein).
            "funding": "49150000",
        },
        # Of its two projects CerDee has 1.8 million (ndu-cerdee; "over", lifepr-cerdee), counted once.
        {"field": "field/kreativwirtschaft", "projects": "2", "funding": "1800000", "fundedProjects": "1"},
    ],
    ids=lambda cells: cells["field"],
)
def test_size_of_a_field(release: Path, cells: dict[str, str]) -> None:
    rows = ask(release, "size-of-fields")
    assert len(rows) == 11
    assert holds(rows, **cells), rows


@pytest.mark.parametrize(
    ("first", "second", "organisation"),
    [
        ("mess-steuer-regeltechnik", "optik-optoelektronik", "NUMERIK JENA GmbH"),  # om-idw-cis-2003
        ("mess-steuer-regeltechnik", "optik-optoelektronik", "GÖPEL electronic GmbH"),  # om-elektroniknet-…
        ("automobil", "kunststoff-keramik", "Plastic Omnium Großenlupnitz"),  # tlz-jobabbau-2020
        ("automobil", "maschinenbau", "SAMAG Saalfelder Werkzeugmaschinen GmbH"),  # wikili-samag
    ],
)
def test_organisations_in_two_fields(release: Path, first: str, second: str, organisation: str) -> None:
    rows = ask(release, "field-matrix-organisations")
    assert holds(rows, first=f"field/{first}", second=f"field/{second}", organisationLabels=organisation)
    assert not holds(rows, organisationLabels="Thüringer ClusterManagement")


@pytest.mark.parametrize(
    ("first", "second", "project"),
    [
        ("mikro-nanotechnik", "optik-optoelektronik", "PhoNa – Photonische Nanomaterialien"),  # idw-phona
        ("kunststoff-keramik", "mikro-nanotechnik", "NanoReplica"),  # iof-nanoreplica
        (  # ndu-cerdee
            "kreativwirtschaft",
            "kunststoff-keramik",
            "CerDee – Creative entrepreneurship in ceramic regions",
        ),
    ],
)
def test_projects_in_two_fields(release: Path, first: str, second: str, project: str) -> None:
    rows = ask(release, "field-matrix-projects")
    assert holds(rows, first=f"field/{first}", second=f"field/{second}", projectLabels=project)


def test_the_bridges_of_a_field_are_its_cells_of_the_matrices(release: Path) -> None:
    organisations = ask(release, "field-matrix-organisations")
    projects = {(row["first"], row["second"]): row for row in ask(release, "field-matrix-projects")}
    told = 0
    for field in (row["field"] for row in ask(release, "trendatlas-fields")):
        bridges = {row["otherField"]: row for row in ask(release, "bridges-of-field", field=field)}
        assert field not in bridges
        for row in organisations:
            other = {row["first"]: row["second"], row["second"]: row["first"]}.get(field)
            if other is not None:
                told += 1
                assert bridges[other]["sharedOrganisations"] == row["shared"]
                assert bridges[other]["statedShared"] == row["statedShared"]
                assert len(bridges[other]["organisations"].split()) == int(row["shared"])
        for other, row in bridges.items():
            cell = projects.get(
                (min(field, other), max(field, other)), {"inBoth": "0", "withPartnersOfBoth": "0"}
            )
            assert row["sharedProjects"] == cell["inBoth"]
            assert row["withPartnersOfBoth"] == cell["withPartnersOfBoth"]
    assert told == 2 * len(organisations) > 20


def test_a_field_of_another_scheme_has_no_bridges(release: Path) -> None:
    assert ask(release, "bridges-of-field", field="field-ris-gesundes-leben") == []
