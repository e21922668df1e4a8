"""Competency questions 45 to 47, on time: facts that were looked up in the sources' tables by hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.queries.facts import Looked, check

LEG = {"organisation": "leg-thueringen"}


def moment(date: str, thing: str, what: str, source: str, **cells: str) -> Looked:
    return Looked(
        "timeline-of-organisation",
        {},
        {"date": date, "thing": thing, "what": what, **cells},
        source,
        "source",
    )


def event(name: str, begin: str, relation: str, source: str, **cells: str) -> Looked:
    whole = {"event": f"event/{name}", "from": begin, "relationLabel": relation, **cells}
    return Looked("events-of-organisation", LEG, whole, source)


def network(year: str, name: str, source: str, absent: bool = False, **cells: str) -> Looked:
    whole = {"network": f"organisation/{name}", **cells}
    return Looked("landscape-as-of", {"year": year}, whole, source, "memberCountSource", absent)


FACTS = (
    # 45: the time line of ThCM
    moment("2012-09", "organisation/thcm", "founded", "src-leg-broschuere"),
    moment(
        "2014-06",
        "programme/ris3-thueringen",
        "dated",
        "src-tmwwdg-ris3",
        note="adopted by the state government",
    ),
    moment("2016-03-21", "service/portal-ris3-thueringen", "begins", "src-leg-ris3-plattform"),
    moment("2018-11-27", "event/innocon-2018", "dated", "src-mit-innocon2018"),
    moment("2020-04", "organisation/ccit", "founded", "src-wispi-ccit-2021"),
    moment("2021-06-01", "person/robert-weigelt", "begins", "src-wispi-thcm-2021"),
    moment("2020-12-31", "project/efre-2015-tcm-0001", "ends", "efre-2014-2020-liste", status="code/planned"),
    Looked(
        "timeline-of-organisation",
        {},
        {"thing": "project/efre-2015-tcm-0001", "what": "ends", "status": ""},
        "efre-2014-2020-liste",
        absent=True,
    ),
    # 46: events
    event(
        "thueringer-aussenwirtschaftstag-5",
        "2011-10-20",
        "ausgerichtet",
        "src-leg-awt5",
        place="place/weimar",
    ),
    event("fakuma-2015", "2015-10-13", "teilgenommen", "matinnov-fakuma-2015", to="2015-10-17"),
    event("hannover-messe-2025", "2025-03-31", "teilgenommen", "tmwlv-hm-2025", year="2025"),
    event("championsmeet-2023", "2023-03-03", "ausgerichtet", "iit-champions-en"),
    Looked(
        "events-of-organisation", LEG, {"event": "event/innocon-2024"}, "src-insigna-innocon2024", absent=True
    ),
    # 47: the landscape of a year
    network("2016", "lnt", "verkehrsrundschau-raben-lnt", memberCount="41", memberCountAsOf="2016-05-31"),
    network("2016", "optonet", "om-wispi-2013-schindler", memberCount="95", founded="1999-06"),
    network(
        "2016",
        "optonet",
        "om-wispi-2013-schindler",
        leaders="Klaus Schindler (Geschäftsführerin oder Geschäftsführer)",
    ),
    network("2021", "optonet", "optonet-grw-2021", memberCount="100"),
    # went on as Bioinstrumente in 2006; founded in 2008; led OptoNet until 2016
    network("2016", "bioregio-jena", "beutenberg-bioinstrumente", absent=True),
    network("2005", "lnt", "ta-2017-06-24-lnt", absent=True),
    network(
        "2023",
        "optonet",
        "om-photonik-2017-bauer",
        absent=True,
        leaders="Klaus Schindler (Geschäftsführerin oder Geschäftsführer)",
    ),
)


@pytest.mark.parametrize("looked", FACTS, ids=str)
def test_answer_agrees_with_the_sources(release: Path, looked: Looked) -> None:
    check(release, looked)
