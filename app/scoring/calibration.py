"""How well confidence matches truth, scored apart from the total."""

from app.domain.answer_key import AnswerKey
from app.domain.diagnosis import Diagnosis
from app.domain.step import Run
from app.scoring.relation import CauseRelation, relation


def brier(diagnosis: Diagnosis, key: AnswerKey, *, run: Run) -> float | None:
    """The mean squared distance between each stated confidence and 1 for a root cause, 0 for anything else.

    0 is perfect, 0.25 is what saying 0.5 each time earns, 1 is to be certain and wrong. None where none was stated.
    Glenn W. Brier, "Verification of forecasts expressed in terms of probability", 1950.
    """
    misses = [
        (claim.confidence - (relation(claim.step, key, run=run) is CauseRelation.ROOT)) ** 2
        for claim in diagnosis.claims
        if claim.confidence is not None
    ]
    return sum(misses) / len(misses) if misses else None
