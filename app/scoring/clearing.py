"""Criterion clearing suspects: whether steps that look wrong were ruled out by a passage that does so."""

from app.domain.answer import Suspect
from app.domain.diagnosis import Cleared
from app.domain.score import Verdict
from app.scoring.case import ScoringCase, judged, unanswered
from app.scoring.places import Placement, placement
from app.scoring.relation import call_of
from app.scoring.weights import CLEARING, SUSPECTS


def clearing(case: ScoringCase) -> Verdict:
    """Each of two suspects that is cleared by a passage which rules it out earns half."""
    cleared = case.diagnosis.cleared
    if not case.diagnosis.no_fault:
        return unanswered(CLEARING, "Clearing suspects counts where you said that nothing is wrong.")
    if not cleared:
        looks = _suspects(case)
        return unanswered(CLEARING, f"You cleared no suspect. What looks wrong and is not: {looks}.")
    needed = min(SUSPECTS, len(clearable(case.key.suspects)))
    met: list[Suspect] = []
    sentences = []
    for each in cleared:
        found, why = _ruled_out(case, each, met)
        met += [found] if found else []
        sentences.append(why)
    return judged(CLEARING, min(len(met), needed) / needed, " ".join(sentences))


def clearable(suspects: tuple[Suspect, ...]) -> tuple[Suspect, ...]:
    """The suspects that a passage of the run rules out."""
    return tuple(suspect for suspect in suspects if suspect.steps and suspect.ruled_out_by)


def _ruled_out(case: ScoringCase, cleared: Cleared, met: list[Suspect]) -> tuple[Suspect | None, str]:
    """The suspect that is cleared, if one is that was not before, and a sentence on it."""
    step = case.named(cleared.step).capitalize()
    call = call_of(cleared.step, case.run)
    suspected = [suspect for suspect in clearable(case.key.suspects) if call.intersection(suspect.steps)]
    if not suspected:
        return None, f"{step} is not among what looks wrong here: no credit."
    if cleared.ruled_out_by is None:
        return None, f"{step} looks wrong, and you pinned nothing that rules it out: {suspected[0].why}"
    for suspect in suspected:
        if placement(cleared.ruled_out_by, suspect.ruled_out_by, case.values)[0] is Placement.MET:
            if suspect in met:
                return None, f"{step} is the suspect that you had cleared already."
            return (
                suspect,
                f"{step} is ruled out by what you pinned at step {cleared.ruled_out_by.step}: {suspect.why}",
            )
    why = placement(cleared.ruled_out_by, suspected[0].ruled_out_by, case.values)[0].value
    return None, f"{step} looks wrong, and what you pinned does not rule it out ({why}): {suspected[0].why}"


def _suspects(case: ScoringCase) -> str:
    steps = sorted({step for suspect in clearable(case.key.suspects) for step in suspect.steps})
    return ", ".join(map(case.named, steps))
