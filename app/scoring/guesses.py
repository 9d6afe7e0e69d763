"""Steps that somebody who reads nothing would name: the floor that a reading must rise above."""

import re
from collections import Counter
from collections.abc import Callable, Mapping
from statistics import median
from types import MappingProxyType

from app.domain.passage import own_text
from app.domain.span import Status
from app.domain.step import Run, Step, StepKind

_ERROR = re.compile(r"\b(?:error|exception|fail(?:ed|ure|s)?|traceback|time(?:d[ -])?out)", re.IGNORECASE)
_INDEX_DATE = re.compile(
    r"(?:index|build|built|version|updated|revision)\w*[\"'\s:=]{1,8}(\d{4}-\d{2}-\d{2})", re.IGNORECASE
)
_AMOUNT = re.compile(r"\d[\d.,]*\d")
_PEERS = 3  # fewer have no ordinary size
_UNLIKE = 4.0  # times the median, or a part of it


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


def _loudest(run: Run) -> Step | None:
    """The failed step with the longest error; where none failed, the first that mentions an error."""
    failed = [step for step in run.steps if step.failed]
    loudest = max(failed, key=lambda step: (len(step.error or ""), -step.number), default=None)
    return loudest or _first_mention(run)


def _longest(run: Run) -> Step | None:
    return max(run.steps, key=lambda step: (step.duration_ms, -step.number))


def _costliest(run: Run) -> Step | None:
    """By recorded or computed cost; by tokens where no step has a cost."""
    dearest = max(run.steps, key=lambda step: (step.cost_usd or 0.0, _tokens(step), -step.number))
    return dearest if dearest.cost_usd or _tokens(dearest) else None


def _tokens(step: Step) -> int:
    return (step.usage.input_tokens or 0) + (step.usage.output_tokens or 0)


def _odd_one_out(run: Run) -> Step | None:
    """The first step with a model unlike the others', else with an odd date of an index, else of an odd size."""
    return _odd_model(run) or _odd_date(run) or _odd_size(run)


def _odd_model(run: Run) -> Step | None:
    models = Counter(step.model for step in run.steps if step.model)
    usual = models.most_common(1)
    return next((step for step in run.steps if step.model and step.model != usual[0][0]), None)


def _odd_date(run: Run) -> Step | None:
    dates = {step.number: set(_INDEX_DATE.findall(own_text(step, run))) for step in run.steps}
    usual = Counter(date for found in dates.values() for date in found).most_common(1)
    return next((step for step in run.steps if dates[step.number] - {usual[0][0]}), None) if usual else None


def _odd_size(run: Run) -> Step | None:
    """Farthest from the median of the steps of its name."""
    sizes = {step.number: 1 + len(own_text(step, run)) for step in run.steps if step.kind is not StepKind.MODEL}
    found: list[tuple[float, int, Step]] = []
    for name in {step.name for step in run.steps}:
        peers = [step for step in run.steps if step.name == name and step.number in sizes]
        if len(peers) >= _PEERS:
            usual = median(sizes[step.number] for step in peers)
            found += [
                (max(sizes[each.number] / usual, usual / sizes[each.number]), -each.number, each) for each in peers
            ]
    times, _, step = max(found, key=lambda each: each[:2], default=(0.0, 0, None))
    return step if times >= _UNLIKE else None


def _first_mention_of_the_final_value(run: Run) -> Step | None:
    """Where the first figure of the last words that a model said stands first."""
    said = next((text for step in reversed(run.steps) if step.output_messages and (text := own_text(step, run))), "")
    amounts = _AMOUNT.findall(said)
    return next((step for step in run.steps if amounts and amounts[0] in own_text(step, run)), None)


GUESSES: Mapping[str, Callable[[Run], Step | None]] = MappingProxyType(
    {
        "first step": _first,
        "last step": _last,
        "middle step": _middle,
        "first step with error status": _first_error_status,
        "first step that mentions an error": _first_mention,
        "loudest error": _loudest,
        "longest step": _longest,
        "costliest step": _costliest,
        "odd one out": _odd_one_out,
        "first mention of the final value": _first_mention_of_the_final_value,
    }
)

LOOKING = frozenset({"odd one out", "first mention of the final value"})  # they look at values, if at nothing else


def guessed_steps(run: Run) -> dict[str, int | None]:
    """The step that each guess names in this run; None where it finds nothing to name."""
    return {name: (step.number if (step := guess(run)) else None) for name, guess in GUESSES.items()}
