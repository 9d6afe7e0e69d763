"""Messages on spans that are no model's call: what tools, guardrails and look-ups were given, and gave back."""

import json

import pytest
from span_tree import span, steps_of

OPERATION = "gen_ai.operation.name"


def text(role, *texts):
    return {"role": role, "parts": [{"type": "text", "content": text} for text in texts]}


def read(operation, given=(), said=(), **more):
    """Input and output of a step of this operation, with these messages."""
    told = {"gen_ai.input.messages": json.dumps(given), "gen_ai.output.messages": json.dumps(said)}
    (step,) = steps_of(span(operation, {OPERATION: operation, **told, **more}))
    return step["input"], step["output"]


@pytest.mark.parametrize("operation", ["guardrail", "retrieval", "search_memory", "handoff", "embeddings", "rerank"])
def test_words_that_stand_as_messages_are_shown_as_words(operation):
    given, said = [text("user", "Where is", "A-1042?")], [text("assistant", "Delivered.")]
    assert read(operation, given, said) == ("Where is\nA-1042?", "Delivered.")


def test_a_tools_call_and_result_may_stand_as_messages():
    call = {"type": "tool_call", "id": "c1", "name": "lookup_order", "arguments": {"id": "A-1042"}}
    result = {"type": "tool_call_response", "id": "c1", "response": {"status": "delivered"}}
    given, said = [{"role": "assistant", "parts": [call]}], [{"role": "tool", "parts": [result]}]
    asked = {"gen_ai.tool.name": "lookup_order"}
    assert read("execute_tool", given, said, **asked) == ({"id": "A-1042"}, {"status": "delivered"})


def test_what_has_a_name_of_its_own_is_read_before_messages():
    query = {"gen_ai.retrieval.query.text": "refunds", "gen_ai.retrieval.documents": "[]"}
    assert read("retrieval", [text("user", "hi")], [text("assistant", "none")], **query) == ({"query": "refunds"}, [])
    arguments = {"gen_ai.tool.call.arguments": '{"id": 1}', "gen_ai.tool.call.result": "gone"}
    assert read("execute_tool", [text("user", "hi")], [text("assistant", "ok")], **arguments) == ({"id": 1}, "gone")


def test_messages_of_more_than_words_are_not_put_together():
    image = {"role": "user", "parts": [{"type": "uri", "modality": "image", "uri": "https://example.com/a.png"}]}
    assert read("guardrail", [text("user", "hi"), image], []) == (None, None)
