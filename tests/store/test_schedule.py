"""Whose query is next: lanes, turns and refusals, with a clock of the test's own."""

from __future__ import annotations

import itertools

from graphapp.store.workers.lanes import REMEMBERED, Job
from graphapp.store.workers.limits import Limits
from graphapp.store.workers.schedule import Refusal, Schedule

_NUMBERS = itertools.count()
LIMITS = Limits(workers=3, seconds=20, queue=8, wait=10, short=1)


def job(client: str, text: str = "", arrived: float = 0.0, name: str = "") -> Job:
    number = next(_NUMBERS)
    return Job(number, client, (text or str(number)).encode(), 20, arrived, name)


def submitted(schedule: Schedule, *clients: str) -> list[Job]:
    jobs = [job(client) for client in clients]
    assert [schedule.submit(one) for one in jobs] == [None] * len(jobs)
    return jobs


def test_clients_take_turns() -> None:
    schedule = Schedule(LIMITS)
    submitted(schedule, "a", "a", "a", "b", "c")
    order = []
    while (one := schedule.next(0)) is not None:
        order.append(one.client)
        schedule.finish(one)
    assert order == ["a", "b", "c", "a", "a"]


def test_one_client_holds_all_workers_but_one() -> None:
    schedule = Schedule(LIMITS)
    first, *_ = submitted(schedule, "a", "a", "a")
    assert schedule.next(0) is first
    assert schedule.next(0) is not None
    assert schedule.next(0) is None
    schedule.finish(first)
    assert schedule.next(0) is not None


def test_the_site_itself_is_held_to_no_share() -> None:
    schedule = Schedule(LIMITS)
    submitted(schedule, "", "", "")
    assert None not in [schedule.next(0) for _ in range(3)]


def test_a_query_that_was_long_before_leaves_the_last_worker_to_short_ones() -> None:
    schedule = Schedule(LIMITS)
    for client in "abc":
        assert schedule.submit(job(client, "slow")) is None
    running = [schedule.next(0) for _ in range(3)]
    assert None not in running
    assert {one.client for one in schedule.aged(1.5)} == {"a", "b", "c"}
    for one in running:
        assert one is not None
        schedule.finish(one)
    for client in "abc":
        assert schedule.submit(job(client, "slow")) is None
    assert schedule.next(2) is not None
    assert schedule.next(2) is not None
    assert schedule.next(2) is None
    submitted(schedule, "d")
    assert schedule.next(2) is not None


def test_the_youngest_long_query_gives_way_when_a_short_one_waits_and_begins_again_later() -> None:
    schedule = Schedule(LIMITS)
    submitted(schedule, "a", "b", "c")
    first, second, third = (schedule.next(begun) for begun in (0, 0.1, 0.2))
    assert first and second and third
    assert schedule.gives_way() is None
    schedule.aged(1.5)
    assert schedule.gives_way() is None, "nobody waits"
    submitted(schedule, "d")
    assert schedule.gives_way() is third
    short = schedule.next(1.6)
    assert short is not None
    assert short.client == "d"
    schedule.finish(short)
    assert schedule.next(1.7) is None, "two long ones run"
    schedule.finish(first)
    assert schedule.next(1.8) is third
    assert third.began == 1.8


def test_an_answer_on_its_way_does_not_give_way() -> None:
    schedule = Schedule(LIMITS)
    submitted(schedule, "a", "b", "c")
    for _ in range(3):
        one = schedule.next(0)
        assert one is not None
        one.streaming = True
    schedule.aged(2)
    submitted(schedule, "d")
    assert schedule.gives_way() is None


def test_long_queries_are_not_starved_by_short_ones() -> None:
    schedule = Schedule(LIMITS)
    assert schedule.submit(job("a", "slow")) is None
    one = schedule.next(0)
    assert one is not None
    schedule.aged(2)
    schedule.finish(one)
    assert schedule.submit(job("a", "slow", arrived=2)) is None
    submitted(schedule, "b", "c", "d")
    one = schedule.next(3)
    assert one is not None
    assert one.long


def test_a_full_queue_a_full_share_and_a_name_that_is_taken_are_refused() -> None:
    schedule = Schedule(LIMITS)
    submitted(schedule, "a", "a", "a", "a")
    assert schedule.submit(job("a")) is Refusal.SHARE
    submitted(schedule, "b", "c", "d")
    assert schedule.submit(job("e", name="x")) is None
    assert schedule.submit(job("f")) is Refusal.FULL
    one = schedule.next(0)
    assert one is not None
    assert schedule.submit(job("f", name="x")) is Refusal.NAMED
    assert schedule.named("x", "f") is None
    found = schedule.named("x", "e")
    assert found is not None
    schedule.finish(found)
    assert schedule.named("x", "e") is None


def test_who_asks_much_cannot_keep_out_who_asks_little() -> None:
    schedule = Schedule(LIMITS)
    *_, youngest = submitted(schedule, "a", "a", "a", "a", "b", "b", "b", "b")
    assert schedule.displaced_by(job("a")) is None
    assert schedule.submit(job("c")) is Refusal.FULL
    assert schedule.displaced_by(job("c")) in list(schedule)
    for client in "cd":
        displaced = schedule.displaced_by(job(client))
        assert displaced is not None
        assert displaced.number <= youngest.number
        schedule.finish(displaced)
        assert schedule.submit(job(client)) is None
    assert [one.client for one in schedule].count("a") == 3
    assert [one.client for one in schedule].count("b") == 3
    assert schedule.displaced_by(job("b")) is None


def test_who_has_used_much_waits_for_who_has_used_little() -> None:
    schedule = Schedule(LIMITS)
    (greedy,) = submitted(schedule, "a")
    assert schedule.next(0) is greedy
    assert schedule.overdue(20) == [greedy]
    schedule.finish(greedy)
    submitted(schedule, "a", "b", "a", "c")
    order = []
    while (one := schedule.next(20)) is not None:
        order.append(one.client)
        schedule.finish(one)
    assert order == ["b", "c", "a", "a"]


def test_what_was_used_long_ago_is_forgotten() -> None:
    schedule = Schedule(LIMITS)
    (greedy,) = submitted(schedule, "a")
    schedule.next(0)
    schedule.overdue(20)
    schedule.finish(greedy)
    assert schedule.level("a") == 4
    schedule.overdue(50)
    assert schedule.level("a") == 3
    schedule.overdue(300)
    assert schedule.level("a") == 0
    assert schedule.level("") == 0


def test_no_place_changes_hands_between_clients_that_ask_alike() -> None:
    schedule = Schedule(LIMITS)
    submitted(schedule, *"abcdefgh")
    assert schedule.submit(job("z")) is Refusal.FULL
    assert schedule.displaced_by(job("z")) is None


def test_what_runs_or_waits_too_long_is_told() -> None:
    schedule = Schedule(LIMITS)
    submitted(schedule, "a", "a", "a")
    running = [schedule.next(5), schedule.next(6)]
    assert schedule.overdue(24.9) == []
    assert schedule.overdue(25.5) == running[:1]
    assert [one.client for one in schedule.waited_too_long(9.9)] == []
    assert [one.client for one in schedule.waited_too_long(10)] == ["a"]


def test_with_a_single_worker_everything_is_still_answered() -> None:
    schedule = Schedule(Limits(workers=1))
    submitted(schedule, "a", "b")
    one = schedule.next(0)
    assert one is not None
    schedule.aged(5)
    assert schedule.gives_way() is None
    schedule.finish(one)
    assert schedule.next(6) is not None


def known_quick(schedule: Schedule, text: str) -> None:
    for _ in range(2):
        assert schedule.submit(job("q", text)) is None
        one = schedule.next(0)
        assert one is not None
        schedule.finish(one, 0.06)


def test_what_was_quick_twice_goes_before_what_nobody_has_asked() -> None:
    schedule = Schedule(LIMITS)
    known_quick(schedule, "often")
    submitted(schedule, "a", "b")
    assert schedule.submit(job("c", "often")) is None
    one = schedule.next(0)
    assert one is not None
    assert (one.client, one.quick) == ("c", True)


def test_what_failed_or_took_its_time_is_not_known_to_be_quick() -> None:
    schedule = Schedule(LIMITS)
    for used in (None, None, 0.6, 0.6, 0.1):
        assert schedule.submit(job("a", "slow")) is None
        one = schedule.next(0)
        assert one is not None
        assert not one.quick
        schedule.finish(one, used)


def test_what_takes_long_only_because_of_others_stays_quick() -> None:
    schedule = Schedule(LIMITS)
    known_quick(schedule, "often")
    for _ in range(2):
        submitted(schedule, "a", "b")
        crowd = [schedule.next(0), schedule.next(0)]
        assert schedule.submit(job("q", "often")) is None
        quick = schedule.next(0)
        assert quick is not None
        assert quick.quick
        assert len(schedule.aged(3)) == 3
        submitted(schedule, "d")
        assert schedule.gives_way() in crowd
        schedule.finish(quick, 0.06)
        for one in (*crowd, *list(schedule)):
            assert one is not None
            schedule.finish(one)


def test_a_full_queue_makes_room_for_a_quick_query_and_unknown_ones_do_not_displace_it() -> None:
    schedule = Schedule(LIMITS)
    known_quick(schedule, "often")
    waiting = submitted(schedule, *"abcdefgh")
    assert schedule.displaced_by(job("z")) is None
    quick = job("z", "often")
    assert schedule.submit(quick) is Refusal.FULL
    assert schedule.displaced_by(quick) is waiting[-1]
    schedule.finish(waiting[-1])
    assert schedule.submit(quick) is None
    for client in "abcdefg":
        other = schedule.displaced_by(job("y", "often"))
        assert other is not None
        assert (other.client == client, other.quick) == (client == "g", False)


def test_unknown_queries_leave_the_last_worker_to_a_quick_one_after_a_try() -> None:
    schedule = Schedule(LIMITS)
    known_quick(schedule, "often")
    submitted(schedule, "a", "b", "c")
    running = [schedule.next(begun) for begun in (0, 0.01, 0.02)]
    assert schedule.submit(job("d", "often")) is None
    assert schedule.wake(0.02) < 0.1
    assert schedule.overdue(0.05) == []
    assert schedule.gives_way() is None, "they have not had their time"
    assert schedule.overdue(0.2) == []
    assert schedule.gives_way() is running[2]
    quick = schedule.next(0.2)
    assert quick is not None
    assert quick.client == "d"
    assert schedule.gives_way() is None
    schedule.finish(quick, 0.06)
    assert schedule.next(0.3) is running[2], "nobody quick waits"


def test_a_flood_of_queries_that_come_once_does_not_make_known_ones_forgotten() -> None:
    schedule = Schedule(LIMITS)
    known_quick(schedule, "often")
    for _ in range(2 * REMEMBERED):
        (once,) = submitted(schedule, "a")
        assert schedule.next(0) is once
        schedule.finish(once, 0.06)
    assert schedule.submit(job("b", "often")) is None
    one = schedule.next(0)
    assert one is not None
    assert one.quick
