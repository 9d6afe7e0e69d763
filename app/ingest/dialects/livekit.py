"""LiveKit's voice agents: `lk.*`, beside the common conventions on the requests to models."""

from dataclasses import replace

from app.domain.json import JSON
from app.domain.message import Message
from app.domain.span import Span
from app.domain.span_reading import Role, SpanReading
from app.domain.step import StepKind
from app.ingest.dialects.dialect import Dialect
from app.ingest.lenient import as_dict, as_flag, as_list, as_text, lenient_value
from app.ingest.messages import messages_of
from app.ingest.tools import tools_of

_PREFIX = "lk."
_DETAILS = frozenset({"tts_node", "tts_request", "stt_node", "eou_wait", "eou_detection", "vad", "user_speaking"})


def read(span: Span) -> SpanReading:
    """Tools are steps; what is heard and spoken is detail; a model's node holds its request and has the words."""
    attributes = span.attributes
    base = SpanReading(dialect="livekit", agent=as_text(attributes.get("lk.agent_name")))
    if "lk.function_tool.name" in attributes:
        return _tool(span, base)
    given, said = _told(span, "chat_ctx"), _told(span, "response.text")
    calls = attributes.get("lk.response.function_calls")
    if given is not None or calls is not None:
        return replace(
            base,
            role=Role.CONTAINER,
            kind=StepKind.MODEL,
            name=span.name,
            input_messages=messages_of(as_dict(given).get("items") or given),
            output_messages=_reply(said, calls),
            tools=tools_of(attributes.get("lk.function_tools")),
        )
    return replace(base, role=Role.DETAIL if span.name in _DETAILS else None)


def _told(span: Span, name: str) -> JSON:
    """What a span tells; newer versions mark what may be personal."""
    return span.attributes.get(f"{_PREFIX}{name}", span.attributes.get(f"{_PREFIX}pii.{name}"))


def _reply(said: JSON, calls: JSON) -> tuple[Message, ...]:
    body = {"role": "assistant", "content": said or "", "tool_calls": as_list(calls)}
    return messages_of(body, role="assistant") if said or body["tool_calls"] else ()


def _tool(span: Span, base: SpanReading) -> SpanReading:
    attributes = span.attributes
    failed = as_flag(attributes.get("lk.function_tool.is_error"))
    found = lenient_value(_told(span, "function_tool.output"))
    return replace(
        base,
        role=Role.STEP,
        kind=StepKind.TOOL,
        name=as_text(attributes["lk.function_tool.name"]),
        call_id=as_text(attributes.get("lk.function_tool.id")),
        input=lenient_value(_told(span, "function_tool.arguments")),
        output=found,
        failed=failed,
        error=as_text(found) if failed else None,
    )


DIALECT = Dialect("livekit", read, prefixes=(_PREFIX,))
