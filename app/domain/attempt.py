"""One person's go at one scenario variant: its value, and what may happen in it next."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from app.domain.change import (
    AnswerDisputed,
    ClaimChecked,
    DiagnosisLocked,
    DiagnosisSubmitted,
    EvidencePinned,
    EvidenceUnpinned,
    KeyPointsTicked,
    StepOpened,
    StepRevealed,
)
from app.domain.claim import CheckOutcome, Claim, ClaimCheck, Evidence, Pin
from app.domain.diagnosis import MAX_PINS, Diagnosis
from app.domain.dispute import MAX_DISPUTES, Commitment, Dispute, dispute_text
from app.domain.errors import DiagnosisRejected, NotFound, NotRevealed, WrongState
from app.domain.scenario import Reveal
from app.domain.score import Score


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """An attempt, from its start to what is said after submission: what its events come to (`app.domain.fold`).

    `frontier` is the last step that may be seen, 0 until a run is assigned. `pins` is what was pinned, in that order.
    `draft` is the diagnosis as far as it is written, its proof the pins that have a role. Its first part is `locked`
    once, and only its second part changes then; it becomes `submitted` once, and after that nothing changes but
    `score`, what it earned, `arms`, the runs that it is compared with, `ticked`, the key points that its reader finds
    in their own explanation (None until they have looked), and `disputes`, what they hold against the key. `edition`
    is the scenario as it was published when the run was assigned. Once `run_deleted`, there is nothing to read any
    more.
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
    ticked: tuple[int, ...] | None = None
    disputes: tuple[Dispute, ...] = ()
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

    def check(self, claim_id: str, *, outcome: CheckOutcome, step: int) -> tuple[ClaimChecked, ...]:
        """Note what became of what a claim expected. Raises DiagnosisRejected for one that expects no such thing.

        NotFound where there is no such claim, and WrongState for one that was revised or withdrawn.
        """
        claim = next((each for each in self.not_locked().claims if each.id == claim_id), None)
        if claim is None:
            raise NotFound("there is no such claim")
        if claim.withdrawn_at is not None or claim_id in {each.revises for each in self.claims}:
            raise WrongState("this claim was revised or withdrawn: note it of the one that stands")
        if not self.may_see(step):
            raise NotRevealed.step()
        if not claim.expects or (outcome is CheckOutcome.SEEN and not claim.would_expect.strip()):
            raise DiagnosisRejected("outcome: the claim does not say what would be seen; revise it to say so first")
        checked = claim.checked(ClaimCheck(outcome=outcome, step=step))
        return () if checked == claim else (ClaimChecked(claim_id=claim_id, outcome=outcome, step=step),)

    def pin(self, evidence: Evidence, *, unsaid: Collection[str] = ()) -> tuple[EvidencePinned, ...]:
        """Keep a passage. Of `unsaid`, `role` and `claim`, one that is kept already keeps what it has.

        Raises DiagnosisRejected for one role too many: a proof has a few telling passages.
        """
        earlier = next((each for each in self.not_locked().pins if each.pin == evidence.pin), None)
        if earlier is not None:
            evidence = replace(evidence, **{name: getattr(earlier, name) for name in unsaid})
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

    def tick(self, points: Collection[int], *, of: int) -> tuple[KeyPointsTicked, ...]:
        """The key points, `of` so many, that the reader finds in their own explanation.

        Raises WrongState where there is no explanation, or no key point, and DiagnosisRejected for a point too many.
        """
        if self.submitted is None or not self.submitted.explanation.strip():
            raise WrongState("there is no explanation of yours in which a key point could be found")
        if not of:
            raise WrongState("the key of this run names no key points")
        for point in points:
            if not 1 <= point <= of:
                raise DiagnosisRejected(f"points: {point} is none of the key points, which are 1 to {of}")
        ticked = tuple(sorted(set(points)))
        return () if ticked == self.ticked else (KeyPointsTicked(points=ticked),)

    def dispute(self, commitment: Commitment, text: str) -> tuple[AnswerDisputed, ...]:
        """What the reader holds against the key; the same twice is said once.

        Raises DiagnosisRejected for a text that cannot be kept, and WrongState for one dispute too many.
        """
        said = dispute_text(text)
        if (commitment, said) in {(each.commitment, each.text) for each in self.disputes}:
            return ()
        if len(self.disputes) >= MAX_DISPUTES:
            raise WrongState(f"{MAX_DISPUTES} disputes of one attempt are kept, and these are there already")
        return (AnswerDisputed(commitment=commitment, text=said),)
