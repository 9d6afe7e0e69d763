"""Messages, parts and tools in the shapes that providers and frameworks give them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.message import Media, Message, Reasoning, Text, ToolCall, ToolDefinition, ToolResult, message_json
from app.domain.span_reading import SpanReading
from app.ingest.dialects.genai_details import with_tool_content
from app.ingest.event_messages import EventContent, conversation
from app.ingest.flat_messages import flat_messages
from app.ingest.memory import remembering
from app.ingest.messages import messages_of, system_message
from app.ingest.parts import parts_of
from app.ingest.tools import tools_of

CALL = ToolCall("lookup", {"id": 1}, "c1")


def said(role, *parts):
    return Message(role, parts)


@pytest.mark.parametrize(
    ("value", "messages"),
    [
        ("Hello?", [said("user", Text("Hello?"))]),
        ("", []),
        (7, []),
        ({"messages": [{"role": "user", "content": "Hello?"}], "system": "Be kind."}, [said("system", Text("Be kind.")), said("user", Text("Hello?"))]),
        ({"contents": [{"role": "model", "parts": [{"text": "Hi."}]}], "config": {"system_instruction": {"parts": [{"text": "Be kind."}]}}}, [said("system", Text("Be kind.")), said("assistant", Text("Hi."))]),
        ([{"role": "unknown", "parts": [{"type": "tool_call", "id": "c1", "name": "lookup", "arguments": {"id": 1}}]}], [said("assistant", CALL)]),
        ([{"role": "unknown", "parts": [{"type": "text", "content": "Hello?"}]}], [said("user", Text("Hello?"))]),
        ([{"id": "c1", "type": "function", "function": {"name": "lookup", "arguments": '{"id": 1}'}}], [said("assistant", CALL)]),
        ({"id": "c1", "type": "function", "function": {"name": "lookup", "arguments": '{"id": 1}'}}, [said("assistant", CALL)]),
        ({"choices": [{"message": {"role": "assistant", "content": "Hi."}}]}, [said("assistant", Text("Hi."))]),
        ({"generations": [[{"text": "Hi.", "message": {"lc": 1, "type": "constructor", "id": ["AIMessage"], "kwargs": {"content": "Hi."}}}]]}, [said("assistant", Text("Hi."))]),
        ({"message": {"role": "assistant", "content": "Hi."}}, [said("assistant", Text("Hi."))]),
        ({"output": [{"type": "message", "role": "assistant", "content": [{"type": "output_text", "text": "Hi."}]}]}, [said("assistant", Text("Hi."))]),
        ([["human", "Hello?"], ["ai", "Hi."]], [said("user", Text("Hello?")), said("assistant", Text("Hi."))]),
        ([[{"role": "user", "content": "Hello?"}]], [said("user", Text("Hello?"))]),
        ([{"text": "Hello?"}, {"toolUse": {"toolUseId": "c1", "name": "lookup", "input": {"id": 1}}}], [said("user", Text("Hello?"), CALL)]),
        ([{"type": "text", "text": "Hello?"}], [said("user", Text("Hello?"))]),
        ([{"type": "function_call", "call_id": "c1", "name": "lookup", "arguments": '{"id": 1}'}], [said("assistant", CALL)]),
        ([{"type": "function_call_output", "call_id": "c1", "output": "done"}], [said("tool", ToolResult("done", "c1"))]),
        ([{"type": "reasoning", "summary": [{"type": "summary_text", "text": "Think."}]}], [said("assistant", Reasoning("Think."))]),
        ([{"type": "reasoning", "summary": []}], []),
        ([{"type": "human", "data": {"content": "Hello?"}}], [said("user", Text("Hello?"))]),
        ([{"type": ["human"], "data": {"content": "Hello?"}, "content": "Hello?"}], [said("user", Text("Hello?"))]),
        ([{"lc": 1, "type": "constructor", "id": ["langchain", "ToolMessage"], "kwargs": {"content": "done", "tool_call_id": "c1", "status": "error"}}], [said("tool", ToolResult("done", "c1", is_error=True))]),
        ([{"lc": 1, "type": "constructor", "id": [], "kwargs": {"message": {"role": "assistant", "content": "Hi."}}}], [said("assistant", Text("Hi."))]),
        ([{"role": "assistant", "content": None, "tool_calls": [{"id": "c1", "function": {"name": "lookup", "arguments": '{"id": 1}'}}]}], [said("assistant", CALL)]),
        ([{"role": "assistant", "content": [{"type": "tool_use", "id": "c1", "name": "lookup", "input": {"id": 1}}], "tool_calls": [{"id": "c1", "name": "lookup", "args": {"id": 1}}]}], [said("assistant", CALL)]),
        ([{"role": "assistant", "content": "", "additional_kwargs": {"tool_calls": [{"id": "c1", "function": {"name": "lookup", "arguments": "{'id': 1}"}}]}}], [said("assistant", CALL)]),
        ([{"role": "assistant", "content": "", "invalid_tool_calls": [{"id": "c1", "name": "lookup", "args": '{"id": '}]}], [said("assistant", ToolCall("lookup", '{"id": ', "c1"))]),
        ([{"role": "assistant", "function_call": {"name": "lookup", "arguments": '{"id": 1}'}}], [said("assistant", ToolCall("lookup", {"id": 1}))]),
        ([{"role": "assistant", "reasoning_content": "Think.", "content": "Hi."}], [said("assistant", Reasoning("Think."), Text("Hi."))]),
        ([{"role": "tool", "content": [{"type": "text", "text": '{"a": 1}'}], "tool_call_id": "c1", "name": "lookup"}], [said("tool", ToolResult({"a": 1}, "c1", "lookup"))]),
        ([{"role": "developer", "content": "Be kind."}, {"role": "MessageRole.USER", "content": "Hello?"}, {"role": "unheard", "content": "x"}], [said("system", Text("Be kind.")), said("user", Text("Hello?")), said("user", Text("x"))]),
        ([{"role": "user", "content": "Hello?", "name": "ada"}], [Message("user", (Text("Hello?"),), "ada")]),
        ({"note": "unheard of"}, [said("user", Text('{"note": "unheard of"}'))]),
    ],
)  # fmt: skip
def test_messages_of_every_shape_are_read(value, messages):
    assert list(messages_of(value)) == messages


@pytest.mark.parametrize(
    ("content", "parts"),
    [
        (None, ()),
        (7, (Text("7"),)),
        ({}, ()),
        ({"type": "refusal", "refusal": "No."}, (Text("No."),)),
        ({"type": "text", "text": ["a", {"text": "b"}]}, (Text("a"), Text("b"))),
        ({"type": "text", "text": ""}, ()),
        ({"type": "thinking", "thinking": "Think.", "signature": "x"}, (Reasoning("Think."),)),
        ({"text": "Think.", "thought": True}, (Reasoning("Think."),)),
        ({"reasoningContent": {"reasoningText": {"text": "Think."}}}, (Reasoning("Think."),)),
        ({"functionCall": {"name": "lookup", "args": {"id": 1}, "id": "c1"}}, (CALL,)),
        ({"type": "tool-call", "toolCallId": "c1", "toolName": "lookup", "input": {"id": 1}}, (CALL,)),
        ({"type": "function", "function": "lookup", "args": {"id": 1}, "id": "c1"}, (CALL,)),
        ({"toolResult": {"toolUseId": "c1", "status": "error", "content": [{"json": {"a": 1}}]}}, (ToolResult({"a": 1}, "c1", is_error=True),)),
        ({"type": "tool-result", "toolCallId": "c1", "toolName": "lookup", "output": {"type": "error-text", "value": "no"}}, (ToolResult("no", "c1", "lookup", is_error=True),)),
        ({"tool_call_result": {"result": "done", "origin": {"id": "c1", "tool_name": "lookup"}, "error": False}}, (ToolResult("done", "c1", "lookup"),)),
        ({"type": "tool_result", "tool_use_id": "c1", "is_error": False, "content": "done"}, (ToolResult("done", "c1", is_error=False),)),
        ({"type": "image_url", "image_url": {"url": "https://example.org/a.png"}}, (Media("image_url", "https://example.org/a.png"),)),
        ({"type": "blob", "mime_type": "image/png", "content": "AAEC"}, (Media("image/png", None, "AAEC"),)),
        ({"inline_data": {"mime_type": "image/png", "data": "AAEC"}}, (Media("image/png", None, "AAEC"),)),
        ({"content": "Hi.", "role": "x"}, (Text("Hi."),)),
        ({"tool_name": "lookup", "tool_kwargs": {"id": 1}, "tool_call_id": "c1"}, (CALL,)),
        ({"type": "thinking", "thinking": 7}, ()),
        ({"unheard": 1}, (Text('{"unheard": 1}'),)),
    ],
)  # fmt: skip
def test_parts_of_every_shape_are_read(content, parts):
    assert parts_of(content) == parts


@pytest.mark.parametrize(
    "value",
    [
        [{"type": "function", "function": {"name": "lookup", "description": "Look up.", "parameters": {"type": "object"}}}],
        [{"name": "lookup", "description": "Look up.", "input_schema": {"type": "object"}}],
        ['{"name": "lookup", "description": "Look up.", "inputSchema": {"type": "object"}}'],
        [{"toolSpec": {"name": "lookup", "description": "Look up.", "inputSchema": {"json": {"type": "object"}}}}],
        [{"function_declarations": [{"name": "lookup", "description": "Look up.", "parameters": {"type": "object"}}]}],
        {"lookup": {"description": "Look up.", "parameters": {"type": "object"}}},
        {"tools": [{"name": "lookup", "description": "Look up.", "parameters": '{"type": "object"}'}]},
        {"function_tools": [{"name": "lookup", "description": "Look up.", "parameters_json_schema": {"type": "object"}}], "output_tools": []},
        {"name": "lookup", "description": "Look up.", "parameters": {"type": "object"}},
    ],
)  # fmt: skip
def test_tool_definitions_of_every_shape_are_read(value):
    assert tools_of(value) == (ToolDefinition("lookup", "Look up.", {"type": "object"}),)


def test_tools_may_be_bare_names_and_what_is_no_tool_is_none():
    assert tools_of(["lookup", "", 7, {"description": "nameless"}]) == (ToolDefinition("lookup"),)
    assert tools_of(None) == ()


def test_instructions_are_a_system_message_whether_text_or_parts():
    assert (
        system_message("Be kind.")
        == system_message('[{"type": "text", "content": "Be kind."}]')
        == (said("system", Text("Be kind.")),)
    )
    assert system_message(None) == ()


def test_a_message_that_was_seen_is_read_once_and_shared():
    with remembering():
        (one,) = messages_of([{"role": "user", "content": "Hello?"}])
        (two,) = messages_of([{"role": "user", "content": "Hello?"}])
        (large,) = messages_of([{"role": "user", "content": "x", "n": 2**70}])
    assert one is two
    assert message_json(large) == {"role": "user", "parts": [{"type": "text", "text": "x"}]}


def test_events_without_any_content_are_no_messages():
    told = [
        EventContent("gen_ai.user.message", {"index": 0}),
        EventContent("gen_ai.choice", "Hi."),
        EventContent("gen_ai.choice", {"index": 0}),
        EventContent("other", {}),
    ]
    told += [
        EventContent("gen_ai.user.message", "Hello?"),
        EventContent("gen_ai.choice", {"message": "Well."}),
        EventContent("gen_ai.choice", {"content": "So."}),
    ]
    assert conversation(told) == (
        (said("user", Text("Hello?")),),
        (said("assistant", Text("Hi.")), said("assistant", Text("Well.")), said("assistant", Text("So."))),
    )


def test_a_choice_may_keep_its_calls_beside_the_message():
    body = {
        "message": {"role": "assistant", "content": "Hi."},
        "tool_calls": [{"id": "c1", "name": "lookup", "args": {"id": 1}}],
    }
    assert conversation([EventContent("gen_ai.choice", body)])[1] == (said("assistant", Text("Hi."), CALL),)


def test_a_tools_messages_tell_its_input_and_output_where_its_attributes_do_not():
    bare = SpanReading(
        dialect="x", input_messages=(said("tool", CALL),), output_messages=(said("tool", ToolResult("done", "c1")),)
    )
    assert (with_tool_content(bare).input, with_tool_content(bare).output) == ({"id": 1}, "done")


@pytest.mark.parametrize(
    ("spread", "messages"),
    [
        ({"0.message.role": "user", "0.message.content": "Hi."}, [("user", ["Hi."])]),
        ({"10.message.content": "B", "9.message.content": "A", "9.message.role": "ai"}, [("assistant", ["A"]), ("user", ["B"])]),
        ({"0.message.role": "user", "0.message.content": ""}, [("user", [])]),
        ({"0.message.role": "system"}, [("system", [])]),
        ({"0.message.role": "user", "0.message.content": "Hi.", "x": "y"}, [("user", ["Hi."])]),
        ({"0.message.role": "user", "0.message.contents.0.message_content.text": "Hi."}, [("user", ["Hi."])]),
    ],
)  # fmt: skip
def test_plain_and_other_messages_are_read_alike_from_numbered_attributes(spread, messages):
    attributes = {f"llm.input_messages.{key}": value for key, value in spread.items()}
    found = flat_messages(attributes, "llm.input_messages", role="user")
    assert [(message.role, [part.text for part in message.parts]) for message in found] == messages


SPREAD = st.dictionaries(
    st.sampled_from(["0", "1", "2", "10", "x"]),
    st.fixed_dictionaries(
        {},
        optional={
            "message.role": st.sampled_from(["user", "ai", "tool", "system", "", 7]),
            "message.content": st.sampled_from(["Hi.", "", '[{"text": "Hi."}]', '{"a": 1}', 7]),
            "message.tool_call_id": st.just("c1"),
            "message.tool_calls.0.tool_call.function.name": st.just("lookup"),
        },
    ),
)


@given(SPREAD, st.sampled_from(["user", "assistant"]))
def test_a_message_of_a_role_and_a_text_is_what_the_general_way_reads_whatever_stands_beside_it(spread, role):
    def read(**more):
        spelled = {
            f"m.{n}.{key}": value for n, body in spread.items() for key, value in (body | more).items() if body
        }
        return flat_messages(spelled, "m", role=role)

    generally = read(**{"message.unknown": "x"})
    with remembering():
        assert read() == generally
        assert read() == generally
    assert read() == generally


def test_a_tools_plain_text_is_a_result_and_blocks_in_a_text_are_parts():
    (result,) = messages_of([{"role": "tool", "content": "42"}])
    assert result.parts == (ToolResult("42"),)
    (blocks,) = messages_of([{"role": "user", "content": '[{"text": "Hi."}]'}])
    assert blocks.parts == (Text("Hi."),)


@pytest.mark.parametrize("role", ["thinking", "reasoning", "Thought"])
def test_what_a_message_of_the_role_of_thoughts_says_was_thought(role):
    told = [{"role": role, "content": "Hm."}, {"role": "assistant", "content": "Yes."}]
    assert [part for message in messages_of(told) for part in message.parts] == [Reasoning("Hm."), Text("Yes.")]
