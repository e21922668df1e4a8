"""Competency questions 34 and 35, on people and roles: facts that were looked up by hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.queries.asking import ask, holds, some
from tests.queries.facts import Looked, check

TIEFENSEE = {"person": "wolfgang-tiefensee"}
TUENNERMANN = {"person": "andreas-tuennermann"}

FACTS = (
    # 34: all roles
    Looked(
        "roles-of-person",
        TIEFENSEE,
        {"organisation": "organisation/tmwwdg", "from": "2014-12-05"},
        "src-wikipedia-tmwwdg",
    ),
    Looked(
        "roles-of-person",
        TIEFENSEE,
        {"organisation": "organisation/tmwwdg", "to": "2024-12", "status": "code/former"},
        "src-tmwllr-boosjohn",
    ),
    Looked(
        "roles-of-person",
        TIEFENSEE,
        {
            "organisation": "organisation/leg-thueringen",
            "role": "role/supervisory-board-chair",
            "attested": "2017-12",
        },
        "src-leg-hemberger",
    ),
    Looked(
        "roles-of-person",
        TIEFENSEE,
        {"organisation": "organisation/stift", "role": "role/trustees-chair", "attested": "2019-09-26"},
        "src-pressreader-stift",
    ),
    # Chairing the supervisory board is not leading the company.
    Looked(
        "roles-of-person",
        TIEFENSEE,
        {"organisation": "organisation/leg-thueringen", "role": "role/chair"},
        "src-leg-hemberger",
        absent=True,
    ),
    Looked(
        "roles-of-person",
        TUENNERMANN,
        {"organisation": "organisation/fraunhofer-iof", "from": "2003"},
        "iof-interview-2023",
    ),
    Looked(
        "roles-of-person",
        {"person": "andreas-krey"},
        {"organisation": "organisation/leg-thueringen", "from": "2004", "role": "role/managing-director"},
        "src-hirsch-leg",
    ),
    # 35: persons who connect
    Looked(
        "persons-connecting-organisations",
        {},
        {
            "person": "person/andreas-tuennermann",
            "organisations": "organisation/max-planck-school-of-photonics",
        },
        "om-iof-mpsp-interview",
    ),
    Looked(
        "persons-connecting-organisations",
        {},
        {"person": "person/hubert-aulich", "organisations": "organisation/solarvalley-mitteldeutschland"},
        "energiespektrum-solar",
    ),
    Looked(
        "persons-connecting-organisations",
        {"year": "2017"},
        {"person": "person/wolfgang-tiefensee", "organisations": "organisation/leg-thueringen"},
        "src-leg-hemberger",
    ),
    Looked(
        "persons-connecting-organisations",
        {},
        {"person": "person/juergen-popp", "organisations": "organisation/fsu-jena"},
        "ipht-popp",
    ),
    Looked(
        "persons-connecting-organisations",
        {"year": "2017"},
        {"person": "person/hubert-aulich"},
        "solarserver-solarinput-2013",
        absent=True,
    ),
)


@pytest.mark.parametrize("looked", FACTS, ids=str)
def test_answers_hold_what_the_sources_say(release: Path, looked: Looked) -> None:
    """Each looked-up fact stands in the answer, with the document that states it."""
    check(release, looked)


def test_roles_one_after_the_other_connect_nothing(release: Path) -> None:
    """In 2010 Hubert Aulich chaired SolarInput and worked at PV Crystalox; PV Silicon was in 2003."""
    (row,) = some(
        ask(release, "persons-connecting-organisations", year="2010"), person="person/hubert-aulich"
    )
    assert holds([row], organisations="organisation/solarinput")
    assert holds([row], organisations="organisation/pv-crystalox-solar")
    assert not holds([row], organisations="organisation/pv-silicon")
