"""Competency questions 49 to 54, on quality: facts that were looked up in the sources' tables by hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.queries.asking import ask, holds, some
from tests.queries.facts import Looked, check

EVIDENCE = {"organisation": "optonet"}


def date(thing: str, value: str, source: str) -> Looked:
    cells = {"thing": f"organisation/{thing}", "property": "founding", "value": value}
    return Looked("sources-disagree-on-dates", {"property": "founding"}, cells, source)


def figure(thing: str, indicator: str, attested: str, value: str, source: str) -> Looked:
    cells = {"thing": thing, "indicator": f"indicator/{indicator}", "attested": attested, "value": value}
    return Looked("sources-disagree-on-figures", {}, cells, source, "source")


FACTS = (
    # 49: contradictions
    date("fraunhofer-idmt", "2000", "ror-records"),
    date("fraunhofer-idmt", "2004", "mdr-idmt"),
    date("acod", "2004", "ovgu-acod-2006"),
    date("acod", "2006", "itmd-acod"),
    date("dotsource", "2005", "thak-jena-digital"),
    # 2012 and 2012-09 do not contradict each other
    Looked(
        "sources-disagree-on-dates", {}, {"thing": "organisation/thcm"}, "src-leg-broschuere", absent=True
    ),
    figure("organisation/pog-praezisionsoptik-gera", "employees", "2022", "200", "om-ihkgera-pog-2022"),
    figure("organisation/pog-praezisionsoptik-gera", "employees", "2022", "220", "om-pog-story"),
    figure("organisation/asphericon", "employees", "2016", "120", "om-lit-asphericon"),
    figure("organisation/asphericon", "employees", "2016", "140", "om-photonik-asphericon"),
    # two documents agree on it
    Looked(
        "sources-disagree-on-figures",
        {},
        {"thing": "organisation/lnt", "indicator": "indicator/members"},
        "verkehrsrundschau-raben-lnt",
        absent=True,
    ),
    # 50: evidence
    Looked(
        "evidence-for-organisation",
        EVIDENCE,
        {"other": "1999-06", "sourceCount": "1", "publisherCount": "1"},
        "om-idw-1999-optonet",
    ),
    Looked(
        "evidence-for-organisation",
        EVIDENCE,
        {"other": "person/anke-siegmeier", "role": "role/managing-director"},
        "om-clusterplattform-2024",
    ),
    # 51: what is old
    Looked(
        "outdated-things",
        {"year": "2015"},
        {"thing": "organisation/thena", "lastAttested": "2006-12-31"},
        "geb-info-thena",
        "source",
    ),
    Looked(
        "outdated-things", {"year": "2015"}, {"thing": "organisation/optonet"}, "om-pog-story", absent=True
    ),
    Looked(
        "outdated-things", {"year": "2006"}, {"thing": "organisation/thena"}, "geb-info-thena", absent=True
    ),
)


@pytest.mark.parametrize("looked", FACTS, ids=str)
def test_answer_agrees_with_the_sources(release: Path, looked: Looked) -> None:
    check(release, looked)


def test_statements_rest_on_one_or_several_sources(release: Path) -> None:
    rows = ask(release, "statements-by-number-of-sources")
    for row in rows:
        parts = int(row["oneSource"]), int(row["severalSourcesOnePublisher"]), int(row["severalPublishers"])
        assert sum(parts) == int(row["statements"])
    # many documents of many publishers name the ministers; the sums of a funding list stand in that list only
    assert holds(some(rows, kind="ontology#Tenure"))
    (tenures,) = some(rows, kind="ontology#Tenure")
    assert int(tenures["severalPublishers"]) > 100
    (grants,) = some(rows, kind="ontology#Grant")
    assert int(grants["oneSource"]) > int(grants["severalPublishers"])


CHAMBERS = {
    "placePercent": "53.8",
    "websitePercent": "0",
    "leaderPercent": "69.2",
    "descriptionDePercent": "53.8",
}
"""Of 13 chambers in the tables 7 have a place, 9 a leader, 7 a German description, none a website."""
REGISTERS = (("ROR", 43), ("GeoNames", 932), ("NUTS", 30), ("Wikidata", 50))
"""Links in the tables: the columns ror and wikidata, and correspondsTo of the places."""
USES = (
    ("http://www.w3.org/2003/01/geo/wgs84_pos#lat", "property", 1016),
    ("ontology#ags", "property", 656),
    ("ontology#mergedInto", "property", 26),
)
"""Properties of the tables (latitude, ags, mergedInto) and how many different pairs of subject and value they have.

Two mergers are only drafts of a law, so they are not asserted."""


def test_chambers_are_as_complete_as_counted_by_hand(release: Path) -> None:
    rows = ask(release, "completeness-by-kind")
    assert holds(rows, kind="ontology#Chamber", things="13", **CHAMBERS)


@pytest.mark.parametrize(("register", "links"), REGISTERS)
def test_links_to_the_outside_are_as_many_as_counted_by_hand(
    release: Path, register: str, links: int
) -> None:
    rows = some(ask(release, "links-to-the-outside"), register=register)
    assert sum(int(row["links"]) for row in rows) == links


@pytest.mark.parametrize(("term", "kind", "uses"), USES)
def test_terms_are_used_as_often_as_counted_by_hand(release: Path, term: str, kind: str, uses: int) -> None:
    assert holds(ask(release, "vocabulary-in-use"), term=term, kind=kind, uses=str(uses))
