"""Carry a diagnosis over to a sibling of the run that it was made of, as somebody would who knows that one alone."""

import re
from collections.abc import Iterator, Mapping, Sequence

from app.domain.answer import Place
from app.domain.answer_key import AnswerKey
from app.domain.claim import Pin
from app.domain.diagnosis import Cleared, Diagnosis, FailurePath, Forecast, Proof, RankedClaim
from app.domain.json import JSON, in_order
from app.domain.passage import lies_in, own_text, step_text
from app.domain.step import Run, Step
from app.scoring.clearing import clearable
from app.scoring.weights import SUSPECTS

_WORD = re.compile(r"\w+")


def best_diagnosis(key: AnswerKey) -> Diagnosis:
    """What earns everything on the run of this key."""
    suspects = clearable(key.suspects)[:SUSPECTS] if key.clean else ()
    return Diagnosis(
        no_fault=key.clean,
        claims=tuple(RankedClaim(step=step) for step in key.root[:1]),
        proof=Proof(wrong=_pins(key.wrong), right=_pins(key.right)),
        path=FailurePath(acted_on=next(iter(key.acted_on), None), damage=next(iter(key.damage), None)),
        failure_class=key.failure_class,
        forecast=tuple(Forecast(remedy=each.id, passes=float(bool(each.passes))) for each in key.asked),
        cleared=tuple(Cleared(step=each.steps[0], ruled_out_by=_pins(each.ruled_out_by)[0]) for each in suspects),
    )


def transplanted(diagnosis: Diagnosis, *, run: Run, onto: Run, key: AnswerKey) -> Diagnosis:
    """The diagnosis of `run` with its steps and passages as they are found in `onto`, a sibling with this key."""
    paths = {name: _step(getattr(diagnosis.path, name), run, onto) for name in ("acted_on", "damage")}
    asked = {remedy.id for remedy in key.asked}
    return Diagnosis(
        no_fault=diagnosis.no_fault,
        claims=tuple(RankedClaim(step=step) for each in diagnosis.claims if (step := _step(each.step, run, onto))),
        proof=Proof(
            wrong=_carried(diagnosis.proof.wrong, run, onto), right=_carried(diagnosis.proof.right, run, onto)
        ),
        path=FailurePath(**paths),
        failure_class=diagnosis.failure_class,
        forecast=tuple(each for each in diagnosis.forecast if each.remedy in asked),
        cleared=tuple(_cleared(each, run, onto) for each in diagnosis.cleared if _step(each.step, run, onto)),
    )


def _pins(places: Sequence[Place]) -> tuple[Pin, ...]:
    """The first place as a pin: its words, or what is missing there."""
    return tuple(
        Pin(step=each.step, quote=each.quote, missing=None if each.quote else each.missing) for each in places[:1]
    )


def _cleared(cleared: Cleared, run: Run, onto: Run) -> Cleared:
    pins = () if cleared.ruled_out_by is None else _carried((cleared.ruled_out_by,), run, onto)
    return Cleared(step=_step(cleared.step, run, onto) or 1, ruled_out_by=next(iter(pins), None))


def _carried(pins: Sequence[Pin], run: Run, onto: Run) -> tuple[Pin, ...]:
    found = ((pin, _step(pin.step, run, onto)) for pin in pins)
    return tuple(
        Pin(
            step=step,
            quote=_passage(pin.quote, run.steps[pin.step - 1], onto.steps[step - 1], onto),
            missing=pin.missing,
        )
        for pin, step in found
        if step is not None
    )


def _step(number: int | None, run: Run, onto: Run) -> int | None:
    """The step of `onto` that answers the same query: of its kind and name, the one asked most alike."""
    if number is None:
        return None
    step = run.steps[number - 1]
    asked = _asked(step, run)
    peers = [each for each in onto.steps if (each.kind, each.name) == (step.kind, step.name)]
    place = [each.number for each in run.steps if (each.kind, each.name) == (step.kind, step.name)].index(number)
    best = max(
        enumerate(peers),
        key=lambda each: (_likeness(asked, _asked(each[1], onto)), -abs(each[0] - place)),
        default=None,
    )
    return None if best is None else best[1].number


def _asked(step: Step, run: Run) -> frozenset[str]:
    """The words by which a step is told from its peers: its arguments, of a model step what it says."""
    return frozenset(_WORD.findall(own_text(step, run) if step.context else in_order(step.input)))


def _likeness(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / max(1, len(one | other))


def _passage(quote: str | None, step: Step, there: Step, onto: Run) -> str | None:
    """The same words where the step shows them, else the value at the place where they stood."""
    if quote is None or lies_in(quote, step_text(there, onto)):
        return quote
    for path, value in _leaves(step.output):
        if lies_in(quote, f"{path[-1] if path else ''} {value}") and (other := dict(_leaves(there.output)).get(path)):
            return other
    return quote


def _leaves(value: JSON, path: tuple[str | int, ...] = ()) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Every single value with the keys and places that lead to it."""
    if isinstance(value, Mapping):
        for key, inner in value.items():
            yield from _leaves(inner, (*path, key))
    elif isinstance(value, Sequence) and not isinstance(value, str):
        for place, inner in enumerate(value):
            yield from _leaves(inner, (*path, place))
    else:
        yield path, value if isinstance(value, str) else in_order(value)
