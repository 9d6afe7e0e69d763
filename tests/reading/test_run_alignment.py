"""Runs are aligned once: neither a page nor a second reader makes it be done anew."""

from dataclasses import replace

import pytest

from app.domain.errors import NotFound
from app.domain.span import Span, Status
from app.domain.step import Run, StateChange, Step, StepKind
from app.domain.trace import Trace
from app.reading.run_alignment import KEPT, run_alignment
from app.replay.alignment import AlignmentRow
from app.store.run_rows import rows_of

LOOK = Step(
    number=1, label="1", kind=StepKind.TOOL, name="look", span_ids=("1" * 16,), status=Status.OK, started_ns=1, ended_ns=2
)  # fmt: skip
PAY = replace(
    LOOK,
    number=2,
    label="2",
    name="pay",
    span_ids=("2" * 16,),
    state=(StateChange(key="paid", before=None, after=1),),
)
NOTE = replace(
    LOOK, number=2, label="2", name="note", span_ids=("3" * 16,), state=(StateChange(key="notes", before=0, after=1),)
)


@pytest.fixture
def keep(store):
    """A function that keeps a run of these steps, under an id and with a digest of its content."""

    def kept(run_id, *steps, content):
        spans = tuple(
            Span(trace_id=run_id, span_id=step.span_ids[0], parent_id=None, name=step.name, start_ns=1, end_ns=2)
            for step in steps
        )
        trace = Trace(trace_id=run_id, spans=spans, readings={})
        rows = rows_of(
            Run(trace_id=run_id, steps=steps),
            trace,
            run_id=run_id,
            workspace="public",
            source="bundled",
            content=content,
        )
        with store.writing() as work:
            work.runs.add(rows)

    return kept


def twice(store, shown, other):
    """What is found in two units of work, one after the other."""
    found = []
    for _ in range(2):
        with store.reading() as work:
            found.append(run_alignment(work, shown, other))
    return found


def test_runs_that_did_not_change_are_aligned_once(store, keep):
    keep("a", LOOK, PAY, content="first-a")
    keep("b", LOOK, content="first-b")
    one, again = twice(store, "a", "b")
    assert one.alignment.rows == (AlignmentRow(1, 1), AlignmentRow(2, None))
    assert one is again


def test_a_run_that_was_read_anew_from_the_same_spans_is_aligned_anew(store, keep):
    keep("a", LOOK, PAY, content="second-a")
    keep("b", LOOK, content="second-b")
    twice(store, "a", "b")
    keep("b read anew", LOOK, PAY, content="second-b")
    assert twice(store, "a", "b read anew")[0].alignment.first_divergence is None


def test_only_so_many_alignments_are_kept(store, keep):
    keep("a", LOOK, content="third-a")
    keep("b", LOOK, content="third-b")
    (first, _) = twice(store, "a", "b")
    for number in range(KEPT):
        keep(f"c{number}", LOOK, content=f"third-c-{number}")
        twice(store, "a", f"c{number}")
    assert twice(store, "a", "b")[0] is not first


def test_what_either_run_changed_is_told_by_its_row(store, keep):
    keep("a", LOOK, PAY, content="fourth-a")
    keep("b", LOOK, NOTE, content="fourth-b")
    (found, _) = twice(store, "a", "b")
    assert found.alignment.rows == (AlignmentRow(1, 1), AlignmentRow(2, None), AlignmentRow(None, 2))
    assert found.acts == (1, 2)
    assert found.answers == (None, None)


def test_a_run_that_is_not_there_is_not_found(store):
    with store.reading() as work, pytest.raises(NotFound):
        run_alignment(work, "nowhere", "nobody")
