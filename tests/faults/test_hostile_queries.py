"""Queries made to bring the server down end by a limit that is told, and everybody else is answered meanwhile."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from http.client import IncompleteRead

import pytest

from graphapp.bench.hostile import Hostile, hostile
from tests.faults.clients import ANSWERED, ORDINARY, eventually, metric, query
from tests.protocol.http import ask

KIND = {"time": "time-limit", "memory": "memory-limit", "size": "size-limit", "refused": "refused"}
DIRECT = {"Content-Type": "application/sparql-query"}


def ending(url: str, bad: Hostile, client: str = "", timeout: str = "4") -> str:
    """How a hostile query ends: the kind of problem, or that the connection was broken off."""
    try:
        answer = query(url, bad.text, client, timeout=timeout)
    except IncompleteRead:
        return "broken off"
    assert answer.status >= 400, answer.body[:200]
    return str(answer.json()["type"]).removeprefix("/about#problem-")


@pytest.mark.parametrize("bad", hostile(), ids=lambda bad: bad.name)
def test_a_hostile_query_ends_by_its_limit_and_the_next_one_is_answered(url: str, bad: Hostile) -> None:
    # What fills the memory may take its time on a busy machine, and is then ended for that.
    expected = {KIND[bad.ends]} | ({"time-limit"} if bad.ends == "memory" else set())
    if bad.ends == "size":
        expected = {"broken off"}
    assert ending(url, bad, timeout="0.4" if bad.ends == "time" else "4") in expected
    assert query(url, ORDINARY).values("n") == ANSWERED


def test_all_hostile_queries_at_once_leave_room_for_ordinary_ones(url: str) -> None:
    with ThreadPoolExecutor(24) as pool:
        bad = [
            pool.submit(ending, url, one, f"198.51.100.{number % 3}", "1")
            for number, one in enumerate(hostile())
            if one.ends != "refused"
        ]
        eventually(lambda: metric(url, "queries_running") == 3)
        answers = [pool.submit(query, url, ORDINARY, f"203.0.113.{n % 20}").result() for n in range(60)]
        ends = {one.result() for one in bad}
    assert [answer.values("n") for answer in answers] == [ANSWERED] * 60
    assert ends <= {"time-limit", "memory-limit", "size-limit", "broken off", "busy"}


DEPTH = 30_000
NESTED = {
    "groups": "ASK " + "{" * DEPTH + "}" * DEPTH,
    "parentheses": "ASK { FILTER " + "(" * DEPTH + "1" + ")" * DEPTH + " }",
    "negations": "ASK { FILTER(" + "!" * DEPTH + "true) }",
    "functions": "ASK { FILTER(" + "STR(" * DEPTH + "1" + ")" * DEPTH + " = 1) }",
    "sums": "ASK { FILTER(" + "1+" * DEPTH + "1 = 1) }",
    "filters": "ASK " + "{ FILTER NOT EXISTS " * DEPTH + "{}" + "}" * DEPTH,
    "optionals": "ASK { ?s ?p ?o " + "OPTIONAL { ?s ?p ?o " * DEPTH + "}" * DEPTH + "}",
    "unions": "ASK { {}" + " UNION {}" * DEPTH + " }",
    "subqueries": "ASK " + "{ SELECT * " * DEPTH + "{}" + "}" * DEPTH,
    "paths": "ASK { ?s " + "(" * DEPTH + "<x:y>" + ")*" * DEPTH + " ?o }",
    "lists": "ASK { ?s ?p " + "(" * DEPTH + ")" * DEPTH + " }",
    "blank nodes": "ASK { ?s ?p " + "[ ?p " * DEPTH + "1" + " ]" * DEPTH + " }",
}


@pytest.mark.parametrize("text", NESTED.values(), ids=NESTED)
def test_deep_nesting_ends_nothing_but_its_own_query(url: str, text: str) -> None:
    died = metric(url, 'queries_total{outcome="died"}')
    answer = ask(url, method="POST", args={"timeout": "1"}, body=text.encode(), headers=DIRECT)
    assert answer.status in {200, 400, 413, 504}, answer.body[:300]
    assert query(url, ORDINARY).values("n") == ANSWERED
    assert metric(url, 'queries_total{outcome="died"}') == died


def test_a_list_of_values_as_long_as_a_request_may_be_is_ended_when_it_multiplies(url: str) -> None:
    values = " ".join(str(number) for number in range(60_000))
    lists = " ".join(f"VALUES ?x{n} {{ {values} }}" for n in range(2))
    text = f"SELECT (SUM(?x0 * ?x1) AS ?n) {{ {lists} }}"
    assert len(text) < 1_000_000
    answer = ask(
        url, method="POST", body={"query": text, "timeout": "2"}, headers={"X-Forwarded-For": "192.0.2.9"}
    )
    assert answer.status in {413, 504}
    assert query(url, ORDINARY).values("n") == ANSWERED


@pytest.mark.parametrize("method", ["GET", "POST", "form"])
def test_ten_megabytes_of_text_are_refused(url: str, method: str) -> None:
    text = "ASK {} #" + "x" * 10_000_000
    if method == "GET":
        answer = ask(url, args={"query": text})
    elif method == "form":
        answer = ask(url, method="POST", body={"query": text})
    else:
        answer = ask(url, method="POST", body=text.encode(), headers=DIRECT)
    assert answer.status in {413, 414, 431}
    assert query(url, ORDINARY).values("n") == ANSWERED
