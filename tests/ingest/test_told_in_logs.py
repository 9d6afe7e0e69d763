"""Claude Code's log records beside its traces: they stand at the prompt's span, and tell the words of its calls."""

import json

from span_tree import log, model_told, span, steps_of


def record(name, **attributes):
    return log(name, {"query_source": "sdk", **attributes}, f"claude_code.{name}")


def request(tokens):
    return span("claude_code.llm_request", {"model": "m", "input_tokens": tokens, "output_tokens": 7})


def steps(*logs, calls=(53, 66)):
    return steps_of(span("claude_code.interaction", {"user_prompt": "Hi"}, *map(request, calls), logs=logs))


def said(*logs, **more):
    return [model_told(step)[3].get("said") for step in steps(*logs, **more)]


def test_each_reply_is_given_to_the_call_of_which_the_tokens_were_counted_before():
    assert said(
        record("api_request", input_tokens=53, output_tokens=7),
        record("assistant_response", response="Let me look."),
        record("api_request", input_tokens=66, output_tokens=7),
        record("assistant_response", response="There."),
    ) == ["Let me look.", "There."]


def test_calls_that_count_alike_are_told_one_after_the_other():
    counted = record("api_request", input_tokens=53, output_tokens=7)
    replies = (record("assistant_response", response="One."), record("assistant_response", response="Two."))
    assert said(counted, replies[0], counted, replies[1], calls=(53, 53)) == ["One.", "Two."]


def test_a_reply_of_a_call_that_no_span_tells_is_nobodys():
    assert said(
        record("api_request", input_tokens=1, output_tokens=1), record("assistant_response", response="No.")
    ) == [None, None]


def test_a_reply_of_another_agent_and_one_before_every_call_are_nobodys():
    assert said(
        record("assistant_response", response="No."),
        record("api_request", input_tokens=53, output_tokens=7),
        record("assistant_response", response="No.", query_source="title"),
    ) == [None, None]


def test_raw_bodies_tell_what_was_asked_and_said():
    asked = {"model": "m", "system": "Be kind.", "messages": [{"role": "user", "content": "Hi"}], "tools": []}
    call = {"type": "tool_use", "id": "t1", "name": "Read", "input": {"file_path": "n"}}
    first, _ = steps(
        record("api_request_body", body=json.dumps(asked)),
        record("api_request", input_tokens=53, output_tokens=7),
        record("api_response_body", body=json.dumps({"role": "assistant", "content": [call]})),
    )
    assert model_told(first)[3]["calls"] == [("Read", {"file_path": "n"})]
    assert [message["role"] for message in first["input"]] == ["system", "user"]


def test_words_that_were_kept_out_are_none():
    assert said(
        record("api_request", input_tokens=53, output_tokens=7), record("assistant_response", response="<REDACTED>")
    ) == [None, None]
