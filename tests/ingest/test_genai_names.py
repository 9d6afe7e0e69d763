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


def test_raw_bodies_of_request_and_reply_are_read():
    for names in (("gen_ai.request.body", "gen_ai.response.body"), ("llm.prompts", "llm.responses")):
        asked = json.dumps({"system": "Short.", "messages": [{"role": "user", "content": "Hi"}]})
        answered = json.dumps({"choices": [{"message": {"role": "assistant", "content": "Hello."}}]})
        bodies = {"gen_ai.operation.name": "chat", names[0]: asked, names[1]: answered}
        (step,) = steps_of(span("chat gpt-4o", bodies))
        heard = [(message["role"], part["text"]) for message in step["input"] for part in message["parts"]]
        assert heard == [("system", "Short."), ("user", "Hi")]
        assert step["output"] == [{"role": "assistant", "parts": [{"type": "text", "text": "Hello."}]}]
