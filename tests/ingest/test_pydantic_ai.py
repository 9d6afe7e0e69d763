"""Pydantic AI in the formats before it followed the conventions."""

import json

from span_tree import model_told, runs_of, span, steps_of, thrown, told

SCOPE = "pydantic-ai"
CALL = {"id": "c1", "type": "function", "function": {"name": "lookup_order", "arguments": '{"order_id": "A-1042"}'}}


def test_version_1_holds_a_calls_messages_as_a_json_array_of_events():
    events = [
        {"event.name": "gen_ai.system.message", "role": "system", "content": "Be kind.", "gen_ai.message.index": 0},
        {
            "event.name": "gen_ai.user.message",
            "role": "user",
            "content": "Where is A-1042?",
            "gen_ai.message.index": 0,
        },
        {
            "event.name": "gen_ai.choice",
            "index": 0,
            "message": {"role": "assistant", "content": "A moment.", "tool_calls": [CALL]},
        },
    ]
    offered = {
        "function_tools": [
            {"name": "lookup_order", "description": "Look up an order.", "parameters_json_schema": {"type": "object"}}
        ],
        "output_tools": [],
    }
    model = span(
        "chat gpt-4o-mini",
        {
            "gen_ai.operation.name": "chat",
            "gen_ai.request.model": "gpt-4o-mini",
            "events": json.dumps(events),
            "model_request_parameters": json.dumps(offered),
        },
        scope=SCOPE,
    )
    tool = span(
        "running tool",
        {
            "gen_ai.tool.name": "lookup_order",
            "gen_ai.tool.call.id": "c1",
            "tool_arguments": '{"order_id": "A-1042"}',
            "tool_response": "delivered",
        },
        scope=SCOPE,
    )
    first, second = steps_of(
        span(
            "agent run",
            {"agent_name": "support_agent"},
            model,
            span("running 1 tools", {}, tool, scope=SCOPE),
            scope=SCOPE,
        )
    )
    assert model_told(first) == (
        "model",
        "gpt-4o-mini",
        "support_agent",
        {"read": "Where is A-1042?", "said": "A moment.", "calls": [("lookup_order", {"order_id": "A-1042"})]},
    )
    assert told(second) == (
        "tool",
        "lookup_order",
        "support_agent",
        {"input": {"order_id": "A-1042"}, "output": "delivered"},
    )


def test_the_text_of_a_retry_stands_in_the_response_alone():
    tool = span(
        "running tool",
        {"gen_ai.tool.name": "check_inventory", "tool_response": "inventory service timed out after 5s"},
        error="ToolRetryError: ",
        events=(thrown("ToolRetryError", ""),),
        scope=SCOPE,
    )
    (step,) = steps_of(span("agent run", {"agent_name": "support_agent"}, tool, scope=SCOPE))
    assert (step["status"], step["error"]) == ("error", "inventory service timed out after 5s")


def test_a_limit_that_no_step_shows_is_told_apart_from_the_steps():
    limit = thrown("UsageLimitExceeded", "The next request would exceed the request_limit of 6.")
    model = span("chat", {"gen_ai.operation.name": "chat"}, scope=SCOPE)
    (run,) = runs_of(
        span(
            "invoke_agent a",
            {"gen_ai.operation.name": "invoke_agent", "agent_name": "a"},
            model,
            events=(limit,),
            error="x",
            scope=SCOPE,
        )
    )
    assert [step["kind"] for step in run["steps"]] == ["model"]
    (failure,) = run["container_failures"]
    assert (failure["number"], failure["kind"], failure["error"]) == (
        2,
        "other",
        "UsageLimitExceeded: The next request would exceed the request_limit of 6.",
    )
