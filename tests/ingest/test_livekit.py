"""LiveKit's voice agents."""

import json

from span_tree import model_told, span, steps_of, told

CONTEXT = {"items": [{"type": "message", "role": "user", "content": ["Where is A-1042?"]}]}
CALLS = [{"name": "lookup_order", "call_id": "c1", "arguments": '{"id": 1}'}]


def turn(prefix="lk."):
    asked = {"gen_ai.operation.name": "chat", "gen_ai.request.model": "gpt-4.1", "gen_ai.usage.input_tokens": 9}
    words = {
        f"{prefix}chat_ctx": json.dumps(CONTEXT),
        f"{prefix}response.text": "Let me look.",
        "lk.response.function_calls": json.dumps(CALLS),
    }
    ran = {
        "lk.function_tool.name": "lookup_order",
        "lk.function_tool.id": "c1",
        f"{prefix}function_tool.arguments": '{"id": 1}',
        f"{prefix}function_tool.output": "404 not found",
        "lk.function_tool.is_error": True,
    }
    spoken = span("tts_node", {f"{prefix}input_text": "Let me look."}, span("tts_request", {"lk.response.ttfb": 0.1}))
    return span(
        "agent_turn", {}, span("llm_node", words, span("llm_request", asked)), span("function_tool", ran), spoken
    )


def test_a_models_node_has_the_words_of_its_request_and_tools_are_steps():
    model, tool = steps_of(turn())
    assert model_told(model)[3] == {
        "read": "Where is A-1042?",
        "said": "Let me look.",
        "calls": [("lookup_order", {"id": 1})],
        "tokens": (9, None),
    }
    assert told(tool)[1] == "lookup_order"
    assert (tool["input"], tool["error"]) == ({"id": 1}, "404 not found")


def test_words_that_may_be_personal_stand_below_a_name_of_their_own():
    model, tool = steps_of(turn("lk.pii."))
    assert model_told(model)[3]["said"] == "Let me look."
    assert tool["input"] == {"id": 1}
