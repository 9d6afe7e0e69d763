"""The state of a run at a step, as far as it is revealed and over."""

import late_parcel
import pytest

from app.domain.errors import NotFound, NotRevealed
from app.domain.span import Span, Status
from app.domain.step import Run, StateChange, Step, StepKind
from app.domain.trace import Trace
from app.domain.viewer import local_owner
from app.reading.bundled_run import load_run
from app.reading.imported_run import imported_window
from app.reading.read_state import read_state
from app.reading.window import Window
from app.store.packed import pack, unpack
from app.store.run_rows import rows_of


@pytest.fixture
def parcel(work):
    """The id of the bundled run."""
    return load_run(work, work.catalog.edition("late-parcel", "a"), late_parcel.RUNS["broken"])


def kept(work, states, *, kinds=None):
    """An imported run of steps that wrote these keys."""
    steps = tuple(
        Step(
            number=number, label=str(number), kind=(kinds or {}).get(number, StepKind.TOOL), name="t", span_ids=(f"{number:016x}",), status=Status.UNSET,
            started_ns=number, ended_ns=number, state=tuple(StateChange(key=key, before=None, after=value) for key, value in written.items()),
        )
        for number, written in enumerate(states, 1)
    )  # fmt: skip
    spans = tuple(
        Span(
            trace_id="t",
            span_id=f"{step.number:016x}",
            parent_id=None,
            name="t",
            start_ns=step.number,
            end_ns=step.number,
        )
        for step in steps
    )
    rows = rows_of(
        Run(trace_id="t", steps=steps),
        Trace(trace_id="t", spans=spans, readings={}),
        run_id="r",
        workspace="local",
        source="imported",
    )
    work.runs.add(rows)
    return rows


def values(seen):
    return {key.key: key.last.after for key in seen.keys}


def test_a_key_has_the_value_written_last_by_then(work):
    kept(work, [{"cart": 1}, {"owner": "ada"}, {"cart": 2}])
    window = imported_window(work, viewer=local_owner("ada"), run="r")
    assert values(read_state(window, 1)) == {"cart": 1}
    assert values(read_state(window, 2)) == {"cart": 1, "owner": "ada"}
    assert values(read_state(window, 3)) == {"cart": 2, "owner": "ada"}


def test_what_an_enclosing_step_wrote_at_its_end_is_not_there_inside_it(work, parcel):
    inside = Window(work=work, run_id=parcel, frontier=8, last_step=8)
    assert values(read_state(inside, 3)) == {}
    assert values(read_state(inside, 5)) == {}
    assert values(read_state(inside, 6)) == {"refund": late_parcel.WORDS[6], "try": 1}
    assert values(read_state(inside, 7)) == {"refund": late_parcel.WORDS[6], "try": 1}
    assert values(read_state(inside, 8)) == {"refund": late_parcel.RESULT_OF_4, "try": 1}


def test_what_stood_before_is_what_was_written_before_in_time(work, parcel):
    (refund, _) = read_state(Window(work=work, run_id=parcel, frontier=8, last_step=8), 8).keys
    assert [(write.step, write.before) for write in refund.writes] == [(4, late_parcel.WORDS[6]), (6, None)]


def test_what_an_enclosing_step_wrote_is_not_told_while_it_runs_at_the_frontier(work, parcel):
    assert values(read_state(Window(work=work, run_id=parcel, frontier=7, last_step=8), 4)) == {}
    assert values(read_state(Window(work=work, run_id=parcel, frontier=8, last_step=8), 4)) == {
        "refund": late_parcel.RESULT_OF_4
    }


def test_a_step_past_the_frontier_has_no_state_to_read(work, parcel):
    with pytest.raises(NotRevealed):
        read_state(Window(work=work, run_id=parcel, frontier=5, last_step=8), 6)


def test_many_keys_come_in_pages(work):
    kept(work, [{f"key {n}": n} for n in range(1, 131)])
    window = imported_window(work, viewer=local_owner("ada"), run="r")
    first, second, last = (read_state(window, 130, first=start) for start in (1, 61, 121))
    assert [(seen.hidden_before, len(seen.keys), seen.hidden_after) for seen in (first, second, last)] == [
        (0, 60, 70),
        (60, 60, 10),
        (120, 10, 0),
    ]
    assert read_state(window, 130, first=999).hidden_before == 129


def test_of_a_key_that_was_written_often_the_latest_writes_are_read(work):
    kept(work, [{"count": n} for n in range(1, 31)])
    (key,) = read_state(imported_window(work, viewer=local_owner("ada"), run="r"), 29).keys
    assert (key.last.after, len(key.writes), key.earlier) == (29, 12, 17)


def test_the_latest_memory_steps_are_told(work):
    kept(work, [{}] * 25, kinds=dict.fromkeys(range(1, 26), StepKind.MEMORY))
    seen = read_state(imported_window(work, viewer=local_owner("ada"), run="r"), 24)
    assert [step.number for step in seen.memory] == list(range(5, 25))
    assert seen.hidden_memory == 4


def test_a_run_that_was_kept_before_its_writes_were_noted_is_looked_through(work):
    rows = kept(work, [{"cart": 1}])
    about = {key: value for key, value in unpack(rows.run["about"]).items() if key != "state"}
    rows.run["about"] = pack(about)
    work.runs.add(rows)
    assert values(read_state(imported_window(work, viewer=local_owner("ada"), run="r"), 1)) == {"cart": 1}


def test_there_is_no_state_of_a_run_that_is_not_there(work):
    with pytest.raises(NotFound):
        work.runs.state_index("nowhere")
