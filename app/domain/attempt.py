"""One person's go at one scenario variant."""

from dataclasses import dataclass, field, replace
from datetime import datetime

from app.domain.diagnosis import Claim, Diagnosis
from app.domain.errors import NotRevealed, WrongState
from app.domain.scenario import Reveal


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """An attempt, from start to submission.

    `frontier` is the last step that may be seen. `draft` is the diagnosis as far as it is written; it becomes
    `submitted` once, and after that nothing changes.
    """

    id: str
    scenario: str
    variant: str
    reveal: Reveal
    frontier: int
    last_step: int
    started_at: datetime
    position: int = 1
    suspect: int | None = None
    marks: tuple[int, ...] = ()
    claims: tuple[Claim, ...] = ()
    draft: Diagnosis = Diagnosis()
    hints_taken: int = 0
    submitted: Diagnosis | None = None
    submitted_at: datetime | None = None
    opened: frozenset[int] = field(default_factory=frozenset)

    @property
    def done(self) -> bool:
        return self.submitted_at is not None

    def may_see(self, step: int) -> bool:
        return self.done or 1 <= step <= self.frontier

    def opening(self, step: int) -> "Attempt":
        """The attempt with `step` open; under forward-only the frontier moves one step at a time.

        Raises NotRevealed for a step past the frontier, in the same words whether or not it exists.
        """
        if not self.may_see(step):
            raise NotRevealed("this step is not revealed yet: go on from the last revealed step")
        return replace(self, position=step, opened=self.opened | {step})

    def revealing_next(self) -> "Attempt":
        """The attempt with one step more revealed; at the end of the run nothing changes."""
        self.still_open()
        if self.reveal is Reveal.HELD:
            raise NotRevealed("the interviewer reveals the steps of this run")
        return replace(self, frontier=min(self.frontier + 1, self.last_step))

    def submitting(self, diagnosis: Diagnosis, *, at: datetime) -> "Attempt":
        """The attempt with its final diagnosis. Raises WrongState if there is one already."""
        return replace(self.still_open(), draft=diagnosis, submitted=diagnosis, submitted_at=at)

    def still_open(self) -> "Attempt":
        if self.done:
            raise WrongState("this attempt is submitted: start another one to try again")
        return self
