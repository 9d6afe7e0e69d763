"""What was delivered is let go of when it has had its days, and forgotten when told so."""

from arrivals import after, arrived

from app.store.lease_order import TRIES
from app.store.trace_links import linked_traces


def test_what_was_delivered_is_let_go_when_its_run_is_old_enough(store, receive, take, done):
    receive(arrived("t1"), arrived("t2"))
    done(take(after(1)), at=after(1))
    receive(arrived("t2", b"second"), at=after(2))
    with store.writing() as work:
        assert work.inbox.retire(before=after(1), unheld_before=after(1), limit=9) == 0
        assert work.inbox.retire(before=after(9), unheld_before=after(9), limit=9) == 1
        assert [each.trace_id for each in work.deliveries.of_traces("local", ["t1", "t2"])] == ["t2", "t2"]
    receive(arrived("t1", b"late"), at=after(10))
    assert take(after(20)).due == {"t1", "t2"}
    with store.reading() as work:
        assert [each.body for each in work.deliveries.of_traces("local", ["t1"])] == [b"late"]


def test_what_was_set_aside_is_let_go_as_long_after(store, receive, take, fail, aside):
    receive(arrived("t1"))
    for minute in range(1, 1 + TRIES):
        fail(take(after(60 * minute)), at=after(60 * minute))
    with store.writing() as work:
        assert work.inbox.retire(before=after(60 * TRIES), unheld_before=after(60 * TRIES), limit=9) == 0
        assert work.inbox.retire(before=after(60 * TRIES + 1), unheld_before=after(60 * TRIES + 1), limit=9) == 1
        assert tuple(work.deliveries.of_traces("local", ["t1"])) == ()
    assert aside() == []
    receive(arrived("t1", b"late"), at=after(1000))
    assert take(after(1001)).due == {"t1"}


def test_what_waits_to_be_tried_again_is_not_let_go(store, receive, take, fail):
    receive(arrived("t1"))
    for minute in range(1, 1 + TRIES):
        fail(take(after(60 * minute)), at=after(60 * minute))
    with store.writing() as work:
        work.inbox.retry("local", ["t1"], now=after(500))
        assert work.inbox.retire(before=after(1000), unheld_before=after(1000), limit=9) == 0
    assert take(after(500)).due == {"t1"}
    with store.writing() as work:
        assert work.inbox.retire(before=after(1000), unheld_before=after(1000), limit=9) == 0


def test_traces_stay_linked_when_their_deliveries_are_let_go(store, receive, take, done):
    receive(arrived("t1", linked=["t2"]))
    done(take(after(1)), at=after(1))
    with store.writing() as work:
        assert work.inbox.retire(before=after(9), unheld_before=after(9), limit=9) == 1
    receive(arrived("t1", b"late"), arrived("t2"), at=after(10))
    assert take(after(20)).due == {"t1", "t2"}
    with store.reading() as work:
        assert linked_traces(work._session, "local", {"t2"}) == {"t1", "t2"}


def test_what_is_forgotten_begins_anew(store, receive, take, done):
    receive(arrived("t1", linked=["t2"]), arrived("t2"))
    done(take(after(1)), at=after(1))
    with store.writing() as work:
        work.inbox.forget("local", ["t1"])
        assert [each.trace_id for each in work.deliveries.of_traces("local", ["t1", "t2"])] == ["t2"]
    receive(arrived("t1"), at=after(2))
    assert take(after(9)).trace_ids == {"t1"}
