"""What is nobody's fault costs a trace no try, and what cannot be done for one trace holds up no other."""

import json
import sqlite3
from datetime import timedelta
from errno import ENOSPC
from threading import Timer

import late_parcel
import pytest
from parcel_parts import NINE, TRACE, listed, part
from sqlalchemy import event, text
from workspace_owner import GRACE

from app.domain.errors import DiskFull, Overloaded, RunsChanged
from app.inbox.assemble import assemble
from app.inbox.delete_runs import delete_runs
from app.store.deliveries import arrival
from app.store.lease_order import TRIES

LATER = NINE + timedelta(hours=1)


def fares(store, trace_id=TRACE):
    """How often the trace was tried, and whether it waits."""
    query = text("select tries, due_at is not null from delivered_trace where trace_id = :trace")
    with store.engine.connect() as connection:
        return tuple(connection.execute(query, {"trace": trace_id}).one())


def test_a_busy_database_costs_a_trace_no_try(store, deliver, new_id):
    deliver(part(*range(10)))

    def busy():
        raise Overloaded("the database is busy")

    for minute in range(TRIES + 1):
        with pytest.raises(Overloaded):
            assemble(store, clock=lambda minute=minute: LATER + timedelta(minutes=minute), new_id=busy)
        assert fares(store) == (0, True)
    assert assemble(store, clock=lambda: LATER + timedelta(hours=1), new_id=new_id) == 1
    assert list(listed(store).values()) == [10]


def test_what_was_given_back_waits_a_moment(store, deliver, new_id):
    deliver(part(*range(10)))

    def busy():
        raise Overloaded("the database is busy")

    with pytest.raises(Overloaded):
        assemble(store, clock=lambda: LATER, new_id=busy)
    assert assemble(store, clock=lambda: LATER + timedelta(seconds=1), new_id=new_id) == 0
    assert assemble(store, clock=lambda: LATER + timedelta(seconds=2), new_id=new_id) == 1


def test_a_machine_that_is_short_of_something_costs_a_trace_no_try(store, deliver, new_id):
    deliver(part(*range(10)))
    short = iter([OSError(ENOSPC, "No space left on device"), MemoryError()])

    def out_of():
        raise next(short)

    with pytest.raises(DiskFull):
        assemble(store, clock=lambda: LATER, new_id=out_of)
    with pytest.raises(Overloaded, match="short of memory"):
        assemble(store, clock=lambda: LATER + timedelta(minutes=1), new_id=out_of)
    assert fares(store) == (0, True)
    assert assemble(store, clock=lambda: LATER + timedelta(hours=1), new_id=new_id) == 1
    assert list(listed(store).values()) == [10]


@pytest.mark.sqlite
def test_traces_of_which_nothing_can_be_noted_are_not_those_of_a_process_that_died(store, deliver, new_id):
    """The database is locked just when a run is to be written, and stays so for a while."""
    deliver(part(*range(10)))
    event.listen(store.engine, "checkout", lambda driver, *_: driver.execute("pragma busy_timeout = 1").close())
    other = sqlite3.connect(store.engine.url.database, isolation_level=None, check_same_thread=False)

    def locked():
        other.execute("begin immediate")
        Timer(2, other.rollback).start()
        return new_id()

    with pytest.raises(Overloaded):
        assemble(store, clock=lambda: LATER, new_id=locked)
    assert fares(store) == (0, True)
    assert assemble(store, clock=lambda: LATER + timedelta(seconds=2), new_id=new_id) == 1
    other.close()


def test_runs_that_change_all_the_time_cost_a_trace_no_try(store, bring, deliver, new_id):
    bring(part(0))
    deliver(part(9))
    places = iter(range(1, 9))

    def growing():
        bring(part(next(places)))
        return new_id()

    with pytest.raises(RunsChanged):
        assemble(store, clock=lambda: LATER, new_id=growing)
    assert len(list(places)) == 3  # five times
    assert fares(store) == (0, True)
    assert assemble(store, clock=lambda: LATER + timedelta(hours=1), new_id=new_id) == 1
    assert list(listed(store).values()) == [7]


def test_a_deletion_costs_what_was_taken_up_with_its_trace_no_try(store, deliver, new_id):
    deliver(part(0))
    assert assemble(store, clock=lambda: LATER, new_id=new_id) == 1
    deliver(part(1))
    deliver(late_parcel.otlp("retry"))
    old = list(listed(store))

    def deleting():
        while old:
            delete_runs(store, [old.pop()], viewer=GRACE, now=NINE)
        return new_id()

    assemble(store, clock=lambda: LATER + timedelta(hours=1), new_id=deleting)
    assert fares(store, late_parcel.trace_id("retry")) == (0, True)
    assert assemble(store, clock=lambda: LATER + timedelta(hours=2), new_id=new_id) == 1
    assert list(listed(store).values()) == [12]


REFUSAL = {
    "sqlite": [
        """create trigger no before update on delivered_trace
        when new.trace_id = 'bad' and new.leased_until is not null begin select raise(abort, 'no'); end"""
    ],
    "postgresql": [
        "create function no() returns trigger language plpgsql as $$ begin raise exception 'no'; end $$",
        """create trigger no before update on delivered_trace for each row
        when (new.trace_id = 'bad' and new.leased_until is not null) execute function no()""",
    ],
}


def test_a_trace_that_cannot_be_taken_up_is_set_aside_and_holds_up_no_other(store, deliver, new_id, database):
    with store.engine.begin() as connection:
        for statement in REFUSAL[database]:
            connection.exec_driver_sql(statement)
    with store.writing() as work:
        bad = arrival("bad", part(0), media_type="application/json", spans=1)
        work.inbox.receive("local", [bad], at=NINE - timedelta(hours=1))
    deliver(part(*range(10)))
    for minute in range(1, 2 + TRIES + 1):
        assemble(store, clock=lambda minute=minute: LATER + timedelta(minutes=minute), new_id=new_id)
    assert list(listed(store).values()) == [10]
    with store.reading() as work:
        ((trace_id, reason),) = [(failed.trace_id, failed.reason) for failed in work.inbox.failed("local")]
    assert (trace_id, reason.startswith("the database refuses this")) == ("bad", True)


def linked(number, hub):
    """A span of a trace of its own that is linked to another."""
    body = json.loads(part(1))
    ((span,),) = [scope["spans"] for scope in body["resourceSpans"][0]["scopeSpans"]]
    span |= {"traceId": f"{number:032x}", "links": [{"traceId": hub, "spanId": "1" * 16}]}
    return body["resourceSpans"][0]


def test_more_linked_traces_than_a_statement_has_parameters_are_one_run(store, deliver, new_id):
    if store.engine.dialect.name == "sqlite":  # its own limit is 32,766, and that many would take a while
        store.engine.dispose()
        event.listen(
            store.engine, "connect", lambda driver, _: driver.setlimit(sqlite3.SQLITE_LIMIT_VARIABLE_NUMBER, 900)
        )
    deliver(json.dumps({"resourceSpans": [linked(number, TRACE) for number in range(1, 1001)]}).encode())
    deliver(part(*range(10)))
    for minute in range(1, 4):
        assemble(store, clock=lambda minute=minute: LATER + timedelta(minutes=minute), new_id=new_id)
    assert list(listed(store).values()) == [1010]
    delete_runs(store, list(listed(store)), viewer=GRACE, now=NINE)
    with store.reading() as work:
        assert work.inbox.known("local", [f"{number:032x}" for number in range(1, 1001)]) == frozenset()
