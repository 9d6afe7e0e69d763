"""A clock that is set back an hour, or forth, keeps no delivered trace waiting for an hour and loses none."""

import pytest
from arrivals import after, arrived

from app.domain.errors import LeaseLost

BACK = -3600  # seconds


def test_what_waited_when_the_clock_was_set_back_is_due_at_once(receive, take):
    receive(arrived("t1"))
    assert take(after(BACK)).due == {"t1"}


def test_it_is_not_kept_waiting_by_all_that_comes_after_the_clock_was_set_back(receive, take):
    receive(arrived("before"))
    receive(arrived("after"), at=after(BACK))
    assert take(after(BACK + 2), limit=1).due == {"after"}
    receive(arrived("later"), at=after(BACK + 3))
    assert take(after(BACK + 5), limit=1).due == {"before"}
    assert take(after(BACK + 5), limit=1).due == {"later"}


def test_clocks_that_differ_by_a_few_seconds_are_no_clock_that_was_set_back(receive, take):
    receive(arrived("t1"), at=after(20))
    assert take(after(0)) is None
    assert take(after(20.5)).due == {"t1"}


def test_a_lease_from_before_the_clock_was_set_back_is_void(receive, take, done):
    receive(arrived("t1"))
    first = take(after(1))
    assert take(after(30)) is None
    second = take(after(BACK))
    assert second.due == {"t1"}
    with pytest.raises(LeaseLost):
        done(first, at=after(BACK + 1))
    done(second, at=after(BACK + 1))
    assert take(after(2 * BACK)) is None


def test_a_lease_is_void_also_where_something_arrived_after_the_clock_was_set_back(receive, take):
    receive(arrived("t1"))
    assert take(after(1)).due == {"t1"}
    receive(arrived("t1", b"second"), at=after(BACK))
    assert take(after(BACK + 1)).due == {"t1"}


def test_a_companion_that_was_taken_up_before_the_clock_was_set_back_is_free(receive, take, done):
    receive(arrived("t1"))
    done(take(after(1)), at=after(1))
    receive(arrived("t2", linked=["t1"]), at=after(2))
    assert take(after(3)).companions == {"t1"}
    lease = take(after(BACK))
    assert (lease.due, lease.companions) == ({"t2"}, {"t1"})


def test_a_trace_does_not_rest_until_a_time_from_before_the_clock_was_set_back(receive, take, done):
    receive(*(arrived("t1", b"%d" % number) for number in range(1000)))
    done(take(after(1)), at=after(2))
    receive(arrived("t1", b"late"), at=after(BACK))
    assert take(after(BACK + 1)).due == {"t1"}


def test_what_arrives_while_a_run_is_made_is_due_also_where_the_clock_is_set_back_meanwhile(receive, take, store):
    receive(arrived("t1"))
    lease = take(after(1))
    with store.reading() as work:
        read = [delivery.id for delivery in work.deliveries.of_traces("local", ["t1"])]
    receive(arrived("t1", b"second"), at=after(2))
    with store.writing() as work:
        work.leases.done(lease, read, at=after(BACK))
    assert take(after(BACK + 1)).due == {"t1"}


def test_a_clock_that_is_set_forward_while_a_run_is_made_lets_its_trace_rest_no_longer_than_work_may(
    receive, take, done
):
    receive(arrived("t1"))
    done(take(after(1)), at=after(3600))
    receive(arrived("t1", b"late"), at=after(3601))
    assert take(after(4200)).due == {"t1"}


def test_what_failed_before_the_clock_was_set_back_is_tried_again_soon(receive, take, fail, aside):
    receive(arrived("t1"))
    fail(take(after(1)), at=after(1))
    fail(take(after(BACK)), at=after(BACK))
    fail(take(after(2 * BACK)), at=after(2 * BACK))
    assert aside() == [("t1", "it is damaged")]


def test_a_clock_that_goes_forth_and_back_again_and_again_loses_nothing(store, receive, take, done):
    """Each trace is delivered at one time, taken up at another and done at a third."""
    for number, (came, taken, ended) in enumerate([(0, BACK, 0), (BACK, 0, BACK), (0, 9, BACK), (BACK, 9, 0)]):
        receive(arrived(f"t{number}"), at=after(came))
        lease = take(after(taken))
        assert lease.due == {f"t{number}"}
        done(lease, at=after(ended))
    assert take(after(-BACK)) is None
    with store.reading() as work:
        assert work.inbox.count_waiting() == 0


def test_what_is_retried_by_a_person_is_due_whatever_the_clock_does(store, receive, take, fail):
    receive(arrived("t1"))
    for number in range(3):
        fail(take(after(100 * (number + 1))), at=after(100 * (number + 1)))
    with store.writing() as work:
        work.inbox.retry("local", ["t1"], now=after(2000))
    assert take(after(BACK)).due == {"t1"}
