"""Score a whole diagnosis: its verdicts, the capped total, and the baselines beside it."""

from collections.abc import Iterator
from dataclasses import replace

from app.domain.answer_key import AnswerKey
from app.domain.claim import Pin
from app.domain.diagnosis import Diagnosis
from app.domain.errors import DiagnosisRejected
from app.domain.score import Score, Verdict
from app.domain.step import Run
from app.scoring.baselines import baselines
from app.scoring.calibration import brier, said_of, stated
from app.scoring.case import ScoringCase
from app.scoring.criteria import criteria_of, left_out_of
from app.scoring.step_values import StepValues
from app.scoring.weights import CAPS, FULL, ROOT_CAUSE


def score(diagnosis: Diagnosis, key: AnswerKey, *, run: Run, ticket: str) -> Score:
    """What `diagnosis` earns against `key`, whose step numbers are those of `run`; `ticket` is what was reported.

    Raises DiagnosisRejected, naming the field, for a step or a change that the run does not have.
    """
    check_against(diagnosis, key, run=run)
    case = ScoringCase(diagnosis=diagnosis, key=key, run=run, values=StepValues(run))
    verdicts, total, cap = judge(case)
    said = stated(diagnosis, key, run=run)
    return Score(
        verdicts=verdicts,
        total=round(total, 1),
        capped=cap < FULL,
        cap=cap,
        baselines=baselines(case, ticket=ticket, total=lambda guess: judge(replace(case, diagnosis=guess))[1]),
        brier=brier(said_of(ROOT_CAUSE, said)),
        left_out=left_out_of(key),
        stated=said,
    )


def judge(case: ScoringCase) -> tuple[tuple[Verdict, ...], float, float]:
    """The verdicts, the total that they come to, and the cap that held it down; `FULL` where none did."""
    verdicts = weighted(tuple(judge(case) for judge in criteria_of(case.key).values()))
    total = round(sum(verdict.points for verdict in verdicts), 6)  # 59.99999999 is 60
    cap = _cap(verdicts)
    return verdicts, min(total, cap), cap if total > cap else FULL


def weighted(verdicts: tuple[Verdict, ...]) -> tuple[Verdict, ...]:
    """The verdicts with weights that add up to a hundred: what is left out goes to the others in proportion."""
    share = FULL / sum(verdict.weight for verdict in verdicts)
    return tuple(replace(verdict, weight=verdict.weight * share) for verdict in verdicts)


def _cap(verdicts: tuple[Verdict, ...]) -> float:
    """The highest total that these verdicts allow."""
    causes = [verdict for verdict in verdicts if verdict.criterion == ROOT_CAUSE]
    return next((cap for bound, cap in CAPS for cause in causes if cause.credit < bound), FULL)


def check_against(diagnosis: Diagnosis, key: AnswerKey, *, run: Run) -> None:
    """Refuse what cannot be compared. The words tell neither how long the run is nor which changes there are."""
    there = {step.number for step in run.steps}
    for where, step in _named_steps(diagnosis):
        if step not in there:
            raise DiagnosisRejected(f"{where}: this run has no step {step}; give the number of a step of it")
    known = {remedy.id for remedy in key.remedies}
    for place, each in enumerate(diagnosis.forecast):
        if each.remedy not in known:
            raise DiagnosisRejected(
                f"forecast[{place}].remedy: {each.remedy!r} is no change that was recorded here; leave it out"
            )


def _named_steps(diagnosis: Diagnosis) -> Iterator[tuple[str, int]]:
    """Every step that a diagnosis names, with its field."""
    yield from ((f"claims[{place}].step", each.step) for place, each in enumerate(diagnosis.claims))
    proof, path = diagnosis.proof, diagnosis.path
    for role, pins in (("wrong", proof.wrong), ("right", proof.right)):
        yield from ((f"proof.{role}[{place}].step", pin.step) for place, pin in enumerate(pins))
    yield from (
        (f"path.{name}", step)
        for name, step in (("acted_on", path.acted_on), ("damage", path.damage))
        if step is not None
    )
    for place, cleared in enumerate(diagnosis.cleared):
        yield f"cleared[{place}].step", cleared.step
        if isinstance(cleared.ruled_out_by, Pin):
            yield f"cleared[{place}].ruled_out_by.step", cleared.ruled_out_by.step
