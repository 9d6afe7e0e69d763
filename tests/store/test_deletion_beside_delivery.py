"""What is delivered while something is deleted goes with it or stays whole: nothing is left that nobody knows of."""

import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import pytest
from arrivals import after, arrived
from sqlalchemy import text
from workspace_owner import GRACE

from app.domain.errors import NotFound
from app.inbox.forget_deliveries import forget_deliveries
from app.store.check import problems
from app.store.engine import open_store


@contextmanager
def beside(store, change):
    """Another process begins a change while a unit of work goes on; the change has ended when this does."""
    other = open_store(store.engine.url.render_as_string(hide_password=False))
    with ThreadPoolExecutor(1) as process:
        begun = []

        def begin():
            begun.append(process.submit(change, other))
            until_somebody_waits(store)

        yield begin
        begun[0].result(20)
    other.close()


def until_somebody_waits(store):
    if store.engine.dialect.name == "sqlite":
        time.sleep(0.3)  # the one writer of SQLite waits without a sign of it
        return
    waiting = text("select count(*) from pg_locks where not granted")
    for _ in range(200):
        with store.engine.connect() as connection:
            if connection.scalar(waiting):
                return
        time.sleep(0.05)
    raise AssertionError("nobody waits")


def forgotten(store):
    forget_deliveries(store, ["t1", "t2"], viewer=GRACE)


def test_what_is_just_delivered_of_a_trace_that_is_deleted_goes_with_it(store, receive):
    receive(arrived("t1"), arrived("t2"))
    with beside(store, forgotten) as begin, store.writing() as work:
        work.inbox.receive("local", [arrived("t2", b"second")], at=after(1))
        begin()
    with store.reading() as work:
        assert tuple(work.deliveries.of_traces("local", ["t1", "t2"])) == ()
    assert problems(store) == []


def test_what_is_delivered_after_a_deletion_has_begun_is_new(store, receive, take):
    receive(arrived("t1"), arrived("t2"))

    def second(other):
        with other.writing() as work:
            work.inbox.receive("local", [arrived("t2", b"second")], at=after(1))

    with beside(store, second) as begin, store.writing() as work:
        work.inbox.forget("local", ["t2", "t1"])
        begin()
    assert take(after(2)).due == {"t2"}
    assert problems(store) == []


def test_deliveries_that_nobody_knows_of_are_named_and_can_be_forgotten(store, receive):
    receive(arrived("t1"), arrived("t1", b"second"), arrived("t2"))
    with store.engine.begin() as connection:
        connection.exec_driver_sql("delete from delivered_trace where trace_id = 't1'")
    assert problems(store) == [
        "trace t1: 2 of its deliveries are kept, and nobody makes a run of them; `misstep inbox forget t1` removes them"
    ]
    forget_deliveries(store, ["t1"], viewer=GRACE)
    assert problems(store) == []
    with pytest.raises(NotFound):
        forget_deliveries(store, ["t1"], viewer=GRACE)
