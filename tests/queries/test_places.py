"""Competency questions 42 to 44, on places: facts that were looked up in the sources' tables by hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.queries.asking import ask, some
from tests.queries.facts import Looked, check

OPTICS = {"field": "field-optik-optoelektronik"}


def district(place: str, population: str, day: str, source: str) -> Looked:
    cells = {"district": f"place/{place}", "population": population, "populationAsOf": day}
    return Looked("organisations-per-district", {}, cells, source, "source")


def reach(place: str, member: str, source: str, year: str, absent: bool = False) -> Looked:
    cells = {"place": f"place/{place}", "memberLabel": member}
    return Looked("reach-of-network", {"network": "lnt", "year": year}, cells, source, absent=absent)


def settled(organisation: str, kind: str, seat: str, source: str) -> Looked:
    cells = {"organisation": f"organisation/{organisation}", "kind": kind, "seat": f"place/{seat}"}
    return Looked("research-and-industry-of-field", OPTICS, cells, source)


FACTS = (
    # 42: districts
    district("jena", "110369", "2022-05-15", "zensus2022-1000a"),
    district("erfurt", "215675", "2023-12-31", "wp-mittelthueringen"),
    district("landkreis-greiz", "95217", "2022-05-15", "zensus2022-1000a"),
    # the newer figure counts, and that of 2019 was without Eisenach
    Looked(
        "organisations-per-district",
        {},
        {"district": "place/wartburgkreis", "population": "118974"},
        "gv-isys-2020q4",
        absent=True,
    ),
    # 43: reach
    reach("schmalkalden", "Hochschule Schmalkalden", "wispi-2021-12-15-lnt", "2021"),
    reach("goessnitz", "J.E.T. Janssen Expedition & Transport GmbH", "wispi-2021-12-15-lnt", "2021"),
    reach("gotha", "Twenty 5 Logistik GmbH & Co. KG", "wispi-2021-12-15-lnt", "2021"),
    reach("erfurt", "Zalando Logistics SE & Co. KG", "onlinehaendler-2016-lnt", "2016"),
    # members since 2021
    reach("schmalkalden", "Hochschule Schmalkalden", "wispi-2021-12-15-lnt", "2016", absent=True),
    # 44: where a field settled
    settled("fraunhofer-iof", "research", "jena", "om-idw-1999-optonet"),
    settled("asphericon", "industry", "jena", "om-photonicsreport-2025"),
    settled("docter-optics", "industry", "neustadt-an-der-orla", "om-photonicsreport-2025"),
    Looked(
        "research-and-industry-of-field",
        OPTICS,
        {"organisation": "organisation/optonet"},
        "readkong-synergien",
        absent=True,
    ),
    Looked(
        "research-and-industry-of-field",
        OPTICS | {"kind": "industry"},
        {"organisation": "organisation/fraunhofer-iof"},
        "om-idw-1999-optonet",
        absent=True,
    ),
)


@pytest.mark.parametrize("looked", FACTS, ids=str)
def test_answer_agrees_with_the_sources(release: Path, looked: Looked) -> None:
    check(release, looked)


def test_organisations_of_eisenach_also_count_in_its_district(release: Path) -> None:
    rows = ask(release, "organisations-per-district")
    (eisenach,) = some(rows, district="place/eisenach")
    (around,) = some(rows, district="place/wartburgkreis")
    assert 0 < int(eisenach["organisations"]) < int(around["organisations"])


def test_shares_are_of_the_population_shown(release: Path) -> None:
    for row in ask(release, "organisations-per-district"):
        expected = int(row["organisations"]) * 100_000 / float(row["population"])
        assert float(row["organisationsPer100000"]) == pytest.approx(expected, abs=0.05)
