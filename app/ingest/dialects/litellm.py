"""LiteLLM's callback: the provider's raw request and reply under `llm.PROVIDER.*`, and what the call cost."""

import re

from app.domain.span import Span
from app.domain.span_reading import Role, SpanReading
from app.domain.step import StepKind
from app.ingest.dialects.dialect import Dialect
from app.ingest.flattened import below
from app.ingest.lenient import as_float, lenient_value
from app.ingest.messages import messages_of
from app.ingest.parameters import steering
from app.ingest.reply import reply_of
from app.ingest.request import offered, requested

RAW = "raw_gen_ai_request"
_RAW_KEY = re.compile(r"^llm\.(?P<provider>[^.]+)\.(messages|contents|choices|content|model)$")
_REPLIES = ("choices", "content", "candidates", "output")


def read(span: Span) -> SpanReading:
    """The raw call. The span around it, or the application's own in its place, tells the cost besides."""
    if span.name != RAW:
        return SpanReading(dialect="litellm", cost_usd=as_float(span.attributes.get("gen_ai.cost.total_cost")))
    provider = next((found["provider"] for key in span.attributes if (found := _RAW_KEY.match(key))), None)
    raw = {key: lenient_value(value) for key, value in below(span.attributes, f"llm.{provider}").items()}
    asked = {key: value for key, value in raw.items() if key not in _REPLIES}
    answered = {key: value for key, value in raw.items() if key in _REPLIES}
    reply = reply_of(raw)
    return SpanReading(
        dialect="litellm",
        role=Role.STEP if raw else Role.DETAIL,
        kind=StepKind.MODEL if raw else None,
        response_model=reply.model,
        response_id=reply.id,
        provider=provider,
        input_messages=requested(asked) if "messages" in asked or "contents" in asked else (),
        output_messages=messages_of(answered, role="assistant") if answered else (),
        tools=offered(asked),
        parameters=reply.steered(steering(asked)),
        usage=reply.usage,
        cost_usd=reply.cost_usd,
        finish_reason=reply.finish_reason,
    )


DIALECT = Dialect("litellm", read, names=("litellm.call_id",), also=lambda span: span.name == RAW)
