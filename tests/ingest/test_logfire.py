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


def test_a_reply_in_several_messages_stands_at_the_end():
    asked = [{"id": "c1", "type": "function", "function": {"name": "stock", "arguments": "{}"}}]
    events = [
        {"event.name": "gen_ai.user.message", "content": "How many?", "role": "user"},
        {"event.name": "gen_ai.assistant.message", "content": "I will look.", "role": "assistant"},
        {"event.name": "gen_ai.assistant.message", "role": "assistant", "tool_calls": asked},
    ]
    (step,) = steps_of(logged("Responses API", events=events, **{"gen_ai.operation.name": "chat"}))
    assert model_told(step)[3] == {"read": "How many?", "said": "I will look.", "calls": [("stock", {})]}


def test_a_streamed_reply_is_told_whole():
    request = {"model": "claude-sonnet-4", "messages": [{"role": "user", "content": "Hello?"}]}
    (step,) = steps_of(logged("took", request_data=request, response_data={"combined_chunk_content": "Hello."}))
    assert model_told(step)[3] == {"read": "Hello?", "said": "Hello."}


def test_a_function_of_the_agents_sdk_is_the_tool_that_the_model_asked_for():
    asked = [
        {"role": "assistant", "content": [{"type": "tool_call", "id": "c1", "name": "stock", "arguments": "{}"}]}
    ]
    known = {"gen_ai.operation.name": "chat", "gen_ai.request.model": "gpt-4o"}
    steps = steps_of(
        span(
            "Agent run: {name!r}",
            {"logfire.span_type": "span", "name": "ada"},
            span("chat", known | {"gen_ai.output.messages": json.dumps(asked)}),
            span(
                "Function: {name}",
                {"logfire.msg_template": "Function: {name}", "logfire.msg": "Function: stock", "name": "stock"}
                | {"logfire.span_type": "span", "input": "{}", "output": "7 left"},
            ),
        )
    )
    assert [(step["kind"], step["name"], step["output"]) for step in steps[1:]] == [("tool", "stock", "7 left")]


def test_a_message_is_no_reason_where_the_span_tells_one():
    told = {"logfire.level_num": 17, "error.type": "Permission denied", "gen_ai.operation.name": "execute_tool"}
    (step,) = steps_of(logged("execute_tool Write", **told, **{"gen_ai.tool.name": "Write"}))
    assert (step["status"], step["error"]) == ("error", "Permission denied")


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


def test_a_conversation_that_a_library_keeps_in_one_list_has_the_reply_only_once():
    question, reply = {"role": "user", "content": "1+1?"}, {"role": "assistant", "content": "2"}
    (step,) = steps_of(
        logged("Chat completion", request_data={"messages": [question, reply]}, response_data={"message": reply})
    )
    assert model_told(step)[3] == {"read": "1+1?", "said": "2"}


def test_a_reply_that_says_again_what_was_said_before_a_question_is_its_own():
    question, reply = {"role": "user", "content": "1+1?"}, {"role": "assistant", "content": "2"}
    asked = {"messages": [question, reply, question]}
    (step,) = steps_of(logged("Chat completion", request_data=asked, response_data={"message": reply}))
    assert [message["role"] for message in step["input"]] == ["user", "assistant", "user"]
