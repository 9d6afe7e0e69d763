"""Many writers of runs at once: one run stands for each trace, and no deletion takes what an import counts on."""

import json
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC, datetime
from itertools import count

import late_parcel
import pytest
from workspace_owner import GRACE

from app.domain.errors import NotFound, Overloaded, RunMoved
from app.inbox.delete_runs import delete_runs
from app.inbox.gathering import Groundwork
from app.inbox.import_files import import_files
from app.inbox.keep_runs import keep_all, prepare_all
from app.ingest.decode import assemble, read_files
from app.ingest.files import NamedBytes
from app.store.check import problems
from app.store.engine import open_store

NINE = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
TRACES = 5


def parcel(number, *, said="as it was"):
    """The healthy arm as another trace, whose messages are those of all others."""
    body = json.loads(late_parcel.otlp("healthy"))
    (scope,) = body["resourceSpans"][0]["scopeSpans"]
    for span in scope["spans"]:
        span["traceId"] = f"{number + 1:032x}"
        span["name"] += f" {said}"
    return NamedBytes("parcel.json", json.dumps(body).encode())


@pytest.fixture
def writer(store):
    """A connection of its own to the database, as another process has."""

    @contextmanager
    def opened():
        own = open_store(store.engine.url.render_as_string(hide_password=False))
        yield own
        own.close()

    return opened


def until_done(write):
    """As a client does that is told to come back."""
    while True:
        try:
            return write()
        except Overloaded:
            continue


def current(store):
    with store.engine.connect() as connection:
        rows = connection.exec_driver_sql("select trace_id, run_id from run_trace").all()
        listed = (
            connection.exec_driver_sql("select id from run where source = 'imported' and current").scalars().all()
        )
    assert sorted(run_id for _, run_id in rows) == sorted(listed)
    return dict(tuple(row) for row in rows)


def test_lost_contents_and_a_run_that_stands_for_nothing_are_found(store, new_id):
    (run,) = import_files(store, [parcel(1)], viewer=GRACE, new_id=new_id)
    with store.engine.begin() as connection:
        connection.exec_driver_sql("delete from message where workspace = 'local'")
        connection.exec_driver_sql("delete from run_trace")
    lost, wrong = problems(store)
    assert lost.startswith(f"run {run.run}: ")
    assert lost.endswith("of the contents that it is made of are missing; restore a backup")
    assert wrong.startswith(f"run {run.run}: it is listed and stands for no trace")


@pytest.mark.parametrize("same", [True, False], ids=["of the same", "each of something else"])
def test_of_four_importers_at_once_one_run_stands_for_each_trace(store, writer, same):
    def write(name):
        with writer() as own:
            ids = (f"{name}{number:04d}" for number in count())
            said = "as it was" if same else f"by {name}"
            for number in range(TRACES):
                until_done(
                    lambda number=number: import_files(
                        own, [parcel(number, said=said)], viewer=GRACE, new_id=lambda: next(ids)
                    )
                )

    with ThreadPoolExecutor(4) as writers:
        list(writers.map(write, "abcd"))
    assert len(current(store)) == TRACES
    assert problems(store) == []


def test_of_what_four_importers_bring_of_one_trace_nothing_is_lost(store, writer):
    body = json.loads(late_parcel.otlp("healthy"))
    (scope,) = body["resourceSpans"][0]["scopeSpans"]
    spans = scope["spans"]

    def write(name):
        with writer() as own:
            ids = (f"{name}{number:04d}" for number in count())
            for place in range("abcd".index(name), len(spans), 4):
                alone = {"resourceSpans": [{"scopeSpans": [scope | {"spans": [spans[place]]}]}]}
                file = NamedBytes("one.json", json.dumps(alone).encode())
                until_done(lambda file=file: import_files(own, [file], viewer=GRACE, new_id=lambda: next(ids)))

    with ThreadPoolExecutor(4) as writers:
        list(writers.map(write, "abcd"))
    with store.reading() as work:
        (run,) = work.run_list.latest("local", limit=9).runs
    assert run.span_count == len(spans)
    assert problems(store) == []


def test_a_deletion_waits_for_an_import_that_counts_on_the_same_words(store, writer, new_id):
    (old,) = import_files(store, [parcel(1)], viewer=GRACE, new_id=new_id)
    batch = read_files([parcel(2)])
    (ready,) = prepare_all(assemble(batch), batch, new_id=new_id, workspace="local")
    ground = Groundwork(batch, runs=frozenset(), news=frozenset({ready.rows.run["trace_id"]}))
    with writer() as own, ThreadPoolExecutor(1) as another:
        with store.writing() as work:
            keep_all(work, [ready], ground, workspace="local")
            deleting = another.submit(delete_runs, own, [old.run], viewer=GRACE, now=NINE)
            with pytest.raises(TimeoutError):
                deleting.result(timeout=0.5)
        assert deleting.result() == (old.run,)
    assert problems(store) == []


def test_a_deletion_beside_imports_takes_nothing_that_they_count_on(store, writer):
    def bring(name):
        with writer() as own:
            ids = (f"{name}{number:04d}" for number in count())
            for number in range(20):
                until_done(
                    lambda number=number: import_files(
                        own, [parcel(number, said=name)], viewer=GRACE, new_id=lambda: next(ids)
                    )
                )

    def delete(_):
        with writer() as own:
            for _ in range(40):
                with own.reading() as work:
                    runs = work.run_list.latest("local", limit=3).runs
                for run in runs:
                    try:
                        until_done(lambda run=run: delete_runs(own, [run.id], viewer=GRACE, now=NINE))
                    except (NotFound, RunMoved):
                        continue  # another was quicker

    with ThreadPoolExecutor(3) as writers:
        list(writers.map(lambda job: job[0](job[1]), [(bring, "a"), (bring, "b"), (delete, "")]))
    assert problems(store) == []
    left = list(current(store).values())
    if left:
        delete_runs(store, left, viewer=GRACE, now=NINE)
    with store.engine.connect() as connection:
        for table in ("message", "tool_definition", "context_block", "run_trace", "run_alias", "loose_content"):
            told = connection.exec_driver_sql(f"select count(*) from {table}").scalar()
            assert told == 0, table


def test_a_run_of_two_traces_gives_way_to_a_run_of_each(store, new_id):
    one, two = parcel(1), parcel(2)
    body = json.loads(one.body)
    (scope,) = body["resourceSpans"][0]["scopeSpans"]
    scope["spans"][0]["links"] = [{"traceId": f"{3:032x}", "spanId": scope["spans"][0]["spanId"]}]
    both = NamedBytes("one.json", json.dumps(body).encode())
    (joint,) = import_files(store, [both, two], viewer=GRACE, new_id=new_id)
    batch = read_files([one, two])
    ready = prepare_all(assemble(batch), batch, new_id=new_id, workspace="local")
    with store.writing() as work:
        keep_all(work, ready, Groundwork(batch, frozenset([joint.run]), frozenset()), workspace="local")
    first, second = (each.rows.run["id"] for each in ready)
    assert current(store) == {f"{2:032x}": first, f"{3:032x}": second}
    assert problems(store) == []
    with store.reading() as work, pytest.raises(RunMoved) as moved:
        work.runs.one("local", joint.run)
    assert moved.value.to == first
