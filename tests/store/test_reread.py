"""Imported runs are read anew on purpose: from what was recorded, as another run, and never by accident."""

import json

import late_parcel
import pytest
from workspace_owner import GRACE

from app.domain.errors import NotFound, RunMoved
from app.inbox.import_files import import_files
from app.inbox.reread_runs import Rereading, reread_runs
from app.ingest.files import NamedBytes


def broken_parcel():
    """A recording with everything to repair: a lost parent, a clock behind, an end that is missing, a span twice."""
    body = json.loads(late_parcel.otlp("healthy"))
    (scope,) = body["resourceSpans"][0]["scopeSpans"]
    spans = scope["spans"]
    spans[1]["parentSpanId"] = "f" * 16
    spans[3]["startTimeUnixNano"] = str(int(spans[3]["startTimeUnixNano"]) - 3_600_000_000_000)
    spans[2]["endTimeUnixNano"] = "0"
    spans.append(spans[4])
    return json.dumps(body).encode()


@pytest.fixture
def bring(store, new_id):
    def imported(body):
        (run,) = import_files(store, [NamedBytes("parcel.json", body)], viewer=GRACE, new_id=new_id)
        return run.run

    return imported


def by_an_earlier_version(store, *run_ids):
    with store.engine.begin() as connection:
        for run_id in run_ids:
            connection.exec_driver_sql(f"update run set reader_version = 'earlier' where id = '{run_id}'")


def told(store, run_id):
    """Steps, lanes and what was repaired."""
    with store.reading() as work:
        run = work.full_run(run_id)
        return run.steps, run.lanes, run.containers, run.repairs, dict(run.messages)


@pytest.mark.parametrize("body", [late_parcel.otlp("healthy"), broken_parcel()], ids=["whole", "to be repaired"])
def test_the_same_code_reads_the_same_from_what_was_kept(store, bring, new_id, body):
    old = bring(body)
    before = told(store, old)
    by_an_earlier_version(store, old)
    (read,) = reread_runs(store, (), viewer=GRACE, new_id=new_id).runs
    (now,) = read.now
    assert (read.run, now.known, now.run != old) == (old, False, True)
    assert told(store, now.run) == before
    with store.reading() as work, pytest.raises(RunMoved):
        work.runs.one("local", old)
    assert reread_runs(store, (now.run,), viewer=GRACE, new_id=new_id) == Rereading(runs=(), refused=())


def test_only_those_named_are_read_anew(store, bring, new_id):
    one, other = bring(late_parcel.otlp("healthy")), bring(late_parcel.otlp("retry"))
    by_an_earlier_version(store, one, other)
    assert [read.run for read in reread_runs(store, (other,), viewer=GRACE, new_id=new_id).runs] == [other]
    with store.reading() as work:
        assert work.runs.one("local", one).id == one
        with pytest.raises(NotFound):
            reread_runs(store, ("nothing",), viewer=GRACE, new_id=new_id)


def test_an_import_of_the_same_file_reads_nothing_anew(store, bring):
    run = bring(late_parcel.otlp("healthy"))
    by_an_earlier_version(store, run)
    assert bring(late_parcel.otlp("healthy")) == run


def test_a_repaired_run_without_its_originals_is_refused_and_the_others_are_read(store, bring, new_id):
    run = bring(broken_parcel())
    other = bring(late_parcel.otlp("retry"))
    by_an_earlier_version(store, run, other)
    with store.engine.begin() as connection:
        connection.exec_driver_sql("update run set recorded = null")
    done = reread_runs(store, (), viewer=GRACE, new_id=new_id)
    assert [read.run for read in done.runs] == [other]
    ((refused, reason),) = [(each.run, each.reason) for each in done.refused]
    assert (refused, reason.endswith("import its file again")) == (run, True)


def test_a_run_that_grows_while_it_is_read_anew_loses_nothing(store, bring, new_id):
    """All but one of its spans are there; the last comes in another file just before the run would be written."""
    body = json.loads(late_parcel.otlp("healthy"))
    (scope,) = body["resourceSpans"][0]["scopeSpans"]
    last = scope["spans"].pop()
    run = bring(json.dumps(body).encode())
    scope["spans"] = [last]
    late = [json.dumps(body).encode()]
    by_an_earlier_version(store, run)

    def growing():
        while late:
            bring(late.pop())
        return new_id()

    assert reread_runs(store, (), viewer=GRACE, new_id=growing) == Rereading(runs=(), refused=())
    with store.reading() as work:
        (found,) = work.run_list.latest("local", limit=9).runs
    assert found.span_count == 12


def test_a_run_without_repairs_keeps_no_second_copy(store, bring):
    bring(late_parcel.otlp("healthy"))
    with store.engine.connect() as connection:
        assert connection.exec_driver_sql("select recorded from run where source = 'imported'").scalar() is None
