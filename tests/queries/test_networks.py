"""Competency questions 1 to 10, on networks: facts that were looked up in the sources' tables by hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.queries.asking import Fact, ask, holds, some

OPTONET = {"network": "optonet"}
ELMUG = {"network": "elmug"}
MEDWAYS = {"network": "medways"}
LNT_2021 = {"network": "lnt", "year": "2021"}
OPTICS = {"field": "field-optik-optoelektronik"}
LIFE = {"field": "field-life-sciences"}

FACTS = (
    # 1: networks of a field
    Fact(
        "networks-in-field",
        OPTICS,
        {
            "network": "organisation/optonet",
            "seat": "place/jena",
            "founded": "1999-06",
            "members": "115",
            "membersDate": "2023-03",
            "basis": "",
        },
        "om-optonet-gold",
        "membersSource",
    ),
    Fact("networks-in-field", OPTICS, {"network": "organisation/optonet"}, "readkong-synergien"),
    Fact("networks-in-field", LIFE, {"network": "organisation/medways"}, "docslib-synergies-en"),
    Fact(
        "networks-in-field",
        LIFE,
        {"network": "organisation/infectognostics", "basis": "code/assigned"},
        "lifepr-infectognostics",
    ),
    # 2: who led it
    Fact(
        "leaders",
        OPTONET,
        {
            "person": "person/klaus-schindler",
            "role": "role/managing-director",
            "from": "2001",
            "to": "2016-12",
            "current": "false",
        },
        "om-photonik-2017-bauer",
    ),
    Fact(
        "leaders",
        OPTONET,
        {"person": "person/manfred-fritsch", "role": "role/chair", "firstAttested": "1999-07"},
        "om-idw-1999-optonet",
    ),
    Fact(
        "leaders",
        OPTONET,
        {
            "person": "person/nora-kirsten",
            "role": "role/managing-director",
            "from": "2022-01-01",
            "current": "true",
        },
        "om-optonet-gf-2022",
    ),
    Fact(
        "leaders",
        OPTONET,
        {
            "person": "person/thomas-bauer",
            "role": "role/managing-director",
            "to": "2021-12-31",
            "current": "false",
        },
        "om-optonet-gf-2022",
    ),
    # 3: members as of a year
    Fact(
        "members",
        LNT_2021,
        {"member": "organisation/zalando-logistics", "from": "2016-04-15", "role": "role/member"},
        "onlinehaendler-2016-lnt",
    ),
    Fact(
        "members",
        LNT_2021,
        {"member": "organisation/hs-schmalkalden", "from": "2021", "kinds": "kind/university"},
        "wispi-2021-12-15-lnt",
    ),
    Fact(
        "members",
        LNT_2021,
        {"member": "organisation/raben-trans-european-germany", "firstAttested": "2016-05"},
        "verkehrsrundschau-raben-lnt",
    ),
    Fact(
        "members",
        {"network": "lnt", "year": "2022"},
        {"member": "organisation/lit-lager-und-logistik", "from": "2022-01-01"},
        "wispi-2021-12-15-lnt",
    ),
    # 4: the member count, contradictions included
    Fact(
        "member-count",
        OPTONET,
        {"attested": "1999-06", "value": "23", "indicator": "indicator/founding-members"},
        "om-idw-1999-optonet",
        "source",
    ),
    Fact(
        "member-count",
        OPTONET,
        {"attested": "2013", "value": "95", "indicator": "indicator/members", "disagrees": "false"},
        "om-wispi-2013-schindler",
        "source",
    ),
    Fact(
        "member-count",
        {"network": "lnt"},
        {"attested": "2016-05", "value": "41", "disagrees": "true"},
        "verkehrsrundschau-raben-lnt",
        "source",
    ),
    Fact(
        "member-count",
        {"network": "automotive-thueringen"},
        {"attested": "2010", "value": "116"},
        "issuu-wiyou-auto-2010-21",
        "source",
    ),
    # 5: topics, and who shares them
    Fact(
        "network-topics",
        ELMUG,
        {"topic": "topic/medizintechnik", "firstAttested": "2025"},
        "om-cluster-elmug-innoview",
    ),
    Fact("network-topics", MEDWAYS, {"topic": "topic/biotechnologie"}, "clusterplattform-medways"),
    Fact(
        "network-topics",
        MEDWAYS,
        {"topic": "topic/regulatorik-medizinprodukte", "firstAttested": "2019-12", "lastAttested": "2022"},
        "wispi-2022-medways-30",
    ),
    Fact(
        "shared-topics",
        ELMUG,
        {"other": "organisation/medways", "topics": "topic/medizintechnik"},
        "clusterplattform-medways",
    ),
    # 6: projects
    Fact(
        "network-projects",
        OPTONET,
        {"project": "project/wachstumskern-fo-plus-2", "part": "role/coordinator"},
        "clusterplattform-foplus2",
    ),
    Fact(
        "network-projects",
        OPTONET,
        {"project": "project/glowin", "part": "role/coordinator", "firstAttested": "2016-01-18"},
        "optonet-glowin",
    ),
    Fact(
        "network-projects",
        OPTONET,
        {"project": "organisation/cooptics-initiative", "part": "ontology#initiator"},
        "om-ec-cooptics",
    ),
    Fact("network-projects", OPTONET, {"project": "organisation/dehub-jena"}, "iof-dehub-2024"),
    # 7: what it offers
    Fact(
        "network-services",
        ELMUG,
        {
            "offer": "service/umbrella-brand-and-trade-fair-presentation",
            "kind": "ontology#Service",
            "firstAttested": "2019",
        },
        "om-imaps-elmug-2019",
    ),
    Fact(
        "network-services",
        ELMUG,
        {"offer": "service/support-of-r-d-projects", "firstAttested": "2009-02"},
        "invest-elmug-2009",
    ),
    Fact(
        "network-services",
        ELMUG,
        {"offer": "service/advice-on-funding-skilled-workers-and-projects", "firstAttested": "2025"},
        "om-cluster-elmug-innoview",
    ),
    # 8: labels and awards
    Fact(
        "labels-and-awards",
        {},
        {"network": "organisation/optonet", "label": "label/esca-gold-label", "since": "2023-03"},
        "om-optonet-gold",
    ),
    Fact(
        "labels-and-awards",
        {},
        {
            "network": "organisation/spectronet",
            "label": "label/esca-silver-label",
            "firstAttested": "2019-02",
        },
        "om-inspect-spectronet-2019",
    ),
    Fact(
        "labels-and-awards",
        {},
        {"network": "organisation/theen", "label": "label/esca-bronze-label"},
        "src-theen-innovationsdialog",
    ),
    # 9: what became of it
    Fact(
        "network-history",
        MEDWAYS,
        {"thing": "organisation/oit", "step": "ontology#renamedTo", "other": "organisation/medways"},
        "clusterplattform-medways",
    ),
    Fact(
        "network-history",
        MEDWAYS,
        {
            "thing": "organisation/bioinstrumente-jena",
            "step": "ontology#mergedInto",
            "other": "organisation/medways",
            "date": "2008",
        },
        "wispi-2022-medways-27",
    ),
    Fact(
        "network-history",
        MEDWAYS,
        {
            "thing": "organisation/bioregio-jena",
            "step": "ontology#renamedTo",
            "other": "organisation/bioinstrumente-jena",
            "date": "2006",
        },
        "beutenberg-bioinstrumente",
    ),
    Fact(
        "network-history",
        {"network": "bioregio-jena"},
        {"thing": "organisation/medways", "step": "https://schema.org/foundingDate", "date": "1999"},
        "ihk-gera-medways",
    ),
    # 10: cooperation
    Fact(
        "network-cooperation",
        OPTONET,
        {
            "partner": "organisation/rrpc",
            "inThuringia": "false",
            "seat": "place/rochester",
            "firstAttested": "2016-09",
        },
        "om-iof-rochester-2016",
    ),
    Fact(
        "network-cooperation",
        OPTONET,
        {"partner": "organisation/automotive-thueringen", "inThuringia": "true"},
        "futern-at",
    ),
    Fact(
        "network-cooperation",
        OPTONET,
        {"partner": "place/quebec", "inThuringia": "false", "firstAttested": "2016-01"},
        "optonet-glowin",
    ),
)


@pytest.mark.parametrize("fact", FACTS, ids=str)
def test_fact(release: Path, fact: Fact) -> None:
    rows = ask(release, fact.query, **fact.params)
    assert holds(rows, **fact.cells), rows
    assert holds(rows, **fact.cells, **{fact.column: f"source/{fact.source}"})


@pytest.mark.parametrize(
    ("query", "params", "cells"),
    [
        # OphthalmoInnovation Thüringen took the name medways: it is no network of the field today.
        ("networks-in-field", LIFE, {"network": "organisation/oit"}),
        # The new company joins on 1 January 2022; Zalando joined in 2016.
        ("members", LNT_2021, {"member": "organisation/lit-lager-und-logistik"}),
        ("members", {"network": "lnt", "year": "2015"}, {"member": "organisation/zalando-logistics"}),
        # Stakeholders represented are no members.
        ("member-count", OPTONET, {"value": "135"}),
        # Left at the end of 2021.
        ("leaders", OPTONET, {"person": "person/thomas-bauer", "current": "true"}),
        ("leaders", OPTONET, {"person": "person/klaus-schindler", "current": "true"}),
        # Thomas Bauer, an employee before he led the office.
        ("leaders", OPTONET, {"role": "role/employee"}),
        # The founding members are not the members of a later day.
        ("member-count", OPTONET, {"value": "13", "indicator": "indicator/members"}),
        ("shared-topics", ELMUG, {"other": "organisation/elmug"}),
        ("network-projects", OPTONET, {"project": "project/glowin", "part": "role/participant"}),
        ("network-cooperation", OPTONET, {"partner": "place/quebec", "inThuringia": "true"}),
    ],
)
def test_what_is_not_so(release: Path, query: str, params: dict[str, str], cells: dict[str, str]) -> None:
    rows = ask(release, query, **params)
    assert rows
    assert not holds(rows, **cells)


def test_a_membership_that_was_planned_and_then_stated_shows_both(release: Path) -> None:
    rows = ask(release, "members", network="theen", year="")
    assert holds(rows, member="organisation/solarinput", status="code/planned")
    assert holds(
        rows, member="organisation/solarinput", status="", firstAttested="2013-09", lastAttested="2014-01"
    )


def test_every_figure_of_the_year_with_two_values_is_marked(release: Path) -> None:
    rows = ask(release, "member-count", network="lnt")
    disagreeing = {(row["attested"], row["value"]) for row in rows if row["disagrees"] == "true"}
    assert {("2016-04-15", "40"), ("2016-05", "41")} <= disagreeing


def test_history_is_the_same_from_every_end(release: Path) -> None:
    ends = [ask(release, "network-history", network=name) for name in ("medways", "bioregio-jena", "oit")]
    assert ends[0] == ends[1] == ends[2]


def test_sums_and_partners_of_a_project(release: Path) -> None:
    (row,) = some(ask(release, "network-projects", **OPTONET), project="project/wachstumskern-fo-plus-2")
    assert row["funders"].endswith("organisation/bmbf")
    assert row["funderLabels"] == "Bundesministerium für Bildung und Forschung"
    assert "asphericon GmbH" in row["partnerLabels"].split("; ")
    assert len(row["partners"].split()) == len(row["partnerLabels"].split("; "))
