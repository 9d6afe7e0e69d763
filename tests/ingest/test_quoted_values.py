"""Values that were quoted or encoded once more than their convention has it."""

import base64
import json

import pytest
from google.protobuf.json_format import ParseDict
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest
from otlp_bytes import attribute, body, encoded, request
from span_tree import span, steps_of

from app.ingest.decode import NamedBytes, decode

QUESTION = {"role": "user", "parts": [{"type": "text", "content": "Where is A-1042?"}]}


def as_protobuf(one):
    ids = {key: base64.b64encode(bytes.fromhex(one[key])).decode() for key in ("traceId", "spanId")}
    return ParseDict(request(one | ids), ExportTraceServiceRequest()).SerializeToString()


def chat(said):
    known = {"gen_ai.operation.name": "chat", "gen_ai.request.model": "gpt-4o-mini"}
    return span("chat gpt-4o-mini", known | {f"gen_ai.{key}": value for key, value in said.items()})


def test_instructions_and_messages_that_were_quoted_once_more_are_read_without_their_quotes():
    (step,) = steps_of(
        chat(
            {
                "system_instructions": json.dumps("\nYou are a router.\nBe brief."),
                "input.messages": json.dumps(json.dumps([QUESTION])),
                "output.messages": json.dumps("Delivered."),
            }
        )
    )
    assert [message["parts"][0]["text"] for message in step["input"]] == [
        "\nYou are a router.\nBe brief.",
        "Where is A-1042?",
    ]
    assert step["output"][0]["parts"] == [{"type": "text", "text": "Delivered."}]


def test_a_tools_arguments_that_were_encoded_twice_answer_the_call_that_asked():
    asks = {"type": "tool_call", "name": "lookup_order", "arguments": {"order_id": "A-1042"}}
    known = {"gen_ai.operation.name": "execute_tool", "gen_ai.tool.name": "lookup_order"}
    twice = json.dumps(json.dumps({"order_id": "A-1042"}))
    given = {"gen_ai.tool.call.arguments": twice, "gen_ai.tool.call.result": json.dumps("delivered")}
    model = chat({"output.messages": json.dumps([{"role": "assistant", "parts": [asks]}])})
    found, step = steps_of(
        span(
            "invoke_agent support",
            {"gen_ai.operation.name": "invoke_agent", "gen_ai.agent.name": "support"},
            model,
            span("execute_tool lookup_order", known | given),
        )
    )
    assert (found["kind"], step["kind"]) == ("model", "tool")
    assert (step["input"], step["output"]) == ({"order_id": "A-1042"}, "delivered")


def test_quotes_are_the_conventions_where_there_is_nothing_to_escape_and_the_models_in_a_plain_text():
    (step,) = steps_of(chat({"system_instructions": json.dumps("Be brief."), "output.messages": json.dumps("Yes.")}))
    assert [message["parts"][0]["text"] for message in (*step["input"], *step["output"])] == ["Be brief.", "Yes."]
    (step,) = steps_of(span("chat", {"gen_ai.prompt": "A title?", "gen_ai.completion": '"A trip to Bern"'}))
    assert step["output"][0]["parts"][0]["text"] == '"A trip to Bern"'


def test_a_result_that_was_quoted_twice_is_read_without_both_quotes():
    called = {"gen_ai.operation.name": "execute_tool", "gen_ai.tool.name": "find"}
    given = {"gen_ai.tool.call.result": json.dumps(json.dumps("delivered"))}
    (step,) = steps_of(span("execute_tool find", called | given))
    assert step["output"] == "delivered"


@pytest.mark.parametrize("form", [encoded, as_protobuf])
@pytest.mark.parametrize(
    ("recorded", "read"),
    [
        (b'[{"role": "user"}]', '[{"role": "user"}]'),
        (b'{"a": "Zo\xc3\xab"}', '{"a": "Zoë"}'),
        (b"{not json", base64.b64encode(b"{not json").decode()),
        (b"[\xff]", base64.b64encode(b"[\xff]").decode()),
        (b"x\x00\x01", base64.b64encode(b"x\x00\x01").decode()),
        (b"\x59\xa6", base64.b64encode(b"\x59\xa6").decode()),
    ],
)
def test_json_that_was_recorded_as_bytes_is_the_text_that_it_is(form, recorded, read):
    one = body(attributes=[attribute("raw", bytesValue=base64.b64encode(recorded).decode())])
    (trace,) = decode([NamedBytes("trace", form(one))])
    assert trace.spans[0].attributes["raw"] == read


def test_bytes_that_are_no_base64_stay_what_stands_there():
    one = body(attributes=[attribute("raw", bytesValue="e!")])
    (trace,) = decode([NamedBytes("trace", encoded(one))])
    assert trace.spans[0].attributes["raw"] == "e!"
