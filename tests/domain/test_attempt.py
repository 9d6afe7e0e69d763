"""One person's go at a variant: what may be seen, what may still change, and what its events come to."""

from dataclasses import replace
from datetime import timedelta

import pytest
from recorded_attempt import NOON, attempt, events

from app.domain.change import (
    AttemptStarted,
    Change,
    ClaimLogged,
    ClaimWithdrawn,
    DiagnosisLocked,
    DiagnosisScored,
    DiagnosisSubmitted,
    DraftSaved,
    EvidencePinned,
    EvidenceUnpinned,
    HintTaken,
    Mark,
    ReaderChanged,
    RunAssigned,
    RunDeleted,
    StepMarked,
    StepOpened,
    StepRevealed,
)
from app.domain.claim import Claim, Evidence, Pin, ProofRole
from app.domain.diagnosis import Diagnosis, OwnFix, Proof, RankedClaim
from app.domain.errors import DiagnosisRejected, NotRevealed, WrongState
from app.domain.fold import fold
from app.domain.scenario import Reveal
from app.domain.score import Score

NAMED = Diagnosis(claims=(RankedClaim(step=3),))
CLAIM = Claim(id="c1", step=3, what="the unit is missing", at=NOON)
SCORE = Score(verdicts=(), total=62.5)


def test_an_attempt_begins_with_what_its_reader_chose_and_nothing_to_see() -> None:
    begun = fold(events(AttemptStarted(scenario="blue-kettle", variant="a", reveal=Reveal.OPEN)))
    assert (begun.id, begun.reader, begun.scenario, begun.variant, begun.started_at) == (
        "ada-1", "ada", "blue-kettle", "a", NOON,
    )  # fmt: skip
    assert (begun.frontier, begun.may_see(1)) == (0, False)


def test_the_run_that_is_assigned_is_open_or_shows_its_first_step() -> None:
    assert (attempt(Reveal.OPEN).frontier, attempt(Reveal.FORWARD).frontier) == (12, 1)
    assert (attempt(Reveal.OPEN).run_id, attempt(Reveal.OPEN).last_step) == ("run", 12)


def test_a_run_that_is_assigned_late_takes_back_no_step() -> None:
    """Attempts of the first version have it at the end of their record."""
    start = AttemptStarted(scenario="blue-kettle", variant="a", reveal=Reveal.FORWARD)
    late = fold(events(start, StepRevealed(step=2), StepRevealed(step=3), RunAssigned(run_id="run", last_step=12)))
    assert late.frontier == 3


@pytest.mark.parametrize("wrong", [[], [StepOpened(step=1)]])
def test_a_record_that_does_not_begin_with_its_start_is_no_attempt(wrong: list[Change]) -> None:
    with pytest.raises(WrongState, match=r"begins with attempt\.started"):
        fold(events(*wrong))


def test_an_attempt_starts_once() -> None:
    with pytest.raises(WrongState, match="event 3: an attempt starts once"):
        attempt(Reveal.OPEN, AttemptStarted(scenario="blue-kettle", variant="b", reveal=Reveal.OPEN))


def test_ada_opens_a_step_within_the_frontier() -> None:
    seen = attempt(Reveal.FORWARD, StepRevealed(step=2), StepRevealed(step=3))
    assert seen.open(2) == (StepOpened(step=2),)
    went = attempt(Reveal.FORWARD, StepRevealed(step=2), StepOpened(step=2), StepOpened(step=1))
    assert (went.position, went.opened) == (1, {1, 2})


@pytest.mark.parametrize("step", [0, 4, 13, -1])
def test_a_step_past_the_frontier_is_refused_in_the_same_words_whether_or_not_it_exists(step: int) -> None:
    with pytest.raises(NotRevealed) as refused:
        attempt(Reveal.FORWARD, StepRevealed(step=3)).open(step)
    assert str(refused.value) == "this step is not revealed yet: go on from the last revealed step"


def test_the_frontier_moves_one_step_at_a_time_and_stops_at_the_end() -> None:
    assert attempt(Reveal.FORWARD, StepRevealed(step=11)).reveal_next() == (StepRevealed(step=12),)
    assert attempt(Reveal.FORWARD, StepRevealed(step=12)).reveal_next() == ()


def test_only_the_interviewer_reveals_what_is_held() -> None:
    with pytest.raises(NotRevealed, match="the interviewer reveals"):
        attempt(Reveal.HELD).reveal_next()


def test_there_is_one_suspect_and_any_number_of_marks() -> None:
    marks = [StepMarked(step=step, mark=Mark.MARK) for step in (5, 2, 5)]
    marked = attempt(Reveal.OPEN, *marks, *(StepMarked(step=step, mark=Mark.SUSPECT) for step in (4, 3)))
    assert (marked.suspect, marked.marks) == (3, (2, 5))
    freed = attempt(Reveal.OPEN, *marks, StepMarked(step=3, mark=Mark.SUSPECT), StepMarked(step=3, mark=Mark.NONE))
    assert (freed.suspect, freed.marks) == (None, (2, 5))
    assert attempt(Reveal.OPEN, *marks, StepMarked(step=2, mark=Mark.NONE)).marks == (5,)


def test_a_claim_has_the_times_of_its_events() -> None:
    revised = replace(CLAIM, id="c2", revises="c1")
    made = attempt(Reveal.OPEN, ClaimLogged(claim=CLAIM), ClaimLogged(claim=revised), ClaimWithdrawn(claim_id="c1"))
    assert [(each.id, each.at, each.withdrawn_at) for each in made.claims] == [
        ("c1", NOON + timedelta(minutes=2), NOON + timedelta(minutes=4)),
        ("c2", NOON + timedelta(minutes=3), None),
    ]


PASSAGE = Pin(step=2, quote="total: 1250")


def test_pins_stand_with_the_attempt_and_those_with_a_role_in_the_proof() -> None:
    whole, passage = Evidence(pin=Pin(step=2)), Evidence(pin=PASSAGE, role=ProofRole.WRONG, claim="c1")
    pins = [EvidencePinned(evidence=whole), EvidencePinned(evidence=passage)]
    pinned = attempt(Reveal.OPEN, *pins)
    assert (pinned.pins, pinned.draft) == ((whole, passage), Diagnosis(proof=Proof(wrong=(PASSAGE,))))
    assert attempt(Reveal.OPEN, *pins, EvidenceUnpinned(pin=PASSAGE)).draft == Diagnosis()
    turned = attempt(Reveal.OPEN, *pins, EvidencePinned(evidence=replace(passage, role=ProofRole.RIGHT)))
    assert [each.role for each in turned.pins] == [None, ProofRole.RIGHT]
    assert turned.draft.proof == Proof(right=(PASSAGE,))


def test_the_same_pin_twice_is_one_and_what_is_not_there_cannot_be_let_go() -> None:
    pinned = attempt(Reveal.OPEN, EvidencePinned(evidence=Evidence(pin=PASSAGE)))
    assert pinned.pin(Evidence(pin=PASSAGE)) == ()
    assert pinned.pin(Evidence(pin=PASSAGE, role=ProofRole.WRONG)) == (
        EvidencePinned(evidence=Evidence(pin=PASSAGE, role=ProofRole.WRONG)),
    )
    assert pinned.unpin(PASSAGE) == (EvidenceUnpinned(pin=PASSAGE),)
    assert pinned.unpin(Pin(step=2)) == ()


def test_of_a_passage_that_is_pinned_again_what_is_not_said_stays() -> None:
    before = Evidence(pin=PASSAGE, role=ProofRole.WRONG, claim="c1")
    pinned = attempt(Reveal.OPEN, EvidencePinned(evidence=before))
    bare = Evidence(pin=PASSAGE)
    assert pinned.pin(bare, unsaid={"role", "claim"}) == ()
    assert pinned.pin(bare, unsaid={"claim"}) == (EvidencePinned(evidence=replace(before, role=None)),)
    assert pinned.pin(bare, unsaid={"role"}) == (EvidencePinned(evidence=replace(before, claim=None)),)
    new = Evidence(pin=Pin(step=5))
    assert pinned.pin(new, unsaid={"role", "claim"}) == (EvidencePinned(evidence=new),)


def test_four_passages_may_have_a_role() -> None:
    four = [EvidencePinned(evidence=Evidence(pin=Pin(step=step), role=ProofRole.WRONG)) for step in (1, 2, 3, 4)]
    full = attempt(Reveal.OPEN, *four)
    with pytest.raises(DiagnosisRejected, match="role: 4 passages have a role already"):
        full.pin(Evidence(pin=Pin(step=5), role=ProofRole.RIGHT))
    assert full.pin(Evidence(pin=Pin(step=4), role=ProofRole.RIGHT))
    assert full.pin(Evidence(pin=Pin(step=5)))


def test_the_first_part_is_locked_before_the_diagnosis_is_submitted() -> None:
    drafted = attempt(Reveal.OPEN, DraftSaved(diagnosis=NAMED))
    with pytest.raises(WrongState, match="lock the first part of the diagnosis first"):
        drafted.submit()
    assert drafted.lock() == (DiagnosisLocked(diagnosis=NAMED),)
    locked = attempt(Reveal.OPEN, DiagnosisLocked(diagnosis=NAMED))
    assert (locked.locked, locked.draft, locked.locked_at) == (NAMED, NAMED, NOON + timedelta(minutes=2))
    assert locked.submit() == (DiagnosisSubmitted(diagnosis=NAMED),)
    for refused in (locked.lock, lambda: locked.pin(Evidence(pin=PASSAGE)), lambda: locked.unpin(PASSAGE)):
        with pytest.raises(WrongState, match="the first part of this diagnosis is locked"):
            refused()


def test_after_the_lock_reading_goes_on() -> None:
    locked = attempt(Reveal.FORWARD, DiagnosisLocked(diagnosis=NAMED))
    assert locked.open(1) == (StepOpened(step=1),)
    assert locked.reveal_next() == (StepRevealed(step=2),)


def test_a_diagnosis_is_submitted_once() -> None:
    done = attempt(
        Reveal.OPEN,
        HintTaken(hint=1),
        DiagnosisLocked(diagnosis=NAMED),
        DiagnosisSubmitted(diagnosis=NAMED),
        DiagnosisScored(score=SCORE, arms={"healthy": "run2"}),
    )
    assert (done.submitted, done.draft, done.submitted_at) == (NAMED, NAMED, NOON + timedelta(minutes=4))
    assert (done.hints_taken, done.score, done.total, done.arms) == (1, SCORE, 62.5, {"healthy": "run2"})
    for refused in (done.submit, done.lock, done.reveal_next):
        with pytest.raises(WrongState, match="this attempt is submitted: start another one"):
            refused()


def test_an_empty_first_part_is_not_locked() -> None:
    own = Diagnosis(own_fix=OwnFix(text="Name the unit."))
    for empty in (attempt(Reveal.OPEN), attempt(Reveal.OPEN, DraftSaved(diagnosis=own))):
        with pytest.raises(DiagnosisRejected, match="the diagnosis is empty"):
            empty.lock()


def test_after_submission_the_whole_run_may_be_seen_and_nothing_is_noted() -> None:
    reading = attempt(Reveal.FORWARD)
    assert not reading.may_see(12)
    done = attempt(Reveal.FORWARD, DiagnosisSubmitted(diagnosis=NAMED))
    assert (done.may_see(12), done.may_see(13), done.open(12)) == (True, False, ())


def test_an_attempt_that_was_begun_without_an_account_is_a_persons_once_they_sign_in() -> None:
    assert attempt(Reveal.OPEN, ReaderChanged(reader="person-ada")).reader == "person-ada"


def test_of_a_run_that_was_deleted_nothing_is_read_or_compared_any_more() -> None:
    arms = {"healthy": "run2", "retry": "run3"}
    scored = DiagnosisScored(score=SCORE, arms=arms)
    other = attempt(Reveal.OPEN, scored, RunDeleted(run_id="run2"))
    assert (other.run_deleted, other.arms) == (False, {"retry": "run3"})
    assert attempt(Reveal.OPEN, scored, RunDeleted(run_id="run")).run_deleted
