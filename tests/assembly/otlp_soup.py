"""Spans of all kinds, thrown together: any parent, any time, any attribute."""

from dataclasses import dataclass

from hypothesis import strategies as st

_IDS = [f"{n:016x}" for n in range(1, 9)]
_TRACES = ["a" * 32, "b" * 32]
_MESSAGES = [
    '[{"role": "user", "parts": [{"type": "text", "content": "Hello?"}]}]',
    '[{"role": "assistant", "parts": [{"type": "tool_call", "id": "c1", "name": "lookup", "arguments": {}}]}]',
    '[{"role": "tool", "parts": [{"type": "tool_call_response", "id": "c1", "response": "Error: no"}]}]',
    '[{"role": "assistant", "content": "One."}, {"role": "assistant", "content": "Two."}]',
    "not json",
]
_TEXTS = st.sampled_from(["lookup", "gpt-4o-mini", "ada", "Error: no", "{'a': 1}", "[1, [2", "", "\x00", *_MESSAGES])
_OPERATIONS = st.sampled_from(
    ["chat", "execute_tool", "invoke_agent", "retrieval", "embeddings", "handoff", "unheard_of"]
)
_KEYS = st.sampled_from(
    [
        "gen_ai.tool.name", "gen_ai.agent.name", "gen_ai.request.model", "gen_ai.input.messages", "gen_ai.output.messages",
        "gen_ai.tool.call.id", "gen_ai.tool.call.arguments", "gen_ai.tool.call.result", "error.type", "http.method",
        "input.value", "output.value", "llm.input_messages.0.message.content", "gen_ai.response.id",
    ]
)  # fmt: skip
_KINDS = st.sampled_from(["LLM", "TOOL", "AGENT", "CHAIN", "RETRIEVER", "GUARDRAIL"])


@dataclass(frozen=True)
class Soup:
    """Spans as OTLP bodies, with the scope of each."""

    spans: tuple

    def request(self):
        return {"resourceSpans": [block for one in self.one_a_line() for block in one["resourceSpans"]]}

    def one_a_line(self):
        return [
            {"resourceSpans": [{"scopeSpans": [{"scope": {"name": scope}, "spans": [body]}]}]}
            for scope, body in self.spans
        ]


@st.composite
def _attributes(draw):
    found = {key: draw(_TEXTS) for key in draw(st.lists(_KEYS, max_size=5, unique=True))}
    if draw(st.booleans()):
        found["gen_ai.operation.name"] = draw(_OPERATIONS)
    elif draw(st.booleans()):
        found["openinference.span.kind"] = draw(_KINDS)
    return [{"key": key, "value": {"stringValue": value}} for key, value in found.items()]


@st.composite
def _span(draw):
    body = {
        "traceId": draw(st.sampled_from(_TRACES)),
        "spanId": draw(st.sampled_from(_IDS)),
        "name": draw(_TEXTS),
        "startTimeUnixNano": str(draw(st.integers(0, 40)) * 1_000_000),
        "endTimeUnixNano": str(draw(st.integers(0, 60)) * 1_000_000),
        "attributes": draw(_attributes()),
        "status": {"code": draw(st.integers(0, 2))},
    }
    if draw(st.booleans()):
        body["parentSpanId"] = draw(st.sampled_from(_IDS))
    if draw(st.integers(0, 5)) == 0:
        body["links"] = [{"traceId": draw(st.sampled_from(_TRACES)), "spanId": draw(st.sampled_from(_IDS))}]
    return draw(st.sampled_from(["one", "two"])), body


def soups():
    """One to fourteen spans over eight ids and two traces."""
    return st.lists(_span(), min_size=1, max_size=14).map(lambda spans: Soup(tuple(spans)))


def requests():
    """JSON that looks like an export here and there."""
    keys = st.sampled_from(
        [
            "resourceSpans",
            "scopeSpans",
            "spans",
            "attributes",
            "key",
            "value",
            "stringValue",
            "traceId",
            "spanId",
            "events",
            "resourceLogs",
            "scopeLogs",
            "logRecords",
            "x",
        ]
    )
    leaves = st.none() | st.booleans() | st.integers() | st.sampled_from(["a" * 32, "b" * 16, "", "x"])
    return st.recursive(
        leaves, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(keys, inner, max_size=4), max_leaves=20
    )
