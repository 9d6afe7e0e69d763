"""The registry of dialects: for each span, all that it is written in are asked, in this order."""

from dataclasses import replace

from app.domain.span import Span
from app.domain.span_reading import Merger, SpanReading
from app.ingest.control_flow import passes_control
from app.ingest.cut_values import with_cut_values
from app.ingest.dialects import (
    adk,
    ag2,
    agent_events,
    autogen,
    braintrust,
    claude_code,
    fallback,
    genai,
    genai_details,
    genai_events,
    genai_logs,
    genai_stored,
    genkit,
    haystack,
    indexed,
    laminar,
    langfuse,
    langsmith,
    langwatch,
    litellm,
    livekit,
    llamaindex,
    logfire,
    mastra,
    mcp,
    mlflow,
    openinference,
    pydantic_ai,
    spring_ai,
    traceloop,
    vercel,
    voltagent,
)
from app.ingest.dialects.choice import choice_of
from app.ingest.dialects.dialect import Dialect
from app.ingest.evidence import Failure, failure
from app.ingest.split_reply import whole_replies, without_reply

DIALECTS: tuple[Dialect, ...] = (
    # Frameworks' own conventions first: they know more about their spans than the common one.
    openinference.DIALECT,
    vercel.DIALECT,
    langfuse.DIALECT,
    langsmith.DIALECT,
    mlflow.DIALECT,
    haystack.DIALECT,
    mcp.DIALECT,
    autogen.DIALECT,
    braintrust.DIALECT,
    genkit.DIALECT,
    laminar.DIALECT,
    langwatch.DIALECT,
    spring_ai.DIALECT,
    traceloop.DIALECT,
    litellm.DIALECT,
    llamaindex.DIALECT,
    mastra.DIALECT,
    agent_events.DIALECT,
    claude_code.DIALECT,
    voltagent.DIALECT,
    livekit.DIALECT,
    indexed.DIALECT,
    adk.DIALECT,
    ag2.DIALECT,
    pydantic_ai.DIALECT,
    logfire.DIALECT,
    genai.DIALECT,
    genai_details.DIALECT,
    genai_events.DIALECT,
    genai_logs.DIALECT,
    genai_stored.DIALECT,
    fallback.DIALECT,
)


dialects_of = choice_of(DIALECTS)


def read_span(span: Span) -> SpanReading:
    """The span in Misstep's words: each field from the first dialect that tells it."""
    first, *others = dialects_of(span)
    merger = Merger(first.read(span))
    for dialect in others:
        dialect.tell(span, merger)
    reading = merger.reading
    said = whole_replies(reading.output_messages)
    given = without_reply(whole_replies(reading.input_messages), said)
    if (len(given), len(said)) != (len(reading.input_messages), len(reading.output_messages)):
        reading = replace(reading, input_messages=given, output_messages=said)
    reading = with_cut_values(reading, span.attributes)
    return _judged(reading, failure(span, role=reading.role))


def _judged(reading: SpanReading, found: Failure) -> SpanReading:
    """The reading with what the span itself tells of a failure; one that only passed control on has not failed."""
    if not (found.failed or reading.failed):
        return reading
    if found.passed or (not found.failed and passes_control(None, reading.error)):
        return replace(reading, failed=False, error=None)
    return replace(reading, failed=True, error=reading.error or found.error)
