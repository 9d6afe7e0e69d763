"""Attempts, events and deliveries come back as they were kept."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.attempt import Attempt
from app.domain.diagnosis import CitedEvidence, Claim, Diagnosis, RankedClaim
from app.domain.errors import NotFound
from app.domain.event import Visibility
from app.domain.fault import Lever
from app.domain.scenario import Reveal
from app.store.attempts import _bits, _numbers

NINE = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
ATTEMPT = Attempt(
    id="one", scenario="late-parcel", variant="a", reveal=Reveal.FORWARD, frontier=3, last_step=8, started_at=NINE
)
DIAGNOSIS = Diagnosis(
    claims=(RankedClaim(step=2, confidence=0.7),),
    failure_class="tool.unit_error",
    evidence=(CitedEvidence(step=2, quote="bergamot"), CitedEvidence(step=3)),
    explanation="The unit is missing.",
    fix_lever=Lever.TOOL,
)
CHANGED = replace(
    ATTEMPT,
    frontier=8,
    position=5,
    suspect=2,
    marks=(3, 4),
    claims=(Claim(id="c", step=2, what="unit", at=NINE, withdrawn_at=NINE + timedelta(minutes=1)), Claim(id="d", step=3, what="x", at=NINE, revises="c")),
    draft=DIAGNOSIS,
    hints_taken=2,
    submitted=DIAGNOSIS,
    submitted_at=NINE + timedelta(minutes=20),
    opened=frozenset({1, 2, 5, 8}),
)  # fmt: skip


def test_an_attempt_comes_back_as_it_was_kept(store):
    with store.writing() as work:
        work.attempts.add(ATTEMPT, reader="ada", run_id="run")
    with store.writing() as work:
        assert work.attempts.for_change("ada", "one") == ATTEMPT
        work.attempts.keep(CHANGED)
    with store.reading() as work:
        assert work.attempts.of("ada", "one") == CHANGED
        assert work.attempts.run_of("ada", "one") == "run"


@pytest.mark.parametrize("ask", ["of", "for_change", "run_of"])
def test_an_attempt_of_ada_is_not_found_for_mallory(store, ask):
    with store.writing() as work:
        work.attempts.add(ATTEMPT, reader="ada", run_id="run")
        with pytest.raises(NotFound, match="there is no such attempt"):
            getattr(work.attempts, ask)("mallory", "one")
        assert work.attempts.by_reader("mallory") == ()


def test_the_latest_attempt_comes_first_and_totals_stand_beside(store):
    later = replace(ATTEMPT, id="two", started_at=NINE + timedelta(hours=1))
    with store.writing() as work:
        work.attempts.add(ATTEMPT, reader="ada", run_id="run")
        work.attempts.add(later, reader="ada", run_id="run")
        work.attempts.note_total("one", 62.5)
    with store.reading() as work:
        assert [attempt.id for attempt in work.attempts.by_reader("ada")] == ["two", "one"]
        assert work.attempts.by_reader("ada", "another") == ()
        assert work.attempts.totals("ada") == {"one": 62.5}
        assert (work.attempts.count(), work.attempts.count_submitted()) == (2, 0)
        assert work.attempts.variants_read() == (("late-parcel", "a", False),)


@given(st.frozensets(st.integers(1, 10_000)))
def test_opened_steps_are_kept_one_bit_each(numbers):
    assert _numbers(_bits(numbers)) == numbers
    assert len(_bits(numbers)) <= 1251


def test_events_are_numbered_from_one_and_read_from_any(store):
    paris = NINE.astimezone(timezone(timedelta(hours=1)))
    with store.writing() as work:
        work.events.append("one", "step.opened", {"step": 1}, actor="ada", at=NINE)
        work.events.append("two", "step.opened", {"step": 9}, actor="ada", at=NINE)
        work.events.append("one", "note", {}, actor="grace", at=paris, visibility=Visibility.INTERVIEWER)
    with store.reading() as work:
        first, second = work.events.of("one")
        assert (first.seq, first.kind, first.payload, first.visibility) == (
            1,
            "step.opened",
            {"step": 1},
            Visibility.ALL,
        )
        assert (second.seq, second.actor, second.at, second.visibility) == (2, "grace", NINE, Visibility.INTERVIEWER)
        assert work.events.of("one", after=1) == (second,)


def test_a_trace_waits_until_it_has_been_quiet(store):
    with store.writing() as work:
        work.deliveries.add(b"first", media_type="application/json", trace_ids={"t1", "t2"}, at=NINE)
        work.deliveries.add(
            b"second", media_type="application/json", trace_ids={"t1"}, at=NINE + timedelta(seconds=5)
        )
    with store.reading() as work:
        assert work.deliveries.waiting(until=NINE + timedelta(seconds=1), limit=9) == ("t2",)
        assert work.deliveries.waiting(until=NINE + timedelta(seconds=6), limit=9) == ("t1", "t2")
        assert work.deliveries.waiting(until=NINE + timedelta(seconds=6), limit=1) == ("t1",)
        assert [each.body for each in work.deliveries.of_traces(["t1"])] == [b"first", b"second"]
        assert work.deliveries.count_waiting() == 2


def test_what_came_while_a_run_was_made_waits_on(store):
    with store.writing() as work:
        work.deliveries.add(b"first", media_type="application/json", trace_ids={"t1"}, at=NINE)
        work.deliveries.add(b"second", media_type="application/json", trace_ids={"t1"}, at=NINE)
        first, _ = work.deliveries.of_traces(["t1"])
        work.deliveries.note_assembled(["t1"], up_to=first.id)
        assert work.deliveries.count_waiting() == 1
