"""Which line of guidance a warm-up shows: what to do next, by what its reader has done and by nothing else."""

from enum import StrEnum

from fastapi import Request, Response

from app.attempts.attempt_view import AttemptView
from app.http.cookies import set_layout
from app.http.forgetting import GUIDE_COOKIE


class GuideLine(StrEnum):
    """The lines in their order; each is said in `warm_up/guide.html`, in the same words to everybody."""

    TICKET = "ticket"
    WALK = "walk"
    CLAIM = "claim"
    WRONG = "wrong"
    RIGHT = "right"
    DIAGNOSIS = "diagnosis"
    FORECAST = "forecast"

    @property
    def place(self) -> int:
        return tuple(GuideLine).index(self) + 1

    @property
    def of(self) -> int:
        """How many lines there are."""
        return len(GuideLine)

    @property
    def walking(self) -> bool:
        """Whether a step that is opened leads on to the next line."""
        return self in {GuideLine.TICKET, GuideLine.WALK}


class GuideChoice(StrEnum):
    HIDDEN = "hidden"
    SHOWN = "shown"


def guide_line(attempt: AttemptView, shown: int | None = None) -> GuideLine | None:
    """The line for an open attempt at a warm-up, at the step that is `shown`; None for every other attempt."""
    if not attempt.scenario.warm_up or attempt.done or attempt.withheld or attempt.run_deleted:
        return None
    proof = attempt.draft.proof
    if attempt.locked:
        return GuideLine.FORECAST
    if proof.wrong:
        return GuideLine.DIAGNOSIS if proof.right else GuideLine.RIGHT
    if attempt.pins or any(claim.withdrawn_at is None for claim in attempt.claims):
        return GuideLine.WRONG
    opened = attempt.opened | ({shown} if shown else set())
    if attempt.at_end and opened & {attempt.frontier, attempt.window.call_of(attempt.frontier)}:
        return GuideLine.CLAIM
    return GuideLine.WALK if opened - {1} else GuideLine.TICKET


def keep_guide(request: Request, answer: Response, asked: GuideChoice | None, attempt: AttemptView | None) -> None:
    """Remember for this attempt what the address asked for."""
    if asked is not None and attempt is not None:
        hidden = asked is GuideChoice.HIDDEN
        set_layout(request, answer, GUIDE_COOKIE, attempt.id if hidden else asked.value)
