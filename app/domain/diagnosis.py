"""What a reader commits to: the diagnosis that is locked, and the forecast that completes it."""

from dataclasses import dataclass, replace

from app.domain.claim import Pin, ProofRole
from app.domain.fault import Lever

MAX_CLAIMS = 2  # a root cause, and one alternative at half its credit
MAX_PINS = 4  # of a proof: more would be a search, not a proof
MAX_CLEARED = 2  # suspects that are cleared where nothing is wrong
MAX_FILE_BYTES = 1_000_000  # a diagnosis is a few kilobytes; anything larger is another file


@dataclass(frozen=True, slots=True, kw_only=True)
class RankedClaim:
    """A step that is named as the root cause; `confidence` lies between 0 and 1, None where none was given."""

    step: int
    confidence: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """Passages that show what is `wrong`, and passages that show what would have been `right`."""

    wrong: tuple[Pin, ...] = ()
    right: tuple[Pin, ...] = ()

    def of(self, role: ProofRole) -> tuple[Pin, ...]:
        return self.wrong if role is ProofRole.WRONG else self.right

    @property
    def pins(self) -> tuple[Pin, ...]:
        return (*self.wrong, *self.right)


@dataclass(frozen=True, slots=True, kw_only=True)
class FailurePath:
    """The step where the wrong thing was first acted on, and the one where the damage was done."""

    acted_on: int | None = None
    damage: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Forecast:
    """How likely, from 0 to 1, the run's check would pass with a change; `remedy` is the id of the change."""

    remedy: str
    passes: float


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnFix:
    """What the reader would change, for people to read; it is never scored."""

    lever: Lever | None = None
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cleared:
    """A step that looks wrong and is not, and the passage that rules it out."""

    step: int
    ruled_out_by: Pin | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Diagnosis:
    """What is handed in. `claims` are in the reader's order, the likeliest first."""

    no_fault: bool = False
    claims: tuple[RankedClaim, ...] = ()
    proof: Proof = Proof()
    path: FailurePath = FailurePath()
    failure_class: str | None = None
    forecast: tuple[Forecast, ...] = ()
    own_fix: OwnFix = OwnFix()
    explanation: str = ""
    cleared: tuple[Cleared, ...] = ()

    @property
    def empty(self) -> bool:
        return self == Diagnosis()

    @property
    def blames(self) -> bool:
        """Whether it says that something went wrong, and be it without a step."""
        return bool(self.claims or self.failure_class or self.path != FailurePath())

    @property
    def in_short(self) -> str:
        """What happened by this diagnosis, in one line, without its proof and its prose."""
        if self.no_fault:
            return "nothing is wrong"
        named = [f"step {each.step}{_sure(each)}" for each in self.claims]
        path = (("acted on at step", self.path.acted_on), ("damage at step", self.path.damage))
        walked = [f"{words} {step}" for words, step in path if step is not None]
        return "; ".join([", else ".join(named) or "no step", *walked, *filter(None, [self.failure_class])])

    def completed_by(self, second: "Diagnosis") -> "Diagnosis":
        """The first part with the second part of another diagnosis: its forecast and what its reader would change."""
        return replace(self, forecast=second.forecast, own_fix=second.own_fix)


def _sure(claim: RankedClaim) -> str:
    return "" if claim.confidence is None else f" ({round(claim.confidence * 100)} %)"
