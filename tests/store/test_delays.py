"""What passes by itself costs a trace no try: it waits longer each time, and is set aside only where it never ends."""

from datetime import timedelta

import pytest
from arrivals import after, arrived

from app.store.leases import DELAYS

DAY = timedelta(days=1).total_seconds()


@pytest.fixture
def delay(store):
    def delayed(lease, *, at):
        with store.writing() as work:
            work.leases.delay(lease, "the database is busy", at=at)

    return delayed


@pytest.fixture
def is_due(store):
    def asked(at):
        with store.reading() as work:
            return work.leases.any_due(now=at)

    return asked


@pytest.fixture
def counts(store):
    def counted():
        with store.reading() as work:
            found = work.inbox.count("local")
            assert found == work.inbox.count_all()
            return found.waiting, found.tried_again, found.set_aside

    return counted


def test_each_time_it_waits_longer_and_never_longer_than_ten_minutes(receive, take, delay, is_due):
    receive(arrived("t1"))
    now, waited = 1, []
    for _ in range(12):
        delay(take(after(now)), at=after(now))
        wait = next(seconds for seconds in range(1, 1000) if is_due(after(now + seconds)))
        waited.append(wait)
        now += wait
    assert waited == [2, 4, 8, 16, 32, 64, 128, 256, 512, 600, 600, 600]


def test_it_is_counted_as_tried_again_until_it_is_done(receive, take, delay, done, counts):
    receive(arrived("t1"), arrived("t2"))
    assert counts() == (2, 0, 0)
    delay(take(after(1)), at=after(1))
    assert counts() == (2, 2, 0)
    done(take(after(9)), at=after(9))
    assert counts() == (1, 1, 0)
    done(take(after(9)), at=after(9))
    assert counts() == (0, 0, 0)


def test_of_traces_that_were_delayed_together_each_is_taken_by_itself(receive, take, delay):
    receive(arrived("t1"), arrived("t2"))
    delay(take(after(1)), at=after(1))
    receive(arrived("t3"), arrived("t4"), at=after(2))
    assert [take(after(9)).due for _ in range(3)] == [{"t3", "t4"}, {"t1"}, {"t2"}]


def test_what_arrives_meanwhile_shortens_no_wait(receive, take, delay):
    receive(arrived("t1"))
    for now in (1, 9, 99):
        delay(take(after(now)), at=after(now))
    receive(arrived("t1", b"second"), at=after(100))
    assert take(after(106)) is None
    assert take(after(107)).due == {"t1"}


def test_whatever_was_in_the_way_for_less_than_a_day_sets_nothing_aside(receive, take, delay, done, counts):
    receive(arrived("t1"))
    for number in range(2 * DELAYS):
        delay(take(after(2000 * number + 1)), at=after(2000 * number + 1))
    assert counts() == (1, 1, 0)
    done(take(after(DAY)), at=after(DAY))
    assert counts() == (0, 0, 0)


def test_a_day_without_many_tries_sets_nothing_aside(receive, take, delay, counts):
    receive(arrived("t1"))
    delay(take(after(1)), at=after(1))
    delay(take(after(9 * DAY)), at=after(9 * DAY))
    assert counts() == (1, 1, 0)


def test_what_is_in_the_way_for_many_tries_and_a_day_is_set_aside_with_its_reason(receive, take, delay, aside):
    receive(arrived("t1"))
    times = [1 + DAY * number / (DELAYS - 1) for number in range(DELAYS)]
    for at in times:
        assert aside() == []
        delay(take(after(at)), at=after(at))
    assert take(after(9 * DAY)) is None
    ((trace_id, reason),) = aside()
    assert (trace_id, reason) == (
        "t1",
        "in 20 tries since 2026-11-22 09:00 UTC something was in the way: the database is busy",
    )


def test_it_gets_as_many_tries_once_more_when_a_person_says_so(store, receive, take, delay, aside):
    receive(arrived("t1"))
    for number in range(DELAYS):
        delay(take(after(1 + DAY * number)), at=after(1 + DAY * number))
    with store.writing() as work:
        work.inbox.retry("local", ["t1"], now=after(99 * DAY))
    delay(take(after(99 * DAY)), at=after(99 * DAY))
    assert aside() == []


def test_a_delay_between_two_failures_costs_no_try(receive, take, delay, fail, aside):
    receive(arrived("t1"))
    fail(take(after(100)), at=after(100))
    fail(take(after(200)), at=after(200))
    delay(take(after(300)), at=after(300))
    assert aside() == []
    fail(take(after(400)), at=after(400))
    assert aside() == [("t1", "it is damaged")]
