"""LiteLLM's OpenTelemetry callback."""

import json

from span_tree import model_told, span, steps_of

ASKED = "[{'role': 'user', 'content': 'Where is A-1042?'}]"


def raw(reply, call_id, **more):
    return span(
        "raw_gen_ai_request",
        {
            "llm.openai.messages": more.get("asked", ASKED),
            "llm.openai.tools": "[{'type': 'function', 'function': {'name': 'lookup_order', 'parameters': {}}}]",
            "llm.openai.temperature": 0.5,
            "llm.openai.id": call_id,
            "llm.openai.model": "gpt-4o-mini-2024-07-18",
            "llm.openai.choices": str([{"finish_reason": "stop", "index": 0, "message": reply}]),
            "llm.openai.usage": "{'completion_tokens': 5, 'prompt_tokens': 12, 'prompt_tokens_details': None}",
        },
        scope="litellm",
    )


SAID = {"role": "assistant", "content": "It was delivered.", "tool_calls": None}


def test_the_raw_request_is_the_call_and_the_span_around_it_tells_the_cost():
    around = {
        "litellm.call_id": "x",
        "llm.request.type": "completion",
        "gen_ai.response.id": "chatcmpl-1",
        "gen_ai.cost.total_cost": 0.25,
    }
    (step,) = steps_of(span("litellm_request", around, raw(SAID, "chatcmpl-1"), scope="litellm"))
    assert model_told(step) == (
        "model",
        "gpt-4o-mini-2024-07-18",
        None,
        {"read": "Where is A-1042?", "said": "It was delivered.", "tokens": (12, 5)},
    )
    assert step["cost_usd"] == 0.25
    assert len(step["span_ids"]) == 2


def test_the_applications_span_on_which_the_last_call_was_written_is_no_call():
    last = {"litellm.call_id": "y", "llm.request.type": "completion", "gen_ai.response.id": "chatcmpl-2"}
    first = {
        "role": "assistant",
        "content": None,
        "tool_calls": [{"id": "c1", "function": {"name": "f", "arguments": "{}"}}],
    }
    steps = steps_of(span("support-run", last, raw(first, "chatcmpl-1"), raw(SAID, "chatcmpl-2")))
    assert [model_told(step)[3].get("said") for step in steps] == [None, "It was delivered."]


def test_other_providers_say_the_same_in_their_own_shape():
    attributes = {
        "llm.anthropic.messages": ASKED,
        "llm.anthropic.system": "You support Acme.",
        "llm.anthropic.role": "assistant",
        "llm.anthropic.content": "[{'type': 'text', 'text': 'Delivered.'}]",
        "llm.anthropic.model": "claude-sonnet-4-5",
        "llm.anthropic.stop_reason": "end_turn",
    }
    (step,) = steps_of(span("raw_gen_ai_request", attributes))
    assert [message["role"] for message in step["input"]] == ["system", "user"]
    assert model_told(step)[3]["said"] == "Delivered."


def test_a_raw_request_without_content_is_a_detail():
    steps = steps_of(span("chat", {"gen_ai.operation.name": "chat"}, span("raw_gen_ai_request", {})))
    assert [len(step["span_ids"]) for step in steps] == [2]


CALL = {
    "function": {"name": "lookup_order", "arguments": '{"order_id": "A-1042"}'},
    "id": "call_00",
    "type": "function",
}


def request(call_id, asked, said, calls=()):
    """A call as version 1.110 writes it: by the conventions, but for calls and their ids."""
    numbered = {
        f"gen_ai.completion.{number}.function_call.{key}": value
        for number, call in enumerate(calls)
        for key, value in call.items()
    }
    written = {
        "litellm.call_id": call_id,
        "llm.request.type": "completion",
        "gen_ai.operation.name": "chat",
        "gen_ai.request.model": "gpt-4o-mini",
        "gen_ai.response.id": call_id,
        "gen_ai.input.messages": json.dumps(asked),
        "gen_ai.output.messages": json.dumps([{"role": "assistant", "parts": [{"type": "text", "content": said}]}]),
    }
    return span("litellm_request", written | numbered, scope="litellm")


def test_calls_that_are_numbered_by_themselves_belong_to_the_reply_that_is_told_elsewhere():
    user = {"role": "user", "parts": [{"type": "text", "content": "Where is A-1042?"}]}
    (step,) = steps_of(request("chatcmpl-1", [user], "Let me look.", [CALL["function"], CALL["function"]]))
    asked = ("lookup_order", {"order_id": "A-1042"})
    assert model_told(step)[3] == {"read": "Where is A-1042?", "said": "Let me look.", "calls": [asked, asked]}


def test_calls_and_their_ids_beside_the_parts_of_a_message_make_steps_of_tools_without_spans():
    user = {"role": "user", "parts": [{"type": "text", "content": "Where is A-1042?"}]}
    said = {"role": "assistant", "parts": [{"type": "text", "content": "Let me look."}], "tool_calls": [CALL]}
    told = {"role": "tool", "parts": [{"type": "text", "content": '{"total": 89.9}'}], "tool_call_id": "call_00"}
    first = request("chatcmpl-1", [user], "Let me look.", [CALL["function"]])
    _, tool, last = steps_of(span("run", {}, first, request("chatcmpl-2", [user, said, told], "Delivered.")))
    assert (tool["kind"], tool["name"], tool["rebuilt"]) == ("tool", "lookup_order", True)
    assert (tool["input"], tool["output"]) == ({"order_id": "A-1042"}, {"total": 89.9})
    assert model_told(last)[3] == {"read": {"total": 89.9}, "said": "Delivered."}


def test_ids_that_only_the_raw_reply_tells_are_those_of_the_call():
    raw_reply = {"role": "assistant", "content": "Let me look.", "tool_calls": [CALL]}
    user = {"role": "user", "parts": [{"type": "text", "content": "Where is A-1042?"}]}
    outer = request("chatcmpl-1", [user], "Let me look.", [CALL["function"]])
    outer.children = (raw(raw_reply, "chatcmpl-1"),)
    (step,) = steps_of(outer)
    calls = [part["id"] for message in step["output"] for part in message["parts"] if part["type"] == "tool_call"]
    assert (calls, len(step["span_ids"])) == (["call_00"], 2)
