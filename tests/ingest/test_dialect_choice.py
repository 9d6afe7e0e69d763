"""The dialects of a span are chosen by one look, and are those that asking each of them would give."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.span import LogRecord, Span, SpanEvent
from app.domain.span_reading import merged
from app.ingest.dialects import DIALECTS, dialects_of, read_span
from app.ingest.evidence import failure
from app.ingest.memory import remembering

NAMES = sorted({name for dialect in DIALECTS for name in (*dialect.names, *dialect.prefixes, *dialect.foreign)})
ENDINGS = ("", ".", ".0.role", ".x", "s")
BEGINNINGS = ("", "app.", "\n", " ", "gen_ai.")
SCOPES = ("", "pydantic-ai", "pydantic-ai.x", "gcp.vertex.agent", "llamaindex.opentelemetry.tracer", "openai")
SPAN_NAMES = ("chat", "raw_gen_ai_request", "raw", "autogen process x", "autogen", "haystack.agent", "haystack")
TOLD = (
    "gen_ai.client.inference.operation.details",
    "gen_ai.user.message",
    "gen_ai.choice",
    "gen_ai.content.prompt",
    "exception",
)


def span(name="chat", *, attributes=(), scope="", events=(), logs=()):
    return Span(
        trace_id="1" * 32,
        span_id="2" * 16,
        parent_id=None,
        name=name,
        start_ns=1,
        end_ns=2,
        scope=scope,
        attributes=dict.fromkeys(attributes, "x"),
        events=tuple(SpanEvent(event, 1) for event in events),
        logs=tuple(LogRecord(name=log, time_ns=1, body=body) for log, body in logs),
    )


@pytest.mark.parametrize(
    ("written", "dialects"),
    [
        (span(), ["fallback"]),
        (
            span(attributes=["openinference.span.kind", "gen_ai.operation.name"]),
            ["openinference", "genai", "fallback"],
        ),
        (span(attributes=["gen_ai.prompt.0.role"]), ["indexed", "fallback"]),
        (span(attributes=["app.gen_ai.prompt.0.role"]), ["fallback"]),
        (span(attributes=["gen_ai.prompt", "langsmith.span.kind"]), ["langsmith", "fallback"]),
        (span(attributes=["gcp.vertex.agent.event_id"]), ["adk", "fallback"]),
        (span(scope="gcp.vertex.agent"), ["adk", "fallback"]),
        (span("haystack.agent.run"), ["haystack", "fallback"]),
        (span(events=["gen_ai.choice"]), ["genai_events", "fallback"]),
        (span(logs=[("", {"input": {"messages": []}})]), ["genai_logs", "fallback"]),
    ],
)
def test_a_span_is_read_by_the_dialects_that_it_is_written_in(written, dialects):
    assert [dialect.name for dialect in dialects_of(written)] == dialects


@settings(max_examples=400, deadline=None)
@given(
    st.builds(
        span,
        st.sampled_from(SPAN_NAMES),
        attributes=st.lists(
            st.builds("{}{}{}".format, st.sampled_from(BEGINNINGS), st.sampled_from(NAMES), st.sampled_from(ENDINGS)),
            max_size=4,
        ),
        scope=st.sampled_from(SCOPES),
        events=st.lists(st.sampled_from(TOLD), max_size=2),
        logs=st.lists(
            st.tuples(st.sampled_from(TOLD), st.sampled_from([None, "x", {"input": {"messages": []}}])), max_size=2
        ),
    )
)
def test_the_choice_gives_what_asking_every_dialect_gives(written):
    assert dialects_of(written) == tuple(dialect for dialect in DIALECTS if dialect.recognises(written))


VALUES = st.sampled_from(
    [
        "",
        "hello",
        "gpt-5",
        '[{"role": "user", "content": "hello"}]',
        '{"role": "user", "content": ""}',
        "[]",
        '["stop"]',
        0,
        7,
        False,
        None,
    ]
)
CONTENT = (
    "gen_ai.input.messages",
    "gen_ai.output.messages",
    "gen_ai.tool.call.arguments",
    "gen_ai.tool.call.result",
    "gen_ai.tool.name",
    "gen_ai.agent.name",
    "gen_ai.request.model",
    "gen_ai.request.temperature",
    "gen_ai.response.model",
    "gen_ai.response.finish_reasons",
    "gen_ai.usage.input_tokens",
    "gen_ai.usage.cache_read_input_tokens",
    "llm.input_messages.0.message.content",
    "llm.output_messages.0.message.content",
    "llm.invocation_parameters",
    "llm.model_name",
    "llm.token_count.prompt",
    "tool.name",
    "agent.name",
    "input.value",
    "output.value",
    "traceloop.entity.input",
    "traceloop.entity.name",
    "logfire.msg",
)
MARKS = {
    "openinference.span.kind": st.sampled_from(["LLM", "TOOL", "AGENT", "RETRIEVER"]),
    "gen_ai.operation.name": st.sampled_from(["chat", "execute_tool", "invoke_agent", "retrieval", "x"]),
    "traceloop.span.kind": st.sampled_from(["tool", "workflow", "x"]),
}


@settings(max_examples=500, deadline=None)
@given(
    st.fixed_dictionaries({}, optional=MARKS),
    st.dictionaries(st.sampled_from(CONTENT), VALUES, max_size=8),
    st.sampled_from(["", "chat", "execute_tool lookup", "GET /orders"]),
    st.lists(st.sampled_from(TOLD), max_size=1),
)
def test_asking_for_what_is_untold_gives_what_asking_each_dialect_for_everything_gives(marks, content, name, events):
    written = replace(span(name, events=events), attributes=marks | content)
    with remembering():
        found = read_span(written)
    read = merged(*(dialect.read(written) for dialect in DIALECTS if dialect.recognises(written)))
    wrong = failure(written)
    if wrong.failed or read.failed:
        read = replace(read, failed=True, error=read.error or wrong.error)
    assert found == read
