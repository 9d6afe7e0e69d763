"""One person's go at a variant: what may be seen, and what may still change."""

from datetime import UTC, datetime

import pytest

from app.domain.attempt import Attempt
from app.domain.diagnosis import Diagnosis, RankedClaim
from app.domain.errors import NotRevealed, WrongState
from app.domain.scenario import Reveal

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
NAMED = Diagnosis(claims=(RankedClaim(step=3),))


def started(reveal: Reveal, *, frontier: int) -> Attempt:
    return Attempt(
        id="ada-1",
        scenario="blue-kettle",
        variant="a",
        reveal=reveal,
        frontier=frontier,
        last_step=12,
        started_at=NOON,
    )


def test_ada_opens_a_step_within_the_frontier() -> None:
    attempt = started(Reveal.FORWARD, frontier=3).opening(2).opening(3)
    assert attempt.position == 3
    assert attempt.opened == {2, 3}


@pytest.mark.parametrize("step", [0, 4, 13, -1])
def test_a_step_past_the_frontier_is_refused_in_the_same_words_whether_or_not_it_exists(step: int) -> None:
    with pytest.raises(NotRevealed) as refused:
        started(Reveal.FORWARD, frontier=3).opening(step)
    assert str(refused.value) == "this step is not revealed yet: go on from the last revealed step"


def test_the_frontier_moves_one_step_at_a_time_and_stops_at_the_end() -> None:
    attempt = started(Reveal.FORWARD, frontier=11).revealing_next()
    assert attempt.frontier == 12
    assert attempt.revealing_next().frontier == 12


def test_only_the_interviewer_reveals_what_is_held() -> None:
    with pytest.raises(NotRevealed, match="the interviewer reveals"):
        started(Reveal.HELD, frontier=1).revealing_next()


def test_a_diagnosis_is_submitted_once() -> None:
    attempt = started(Reveal.OPEN, frontier=12).submitting(NAMED, at=NOON)
    assert (attempt.submitted, attempt.draft, attempt.submitted_at) == (NAMED, NAMED, NOON)
    with pytest.raises(WrongState, match="this attempt is submitted: start another one"):
        attempt.submitting(Diagnosis(no_fault=True), at=NOON)
    with pytest.raises(WrongState):
        attempt.revealing_next()


def test_after_submission_the_whole_run_may_be_seen() -> None:
    attempt = started(Reveal.FORWARD, frontier=3)
    assert not attempt.may_see(12)
    assert attempt.submitting(NAMED, at=NOON).may_see(12)
