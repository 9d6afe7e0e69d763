"""LiteLLM's OpenTelemetry callback."""

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
