"""Exports of other tools are named by their own keys, with what to do instead."""

import json
from pathlib import Path

import pytest

from app.domain.errors import TraceRejected
from app.ingest.decode import NamedBytes, decode
from app.ingest.foreign_exports import FOREIGN, export_with

DOCS = Path(__file__).parents[2] / "docs/forms.md"
CASES = [
    ("a Langfuse export", {"trace": {"id": "t"}, "observations": [{"id": "o", "parentObservationId": None}]}),
    ("a Langfuse export", {"data": [{"id": "o", "traceId": "t", "completionStartTime": None}], "meta": {"page": 1}}),
    ("a Langfuse export", {"id": "t", "observations": ["o"], "scores": [], "htmlPath": "/", "totalCost": 0}),
    ("a Langfuse export", [{"id": "t", "bookmarked": False, "sessionId": None, "tags": []}]),
    ("a Langfuse export", {"id": "o", "trace_id": "t", "usage_details": {}, "cost_details": {}}),
    ("a LangSmith export of runs", [{"id": "r", "run_type": "llm", "inputs": {}, "dotted_order": "1"}]),
    ("a LangSmith export of runs", {"runs": [{"id": "r", "run_type": "tool", "inputs": {}}], "cursors": {}}),
    (
        "an export of Phoenix or Arize",
        {"data": [{"context": {"trace_id": "t", "span_id": "s"}, "span_kind": "LLM", "status_code": "OK"}]},
    ),
    (
        "an export of Phoenix or Arize",
        {"columns": ["name", "context.trace_id"], "index": [0], "data": [["chat", "t"]]},
    ),
    ("an export of Phoenix or Arize", {"name": {"0": "chat"}, "context.trace_id": {"0": "t"}}),
    ("a Braintrust export", {"events": [{"id": "e", "root_span_id": "r", "span_attributes": {}}], "cursor": None}),
    ("a Helicone export", {"data": [{"request_id": "r", "request_created_at": "2026-05-01"}]}),
    ("an export of W&B Weave", {"id": "c", "op_name": "weave:///shop/op/chat", "trace_id": "t", "inputs": {}}),
    (
        "an MLflow trace",
        {"info": {"request_id": "r", "experiment_id": "0"}, "data": {"spans": [{"name": "chat", "start_time": 1}]}},
    ),
    ("a Datadog export", [[{"trace_id": 1, "span_id": 2, "service": "shop", "resource": "GET /", "meta": {}}]]),
    ("a Datadog export", {"data": [{"type": "spans", "attributes": {"resource_name": "GET /", "trace_id": "1"}}]}),
    ("a trace as Jaeger's page downloads it", {"data": [{"traceID": "t", "spans": [], "processes": {}}]}),
    ("a Zipkin trace", [[{"traceId": "t", "id": "s", "timestamp": 1, "duration": 2, "localEndpoint": {}}]]),
    ("the OpenAI Agents SDK's own trace", {"data": [{"object": "trace", "id": "trace_1", "workflow_name": "w"}]}),
    ("the OpenAI Agents SDK's own trace", {"object": "trace.span", "trace_id": "t", "span_data": {"type": "agent"}}),
    ("an Opik export", {"content": [{"id": "t", "input": {}, "feedback_scores": []}], "total": 1}),
    ("a LangWatch export", {"trace_id": "t", "spans": [{"span_id": "s", "timestamps": {}}], "timestamps": {}}),
    ("a trace of Mastra's own", {"spans": [{"traceId": "t", "spanId": "s", "spanType": "llm_generation"}]}),
    ("a Logfire query's result", [{"span_name": "chat", "otel_scope_name": "shop", "trace_id": "t"}]),
    ("rows of ClickHouse's table of spans", {"TraceId": "t", "SpanId": "s", "SpanName": "chat"}),
    ("an AWS X-Ray trace", {"Traces": [{"Id": "1", "Segments": []}]}),
    ("a Google Cloud trace", {"traces": [{"projectId": "p", "traceId": "t", "spans": []}]}),
    ("events of New Relic or Honeycomb", [{"trace.trace_id": "t", "name": "chat"}]),
    ("an answer of Elasticsearch", {"took": 1, "hits": {"hits": []}}),
    ("an event of Sentry", {"event_id": "e", "type": "transaction", "start_timestamp": 1.0, "spans": []}),
    ("an event of Sentry", {"event_id": "e", "sent_at": "2026-05-01", "dsn": "d"}),
    ("telemetry of Azure's Application Insights", [{"time": "2026-05-01", "iKey": "k", "tags": {}, "data": {}}]),
    ("events of Elastic's APM agent", {"metadata": {"service": {"name": "shop", "agent": {"name": "python"}}}}),
    ("events of Elastic's APM agent", {"transaction": {"id": "s", "trace_id": "t", "span_count": {"started": 1}}}),
    ("a list of traces without their spans", {"traces": [{"traceID": "t", "rootTraceName": "chat"}]}),
    ("rows of SigNoz's spans", {"data": {"spans": [{"duration_nano": 1, "attributes_string": {}}]}}),
    ("a log of Amazon Bedrock", {"schemaType": "ModelInvocationLog", "modelId": "m", "operation": "Converse"}),
    ("a log of Amazon Bedrock", {"trace": {"agentAliasId": "a", "trace": {"orchestrationTrace": {}}}}),
    ("a session of Google's ADK", {"id": "s", "appName": "shop", "userId": "ada", "state": {}, "events": []}),
    ("a trace of Chrome's format", {"traceEvents": []}),
    ("an HTTP archive (HAR)", {"log": {"version": "1.2", "creator": {}, "entries": []}}),
    ("a log of Inspect", {"version": 2, "eval": {}, "samples": []}),
    ("a trajectory of SWE-agent or OpenHands", {"trajectory": [{"action": "ls", "observation": ""}], "info": {}}),
    ("a trajectory of SWE-agent or OpenHands", {"info": {}, "messages": [], "trajectory_format": "mini"}),
    ("a session of Claude Code or Codex", {"type": "user", "message": {}, "uuid": "u", "parentUuid": None}),
    ("events of LangChain", {"event": "on_chat_model_start", "run_id": "r", "data": {}}),
    ("a container's log", {"log": "{}", "stream": "stdout", "time": "2026-05-01T08:00:00Z"}),
    ("a notebook", {"cells": [], "nbformat": 4}),
    ("a log of chat messages, or a model's API", {"messages": [{"role": "user", "content": "Hello?"}]}),
    ("a log of chat messages, or a model's API", [{"role": "user", "content": "Hello?"}]),
    ("a log of chat messages, or a model's API", {"object": "chat.completion", "model": "m", "choices": []}),
    ("a log of chat messages, or a model's API", {"type": "message", "content": [], "stop_reason": "end_turn"}),
    ("what `misstep steps --json` prints", {"traces": [{"trace_id": "t", "repairs": [], "steps": []}]}),
]


def refusal(content, name="export.json"):
    with pytest.raises(TraceRejected) as caught:
        decode([NamedBytes(name, content)])
    return str(caught.value)


@pytest.mark.parametrize(("what", "document"), CASES)
@pytest.mark.parametrize("line_by_line", [False, True])
def test_an_export_is_named_with_what_to_do_instead(what, document, line_by_line):
    (export,) = [each for each in FOREIGN if each.what == what]
    text = json.dumps(document, indent=None if line_by_line else 2).encode()
    said = refusal(text + b"\n" + text if line_by_line else text)
    place, _, sentence = said.partition(": ")
    assert place.startswith(
        "export.json, item 1" if isinstance(document, list) and not line_by_line else "export.json"
    )
    assert said.endswith(f"this looks like {what}; {export.instead}")
    assert "line 1" in sentence if line_by_line else "line" not in sentence.partition(";")[0]


def test_each_export_has_a_case_and_stands_in_the_docs():
    assert {export.what for export in FOREIGN} == {what for what, _ in CASES}
    assert [export.what for export in FOREIGN if export.what not in DOCS.read_text()] == []


@pytest.mark.parametrize(
    ("columns", "what"),
    [
        ("id,traceId,type,parentObservationId", "a Langfuse export"),
        ("id,name,run_type,inputs,outputs", "a LangSmith export of runs"),
        ("context.span_id,name,span_kind", "an export of Phoenix or Arize"),
        ('id,"trace_id",op_name', "an export of W&B Weave"),
        ("id;parent_observation_id;name", "a Langfuse export"),
        ("TraceId\tSpanId\tSpanName", "rows of ClickHouse's table of spans"),
    ],
)
def test_a_table_is_named_by_its_columns(columns, what):
    assert refusal(f"{columns}\n1,2,3,4,5\n".encode()).startswith(f"export.json: this looks like {what}; ")


def test_a_table_of_nobody_is_named_as_a_table():
    assert refusal(b"when,who,what\n1,2,3\n").startswith("export.json: this is a table in CSV; export with OTLP")


def test_the_outer_keys_count_before_the_inner_ones():
    document = {"id": "o", "parentObservationId": None, "input": {"messages": [{"role": "user", "content": "?"}]}}
    assert "a Langfuse export" in refusal(json.dumps(document).encode())


def test_what_nobody_is_known_by_is_told_by_its_keys():
    assert export_with(frozenset({"a", "b"})) is None
    assert refusal(b'{"a": 1, "b": 2}') == (
        "export.json: no resourceSpans or resourceLogs (found a, b); expected an OTLP export"
    )


def test_a_hostile_document_is_not_searched_to_its_end():
    wide = {str(n): {str(m): {str(k): {} for k in range(9)} for m in range(60)} for n in range(60)}
    hidden = {**wide, "z": {"parentObservationId": 1}}
    assert "found 0, 1, 2, 3, 4" in refusal(json.dumps(hidden).encode())
