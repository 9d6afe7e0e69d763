"""Runs of agents at a command line, told by log records that name a session and no span."""

import json

import pytest
from google.protobuf.json_format import ParseDict
from opentelemetry.proto.collector.logs.v1.logs_service_pb2 import ExportLogsServiceRequest
from otlp_bytes import attribute, body, request
from span_tree import model_told, told

from app.api.steps_json import run_json
from app.assembly.steps import run_of
from app.domain.errors import TraceRejected
from app.ingest.decode import NamedBytes, decode
from app.ingest.limits import Limits
from app.ingest.survey import survey

BEGAN = 1_795_368_131_000
CLAUDE = {"session.id": "e3965856", "prompt.id": "p1"}
QWEN = {"session.id": "51015cb6"}
CODEX = {"conversation.id": "01a22c89", "model": "gpt-5"}


def event(at, name, attributes, **fields):
    """A record of an event, so many milliseconds after the session began."""
    told_of = [attribute("event.name", stringValue=name)]
    told_of += [attribute(key, **typed(value)) for key, value in attributes.items()]
    return {"timeUnixNano": str((BEGAN + at) * 1_000_000), "attributes": told_of, **fields}


def typed(value):
    return {"intValue": str(value)} if isinstance(value, int) else {"stringValue": value}


def claude(at, name, **attributes):
    """Claude Code's name of an event stands in the body alone."""
    return event(at, name, CLAUDE | attributes, body={"stringValue": f"claude_code.{name}"})


def qwen(at, name, **attributes):
    return event(at, f"qwen-code.{name}", QWEN | attributes)


def codex(at, name, **attributes):
    """Codex names the place in its source, and tells the time of observation alone."""
    record = event(at, f"codex.{name}", CODEX | attributes, eventName="event otel/src/events.rs:737")
    return record | {"timeUnixNano": "0", "observedTimeUnixNano": record["timeUnixNano"]}


def written(*records):
    return {"resourceLogs": [{"scopeLogs": [{"scope": {"name": "events"}, "logRecords": list(records)}]}]}


def steps(*records, more=()):
    files = [NamedBytes("logs.json", json.dumps(written(*records)).encode()), *more]
    (run,) = [run_json(run_of(trace)) for trace in decode(files)]
    return run["steps"]


USAGE = {"input_tokens": 53, "output_tokens": 23, "cache_read_tokens": 40, "cache_creation_tokens": 20}
ASKED = {"model": "claude-opus-4-8", "query_source": "sdk", "cost_usd": "0.000985", **USAGE}
READ = {"tool_name": "Read", "tool_use_id": "t1", "duration_ms": 30}


def test_claude_codes_events_are_steps():
    model, tool, last = steps(
        claude(0, "user_prompt", prompt="Read notes.txt"),
        claude(130, "api_request", duration_ms=130, **ASKED),
        claude(130, "assistant_response", response="Let me look.", query_source="sdk"),
        claude(131, "tool_decision", decision="accept", tool_name="Read", tool_use_id="t1"),
        claude(
            162, "tool_result", success="false", error="File does not exist.", tool_input='{"file_path": "n"}', **READ
        ),
        claude(220, "api_request", duration_ms=40, **ASKED),
    )
    assert model_told(model) == (
        "model",
        "claude-opus-4-8",
        None,
        {"read": "Read notes.txt", "said": "Let me look.", "tokens": (53, 23)},
    )
    assert (model["cost_usd"], model["duration_ms"]) == (0.000985, 130)
    assert told(tool) == (
        "tool",
        "Read",
        None,
        {"input": {"file_path": "n"}, "error": "File does not exist."},
    )
    assert model_told(last)[3] == {"tokens": (53, 23)}  # the prompt was answered before


def test_raw_bodies_tell_what_was_asked_and_said():
    asked = {"model": "m", "system": "Be kind.", "messages": [{"role": "user", "content": "Read notes.txt"}]}
    call = {"type": "tool_use", "id": "t1", "name": "Read", "input": {"file_path": "n"}}
    reply = {"id": "msg_1", "role": "assistant", "content": [call], "stop_reason": "tool_use"}
    model, tool = steps(
        claude(0, "api_request_body", body=json.dumps(asked), query_source="sdk"),
        claude(10, "api_request_body", body='{"messages": []}', query_source="title"),
        claude(130, "api_request", **ASKED),
        claude(131, "api_response_body", body=json.dumps(reply), query_source="sdk"),
        claude(162, "tool_result", success="true", **READ),
    )
    assert model_told(model)[3] == {
        "read": "Read notes.txt",
        "calls": [("Read", {"file_path": "n"})],
        "tokens": (53, 23),
    }
    assert model["input"][0]["role"] == "system"
    assert told(tool)[3] == {"input": {"file_path": "n"}}


def test_a_body_that_was_cut_tells_as_far_as_it_goes():
    asked = json.dumps({"model": "m", "messages": [{"role": "user", "content": "Read notes.txt"}, {"role": "assis"}]})
    (model,) = steps(claude(0, "api_request_body", body=asked[:-8]), claude(9, "api_request", **USAGE))
    assert model_told(model)[3]["read"] == "Read notes.txt"


def test_words_that_were_kept_out_are_none():
    (model,) = steps(
        claude(0, "user_prompt", prompt="<REDACTED>"),
        claude(9, "api_request", **ASKED),
        claude(9, "assistant_response", response="<REDACTED>", query_source="sdk"),
    )
    assert (model["input"], model["output"]) == (None, None)


def test_a_call_that_failed_has_its_reason():
    (model,) = steps(claude(9, "api_error", model="m", error="Overloaded", status_code="529", duration_ms=5))
    assert (model["status"], model["error"]) == ("error", "Overloaded")


def test_qwen_codes_events_are_steps():
    contents = [{"role": "user", "parts": [{"text": "Read notes.txt"}]}]
    model, tool = steps(
        qwen(0, "user_prompt", prompt="Read notes.txt"),
        qwen(1, "api_request", model="q", request_text=json.dumps(contents)),
        qwen(30, "api_response", model="q", response_text="Let me look.", input_token_count=113, duration_ms=29,
             output_token_count=23, thoughts_token_count=7, total_token_count=136),
        qwen(40, "tool_call", function_name="read_file", function_args='{"path": "n"}', success="false",
             error="File not found", duration_ms=1),
    )  # fmt: skip
    assert model_told(model)[3] == {"read": "Read notes.txt", "said": "Let me look.", "tokens": (113, 23)}
    assert told(tool)[1:] == ("read_file", None, {"input": {"path": "n"}, "error": "File not found"})


def test_codex_tells_the_tokens_with_the_last_piece_of_a_stream():
    model, tool = steps(
        codex(0, "user_prompt", prompt="Read notes.txt"),
        codex(30, "api_request", duration_ms=20),
        codex(40, "sse_event", **{"event.kind": "response.completed"}),
        codex(40, "sse_event", input_token_count=113, output_token_count=23, cached_token_count=40),
        codex(90, "tool_result", tool_name="exec", call_id="c1", arguments='{"cmd": "ls"}', output="a.txt",
              success="true", duration_ms=45, agent_name="root"),
    )  # fmt: skip
    assert model_told(model) == ("model", "gpt-5", "root", {"read": "Read notes.txt", "tokens": (113, 23)})
    assert model["duration_ms"] == 30
    assert told(tool) == ("tool", "exec", "root", {"input": {"cmd": "ls"}, "output": "a.txt"})


def test_what_spans_tell_of_a_session_is_not_told_twice():
    span = body(attributes=[attribute("gen_ai.operation.name", stringValue="chat"), *_of(QWEN)])
    spans = NamedBytes("spans.json", json.dumps(request(span)).encode())
    assert [step["span_ids"] for step in steps(qwen(30, "api_response", model="q"), more=[spans])] == [
        ["eee19b7ec3c1b174"]
    ]


def _of(attributes):
    return [attribute(key, stringValue=value) for key, value in attributes.items()]


SESSION = (
    claude(0, "user_prompt", prompt="Hi"),
    claude(9, "api_request", **ASKED),
    claude(20, "tool_result", success="true", **READ),
)


def test_protobuf_says_the_same():
    binary = ParseDict(written(*SESSION), ExportLogsServiceRequest()).SerializeToString()
    (trace,) = decode([NamedBytes("logs.pb", binary)])
    assert [step["name"] for step in run_json(run_of(trace))["steps"]] == ["claude-opus-4-8", "Read"]


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (1, 1, 0, 2)])
def test_no_order_and_no_second_delivery_changes_the_steps(order):
    found = [{**step, "repairs": []} for step in steps(*(SESSION[place] for place in order))]
    assert found == steps(*SESSION)


def test_a_delivery_gives_the_session_a_trace():
    document, binary = written(*SESSION), ParseDict(written(*SESSION), ExportLogsServiceRequest())
    found = [
        survey("request", content, kind=ExportLogsServiceRequest, media_type=media_type, limits=Limits())
        for content, media_type in (
            (json.dumps(document).encode(), "application/json"),
            (binary.SerializeToString(), "application/x-protobuf"),
        )
    ]
    assert [list(each.spans.values()) for each in found] == [[3], [3]]
    assert found[0].spans == found[1].spans


@pytest.mark.parametrize(
    "record",
    [
        event(0, "api_request", {"model": "m", "input_tokens": 1}),  # of no session
        event(0, "api_request", QWEN),  # of no product
        event(0, "shop.sale", QWEN),
        qwen(0, "sse_event"),
        {"timeUnixNano": "1"},
    ],
)
def test_other_records_are_of_no_session(record):
    with pytest.raises(TraceRejected, match="no spans found"):
        steps(record)
