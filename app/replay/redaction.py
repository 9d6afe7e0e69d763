"""What is withheld of a step that stays open past the frontier, and of every recording."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from app.domain.json import JSON
from app.domain.span import Span, SpanEvent, SpanLink, Status
from app.domain.step import Run, Step, StepKind
from app.replay.frontier import as_begun

INJECTOR = "misstep."  # attributes that the recorder writes for its own proof


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


def redacted(step: Step) -> Step:
    """The step while something inside it lies past the frontier.

    A model step keeps what it said, since that came before whatever runs inside it.
    """
    if step.kind is not StepKind.MODEL:
        return as_begun(step)
    return replace(step, ended_ns=step.started_ns, status=Status.UNSET, error=None, attempts=(), state=())


def redacted_span(span: Span) -> Span:
    """A raw span of a step that still runs: only what was known when it began."""
    return replace(
        span,
        end_ns=span.start_ns,
        status=Status.UNSET,
        status_message="",
        attributes={},
        events=(),
        logs=(),
    )


def without_injector(span: Span) -> Span:
    """The span without the attributes that would tell what was injected, and where; most spans have none."""
    if not any(map(_ours, _names(span))):
        return span
    return replace(
        span,
        attributes=_plain(span.attributes),
        resource=_plain(span.resource),
        events=tuple(SpanEvent(each.name, each.time_ns, _plain(each.attributes)) for each in _shown(span.events)),
        links=tuple(SpanLink(each.trace_id, each.span_id, _plain(each.attributes)) for each in span.links),
        logs=tuple(replace(log, attributes=_plain(log.attributes)) for log in span.logs if not _ours(log.name)),
    )


def _names(span: Span) -> Iterable[str]:
    """Every name in the span by which an injector could be known."""
    yield from span.attributes
    yield from span.resource
    for event in span.events:
        yield event.name
        yield from event.attributes
    for log in span.logs:
        yield log.name
        yield from log.attributes
    for link in span.links:
        yield from link.attributes


def _shown(events: tuple[SpanEvent, ...]) -> Iterable[SpanEvent]:
    return (event for event in events if not _ours(event.name))


def _plain(attributes: Mapping[str, JSON]) -> dict[str, JSON]:
    return {key: value for key, value in attributes.items() if not _ours(key)}


def _ours(name: str) -> bool:
    return name.startswith(INJECTOR)
