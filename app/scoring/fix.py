"""Criterion fix: whether the lever, or the concrete remedy, would have repaired the run."""

from app.domain.answer_key import Remedy
from app.domain.fault import Lever
from app.domain.score import Verdict
from app.scoring.case import ScoringCase, judged, unanswered
from app.scoring.weights import ACCEPTED_LEVER, FIX


def fix(case: ScoringCase) -> Verdict:
    """A remedy that was recorded to repair the run earns full credit; everything else is judged by its lever."""
    lever = case.diagnosis.fix_lever
    remedy = next((known for known in case.key.remedies if known.id == case.diagnosis.remedy), None)
    if remedy is not None and remedy.repairs:
        return judged(FIX, 1.0, f"With your remedy, {remedy.title!r}, the run passes its check.")
    tried = f"With your remedy, {remedy.title!r}, the run still fails its check. " if remedy else ""
    best = f"The lever that repairs this run is {case.key.fix_lever}{_example(case)}."
    if lever is None:
        return judged(FIX, 0.0, f"{tried}{best}") if remedy else unanswered(FIX, f"You chose no lever. {best}")
    return _by_lever(lever, case, tried=tried, best=best)


def _by_lever(lever: Lever, case: ScoringCase, *, tried: str, best: str) -> Verdict:
    if lever is case.key.fix_lever:
        return judged(FIX, 1.0, f"{tried}Your lever, {lever}, is the one that repairs this run{_example(case)}.")
    if lever in case.key.accepted_levers:
        return judged(FIX, ACCEPTED_LEVER, f"{tried}Your lever, {lever}, is accepted for 0.7 of the credit. {best}")
    return judged(FIX, 0.0, f"{tried}Your lever, {lever}, does not reach the cause. {best}")


def _example(case: ScoringCase) -> str:
    right: Remedy | None = next((remedy for remedy in case.key.remedies if remedy.repairs), None)
    return f", as in {right.title!r}" if right else ""
