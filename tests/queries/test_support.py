"""Competency questions 39 to 41, on support: facts that were looked up in the sources' tables by hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.queries.facts import Looked, check

SKILLED, ENERGY, MARKETING = (
    {"theme": theme} for theme in ("skilled-labour", "energy", "location-marketing")
)


def programme(name: str, value: str, source: str, **cells: str) -> Looked:
    whole = {"programme": f"programme/{name}", "value": value, **cells}
    return Looked("programmes-for-cooperation", {}, whole, source, "source")


def offer(theme: dict[str, str], service: str, provider: str, source: str, absent: bool = False) -> Looked:
    cells = {"offer": service, "provider": f"organisation/{provider}"}
    return Looked("services-by-theme", theme, cells, source, absent=absent)


def task(agency: str, done: str, source: str, **params: str) -> Looked:
    cells = {"agency": f"organisation/{agency}", "task": done}
    return Looked("who-is-responsible", params, cells, source)


FACTS = (
    # 39: programmes
    programme(
        "fti-richtlinie-thueringen", "7500000", "src-innolabor-fti", condition="indicator/funding-maximum"
    ),
    programme(
        "fti-richtlinie-thueringen",
        "10000000",
        "src-innolabor-fti",
        targetGroups="große Unternehmen im Verbund",
        operators="organisation/thueringer-aufbaubank",
    ),
    programme("zim-netzwerke", "420000", "src-spitzmueller-zim", text="maximum, national network, phase 2"),
    programme("nemo-netzwerkmanagement-ost", "300000", "rkw-nemo", condition="indicator/funding-maximum"),
    programme("wir-programm", "200000", "ta-h2-2018", bound="code/at-most", attested="2018-05-18"),
    programme(
        "fti-richtlinie-thueringen",
        "",
        "src-consedo-fti",
        text="Verbundvorhaben brauchen mindestens zwei unabhängige Partner",
    ),
    # loans and solar roofs have nothing to do with cooperation
    Looked(
        "programmes-for-cooperation",
        {},
        {"programme": "programme/thueringen-dynamik"},
        "src-tab-dynamik",
        absent=True,
    ),
    # 40: services
    offer(SKILLED, "service/fachkraeftegewinnung", "leg-thueringen", "src-leg-30jahre"),
    offer(SKILLED, "service/fachkraeftesicherung", "initiative-erfurter-kreuz", "iek-ziele"),
    offer(SKILLED, "service/medways-academy", "medways", "wispi-2022-medways-28"),
    offer(ENERGY, "service/windenergie", "thega", "src-thega-10"),
    offer(ENERGY, "service/h2-beratung", "hyson", "thueringengestalter-hyson"),
    offer(MARKETING, "service/location-marketing", "optonet", "om-lit-optonet"),
    offer(ENERGY, "service/fachkraeftegewinnung", "leg-thueringen", "src-leg-30jahre", absent=True),
    # 41: responsibilities
    task("tmwllr", "Wirtschaftsförderung", "src-tmwllr-boosjohn"),
    task("thueringer-aufbaubank", "programme/fti-richtlinie-thueringen", "src-theen-fti"),
    task("thueringer-aufbaubank", "programme/grw-thueringen", "src-tab-grw"),
    task("bmt", "organisation/venture-capital-thueringen", "src-vcm-bmt-2009"),
    task("leg-thueringen", "service/ansiedlung", "src-leg-30jahre"),
    task("leg-thueringen", "organisation/thcm", "src-leg-plattform"),
    task("ihk-erfurt", "organisation/thex", "thex-spatenstich"),
    task("thega", "service/windenergie", "src-thega-10", body="thega"),
    task("optonet", "service/location-marketing", "om-lit-optonet", body="optonet"),
    Looked(
        "who-is-responsible",
        {"body": "thega"},
        {"agency": "organisation/leg-thueringen"},
        "src-leg-30jahre",
        absent=True,
    ),
)


@pytest.mark.parametrize("looked", FACTS, ids=str)
def test_answer_agrees_with_the_sources(release: Path, looked: Looked) -> None:
    check(release, looked)
