"""Find what lies inside each step: its detail spans, and what its own span tells that the step does not show."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from app.assembly.draft import Draft
from app.assembly.forest import Node, place_of
from app.assembly.told_keys import is_told_event, tells_call
from app.domain.attribute_words import in_words
from app.domain.inside import NOTHING_INSIDE, InnerEvent, InnerKind, InnerSpan, Inside
from app.domain.json import JSON
from app.domain.span import LogRecord, Span
from app.domain.span_reading import Role
from app.replay.redaction import without_injector

MOST_SPANS = 200  # of one step; a reader who needs the next one looks at all of them as recorded
_EMPTY: tuple[JSON, ...] = ("", [], {}, (), None)  # gateways write dozens of names without a value
_HTTP = ("http.request.method", "http.method", "url.full", "http.url")
_QUERY = ("db.system.name", "db.system", "db.query.text", "db.statement")


def insides_of(drafts: Sequence[Draft], nodes: Iterable[Node]) -> list[Inside]:
    """What lies inside each of the steps to be, in their order, without what an injector wrote."""
    by_id = {node.span.span_id: node for node in nodes if not node.rebuilt}
    return [_inside(draft, by_id) for draft in drafts]


def _inside(draft: Draft, nodes: Mapping[str, Node]) -> Inside:
    if not draft.spans:
        return NOTHING_INSIDE
    known = _known(draft)
    spans = {span.span_id: span for one in (*draft.attempts, draft) for span in one.spans}
    ordered = sorted((nodes[span_id] for span_id in spans), key=place_of)
    found = (_detail(node.span) if node.role is Role.DETAIL else _call(node.span, known) for node in ordered)
    told = [inner for inner in found if inner is not None]
    kept = told[:MOST_SPANS]
    return Inside(tuple(_nested(kept, spans)), len(told) - len(kept))


def _known(draft: Draft) -> frozenset[str]:
    """What the head of the step says of it in one word."""
    reading = draft.reading
    said = (draft.name, draft.agent, draft.call_id, reading.request_model, reading.response_model, reading.provider)
    return frozenset(filter(None, (*said, reading.response_id, reading.finish_reason, reading.conversation_id)))


def _detail(span: Span) -> InnerSpan:
    return _inner(without_injector(span), _kind(span.attributes))


def _call(span: Span, known: frozenset[str]) -> InnerSpan | None:
    """The span of a call without what its step shows; None where nothing is left."""
    rest = {key: value for key, value in span.attributes.items() if not tells_call(key) and _tells(key, value, known)}
    events = tuple(event for event in span.events if not is_told_event(event.name))
    logs = tuple(log for log in span.logs if not is_told_event(log.name))
    if not (rest or events or logs):
        return None
    left = replace(span, status_message="", attributes=rest, events=events, logs=logs)
    inner = _inner(without_injector(left), InnerKind.CALL)
    return inner if inner.told else None


def _tells(key: str, value: JSON, known: frozenset[str]) -> bool:
    """Whether it says what the head of the step does not; a well-known name says something of any value."""
    return value not in _EMPTY and (not isinstance(value, str) or value not in known or in_words(key) is not None)


def _inner(span: Span, kind: InnerKind) -> InnerSpan:
    return InnerSpan(
        span_id=span.span_id,
        kind=kind,
        name=span.name,
        started_ns=span.start_ns,
        ended_ns=span.end_ns,
        status=span.status,
        status_message=span.status_message,
        facts=span.attributes,
        events=tuple(
            sorted(
                (
                    *(InnerEvent(event.name, event.time_ns, event.attributes) for event in span.events),
                    *(InnerEvent(log.name, log.time_ns, _logged(log)) for log in span.logs),
                ),
                key=lambda event: event.time_ns,
            )
        ),
    )


def _kind(attributes: Mapping[str, JSON]) -> InnerKind:
    if any(key in attributes for key in _QUERY):
        return InnerKind.QUERY
    return InnerKind.HTTP if any(key in attributes for key in _HTTP) else InnerKind.OTHER


def _logged(log: LogRecord) -> Mapping[str, JSON]:
    return log.attributes if log.body is None else {**log.attributes, "body": log.body}


def _nested(kept: Sequence[InnerSpan], spans: Mapping[str, Span]) -> Iterable[InnerSpan]:
    """The spans with the number of shown ones around each."""
    depths: dict[str, int] = {}
    for inner in kept:
        above = spans[inner.span_id].parent_id
        depth = depths.get(above or "", -1) + 1
        depths[inner.span_id] = depth
        yield replace(inner, depth=depth) if depth else inner
