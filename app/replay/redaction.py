"""What is withheld of whatever stays open past the frontier, and of every recording.

One rule, for steps, their rows, sums over them, containers and raw spans: what is still open has neither an end nor
an outcome. Of a step only its beginning is known; a model step keeps what it said, since that came before whatever
runs inside it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import chain
from typing import TypeVar

from app.domain.header import StepHeader
from app.domain.json import JSON
from app.domain.span import Span, SpanEvent, SpanLink, Status
from app.domain.step import Container, Step, StepKind
from app.replay.totals import Totals

INJECTOR = "misstep."  # attributes that the recorder writes for its own proof
N = TypeVar("N", int, float)


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


def seen_container(container: Container, *, over: bool) -> SeenContainer:
    """The container; what tells of its end only once it is over."""
    return SeenContainer(
        id=container.id,
        name=container.name,
        agent=container.agent,
        parent=container.parent,
        first=container.first,
        last=container.last if over else None,
        status=container.status if over else None,
    )


def redacted_step(step: Step) -> Step:
    """A step that is still open. The model that answered is part of the answer; the one that was asked for is not."""
    if step.kind is StepKind.MODEL:
        begun = replace(
            step,
            ended_ns=step.started_ns,
            status=Status.UNSET,
            error=None,
            inside=None,
            span_ids=step.span_ids[:1],
            same_call=None,
        )
        return replace(begun, attempts=(), repairs=(), state=())
    return Step(
        number=step.number,
        label=step.label,
        kind=step.kind,
        name=step.name,
        span_ids=step.span_ids[:1],  # others may have begun past the frontier
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


def redacted_header(header: StepHeader) -> StepHeader:
    """The row of such a step. It holds no other model than the one that answered."""
    begun = replace(header, ended_ns=None, status=Status.UNSET, failed=False, tries=1, repaired=False)
    begun = replace(begun, first_try="", same_call=None, repetition=None)
    if header.kind is StepKind.MODEL:
        return begun
    return replace(begun, model=None, input_tokens=None, output_tokens=None, cost_usd=None)


def redacted_totals(totals: Totals, still_open: Iterable[StepHeader]) -> Totals:
    """Sums without what the steps that are still open will have brought."""
    for header in still_open:
        if header.number <= totals.step:
            totals = _without(totals, header)
    return totals


def _without(totals: Totals, header: StepHeader) -> Totals:
    shown = redacted_header(header)
    unsaid = header.input_tokens != shown.input_tokens
    return replace(
        totals,
        errors=totals.errors - header.failed,
        input_tokens=_minus(totals.input_tokens, header.input_tokens, shown.input_tokens),
        output_tokens=_minus(totals.output_tokens, header.output_tokens, shown.output_tokens),
        cached_tokens=None if unsaid else totals.cached_tokens,  # how many of them were its own is not known
        cost_usd=_minus(totals.cost_usd, header.cost_usd, shown.cost_usd),
    )


def _minus(total: N | None, counted: N | None, shown: N | None) -> N | None:
    """Where nothing is left, nothing else was known: a zero would tell that this step will bring something."""
    if total is None or counted is None or counted == shown:
        return total
    return round(total - counted, 12) or None  # to a millionth of a millionth of a dollar


def redacted_span(span: Span) -> Span:
    """A raw span of a step that is still open: only what was known when it began."""
    return replace(
        span,
        end_ns=span.start_ns,
        status=Status.UNSET,
        status_message="",
        attributes={},
        events=(),
        logs=(),
        dropped_attributes=0,
        dropped_events=0,
    )


def without_injector(span: Span) -> Span:
    """The span without the attributes that would tell what was injected, and where; most spans have none."""
    if f"\n{INJECTOR}" not in "\n".join(("", *_names(span))):
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
    events = ((event.name, *event.attributes) for event in span.events)
    logs = ((log.name, *log.attributes) for log in span.logs)
    links = (link.attributes for link in span.links)
    return chain(span.attributes, span.resource, chain.from_iterable(chain(events, logs, links)))


def _shown(events: tuple[SpanEvent, ...]) -> Iterable[SpanEvent]:
    return (event for event in events if not _ours(event.name))


def _plain(attributes: Mapping[str, JSON]) -> dict[str, JSON]:
    return {key: value for key, value in attributes.items() if not _ours(key)}


def _ours(name: str) -> bool:
    return name.startswith(INJECTOR)
