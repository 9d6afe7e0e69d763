"""What is told of a variant once the diagnosis is in: all of its answer key but the runs of its arms."""

from dataclasses import dataclass

from app.domain.fault import Detectability, Lever

HEALTHY = "healthy"  # the arm without a fault; the others have the ids of their remedies


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyStep:
    """A step that plays a part, and one sentence on what it shows. `quote` is a passage of that step."""

    step: int
    why: str
    quote: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyPoint:
    """A point that a complete explanation makes.

    `role` is `what` (went wrong), `why` (it was wrong) or `how` (it reached the symptom). The point counts as
    suggested-covered when, for each group of `terms`, at least one of its alternatives occurs in the text.
    """

    role: str
    text: str
    terms: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RemedyOutcome:
    """A concrete change that was recorded as an arm of its own, and what came of it.

    `problem` is what the scenario's check says of that run; None where it passes.
    """

    id: str
    title: str
    detail: str
    lever: Lever
    repairs: bool
    problem: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowUp:
    """A question for the interviewer to ask, and what a strong answer contains."""

    question: str
    strong_answer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WrongTheory:
    """A plausible theory, and the steps of the trace that rule it out."""

    theory: str
    ruled_out_by: str
    steps: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Hint:
    """One rung of the ladder. `step` is the step from which on it may be taken: nothing in it points past that one.

    None for a hint that an earlier version stored without its step: that one waits for the end of the run.
    """

    text: str
    step: int | None = None

    def points_past(self, frontier: int, *, last_step: int) -> bool:
        """Whether it may tell of steps that somebody who has seen the run up to `frontier` has not seen."""
        return frontier < (last_step if self.step is None else min(self.step, last_step))


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """Everything known about one variant. Step numbers are those of the shown run.

    `failure_class` is None for a clean control; then `root`, `chain` and `evidence` are empty.
    `root` holds every step that counts as the root cause; `near` its wrappers and children; `chain` the steps
    that carried the failure on, from root to symptom, both included; `symptom` where it became visible.
    `problem` is what the scenario's check says of the shown run; None where it passes.
    """

    scenario: str
    variant: str
    failure_class: str | None
    detectability: Detectability | None
    fault: str | None
    root: tuple[int, ...]
    near: tuple[int, ...] = ()
    chain: tuple[int, ...] = ()
    symptom: tuple[int, ...] = ()
    red_herrings: tuple[KeyStep, ...] = ()
    evidence: tuple[KeyStep, ...] = ()
    fix_lever: Lever | None = None
    accepted_levers: tuple[Lever, ...] = ()
    key_points: tuple[KeyPoint, ...] = ()
    remedies: tuple[RemedyOutcome, ...] = ()
    explanation: str = ""
    hints: tuple[Hint, ...] = ()
    follow_ups: tuple[FollowUp, ...] = ()
    wrong_theories: tuple[WrongTheory, ...] = ()
    problem: str | None = None

    @property
    def clean(self) -> bool:
        return self.failure_class is None
