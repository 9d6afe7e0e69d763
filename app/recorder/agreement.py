"""Whether two arms are the same, span for span, up to a step: names, attributes, messages, events, times."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any

from app.domain.json import canonical
from app.domain.span import Span
from app.domain.step import Run
from app.domain.trace import Trace


@dataclass(frozen=True, slots=True)
class SpanDifference:
    """The first span that differs, the number of its step (None above all steps), and what differs."""

    step: int | None
    span: str
    what: str


def first_difference(one: Trace, other: Trace, *, run: Run, step: int) -> SpanDifference | None:
    """The first difference before step number `step` of `one`, whose steps are `run`; None if there is none.

    Spans that are still open when that step starts have no more than a name and a start to agree on. Ids never
    count: they are drawn anew for every arm.
    """
    until = run.steps[step - 1].started_ns
    ours, theirs = (_before(trace, until) for trace in (one, other))
    owners = {span_id: each.number for each in run.steps for span_id in each.span_ids}
    for mine, yours in zip_longest(ours, theirs):
        if mine is None or (yours is not None and yours.span.start_ns < mine.span.start_ns):
            return SpanDifference(None, yours.span.name, "has no like in the broken arm")
        what = _what(mine, yours)
        if what:
            return SpanDifference(_owner(mine.span, one, owners), mine.span.name, what)
    return None


def same_at(one: Trace, other: Trace, *, run: Run, step: int) -> bool:
    """Whether all that step number `step` of `one` recorded is in `other` too, at the same time."""
    owned = run.steps[step - 1].span_ids
    ours = [parts for span, parts in _closed(one) if span.span_id in owned]
    theirs = [parts for _, parts in _closed(other)]
    return all(parts in theirs for parts in ours)


@dataclass(frozen=True, slots=True)
class _Seen:
    """A span as far as it can be seen at a moment."""

    span: Span
    parts: Mapping[str, Any]

    @property
    def place(self) -> tuple[int, int, str]:
        """Order by start; what starts together is ordered by its end and its content, never by id."""
        return (self.span.start_ns, -self.parts.get("end", self.span.start_ns), canonical(self.parts))


def _before(trace: Trace, until: int) -> Iterator[_Seen]:
    """The spans that started before the moment, as they stood then."""
    names = {span.span_id: span.name for span in trace.spans}
    started = (span for span in trace.spans if span.start_ns < until)
    seen = (_Seen(span, _parts(span, names, closed=span.end_ns <= until)) for span in started)
    return iter(sorted(seen, key=lambda each: each.place))


def _closed(trace: Trace) -> list[tuple[Span, dict[str, Any]]]:
    names = {span.span_id: span.name for span in trace.spans}
    return [(span, _parts(span, names, closed=True)) for span in trace.spans]


def _parts(span: Span, names: Mapping[str, str], *, closed: bool) -> dict[str, Any]:
    begun = {"name": span.name, "start": span.start_ns, "parent": names.get(span.parent_id or "")}
    if not closed:
        return begun
    events = [[event.name, event.time_ns, dict(event.attributes)] for event in span.events]
    ended = {"end": span.end_ns, "status": [span.status, span.status_message], "events": events, "scope": span.scope}
    return begun | ended | {f"attribute {key}": value for key, value in span.attributes.items()}


def _what(mine: _Seen, yours: _Seen | None) -> str | None:
    """What is not the same in the two, in words."""
    if yours is None or mine.span.start_ns < yours.span.start_ns:
        return "has no like in the healthy arm"
    differing = [
        part for part in dict.fromkeys((*mine.parts, *yours.parts)) if mine.parts.get(part) != yours.parts.get(part)
    ]
    return ", ".join(differing) + (" differs" if len(differing) == 1 else " differ") if differing else None


def _owner(span: Span, trace: Trace, owners: Mapping[str, int]) -> int | None:
    """The step that a span belongs to: its own, or the nearest above it."""
    spans = {each.span_id: each for each in trace.spans}
    at: Span | None = span
    while at is not None and at.span_id not in owners:
        at = spans.get(at.parent_id or "")
    return owners[at.span_id] if at is not None else None
