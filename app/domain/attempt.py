"""One person's go at one scenario variant: its value, and how each event changes it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import assert_never

from app.domain.change import (
    AttemptStarted,
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
from app.domain.diagnosis import MAX_PINS, Diagnosis, Proof
from app.domain.errors import DiagnosisRejected, NotRevealed, WrongState
from app.domain.event import Event
from app.domain.scenario import Reveal
from app.domain.score import Score


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """An attempt, from start to submission: what its events come to.

    `frontier` is the last step that may be seen, 0 until a run is assigned. `pins` is what was pinned, in that order.
    `draft` is the diagnosis as far as it is written, its proof the pins that have a role. Its first part is `locked`
    once, and only its second part changes then; it becomes `submitted` once, and after that nothing changes but
    `score`, what it earned, and `arms`, the runs that it is compared with. `edition` is the scenario as it was
    published when the run was assigned. Once `run_deleted`, there is nothing to read any more.
    """

    id: str
    reader: str
    scenario: str
    variant: str
    reveal: Reveal
    started_at: datetime
    run_id: str = ""
    edition: str = ""
    last_step: int = 0
    frontier: int = 0
    position: int = 1
    suspect: int | None = None
    marks: tuple[int, ...] = ()
    claims: tuple[Claim, ...] = ()
    pins: tuple[Evidence, ...] = ()
    draft: Diagnosis = Diagnosis()
    hints_taken: int = 0
    locked: Diagnosis | None = None
    locked_at: datetime | None = None
    submitted: Diagnosis | None = None
    submitted_at: datetime | None = None
    score: Score | None = None
    arms: Mapping[str, str] = field(default_factory=dict)
    run_deleted: bool = False
    opened: frozenset[int] = field(default_factory=frozenset)

    @property
    def done(self) -> bool:
        return self.submitted_at is not None

    @property
    def total(self) -> float | None:
        return None if self.score is None else self.score.total

    def may_see(self, step: int) -> bool:
        return 1 <= step <= (self.last_step if self.done else self.frontier)

    def still_open(self) -> "Attempt":
        if self.done:
            raise WrongState("this attempt is submitted: start another one to try again")
        return self

    def not_locked(self) -> "Attempt":
        """For what the first part of the diagnosis is made of. Raises WrongState once that is locked."""
        if self.still_open().locked is not None:
            raise WrongState(
                "the first part of this diagnosis is locked: only the forecast and your own fix are open"
            )
        return self

    def open(self, step: int) -> tuple[StepOpened, ...]:
        """What it is to look at `step`; after submission nothing is noted.

        Raises NotRevealed for a step past the frontier, in the same words whether or not it exists.
        """
        if not self.may_see(step):
            raise NotRevealed.step()
        return () if self.done else (StepOpened(step=step),)

    def reveal_next(self) -> tuple[StepRevealed, ...]:
        """One step more; at the end of the run nothing."""
        self.still_open()
        if self.reveal is Reveal.HELD:
            raise NotRevealed("the interviewer reveals the steps of this run")
        return (StepRevealed(step=self.frontier + 1),) if self.frontier < self.last_step else ()

    def pin(self, evidence: Evidence) -> tuple[EvidencePinned, ...]:
        """Keep a passage. Raises DiagnosisRejected for one role too many: a proof has a few telling passages."""
        self.not_locked()
        if evidence in self.pins:
            return ()
        told = [each for each in self.pins if each.role is not None and each.pin != evidence.pin]
        if evidence.role is not None and len(told) >= MAX_PINS:
            raise DiagnosisRejected(
                f"role: {MAX_PINS} passages have a role already; take one of them out of the proof"
            )
        return (EvidencePinned(evidence=evidence),)

    def unpin(self, pin: Pin) -> tuple[EvidenceUnpinned, ...]:
        """Let a passage go; one that is not there changes nothing."""
        self.not_locked()
        return (EvidenceUnpinned(pin=pin),) if any(each.pin == pin for each in self.pins) else ()

    def lock(self) -> tuple[DiagnosisLocked, ...]:
        """The first part of the draft, for good. Raises WrongState if it is locked, DiagnosisRejected if empty."""
        if self.not_locked().draft.completed_by(Diagnosis()).empty:
            raise DiagnosisRejected("the diagnosis is empty: name a step, or say that nothing is wrong")
        return (DiagnosisLocked(diagnosis=self.draft),)

    def submit(self) -> tuple[DiagnosisSubmitted, ...]:
        """The draft as the final diagnosis. Raises WrongState if there is one, or the first part is not locked."""
        if self.still_open().locked is None:
            raise WrongState("lock the first part of the diagnosis first: after it the forecast is asked")
        return (DiagnosisSubmitted(diagnosis=self.draft),)

    def apply(self, event: Event) -> "Attempt":
        """The attempt after the event. What happened is not judged again: whoever recorded it has done so."""
        match event.change:
            case AttemptStarted():
                raise WrongState(f"event {event.seq}: an attempt starts once")
            case ReaderChanged(reader=reader):
                return replace(self, reader=reader)
            case RunAssigned(run_id=run_id, last_step=last, edition=edition):
                shown = last if self.reveal is Reveal.OPEN else max(1, self.frontier)
                return replace(self, run_id=run_id, last_step=last, frontier=shown, edition=edition)
            case RunDeleted(run_id=run_id):
                arms = {name: run for name, run in self.arms.items() if run != run_id}
                return replace(self, arms=arms, run_deleted=self.run_deleted or run_id == self.run_id)
            case StepOpened(step=step):
                return replace(self, position=step, opened=self.opened | {step})
            case StepRevealed(step=step):
                return replace(self, frontier=step)
            case StepMarked(step=step, mark=mark):
                return self._marked(step, mark)
            case ClaimLogged(claim=claim):
                return replace(self, claims=(*self.claims, replace(claim, at=event.at)))
            case ClaimWithdrawn(claim_id=claim_id):
                return replace(self, claims=tuple(_withdrawn(each, claim_id, event.at) for each in self.claims))
            case EvidencePinned(evidence=evidence):
                return self._pinned(_with(self.pins, evidence))
            case EvidenceUnpinned(pin=pin):
                return self._pinned(tuple(each for each in self.pins if each.pin != pin))
            case DraftSaved(diagnosis=diagnosis):
                return replace(self, draft=diagnosis)
            case DiagnosisLocked(diagnosis=diagnosis):
                return replace(self, draft=diagnosis, locked=diagnosis, locked_at=event.at)
            case HintTaken(hint=hint):
                return replace(self, hints_taken=hint)
            case DiagnosisSubmitted(diagnosis=diagnosis):
                return replace(self, draft=diagnosis, submitted=diagnosis, submitted_at=event.at)
            case DiagnosisScored(score=score, arms=arms):
                return replace(self, score=score, arms=arms)
            case _:
                assert_never(event.change)

    def _marked(self, step: int, mark: Mark) -> "Attempt":
        others = tuple(each for each in self.marks if each != step)
        match mark:
            case Mark.SUSPECT:
                return replace(self, suspect=step)
            case Mark.MARK:
                return replace(self, marks=tuple(sorted({*others, step})))
            case Mark.NONE:
                return replace(self, marks=others, suspect=None if self.suspect == step else self.suspect)
            case _:
                assert_never(mark)

    def _pinned(self, pins: tuple[Evidence, ...]) -> "Attempt":
        wrong, right = (tuple(each.pin for each in pins if each.role is role) for role in ProofRole)
        return replace(self, pins=pins, draft=replace(self.draft, proof=Proof(wrong=wrong, right=right)))


def _with(pins: tuple[Evidence, ...], evidence: Evidence) -> tuple[Evidence, ...]:
    """The pins with this one, in the place of one of the same words."""
    if any(each.pin == evidence.pin for each in pins):
        return tuple(evidence if each.pin == evidence.pin else each for each in pins)
    return (*pins, evidence)


def fold(events: Iterable[Event]) -> Attempt:
    """The attempt that its events come to. Raises WrongState for a record that does not begin with its start."""
    rest = iter(events)
    attempt = _started(next(rest, None))
    for event in rest:
        attempt = attempt.apply(event)
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


def _withdrawn(claim: Claim, claim_id: str, at: datetime) -> Claim:
    return claim.withdrawn(at=at) if claim.id == claim_id else claim
