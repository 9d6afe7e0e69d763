"""How long each step was looked at, until the next was opened or the reading ended."""

from datetime import timedelta

import pytest
from adas_attempt import ADA, GOOD, NINE, hand_in

from app.attempts.dwell import dwell
from app.attempts.open_step import note_opening
from app.attempts.read_reveal import read_dwell
from app.attempts.save_draft import save_draft
from app.domain.change import DiagnosisSubmitted, Mark, StepMarked, StepOpened
from app.domain.errors import NotRevealed
from app.domain.event import Event

MARKED = StepMarked(step=3, mark=Mark.MARK)
SUBMITTED = DiagnosisSubmitted(diagnosis=GOOD)


def happened(*times):
    """Events at these seconds after nine: the opening of a step, or anything else."""
    return [
        Event(
            session_id="a",
            seq=seq,
            actor="ada",
            at=NINE + timedelta(seconds=seconds),
            change=StepOpened(step=what) if isinstance(what, int) else what,
        )
        for seq, (seconds, what) in enumerate(times, start=1)
    ]


def until(seconds):
    return NINE + timedelta(seconds=seconds)


def spent(events, last):
    return {step: time.total_seconds() for step, time in dwell(events, until=until(last)).items()}


def test_a_step_is_looked_at_until_the_next_one_is_opened():
    assert spent(happened((0, 1), (40, 2), (45, 1)), 60) == {1: 55.0, 2: 5.0}


def test_what_is_done_at_a_step_is_time_at_it():
    assert spent(happened((0, 1), (10, MARKED), (30, 2)), 30) == {1: 30.0, 2: 0.0}


def test_who_went_away_did_not_look():
    assert spent(happened((0, 1), (7200, 2)), 7210) == {1: 300.0, 2: 10.0}


def test_what_is_opened_after_the_end_is_not_counted():
    assert spent(happened((0, 1), (60, SUBMITTED), (90, 2)), 60) == {1: 60.0}


def test_a_step_opened_at_the_very_end_was_looked_at_for_no_time():
    assert spent(happened((0, 1), (60, 2)), 60) == {1: 60.0, 2: 0.0}


def test_a_look_of_five_minutes_counts_whole_and_no_longer_one():
    assert spent(happened((0, 1), (300, 2)), 601) == {1: 300.0, 2: 300.0}


@pytest.mark.usefixtures("open_attempt")
def test_the_last_look_ends_with_the_submission(work):
    with pytest.raises(NotRevealed):
        read_dwell(work, **ADA)
    note_opening(work, number=3, now=until(10), **ADA)
    save_draft(work, diagnosis=GOOD, now=until(20), **ADA)
    hand_in(work, now=until(70))
    note_opening(work, number=5, now=until(90), **ADA)
    assert read_dwell(work, **ADA) == {3: timedelta(seconds=60)}


def test_a_clock_that_is_set_back_takes_no_time_away():
    assert spent(happened((0, 1), (10, 2), (-3590, 3), (-3560, 4), (-3500, SUBMITTED)), -3500) == {
        1: 10.0,
        2: 0.0,
        3: 30.0,
        4: 60.0,
    }


def test_nothing_opened_is_no_time():
    assert spent(happened((5, MARKED)), 60) == {}
