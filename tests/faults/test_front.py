"""The processes that answer requests are killed: they come again, and the query workers notice nothing."""

from __future__ import annotations

import os
import signal
import time
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPException
from pathlib import Path

import pytest

from tests.faults.clients import (
    ANSWERED,
    ENDLESS,
    ORDINARY,
    eventually,
    front_of,
    metric,
    pool_of,
    query,
    workers_of,
)
from tests.faults.conftest import LOW
from tests.live_server import serving


def persistently(url: str, client: str, until: float) -> tuple[list[str], int]:
    """Ask until an answer comes, as a client does that reconnects; the values, and how often that failed."""
    failures = 0
    while True:
        try:
            answer = query(url, ORDINARY, client)
        except (OSError, HTTPException):
            failures += 1
            assert time.monotonic() < until, "the server did not come again"
            time.sleep(0.05)
            continue
        if answer.status == 200:
            return answer.values("n"), failures
        assert answer.status == 503
        time.sleep(0.05)


@pytest.mark.parametrize("processes", [1, 2])
def test_a_killed_front_comes_again_and_clients_that_reconnect_are_answered(
    releases: Path, tmp_path: Path, processes: int
) -> None:
    settings = {**LOW, "GRAPHAPP_WORKERS": str(processes)}
    with serving(releases, tmp_path / "log.txt", settings) as url, ThreadPoolExecutor(4) as pool:
        eventually(lambda: len(front_of(url)) == processes, 20)
        workers_before, fronts = pool_of(url), front_of(url)
        until = time.monotonic() + 40
        early = [pool.submit(persistently, url, f"203.0.113.{n % 9}", until) for n in range(100)]
        victim = min(fronts)
        os.kill(victim, signal.SIGKILL)
        late = [pool.submit(persistently, url, f"203.0.113.{n % 9}", until) for n in range(100)]
        assert [one.result()[0] for one in (*early, *late)] == [ANSWERED] * 200
        eventually(lambda: len(front_of(url)) == processes and victim not in front_of(url), 20)
        assert pool_of(url) == workers_before


def test_the_queries_of_a_killed_front_end_with_it(releases: Path, tmp_path: Path) -> None:
    with serving(releases, tmp_path / "log.txt", {**LOW, "GRAPHAPP_QUERY_SECONDS": "60"}) as url:
        with ThreadPoolExecutor(1) as pool:
            asked = pool.submit(query, url, ENDLESS, "198.51.100.1")
            eventually(lambda: metric(url, "queries_running") == 1)
            (front,) = front_of(url)
            os.kill(front, signal.SIGKILL)
            with pytest.raises((OSError, HTTPException)):
                asked.result()
        until = time.monotonic() + 30
        assert persistently(url, "198.51.100.2", until)[0] == ANSWERED
        eventually(lambda: metric(url, "queries_running") == 0)
        assert metric(url, 'queries_total{outcome="abandoned"}') == 1


def test_nothing_is_left_when_the_first_process_is_killed(releases: Path, tmp_path: Path) -> None:
    with serving(releases, tmp_path / "log.txt", LOW) as url:
        fronts, pool = front_of(url), pool_of(url)
        left = [*fronts, pool, *workers_of(url)]
        (first,) = {
            int(Path(f"/proc/{front}/stat").read_text().rpartition(") ")[2].split()[1]) for front in fronts
        }
        os.kill(first, signal.SIGKILL)
        eventually(lambda: not any(Path(f"/proc/{one}/mem").exists() for one in left), 20)
