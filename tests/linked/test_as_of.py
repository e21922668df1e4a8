"""``as-of``: what a document leaves out, and the rule by itself."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphapp.catalogue.period import Bounds, Period
from graphapp.namespaces import PREFIXES
from graphapp.web.linked.as_of import bounds_of
from tests.linked.reading import TYPES, links, quads_of, without_own
from tests.protocol.http import ask
from tests.small_release import BASE

OPTONET = "/organisation/optonet"
BROWSER = {"Accept": "text/html,*/*;q=0.8", "Accept-Language": "de"}


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2014", date(2014, 1, 1), date(2014, 12, 31)),
        ("2012-02", date(2012, 2, 1), date(2012, 2, 29)),
        ("2014-03-31", date(2014, 3, 31), date(2014, 3, 31)),
    ],
)
def test_a_date_is_the_days_that_it_may_mean(text: str, first: date, last: date) -> None:
    period = Period.read(text)
    assert (period.first, period.last) == (first, last)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "14",
        "2014-13",
        "2014-00",
        "2014-02-30",
        "0000",
        "2014-1",
        "2014-01-01T00:00",
        "２０１４",
        "-2014",
        " 2014",
    ],
)
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        Period.read(text)


@given(st.dates(), st.dates())
def test_an_interval_holds_on_every_day_in_it_and_on_no_other(one: date, other: date) -> None:
    begin, end = sorted((one, other))
    bounds = Bounds(not_before=begin, not_after=end)
    for day in (one, other, date(2014, 6, 1)):
        assert bounds.held(Period(day, day)) == (begin <= day <= end)


YEAR = Period.read("2014")
BEFORE, WITHIN, AFTER = date(2013, 5, 1), date(2014, 5, 1), date(2015, 5, 1)


@pytest.mark.parametrize(
    ("bounds", "held"),
    [
        (Bounds(), True),
        (Bounds(not_before=WITHIN), True),
        (Bounds(not_before=AFTER), False),
        (Bounds(not_after=WITHIN), True),
        (Bounds(not_after=BEFORE), False),
        (Bounds(attested_from=BEFORE, attested_to=BEFORE), True),
        (Bounds(attested_from=AFTER, attested_to=AFTER), False),
        (Bounds(not_before=BEFORE, attested_from=AFTER, attested_to=AFTER), True),
        (Bounds(said=AFTER), False),
        (Bounds(said=BEFORE), True),
        (Bounds(attested_from=BEFORE, attested_to=BEFORE, office=True), False),
        (Bounds(attested_from=BEFORE, attested_to=AFTER, office=True), True),
        (Bounds(not_before=BEFORE, office=True), False),
        (Bounds(attested_from=BEFORE, attested_to=BEFORE, not_after=AFTER, office=True), True),
        (Bounds(status="planned"), False),
        (Bounds(not_before=BEFORE, status="announced"), False),
        (Bounds(attested_from=BEFORE, status="former"), False),
        (Bounds(attested_from=AFTER, status="former"), True),
        (Bounds(not_before=AFTER, attested_from=AFTER, status="former"), False),
    ],
)
def test_a_statement_is_left_out_only_if_its_bounds_exclude_the_time(bounds: Bounds, held: bool) -> None:
    assert bounds.held(YEAR) is held


def test_bounds_of_the_rules_come_before_the_dates_of_a_document() -> None:
    tc, schema = PREFIXES["tc"], PREFIXES["schema"]
    own = {schema + "startDate": ["2012"], schema + "endDate": ["2013-06"], tc + "attested": ["2013", "2011"]}
    assert bounds_of(own) == Bounds(date(2012, 1, 1), date(2013, 6, 30), date(2011, 1, 1), date(2013, 12, 31))
    derived = own | {tc + "notBefore": ["2012-05-01"], tc + "attestedTo": ["2014-01-31"]}
    assert bounds_of(derived).not_before == date(2012, 5, 1)
    assert bounds_of(derived).attested_to == date(2014, 1, 31)


def paths(url: str, as_of: str) -> set[str]:
    """Return the paths of what a document describes or names as of a time."""
    answer = ask(url, OPTONET + ".trig", args={"as-of": as_of} if as_of else None)
    assert answer.status == 200
    said = without_own(quads_of(answer.body, TYPES["trig"]))
    terms = {term.value for quad in said for term in (quad.subject, quad.object)}  # type: ignore[union-attr]
    return {value.removeprefix(BASE) for value in terms if value.startswith(BASE)}


MEMBERSHIP, TENURE = "membership/jenoptik--optonet", "tenure/example--head--optonet"
STATEMENT, FIELD = "statement/optonet--field--optik", "field/optik"


@pytest.mark.parametrize(
    ("as_of", "there"),
    [
        ("", {MEMBERSHIP, TENURE, STATEMENT, FIELD}),
        ("2004", set()),
        ("2007", {MEMBERSHIP}),
        ("2008", {MEMBERSHIP, STATEMENT, FIELD}),
        ("2008-02", {MEMBERSHIP}),
        ("2010-06-30", {MEMBERSHIP, STATEMENT, FIELD}),
        ("2010-07-01", {STATEMENT, FIELD}),
        ("2012", {TENURE, STATEMENT, FIELD}),
        ("2013", {STATEMENT, FIELD}),
    ],
)
def test_a_document_leaves_out_what_did_not_hold(url: str, as_of: str, there: set[str]) -> None:
    assert paths(url, as_of) & {MEMBERSHIP, TENURE, STATEMENT, FIELD} == there


def test_the_asked_thing_itself_stays(url: str) -> None:
    answer = ask(url, f"/{MEMBERSHIP}.nt", args={"as-of": "2020"})
    node = f"<{BASE}{MEMBERSHIP}>".encode()
    assert sum(line.startswith(node) for line in answer.body.splitlines()) == 6


def test_the_time_goes_with_every_redirect_and_link(url: str) -> None:
    data = ask(url, OPTONET + "?as-of=2014-03", headers={"Accept": "text/turtle"})
    assert data.headers["Location"] == OPTONET + ".ttl?as-of=2014-03"
    page = ask(url, OPTONET + "?as-of=2014-03", headers=BROWSER)
    assert page.headers["Location"] == f"/de{OPTONET}?as-of=2014-03"
    found = links(ask(url, OPTONET + ".ttl?as-of=2014-03").headers)
    assert all(target.endswith("?as-of=2014-03") for target, _ in found["alternate"] + found["canonical"])


def test_a_document_says_as_of_when_it_is(url: str) -> None:
    said = quads_of(ask(url, OPTONET + ".nq?as-of=2014-03").body, TYPES["nq"])
    (temporal,) = (quad for quad in said if quad.predicate.value == PREFIXES["dcterms"] + "temporal")
    assert str(temporal.object) == f'"2014-03"^^<{PREFIXES["xsd"]}gYearMonth>'
    assert str(temporal.subject) == f"<{BASE}{OPTONET[1:]}.nq?as-of=2014-03>"


@pytest.mark.parametrize("text", ["14", "2014-13", "yesterday", "2014-02-30"])
@pytest.mark.parametrize("ending", ["", ".ttl", ".html"])
def test_a_wrong_date_is_a_problem_that_names_the_parameter(url: str, text: str, ending: str) -> None:
    answer = ask(url, OPTONET + ending, args={"as-of": text})
    assert (answer.status, answer.type) == (400, "application/problem+json")
    assert answer.json()["parameter"] == "as-of"
    page = ask(url, OPTONET + ending, args={"as-of": text}, headers=BROWSER)
    assert (page.status, page.type) == (400, "text/html")
    assert "2014-03-31" in page.body.decode()
