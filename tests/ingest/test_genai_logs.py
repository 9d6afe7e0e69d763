"""GenAI content in log records, in any order, joined to their spans."""

import json

from span_tree import log, model_told, span, steps_of, told

CALL = {
    "id": "call_1",
    "type": "function",
    "function": {"name": "lookup_order", "arguments": '{"order_id": "A-1042"}'},
}


def chat(*logs, **attributes):
    return span(
        "chat", {"gen_ai.operation.name": "chat", "gen_ai.request.model": "gpt-4o-mini", **attributes}, logs=logs
    )


def named(name, body, **attributes):
    """A record whose name stands in an attribute, as the Python SDK wrote it before 2025."""
    return log("", {"event.name": name, **attributes}, body)


def test_one_record_a_message_with_its_body_as_a_mapping():
    first = chat(
        named("gen_ai.system.message", {"content": "Be kind."}),
        named("gen_ai.user.message", {"content": "Where is A-1042?"}),
        named(
            "gen_ai.choice",
            {
                "index": 0,
                "finish_reason": "tool_calls",
                "message": {"role": "assistant", "content": "A moment.", "tool_calls": [CALL]},
            },
        ),
    )
    second = chat(
        named("gen_ai.user.message", {"content": "Where is A-1042?"}),
        named("gen_ai.assistant.message", {"tool_calls": [CALL]}),
        named("gen_ai.tool.message", {"content": '{"status": "delivered"}', "id": "call_1"}),
        named("gen_ai.choice", {"index": 0, "message": {"content": "Delivered."}}),
    )
    one, rebuilt, two = steps_of(span("support-run", {}, first, second))
    assert model_told(one)[3] == {
        "read": "Where is A-1042?",
        "said": "A moment.",
        "calls": [("lookup_order", {"order_id": "A-1042"})],
    }
    assert told(rebuilt) == (
        "tool",
        "lookup_order",
        None,
        {"input": {"order_id": "A-1042"}, "output": {"status": "delivered"}},
    )
    assert model_told(two)[3] == {"read": {"status": "delivered"}, "said": "Delivered."}


def test_semantic_kernels_bodies_are_json_texts_in_the_order_of_an_index():
    (step,) = steps_of(
        chat(
            named(
                "gen_ai.choice",
                json.dumps(
                    {
                        "index": 0,
                        "message": {"role": "assistant", "content": "Hello."},
                        "finish_reason": "FinishReason.STOP",
                    }
                ),
            ),
            named(
                "gen_ai.system.message", json.dumps({"role": "system", "content": "Be kind."}), CHAT_MESSAGE_INDEX=0
            ),
            named("gen_ai.user.message", json.dumps({"role": "user", "content": "Hello?"}), CHAT_MESSAGE_INDEX=1),
        )
    )
    assert [message["role"] for message in step["input"]] == ["system", "user"]
    assert model_told(step)[3] == {"read": "Hello?", "said": "Hello."}


def test_microsofts_records_have_their_name_in_the_records_own_field():
    (step,) = steps_of(
        chat(
            log("gen_ai.user.message", {}, {"content": "Hello?"}),
            log("gen_ai.choice", {}, {"message": {"content": "Hello."}}),
        )
    )
    assert model_told(step)[3] == {"read": "Hello?", "said": "Hello."}


def test_one_record_a_call_holds_all_in_attributes_that_are_real_arrays():
    parts = [{"type": "tool_call", "id": "call_1", "name": "lookup_order", "arguments": {"order_id": "A-1042"}}]
    details = log(
        "gen_ai.client.inference.operation.details",
        {
            "gen_ai.system_instructions": [{"type": "text", "content": "Be kind."}],
            "gen_ai.input.messages": [{"role": "user", "parts": [{"type": "text", "content": "Where is A-1042?"}]}],
            "gen_ai.output.messages": [{"role": "assistant", "parts": parts, "finish_reason": "stop"}],
        },
    )
    (step,) = steps_of(chat(details))
    assert model_told(step)[3] == {"read": "Where is A-1042?", "calls": [("lookup_order", {"order_id": "A-1042"})]}


def test_awss_distribution_writes_one_record_with_both_sides():
    body = {
        "input": {"messages": [{"role": "user", "content": "Hello?"}]},
        "output": {"messages": [{"role": "assistant", "content": "Hello."}]},
    }
    (step,) = steps_of(chat(log("", {"event.name": "opentelemetry.instrumentation.langchain"}, body)))
    assert model_told(step)[3] == {"read": "Hello?", "said": "Hello."}
