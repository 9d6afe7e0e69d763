"""Criterion nothing is wrong: whether a run that only looks wrong was seen to be right."""

from app.domain.score import Verdict
from app.scoring.case import ScoringCase, judged, unanswered
from app.scoring.weights import NOTHING_WRONG


def nothing_wrong(case: ScoringCase) -> Verdict:
    """All for saying so, nothing for a fault that is claimed; the sentence tells what rules it out."""
    if case.diagnosis.no_fault:
        return judged(NOTHING_WRONG, 1.0, "You said that nothing is wrong, and so it is: this run is right.")
    if not case.diagnosis.blames:
        return unanswered(NOTHING_WRONG, "You did not say that nothing is wrong; this run is right.")
    blamed = " and ".join(case.named(claim.step) for claim in case.diagnosis.claims) or "a fault without a step"
    return judged(NOTHING_WRONG, 0.0, f"You named {blamed}; this run is right.{_ruled_out(case)}")


def _ruled_out(case: ScoringCase) -> str:
    """Why what was blamed only looks wrong."""
    blamed = {claim.step for claim in case.diagnosis.claims}
    told = dict.fromkeys(
        f" {case.named(step).capitalize()} only looks wrong: {suspect.why}"
        for suspect in case.key.suspects
        for step in suspect.steps
        if step in blamed
    )
    return "".join(told)
