"""Competency questions 26 to 28, on research and its partners: facts that were looked up by hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.queries.asking import ask, holds
from tests.queries.facts import Looked, check

OPTICS = {"field": "field-optik-optoelektronik"}
HYBRID = {"organisation": "micro-hybrid"}

FACTS = (
    # 26: research in a field, on a topic
    Looked(
        "research-in-field",
        OPTICS,
        {
            "institution": "organisation/eah-jena",
            "company": "organisation/innoman",
            "project": "project/lean-ip",
        },
        "lean-ip",
    ),
    Looked(
        "research-in-field",
        OPTICS,
        {
            "institution": "organisation/fraunhofer-iof",
            "company": "organisation/asphericon",
            "project": "project/wachstumskern-fo-plus-2",
            "from": "2018-08-01",
        },
        "clusterplattform-foplus2",
    ),
    Looked(
        "research-in-field",
        OPTICS,
        {
            "institution": "organisation/fsu-jena",
            "company": "organisation/fresnel-optics",
            "project": "project/innoprofile-nanoreplica",
        },
        "iof-nanoreplica",
    ),
    Looked(
        "research-on-topic",
        {"topic": "topic-optische-gesundheitstechnologien"},
        {
            "institution": "organisation/leibniz-ipht",
            "company": "organisation/active-fiber-systems",
            "project": "project/phortify",
        },
        "quantumwire-phortify",
    ),
    Looked(
        "research-on-topic",
        {"topic": "topic-optische-gesundheitstechnologien"},
        {"institution": "organisation/thimedop"},
        "fis-thimedop",
        "topicSources",
    ),
    Looked(
        "research-on-topic",
        {"topic": "topic-medizintechnik"},
        {"institution": "organisation/thimedop"},
        "ihk-innovationszentren",
        "topicSources",
    ),
    Looked(
        "research-on-topic",
        {"topic": "topic-medizintechnik"},
        {"institution": "organisation/active-fiber-systems"},
        "quantumwire-phortify",
        absent=True,
    ),
    # 28: partners of research, of companies
    Looked(
        "research-with-most-companies",
        {},
        {"institution": "organisation/fraunhofer-iof", "partnerLabels": "Fresnel Optics GmbH"},
        "iof-nanoreplica",
    ),
    Looked(
        "research-with-most-companies",
        {},
        {"institution": "organisation/eah-jena", "partnerLabels": "PI Ceramic GmbH"},
        "om-pi-saphir-2022",
    ),
    Looked(
        "companies-with-most-research",
        {},
        {"company": "organisation/active-fiber-systems", "lastKnown": "2025-09-02"},
        "quantumwire-phortify",
    ),
    Looked(
        "companies-with-most-research",
        {},
        {
            "company": "organisation/asphericon",
            "partnerLabels": "Fraunhofer-Institut für Angewandte Optik und Feinmechanik IOF",
        },
        "clusterplattform-foplus2",
    ),
    # No research institution and asphericon's peer in the project count each other as research.
    Looked(
        "companies-with-most-research",
        {},
        {"company": "organisation/asphericon", "partnerLabels": "JENOPTIK AG"},
        "clusterplattform-foplus2",
        absent=True,
    ),
)


@pytest.mark.parametrize("looked", FACTS, ids=str)
def test_answers_hold_what_the_sources_say(release: Path, looked: Looked) -> None:
    """Each looked-up fact stands in the answer, with the document that states it."""
    check(release, looked)


def test_partners_are_new_and_share_something(release: Path) -> None:
    """Asphericon and Docter Optics both worked with Fraunhofer IOF, in different projects; Jenoptik is no new partner."""
    rows = ask(release, "possible-partners", organisation="asphericon")
    docter = [row for row in rows if row["candidate"] == "organisation/docter-optics"]
    assert docter, "Docter Optics took part in NanoReplica (iof-nanoreplica), as did Fraunhofer IOF"
    assert int(docter[0]["partnerCount"]) >= 1
    # fo+ (clusterplattform-foplus2) had Jenoptik and Optics Balzers beside asphericon.
    for known in ("jenoptik", "optics-balzers-jena", "fraunhofer-iof", "asphericon"):
        assert not holds(rows, candidate=f"organisation/{known}")
    assert all(int(row["shared"]) >= 1 for row in rows)


def test_partners_can_be_of_one_kind(release: Path) -> None:
    """The parameter leaves only research institutions, or only companies."""
    every = ask(release, "possible-partners", **HYBRID)
    research = ask(release, "possible-partners", kind="ResearchInstitution", **HYBRID)
    assert 0 < len(research) < len(every)
    assert {row["kindLabel"] for row in research} <= {"Forschungseinrichtung", "Hochschule"}
