"""Guesses that read nothing, and what each would have scored."""

import re
from collections.abc import Callable, Iterator

from app.domain.answer_key import AnswerKey
from app.domain.claim import Pin
from app.domain.diagnosis import Diagnosis, Forecast, Proof, RankedClaim
from app.domain.passage import own_text
from app.domain.score import Baseline
from app.domain.step import Run, Step
from app.scoring.case import ScoringCase
from app.scoring.forecast import base_rate
from app.scoring.guesses import guessed_steps
from app.scoring.relation import CauseRelation, relation

RANDOM = "random step"
NO_FAULT = "always “nothing is wrong”"
A_FAULT = "always a fault"
SHOTGUN = "shotgun"

MOST = 40.0  # what a guess may earn on a run that is worth reading

_COMMONEST_CLASS = "tool.swallowed_error"  # of the family with the most classes
_WORD = re.compile(r"[^\W\d_]{4,}")
_VALUE = re.compile(r"\b[\w-]*\d[\w.,-]*\w")

Total = Callable[[Diagnosis], float]


def baselines(case: ScoringCase, *, ticket: str, total: Total) -> tuple[Baseline, ...]:
    """What each guess would have scored on this run; `total` is what a diagnosis earns there."""
    run, key = case.run, case.key
    return (
        _drawn(run, key, total),
        *(_named(name, step, case, total) for name, step in guessed_steps(run).items()),
        _constant(NO_FAULT, Diagnosis(no_fault=True), total),
        _constant(A_FAULT, Diagnosis(failure_class=_COMMONEST_CLASS), total),
        _constant(SHOTGUN, shotgun(run, key, ticket=ticket), total),
    )


def chance_of_root(run: Run, key: AnswerKey) -> float:
    """How likely a step drawn at random is a root cause."""
    return sum(_is_root(step.number, key, run) for step in run.steps) / len(run.steps)


def shotgun(run: Run, key: AnswerKey, *, ticket: str) -> Diagnosis:
    """The two steps that share the most words with the ticket, and its first two values that occur in the run.

    With the share of changes that pass as the forecast of each.
    """
    words = set(_WORD.findall(ticket.casefold()))
    texts = {step.number: own_text(step, run) for step in run.steps}
    shared = {number: len(words & set(_WORD.findall(text.casefold()))) for number, text in texts.items()}
    steps = sorted(run.steps, key=lambda step: (-shared[step.number], step.number))[:2]
    wrong, right = [*_first_values(ticket, run.steps, texts), (), ()][:2]
    return Diagnosis(
        claims=tuple(RankedClaim(step=step.number) for step in steps),
        proof=Proof(wrong=wrong, right=right),
        forecast=tuple(Forecast(remedy=remedy.id, passes=base_rate(key)) for remedy in key.asked),
    )


def _first_values(ticket: str, steps: tuple[Step, ...], texts: dict[int, str]) -> Iterator[tuple[Pin, ...]]:
    for value in dict.fromkeys(_VALUE.findall(ticket)):
        where = next((step.number for step in steps if value in texts[step.number]), None)
        if where is not None:
            yield (Pin(step=where, quote=value),)


def _drawn(run: Run, key: AnswerKey, total: Total) -> Baseline:
    expected = sum(total(_naming(step.number)) for step in run.steps) / len(run.steps)
    return Baseline(name=RANDOM, step=None, chance=chance_of_root(run, key), total=round(expected, 1))


def _named(name: str, step: int | None, case: ScoringCase, total: Total) -> Baseline:
    if step is None:
        return Baseline(name=name, step=None, chance=0.0, total=0.0)
    found = round(total(_naming(step)), 1)
    return Baseline(name=name, step=step, chance=float(_is_root(step, case.key, case.run)), total=found)


def _constant(name: str, diagnosis: Diagnosis, total: Total) -> Baseline:
    return Baseline(name=name, step=None, chance=0.0, total=round(total(diagnosis), 1))


def _naming(step: int) -> Diagnosis:
    return Diagnosis(claims=(RankedClaim(step=step),))


def _is_root(step: int, key: AnswerKey, run: Run) -> bool:
    return relation(step, key, run=run) is CauseRelation.ROOT
