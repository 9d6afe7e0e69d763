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
