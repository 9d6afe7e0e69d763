"""Names that writers use in place of the GenAI conventions' are read as theirs."""

import json

from span_tree import span, steps_of

from app.ingest.dialects.genai import parameters


def test_messages_and_calls_under_names_of_their_own_are_read():
    told_by = {
        "gen_ai.operation.name": "chat",
        "gen_ai.request.messages": json.dumps([{"role": "user", "content": "Where is A-1042?"}]),
        "gen_ai.response.text": json.dumps(["I look."]),
        "gen_ai.response.tool_calls": json.dumps([{"id": "c1", "name": "lookup_order", "arguments": '{"id": 7}'}]),
    }
    (step,) = steps_of(span("chat gpt-4o", told_by))
    assert step["input"] == [{"role": "user", "parts": [{"type": "text", "text": "Where is A-1042?"}]}]
    assert step["output"][0]["parts"] == [
        {"type": "text", "text": "I look."},
        {"type": "tool_call", "id": "c1", "name": "lookup_order", "arguments": {"id": 7}},
    ]


def test_messages_under_a_requests_name_are_no_parameter():
    asked = {"gen_ai.request.messages": "[]", "gen_ai.request.tool_choice": "auto"}
    assert parameters(asked) == {"tool_choice": "auto"}
