"""Langfuse's observations."""

import json

from span_tree import model_told, span, steps_of, told

O = "langfuse.observation."  # noqa: E741  # the prefix of every key


def observed(kind, name, *children, asked=None, answered=None, **more):
    attributes = {f"{O}type": kind, "session.id": "s-77"}
    attributes |= {} if asked is None else {f"{O}input": asked if isinstance(asked, str) else json.dumps(asked)}
    attributes |= (
        {} if answered is None else {f"{O}output": answered if isinstance(answered, str) else json.dumps(answered)}
    )
    attributes |= {f"{O}{key}": value for key, value in more.pop("observation", {}).items()}
    return span(name, attributes, *children, scope="langfuse-sdk", **more)


def test_a_generation_holds_the_request_the_reply_and_what_it_cost():
    asked = {
        "tools": [{"type": "function", "function": {"name": "lookup_order"}}],
        "messages": [{"role": "user", "content": "A-1042?"}],
    }
    call = {
        "id": "c1",
        "type": "function",
        "function": {"name": "lookup_order", "arguments": '{"order_id": "A-1042"}'},
    }
    told_apart = {
        "model.name": "gpt-4o-mini",
        "usage_details": '{"prompt_tokens": 67, "completion_tokens": 31}',
        "cost_details": '{"input": 0.001, "output": 0.002, "total": 0.003}',
        "model.parameters": '{"temperature": 0.1, "api_key": "k"}',
    }
    generation = observed(
        "generation",
        "OpenAI-generation",
        asked=asked,
        answered={"role": "assistant", "content": None, "tool_calls": [call]},
        observation=told_apart,
    )
    tool = observed(
        "tool", "lookup_order", asked={"args": [], "kwargs": {"order_id": "A-1042"}}, answered={"total": 89.9}
    )
    model, call = steps_of(observed("agent", "support_agent", generation, tool))
    assert model_told(model) == (
        "model",
        "gpt-4o-mini",
        "support_agent",
        {"read": "A-1042?", "calls": [("lookup_order", {"order_id": "A-1042"})], "tokens": (67, 31)},
    )
    assert model["cost_usd"] == 0.003
    assert told(call) == (
        "tool",
        "lookup_order",
        "support_agent",
        {"input": {"order_id": "A-1042"}, "output": {"total": 89.9}},
    )


def test_costs_without_a_total_are_added_up():
    generation = observed(
        "generation", "g", observation={"model.name": "m", "cost_details": '{"input": 0.25, "output": 0.5}'}
    )
    (step,) = steps_of(generation)
    assert step["cost_usd"] == 0.75


def test_the_level_says_error_where_the_status_does_not():
    failed = {"level": "ERROR", "status_message": "inventory timed out"}
    (step,) = steps_of(observed("tool", "check_inventory", observation=failed))
    assert (step["status"], step["error"]) == ("error", "inventory timed out")


def test_spans_hold_steps_and_events_are_details_of_them():
    steps = steps_of(
        observed(
            "span",
            "handle ticket",
            observed("retriever", "docs", observed("event", "cache miss"), asked="warranty?"),
            observed("guardrail", "pii"),
            observed("evaluator", "relevance"),
            observed("embedding", "embed"),
        )
    )
    assert [str(step["kind"]) for step in steps] == ["retrieval", "guardrail", "evaluation", "embedding"]
    assert len(steps[0]["span_ids"]) == 2


def test_a_generation_may_be_one_text_and_its_answer():
    (step,) = steps_of(observed("generation", "g", asked="Where is A-1042?", answered="Delivered."))
    assert model_told(step)[3] == {"read": "Where is A-1042?", "said": "Delivered."}


def test_an_observation_without_a_type_is_a_generation_where_it_names_a_model():
    found = {
        "langfuse.observation.model.name": "gpt-4o",
        "langfuse.observation.input": '[{"role": "user", "content": "Hello?"}]',
        "langfuse.observation.output": '{"role": "assistant", "content": "Hello."}',
    }
    (step,) = steps_of(span("answer", found))
    assert model_told(step) == ("model", "gpt-4o", None, {"read": "Hello?", "said": "Hello."})
