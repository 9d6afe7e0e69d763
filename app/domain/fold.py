"""What the events of an attempt come to: how each changes it."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import assert_never

from app.domain.attempt import Attempt
from app.domain.change import (
    AnswerDisputed,
    AttemptStarted,
    ClaimChecked,
    ClaimLogged,
    ClaimWithdrawn,
    DiagnosisLocked,
    DiagnosisScored,
    DiagnosisSubmitted,
    DraftSaved,
    EvidencePinned,
    EvidenceUnpinned,
    HintTaken,
    KeyPointsTicked,
    Mark,
    ReaderChanged,
    RunAssigned,
    RunDeleted,
    StepMarked,
    StepOpened,
    StepRevealed,
)
from app.domain.claim import Claim, ClaimCheck, Evidence, ProofRole
from app.domain.diagnosis import Proof
from app.domain.dispute import Dispute
from app.domain.errors import WrongState
from app.domain.event import Event
from app.domain.scenario import Reveal


def fold(events: Iterable[Event]) -> Attempt:
    """The attempt that its events come to. Raises WrongState for a record that does not begin with its start."""
    rest = iter(events)
    attempt = _started(next(rest, None))
    for event in rest:
        attempt = after(attempt, event)
    return attempt


def _started(event: Event | None) -> Attempt:
    if event is None or not isinstance(event.change, AttemptStarted):
        raise WrongState("the record of an attempt begins with attempt.started")
    start = event.change
    return Attempt(
        id=event.session_id,
        reader=event.actor,
        scenario=start.scenario,
        variant=start.variant,
        reveal=start.reveal,
        started_at=event.at,
    )


def after(attempt: Attempt, event: Event) -> Attempt:
    """The attempt after the event. What happened is not judged again: whoever recorded it has done so."""
    match event.change:
        case AttemptStarted():
            raise WrongState(f"event {event.seq}: an attempt starts once")
        case ReaderChanged(reader=reader):
            return replace(attempt, reader=reader)
        case RunAssigned(run_id=run_id, last_step=last, edition=edition):
            shown = last if attempt.reveal is Reveal.OPEN else max(1, attempt.frontier)
            return replace(attempt, run_id=run_id, last_step=last, frontier=shown, edition=edition)
        case RunDeleted(run_id=run_id):
            arms = {name: run for name, run in attempt.arms.items() if run != run_id}
            return replace(attempt, arms=arms, run_deleted=attempt.run_deleted or run_id == attempt.run_id)
        case StepOpened(step=step):
            return replace(attempt, position=step, opened=attempt.opened | {step})
        case StepRevealed(step=step):
            return replace(attempt, frontier=step)
        case StepMarked(step=step, mark=mark):
            return _marked(attempt, step, mark)
        case ClaimLogged() | ClaimWithdrawn() | ClaimChecked() as change:
            return replace(attempt, claims=_claims_after(attempt.claims, change, event.at))
        case EvidencePinned(evidence=evidence):
            return _pinned(attempt, _with(attempt.pins, evidence))
        case EvidenceUnpinned(pin=pin):
            return _pinned(attempt, tuple(each for each in attempt.pins if each.pin != pin))
        case DraftSaved(diagnosis=diagnosis):
            return replace(attempt, draft=diagnosis)
        case DiagnosisLocked(diagnosis=diagnosis):
            return replace(attempt, draft=diagnosis, locked=diagnosis, locked_at=event.at)
        case HintTaken(hint=hint):
            return replace(attempt, hints_taken=hint)
        case DiagnosisSubmitted(diagnosis=diagnosis):
            return replace(attempt, draft=diagnosis, submitted=diagnosis, submitted_at=event.at)
        case DiagnosisScored(score=score, arms=arms):
            return replace(attempt, score=score, arms=arms)
        case KeyPointsTicked() | AnswerDisputed() as change:
            return _after_the_reveal(attempt, change, event.at)
        case _:
            assert_never(event.change)


def _marked(attempt: Attempt, step: int, mark: Mark) -> Attempt:
    others = tuple(each for each in attempt.marks if each != step)
    match mark:
        case Mark.SUSPECT:
            return replace(attempt, suspect=step)
        case Mark.MARK:
            return replace(attempt, marks=tuple(sorted({*others, step})))
        case Mark.NONE:
            return replace(attempt, marks=others, suspect=None if attempt.suspect == step else attempt.suspect)
        case _:
            assert_never(mark)


def _claims_after(
    claims: tuple[Claim, ...], change: ClaimLogged | ClaimWithdrawn | ClaimChecked, at: datetime
) -> tuple[Claim, ...]:
    match change:
        case ClaimLogged(claim=claim):
            return (*claims, replace(claim, at=at))
        case ClaimWithdrawn(claim_id=claim_id):
            return tuple(each.withdrawn(at=at) if each.id == claim_id else each for each in claims)
        case ClaimChecked(claim_id=claim_id, outcome=outcome, step=step):
            check = ClaimCheck(outcome=outcome, step=step)
            return tuple(each.checked(check) if each.id == claim_id else each for each in claims)
        case _:
            assert_never(change)


def _pinned(attempt: Attempt, pins: tuple[Evidence, ...]) -> Attempt:
    wrong, right = (tuple(each.pin for each in pins if each.role is role) for role in ProofRole)
    return replace(attempt, pins=pins, draft=replace(attempt.draft, proof=Proof(wrong=wrong, right=right)))


def _with(pins: tuple[Evidence, ...], evidence: Evidence) -> tuple[Evidence, ...]:
    """The pins with this one, in the place of one of the same words."""
    if any(each.pin == evidence.pin for each in pins):
        return tuple(evidence if each.pin == evidence.pin else each for each in pins)
    return (*pins, evidence)


def _after_the_reveal(attempt: Attempt, change: KeyPointsTicked | AnswerDisputed, at: datetime) -> Attempt:
    match change:
        case KeyPointsTicked(points=points):
            return replace(attempt, ticked=points)
        case AnswerDisputed(commitment=commitment, text=text):
            said = Dispute(commitment=commitment, text=text, at=at)
            return replace(attempt, disputes=(*attempt.disputes, said))
        case _:
            assert_never(change)
