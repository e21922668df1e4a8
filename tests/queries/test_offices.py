"""Competency questions 36 to 38, on offices and contacts: facts that were looked up in the sources' tables by hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.queries.facts import Looked, check

OPTICS = {"field": "field-optik-optoelektronik"}


def minister(person: str, office: str, begin: str, end: str, source: str, *, absent: bool = False) -> Looked:
    cells = {"person": f"person/{person}", "office": f"organisation/{office}", "from": begin, "to": end}
    return Looked("economy-ministers", {}, cells, source, absent=absent)


def successor(office: str, follower: str, source: str) -> Looked:
    cells = {"office": f"organisation/{office}", "successor": f"organisation/{follower}"}
    return Looked("economy-ministries", {}, cells, source)


def contact(network: str, person: str, role: str, source: str, absent: bool = False) -> Looked:
    cells = {"network": f"organisation/{network}", "person": f"person/{person}", "role": f"role/{role}"}
    return Looked("contacts-for-field", OPTICS, cells, source, absent=absent)


def head(person: str, office: str, source: str, begin: str | None = None, *, absent: bool = False) -> Looked:
    cells = {"person": f"person/{person}", "office": f"organisation/{office}"}
    if begin is not None:
        cells["from"] = begin
    return Looked("heads-of-leg-and-thcm", {}, cells, source, absent=absent)


FACTS = (
    # 36: ministers
    minister("franz-schuster", "tmwat-vorgaenger", "1994", "2003", "src-archive-tmw"),
    minister("juergen-reinholz", "tmwta", "2003-06", "2009-10", "src-archive-tmw"),
    minister("matthias-machnig", "tmwat", "2009-11", "2013-11", "src-archive-tmw"),
    minister("uwe-hoehn", "tmwat", "2013-12-18", "2014-11", "src-lkz-hoehn"),
    minister("wolfgang-tiefensee", "tmwwdg", "2014-12-05", "2024-12", "src-tmwllr-boosjohn"),
    minister("colette-boos-john", "tmwllr", "2024-12-13", "", "src-landtag-kabinett"),
    # a resignation announced for December that came in November
    minister("matthias-machnig", "tmwat", "2009-11", "2013-12", "src-jw-hoehn", absent=True),
    # state secretaries are no ministers; one of them was only designated
    Looked("economy-ministers", {}, {"person": "person/katja-boehler"}, "otz-2023-07-thak", absent=True),
    Looked(
        "economy-ministers", {}, {"person": "person/marcus-malsch"}, "src-bauernzeitung-boosjohn", absent=True
    ),
    # 36: ministries
    successor("tmwwdg", "tmwllr", "src-tmwllr-boosjohn"),
    successor("tmwat", "tmwwdg", "src-archive-tmw"),
    successor("tmwta", "tmwat", "src-wikipedia-tmwwdg"),
    Looked(
        "economy-ministries",
        {},
        {"office": "organisation/tmwat", "from": "2009", "to": "2014-11"},
        "src-archive-tmw",
    ),
    # 37: whom to turn to
    contact("optonet", "anke-siegmeier", "managing-director", "om-clusterplattform-2024"),
    contact("optonet", "nora-kirsten", "managing-director", "om-clusterplattform-2024"),
    contact("spectronet", "nick-leithold", "network-manager", "om-inspect-spectronet-2019"),
    # left service in 2017
    contact("optonet", "klaus-schindler", "managing-director", "om-photonik-2017-bauer", absent=True),
    # went on in medways in 2008
    Looked(
        "contacts-for-field",
        {"field": "field-life-sciences"},
        {"network": "organisation/bioinstrumente-jena"},
        "wispi-2022-medways-27",
        absent=True,
    ),
    # 38: LEG and ThCM
    head("andreas-krey", "leg-thueringen", "src-hirsch-leg", "2004"),
    Looked(
        "heads-of-leg-and-thcm",
        {},
        {"person": "person/frank-kraetzschmar", "office": "organisation/leg-thueringen", "to": "2017-12"},
        "src-leg-hemberger",
    ),
    head("sabine-hemberger", "leg-thueringen", "src-leg-hemberger", "2017-12"),
    head("robert-weigelt", "thcm", "src-wispi-thcm-2021", "2021-06-01"),
    # a contact is no head, the chair of the supervisory board no managing director
    head("kay-sawatzky", "thcm", "src-thcm-contact", absent=True),
    head("wolfgang-tiefensee", "leg-thueringen", "src-welt-hemberger", absent=True),
)


@pytest.mark.parametrize("looked", FACTS, ids=str)
def test_answer_agrees_with_the_sources(release: Path, looked: Looked) -> None:
    check(release, looked)
