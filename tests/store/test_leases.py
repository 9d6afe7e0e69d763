"""What is delivered waits until it is quiet, is taken up by one process at a time, and is never lost."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import late_parcel
import pytest
from arrivals import after, arrived
from sqlalchemy import update
from workspace_owner import GRACE

from app.domain.errors import LeaseLost, WrongState
from app.inbox.import_files import import_files
from app.ingest.files import NamedBytes
from app.store.engine import open_store
from app.store.inbox_tables import DeliveredTraceRow
from app.store.lease_order import TRIES
from app.store.leases import LEASE_TIME, Lease


def test_a_trace_waits_until_it_has_been_quiet(receive, take):
    receive(arrived("t1"), arrived("t2"))
    receive(arrived("t1", b"second"), at=after(5))
    assert take(after(0.4)) is None
    assert take(after(5.4)).due == {"t2"}
    assert take(after(5.5)).due == {"t1"}
    assert take(after(5.5)) is None


def test_the_oldest_are_taken_first_and_no_more_than_asked_for(receive, take):
    for seconds, trace_id in enumerate(("t3", "t1", "t2")):
        receive(arrived(trace_id), at=after(seconds))
    assert take(after(9), limit=2).due == {"t3", "t1"}
    assert take(after(9), limit=2).due == {"t2"}


def test_what_is_assembled_is_not_taken_again(store, receive, take, done):
    receive(arrived("t1"))
    done(take(after(1)), at=after(2))
    assert take(after(1000)) is None
    with store.reading() as work:
        assert work.inbox.count_waiting() == 0


def test_the_same_bytes_delivered_again_are_kept_once(store, receive):
    receive(arrived("t1"))
    receive(arrived("t1"), arrived("t2"), at=after(1))
    with store.reading() as work:
        kept = tuple(work.deliveries.of_traces("local", ["t1", "t2"]))
    assert [(each.trace_id, each.body) for each in kept] == [("t1", b"first"), ("t2", b"first")]


def test_what_arrives_while_a_run_is_made_waits_on(store, receive, take):
    receive(arrived("t1"))
    lease = take(after(1))
    with store.reading() as work:
        read = [delivery.id for delivery in work.deliveries.of_traces("local", ["t1"])]
    receive(arrived("t1", b"second"), at=after(2))
    with store.writing() as work:
        work.leases.done(lease, read, at=after(3))
    assert take(after(9)).due == {"t1"}


def test_what_arrives_after_a_run_was_made_is_taken_up_once_the_trace_has_rested(receive, take, done):
    receive(*(arrived("t1", b"%d" % number) for number in range(1000)))
    done(take(after(1)), at=after(2))  # 2,000 spans
    receive(arrived("t1", b"late"), at=after(3))
    assert take(after(21)) is None
    assert take(after(23)).due == {"t1"}


def test_a_trace_rests_from_the_end_of_the_work_and_as_long_as_that_took(receive, take, done):
    receive(arrived("t1"))
    done(take(after(1)), at=after(301))
    receive(arrived("t1", b"late"), at=after(302))
    assert take(after(600)) is None
    assert take(after(601)).due == {"t1"}


def test_the_spans_of_the_run_that_is_read_anew_count_too(store, receive, take, done, new_id):
    """The late parcel's arm has twelve spans in its run; one more of it arrives, in a delivery of two."""
    import_files(store, [NamedBytes("run.json", late_parcel.otlp("healthy"))], viewer=GRACE, new_id=new_id)
    receive(arrived(late_parcel.trace_id("healthy")))
    lease = take(after(1))
    assert (lease.spans, lease.until) == (14, after(1) + LEASE_TIME + timedelta(milliseconds=14 * 20))
    done(lease, at=after(1))
    receive(arrived(late_parcel.trace_id("healthy"), b"late"), at=after(1))
    assert take(after(1.5)).spans == 14


def test_a_lease_whose_process_died_runs_out(receive, take):
    receive(arrived("t1"), arrived("t2"))
    assert take(after(1)).due == {"t1", "t2"}
    assert take(after(60)) is None
    assert take(after(62)).due == {"t1"}  # each by itself: one of them may be what ended the process
    assert take(after(62)).due == {"t2"}


def test_a_process_that_was_too_slow_changes_nothing_any_more(store, receive, take, done, fail):
    receive(arrived("t1"))
    slow = take(after(1))
    receive(arrived("t1", b"second"), at=after(30))
    quick = take(after(70))
    with pytest.raises(LeaseLost, match="ran out"):
        done(slow, at=after(71))
    fail(slow, at=after(71))
    done(quick, at=after(72))
    assert take(after(200)) is None
    with store.reading() as work:
        assert work.inbox.count_waiting() == 0


def test_a_process_that_was_slow_and_that_nobody_overtook_is_done(receive, take, done):
    receive(arrived("t1"))
    done(take(after(1)), at=after(500))
    assert take(after(1000)) is None


def test_a_trace_that_ends_every_process_is_set_aside(receive, take, aside):
    receive(arrived("t1"))
    for minute in range(TRIES):
        assert take(after(1 + 70 * minute)).due == {"t1"}
    assert take(after(1 + 70 * TRIES)) is None
    ((trace_id, reason),) = aside()
    assert trace_id == "t1"
    assert "before it was done, 3 times" in reason


def test_any_number_of_traces_that_ended_every_process_hold_up_no_other(store, receive, take, aside):
    receive(*(arrived(f"t{number:04d}") for number in range(1100)))
    with store.writing() as work:
        work._session.execute(update(DeliveredTraceRow).values(tries=TRIES))
    receive(arrived("innocent"), at=after(5))
    assert take(after(9)).due == {"innocent"}
    assert len(aside()) == 1100
    assert take(after(9)) is None


def test_of_traces_that_fail_together_each_is_tried_by_itself(receive, take, fail, done):
    receive(arrived("t1"), arrived("t2"))
    fail(take(after(1)), at=after(1))
    lease = take(after(1))
    assert lease.due == {"t1"}
    fail(lease, at=after(1))
    done(take(after(1)), at=after(2))
    assert take(after(4)) is None
    assert take(after(6)).due == {"t1"}


def test_what_fails_too_often_is_set_aside_with_its_reason_and_can_be_tried_again(store, receive, take, fail, aside):
    receive(arrived("t1"))
    for number in range(TRIES):
        assert aside() == []
        fail(take(after(100 * (number + 1))), at=after(100 * (number + 1)))
    assert take(after(1000)) is None
    assert aside() == [("t1", "it is damaged")]
    with store.writing() as work:
        work.inbox.retry("local", ["t1"], now=after(2000))
    assert aside() == []
    assert take(after(2000)).due == {"t1"}


def test_what_was_set_aside_gets_one_more_try_when_something_arrives(receive, take, fail, aside):
    receive(arrived("t1"))
    for number in range(TRIES):
        fail(take(after(100 * (number + 1))), at=after(100 * (number + 1)))
    receive(arrived("t1", b"second"), at=after(1000))
    fail(take(after(1001)), at=after(1001))
    assert take(after(2000)) is None
    assert aside() == [("t1", "it is damaged")]


def test_linked_traces_are_taken_up_together_from_either_side(receive, take, done):
    receive(arrived("t1"))
    done(take(after(1)), at=after(1))
    receive(arrived("t2", linked=["t1"]), at=after(2))
    lease = take(after(3))
    assert (lease.due, lease.companions) == ({"t2"}, {"t1"})
    done(lease, at=after(3))
    receive(arrived("t1", b"late"), at=after(4))
    assert take(after(9)).trace_ids == {"t1", "t2"}


def test_a_trace_that_always_fails_takes_no_linked_trace_with_it(receive, take, fail, done, aside):
    receive(arrived("bad", linked=["good"]), arrived("good"))
    for minute in range(1, 9):
        while lease := take(after(60 * minute)):
            end = fail if "bad" in lease.trace_ids else done
            end(lease, at=after(60 * minute))
    assert aside() == [("bad", "it is damaged")]
    receive(arrived("good", b"late"), at=after(1000))
    assert take(after(1001)).trace_ids == {"good"}


def test_a_trace_that_a_run_holds_stays_with_it_whatever_came_later(receive, take, fail, done):
    receive(arrived("t1", linked=["t2"]), arrived("t2"))
    done(take(after(1)), at=after(1))
    receive(arrived("t1", b"damaged"), at=after(2))
    for minute in range(1, 1 + TRIES):
        fail(take(after(60 * minute)), at=after(60 * minute))
    receive(arrived("t2", b"late"), at=after(1000))
    assert take(after(1001)).trace_ids == {"t1", "t2"}


def test_a_trace_waits_for_whoever_has_what_it_is_linked_to(receive, take, done):
    receive(arrived("t1"))
    first = take(after(1))
    receive(arrived("t2", linked=["t1"]), at=after(2))
    assert take(after(3)) is None
    done(first, at=after(3))
    assert take(after(9)).trace_ids == {"t1", "t2"}


def test_many_processes_take_each_trace_once(store, receive):
    receive(*(arrived(f"t{number:02d}") for number in range(60)))

    def work_on(_process):
        own = open_store(store.engine.url.render_as_string(hide_password=False))
        taken = []
        while True:
            with own.writing() as work:
                lease = work.leases.take(now=after(1), limit=4)
            if lease is None:
                own.close()
                return taken
            taken += sorted(lease.due)

    with ThreadPoolExecutor(4) as processes:
        taken = [trace_id for some in processes.map(work_on, range(4)) for trace_id in some]
    assert sorted(taken) == [f"t{number:02d}" for number in range(60)]


def test_a_lease_that_is_undone_was_never_made(store, receive, take):
    receive(arrived("t1"))

    def interrupted():
        with store.writing() as work:
            work.leases.take(now=after(1), limit=20)
            raise WrongState("the process ends")

    with pytest.raises(WrongState):
        interrupted()
    assert take(after(1)).due == {"t1"}


def test_a_trace_of_many_thousand_spans_rests_nine_times_as_long_as_its_work():
    names = {"workspace": "local", "due": frozenset({"t1"}), "companions": frozenset()}
    lease = Lease(**names, spans=50_000, since=after(0), until=after(3600))
    assert [lease.rest(after(work)).total_seconds() for work in (1, 20, 100, 1000)] == [60, 180, 600, 1000]
