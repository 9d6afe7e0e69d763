"""Messages: what they say, their hash, and their JSON."""

from hypothesis import given
from hypothesis import strategies as st

from app.domain.json import content_hash
from app.domain.message import (
    Media,
    Message,
    Reasoning,
    Text,
    ToolCall,
    ToolDefinition,
    ToolResult,
    message_from_json,
    message_json,
    part_content,
)

ASKED = Message(
    "assistant",
    (Reasoning("Which order?"), Text("Let me"), ToolCall("get_order", {"id": "K-17"}, "c1"), Text("look.")),
)


def test_a_message_tells_its_text_and_its_calls() -> None:
    assert ASKED.text == "Let me\nlook."
    assert ASKED.calls == (ToolCall("get_order", {"id": "K-17"}, "c1"),)


def test_a_message_is_printed_without_absent_fields() -> None:
    assert message_json(Message("tool", (ToolResult({"total": None}),))) == {
        "role": "tool",
        "parts": [{"type": "tool_result", "result": {"total": None}}],
    }
    assert message_json(Message("user", (Text("Hi"), Media("image/png", reference="receipt.png")), name="nadia")) == {
        "role": "user",
        "parts": [
            {"type": "text", "text": "Hi"},
            {"type": "media", "media_type": "image/png", "reference": "receipt.png"},
        ],
        "name": "nadia",
    }


def test_messages_that_say_the_same_have_one_hash() -> None:
    same = Message("assistant", (ToolCall("f", {"a": 1, "b": [2.5]}, "c1"),))
    assert same.hash == Message("assistant", (ToolCall("f", {"b": [2.5], "a": 1}, "c1"),)).hash
    assert len(same.hash) == 32


def test_another_role_part_or_call_id_is_another_hash() -> None:
    hashes = {
        Message("user", (Text("Hi"),)).hash,
        Message("assistant", (Text("Hi"),)).hash,
        Message("user", (Reasoning("Hi"),)).hash,
        Message("user", (Text("Hi"),), name="nadia").hash,
        Message("user", (ToolResult("Hi", "c1"),)).hash,
        Message("user", (ToolResult("Hi", "c2"),)).hash,
    }
    assert len(hashes) == 6


def test_tools_that_are_offered_alike_have_one_hash() -> None:
    tool = ToolDefinition("refund", "Pay back.", {"type": "object"})
    assert tool.hash == ToolDefinition("refund", "Pay back.", {"type": "object"}).hash
    assert tool.hash != ToolDefinition("refund", "Pay back now.", {"type": "object"}).hash


def test_lone_surrogates_are_hashed_apart() -> None:
    assert Message("user", (Text("\ud800"),)).hash != Message("user", (Text("\ud801"),)).hash


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=5,
)
texts = st.text(max_size=12)
maybe = st.none() | st.text(min_size=1, max_size=6)
parts = st.one_of(
    st.builds(Text, texts),
    st.builds(Reasoning, texts),
    st.builds(ToolCall, texts, json_values, maybe),
    st.builds(ToolResult, json_values, maybe, maybe, st.none() | st.booleans()),
    st.builds(Media, texts, maybe, maybe),
)
messages = st.builds(
    Message, st.sampled_from(["system", "user", "assistant", "tool"]), st.lists(parts, max_size=4).map(tuple), maybe
)


@given(messages)
def test_a_message_survives_being_stored(message: Message) -> None:
    again = message_from_json(message_json(message))
    assert again == message
    assert again.hash == message.hash


@given(
    st.text(st.characters(exclude_categories=[])) | st.text('ab"\\/\b\f\n\r\t\x00\x1f\x7f\u2028\ud800\U0001f600'),
    st.sampled_from([Text, Reasoning]),
    st.sampled_from([None, "", "ada"]),
)
def test_the_hash_of_a_message_of_texts_is_that_of_its_canonical_text(text, kind, name):
    message = Message("user", (kind(text), Text("x")), name)
    assert message.hash == content_hash(message_json(message))


def test_a_part_holds_its_words_its_arguments_its_result_or_where_it_is() -> None:
    parts = (*ASKED.parts[:3], ToolResult({"total": 7}), Media("image/png", "a.png"), Media("image/png", data="QUJD"))
    assert [part_content(part) for part in parts] == [
        "Which order?",
        "Let me",
        {"id": "K-17"},
        {"total": 7},
        "a.png",
        "QUJD",
    ]
