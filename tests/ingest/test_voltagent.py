"""VoltAgent's spans: a run of the model in one span, and its answer on the agent's."""

import json

from span_tree import model_told, span, steps_of, told

AGENT = {"entity.type": "agent", "entity.name": "support", "operation.id": "op"}
ASKED = [{"role": "user", "content": "Where is A-1042?"}]


def llm(*children):
    known = {"span.type": "llm", "llm.model": "gpt-4o-mini", "llm.messages": json.dumps(ASKED)}
    counts = {"llm.usage.prompt_tokens": 67, "llm.usage.completion_tokens": 31, "llm.finish_reason": "stop"}
    return span("llm:generateText", AGENT | known | counts, *children)


def lookup():
    known = {"span.type": "tool", "tool.name": "lookup_order", "tool.call.id": "c1", "tool.parameters": "{}"}
    return span("tool.execution:lookup_order", AGENT | known | {"input": '{"id": 1}', "output": '{"total": 89.9}'})


def test_the_agents_answer_is_that_of_the_run_of_the_model_in_it():
    (step,) = steps_of(span("generateText", AGENT | {"input": "Where?", "output": "Delivered."}, llm()))
    assert model_told(step) == (
        "model",
        "gpt-4o-mini",
        "support",
        {"read": "Where is A-1042?", "said": "Delivered.", "tokens": (67, 31)},
    )


def test_a_tool_has_its_arguments_and_not_its_schema():
    steps = steps_of(span("generateText", AGENT | {"output": "Delivered."}, llm(lookup())))
    tool = next(step for step in steps if step["kind"] == "tool")
    assert told(tool) == ("tool", "lookup_order", "support", {"input": {"id": 1}, "output": {"total": 89.9}})
    model = next(step for step in steps if step["kind"] == "model")
    assert model_told(model)[3]["said"] == "Delivered."


def test_other_work_of_an_agent_is_of_its_kind():
    kinds = ["retriever", "memory", "guardrail", "embedding", "vector"]
    children = [span(kind, AGENT | {"span.type": kind, "input": "?", "output": "!"}) for kind in kinds]
    steps = steps_of(span("generateText", AGENT, *children))
    assert [step["kind"] for step in steps] == ["retrieval", "memory", "guardrail", "embedding", "retrieval"]
