"""Parts of messages by the many words that providers, frameworks and their classes have for them."""

import pytest

from app.domain.message import Media, Message, Reasoning, Text, ToolCall, ToolResult
from app.ingest.messages import messages_of
from app.ingest.part_kind import PartKind, kind_of_word
from app.ingest.parts import parts_of

CALL = ToolCall("lookup", {"id": 1}, "c1")
NET = "Microsoft.Extensions.AI."


def net(name, content):
    return {"type": NET + name, "content": content}


@pytest.mark.parametrize(
    ("part", "read"),
    [
        (net("TextContent", {"text": "Hi."}), (Text("Hi."),)),
        (net("TextReasoningContent", {"text": "Think.", "protectedData": "x"}), (Reasoning("Think."),)),
        (net("TextReasoningContent", {"text": "", "protectedData": "x"}), ()),
        (net("FunctionCallContent", {"callId": "c1", "name": "lookup", "arguments": {"id": 1}}), (CALL,)),
        (net("FunctionResultContent", {"callId": "c1", "result": "done"}), (ToolResult("done", "c1"),)),
        (net("FunctionResultContent", {"callId": "c1", "exception": "boom"}), (ToolResult("boom", "c1", is_error=True),)),
        (net("DataContent", {"uri": "data:image/png;base64,AAEC"}), (Media("image/png", None, "AAEC"),)),
        (net("UriContent", {"uri": "https://example.org/a.png", "mediaType": "image/png"}), (Media("image/png", "https://example.org/a.png"),)),
        (net("ErrorContent", {"message": "No.", "errorCode": "Refusal"}), (Text("No."),)),
        (net("UsageContent", {"details": {"inputTokenCount": 3}}), ()),
        ({"$type": "functionCall", "CallId": "c1", "Name": "lookup", "Arguments": {"id": 1}}, (CALL,)),
        ({"$type": "reasoning", "text": "Think."}, (Reasoning("Think."),)),
        ({"type": "ToolUseBlock", "id": "c1", "name": "lookup", "input": {"id": 1}}, (CALL,)),
        ({"type": "Agents.ToolResultBlock", "tool_use_id": "c1", "content": "done"}, (ToolResult("done", "c1"),)),
        ({"type": "toolCall", "toolCallId": "c1", "toolName": "lookup", "args": {"id": 1}}, (CALL,)),
        ({"type": "tool-error", "toolCallId": "c1", "toolName": "lookup", "error": "boom"}, (ToolResult("boom", "c1", "lookup", is_error=True),)),
        ({"type": "function_call", "id": "fc_1", "call_id": "c1", "name": "lookup", "arguments": '{"id": 1}'}, (CALL,)),
    ],
)  # fmt: skip
def test_a_part_is_told_by_the_word_or_the_class_that_it_is_named_by(part, read):
    assert parts_of(part) == read


@pytest.mark.parametrize(
    "part",
    [
        {"type": "reasoning", "reasoning": "Think."},
        {"type": "reasoning", "content": "Think."},
        {"type": "reasoning", "content": [], "summary": [{"type": "summary_text", "text": "Think."}]},
        {"type": "reasoning", "content": None, "summary": [{"type": "summary_text", "text": "Think."}], "encrypted_content": "x"},
        {"type": "reasoning.text", "text": "Think."},
        {"type": "thinking", "thinking": [{"type": "text", "text": "Think."}]},
        {"reasoning": {"reasoning_text": "Think."}},
        {"reasoningContent": {"reasoningText": {"text": "Think.", "signature": "x"}}},
        {"text": "Think.", "thought": True},
    ],
)  # fmt: skip
def test_thoughts_are_reasoning_whoever_the_provider_is(part):
    assert parts_of(part) == (Reasoning("Think."),)


@pytest.mark.parametrize(
    "part",
    [
        {"type": "redacted_thinking", "data": "sealed"},
        {"type": "reasoning.encrypted", "data": "sealed"},
        {"text": "", "thought": True},
        {"type": "step-start"},
        {"cachePoint": {"type": "default"}},
    ],
)
def test_what_is_sealed_or_only_marks_a_place_is_no_word_of_the_model(part):
    assert parts_of(part) == ()


@pytest.mark.parametrize(
    "beside",
    [
        {"reasoning_content": "Think."},
        {"thinking": "Think."},
        {"thinking_blocks": [{"type": "thinking", "thinking": "Think.", "signature": "x"}], "reasoning_content": ""},
        {"reasoning_details": [{"type": "reasoning.text", "text": "Think."}, {"type": "reasoning.encrypted", "data": "x"}]},
    ],
)  # fmt: skip
def test_thoughts_may_stand_beside_what_was_said(beside):
    (message,) = messages_of([{"role": "assistant", "content": "Hi.", **beside}])
    assert message.parts == (Reasoning("Think."), Text("Hi."))


def test_thoughts_that_stand_twice_are_shown_once():
    blocks = [{"type": "thinking", "thinking": "Think."}, {"type": "text", "text": "Hi."}]
    (message,) = messages_of([{"role": "assistant", "content": blocks, "reasoning_content": "Think."}])
    assert message.parts == (Reasoning("Think."), Text("Hi."))


def test_a_net_message_lists_its_contents_and_stays_one_message():
    said = {
        "role": "assistant",
        "contents": [{"$type": "reasoning", "text": "Think."}, {"$type": "text", "text": "Hi."}],
    }
    assert messages_of(said) == (Message("assistant", (Reasoning("Think."), Text("Hi."))),)


@pytest.mark.parametrize(
    ("message", "parts"),
    [
        ({"audio": {"id": "a1", "data": "T2dn", "transcript": "beep"}}, (Media("audio", None, "T2dn"), Text("beep"))),
        ({"audio": {"id": "a1"}}, (Media("audio", "a1"),)),
        ({"refusal": "No."}, (Text("No."),)),
        ({"images": [{"type": "image_url", "image_url": {"url": "data:image/png;base64,AAEC"}}]}, (Media("image/png", None, "AAEC"),)),
    ],
)  # fmt: skip
def test_what_a_message_keeps_beside_its_content_is_part_of_it(message, parts):
    assert messages_of([{"role": "assistant", "content": None, **message}]) == (Message("assistant", parts),)


@pytest.mark.parametrize(
    ("part", "media"),
    [
        ({"type": "input_audio", "input_audio": {"data": "UklG", "format": "wav"}}, Media("audio/wav", None, "UklG")),
        ({"type": "file", "file": {"file_data": "data:application/pdf;base64,AA", "filename": "a.pdf"}}, Media("application/pdf", None, "AA")),
        ({"type": "uri", "modality": "image", "uri": "https://example.org/a"}, Media("image", "https://example.org/a")),
        ({"type": "image", "base64": "AAEC", "mime_type": "image/png"}, Media("image/png", None, "AAEC")),
    ],
)  # fmt: skip
def test_media_keep_their_type_and_their_data(part, media):
    assert parts_of(part) == (media,)


def test_words_that_nobody_knows_have_no_kind():
    assert kind_of_word("unheard") == (None, "unheard")
    assert kind_of_word("Some.Library.Unheard") == (None, "unheard")
    assert kind_of_word("Some.Library.ThinkingPart") == (PartKind.REASONING, "thinking")


@pytest.mark.parametrize(
    ("reply", "said"),
    [
        ({"choices": [{"index": 0, "text": " return n"}]}, (Text(" return n"),)),
        ({"choices": [{"delta": {"role": "assistant", "content": "Hi."}}]}, (Text("Hi."),)),
        ({"candidates": [{"content": {"role": "model", "parts": [{"text": "Hi."}]}}]}, (Text("Hi."),)),
        ({"output": {"message": {"role": "assistant", "content": [{"text": "Hi."}]}}}, (Text("Hi."),)),
    ],
)
def test_raw_replies_of_all_providers_are_read(reply, said):
    assert messages_of(reply) == (Message("assistant", said),)


def test_what_langchain_keeps_among_additional_arguments_is_part_of_the_message():
    done = {"type": "code_interpreter_call", "id": "i1", "status": "completed", "code": "1", "outputs": None}
    extra = {"reasoning": {"summary": [{"type": "summary_text", "text": "Think."}]}, "tool_outputs": [done]}
    (message,) = messages_of([{"role": "assistant", "content": "Hi.", "additional_kwargs": extra}])
    assert message.parts == (
        Reasoning("Think."),
        Text("Hi."),
        ToolCall("code_interpreter", {"code": "1"}, "i1"),
        ToolResult({"status": "completed"}, "i1", "code_interpreter"),
    )


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ('{"reasoningContent": {"reasoningText": {"text": "Look first."}}}', (Reasoning("Look first."),)),
        ('[{"type":"text","text":"Be kind."}]', (Text("Be kind."),)),
        ('[{"type": "text", "text": "Be kind."}, {"id": 1, "a": 2}]', None),
        ('[{"type":"text" is how it begins', None),
    ],
)
def test_blocks_that_were_written_as_the_text_of_a_part_are_read(text, parts):
    assert parts_of([{"type": "text", "content": text}]) == (parts or (Text(text),))


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        (
            "{'content': 'A moment.', 'tool_calls': [{'id': 'c1', 'function': {'name': 'look', 'arguments': '{\"a\": 1}'}}]}",
            (Text("A moment."), ToolCall("look", {"a": 1}, "c1")),
        ),
        (
            "ResponseFunctionToolCall(arguments='{\"a\": 1}', call_id='c1', name='look', type='function_call')",
            (ToolCall("look", {"a": 1}, "c1"),),
        ),
        ("{'annotations': [], 'text': 'A moment.', 'type': 'output_text'}", (Text("A moment."),)),
        ("{'content': 'of a letter'}", None),
        ("{'content': 'that breaks of", None),
    ],
)
def test_a_reply_that_python_printed_as_the_text_of_a_part_is_read(text, parts):
    assert parts_of([{"type": "text", "content": text}]) == (parts or (Text(text),))
