"""Take back an error that an instrumentation wrote on the spans after the one that failed."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from app.domain.span import Span, Status
from app.domain.span_reading import SpanReading


def without_spread_errors(spans: Sequence[Span], readings: Mapping[str, SpanReading]) -> dict[str, SpanReading]:
    """The readings of a trace; one has not failed that answers, and only repeats what a span before it threw.

    OpenInference's processor for the Vercel AI SDK gives every span that ends after the first failure of its trace
    the status and the words of that failure. What failed itself has an exception of its own, or no answer.
    """
    thrown: dict[str, int] = {}  # what was thrown, and when the first span ended that threw it
    throwers = [span for span in spans if _thrown(span)]
    for span in throwers:
        for message in _thrown(span):
            thrown[message] = min(span.end_ns, thrown.get(message, span.end_ns))
    around = _around(throwers, {span.span_id: span.parent_id for span in spans}) if throwers else frozenset()
    return {
        span.span_id: _healed(readings[span.span_id])
        if span.status is Status.ERROR
        and thrown.get(span.status_message, span.end_ns + 1) <= span.end_ns
        and span.span_id not in around
        else readings[span.span_id]
        for span in spans
    }


def _around(throwers: Sequence[Span], parents: Mapping[str, str | None]) -> frozenset[str]:
    """The spans that threw something, and all above them: an exception passes through these."""
    found: set[str] = set()
    for span in throwers:
        at: str | None = span.span_id
        while at is not None and at not in found:
            found.add(at)
            at = parents.get(at)
    return frozenset(found)


def _healed(reading: SpanReading) -> SpanReading:
    return replace(reading, failed=False, error=None) if _answers(reading) else reading


def _thrown(span: Span) -> list[str]:
    told = (event.attributes.get("exception.message") for event in span.events if event.name == "exception")
    return [message for message in told if isinstance(message, str) and message]


def _answers(reading: SpanReading) -> bool:
    """Whether something came of it: words, calls or a result."""
    return bool(reading.output_messages) or reading.output is not None
