"""Where "no fault" decides everything: clean controls, and faults that were declared clean."""

from app.domain.score import Outcome, Verdict
from app.scoring.case import ScoringCase
from app.scoring.weights import ROOT_CAUSE, WEIGHTS

_FOLLOWS = "Follows from the verdict on the root cause."


def decided_by_no_fault(case: ScoringCase) -> tuple[Verdict, ...] | None:
    """The verdicts where "no fault" was right, wrong, or missing on a clean run; else None.

    On a clean control "no fault" earns everything and an invented fault nothing; on a fault "no fault" earns
    nothing, however good the rest of the diagnosis is.
    """
    if case.key.clean:
        return _on_a_clean_run(case)
    if case.diagnosis.no_fault:
        began = case.all_named(case.key.root)
        return _all(0.0, Outcome.INCORRECT, f"You said “no fault”; the failure began at {began}.")
    return None


def _on_a_clean_run(case: ScoringCase) -> tuple[Verdict, ...]:
    if case.diagnosis.no_fault:
        return _all(1.0, Outcome.CORRECT, f"You said “no fault”, and this run is right.{_herrings(case)}")
    if not _blames(case):
        return _all(0.0, Outcome.NOT_ANSWERED, "This run has no fault; “no fault” was the diagnosis to give.")
    blamed = " and ".join(case.named(claim.step) for claim in case.diagnosis.claims) or "a fault without a step"
    return _all(0.0, Outcome.INCORRECT, f"You named {blamed}; this run has no fault.{_herrings(case)}")


def _blames(case: ScoringCase) -> bool:
    diagnosis = case.diagnosis
    return bool(diagnosis.claims or diagnosis.failure_class or diagnosis.fix_lever or diagnosis.remedy)


def _herrings(case: ScoringCase) -> str:
    """Why what was blamed, or the only thing to blame, looks wrong; of many things, which they are."""
    herrings = case.key.red_herrings
    blamed = {claim.step for claim in case.diagnosis.claims}
    told = [each for each in herrings if each.step in blamed or len(herrings) == 1]
    if told:
        return "".join(f" {case.named(each.step).capitalize()} only looks wrong: {each.why}" for each in told)
    numbers = [str(number) for number in sorted({each.step for each in herrings})]
    return f" Steps {', '.join(numbers[:-1])} and {numbers[-1]} only look wrong." if len(numbers) > 1 else ""


def _all(credit: float, outcome: Outcome, sentence: str) -> tuple[Verdict, ...]:
    return tuple(
        Verdict(
            criterion=criterion,
            weight=weight,
            credit=credit,
            outcome=outcome,
            sentence=sentence if criterion == ROOT_CAUSE else _FOLLOWS,
        )
        for criterion, weight in WEIGHTS.items()
    )
