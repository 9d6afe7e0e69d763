"""Whatever stands in the attributes that dialects look at, reading a span ends with a reading."""

import json
import re
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.message import Message
from app.domain.span import Span, Status
from app.ingest.dialects import DIALECTS, read_span
from app.ingest.flattened import branch, numbered
from app.ingest.split_reply import whole_replies

FOLDER = Path(__file__).parent.parent.parent / "app/ingest/dialects"
WORDS = re.compile(r'"([a-z][\w:]*(?:\.[\w.]+|:[\w:]+)\.?)"')
KEYS = sorted({key.rstrip(".") for file in FOLDER.glob("*.py") for key in WORDS.findall(file.read_text())})
NUMBERED = [
    "llm.input_messages",
    "llm.output_messages",
    "gen_ai.prompt",
    "gen_ai.completion",
    "retrieval.documents",
    "llm.tools",
]
TAILS = [
    "message.role",
    "message.content",
    "message.tool_calls.0.tool_call.id",
    "role",
    "content",
    "document.content",
    "tool.json_schema",
]
INNER = [
    "messages",
    "message",
    "choices",
    "generations",
    "content",
    "role",
    "parts",
    "kwargs",
    "data",
    "output",
    "tools",
    "type",
]

leaves = (
    st.none()
    | st.booleans()
    | st.integers(-5, 5)
    | st.sampled_from(["", "tool", "ai", "text", "{", "A-1042", "[]", '"x"'])
)
trees = st.recursive(
    leaves, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(INNER), inner, max_size=3)
)
values = trees | trees.map(json.dumps) | trees.map(repr)
flat = st.builds("{}.{}.{}".format, st.sampled_from(NUMBERED), st.integers(0, 200), st.sampled_from(TAILS))
CONTENT = [
    "input.value",
    "output.value",
    "ai.prompt.messages",
    "gen_ai.prompt",
    "gen_ai.completion",
    "mlflow.spanInputs",
]
CONTENT += [
    "mlflow.spanOutputs",
    "langfuse.observation.input",
    "langfuse.observation.output",
    "traceloop.entity.output",
]
keys = st.sampled_from(CONTENT) | st.sampled_from(KEYS) | flat
attributes = st.dictionaries(keys, values, max_size=8)
kinds = st.dictionaries(
    st.sampled_from(
        [
            "openinference.span.kind",
            "langfuse.observation.type",
            "langsmith.span.kind",
            "mlflow.spanType",
            "lmnr.span.type",
        ]
    ),
    st.sampled_from(["LLM", "TOOL", "llm", "tool", '"CHAT_MODEL"', "generation", "RETRIEVER", "agent"]),
    max_size=2,
)
names = st.sampled_from(
    ["chat", "haystack.agent.step.llm", "haystack.component.run", "raw_gen_ai_request", "autogen process x", ""]
)


@settings(max_examples=250, deadline=None)
@given(attributes, kinds, names)
def test_no_attributes_break_a_dialect(found, kind, name):
    span = Span(
        trace_id="1" * 32,
        span_id="2" * 16,
        parent_id=None,
        name=name,
        start_ns=1,
        end_ns=2,
        status=Status.UNSET,
        attributes=found | kind,
    )
    reading = read_span(span)
    assert reading.dialect in [dialect.name for dialect in DIALECTS]
    assert all(isinstance(message, Message) for message in (*reading.input_messages, *reading.output_messages))


MODELS = [
    ("openinference.span.kind", "LLM", "input.value", "output.value"),
    ("langfuse.observation.type", "generation", "langfuse.observation.input", "langfuse.observation.output"),
    ("langsmith.span.kind", "llm", "gen_ai.prompt", "gen_ai.completion"),
    ("mlflow.spanType", '"CHAT_MODEL"', "mlflow.spanInputs", "mlflow.spanOutputs"),
    ("lmnr.span.type", "LLM", "lmnr.span.input", "lmnr.span.output"),
    ("genkit:type", "model", "genkit:input", "genkit:output"),
    ("ai.operationId", "ai.generateText.doGenerate", "ai.prompt.messages", "ai.response.toolCalls"),
    ("gen_ai.operation.name", "chat", "gen_ai.input.messages", "gen_ai.output.messages"),
]
bodies = st.dictionaries(st.sampled_from(INNER), trees, min_size=1, max_size=3)


@settings(max_examples=250, deadline=None)
@given(st.sampled_from(MODELS), bodies, bodies)
def test_no_request_or_reply_breaks_a_dialect(model, asked, answered):
    kind, word, request, reply = model
    attributes = {kind: word, request: json.dumps(asked), reply: json.dumps(answered)}
    span = Span(
        trace_id="1" * 32, span_id="2" * 16, parent_id=None, name="x", start_ns=1, end_ns=2, attributes=attributes
    )
    reading = read_span(span)
    assert str(reading.kind) == "model" or str(reading.role) == "detail"  # a request assembled, none made


@given(st.dictionaries(st.text("ab01.", max_size=12), st.integers(), max_size=6))
def test_any_keys_make_some_tree(found):
    spread = {f"llm.{key}": value for key, value in found.items()}
    assert (branch(spread, "llm") is None) == (not found)
    assert isinstance(numbered(spread, "llm"), list)


@given(st.lists(st.sampled_from(["user", "assistant", "tool"]), max_size=6))
def test_putting_replies_together_loses_no_part(roles):
    messages = [Message(role, ()) for role in roles]
    assert [m.role for m in whole_replies(messages)] == roles
