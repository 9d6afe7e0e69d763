"""A run comes back from the database as it went in, and its repeated content is stored once."""

from dataclasses import replace

import late_parcel
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import event

from app.assembly.steps import run_of
from app.domain.errors import NotFound
from app.domain.inside import InnerEvent
from app.domain.message import Message, Text, ToolDefinition
from app.domain.span import LogRecord, Span, SpanEvent, SpanLink, Status
from app.domain.step import Context, Run, StateChange, Step, StepKind, Try, Usage
from app.domain.trace import Trace
from app.ingest.decode import NamedBytes, decode
from app.replay.arrivals import ArrivalKind, FirstArrival
from app.replay.step_relations import step_relations
from app.store.keys import Keys
from app.store.pool import message_bodies, split, tool_bodies
from app.store.run_rows import rows_of
from app.store.span_chunks import SPANS, chunked
from app.store.step_payload import StepBody, read_step, step_body


@pytest.fixture
def trace():
    return decode([NamedBytes("arm", late_parcel.otlp("healthy"))])[0]


def add(store, trace, run=None, run_id="run"):
    run = run or run_of(trace)
    with store.writing() as work:
        work.runs.add(rows_of(run, trace, run_id=run_id, workspace="local", source="imported"))
    return run


def test_every_step_comes_back_as_it_went_in(store, trace):
    run = add(store, trace)
    with store.reading() as work:
        assert tuple(work.steps.one("run", step.number).step for step in run.steps) == run.steps
        assert work.steps.many("run", [2, 5]) == (run.steps[1], run.steps[4])


def test_the_whole_run_comes_back(store, trace):
    run = add(store, trace)
    with store.reading() as work:
        stored = work.full_run("run")
        assert stored.steps == run.steps
        assert dict(stored.messages) == {key: run.messages[key] for key in stored.messages}
        assert {key for step in run.steps for key in step.output_messages} <= set(stored.messages)
        assert (stored.lanes, stored.containers, stored.repairs, stored.trace_id) == (
            run.lanes,
            run.containers,
            run.repairs,
            run.trace_id,
        )


def test_what_lies_inside_a_step_comes_back_apart_from_the_step(store, trace):
    built = {"index.build": "2026-10-01", "misstep.injected": "stale_index"}
    log = LogRecord(name="router", time_ns=5, body={"rule": 3})
    spans = [replace(span, attributes={**span.attributes, **built}, logs=(log,)) for span in trace.spans]
    run = add(store, replace(trace, spans=tuple(spans)))
    with store.reading() as work:
        assert dict(work.full_run("run").inside) == run.inside
        assert work.steps.insides("run", [2, 3, 99]) == {2: run.inside[2], 3: run.inside[3]}
    call, query = run.inside[2].spans
    assert (query.name, query.facts["db.response.returned_rows"]) == ("2db", 1)
    assert (call.facts, call.events) == (
        {"index.build": "2026-10-01"},
        (InnerEvent("router", 5, {"body": {"rule": 3}}),),
    )


def test_bearings_come_back_and_know_what_a_step_encloses_by_its_span(store, trace):
    run = add(store, trace)
    expected = [
        replace(relations, closes_at=7) if relations.step == 4 else relations for relations in step_relations(run)
    ]
    with store.reading() as work:
        assert [work.steps.one("run", step.number).relations for step in run.steps] == expected


def test_the_open_steps_at_a_frontier_are_those_around_it(store, trace):
    add(store, trace)
    with store.reading() as work:
        assert [[header.number for header in work.steps.open_at("run", frontier)] for frontier in range(1, 9)] == [
            [], [], [], [4], [4], [4], [4], [],
        ]  # fmt: skip


def test_raw_spans_come_back_without_what_the_recorder_wrote(store, trace):
    add(store, trace)
    with store.reading() as work:
        stored = work.steps.one("run", 2)
        span, *_ = work.steps.spans("run", stored.places)
    (original,) = (span for span in trace.spans if span.span_id == late_parcel.span_id("healthy", "2"))
    assert "misstep.injected" in original.attributes
    assert span == replace(
        original, attributes={key: value for key, value in original.attributes.items() if key != "misstep.injected"}
    )


def test_spans_with_events_links_and_logs_come_back(store, trace):
    first = replace(
        trace.spans[0],
        status=Status.ERROR,
        events=(SpanEvent("e", 5, {"a": 1}), SpanEvent("misstep.note", 6)),
        links=(SpanLink("1" * 32, "2" * 16, {"misstep.b": 1}),),
        logs=(
            LogRecord(name="l", time_ns=7, attributes={"c": [1, 2]}, body={"x": "y"}),
            LogRecord(name="misstep.log", time_ns=8),
        ),
    )
    other = replace(trace, spans=(first, *trace.spans[1:]))
    packed = rows_of(run_of(trace), other, run_id="run", workspace="local", source="imported")
    with store.writing() as work:
        work.runs.add(packed)
        run = work.full_run("run")
        found = [
            span for step in run.steps for span in work.steps.spans("run", work.steps.one("run", step.number).places)
        ]
    assert first.span_id not in {span.span_id for span in found}, "a container is no step's span"
    assert packed.run["span_count"] == len(trace.spans)


def test_a_run_is_written_with_one_statement_for_each_table(store, trace):
    rows = rows_of(run_of(trace), trace, run_id="run", workspace="local", source="imported")
    said = []
    with store.writing() as work:
        event.listen(store.engine, "before_cursor_execute", lambda *told: said.append(told[2]))
        work.runs.add(rows)
    tables = [words.split()[2] for words in said if words.startswith("INSERT")]
    assert tables == ["run", "message", "run_content", "step", "container", "span_chunk"]


def test_the_same_messages_of_two_runs_are_stored_once(store, trace):
    add(store, trace)
    before = store.engine.connect().exec_driver_sql("select count(*) from message").scalar()
    add(store, trace, run_id="another")
    assert store.engine.connect().exec_driver_sql("select count(*) from message").scalar() == before


def test_a_run_reads_what_its_own_workspace_stored(store, trace):
    run = add(store, trace)
    (key,) = run.steps[0].output_messages
    with store.writing() as work:
        work.runs.add(rows_of(run, trace, run_id="public", workspace="public", source="bundled"))
    with store.engine.begin() as connection:
        connection.exec_driver_sql("delete from message where workspace = 'local'")
    with store.reading() as work:
        assert work.pool.messages("run", [key]) == {}
        assert work.pool.messages("public", [key]) == {key: run.messages[key]}


def test_a_run_never_changes(store, trace):
    run = add(store, trace)
    add(store, trace, replace(run, steps=run.steps[:3]))
    with store.reading() as work:
        assert work.runs.step_count("run") == 8
        assert work.steps.one("run", 8).step == run.steps[7]


@pytest.mark.parametrize("ask", ["step_count", "shape"])
def test_a_run_that_is_not_there_is_not_found(store, ask):
    with store.reading() as work, pytest.raises(NotFound, match="no such run"):
        getattr(work.runs, ask)("nothing")


def test_a_bundled_run_is_no_imported_one(store):
    with store.writing() as work:
        from app.reading.bundled_run import load_run

        run_id = load_run(work, work.catalog.edition("late-parcel", "a"), late_parcel.RUNS["broken"])
        assert work.runs.step_count(run_id) == 8
        assert work.runs.one("public", run_id).id == run_id
        with pytest.raises(NotFound):
            work.runs.one("local", run_id)


def test_a_run_without_a_recording_and_a_step_past_the_end_are_not_found(store, trace):
    add(store, trace)
    with store.reading() as work:
        for ask in (
            lambda: work.recordings.body("nothing"),
            lambda: work.editions.recording("nothing", "arm"),
            lambda: work.editions.scenario("nothing"),
            lambda: work.catalog.edition("late-parcel", "z"),
            lambda: work.steps.relations("run", 9),
            lambda: work.open(Keys).of("nothing"),
        ):
            with pytest.raises(NotFound):
                ask()
        assert work.steps.open_at("run", 9) == ()


def test_a_long_context_shares_its_beginning_with_the_call_before():
    first, second = tuple(f"{n:032x}" for n in range(200)), tuple(f"{n:032x}" for n in range(210))
    blocks: dict[bytes, bytes] = {}
    ids, tail = split(first, blocks)
    assert (len(ids), len(tail) // 32, len(blocks)) == (3, 8, 3)
    more, _ = split(second, blocks)
    assert more == ids
    assert len(blocks) == 3


hashes = st.lists(st.integers(0, 2**128 - 1).map(lambda n: f"{n:032x}"), max_size=150).map(tuple)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25, deadline=None)
@given(hashes, hashes)
def test_any_context_comes_back(store, messages, tools):
    step = Step(
        number=1, label="1", kind=StepKind.MODEL, name="m", span_ids=("s",), status=Status.OK, started_ns=1, ended_ns=2,
        context=Context(messages=messages, tools=tools, parameters={"temperature": 0.5}, partial=True),
        usage=Usage(1, 2, 3, 4), path=("a",), repairs=("r",), output_messages=("x",), state=(StateChange(key="k", before=None, after=[1]),),
        attempts=(Try(span_ids=("s", "t"), started_ns=1, ended_ns=2, status=Status.ERROR, error="e", output={"a": 1}),),
    )  # fmt: skip
    blocks: dict[bytes, bytes] = {}
    arrivals = {"ab" * 16: ((FirstArrival(3, ArrivalKind.OUTPUT), FirstArrival(4, ArrivalKind.SAID, part=True)),)}
    body = step_body(step, places={"s": (3, 4)}, blocks=blocks, arrivals=arrivals)
    with store.writing() as work:
        put(work, blocks=blocks)
        assert read_step(body, work.pool, run_id="run") == StepBody(step, ((3, 4),), arrivals)


def put(work, **content):
    """The content of an empty run named `run`, as far as it is given."""
    run = Run(trace_id="t", steps=())
    span = Span(trace_id="t", span_id="s", parent_id=None, name="n", start_ns=1, end_ns=2)
    rows = rows_of(
        run, Trace(trace_id="t", spans=(span,), readings={}), run_id="run", workspace="local", source="imported"
    )
    work.runs.remove(["run"])
    work.runs.add(replace(rows, **content))


@pytest.mark.parametrize("result", [False, 0, 0.0, "", [], {}, None, [None, False]])
def test_a_result_that_is_empty_comes_back_as_it_was(store, result):
    step = Step(
        number=1, label="1", kind=StepKind.TOOL, name="t", span_ids=("s",), status=Status.OK, started_ns=0, ended_ns=0, input=result, output=result, cost_usd=0.0,
    )  # fmt: skip
    with store.reading() as work:
        found = read_step(step_body(step, places={}, blocks={}), work.pool, run_id="run").step
    assert (found, type(found.output)) == (step, type(result))


def test_messages_and_tools_come_back_by_hash(store):
    message, tool = Message("user", (Text("\ud800 hello"),), "ada"), ToolDefinition("t", "d", {"type": "object"})
    with store.writing() as work:
        put(work, messages=message_bodies({message.hash: message}), tools=tool_bodies({tool.hash: tool}))
        assert work.pool.messages("run", [message.hash, message.hash, "0" * 32]) == {message.hash: message}
        assert work.pool.tools("run", [tool.hash]) == {tool.hash: tool}
        assert work.pool.messages("run", []) == {}


def test_spans_lie_in_chunks_that_stay_small(trace):
    big = tuple(replace(trace.spans[0], span_id=f"{n:016x}", attributes={"a": "x" * 150_000}) for n in range(5))
    small = tuple(replace(trace.spans[0], span_id=f"{n + 50:016x}", attributes={}) for n in range(70))
    found = chunked(Run(trace_id="t", steps=()), (*big, *small))
    assert [len(chunk) for chunk in found.chunks][:3] == [2, 2, SPANS]
    assert all(found.chunks[chunk][index].span_id == span_id for span_id, (chunk, index) in found.places.items())


def test_a_step_that_no_span_backs_comes_back(store):
    rebuilt = Step(
        number=2, label="2", kind=StepKind.TOOL, name="t", span_ids=(), status=Status.OK, started_ns=1, ended_ns=2,
        rebuilt=True,
    )  # fmt: skip
    with store.reading() as work:
        assert read_step(step_body(rebuilt, places={}, blocks={}), work.pool, run_id="run") == StepBody(
            rebuilt, (), {}
        )
