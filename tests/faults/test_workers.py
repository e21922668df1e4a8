"""Workers die, clients go away or want too much: the others notice nothing."""

from __future__ import annotations

import os
import random
import secrets
import signal
import socket
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from urllib.parse import urlencode, urlsplit

import pytest

from graphapp.store.workers.confinement import LONG
from tests.faults.clients import (
    ANSWERED,
    ENDLESS,
    HUGE,
    ORDINARY,
    busy_worker,
    cancel,
    eventually,
    holding,
    in_background,
    metric,
    pool_of,
    queries,
    query,
    servers_of,
    threads_of,
    workers_of,
)
from tests.faults.conftest import LOW
from tests.live_server import serving
from tests.protocol.http import ask
from tests.small_release import BASE

LONGER = f"SELECT (COUNT(*) AS ?n) {{ ?s0 ?p0 ?o0 . ?s1 ?p1 ?o1 . ?s2 ?p2 ?o2 . ?s3 <{BASE}ontology#memberCount> ?o3 }}"
"""Thirty times the work of a lookup."""
NICENESS = os.getpriority(os.PRIO_PROCESS, 0)
ANN, BEN, EVE, MIA = "198.51.100.1", "198.51.100.2", "2001:db8:1:2::1", "198.51.100.4"


@pytest.fixture(scope="module", params=["memory", "disk"])
def patient(
    tmp_path_factory: pytest.TempPathFactory, releases: Path, request: pytest.FixtureRequest
) -> Iterator[str]:
    """Address of a server whose queries end only when they are ended; one for each engine."""
    settings = {**LOW, "GRAPHAPP_ENGINE": request.param, "GRAPHAPP_QUERY_SECONDS": "300"}
    with serving(releases, tmp_path_factory.mktemp("log") / "log.txt", settings) as address:
        yield address


@pytest.fixture
def url(patient: str) -> str:
    """The address of that server, at rest."""
    eventually(lambda: queries(patient) == (0, 0))
    return patient


def running(url: str) -> int:
    return queries(url)[0]


def test_a_killed_worker_fails_its_query_and_no_other(url: str) -> None:
    with ThreadPoolExecutor(6) as pool:
        doomed = in_background(pool, url, ENDLESS, ANN)
        eventually(lambda: running(url) == 1)
        victim = busy_worker(url)
        others = [in_background(pool, url, ORDINARY, f"203.0.113.{n}") for n in range(40)]
        os.kill(victim, signal.SIGKILL)
        answer = doomed.result()
        assert [other.result().values("n") for other in others] == [ANSWERED] * 40
    assert answer.status == 503
    assert answer.json()["type"] == "/about#problem-broken-off"
    assert answer.headers["Retry-After"]
    assert victim not in workers_of(url)


def test_workers_killed_at_random_are_replaced_while_clients_ask(url: str) -> None:
    """A client whose worker dies under it gets an error, never a wrong answer; all others are answered."""
    chance = random.Random(20)
    ended = 'queries_total{outcome="died"}'
    texts = (ORDINARY, ORDINARY, LONGER)
    right = {text: query(url, text).values("n") for text in texts}
    before, killed = metric(url, ended), 0
    with ThreadPoolExecutor(5) as pool, holding(url, MIA):
        asked = [chance.choice(texts) for _ in range(90)]
        answers = [
            in_background(pool, url, text, f"203.0.113.{n % 4}", format="json")
            for n, text in enumerate(asked)
        ]
        while killed < 8 or metric(url, ended) == before:
            with suppress(ProcessLookupError):
                os.kill(chance.choice(sorted(workers_of(url))), signal.SIGKILL)
                killed += 1
            assert killed < 100, "no query died"
            time.sleep(0.03)
        results = [answer.result() for answer in answers]
    failed = [answer for answer in results if answer.status != 200]
    assert {answer.json()["type"] for answer in failed} <= {"/about#problem-broken-off"}
    assert len(failed) <= metric(url, ended) - before <= killed
    assert [
        text
        for text, answer in zip(asked, results, strict=True)
        if answer.status == 200 and answer.values("n") != right[text]
    ] == []
    eventually(lambda: len(workers_of(url)) == 3)


@pytest.mark.skipif(sys.platform != "linux", reason="the allocator is preloaded on Linux only")
def test_workers_take_their_memory_from_mimalloc(url: str) -> None:
    for process in (pool_of(url), *workers_of(url)):
        assert "libmimalloc" in Path(f"/proc/{process}/maps").read_text("utf-8")


@pytest.mark.skipif(sys.platform != "linux", reason="the allocator is preloaded on Linux only")
def test_the_pool_has_one_thread_so_that_it_may_fork(url: str) -> None:
    assert "\nThreads:\t1\n" in Path(f"/proc/{pool_of(url)}/status").read_text("utf-8")


@pytest.mark.skipif(NICENESS >= LONG, reason="these tests run with as low a priority as long queries")
def test_a_query_of_over_a_second_goes_on_with_lower_priority_than_others(url: str) -> None:
    def told() -> list[set[int]]:
        """Return what the threads of each worker have, of which the second one evaluates; nothing while one ends."""
        with suppress(ProcessLookupError):
            return sorted(
                (
                    {os.getpriority(os.PRIO_PROCESS, thread) for thread in threads_of(worker)}
                    for worker in workers_of(url)
                ),
                key=lambda known: max(known, default=0),
            )
        return []

    eventually(lambda: told() == [{NICENESS}] * 3)
    with holding(url, ANN):
        eventually(lambda: metric(url, "queries_long") == 1)
        eventually(lambda: told() == [{NICENESS}, {NICENESS}, {LONG}])
    eventually(lambda: told() == [{NICENESS}] * 3)


def test_a_worker_is_replaced_at_once(url: str) -> None:
    (first, *_) = workers_of(url)
    os.kill(first, signal.SIGKILL)
    eventually(lambda: len(workers_of(url) - {first}) == 3)


def test_when_the_pool_dies_its_workers_die_and_another_one_answers(releases: Path, tmp_path: Path) -> None:
    with serving(releases, tmp_path / "log.txt", LOW) as url:
        pool, workers = pool_of(url), workers_of(url)
        os.kill(pool, signal.SIGKILL)
        eventually(lambda: not any(Path(f"/proc/{worker}/mem").exists() for worker in workers))
        eventually(lambda: ask(url, "/readyz").status == 200, 15)
        assert query(url, ORDINARY).values("n") == ANSWERED
        assert pool_of(url) != pool


def test_nothing_is_left_when_the_server_ends(releases: Path, tmp_path: Path) -> None:
    with serving(releases, tmp_path / "log.txt", LOW) as url:
        processes = {pool_of(url), *workers_of(url)}
    eventually(lambda: not any(Path(f"/proc/{process}").exists() for process in processes))


def test_nothing_is_left_when_the_server_is_killed(releases: Path, tmp_path: Path) -> None:
    with serving(releases, tmp_path / "log.txt", {**LOW, "GRAPHAPP_WORKERS": "2"}) as url:
        servers = servers_of(url)
        processes = {*servers, pool_of(url), *workers_of(url)}
        os.kill(servers[0], signal.SIGKILL)
        eventually(
            lambda: not any(Path(f"/proc/{process}/mem").exists() for process in processes - {servers[0]})
        )


def unknown() -> str:
    """Return an ordinary query that nobody has asked."""
    return f"{ORDINARY} # {secrets.token_hex()}"


def _abandon(url: str, text: str, read: int) -> None:
    parts = urlsplit(url)
    with socket.create_connection((parts.hostname or "", parts.port or 0)) as client:
        client.sendall(f"GET /sparql?{urlencode({'query': text})} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
        if read:
            client.recv(read)
        else:
            eventually(lambda: running(url) == 1)
            time.sleep(0.1)


def test_a_client_that_goes_away_while_it_waits_ends_its_query_within_a_second(url: str) -> None:
    _abandon(url, ENDLESS, 0)
    eventually(lambda: running(url) == 0, 3.0)


def test_a_client_that_goes_away_in_the_middle_of_its_answer_ends_its_query(url: str) -> None:
    _abandon(url, HUGE, 1000)
    eventually(lambda: running(url) == 0, 3.0)


def test_one_client_cannot_hold_all_workers(url: str) -> None:
    with holding(url, ANN, ANN, ANN, ANN):
        eventually(lambda: queries(url) == (2, 2))
        assert query(url, ORDINARY, BEN).values("n") == ANSWERED


def test_a_network_of_ipv6_addresses_is_one_client(url: str) -> None:
    with holding(url, *(f"2001:db8:1:2::{n}" for n in range(3))):
        eventually(lambda: queries(url) == (2, 1))


def test_a_short_query_overtakes_long_ones_that_hold_every_worker(url: str) -> None:
    before = metric(url, "queries_restarted_total")
    with holding(url, ANN, BEN, EVE):
        eventually(lambda: running(url) == 3)
        assert query(url, unknown(), MIA).values("n") == ANSWERED
        assert metric(url, "queries_restarted_total") == before + 1
        assert metric(url, "queries_long") == 2


def test_what_is_asked_all_the_time_is_answered_while_new_queries_of_many_addresses_fill_the_queue(
    url: str,
) -> None:
    for _ in range(2):
        assert query(url, ORDINARY, MIA).values("n") == ANSWERED
    with holding(url, *(f"203.0.113.{100 + n}" for n in range(9))):
        eventually(lambda: queries(url)[1] == 6)
        for _ in range(10):
            assert query(url, ORDINARY, MIA).values("n") == ANSWERED


def test_a_query_is_cancelled_by_who_started_it_and_by_nobody_else(url: str) -> None:
    with ThreadPoolExecutor(1) as pool:
        for method in ("DELETE", "POST"):
            asked = in_background(pool, url, ENDLESS, ANN, queryId="mine")
            eventually(lambda: running(url) == 1)
            assert cancel(url, "mine", BEN, method) == 404
            assert query(url, ORDINARY, BEN, queryId="mine").status == 409
            assert cancel(url, "mine", ANN, method) == 204
            answer = asked.result()
            assert (answer.status, answer.json()["type"]) == (409, "/about#problem-cancelled")
            assert cancel(url, "mine", ANN, method) == 404
    assert query(url, ORDINARY, ANN, queryId="mine").values("n") == ANSWERED
    assert query(url, ORDINARY, ANN, queryId="no such\nid").status == 400


def test_a_full_queue_refuses_with_the_time_to_come_again(url: str) -> None:
    with holding(url, *(f"203.0.113.{n}" for n in range(10))) as answers:
        eventually(lambda: queries(url) == (3, 6))
        assert ask(url, "/readyz").status == 503
        assert ask(url, "/healthz").status == 200
        eventually(lambda: any(answer.done() for answer in answers))
        (refused,) = (answer.result() for answer in answers if answer.done())
        assert refused.status == 503
        assert 1 <= int(refused.headers["Retry-After"]) <= 30
        assert refused.json()["type"] == "/about#problem-busy"
        assert refused.json()["limit"] == {"name": "queue", "value": 6, "unit": "queries"}
        assert "6 queries wait" in refused.json()["detail"]
        assert ask(url, "/de/about", headers={"Accept": "text/html"}).status == 200
    assert query(url, ORDINARY, MIA).values("n") == ANSWERED
    assert ask(url, "/readyz").status == 200


def test_one_client_cannot_fill_the_queue(url: str) -> None:
    with holding(url, ANN, ANN, ANN, ANN, ANN):
        eventually(lambda: queries(url) == (2, 3))
        refused = query(url, unknown(), ANN)
        assert refused.status == 503
        assert "3 of your queries wait" in refused.json()["detail"]
        assert refused.json()["limit"] == {"name": "share", "value": 3, "unit": "queries"}
        assert query(url, ORDINARY, BEN).values("n") == ANSWERED


def test_fifty_clients_at_once_are_answered_or_told_to_come_again(url: str) -> None:
    with ThreadPoolExecutor(50) as pool:
        answers = [in_background(pool, url, ORDINARY, f"198.51.100.{n}") for n in range(300)]
        statuses = [answer.result().status for answer in answers]
    assert set(statuses) <= {200, 503}
    assert statuses.count(200) > 20
    assert query(url, ORDINARY).values("n") == ANSWERED


def test_metrics_count_each_query_once(url: str) -> None:
    before = metric(url, 'queries_total{outcome="answered"}'), metric(url, "query_seconds_count")
    for _ in range(5):
        query(url, ORDINARY)
    assert metric(url, 'queries_total{outcome="answered"}') == before[0] + 5
    assert metric(url, "query_seconds_count") == before[1] + 5
    assert metric(url, 'query_seconds_bucket{le="+Inf"}') == before[1] + 5
    assert metric(url, "workers") == 3
