"""Guesses that read nothing, and what each would have scored: the floor that a reading must rise above."""

import re
from collections.abc import Callable, Mapping
from types import MappingProxyType

from app.domain.answer_key import AnswerKey
from app.domain.passage import own_text
from app.domain.score import Baseline
from app.domain.span import Status
from app.domain.step import Run, Step
from app.scoring.relation import relation
from app.scoring.weights import FULL, ROOT_CAUSE, WEIGHTS

RANDOM = "random step"
NO_FAULT = "always “no fault”"

_ERROR = re.compile(r"\b(?:error|exception|fail(?:ed|ure|s)?|traceback|time(?:d[ -])?out)", re.IGNORECASE)


def _first(run: Run) -> Step | None:
    return run.steps[0]


def _last(run: Run) -> Step | None:
    return run.steps[-1]


def _middle(run: Run) -> Step | None:
    return run.steps[(len(run.steps) - 1) // 2]


def _first_error_status(run: Run) -> Step | None:
    return next((step for step in run.steps if step.status is Status.ERROR), None)


def _first_mention(run: Run) -> Step | None:
    return next((step for step in run.steps if _ERROR.search(own_text(step, run))), None)


def _longest(run: Run) -> Step | None:
    return max(run.steps, key=lambda step: (step.duration_ms, -step.number))


def _costliest(run: Run) -> Step | None:
    """By recorded or computed cost; by tokens where no step has a cost."""
    dearest = max(run.steps, key=lambda step: (step.cost_usd or 0.0, _tokens(step), -step.number))
    return dearest if dearest.cost_usd or _tokens(dearest) else None


def _tokens(step: Step) -> int:
    return (step.usage.input_tokens or 0) + (step.usage.output_tokens or 0)


GUESSES: Mapping[str, Callable[[Run], Step | None]] = MappingProxyType(
    {
        "first step": _first,
        "last step": _last,
        "middle step": _middle,
        "first step with error status": _first_error_status,
        "first step that mentions an error": _first_mention,
        "longest step": _longest,
        "costliest step": _costliest,
    }
)


def guessed_steps(run: Run) -> dict[str, int | None]:
    """The step that each guess names in this run; None where it finds nothing to name."""
    return {name: (step.number if (step := guess(run)) else None) for name, guess in GUESSES.items()}


def chance_of_root(run: Run, key: AnswerKey) -> float:
    """How likely a step drawn at random is a root cause."""
    return sum(step.number in key.root for step in run.steps) / len(run.steps)


def baselines(run: Run, key: AnswerKey) -> tuple[Baseline, ...]:
    """What naming a step without reading, and nothing else, would have scored on this run."""
    expected = sum(_total(step.number, key) for step in run.steps) / len(run.steps)
    drawn = Baseline(name=RANDOM, step=None, chance=chance_of_root(run, key), total=round(expected, 1))
    never = Baseline(name=NO_FAULT, step=None, chance=0.0, total=FULL if key.clean else 0.0)
    return (drawn, *(_named(name, step, key) for name, step in guessed_steps(run).items()), never)


def _named(name: str, step: int | None, key: AnswerKey) -> Baseline:
    if step is None:
        return Baseline(name=name, step=None, chance=0.0, total=0.0)
    return Baseline(name=name, step=step, chance=float(step in key.root), total=round(_total(step, key), 1))


def _total(step: int, key: AnswerKey) -> float:
    """The total of a diagnosis that names only this step; on a clean control that is an invented fault."""
    if key.clean:
        return 0.0
    return relation(step, key).credit * WEIGHTS[ROOT_CAUSE]
