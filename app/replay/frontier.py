"""What may be told at a frontier about things that reach past it: containers, enclosing steps, parallel groups."""

from collections.abc import Iterator
from dataclasses import dataclass

from app.domain.span import Status
from app.domain.step import Container, Run, Step


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenContainer:
    """A container as far as it is revealed. While `running`, it has neither an end nor a status."""

    id: str
    name: str
    agent: str | None
    parent: str | None
    first: int
    last: int | None
    status: Status | None

    @property
    def running(self) -> bool:
        return self.last is None


def seen_container(container: Container, *, frontier: int, complete: bool) -> SeenContainer:
    """A container is over once a step after it is revealed: its last step does not tell that it was the last."""
    over = complete or container.last < frontier
    return SeenContainer(
        id=container.id,
        name=container.name,
        agent=container.agent,
        parent=container.parent,
        first=container.first,
        last=container.last if over else None,
        status=container.status if over else None,
    )


def closes_at(run: Run) -> dict[int, int]:
    """For each step whose own span encloses later steps (a sub-agent called as a tool), the last of those.

    Until that step is revealed, the enclosing step has begun but not ended: see `as_begun`.
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


def as_begun(step: Step) -> Step:
    """The step as its beginning shows it: no result, error, end, tokens or state, for they came later."""
    return Step(
        number=step.number,
        label=step.label,
        kind=step.kind,
        name=step.name,
        span_ids=step.span_ids,
        status=Status.UNSET,
        started_ns=step.started_ns,
        ended_ns=step.started_ns,
        agent=step.agent,
        lane=step.lane,
        path=step.path,
        turn=step.turn,
        call_id=step.call_id,
        context=step.context,
        input=step.input,
        model=step.request_model,
        request_model=step.request_model,
        rebuilt=step.rebuilt,
    )
