"""Identical requests that come together run once, and nobody waits in vain."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor

import pytest

from graphapp.web.cache import AnswerCache
from graphapp.web.cache.wsgi import Environ
from tests.cache.asking import TEXT, Answer, Told, ask


def cache_of(app: Told) -> AnswerCache:
    return AnswerCache(app, 1_000_000, 1_000_000, lambda: "one")


def together(count: int, send: Callable[[int], Answer], release: threading.Event) -> list[Answer]:
    """Send requests at once; let the application go on when all have had time to arrive."""
    with ThreadPoolExecutor(count) as threads:
        sent = [threads.submit(send, number) for number in range(count)]
        time.sleep(0.3)
        release.set()
        return [future.result(20) for future in sent]


def waiting_for(event: threading.Event, body: bytes = b"text " * 400) -> Callable[[Environ], Iterable[bytes]]:
    def chunks(environ: Environ) -> Iterable[bytes]:
        event.wait(10)
        yield body

    return chunks


def test_ten_identical_requests_run_once_and_all_get_the_answer() -> None:
    go = threading.Event()
    app = Told(waiting_for(go))
    cache = cache_of(app)
    codings = ["gzip", "br", "zstd", "identity", "gzip"] * 2
    answers = together(10, lambda number: ask(cache, headers={"Accept-Encoding": codings[number]}), go)
    assert app.asked == 1
    assert {answer.decoded for answer in answers} == {b"text " * 400}
    assert (
        sorted(answer.noted for answer in answers)[:9]
        == ["graphapp; fwd=miss"] + ["graphapp; fwd=miss; collapsed"] * 8
    )
    assert cache.statistics().collapsed == 9


def test_different_requests_do_not_wait_for_each_other() -> None:
    go = threading.Event()
    app = Told(waiting_for(go))
    cache = cache_of(app)
    together(4, lambda number: ask(cache, f"/?{number}"), go)
    assert app.asked == 4


def test_when_the_first_fails_the_others_ask_for_themselves() -> None:
    go = threading.Event()
    first = threading.Lock()

    def fail_once(environ: Environ) -> Iterable[bytes]:
        if first.acquire(blocking=False):
            go.wait(10)
            raise RuntimeError("broken")
        return [b"fine"]

    app = Told(fail_once)
    cache = cache_of(app)
    failed: list[BaseException] = []

    def send(number: int) -> Answer:
        try:
            return ask(cache)
        except RuntimeError as error:
            failed.append(error)
            return ask(cache)

    answers = together(5, send, go)
    assert len(failed) == 1
    assert {answer.body for answer in answers} == {b"fine"}


@pytest.mark.parametrize("status", ["503 Service Unavailable", "400 Bad Request", "200 OK"])
def test_when_the_answer_cannot_be_kept_each_runs_for_itself(status: str) -> None:
    go = threading.Event()
    app = Told(waiting_for(go), status, [TEXT, ("Cache-Control", "no-store")])
    cache = cache_of(app)
    answers = together(4, lambda number: ask(cache), go)
    assert app.asked == 4
    assert {answer.status for answer in answers} == {int(status[:3])}


def test_waiters_are_let_go_as_soon_as_an_answer_grows_too_long() -> None:
    more, arrived = threading.Event(), threading.Semaphore(0)

    def long(environ: Environ) -> Iterable[bytes]:
        arrived.release()
        yield b"x" * 200_000
        more.wait(10)
        yield b"end"

    cache = cache_of(app := Told(long))
    with ThreadPoolExecutor(3) as threads:
        sent = [threads.submit(ask, cache) for _ in range(3)]
        for _ in range(3):
            # All of them run although none has ended.
            assert arrived.acquire(timeout=5)
        more.set()
        answers = [future.result(10) for future in sent]
    assert [len(answer.body) for answer in answers] == [200_003] * 3
    assert app.closed == 3


def test_a_query_with_a_name_waits_for_nobody() -> None:
    go = threading.Event()
    app = Told(waiting_for(go))
    cache = cache_of(app)
    together(3, lambda number: ask(cache, headers={"Query-Id": str(number)}), go)
    assert app.asked == 3
    assert ask(cache).noted == "graphapp; hit"


def test_more_requests_than_seats_do_not_hold_the_threads_of_the_server() -> None:
    go = threading.Event()
    app = Told(waiting_for(go))
    cache = cache_of(app)
    together(24, lambda number: ask(cache), go)
    assert app.asked == 24 - 16


def test_a_release_that_comes_while_a_query_runs_does_not_get_its_answer() -> None:
    go, release = threading.Event(), ["one"]
    app = Told(waiting_for(go))
    cache = AnswerCache(app, 1_000_000, 1_000_000, lambda: release[0])
    with ThreadPoolExecutor(1) as threads:
        sent = threads.submit(ask, cache)
        time.sleep(0.2)
        release[0] = "two"
        go.set()
        assert sent.result(10).status == 200
    assert cache.statistics().entries == 0
    assert ask(cache).noted == "graphapp; fwd=miss"


def test_many_threads_that_read_write_and_evict_leave_the_counts_right() -> None:
    app = Told(lambda environ: [environ["QUERY_STRING"].encode() * 300])
    cache = AnswerCache(app, 60_000, 1_000_000, lambda: "one")

    def send(seed: int) -> None:
        for step in range(150):
            name = str((seed * 7 + step * step) % 40)
            coding = ("gzip", "identity", "br")[step % 3]
            assert ask(cache, f"/?{name}", headers={"Accept-Encoding": coding}).decoded == name.encode() * 300

    with ThreadPoolExecutor(6) as threads:
        for future in [threads.submit(send, seed) for seed in range(6)]:
            future.result(60)
    shelf = cache._shelf
    assert shelf._bytes == sum(size for _, size in shelf._entries.values()) <= 60_000
    assert cache._flights._flying == {}
    counts = cache.statistics()
    assert counts.hits + counts.misses == 900
    assert counts.evicted > 0
