"""Spans and log records of one trace are joined, whichever way they came, in whatever order and how often."""

import json
from datetime import timedelta

import late_parcel
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from parcel_parts import NINE, SPANS, TRACE, listed, part, told, words
from workspace_owner import GRACE

from app.domain.errors import NotFound, TraceRejected
from app.inbox.delete_runs import delete_runs
from app.inbox.forget_deliveries import forget_deliveries
from app.inbox.import_files import import_files
from app.inbox.retire import retire
from app.ingest.files import NamedBytes
from app.store.check import problems


def test_a_late_span_that_is_delivered_joins_the_run_of_a_file(store, bring, deliver, assembled):
    bring(part(*range(9)))
    deliver(part(9))
    assembled()
    assert list(listed(store).values()) == [10]


def test_a_file_that_holds_less_takes_nothing_from_a_run(store, bring, deliver, assembled):
    deliver(part(*range(10)))
    assembled()
    before = listed(store)
    (run,) = bring(part(0, 1))
    assert (run.known, {run.run: run.spans}) == (True, before)
    assert listed(store) == before


def let_go(store, *, on=NINE + timedelta(days=30)):
    """What the receiver took is let go of after its days."""
    count = retire(store, now=on, keep=timedelta(days=7))
    with store.reading() as work:
        assert tuple(work.deliveries.of_traces("local", [TRACE])) == ()
    return count


def test_a_span_that_comes_after_the_deliveries_were_let_go_of_joins_the_run(store, deliver, assembled):
    deliver(part(*range(9)))
    assembled()
    assert let_go(store) == 1
    deliver(part(9), at=NINE + timedelta(days=31))
    assembled()
    assert list(listed(store).values()) == [10]
    assert problems(store) == []


def test_a_span_that_comes_after_its_deliveries_were_forgotten_joins_the_run(store, deliver, assembled):
    deliver(part(*range(9)))
    assembled()
    assert forget_deliveries(store, [TRACE], viewer=GRACE) == (TRACE,)
    deliver(part(9))
    assembled()
    assert list(listed(store).values()) == [10]


def test_a_span_that_comes_after_its_run_was_deleted_makes_a_new_one(store, deliver, assembled):
    deliver(part(*range(9)))
    assembled()
    let_go(store)
    delete_runs(store, list(listed(store)), viewer=GRACE, now=NINE)
    deliver(part(9), at=NINE + timedelta(days=31))
    assembled()
    assert list(listed(store).values()) == [1]


def test_spans_become_a_run_though_log_records_that_waited_for_them_were_let_go_of(store, deliver, assembled):
    deliver(words())
    assembled()
    assert let_go(store) == 1
    deliver(part(*range(10)), at=NINE + timedelta(days=31))
    assembled()
    assert list(listed(store).values()) == [10]


def test_log_records_that_wait_have_a_day_even_where_nothing_is_kept(store, bring, deliver, assembled):
    deliver(words())
    deliver(late_parcel.otlp("retry"))
    assembled()
    now = NINE + timedelta(hours=20)
    assert retire(store, now=now, keep=timedelta(0)) == 1
    assert retire(store, now=now, keep=timedelta(0)) == 0
    bring(part(*range(10)))
    assembled()
    assert [log.record.body for *_, logs in told(store) for log in logs] == ["where is it"]
    deliver(words("e" * 32))
    assembled()
    assert retire(store, now=now + timedelta(days=2), keep=timedelta(0)) == 2


def test_log_records_wait_for_spans_that_come_in_a_file(store, bring, deliver, assembled):
    deliver(words())
    assembled()
    assert listed(store) == {}
    bring(part(*range(10)))
    assembled()
    ((*_, logs),) = told(store)
    assert [log.record.body for log in logs] == ["where is it"]


@pytest.mark.parametrize("way", ["import", "deliver"])
def test_log_records_in_a_file_of_their_own_join_the_run_that_holds_their_spans(store, inbox, way):
    inbox.bring(part(*range(10))) if way == "import" else inbox.deliver(part(*range(10)))
    inbox.assembled()
    (run,) = inbox.bring(words())
    assert listed(store) == {run.run: 10}
    ((*_, repairs, _, logs),) = told(store)
    assert ([log.record.body for log in logs], repairs) == (["where is it"], [])


def test_log_records_in_a_file_whose_spans_are_nowhere_are_refused(store, bring):
    bring(late_parcel.otlp("retry"))
    before = listed(store)
    with pytest.raises(TraceRejected, match=r"^0\.json: no spans found \(1 log records, but none of their spans"):
        bring(words())
    assert listed(store) == before


def test_a_log_record_of_a_span_that_is_still_to_come_is_not_lost(store, bring, deliver, assembled):
    bring(part(0))
    deliver(words())
    assembled()
    deliver(part(1))
    assembled()
    ((*_, repairs, _, logs),) = told(store)
    assert [log.record.body for log in logs] == ["where is it"]
    assert not [sentence for sentence in repairs if "log record" in sentence]


def test_what_was_assembled_is_not_decoded_again(store, deliver, assembled):
    deliver(part(*range(9)))
    assembled()
    with store.engine.begin() as connection:
        connection.exec_driver_sql("update delivery set media_type = 'application/x-protobuf'")  # which it is not
    deliver(part(9))
    assembled()
    assert list(listed(store).values()) == [10]


@pytest.mark.parametrize("first", [0, 1], ids=["the linked first", "the linking first"])
@pytest.mark.parametrize("ways", ["ii", "id", "di"])
def test_linked_traces_are_one_run_whichever_way_each_came(store, inbox, first, ways):
    other = json.loads(late_parcel.otlp("retry"))
    (scope,) = other["resourceSpans"][0]["scopeSpans"]
    scope["spans"][0]["links"] = [{"traceId": TRACE, "spanId": late_parcel.span_id("healthy", "root")}]
    bodies = [part(*range(10)), json.dumps(other).encode()]
    for way, body in zip(ways, bodies if first == 0 else reversed(bodies), strict=True):
        inbox.bring(body) if way == "i" else inbox.deliver(body)
        inbox.assembled()
    assert list(listed(store).values()) == [10 + len(scope["spans"])]


def test_a_run_that_is_deleted_while_a_file_is_read_does_not_come_back(store, bring, new_id):
    (old,) = bring(part(*range(9)))
    deleted = []

    def deleting():
        if not deleted:
            deleted.extend(delete_runs(store, [old.run], viewer=GRACE, now=NINE))
        return new_id()

    (run,) = import_files(store, [NamedBytes("late.json", part(9))], viewer=GRACE, new_id=deleting)
    assert (deleted, listed(store)) == ([old.run], {run.run: 1})
    with store.reading() as work, pytest.raises(NotFound):
        work.runs.one("local", old.run)


def test_a_run_that_grows_while_a_file_is_read_loses_nothing(store, bring, new_id):
    bring(part(0, 1))
    others = [part(2, 3), part(4)]

    def growing():
        if others:
            bring(others.pop())
        return new_id()

    import_files(store, [NamedBytes("late.json", part(9))], viewer=GRACE, new_id=growing)
    assert list(listed(store).values()) == [6]
    assert problems(store) == []


PIECES = st.lists(
    st.tuples(st.sampled_from(["import", "deliver", "deliver and assemble"]), st.sets(st.integers(0, SPANS - 1))),
    max_size=5,
)


@settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(pieces=PIECES, last=st.sampled_from(["import", "deliver"]), logs=st.integers(0, 5))
def test_any_split_gives_the_run_that_one_import_of_all_gives(store, inbox, pieces, last, logs):
    missing = set(range(SPANS)).difference(*(places for _, places in pieces))
    for place, (way, places) in enumerate([*pieces, (last, missing)]):
        if place == min(logs, len(pieces)):
            inbox.deliver(words())
        if places and way == "import":
            inbox.bring(part(*sorted(places)))
        elif places:
            inbox.deliver(part(*sorted(places)))
        if way == "deliver and assemble":
            inbox.assembled()
    inbox.assembled()
    split = told(store)
    delete_runs(store, list(listed(store)), viewer=GRACE, now=NINE)
    inbox.bring(part(*range(SPANS)), words())
    assert split == told(store)
    delete_runs(store, list(listed(store)), viewer=GRACE, now=NINE)
