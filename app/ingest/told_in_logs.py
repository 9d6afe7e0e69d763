"""Give calls of the model the words that log records of the span around them tell: Claude Code's, with tracing."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from app.domain.json import JSON
from app.domain.span import LogRecord, Span
from app.ingest.agent_events import REPLY, REQUEST, content_of, event_name, kind_of, speaker
from app.ingest.lenient import as_float, as_int

_COUNTS = ("input_tokens", "output_tokens")
_NEAR_NS = 1_000_000_000  # the record of a call is written when its span has ended


def with_logged_words(spans: Sequence[Span]) -> list[Span]:
    """The spans of a trace; a call that a record counts as many tokens for has the words of the records with it."""
    records = [record for span in spans for record in span.logs if kind_of(event_name(record), record.attributes)]
    if not records:
        return list(spans)
    calls: dict[tuple[int | None, ...], list[Span]] = defaultdict(list)
    for span in spans:
        if "input_tokens" in span.attributes:
            calls[_counts(span.attributes)].append(span)
    told = _told(sorted(records, key=_place), calls)
    return [_with(span, told[span.span_id]) if span.span_id in told else span for span in spans]


def _told(
    records: Iterable[LogRecord], calls: Mapping[tuple[int | None, ...], list[Span]]
) -> dict[str, dict[str, JSON]]:
    """By the id of each call what was asked before the record that counts its tokens, and said after it."""
    found: dict[str, dict[str, JSON]] = {}
    asked: dict[str, JSON] = {}
    last: dict[str, dict[str, JSON]] = {}
    for record in records:
        who = speaker(record.attributes)
        match kind_of(event_name(record), record.attributes):
            case "request":
                asked[who] = content_of(record.attributes)
            case "model":
                request = asked.pop(who, None)
                last[who] = {} if request is None else {REQUEST: request}
                near = (one for one in calls.get(_counts(record.attributes), ()) if one.span_id not in found)
                call = min(near, key=lambda one: abs(one.end_ns - record.time_ns), default=None)
                if call is not None and abs(call.end_ns - record.time_ns) <= _NEAR_NS:
                    found[call.span_id] = last[who]
            case "reply" if who in last:
                last[who][REPLY] = content_of(record.attributes)
            case _:
                pass
    return found


def _counts(attributes: Mapping[str, JSON]) -> tuple[int | None, ...]:
    return tuple(as_int(attributes.get(key)) for key in _COUNTS)


def _with(span: Span, told: Mapping[str, JSON]) -> Span:
    return replace(span, attributes={**span.attributes, **told})


def _place(record: LogRecord) -> tuple[int, float]:
    return record.time_ns, as_float(record.attributes.get("event.sequence")) or 0.0
