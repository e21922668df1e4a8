"""Competency questions 29 to 33, on projects and money: facts that were looked up by hand."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from tests.queries.asking import ask, holds, some
from tests.queries.facts import Looked, check

THURAI = {"project": "thurai"}
FO_PLUS = {"project": "wachstumskern-fo-plus-2"}
GROUPS = {"programme": "forschergruppen-thueringen"}
FTI = {"programme": "fti-richtlinie-thueringen"}

FACTS = (
    # 29: projects
    Looked(
        "projects-by-programme-and-funder",
        {},
        {
            "project": "project/efre-2015-fe-0008",
            "programmes": "programme/efre-thueringen-2014-2020",
            "from": "2016-04-25",
            "to": "",
            "plannedEnd": "2018-06-24",
            "sumKind": "indicator/eligible-cost",
            "amount": "753554.12",
        },
        "efre-2014-2020-liste",
    ),
    Looked(
        "projects-by-programme-and-funder",
        {"funder": "bmbf", "year": "2018"},
        {
            "project": "project/wachstumskern-fo-plus-2",
            "programmes": "programme/iwk",
            "amount": "12000000",
            "bound": "code/approximate",
        },
        "clusterplattform-foplus2",
    ),
    Looked(
        "projects-by-programme-and-funder",
        {"programme": "horizon-2020"},
        {"project": "project/evc1000", "from": "2019-01-01", "to": "2021-12-31", "amount": "5150000"},
        "fbc-evc1000",
    ),
    Looked(
        "projects-by-programme-and-funder",
        {"programme": "horizon-2020"},
        {"project": "project/wachstumskern-fo-plus-2"},
        "clusterplattform-foplus2",
        absent=True,
    ),
    Looked(
        "programmes-compared",
        {},
        {"programme": "programme/horizon-2020", "granted": "24150000"},
        "fbc-evc1000",
    ),
    # 30: consortium
    Looked(
        "consortium",
        THURAI,
        {"participant": "organisation/tu-ilmenau", "role": "role/coordinator", "attested": "2021-07-26"},
        "tui-thurai",
        "source",
    ),
    Looked(
        "consortium",
        THURAI,
        {"participant": "organisation/fsu-jena", "amount": "755000", "bound": "code/approximate"},
        "wispi-thurai",
        "source",
    ),
    Looked(
        "consortium",
        FO_PLUS,
        {"participant": "organisation/optics-balzers-jena"},
        "clusterplattform-foplus2",
        "source",
    ),
    Looked(
        "consortium",
        FO_PLUS,
        {"participant": "organisation/optonet", "role": "role/coordinator"},
        "clusterplattform-foplus2",
        "source",
    ),
    Looked(
        "consortium", FO_PLUS, {"participant": "organisation/docter-optics"}, "iof-nanoreplica", absent=True
    ),
    # 31: who with whom
    Looked(
        "co-participation",
        {},
        {
            "organisation": "organisation/fraunhofer-iof",
            "partner": "organisation/fsu-jena",
            "attestedFrom": "2006-01-01",
        },
        "iof-nanoreplica",
    ),
    Looked(
        "co-participation",
        {},
        {"organisation": "organisation/imms", "partner": "organisation/stadt-ilmenau"},
        "ilmenau-thurai",
    ),
    Looked(
        "co-participation",
        {},
        {"organisation": "organisation/asphericon", "partner": "organisation/jenoptik"},
        "clusterplattform-foplus2",
    ),
    Looked(
        "co-participation",
        {},
        {"organisation": "organisation/jenoptik", "partner": "organisation/asphericon"},
        "clusterplattform-foplus2",
        absent=True,
    ),
    # 32: funding
    Looked(
        "funding-by-recipient",
        {},
        {"recipient": "organisation/drivexpert", "sumKind": "code/granted", "total": "223943"},
        "efre-2007-2013-liste",
    ),
    Looked(
        "funding-by-recipient",
        {},
        {"recipient": "organisation/carl-zeiss-microscopy", "sumKind": "code/paid", "total": "1748122.44"},
        "efre-2007-2013-liste",
    ),
    Looked(
        "funding-by-recipient",
        {},
        {
            "recipient": "organisation/carl-zeiss-microscopy",
            "sumKind": "code/eu-contribution",
            "total": "1200000",
        },
        "h2020-orgs-2017",
    ),
    Looked(
        "funding-by-recipient",
        {},
        {"recipient": "project/buendnis-saphir", "total": "12700000"},
        "ikts-saphir",
    ),
    Looked(
        "funding-by-recipient",
        {},
        {"recipient": "programme/thueringen-verbund", "sumKind": "ontology#Grant"},
        "src-hessen-fti",
        absent=True,
    ),
    Looked(
        "funding-by-district",
        {},
        {"district": "place/ilm-kreis", "year": "2014", "sumKind": "code/granted"},
        "efre-2007-2013-liste",
    ),
    Looked(
        "funding-by-field",
        {},
        {"field": "field/optik-optoelektronik", "year": "2017", "sumKind": "code/eu-contribution"},
        "h2020-orgs-2017",
    ),
    # 33: a programme
    Looked("projects/programme", GROUPS, {"aspect": "funder", "value": "organisation/tmwwdg"}, "theen-538"),
    Looked("projects/programme", GROUPS, {"aspect": "period", "value": "2011"}, "tab-fgr-2024"),
    Looked(
        "projects/programme",
        GROUPS,
        {"aspect": "figure", "value": "indicator/projects-funded", "number": "89", "attested": "2024-06-06"},
        "tab-fgr-2024",
    ),
    Looked(
        "projects/programme",
        FTI,
        {"aspect": "operator", "value": "organisation/thueringer-aufbaubank"},
        "src-innolabor-fti",
    ),
    Looked("projects/programme", FTI, {"aspect": "period", "value": "2023-12-31"}, "src-theen-fti"),
    Looked(
        "projects/programme",
        GROUPS,
        {"aspect": "operator", "value": "organisation/tmwwdg"},
        "theen-538",
        absent=True,
    ),
)


@pytest.mark.parametrize("looked", FACTS, ids=str)
def test_answers_hold_what_the_sources_say(release: Path, looked: Looked) -> None:
    """Each looked-up fact stands in the answer, with the document that states it."""
    check(release, looked)


def test_sums_paid_are_not_added_to_sums_granted(release: Path) -> None:
    """The list of ERDF projects gives FSU Jena two sums granted and three paid (efre-2007-2013-liste)."""
    rows = some(ask(release, "funding-by-recipient"), recipient="organisation/fsu-jena")
    (granted,) = some(rows, sumKind="code/granted")
    (paid,) = some(rows, sumKind="code/paid")
    assert Decimal(granted["total"]) == Decimal("46545537.05") + Decimal("3502117.73")
    assert Decimal(paid["total"]) == Decimal("9282179.54") + Decimal("3544291.68") + Decimal("373212.17")


def test_a_sum_of_two_sources_counts_once(release: Path) -> None:
    """Three documents give thurAI the same 3.3 million (pressebox-thurai, tui-thurai, wispi-thurai)."""
    (row,) = some(ask(release, "funding-by-recipient"), recipient="project/thurai")
    assert (row["total"], row["sums"]) == ("3300000", "1")


def test_applied_for_is_marked_in_the_list_of_projects(release: Path) -> None:
    """SAPHIR had applied for 12.7 million in early September 2021 (tridelta-saphir)."""
    rows = ask(release, "projects-by-programme-and-funder")
    assert holds(rows, project="project/buendnis-saphir", amount="12700000", status="code/applied-for")
