"""One run stands for a trace; a run that says more takes its place, and what is pinned stays."""

import json

import late_parcel
import pytest
from workspace_owner import GRACE

from app.domain.change import AttemptStarted, RunAssigned
from app.domain.errors import NotFound, RunMoved, StatementRefused
from app.domain.scenario import Reveal
from app.inbox.delete_runs import delete_runs
from app.inbox.import_files import import_files
from app.ingest.files import NamedBytes


def parcel(*, spans=10, **more):
    """The first spans of the late parcel's healthy arm, or all of them, as a file."""
    body = json.loads(late_parcel.otlp("healthy"))
    (scope,) = body["resourceSpans"][0]["scopeSpans"]
    scope["spans"] = [span | more for span in scope["spans"][:spans]]
    return NamedBytes("parcel.json", json.dumps(body).encode())


@pytest.fixture
def bring(store, new_id):
    """Imports files together, and gives the one run of theirs."""

    def imported(*files):
        (run,) = import_files(store, files, viewer=GRACE, new_id=new_id)
        return run

    return imported


def listed(store):
    with store.reading() as work:
        return [run.id for run in work.run_list.latest("local", limit=9).runs]


def table(store, query):
    with store.engine.connect() as connection:
        return [tuple(row) for row in connection.exec_driver_sql(query)]


def pin(store, run_id):
    """Ada's attempt at this run."""
    start = AttemptStarted(scenario="late-parcel", variant="a", reveal=Reveal.OPEN)
    with store.writing() as work:
        changes = [start, RunAssigned(run_id=run_id, last_step=8)]
        work.attempts.begin("one", changes, reader="ada", at=late_parcel_started())


def late_parcel_started():
    from datetime import UTC, datetime

    return datetime(2026, 11, 22, 9, 0, tzinfo=UTC)


def test_the_same_content_is_known(store, bring):
    first, again = bring(parcel()), bring(parcel())
    assert (again.run, again.known) == (first.run, True)
    assert listed(store) == [first.run]


def test_other_content_is_another_run_and_the_old_address_leads_there(store, bring):
    first, second, third = bring(parcel(spans=4)), bring(parcel(spans=6)), bring(parcel())
    assert len({first.run, second.run, third.run}) == 3
    assert listed(store) == [third.run]
    with store.reading() as work:
        for old in (first.run, second.run):
            with pytest.raises(RunMoved) as moved:
                work.runs.one("local", old)
            assert moved.value.to == third.run
            with pytest.raises(NotFound):
                work.runs.one("public", old)
    assert table(store, f"select count(*) from step where run_id <> '{third.run}'") == [(0,)]


def test_a_pinned_run_stays_as_it_is_and_is_listed_no_more(store, bring):
    first = bring(parcel(spans=4))
    with store.reading() as work:
        before = work.full_run(first.run)
    pin(store, first.run)
    second = bring(parcel())
    assert listed(store) == [second.run]
    with store.reading() as work:
        assert work.runs.one("local", first.run).step_count == before.steps[-1].number
        assert work.full_run(first.run).steps == before.steps


def test_the_database_itself_refuses_to_remove_a_pinned_run(store, bring):
    run = bring(parcel())
    pin(store, run.run)
    with pytest.raises(StatementRefused), store.writing() as work:
        work.runs.remove([run.run])


def linked_parcel(*, spans=10):
    """The first spans of another arm, whose first is linked to the healthy one's."""
    other = json.loads(late_parcel.otlp("retry"))
    (scope,) = other["resourceSpans"][0]["scopeSpans"]
    link = {"traceId": late_parcel.trace_id("healthy"), "spanId": late_parcel.span_id("healthy", "root")}
    scope["spans"] = scope["spans"][:spans]
    scope["spans"][0]["links"] = [link]
    return NamedBytes("linked.json", json.dumps(other).encode())


@pytest.mark.parametrize("asked", [0, 1])
def test_whoever_deletes_one_reading_deletes_all_that_hold_its_traces(store, bring, asked):
    """A pinned run of two traces under the name of one; then more of both, which is one run under the other's name."""
    first = bring(linked_parcel(spans=4), parcel(spans=4, startTimeUnixNano="1900000000000000000"))
    pin(store, first.run)
    second = bring(parcel(), linked_parcel())
    with store.reading() as work:
        same = work.runs.of_same_traces("local", (first, second)[asked].run)
    assert same.runs == tuple(sorted([first.run, second.run]))
    assert same.trace_ids == tuple(sorted(late_parcel.trace_id(arm) for arm in ("healthy", "retry")))
    delete_runs(store, [(first, second)[asked].run], viewer=GRACE, now=late_parcel_started())
    assert table(store, "select count(*) from run where source = 'imported'") == [(0,)]
    assert table(store, "select count(*) from former_run_trace") == [(0,)]


def test_a_pinned_run_remembers_which_traces_it_held(store, bring):
    """It is named after the trace that is linked; the run that takes its place after the one that came later."""
    alone = bring(linked_parcel(spans=4))
    pin(store, alone.run)
    both = bring(parcel(), linked_parcel())
    assert table(store, "select run_id, trace_id from former_run_trace") == [
        (alone.run, late_parcel.trace_id("retry"))
    ]
    with store.reading() as work:
        assert work.runs.of_same_traces("local", alone.run).runs == tuple(sorted([alone.run, both.run]))


def test_a_run_of_linked_traces_stands_for_each_of_them(store, bring):
    linked = linked_parcel()
    alone = bring(parcel())
    both = bring(parcel(), linked)
    assert sorted(table(store, "select trace_id, run_id from run_trace")) == sorted(
        (late_parcel.trace_id(arm), both.run) for arm in ("healthy", "retry")
    )
    with store.reading() as work, pytest.raises(RunMoved):
        work.runs.one("local", alone.run)


def test_what_only_the_old_run_was_made_of_is_swept_up(store, bring):
    bring(parcel(spans=4))
    before = set(table(store, "select hash from message where workspace = 'local'"))
    bring(
        NamedBytes(
            "other.json", late_parcel.otlp("healthy").replace(b"Where is my parcel", b"Where is that very parcel")
        )
    )
    after = set(table(store, "select hash from message where workspace = 'local'"))
    assert before - after
    assert table(store, "select count(*) from loose_content") == [(0,)]
    used = set(
        table(store, "select run_content.hash from run_content join run on run.id = run_id where workspace = 'local'")
    )
    assert after <= used


def test_the_address_of_a_replaced_run_leads_on_for_people_and_programs(ada, store):
    (old,) = import_files(store, [parcel(spans=4)], viewer=GRACE, new_id=lambda: "a" * 20)
    (new,) = import_files(store, [parcel()], viewer=GRACE, new_id=lambda: "b" * 20)
    for path in ("/steps/2?tab=raw", "/steps/numbers", "/export", "/steps/1/content/output"):
        answer = ada.get(f"/runs/{old.run}{path}")
        assert (answer.status_code, answer.headers["location"].removeprefix("http://misstep.test")) == (
            307,
            f"/runs/{new.run}{path}",
        )
    for path in ("", "/steps", "/steps/2", "/hits?q=x", "/terms"):
        answer = ada.get(f"/api/runs/{old.run}{path}")
        assert (answer.status_code, answer.headers["location"].removeprefix("http://misstep.test")) == (
            307,
            f"/api/runs/{new.run}{path}",
        )
