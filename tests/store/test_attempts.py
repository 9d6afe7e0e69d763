"""Attempts, events and deliveries come back as they were kept."""

from datetime import UTC, datetime, timedelta, timezone

import late_parcel
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.change import (
    AttemptStarted,
    DiagnosisScored,
    RunAssigned,
    StepOpened,
    StepRevealed,
    Visibility,
)
from app.domain.errors import NotFound
from app.domain.scenario import Reveal
from app.domain.score import Baseline, Outcome, Score, Verdict
from app.reading.bundled_run import load_run
from app.store.attempts import _bits, _numbers

NINE = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
START = (
    AttemptStarted(scenario="late-parcel", variant="a", reveal=Reveal.FORWARD),
    RunAssigned(run_id="run", last_step=8),
)


SCORE = Score(
    verdicts=(Verdict(criterion="root cause", weight=35, credit=2 / 3, outcome=Outcome.PARTIAL, sentence="Near."),),
    total=62.5,
    capped=True,
    baselines=(Baseline(name="last step", step=8, chance=1.0, total=12.3),),
    brier=1 / 3,
)


def begin(work, attempt_id="one", *, at=NINE):
    return work.attempts.begin(attempt_id, START, reader="ada", at=at)


@pytest.mark.parametrize("ask", ["of", "for_change"])
def test_an_attempt_of_ada_is_not_found_for_mallory(store, ask):
    with store.writing() as work:
        begin(work)
        with pytest.raises(NotFound, match="there is no such attempt"):
            getattr(work.attempts, ask)("mallory", "one")
        assert work.attempts.by_reader("mallory") == ()


def test_the_latest_attempt_comes_first(store):
    with store.writing() as work:
        first = begin(work)
        begin(work, "two", at=NINE + timedelta(hours=1))
        scored = work.attempts.record(
            first, [DiagnosisScored(score=SCORE, arms={"healthy": "run2"})], actor="ada", at=NINE
        )
    with store.reading() as work:
        assert [attempt.id for attempt in work.attempts.by_reader("ada")] == ["two", "one"]
        assert work.attempts.by_reader("ada", "another") == ()
        assert (work.attempts.of("ada", "one"), scored.total) == (scored, 62.5)
        assert (work.attempts.count(), work.attempts.count_submitted()) == (2, 0)


def test_the_runs_that_an_attempt_reads_and_is_compared_with_are_pinned_as_far_as_they_are_there(store):
    with store.writing() as work:
        edition = work.catalog.edition("late-parcel", "a")
        shown, healthy = (load_run(work, edition, late_parcel.RUNS[arm]) for arm in ("broken", "healthy"))
        begun = work.attempts.begin("one", [START[0], RunAssigned(run_id=shown, last_step=8)], reader="ada", at=NINE)
        scored = DiagnosisScored(score=SCORE, arms={"healthy": healthy, "retry": "deleted"})
        work.attempts.record(begun, [scored], actor="ada", at=NINE)
    with store.engine.connect() as connection:
        rows = connection.exec_driver_sql("select attempt_id, run_id from pinned_run").all()
    assert sorted(rows) == sorted([("one", shown), ("one", healthy)])


def test_what_another_wrote_since_is_read_before_it_is_changed(store):
    with store.writing() as work:
        begin(work)
    with store.writing() as work:
        work.attempts.of("ada", "one")
        work._session.connection().exec_driver_sql("update attempt set frontier = 5")
        assert work.attempts.for_change("ada", "one").frontier == 5


@given(st.frozensets(st.integers(1, 10_000)))
def test_opened_steps_are_kept_one_bit_each(numbers):
    assert _numbers(_bits(numbers)) == numbers
    assert len(_bits(numbers)) <= 1251


def test_events_are_numbered_from_one_and_read_from_any(store):
    paris = NINE.astimezone(timezone(timedelta(hours=1)))
    with store.writing() as work:
        work.events.append("one", [StepOpened(step=1), StepOpened(step=2)], actor="ada", at=NINE)
        work.events.append("two", [StepOpened(step=9)], actor="ada", at=NINE)
        work.events.append("one", [StepRevealed(step=3)], actor="grace", at=paris)
    with store.reading() as work:
        first, second, third = work.events.of("one")
        assert (first.seq, first.kind, first.change) == (1, "step.opened", StepOpened(step=1))
        assert (third.seq, third.actor, third.at, third.visibility) == (3, "grace", NINE, Visibility.ALL)
        assert work.events.of("one", after=1) == (second, third)


def test_what_changes_nothing_is_no_event_and_takes_no_number(store):
    with store.writing() as work:
        first = begin(work)
        assert work.attempts.record(first, [], actor="ada", at=NINE) == first
        assert work.events.append("two", [], actor="ada", at=NINE) == ()
    with store.reading() as work:
        assert [event.seq for event in work.events.of("one")] == [1, 2]
        assert work.events.of("two") == ()


def test_a_stream_carries_what_is_meant_for_it_and_keeps_the_numbers(store):
    with store.writing() as work:
        begin(work)
        work.events.append("one", [StepOpened(step=1)], actor="ada", at=NINE)
    with store.reading() as work:
        shown = work.events.seen("one", {Visibility.ALL, Visibility.CANDIDATE})
        assert [(event.seq, event.kind) for event in shown] == [(1, "attempt.started"), (3, "step.opened")]
        assert [event.seq for event in work.events.seen("one", {Visibility.ALL}, after=1)] == [3]
        assert work.events.seen("one", {Visibility.INTERVIEWER}) == ()
