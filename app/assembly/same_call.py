"""Tell whether two spans report one and the same call."""

import re
from collections.abc import Sequence

from app.assembly.arguments import likeness, plain_text
from app.domain.json import canonical
from app.domain.message import ToolCall, ToolResult
from app.domain.span import Span
from app.domain.span_reading import SpanReading
from app.domain.step import StepKind

_PREFIX = re.compile(r"[A-Za-z]+(?=[-_])")
SLACK_NS = 5_000_000  # the inner span of a pair may outlive the outer by the time an exporter hook takes


def same_call(one: Span, its: SpanReading, *, other: Span, other_reading: SpanReading) -> bool:
    """Whether two spans that do not lie in each other report one call of a model or tool.

    Two libraries watched it: other scopes, one time inside the other, and nothing that contradicts. Two tools
    must have something in common as well: an id, their arguments or their result.
    """
    if its.kind is not other_reading.kind or its.failed != other_reading.failed:
        return False
    if one.scope == other.scope or not (_inside(one, other) or _inside(other, one)):
        return False
    if its.kind is StepKind.TOOL:
        return its.name == other_reading.name and _same_content(its, other_reading)
    return its.kind in (StepKind.MODEL, StepKind.EMBEDDING) and agree(its, other_reading)


def reply_of_stream(request: Span, its: SpanReading, *, reply: Span, told: SpanReading) -> bool:
    """Whether one span tells what was asked, and a later one without duration the same and the streamed reply."""
    if not (is_untold(its) and is_instant_reply(reply, told)) or request.scope != reply.scope:
        return False
    return reply.start_ns >= request.end_ns and its.input_messages == told.input_messages


def is_untold(reading: SpanReading) -> bool:
    """Whether a model span tells what was asked, and nothing of what came of it."""
    if reading.kind is not StepKind.MODEL or not reading.input_messages:
        return False
    return not (reading.output_messages or reading.usage or reading.failed)


def is_instant_reply(span: Span, reading: SpanReading) -> bool:
    """Whether a model span has a reply and no duration."""
    return reading.kind is StepKind.MODEL and span.start_ns == span.end_ns and bool(reading.output_messages)


def proven_copy(one: Span, its: SpanReading, *, other: Span, other_reading: SpanReading) -> bool:
    """Like `same_call`, for spans that nothing else ties to each other: something that both say must be equal too."""
    if not same_call(one, its, other=other, other_reading=other_reading):
        return False
    if its.kind is StepKind.TOOL:
        return True
    if its.response_id and its.response_id == other_reading.response_id:
        return True
    asked, theirs = _asked(its), _asked(other_reading)
    return not (asked and theirs and asked != theirs) and words_said(its) == words_said(other_reading) != ""


def proofs(reading: SpanReading) -> tuple[str, ...]:
    """One of these is equal in two reports that prove to be of one call."""
    if reading.kind is StepKind.TOOL:
        return (f"tool {reading.name}",)
    found = (reading.response_id and f"id {reading.response_id}", words_said(reading))
    return tuple(proof for proof in found if proof)


def words_said(reading: SpanReading) -> str:
    """What the model said, alike for each library that tells of it; empty where this one does not."""
    return f"said {_said(reading)}" if reading.output_messages else ""


def agree(one: SpanReading, other: SpanReading) -> bool:
    """Whether nothing that both tell contradicts: response id, tokens, what was said."""
    if one.response_id and other.response_id and _maker(one.response_id) == _maker(other.response_id):
        return one.response_id == other.response_id
    generated, others = _generated(one), _generated(other)
    if generated and others and not generated & others:
        return False
    said, theirs = words_said(one), words_said(other)
    return not (said and theirs and said != theirs) or _without_content(one, other)


def _without_content(one: SpanReading, other: SpanReading) -> bool:
    """Whether one of two replies tells no more than which tools were called, and the other nothing else."""
    calls, theirs = _calls(one), _calls(other)
    if not (_bare(calls) or _bare(theirs)) or sorted(c.name for c in calls) != sorted(c.name for c in theirs):
        return False
    return not (_text(one) and _text(other)) or _text(one) == _text(other)


def _bare(calls: Sequence[ToolCall]) -> bool:
    return bool(calls) and all(call.arguments is None for call in calls)


def _same_content(one: SpanReading, other: SpanReading) -> bool:
    """Whether two reports of a tool tell the same: the id where both have one, else arguments, else the result."""
    if one.call_id and other.call_id:
        return one.call_id == other.call_id
    given, theirs = likeness(one.input), likeness(other.input)
    if given and theirs:
        return given == theirs
    return one.output is not None and other.output is not None and plain_text(one.output) == plain_text(other.output)


def _maker(response_id: str) -> str:
    """Who made an id, by its prefix: LangChain gives a streamed reply a `run--...` beside OpenAI's `chatcmpl-...`."""
    prefix = _PREFIX.match(response_id)
    return prefix[0] if prefix else ""


def _generated(reading: SpanReading) -> set[int]:
    """What may be given as the count of output tokens: with the reasoning, or as some write it without."""
    usage = reading.usage
    if usage is None or not usage.output_tokens:
        return set()
    return {usage.output_tokens, usage.output_tokens - (usage.reasoning_tokens or 0)}


def _asked(reading: SpanReading) -> str:
    """The words that the model answered, without blanks; empty where they are no text."""
    return "".join(reading.input_messages[-1].text.split()) if reading.input_messages else ""


def _said(reading: SpanReading) -> str:
    """What the model said, without the differences in how it was recorded.

    Not every library tells of the tools that the provider ran within the call.
    """
    calls = sorted(canonical([call.name, call.arguments]) for call in _calls(reading))
    return _text(reading) + "|" + "|".join(calls)


def _text(reading: SpanReading) -> str:
    return "".join("".join(message.text.split()) for message in reading.output_messages)


def _calls(reading: SpanReading) -> list[ToolCall]:
    """What the reply asked the application for."""
    parts = [part for message in reading.output_messages for part in message.parts]
    within = {_key(part.id, part.name) for part in parts if isinstance(part, ToolResult)}
    return [part for part in parts if isinstance(part, ToolCall) and _key(part.id, part.name) not in within]


def _key(call_id: str | None, name: str | None) -> tuple[str | None, str | None]:
    return call_id, None if call_id else name


def _inside(inner: Span, outer: Span) -> bool:
    return outer.start_ns - SLACK_NS <= inner.start_ns and inner.end_ns <= outer.end_ns + SLACK_NS
