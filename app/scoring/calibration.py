"""How well confidence matches truth, scored apart from the total."""

from app.domain.answer_key import AnswerKey
from app.domain.diagnosis import Diagnosis


def brier(diagnosis: Diagnosis, key: AnswerKey) -> float | None:
    """The mean squared distance between each claim's confidence and 1 for a root cause, 0 for anything else.

    0 is perfect, 0.25 is what saying 0.5 each time earns, 1 is to be certain and wrong. None without claims.
    Glenn W. Brier, "Verification of forecasts expressed in terms of probability", 1950.
    """
    if not diagnosis.claims:
        return None
    misses = [(claim.confidence - (claim.step in key.root)) ** 2 for claim in diagnosis.claims]
    return sum(misses) / len(misses)
