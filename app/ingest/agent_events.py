"""Make spans of the log records that agents at a command line write of their calls instead of spans.

Claude Code, Codex, Gemini CLI and Qwen Code log an event of each prompt, call of the model and tool, with the
session that it belongs to and how long it took; without tracing no record names a span.
"""

import hashlib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TypeAlias

from app.domain.json import JSON, canonical
from app.domain.span import LogRecord, Span
from app.ingest.ids import nanoseconds
from app.ingest.lenient import as_float, as_text

_Key: TypeAlias = tuple[str, str]
PROMPT, REQUEST, REPLY = "agent.prompt", "agent.request", "agent.reply"
"""Under which names a call of the model is given what other events tell of it."""

SESSIONS = ("session.id", "conversation.id", "gen_ai.conversation.id")
_WHO = ("query_source", "subagent_name", "role")  # several agents of one session call at the same time
AGENT = "agent_name"
_COUNTS = ("input_tokens", "input_token_count")
_EVENTS = {
    "user_prompt": "prompt",
    "api_request": "request",
    "api_request_body": "request",
    "api_response": "model",
    "api_error": "model",
    "sse_event": "piece",
    "assistant_response": "reply",
    "api_response_body": "reply",
    "tool_call": "tool",
    "tool_result": "tool",
}
"""What an event is, by the last part of its name; of requests and pieces those that count tokens are the call."""


def event_span(record: LogRecord, *, scope: str) -> Span | None:
    """The span that a log record without one comes to, in the trace of its session; None for any other record."""
    attributes = record.attributes
    session = _session(attributes)
    name = event_name(record)
    if session is None or kind_of(name, attributes) in (None, "piece"):
        return None
    end = record.time_ns or nanoseconds(attributes.get("event.timestamp"), key="event.timestamp", place=name)
    took = as_float(attributes.get("duration_ms")) or 0.0
    trace_id = _trace_of(session)
    told = canonical([trace_id, end, name, dict(attributes)])
    return Span(
        trace_id=trace_id,
        span_id=hashlib.sha256(told.encode()).hexdigest()[:16],
        parent_id=None,
        name=name,
        start_ns=max(0, end - round(took * 1_000_000)),
        end_ns=end,
        attributes=attributes,
        scope=scope,
    )


def kind_of(name: str, attributes: Mapping[str, JSON]) -> str | None:
    """What the event of this name is: prompt, request, model, reply, tool or piece; None for anything else."""
    found = _EVENTS[name.rpartition(".")[2]] if _is_event(name) else None
    counts = found in ("request", "piece") and any(attributes.get(key) is not None for key in _COUNTS)
    return "model" if counts else found


def sessions_told(spans: Sequence[Span]) -> list[Span]:
    """The spans, without events of sessions that other spans tell of, and calls with the words of their events."""
    events = [(span, kind) for span in spans if (kind := _event_kind(span))]
    if not events:
        return list(spans)
    traces = {span.trace_id for span, _ in events}
    others = (_session(span.attributes) for span in spans if span.trace_id not in traces)
    twice = traces & {_trace_of(session) for session in set(others) if session}
    conversation = _Conversation()
    for span, kind in sorted(events, key=lambda event: _place(event[0])):
        conversation.add(span, kind)
    return [conversation.told(span) for span in spans if span.trace_id not in twice]


class _Conversation:
    """The calls of sessions, event by event, with what those before and after them tell."""

    def __init__(self) -> None:
        self.calls: dict[_Key, Span] = {}
        self._agents: dict[str, set[str]] = defaultdict(set)
        self._prompts: dict[str, Span] = {}
        self._answered: dict[_Key, Span | None] = {}  # the prompt that an agent's last call was given
        self._requests: dict[_Key, Span] = {}  # what an agent's next call was given
        self._last: dict[_Key, _Key] = {}

    def add(self, span: Span, kind: str) -> None:
        who = span.trace_id, speaker(span.attributes)
        self._agents[span.trace_id].update(filter(None, [as_text(span.attributes.get(AGENT))]))
        match kind:
            case "prompt":
                self._prompts[span.trace_id] = span
            case "request":
                self._requests[who] = span
            case "model" if (span.trace_id, span.span_id) not in self.calls:  # which was delivered twice
                self._last[who] = span.trace_id, span.span_id
                self.calls[self._last[who]] = _given(span, self._asked(who), self._requests.pop(who, None))
            case "reply" if who in self._last:
                call = self.calls[self._last[who]]
                self.calls[self._last[who]] = _with(call, {REPLY: content_of(span.attributes)})

    def told(self, span: Span) -> Span:
        """The span, or the call that it tells of; of the agent that alone ran tools in the session."""
        call = self.calls.get((span.trace_id, span.span_id))
        if call is None:
            return span
        agents = self._agents[span.trace_id]
        return _with(call, {AGENT: next(iter(agents))}) if len(agents) == 1 else call

    def _asked(self, who: _Key) -> Span | None:
        """The prompt that the agent's call is the first to answer."""
        asked = self._prompts.get(who[0])
        fresh = self._answered.get(who) is not asked
        self._answered[who] = asked
        return asked if fresh else None


def _given(call: Span, asked: Span | None, request: Span | None) -> Span:
    told = {PROMPT: asked and content_of(asked.attributes), REQUEST: request and content_of(request.attributes)}
    start = call.start_ns if request is None else min(call.start_ns, request.start_ns)
    return replace(_with(call, {name: value for name, value in told.items() if value}), start_ns=start)


def _with(span: Span, told: Mapping[str, JSON]) -> Span:
    return replace(span, attributes={**span.attributes, **told})


def _event_kind(span: Span) -> str | None:
    return None if span.parent_id else kind_of(span.name, span.attributes)


def _session(attributes: Mapping[str, JSON]) -> str | None:
    return next((told for name in SESSIONS if (told := as_text(attributes.get(name)))), None)


def _trace_of(session: str) -> str:
    return hashlib.sha256(session.encode()).hexdigest()[:32]


def content_of(attributes: Mapping[str, JSON]) -> JSON:
    """The words of a request or reply, or its raw body."""
    keys = ("body", "response", "request_text", "prompt")
    return next((attributes[key] for key in keys if attributes.get(key)), None)


def speaker(attributes: Mapping[str, JSON]) -> str:
    """Which of several agents of a session an event is of."""
    return next((told for key in _WHO if (told := as_text(attributes.get(key)))), "")


def event_name(record: LogRecord) -> str:
    """The event's name with the product before it, wherever that is: Claude Code has it in the body alone."""
    told = (record.body, record.attributes.get("event.name"), record.name)
    return next((name for name in told if isinstance(name, str) and _is_event(name)), record.name)


def _is_event(name: str) -> bool:
    product, _, event = name.rpartition(".")
    return bool(product) and event in _EVENTS


def _place(span: Span) -> tuple[int, float, str]:
    """In order of time; what one process numbers, by number."""
    return span.end_ns, as_float(span.attributes.get("event.sequence")) or 0.0, span.span_id
