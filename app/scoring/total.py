"""Score a whole diagnosis: its verdicts, the capped total, and the baselines beside it."""

from app.domain.answer_key import AnswerKey
from app.domain.diagnosis import Diagnosis
from app.domain.errors import DiagnosisRejected
from app.domain.score import Score, Verdict
from app.domain.step import Run
from app.scoring.baselines import baselines
from app.scoring.calibration import brier
from app.scoring.case import ScoringCase
from app.scoring.criteria import CRITERIA
from app.scoring.no_fault import decided_by_no_fault
from app.scoring.weights import CAP, CAP_BELOW, ROOT_CAUSE


def score(diagnosis: Diagnosis, key: AnswerKey, *, run: Run) -> Score:
    """What `diagnosis` earns against `key`, whose step numbers are those of `run`.

    Raises DiagnosisRejected, naming the field, for a step or a remedy that the run does not have.
    """
    check_against(diagnosis, key, run=run)
    case = ScoringCase(diagnosis=diagnosis, key=key, run=run)
    verdicts = decided_by_no_fault(case) or tuple(judge(case) for judge in CRITERIA.values())
    total, capped = capped_total(verdicts)
    return Score(
        verdicts=verdicts,
        total=total,
        capped=capped,
        baselines=baselines(run, key),
        brier=brier(diagnosis, key),
    )


def capped_total(verdicts: tuple[Verdict, ...]) -> tuple[float, bool]:
    """The sum of points to one decimal, held at the cap while the root cause is missed; and whether it was held."""
    total = sum(verdict.points for verdict in verdicts)
    cause = next(verdict for verdict in verdicts if verdict.criterion == ROOT_CAUSE)
    capped = cause.credit < CAP_BELOW and total > CAP
    return round(CAP if capped else total, 1), capped


def check_against(diagnosis: Diagnosis, key: AnswerKey, *, run: Run) -> None:
    """Refuse what cannot be compared. The words tell neither how long the run is nor which remedies there are."""
    there = {step.number for step in run.steps}
    cited = [(f"claims[{place}]", claim.step) for place, claim in enumerate(diagnosis.claims)]
    cited += [(f"evidence[{place}]", found.step) for place, found in enumerate(diagnosis.evidence)]
    for where, step in cited:
        if step not in there:
            raise DiagnosisRejected(f"{where}.step: this run has no step {step}; give the number of a step of it")
    if diagnosis.remedy is not None and all(remedy.id != diagnosis.remedy for remedy in key.remedies):
        raise DiagnosisRejected(
            f"remedy: {diagnosis.remedy!r} is not a remedy of this scenario; leave it out and give a fix_lever"
        )
