"""Criterion path: where the wrong thing was first acted on, and where the damage was done."""

from app.domain.score import Verdict
from app.scoring.case import ScoringCase, judged, unanswered
from app.scoring.relation import call_of
from app.scoring.weights import PATH, SAME_TURN


def path(case: ScoringCase) -> Verdict:
    """The mean over the steps that the key knows: all for one of them, a part for a step of the same turn."""
    stated, key = case.diagnosis.path, case.key
    asked = [
        (given, known, what)
        for given, known, what in (
            (stated.acted_on, key.acted_on, "the wrong thing was first acted on"),
            (stated.damage, key.damage, "the damage was done"),
        )
        if known
    ]
    sentence = " ".join(_sentence(case, *each) for each in asked)
    if all(given is None for given, _, _ in asked):
        return unanswered(PATH, sentence)
    return judged(PATH, sum(_credit(case, given, known) for given, known, _ in asked) / len(asked), sentence)


def _credit(case: ScoringCase, given: int | None, known: tuple[int, ...]) -> float:
    if given is None:
        return 0.0
    if call_of(given, case.run).intersection(known):
        return 1.0
    return SAME_TURN if _turn(case, given) in {_turn(case, step) for step in known} else 0.0


def _turn(case: ScoringCase, number: int) -> int:
    """The model step that a turn begins with; a step outside of any turn is its own."""
    return case.run.steps[number - 1].turn or number


def _sentence(case: ScoringCase, given: int | None, known: tuple[int, ...], what: str) -> str:
    there = case.all_named(known)
    if given is None:
        return f"You did not say where {what}; that is {there}."
    said = f"You said that {what} at {case.named(given)}"
    credit = _credit(case, given, known)
    if credit == 1:
        return f"{said}, and so it was."
    return f"{said}; it was at {there}{', in the same turn: 0.6 of the credit' if credit else ': no credit'}."
