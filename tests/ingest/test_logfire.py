"""Logfire's own spans, and the clients that it watches."""

import json

from span_tree import model_told, span, steps_of, thrown


def test_a_watched_clients_request_and_response_are_a_model_call():
    request = {"model": "gpt-4o-mini", "messages": [{"role": "user", "content": "Hello?"}]}
    response = {
        "message": {"role": "assistant", "content": "Hello."},
        "usage": {"prompt_tokens": 9, "completion_tokens": 2},
    }
    attributes = {
        "logfire.span_type": "span",
        "logfire.msg": "Chat Completion with 'gpt-4o-mini'",
        "request_data": json.dumps(request),
        "response_data": json.dumps(response),
    }
    (step,) = steps_of(span("Chat Completion with {request_data[model]!r}", attributes))
    assert model_told(step) == ("model", "gpt-4o-mini", None, {"read": "Hello?", "said": "Hello.", "tokens": (9, 2)})


def logged(name, **attributes):
    told = {key: json.dumps(value) if isinstance(value, dict | list) else value for key, value in attributes.items()}
    return span(name, {"logfire.span_type": "span", "logfire.msg": name} | told)


def test_a_completion_has_a_prompt():
    request = {"model": "gpt-3.5-turbo-instruct", "prompt": "What is four plus five?"}
    (step,) = steps_of(logged("Completion", request_data=request, response_data={"text": "Nine"}))
    assert model_told(step) == (
        "model", "gpt-3.5-turbo-instruct", None, {"read": "What is four plus five?", "said": "Nine"},
    )  # fmt: skip


def test_a_request_for_an_embedding_is_no_model_call():
    request = {"model": "text-embedding-3-small", "input": "a sentence"}
    (step,) = steps_of(logged("Embedding Creation", request_data=request))
    assert (step["kind"], step["model"], step["input"]) == ("embedding", "text-embedding-3-small", "a sentence")


def test_messages_stand_in_one_attribute_as_events():
    said = {"index": 0, "finish_reason": "STOP", "message": {"role": "assistant", "content": ["It is raining."]}}
    events = [{"content": "help", "role": "system"}, {"content": "The weather?", "role": "user"}, said]
    (step,) = steps_of(logged("generate_content", events=events, **{"gen_ai.operation.name": "chat"}))
    assert [message["role"] for message in step["input"]] == ["system", "user"]
    assert model_told(step)[3] == {"read": "The weather?", "said": "It is raining."}


def test_nobody_speaks_after_the_reply():
    events = [
        {"event.name": "gen_ai.user.message", "content": "Four and five?", "role": "user"},
        {"event.name": "gen_ai.assistant.message", "content": "Nine.", "role": "assistant"},
    ]
    (step,) = steps_of(logged("Responses API", events=events, **{"gen_ai.operation.name": "chat"}))
    assert model_told(step)[3] == {"read": "Four and five?", "said": "Nine."}


def test_a_pending_span_is_no_second_call():
    known = {"gen_ai.operation.name": "chat", "gen_ai.request.model": "gpt-4o-mini"}
    (step,) = steps_of(
        span(
            "chat", known | {"logfire.span_type": "span"}, span("chat", known | {"logfire.span_type": "pending_span"})
        )
    )
    assert len(step["span_ids"]) == 2


def test_an_error_that_was_logged_is_shown_under_its_message_and_not_its_template():
    failed = span(
        "agent {name} failed",
        {"logfire.span_type": "log", "logfire.msg": "agent ada failed", "logfire.level_num": 17},
        events=(thrown("ValueError", "no such order"),),
    )
    model = span("chat", {"gen_ai.operation.name": "chat"})
    steps = steps_of(span("handle", {"logfire.span_type": "span", "logfire.msg": "handle ticket 7"}, model, failed))
    assert [(step["kind"], step["name"], step["error"]) for step in steps[1:]] == [
        ("other", "agent ada failed", "ValueError: no such order")
    ]
