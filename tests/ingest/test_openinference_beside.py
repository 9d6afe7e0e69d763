"""What OpenInference spreads beside the messages, or leaves in the raw values alone."""

import json

from span_tree import model_told, span, steps_of


def test_words_before_calls_may_stand_as_the_output_alone():
    call = {"llm.output_messages.0.message.role": "assistant"}
    spread = "llm.output_messages.0.message.tool_calls.0.tool_call.function"
    call |= {f"{spread}.name": "lookup", f"{spread}.arguments": '{"id": 1}'}
    plain = {"output.value": "A moment.", "output.mime_type": "text/plain"}
    (step,) = steps_of(span("llm", {"openinference.span.kind": "LLM"} | call | plain))
    assert model_told(step)[3] == {"said": "A moment.", "calls": [("lookup", {"id": 1})]}


def test_results_and_words_of_autogen_stand_beside_their_messages():
    spread = "llm.input_messages"
    result = {"name": "lookup", "content": "delivered", "call_id": "c1", "is_error": True}
    given = {
        "openinference.span.kind": "LLM",
        f"{spread}.0.message.role": "assistant",
        f"{spread}.0.thought": "A moment.",
        f"{spread}.0.message.tool_calls.0.tool_call.id": "c1",
        f"{spread}.0.message.tool_calls.0.tool_call.function.name": "lookup",
        f"{spread}.1.message.role": "function",
        f"{spread}.1.function.0": json.dumps(result),
    }
    step = steps_of(span("llm", given))[-1]
    assert [(part["type"], part.get("text", part.get("result"))) for m in step["input"] for part in m["parts"]] == [
        ("text", "A moment."),
        ("tool_call", None),
        ("tool_result", "delivered"),
    ]


def test_a_result_that_bedrock_marks_as_an_error_in_the_raw_request_failed():
    raw = [
        {
            "role": "user",
            "content": [{"toolResult": {"toolUseId": "c1", "status": "error", "content": [{"text": "Taken"}]}}],
        }
    ]
    reply = {"openinference.span.kind": "LLM", "llm.output_messages.0.message.role": "assistant"}
    spread = "llm.output_messages.0.message.tool_calls.0.tool_call"
    reply |= {f"{spread}.id": "c1", f"{spread}.function.name": "book", f"{spread}.function.arguments": "{}"}
    answer = {
        "openinference.span.kind": "LLM",
        "llm.input_messages.0.message.role": "tool",
        "input.value": json.dumps(raw),
    }
    answer |= {"llm.input_messages.0.message.content": "Taken", "llm.input_messages.0.message.tool_call_id": "c1"}
    tool = steps_of(span("trip", {}, span("llm", reply), span("llm", answer)))[1]
    assert (tool["name"], tool["error"]) == ("book", "Taken")


def test_what_googles_sdk_called_by_itself_is_part_of_what_the_last_call_was_given():
    history = [
        {"role": "user", "parts": [{"text": "Where is it?"}]},
        {"role": "model", "parts": [{"function_call": {"name": "look", "args": {"a": 1}}}]},
        {"role": "user", "parts": [{"function_response": {"name": "look", "response": {"result": "Here."}}}]},
    ]
    reply = {"candidates": [], "automatic_function_calling_history": history}
    attributes = {"openinference.span.kind": "LLM", "output.value": json.dumps(reply)}
    attributes |= {"llm.input_messages.0.message.role": "system", "llm.input_messages.0.message.content": "Be kind."}
    attributes |= {"llm.output_messages.0.message.role": "model", "llm.output_messages.0.message.content": "Here."}
    step = steps_of(span("GenerateContent", attributes))[-1]
    assert [message["role"] for message in step["input"]] == ["system", "user", "assistant", "user"]
    assert model_told(step)[3] == {"read": {"result": "Here."}, "said": "Here."}
