"""Criterion root cause: how near the claimed steps come to where the failure began."""

from app.domain.score import Verdict
from app.scoring.case import ScoringCase, judged, unanswered
from app.scoring.relation import CauseRelation, relation, worth
from app.scoring.weights import RANK_CREDIT, ROOT_CAUSE

_RANKS = ("", " as your alternative, which halves the credit")


def root_cause(case: ScoringCase) -> Verdict:
    """Each claim earns the credit of its step's relation to the key times that of its rank; the better counts."""
    began = f"the failure began at {case.all_named(case.key.root)}"
    if case.diagnosis.no_fault:
        return judged(ROOT_CAUSE, 0.0, f"You said that nothing is wrong; {began}.")
    if not case.diagnosis.claims:
        return unanswered(ROOT_CAUSE, f"You named no step; {began}.")
    ranks = range(min(len(case.diagnosis.claims), len(RANK_CREDIT)))
    credit, rank = max((claim_credit(case, rank), -rank) for rank in ranks)
    return judged(ROOT_CAUSE, credit, _sentence(case, -rank, began))


def claim_credit(case: ScoringCase, rank: int) -> float:
    """What the claim at this rank, counted from 0, earns."""
    return relation(case.diagnosis.claims[rank].step, case.key, run=case.run).credit * RANK_CREDIT[rank]


def _sentence(case: ScoringCase, rank: int, began: str) -> str:
    step = case.diagnosis.claims[rank].step
    found = relation(step, case.key, run=case.run)
    named = f"You named {case.named(step)}{_RANKS[rank]}"
    if found is CauseRelation.ROOT:
        return f"{named}; {worth(found)}{' of that rank' if rank else ''}."
    return f"{named}; {began}. Of step {step}: {worth(found)}."
