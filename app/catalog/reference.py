"""Find the step, or the steps, of a run that an authored reference (REF) means.

A REF is a kind, then either a name or a text or both, then which of the matches:

    tool:get_order#2        the second call of get_order
    tool:get_order#-1       the last one
    tool:get_order#*        every one of them, where a list of steps or places is asked for
    tool:get_order~{order}  the first call whose arguments or result contain the fact `order`
    model~I will refund     the first model step that says so (its output; a context repeats the past)
    model#3                 the third model step
    REF^                    the model step that asked for REF
    REF>                    the next model step after REF in the same lane
"""

import re
from collections.abc import Callable, Mapping

from app.domain.errors import ScenarioRejected
from app.domain.json import JSON
from app.domain.passage import lies_in, own_text
from app.domain.step import Run, Step, StepKind

_REF = re.compile(
    r"(?P<kind>[a-z]+)(:(?P<name>[^~#^>]+))?(~(?P<text>.+?))?(#(?P<nth>-?[1-9]\d*|\*))?(?P<moves>[\^>]*)", re.DOTALL
)
_EVERY = "*"
_FACT = re.compile(r"\{(\w+)\}")


def resolve(reference: str, *, run: Run, facts: Mapping[str, JSON]) -> int:
    """The number of the one step that `reference` means. Raises ScenarioRejected saying what does not match."""
    if is_open(reference):
        raise ScenarioRejected(f"{reference!r} means every such step where one is asked for; give its number")
    (number,) = resolve_all(reference, run=run, facts=facts)
    return number


def is_open(reference: str) -> bool:
    """Whether a reference means as many steps as there are."""
    parts = _REF.fullmatch(reference.strip())
    return parts is not None and parts["nth"] == _EVERY


def resolve_all(reference: str, *, run: Run, facts: Mapping[str, JSON]) -> tuple[int, ...]:
    """The numbers of all steps that `reference` means, in order. Raises ScenarioRejected as `resolve` does."""
    parts = _REF.fullmatch(reference.strip())
    if parts is None or parts["kind"] not in set(StepKind):
        kinds = ", ".join(StepKind)
        raise ScenarioRejected(f"{reference!r} is not a step reference; write KIND:NAME#N, with KIND one of {kinds}")
    name = _filled(parts["name"], reference, facts)
    text = _filled(parts["text"], reference, facts)
    found = [
        step
        for step in run.steps
        if step.kind == parts["kind"]
        and (name is None or step.name == name)
        and (text is None or lies_in(text, own_text(step, run)))
    ]
    every = parts["nth"] == _EVERY and found
    steps = found if every else [_nth(found, parts["nth"] or "1", reference=reference, run=run)]
    for move in parts["moves"]:
        steps = [_MOVES[move](step, run, reference) for step in steps]
    return tuple(sorted({step.number for step in steps}))


def _filled(template: str | None, reference: str, facts: Mapping[str, JSON]) -> str | None:
    if template is None:
        return None
    for fact in _FACT.findall(template):
        if fact not in facts:
            raise ScenarioRejected(f"{reference!r}: no fact {fact!r}; there are: {', '.join(sorted(facts))}")
    return _FACT.sub(lambda found: str(facts[found[1]]), template)


def _nth(found: list[Step], nth: str, *, reference: str, run: Run) -> Step:
    wanted = 1 if nth == _EVERY else int(nth)
    place = wanted - 1 if wanted > 0 else wanted
    if -len(found) <= place < len(found):
        return found[place]
    kind = reference.partition(":")[0].partition("~")[0].partition("#")[0]
    there = sorted({f"{step.kind}:{step.name}" for step in run.steps if step.kind == kind})
    raise ScenarioRejected(
        f"{reference!r} matches {len(found)} steps; this run's {kind} steps are: {', '.join(there) or 'none'}"
    )


def _asker(step: Step, run: Run, reference: str) -> Step:
    asked = [other for other in run.steps if other.number == step.turn and other.kind is StepKind.MODEL]
    if not asked or asked[0] is step:
        raise ScenarioRejected(
            f"{reference!r}: no model step asked for step {step.number} ({step.name}); leave out ^"
        )
    return asked[0]


def _next_model(step: Step, run: Run, reference: str) -> Step:
    for other in run.steps:
        if other.number > step.number and other.kind is StepKind.MODEL and other.lane == step.lane:
            return other
    raise ScenarioRejected(f"{reference!r}: no model step follows step {step.number} ({step.name}); leave out >")


_MOVES: Mapping[str, Callable[[Step, Run, str], Step]] = {"^": _asker, ">": _next_model}
