"""Criterion forecast: how well the stated probabilities foretold what the recorded changes did."""

from app.domain.answer_key import AnswerKey
from app.domain.score import Verdict
from app.scoring.case import ScoringCase, judged, unanswered
from app.scoring.weights import FORECAST


def forecast(case: ScoringCase) -> Verdict:
    """One minus the mean squared error over that of the base rate, and never below 0.

    So stating the share of changes that pass for each of them earns nothing, and certainty that is right everywhere
    earns all. A change of which nothing was said counts as if that share had been stated. The skill score of
    Brier's rule: A. H. Murphy, "Skill scores based on the mean square error", 1988.
    """
    base = base_rate(case.key)
    did = f"{_counted(sum(bool(remedy.passes) for remedy in case.key.asked))} of {len(case.key.asked)} pass the check"
    if not case.diagnosis.forecast:
        return unanswered(FORECAST, f"You forecast nothing; of the changes that were recorded, {did}.")
    error = _error(case, base)
    credit = max(0.0, 1 - error / (base * (1 - base)))
    said = f"Of the changes that were recorded, {did}. You forecast {len(case.diagnosis.forecast)} of them"
    measure = f"with a mean squared error of {error:.2f}, where the share alone has {base * (1 - base):.2f}"
    return judged(FORECAST, credit, f"{said} {measure}: {credit:.2f} of the credit.")


def base_rate(key: AnswerKey) -> float:
    """The share of the changes asked about with which the check passes; 0 where there are none."""
    return sum(bool(remedy.passes) for remedy in key.asked) / max(1, len(key.asked))


def _error(case: ScoringCase, base: float) -> float:
    stated = {each.remedy: each.passes for each in case.diagnosis.forecast}
    asked = case.key.asked
    return sum((stated.get(each.id, base) - bool(each.passes)) ** 2 for each in asked) / len(asked)


def _counted(number: int) -> str:
    return "none" if number == 0 else str(number)
