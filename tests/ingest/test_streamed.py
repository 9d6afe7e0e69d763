"""Replies that were recorded as the pieces of a stream are put together again, whoever streamed them."""

import json

import pytest
from span_tree import span, steps_of

from app.domain.message import Message, Reasoning, Text, ToolCall
from app.ingest.messages import messages_of
from app.ingest.reply import reply_of


def delta(**said):
    return {"object": "chat.completion.chunk", "choices": [{"index": 0, "delta": said}]}


def begun(index, **call):
    return {"index": index, **call}


OPENAI = [
    {"object": "chat.completion.chunk", "choices": [], "prompt_filter_results": []},
    delta(role="assistant", content="", reasoning_content="Let me "),
    delta(reasoning_content="see."),
    delta(content="Hello"),
    delta(content=" you."),
    delta(tool_calls=[begun(0, id="c1", type="function", function={"name": "find", "arguments": ""})]),
    delta(tool_calls=[begun(0, function={"arguments": '{"q": '})]),
    delta(tool_calls=[begun(0, function={"arguments": '"tea"}'})]),
    {"choices": [{"index": 0, "delta": {}, "finish_reason": "tool_calls"}], "model": "gpt-4o"},
]
ANTHROPIC = [
    {"type": "message_start", "message": {"id": "m1", "role": "assistant", "content": [], "model": "claude"}},
    {"type": "content_block_start", "index": 0, "content_block": {"type": "thinking", "thinking": ""}},
    {"type": "content_block_delta", "index": 0, "delta": {"type": "thinking_delta", "thinking": "Let me "}},
    {"type": "content_block_delta", "index": 0, "delta": {"type": "thinking_delta", "thinking": "see."}},
    {"type": "content_block_delta", "index": 0, "delta": {"type": "signature_delta", "signature": "EqQB"}},
    {"type": "content_block_stop", "index": 0},
    {"type": "content_block_start", "index": 1, "content_block": {"type": "text", "text": ""}},
    {"type": "ping"},
    {"type": "content_block_delta", "index": 1, "delta": {"type": "text_delta", "text": "Hello"}},
    {"type": "content_block_delta", "index": 1, "delta": {"type": "text_delta", "text": " you."}},
    {
        "type": "content_block_start",
        "index": 2,
        "content_block": {"type": "tool_use", "id": "c1", "name": "find", "input": {}},
    },
    {"type": "content_block_delta", "index": 2, "delta": {"type": "input_json_delta", "partial_json": '{"q": '}},
    {"type": "content_block_delta", "index": 2, "delta": {"type": "input_json_delta", "partial_json": '"tea"}'}},
    {"type": "message_delta", "delta": {"stop_reason": "tool_calls"}, "usage": {"output_tokens": 7}},
    {"type": "message_stop"},
]
BEDROCK = [
    {"messageStart": {"role": "assistant"}},
    {"contentBlockDelta": {"contentBlockIndex": 0, "delta": {"reasoningContent": {"text": "Let me "}}}},
    {"contentBlockDelta": {"contentBlockIndex": 0, "delta": {"reasoningContent": {"text": "see."}}}},
    {"contentBlockDelta": {"contentBlockIndex": 1, "delta": {"text": "Hello"}}},
    {"contentBlockDelta": {"contentBlockIndex": 1, "delta": {"text": " you."}}},
    {"contentBlockStart": {"contentBlockIndex": 2, "start": {"toolUse": {"toolUseId": "c1", "name": "find"}}}},
    {"contentBlockDelta": {"contentBlockIndex": 2, "delta": {"toolUse": {"input": '{"q": '}}}},
    {"contentBlockDelta": {"contentBlockIndex": 2, "delta": {"toolUse": {"input": '"tea"}'}}}},
    {"messageStop": {"stopReason": "tool_calls"}},
]
GEMINI = [
    {"candidates": [{"content": {"role": "model", "parts": [{"text": "Let me ", "thought": True}]}}]},
    {"candidates": [{"content": {"role": "model", "parts": [{"text": "see.", "thought": True}, {"text": "Hello"}]}}]},
    {"candidates": [{"content": {"role": "model", "parts": [{"text": " you."}]}}]},
    {
        "candidates": [
            {
                "content": {"role": "model", "parts": [{"functionCall": {"name": "find", "args": {"q": "tea"}, "id": "c1"}}]},
                "finishReason": "tool_calls",
            }
        ]
    },
]  # fmt: skip
OLLAMA = [
    {"model": "qwen3", "message": {"role": "assistant", "content": "", "thinking": "Let me "}, "done": False},
    {"model": "qwen3", "message": {"role": "assistant", "content": "Hello", "thinking": "see."}, "done": False},
    {"model": "qwen3", "message": {"role": "assistant", "content": " you."}, "done": False},
    {
        "model": "qwen3",
        "message": {"role": "assistant", "tool_calls": [{"id": "c1", "function": {"name": "find", "arguments": {"q": "tea"}}}]},
        "done": True,
        "done_reason": "tool_calls",
    },
]  # fmt: skip
RESPONSES = [
    {"type": "response.created", "response": {"id": "r1", "output": []}},
    {"type": "response.output_text.delta", "delta": "Hello"},
    {
        "type": "response.completed",
        "response": {
            "id": "r1",
            "output": [
                {"type": "reasoning", "summary": [{"type": "summary_text", "text": "Let me see."}]},
                {"type": "message", "role": "assistant", "content": [{"type": "output_text", "text": "Hello you."}]},
                {"type": "function_call", "call_id": "c1", "name": "find", "arguments": '{"q": "tea"}'},
            ],
            "finish_reason": "tool_calls",
        },
    },
]
LANGCHAIN = [
    {"type": "AIMessageChunk", "content": "Hello", "additional_kwargs": {"reasoning_content": "Let me "}},
    {"type": "AIMessageChunk", "content": " you.", "additional_kwargs": {"reasoning_content": "see."}},
    {
        "type": "AIMessageChunk",
        "content": "",
        "tool_call_chunks": [{"index": 1, "id": "c1", "name": "find", "args": '{"q": '}],
    },
    {
        "type": "AIMessageChunk",
        "content": "",
        "tool_call_chunks": [{"index": 1, "args": '"tea"}'}],
        "finish_reason": "tool_calls",
    },
]
VERCEL = [
    {"type": "text-start", "id": "0"},
    {"type": "reasoning-delta", "id": "1", "delta": "Let me "},
    {"type": "reasoning-delta", "id": "1", "delta": "see."},
    {"type": "text-delta", "id": "0", "delta": "Hello"},
    {"type": "text-delta", "id": "0", "textDelta": " you."},
    {"type": "tool-call", "toolCallId": "c1", "toolName": "find", "input": '{"q": "tea"}'},
]
SAID = (Reasoning("Let me see."), Text("Hello you."), ToolCall("find", {"q": "tea"}, "c1"))


def merged(messages):
    return tuple(part for message in messages for part in message.parts)


@pytest.mark.parametrize("pieces", [OPENAI, ANTHROPIC, BEDROCK, GEMINI, OLLAMA, RESPONSES, LANGCHAIN, VERCEL])
def test_the_pieces_of_a_stream_are_one_reply(pieces):
    assert merged(messages_of(pieces, role="assistant")) == SAID


@pytest.mark.parametrize("pieces", [OPENAI, ANTHROPIC, BEDROCK, GEMINI, OLLAMA, RESPONSES, LANGCHAIN])
def test_a_stream_tells_why_it_ended(pieces):
    assert reply_of(pieces).finish_reason == "tool_calls"


def test_pieces_that_are_json_texts_are_pieces_as_well():
    assert merged(messages_of([json.dumps(piece) for piece in OPENAI], role="assistant")) == SAID


def test_server_sent_events_that_were_kept_as_text_are_one_reply():
    text = "".join(f"event: {event['type']}\ndata: {json.dumps(event)}\n\n" for event in ANTHROPIC)
    assert merged(messages_of(text, role="assistant")) == SAID
    text = "".join(f"data: {json.dumps(piece)}\n\n" for piece in OPENAI) + "data: [DONE]\n\n"
    assert merged(messages_of(text, role="assistant")) == SAID


def test_cohere_tells_texts_and_calls_in_pieces():
    def event(kind, message):
        return {"type": kind, "index": 0, "delta": {"message": message}}

    pieces = [
        event("content-start", {"content": {"type": "text", "text": ""}}),
        event("content-delta", {"content": {"text": "Hello"}}),
        event("content-delta", {"content": {"text": " you."}}),
        event("tool-call-start", {"tool_calls": {"id": "c1", "function": {"name": "find", "arguments": ""}}}),
        event("tool-call-delta", {"tool_calls": {"function": {"arguments": '{"q": "tea"}'}}}),
    ]
    assert merged(messages_of(pieces, role="assistant")) == SAID[1:]


def test_a_stream_of_items_that_never_ended_tells_its_items_or_else_its_words():
    said = {"type": "message", "role": "assistant", "content": [{"type": "output_text", "text": "Hello you."}]}
    done = [*RESPONSES[:2], {"type": "response.output_item.done", "item": said}]
    assert merged(messages_of(done, role="assistant")) == (Text("Hello you."),)
    assert merged(messages_of(RESPONSES[:2], role="assistant")) == (Text("Hello"),)


def test_each_of_several_choices_is_joined_by_itself():
    def piece(index, text):
        return {"choices": [{"index": index, "delta": {"content": text}}]}

    pieces = [piece(0, "Te"), piece(1, "Cof"), piece(0, "a"), piece(1, "fee")]
    assert [message.text for message in messages_of(pieces, role="assistant")] == ["Tea", "Coffee"]


def test_a_list_that_a_model_wrote_is_no_stream():
    told = messages_of('[{"done": false, "message": "buy tea"}, {"done": true, "message": "rest"}]', role="assistant")
    assert [message.text for message in told] == [
        '{"done": false, "message": "buy tea"}',
        '{"done": true, "message": "rest"}',
    ]


def test_messages_are_no_stream_and_neither_is_a_text_about_data():
    told = [{"role": "user", "content": "a"}, {"role": "user", "content": "b"}]
    assert messages_of(told) == (Message("user", (Text("a"),)), Message("user", (Text("b"),)))
    assert messages_of("data: none") == (Message("user", (Text("data: none"),)),)


def test_a_model_call_whose_raw_output_is_a_stream_says_what_was_streamed():
    attributes = {"openinference.span.kind": "LLM", "output.value": json.dumps(OPENAI)}
    (step,) = steps_of(span("ChatCompletion", attributes))
    assert [part.get("text") or part.get("name") for part in step["output"][0]["parts"]] == [
        "Let me see.",
        "Hello you.",
        "find",
    ]
