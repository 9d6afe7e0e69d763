"""What only a raw request or reply holds is given to the messages that were spread over attributes."""

import json

import pytest
from span_tree import span, steps_of

MODEL = {"openinference.span.kind": "LLM", "llm.model_name": "gpt-4o-audio-preview"}
SAID = {"llm.output_messages.0.message.role": "assistant", "llm.output_messages.0.message.content": "Nothing."}
HEARD = {"type": "input_audio", "input_audio": {"data": "UklGRlwE", "format": "wav"}}
QUESTION = {"type": "text", "text": "What do you hear?"}


def spread(*, text="What do you hear?"):
    contents = "llm.input_messages.0.message.contents.0.message_content"
    return {"llm.input_messages.0.message.role": "user", f"{contents}.type": "text", f"{contents}.text": text}


def raw(side, body):
    return {f"{side}.value": json.dumps(body), f"{side}.mime_type": "application/json"}


def request(*contents):
    return raw("input", {"model": "gpt-4o-audio-preview", "messages": [{"role": "user", "content": list(contents)}]})


def parts(messages):
    return [(part["type"], part.get("text") or part.get("data")) for message in messages for part in message["parts"]]


def test_a_sound_that_only_the_raw_request_holds_was_given_to_the_model():
    (step,) = steps_of(span("ChatCompletion", MODEL | SAID | spread() | request(QUESTION, HEARD)))
    assert parts(step["input"]) == [("text", "What do you hear?"), ("media", "UklGRlwE")]


def test_a_message_whose_contents_were_not_spread_at_all_is_told_by_the_raw_request():
    bare = {"llm.input_messages.0.message.role": "user"}
    (step,) = steps_of(span("ChatCompletion", MODEL | SAID | bare | request(QUESTION, HEARD)))
    assert parts(step["input"]) == [("text", "What do you hear?"), ("media", "UklGRlwE")]


def test_a_raw_request_that_says_something_else_changes_nothing():
    other = spread(text="Something else.")
    (step,) = steps_of(span("ChatCompletion", MODEL | SAID | other | request(QUESTION, HEARD)))
    assert parts(step["input"]) == [("text", "Something else.")]


def test_speech_that_only_the_raw_reply_holds_was_said():
    spoken = {"id": "audio_1", "data": "T2dnUw==", "transcript": "beep"}
    body = {"choices": [{"message": {"role": "assistant", "content": None, "audio": spoken}}]}
    bare = {"llm.output_messages.0.message.role": "assistant"}
    (step,) = steps_of(span("ChatCompletion", MODEL | bare | raw("output", body)))
    assert parts(step["output"]) == [("media", "T2dnUw=="), ("text", "beep")]


def test_thoughts_that_only_the_raw_reply_holds_stand_before_what_was_said():
    body = {"choices": [{"message": {"role": "assistant", "content": "Nothing.", "reasoning_content": "Silence."}}]}
    (step,) = steps_of(span("ChatCompletion", MODEL | SAID | raw("output", body)))
    assert parts(step["output"]) == [("reasoning", "Silence."), ("text", "Nothing.")]


def test_prompts_and_completions_are_what_was_asked_and_said():
    known = {"llm.prompts.0.prompt.text": "def fib(n):", "llm.choices.0.completion.text": " return n"}
    (step,) = steps_of(span("Completion", MODEL | known))
    assert (parts(step["input"]), parts(step["output"])) == ([("text", "def fib(n):")], [("text", " return n")])


def test_prompts_may_be_a_list_of_texts():
    (step,) = steps_of(span("Completion", MODEL | {"llm.prompts": ["def fib(n):"]}))
    assert parts(step["input"]) == [("text", "def fib(n):")]


def test_a_raw_request_of_a_prompt_is_read_and_a_templates_variables_are_not():
    asked = MODEL | raw("input", {"model": "babbage-002", "prompt": "def fib(n):"})
    (step,) = steps_of(span("Completion", asked | raw("output", {"choices": [{"text": " return n"}]})))
    assert (parts(step["input"]), parts(step["output"])) == ([("text", "def fib(n):")], [("text", " return n")])
    (step,) = steps_of(span("LLMChain", MODEL | SAID | raw("input", {"question": "Hello?"})))
    assert step["input"] == {"question": "Hello?"}


def test_calls_that_only_the_raw_reply_holds_were_asked_for():
    call = {"id": "c1", "type": "function", "function": {"name": "listen", "arguments": '{"seconds": 3}'}}
    body = {"choices": [{"message": {"role": "assistant", "content": "Nothing.", "tool_calls": [call]}}]}
    (step,) = steps_of(span("ChatCompletion", MODEL | SAID | raw("output", body)))
    assert step["output"][0]["parts"] == [
        {"type": "text", "text": "Nothing."},
        {"type": "tool_call", "id": "c1", "name": "listen", "arguments": {"seconds": 3}},
    ]


@pytest.mark.parametrize(
    "reply", ["Nothing.", {"_role": "assistant", "_content": [{"text": "Nothing."}], "_meta": {}}]
)
def test_replies_of_a_generator_are_what_it_said(reply):
    (step,) = steps_of(span("generator", MODEL | spread() | raw("output", {"replies": [reply]})))
    assert parts(step["output"]) == [("text", "Nothing.")]
