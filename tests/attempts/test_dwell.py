from datetime import UTC, datetime, timedelta

from app.attempts.dwell import dwell
from app.domain.change import Mark, StepMarked, StepOpened
from app.domain.event import Event

NINE = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
MARKED = StepMarked(step=3, mark=Mark.MARK)


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
    assert spent(happened((0, 1), (90, 2)), 60) == {1: 60.0}


def test_nothing_opened_is_no_time():
    assert spent(happened((5, MARKED)), 60) == {}
