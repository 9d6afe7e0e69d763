"""OpenTelemetry's GenAI conventions, with the liberties that frameworks take with them."""

import json

import pytest
from span_tree import model_told, runs_of, span, steps_of, thrown, told

from app.ingest.dialects.genai import finish_reason

QUESTION = {"role": "user", "parts": [{"type": "text", "content": "Where is A-1042?"}]}
ASKS = {"type": "tool_call", "id": "call_1", "name": "lookup_order", "arguments": {"order_id": "A-1042"}}


def chat(name="chat gpt-4o-mini", **more):
    given = {
        key: json.dumps(value) if isinstance(value, list) else value for key, value in more.pop("said", {}).items()
    }
    known = {"gen_ai.operation.name": "chat", "gen_ai.request.model": "gpt-4o-mini"}
    return span(name, known | {f"gen_ai.{key}": value for key, value in given.items()}, **more)


def tool(name, call_id=None, **attributes):
    known = {"gen_ai.operation.name": "execute_tool", "gen_ai.tool.name": name}
    known |= {"gen_ai.tool.call.id": call_id} if call_id else {}
    return span(f"execute_tool {name}", known | attributes.pop("more", {}), **attributes)


def agent(name, *children, more=None, **rest):
    known = {"gen_ai.operation.name": "invoke_agent", "gen_ai.agent.name": name}
    return span(f"invoke_agent {name}", known | (more or {}), *children, **rest)


def test_messages_tools_and_counts_stand_in_span_attributes():
    model = chat(
        said={
            "system_instructions": [{"type": "text", "content": "Be kind."}],
            "input.messages": [QUESTION],
            "output.messages": [{"role": "assistant", "parts": [ASKS], "finish_reason": "tool_calls"}],
            "usage.input_tokens": 67,
            "usage.output_tokens": 31,
            "response.model": "gpt-4o-mini-2024-07-18",
        }
    )
    done = tool(
        "lookup_order",
        "call_1",
        more={
            "gen_ai.tool.call.arguments": '{"order_id": "A-1042"}',
            "gen_ai.tool.call.result": '{"status": "delivered"}',
        },
    )
    first, second = steps_of(agent("support_agent", model, done))
    assert model_told(first) == (
        "model",
        "gpt-4o-mini-2024-07-18",
        "support_agent",
        {"read": "Where is A-1042?", "calls": [("lookup_order", {"order_id": "A-1042"})], "tokens": (67, 31)},
    )
    assert [message["role"] for message in first["input"]] == ["system", "user"]
    assert told(second) == (
        "tool",
        "lookup_order",
        "support_agent",
        {"input": {"order_id": "A-1042"}, "output": {"status": "delivered"}},
    )
    assert second["turn"] == 1


@pytest.mark.parametrize(
    "answer",
    [
        {"type": "tool_call_response", "id": "call_1", "response": "delivered"},
        {"type": "tool_call_response", "id": "call_1", "name": "lookup_order", "result": "delivered"},
        {"type": "tool_call_response", "id": "call_1", "response": [{"type": "text", "text": "delivered"}]},
    ],
    ids=["response", "result", "blocks"],
)
@pytest.mark.parametrize("arguments", [{"order_id": "A-1042"}, '{"order_id": "A-1042"}'], ids=["mapping", "text"])
@pytest.mark.parametrize("role", ["tool", "user"])
def test_a_tool_without_a_span_is_rebuilt_from_the_messages_in_every_spelling(answer, arguments, role):
    asks = {"role": "assistant", "parts": [ASKS | {"arguments": arguments}]}
    first = chat(said={"input.messages": [QUESTION], "output.messages": [asks]})
    second = chat(said={"input.messages": [QUESTION, asks, {"role": role, "parts": [answer]}]})
    steps = steps_of(span("support-run", {}, first, second))
    assert [(step["kind"], step["rebuilt"]) for step in steps] == [("model", False), ("tool", True), ("model", False)]
    assert told(steps[1]) == ("tool", "lookup_order", None, {"input": {"order_id": "A-1042"}, "output": "delivered"})
    assert steps[1]["span_ids"] == []


def test_messages_may_have_the_shape_of_openai_under_the_same_key():
    call = {
        "id": "call_1",
        "type": "function",
        "function": {"name": "lookup_order", "arguments": '{"order_id": "A-1042"}'},
    }
    model = chat(
        said={
            "input.messages": [{"role": "user", "content": "Where is A-1042?"}],
            "output.messages": [{"role": "assistant", "content": "A moment.", "tool_calls": [call]}],
        }
    )
    (step,) = steps_of(model)
    assert model_told(step)[3] == {
        "read": "Where is A-1042?",
        "said": "A moment.",
        "calls": [("lookup_order", {"order_id": "A-1042"})],
    }


def test_an_agents_totals_are_not_counted_as_a_call():
    totals = {"gen_ai.usage.input_tokens": 500, "gen_ai.usage.output_tokens": 90}
    (step,) = steps_of(
        agent("support_agent", chat(said={"usage.input_tokens": 9, "usage.output_tokens": 2}), more=totals)
    )
    assert (step["input_tokens"], step["output_tokens"]) == (9, 2)


def test_ag2s_record_of_the_tokens_is_not_a_second_call():
    said = {"usage.input_tokens": 9, "usage.output_tokens": 2}
    usage = span(
        "record_usage gpt-4o-mini",
        {"ag2.span.type": "usage", "gen_ai.operation.name": "chat", "gen_ai.usage.input_tokens": 9},
    )
    (step,) = steps_of(agent("support_agent", chat(said=said), usage))
    assert (step["kind"], step["input_tokens"], len(step["span_ids"])) == ("model", 9, 2)


def test_a_retry_that_a_tool_asked_for_tells_its_error_in_the_exception_alone():
    failed = tool(
        "check_inventory",
        "call_2",
        error="",
        events=(thrown("ToolRetryError", "inventory service timed out after 5s"),),
    )
    (step,) = steps_of(agent("support_agent", failed))
    assert (step["status"], step["error"]) == ("error", "ToolRetryError: inventory service timed out after 5s")


def test_a_bare_error_type_gives_way_to_what_the_model_was_told():
    asks = {"role": "assistant", "parts": [ASKS]}
    failed = tool("lookup_order", "call_1", error="TOOL_ERROR", more={"error.type": "TOOL_ERROR"})
    heard = {
        "role": "user",
        "parts": [{"type": "tool_call_response", "id": "call_1", "response": {"error": "no such order"}}],
    }
    steps = steps_of(
        agent(
            "a",
            chat(said={"output.messages": [asks]}),
            failed,
            chat(said={"input.messages": [QUESTION, asks, heard]}),
        )
    )
    assert steps[1]["error"] == "no such order"


def test_a_placeholder_is_no_call_id():
    asks = {"role": "assistant", "parts": [ASKS]}
    steps = steps_of(agent("a", chat(said={"output.messages": [asks]}), tool("lookup_order", "<not specified>")))
    assert told(steps[1])[3] == {"input": {"order_id": "A-1042"}}


@pytest.mark.parametrize(
    ("operation", "kind"),
    [
        ("text_completion", "model"),
        ("generate_content", "model"),
        ("embeddings", "embedding"),
        ("retrieval", "retrieval"),
        ("rerank", "rerank"),
        ("guardrail", "guardrail"),
        ("handoff", "handoff"),
        ("evaluation", "evaluation"),
        ("search_memory", "memory"),
        ("route", "routing"),
    ],
)
def test_an_operation_name_tells_the_kind(operation, kind):
    (step,) = steps_of(span("x", {"gen_ai.operation.name": operation}))
    assert step["kind"] == kind


def test_agents_workflows_and_cycles_are_no_steps():
    operations = (
        "invoke_agent",
        "create_agent",
        "invoke_workflow",
        "execute_event_loop_cycle",
        "execute_task",
        "agent_step",
    )
    (run,) = runs_of(*(span(name, {"gen_ai.operation.name": name}) for name in operations))
    assert run["steps"] == []


@pytest.mark.parametrize(
    "attributes",
    [
        {"gen_ai.response.finish_reasons": ["tool_calls"]},
        {"gen_ai.response.finish_reasons": '["tool_calls"]'},
        {"gen_ai.response.finish_reason": "FinishReason.TOOL_CALLS"},
    ],
    ids=["array", "text", "member"],
)
def test_a_finish_reason_is_read_in_every_spelling(attributes):
    assert finish_reason(attributes) == "tool_calls"


@pytest.mark.parametrize(
    ("recorded", "shown"),
    [
        ({"operation.cost": 0.25}, 0.25),
        ({"gen_ai.usage.cost": 0.5}, 0.5),
        ({"operation.cost": 0.25, "gen_ai.usage.cost": 0.5}, 0.25),
    ],
)
def test_the_cost_that_a_trace_records_is_kept(recorded, shown):
    (step,) = steps_of(span("chat", {"gen_ai.operation.name": "chat", "gen_ai.request.model": "m", **recorded}))
    assert step["cost_usd"] == shown


@pytest.mark.parametrize("unknown", [0, 0.0, -1.0])
def test_a_usage_cost_that_is_not_above_zero_is_unknown_and_not_free(unknown):
    attributes = {"gen_ai.operation.name": "chat", "gen_ai.request.model": "m", "gen_ai.usage.cost": unknown}
    (step,) = steps_of(span("chat", attributes))
    assert step.get("cost_usd") is None


def test_a_native_client_span_beside_another_librarys_is_the_same_call():
    said = {
        "output.messages": [{"role": "assistant", "parts": [{"type": "text", "content": "Hello."}]}],
        "usage.input_tokens": 9,
        "usage.output_tokens": 2,
        "response.id": "msg_1",
    }
    outer = chat(said=said, scope="opentelemetry.instrumentation.anthropic")
    native = span(
        "anthropic.messages.create",
        {
            "gen_ai.operation.name": "chat",
            "gen_ai.request.model": "claude",
            "gen_ai.response.id": "msg_1",
            "gen_ai.usage.cache_write.input_tokens": 0,
        },
        scope="com.anthropic.sdk.python",
    )
    (step,) = steps_of(span("anthropic.chat", dict(outer.attributes), native, scope=outer.scope))
    assert (step["input_tokens"], len(step["span_ids"])) == (9, 2)


def test_a_handoff_is_named_after_the_agent_that_takes_over():
    handed = {
        "gen_ai.operation.name": "agent_handoff",
        "gen_ai.agent.name": "OpenAI Agent",
        "gen_ai.agent.id": "agent",
        "gen_ai.handoff.from_agent": "coordinator",
        "gen_ai.handoff.to_agent": "math_specialist",
    }
    (step,) = steps_of(agent("coordinator", span("agent_handoff OpenAI Agent", handed)))
    assert told(step) == ("handoff", "math_specialist", "coordinator", {})


def test_any_agent_has_names_of_its_own_for_calls_and_what_tools_gave_back():
    asks = [{"tool.name": "clock", "tool.args": '{"tz": "UTC"}'}]
    model = {"gen_ai.operation.name": "call_llm", "gen_ai.request.model": "mistral-small"}
    asked = {"gen_ai.input.messages": '[{"role": "user", "content": "time?"}]', "gen_ai.output": json.dumps(asks)}
    ran = {"gen_ai.tool.args": '{"tz": "UTC"}', "gen_ai.output": "12:00"}
    answered = span("call_llm mistral-small", model | {"gen_ai.output": "It is 12:00."})
    steps = steps_of(agent("any", span("call_llm mistral-small", model | asked), tool("clock", more=ran), answered))
    assert [model_told(step)[3] for step in steps if step["kind"] == "model"] == [
        {"read": "time?", "calls": [("clock", {"tz": "UTC"})]},
        {"said": "It is 12:00."},
    ]
    assert told(steps[1])[3] == {"input": {"tz": "UTC"}, "output": "12:00"}


def test_an_agent_without_spans_of_its_calls_tells_of_them_itself():
    words = {
        "gen_ai.request.model": "gpt-4o-mini",
        "gen_ai.input.messages": json.dumps([QUESTION]),
        "gen_ai.output.messages": json.dumps([{"role": "assistant", "parts": [ASKS]}]),
        "gen_ai.usage.input_tokens": 67,
        "gen_ai.usage.output_tokens": 31,
    }
    model, ran = steps_of(agent("support", tool("lookup_order", "call_1"), more=words))
    assert model_told(model) == (
        "model",
        "gpt-4o-mini",
        "support",
        {"read": "Where is A-1042?", "calls": [("lookup_order", {"order_id": "A-1042"})], "tokens": (67, 31)},
    )
    assert told(ran)[:3] == ("tool", "lookup_order", "support")
