"""How far steps reach: the last step inside each, by containers and by spans."""

from collections.abc import Iterable, Iterator, Mapping

from app.domain.span import Span
from app.domain.step import Run, Step


def closes_at(run: Run) -> dict[int, int]:
    """For each step whose own span encloses later steps (a sub-agent called as a tool), the last of those.

    Until a step after that one is revealed, the enclosing step has begun but not ended: see `redaction`.
    """
    owners = {span: step.number for step in run.steps for span in step.span_ids}
    parents = {item.id: item.parent for item in run.containers}
    found: dict[int, int] = {}
    for container in run.containers:
        for above in _parents(container.parent, parents):
            number = owners.get(above)
            if number is not None and number < container.last:
                found[number] = max(found.get(number, 0), container.last)
    return found


def _parents(parent: str | None, parents: dict[str, str | None]) -> Iterator[str]:
    met = set()
    while parent is not None and parent not in met:
        met.add(parent)
        yield parent
        parent = parents.get(parent)


def closing_steps(run: Run, spans: Iterable[Span]) -> dict[int, int]:
    """For each step, the last step that has a span below one of its own; its own number where none does."""
    owner = {span_id: step.number for step in run.steps for span_id in step.span_ids}
    parents = {span.span_id: span.parent_id for span in spans}
    closes = {step.number: step.number for step in run.steps}
    for step in reversed(run.steps):
        for above in _owners_above(step, owner, parents):
            closes[above] = max(closes[above], closes[step.number], step.number)
    return closes


def _owners_above(step: Step, owner: Mapping[str, int], parents: Mapping[str, str | None]) -> set[int]:
    """The steps that own a span above this step's spans."""
    found: set[int] = set()
    for span_id in step.span_ids:
        seen = {span_id}
        above = parents.get(span_id)
        while above is not None and above not in seen:
            seen.add(above)
            if (number := owner.get(above, step.number)) != step.number:
                found.add(number)
            above = parents.get(above)
    return found
