"""Criterion evidence: F1 of the cited steps against the steps that prove the failure."""

from app.domain.passage import lies_in, own_text, step_text
from app.domain.score import Verdict
from app.scoring.case import ScoringCase, judged, unanswered
from app.scoring.weights import EVIDENCE


def evidence(case: ScoringCase) -> Verdict:
    """F1 over distinct cited steps, with the key's evidence steps as the ones to find.

    Precision counts, so citing everything does not pay. A step of the causal chain, or one that rules out a
    wrong theory, is a sensible citation: it counts neither for nor against. A citation whose quote is not a
    passage of its step does not count at all. A wrapper or child of the root cause that shows the passage
    which the key quotes from the root cause stands in for it.
    """
    wanted = {step.step for step in case.key.evidence}
    if not case.diagnosis.evidence:
        return unanswered(EVIDENCE, f"You cited nothing; the proof is in {_steps(wanted)}.")
    honest, misquoted = _cited(case)
    found = (honest & wanted) | _stood_in_for(honest, case)
    beside = honest - wanted - _sensible(case)
    credit = 2 * len(found) / (len(found) + len(beside) + len(wanted)) if found else 0.0
    return judged(EVIDENCE, credit, _sentence(found=found, wanted=wanted, beside=beside, misquoted=misquoted))


def _stood_in_for(honest: set[int], case: ScoringCase) -> set[int]:
    """Evidence at the root cause whose passage a cited wrapper or child shows too."""
    beside_root = [own_text(case.run.steps[number - 1], case.run) for number in honest & set(case.key.near)]
    at_root = [step for step in case.key.evidence if step.step in case.key.root]
    return {step.step for step in at_root if step.quote and any(lies_in(step.quote, text) for text in beside_root)}


def _sensible(case: ScoringCase) -> set[int]:
    key = case.key
    ruling_out = {step for theory in key.wrong_theories for step in theory.steps}
    return {*key.root, *key.near, *key.chain, *key.symptom, *ruling_out} - {step.step for step in key.red_herrings}


def _cited(case: ScoringCase) -> tuple[set[int], set[int]]:
    """The steps cited with no quote or a true one, and those cited with nothing but quotes they do not contain."""
    honest: set[int] = set()
    misquoted: set[int] = set()
    for cited in case.diagnosis.evidence:
        step = case.run.steps[cited.step - 1]
        true = cited.quote is None or lies_in(cited.quote, step_text(step, case.run))
        (honest if true else misquoted).add(cited.step)
    return honest, misquoted - honest


def _sentence(*, found: set[int], wanted: set[int], beside: set[int], misquoted: set[int]) -> str:
    said = [f"You cited {len(found)} of {_count(len(wanted), 'step')} of proof ({_steps(wanted)})"]
    if missed := wanted - found:
        said.append(f"missing {_steps(missed)}")
    if beside:
        said.append(
            f"{_steps(beside)} {'proves' if len(beside) == 1 else 'prove'} nothing here and lowered precision"
        )
    if misquoted:
        said.append(f"the quote for {_steps(misquoted)} is not in that step, so it did not count")
    return "; ".join(said) + "."


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _steps(numbers: set[int]) -> str:
    """`step 9`, `steps 9 and 14`, `steps 3, 9 and 14`."""
    first = [str(number) for number in sorted(numbers)]
    last = first.pop() if first else "none"
    return f"steps {', '.join(first)} and {last}" if first else f"step {last}"
