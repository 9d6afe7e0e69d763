"""Content that the recording only gives the address of: shown as stored there, never as what was said."""

from span_tree import log, span, steps_of
from spans_by_hand import span as made

from app.ingest.dialects import read_span

CHAT = {"gen_ai.operation.name": "chat", "gen_ai.request.model": "gpt-4o-mini"}
AT = "gs://telemetry/run_42"
REFS = {
    "gen_ai.system_instructions_ref": f"{AT}_system.json",
    "gen_ai.input.messages_ref": f"{AT}_inputs.json",
    "gen_ai.output.messages_ref": f"{AT}_outputs.json",
    "gen_ai.tool.definitions_ref": f"{AT}_tools.json",
}
STORED = {
    "system": "stored at gs://telemetry/run_42_system.json",
    "user": "stored at gs://telemetry/run_42_inputs.json",
    "assistant": "stored at gs://telemetry/run_42_outputs.json",
}


def texts(step):
    return {message["role"]: message["parts"][0]["text"] for message in (*step["input"], *step["output"])}


def test_a_model_call_says_where_its_messages_are_stored():
    (step,) = steps_of(span("chat", CHAT | REFS))
    assert texts(step) == STORED


def test_addresses_in_a_log_record_or_a_span_event_are_read_as_well():
    details = "gen_ai.client.inference.operation.details"
    for more in ({"logs": (log(details, REFS),)}, {"events": ((details, REFS),)}):
        (step,) = steps_of(span("chat", CHAT, **more))
        assert texts(step) == STORED


def test_content_that_is_there_is_shown_in_place_of_its_address():
    said = '[{"role": "assistant", "parts": [{"type": "text", "content": "Delivered."}]}]'
    record = log("gen_ai.client.inference.operation.details", {"gen_ai.output.messages": said})
    (step,) = steps_of(span("chat", CHAT | REFS, logs=(record,)))
    assert texts(step)["assistant"] == "Delivered."


def test_a_tool_says_where_its_arguments_and_result_are_stored():
    tool = {"gen_ai.operation.name": "execute_tool", "gen_ai.tool.name": "lookup_order"}
    refs = {"gen_ai.tool.call.arguments_ref": "s3://b/a.json", "gen_ai.tool.call.result_ref": "s3://b/r.json"}
    (step,) = steps_of(span("execute_tool lookup_order", tool | refs))
    assert (step["input"], step["output"]) == ("stored at s3://b/a.json", "stored at s3://b/r.json")


def test_a_context_that_is_stored_elsewhere_is_partial():
    there = {"gen_ai.input.messages": '[{"role": "user", "parts": []}]'}
    assert read_span(made("a", 0, 1, attributes=CHAT | REFS)).partial
    assert not read_span(made("a", 0, 1, attributes=CHAT | REFS | there)).partial
