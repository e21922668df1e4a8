"""A query that takes too much is ended, says why, and the next one is answered."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import time
from functools import partial
from http.client import HTTPConnection, IncompleteRead
from pathlib import Path
from urllib.parse import urlencode, urlsplit

import pytest
from SPARQLWrapper import JSON, SPARQLWrapper

from graphapp.bench.hostile import hostile
from tests.faults.clients import (
    ANSWERED,
    ENDLESS,
    EVERYTHING,
    HUGE,
    ORDINARY,
    all_of,
    eventually,
    front_of,
    metric,
    queries,
    query,
    raw,
)
from tests.protocol.http import ask

PATHS = " . ".join(f"?a{n} (!<x:x>|^!<x:x>)* ?b{n}" for n in range(4))


@pytest.mark.parametrize(
    "text",
    [
        ENDLESS,
        f"SELECT (COUNT(*) AS ?n) {{ {PATHS} }}",
        f"ASK {{ {EVERYTHING} FILTER(REGEX(CONCAT(STR(?s0), STR(?o7)), '^(a+)+$')) }}",
    ],
    ids=["cross product", "unbounded path", "regular expression"],
)
def test_an_endless_query_is_cut_off_and_the_next_one_is_answered(url: str, text: str) -> None:
    answer = query(url, text, timeout="0.5")
    assert answer.status == 504, answer.body
    problem = answer.json()
    assert answer.type == "application/problem+json"
    assert problem["type"] == "/about#problem-time-limit"
    assert problem["limit"] == {"name": "time", "value": 0.5, "unit": "seconds"}
    assert "0.5 seconds" in problem["detail"]
    assert query(url, ORDINARY).values("n") == ANSWERED


def test_a_timeout_can_be_lowered_but_not_raised(url: str) -> None:
    answer = query(url, ENDLESS, timeout="3600")
    assert answer.json()["limit"]["value"] == 4
    for wrong in ("0", "-1", "nan", "inf", "soon"):
        assert query(url, ORDINARY, timeout=wrong).status == 400


def test_the_limit_stands_on_a_page_for_people_in_their_language(url: str) -> None:
    args = {"query": ENDLESS, "timeout": "0.3", "format": "html"}
    answer = ask(url, "/de/sparql", args=args)
    assert answer.status == 504
    assert "Die Abfrage dauert zu lange" in answer.body.decode()
    assert "nach 0.3 Sekunden beendet" in answer.body.decode()


def test_a_query_that_fills_the_memory_is_ended_and_the_next_one_is_answered(url: str) -> None:
    (doubling,) = (bad for bad in hostile() if bad.name == "doubling")
    answer = query(url, doubling.text)
    assert answer.status == 413, answer.body
    assert answer.json()["limit"] == {"name": "memory", "value": 100_000_000, "unit": "bytes"}
    assert query(url, ORDINARY).values("n") == ANSWERED


def test_a_query_that_is_nested_very_deeply_ends_nothing_but_itself(url: str) -> None:
    deep = "ASK " + "{" * 50_000 + "}" * 50_000
    assert ask(url, method="POST", body={"query": deep}).status in {400, 413}
    assert query(url, ORDINARY).values("n") == ANSWERED


def test_a_long_list_of_values_reaches_its_worker_whole(url: str) -> None:
    values = " ".join(f'"{number:06}"' for number in range(90_000))
    answer = ask(
        url,
        method="POST",
        body=f"SELECT (COUNT(*) AS ?n) {{ VALUES ?x {{ {values} }} }}".encode(),
        headers={"Content-Type": "application/sparql-query"},
    )
    assert answer.values("n") == ["90000"]


def test_a_small_answer_is_sent_whole_with_its_length(url: str) -> None:
    answer = query(url, ORDINARY)
    assert int(answer.headers["Content-Length"]) == len(answer.body)


def test_a_large_answer_streams_and_is_complete(url: str) -> None:
    answer = query(url, f"SELECT ?s0 ?s1 ?s2 ?s3 {{ {EVERYTHING} }} LIMIT 50000", format="csv")
    assert answer.status == 200
    assert answer.headers["Transfer-Encoding"] == "chunked"
    assert len(answer.body) > 2_000_000
    assert answer.body.count(b"\r\n") == 50_001


@pytest.mark.parametrize("limit", [{}, {"timeout": "1"}], ids=["size", "time"])
def test_an_answer_that_is_cut_off_while_it_streams_is_an_error_for_the_client(
    url: str, limit: dict[str, str]
) -> None:
    with pytest.raises(IncompleteRead):
        query(url, HUGE, **limit)
    assert query(url, ORDINARY).values("n") == ANSWERED


def test_half_an_answer_is_never_sent_over_http_1_0_where_nobody_would_see_that(url: str) -> None:
    request = "GET /sparql?{} HTTP/1.0\r\nHost: x\r\nAccept: text/csv\r\n\r\n"
    with raw(url, request.format(urlencode({"query": HUGE})).encode()) as client:
        head, _, body = all_of(client).partition(b"\r\n\r\n")
    assert head.split(b" ")[1] == b"413"
    assert json.loads(body)["type"] == "/about#problem-size-limit"
    assert json.loads(body)["limit"] == {"name": "size", "value": 20_000_000, "unit": "bytes"}
    whole = f"SELECT ?s0 ?s1 ?s2 ?s3 {{ {EVERYTHING} }} LIMIT 50000"
    with raw(url, request.format(urlencode({"query": whole})).encode()) as client:
        head, _, body = all_of(client).partition(b"\r\n\r\n")
    assert head.split(b" ")[1] == b"200"
    assert f"content-length: {len(body)}".encode() in head.lower()
    assert body.count(b"\r\n") == 50_001


def test_clients_see_that_an_answer_is_cut_off(url: str) -> None:
    wrapper = SPARQLWrapper(url + "/sparql")
    wrapper.setQuery(HUGE)
    wrapper.setReturnFormat(JSON)
    with pytest.raises(IncompleteRead):
        wrapper.query().convert()
    if shutil.which("curl"):
        address = f"{url}/sparql?{urlencode({'query': HUGE, 'format': 'csv'})}"
        done = subprocess.run(["curl", "-sS", "-o", "/dev/null", address], capture_output=True, check=False)
        assert done.returncode == 18, done.stderr


def test_only_the_answer_that_is_cut_off_is_broken_off(url: str) -> None:
    """Two clients of one address stream at the same time; the connection of one is broken off."""
    parts = urlsplit(url)
    whole = HTTPConnection(parts.hostname or "", parts.port, timeout=20)
    text = f"SELECT ?s0 ?s1 ?s2 ?s3 {{ {EVERYTHING} }} LIMIT 90000"
    whole.request("GET", "/sparql?" + urlencode({"query": text, "format": "csv"}))
    response = whole.getresponse()
    first = response.read(1000)
    with pytest.raises(IncompleteRead):
        query(url, HUGE)
    rest = response.read()
    assert (first + rest).count(b"\r\n") == 90_001
    whole.close()


def test_a_slow_reader_gets_all_and_holds_no_worker(url: str) -> None:
    parts = urlsplit(url)
    slow = HTTPConnection(parts.hostname or "", parts.port, timeout=20)
    text = f"SELECT ?s0 ?s1 ?s2 ?s3 {{ {EVERYTHING} }} LIMIT 90000"
    slow.request("GET", "/sparql?" + urlencode({"query": text, "format": "csv", "timeout": "2"}))
    response = slow.getresponse()
    size = len(response.read(100_000))
    time.sleep(2.5)
    assert metric(url, "queries_running") == 0
    lines = 0
    while piece := response.read(1 << 20):
        size += len(piece)
        lines += piece.count(b"\n")
    assert size > 5_000_000
    slow.close()


def test_slow_readers_leave_room_for_others(url: str) -> None:
    """Long answers on their way hold threads of the server: one address may have four."""
    parts = urlsplit(url)
    text = f"SELECT ?s0 ?s1 ?s2 ?s3 {{ {EVERYTHING} }} LIMIT 90000"
    slow = [HTTPConnection(parts.hostname or "", parts.port, timeout=20) for _ in range(4)]
    for connection in slow:
        connection.request("GET", "/sparql?" + urlencode({"query": text, "format": "csv"}))
        assert connection.getresponse().status == 200
    refused = query(url, text, format="csv")
    assert refused.status == 503
    assert "4 long answers are on their way" in refused.json()["detail"]
    assert query(url, ORDINARY).values("n") == ANSWERED
    assert query(url, text, "192.0.2.1", format="csv").status == 200
    for connection in slow:
        connection.close()
    eventually(lambda: query(url, text, format="csv").status == 200)


@pytest.mark.skipif(sys.platform != "linux", reason="the peak of a process' memory is Linux' to tell")
def test_long_answers_of_slow_readers_take_no_memory_of_the_process_that_sends_them(url: str) -> None:
    parts = urlsplit(url)
    sample = len(query(url, f"{HUGE} LIMIT 2000", format="csv").body)
    rows = 2000 * 18_000_000 // sample
    (front,) = front_of(url)
    # What was most is forgotten (proc_pid_clear_refs(5)).
    Path(f"/proc/{front}/clear_refs").write_text("5")
    before = peak(front)
    slow = [HTTPConnection(parts.hostname or "", parts.port, timeout=20) for _ in range(4)]
    sizes = []
    for connection in slow:
        connection.request("GET", "/sparql?" + urlencode({"query": f"{HUGE} LIMIT {rows}", "format": "csv"}))
        sizes.append((response := connection.getresponse(), len(response.read(1000))))
    eventually(lambda: queries(url) == (0, 0))
    whole = [begun + sum(map(len, iter(partial(response.read, 1 << 20), b""))) for response, begun in sizes]
    assert whole == [whole[0]] * 4
    assert 15_000_000 < whole[0] < 20_000_000
    assert peak(front) - before < 30_000_000
    for connection in slow:
        connection.close()


def peak(process: int) -> int:
    """Return the most memory that a process has had, in bytes."""
    found = re.search(r"^VmHWM:\s+(\d+) kB$", Path(f"/proc/{process}/status").read_text(), re.MULTILINE)
    assert found
    return 1024 * int(found[1])


def test_the_limits_are_told_at_about_and_in_the_service_description(url: str) -> None:
    page = ask(url, "/en/about", headers={"Accept": "text/html"}).body.decode()
    assert "for 4 seconds" in page
    assert "may take 100 MB of memory beside the data" in page
    assert "An answer may have 20 MB" in page
    assert (
        "3 queries are evaluated at once, 2 of one address; 6 more may wait, 3 of one address, for 10 seconds"
        in page
    )
    assert "over 1 s goes on with lower priority, and 2 of that kind run at once" in page
    described = ask(url, "/sparql", headers={"Accept": "text/turtle"}).body.decode()
    assert "Limits of a query: 4 seconds" in described
    assert "Grenzen einer Abfrage: 4 Sekunden" in described
