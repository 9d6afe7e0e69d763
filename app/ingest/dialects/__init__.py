"""The registry of dialects: for each span, all that recognise it are asked, in this order."""

from dataclasses import replace

from app.domain.reading import Reading
from app.domain.span import Span
from app.ingest.dialects import (
    adk,
    ag2,
    autogen,
    braintrust,
    fallback,
    genai,
    genai_details,
    genai_events,
    genai_logs,
    genkit,
    haystack,
    indexed,
    laminar,
    langfuse,
    langsmith,
    langwatch,
    litellm,
    llamaindex,
    logfire,
    mcp,
    mlflow,
    openinference,
    pydantic_ai,
    spring_ai,
    traceloop,
    vercel,
)
from app.ingest.dialects.dialect import Dialect, merge
from app.ingest.evidence import failure
from app.ingest.split_reply import whole_replies

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
    indexed.DIALECT,
    adk.DIALECT,
    ag2.DIALECT,
    pydantic_ai.DIALECT,
    logfire.DIALECT,
    genai.DIALECT,
    genai_details.DIALECT,
    genai_events.DIALECT,
    genai_logs.DIALECT,
    fallback.DIALECT,
)


def read_span(span: Span) -> Reading:
    """The span in Misstep's words: each field from the first dialect that tells it."""
    reading = merge([dialect.read(span) for dialect in DIALECTS if dialect.recognises(span)])
    reading = replace(
        reading,
        input_messages=whole_replies(reading.input_messages),
        output_messages=whole_replies(reading.output_messages),
    )
    found = failure(span)
    if not (found.failed or reading.failed):
        return reading
    return replace(reading, failed=True, error=reading.error or found.error)
