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
class Place(KeyStep):
    """A passage that proves something: `quote`, or in words what is `missing` from the message or result at `step`.

    Where both are given, the quote is the message or result from which it is missing.
    """

    missing: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RedHerring(KeyStep):
    """A step that only looks wrong, and the places that rule it out."""

    ruled_out_by: tuple[Place, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyPoint:
    """A point that a complete explanation makes; people tick it, nobody counts words.

    `role` is `what` (went wrong), `why` (it was wrong) or `how` (it reached the symptom).
    """

    role: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RemedyOutcome:
    """A concrete change that was recorded as an arm of its own, and what came of it.

    `detail` says what is changed where, and nothing of what that does: a forecast is asked of it. What a reader
    should know of it afterwards, what it leaves open say, is the `remark`.
    `problem` is what the scenario's check says of that run; None where it passes. `plays` tells of each time the arm
    was played whether its check passed; empty in what an earlier version recorded, which played each arm once.
    """

    id: str
    title: str
    detail: str
    lever: Lever
    repairs: bool
    problem: str | None = None
    plays: tuple[bool, ...] = ()
    remark: str = ""

    @property
    def passes(self) -> bool | None:
        """Whether the check passes with this change; None where its plays disagree, and then it is not asked."""
        plays = set(self.plays or (self.repairs,))
        return plays.pop() if len(plays) == 1 else None


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowUp:
    """A question for the interviewer to ask, and what a strong answer contains."""

    question: str
    strong_answer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WrongTheory:
    """A plausible theory, and the steps of the trace that rule it out.

    `blames` are the steps that the theory takes for the cause, and `places` the passages that rule it out.
    """

    theory: str
    ruled_out_by: str
    steps: tuple[int, ...]
    blames: tuple[int, ...] = ()
    places: tuple[Place, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Suspect:
    """What looks wrong and is not: the steps that are suspected, why they are right, and the places that show it."""

    steps: tuple[int, ...]
    why: str
    ruled_out_by: tuple[Place, ...]


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

    `failure_class` is None for a clean control; then there is no root, path or proof.
    `root` holds every step that counts as the root cause, and `accepted_roots` those that a second reader could
    defend; `near` the steps that show the same less directly; `chain` the steps that carried the failure on, from
    root to symptom, both included; `symptom` where it became visible; `consequences` and `noise` all other steps
    that differ between the healthy and the broken run, with and without a part in it. `acted_on` is where the wrong
    thing was first acted on and `damage` where harm was done, each with its alternatives; empty where there is none.
    `wrong` and `right` are the places that prove it, of which one each is enough; `evidence` are telling passages
    of neither role. `problem` is what the scenario's check says of the shown run; None where it passes.
    """

    scenario: str
    variant: str
    failure_class: str | None
    detectability: Detectability | None
    fault: str | None
    root: tuple[int, ...]
    accepted_roots: tuple[int, ...] = ()
    near: tuple[int, ...] = ()
    chain: tuple[int, ...] = ()
    symptom: tuple[int, ...] = ()
    consequences: tuple[int, ...] = ()
    noise: tuple[int, ...] = ()
    acted_on: tuple[int, ...] = ()
    damage: tuple[int, ...] = ()
    wrong: tuple[Place, ...] = ()
    right: tuple[Place, ...] = ()
    red_herrings: tuple[RedHerring, ...] = ()
    evidence: tuple[KeyStep, ...] = ()
    accepted_classes: tuple[str, ...] = ()
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

    @property
    def telling(self) -> tuple[KeyStep, ...]:
        """Every passage that tells something of the failure: the places of both roles, and the evidence beside."""
        return (*self.wrong, *self.right, *self.evidence)

    @property
    def suspects(self) -> tuple[Suspect, ...]:
        """What the key knows to look wrong without being it: its red herrings, then its wrong theories."""
        herrings = (
            Suspect(steps=(each.step,), why=each.why, ruled_out_by=each.ruled_out_by) for each in self.red_herrings
        )
        theories = (
            Suspect(steps=each.blames, why=each.ruled_out_by, ruled_out_by=each.places)
            for each in self.wrong_theories
        )
        return (*herrings, *theories)

    @property
    def asked(self) -> tuple[RemedyOutcome, ...]:
        """The changes that the forecast asks about: those whose plays agree, and none where nothing is wrong."""
        return () if self.clean else tuple(remedy for remedy in self.remedies if remedy.passes is not None)
