"""Haystack's agents and pipelines."""

import json

from span_tree import model_told, span, steps_of, told

REPLY = {
    "role": "assistant",
    "meta": {"model": "gpt-4o-mini", "finish_reason": "stop", "usage": {"prompt_tokens": 9, "completion_tokens": 2}},
    "content": [{"text": "Delivered."}],
}
ASKED = {"role": "user", "meta": {}, "content": [{"text": "A-1042?"}]}


def component(kind, name, asked=None, answered=None, *children):
    attributes = {"haystack.component.type": kind, "haystack.component.name": name}
    attributes |= {} if asked is None else {"haystack.component.input": json.dumps(asked)}
    attributes |= {} if answered is None else {"haystack.component.output": json.dumps(answered)}
    return span("haystack.component.run", attributes, *children)


def test_an_agents_step_is_told_by_its_name():
    tools = [{"type": "haystack.tools.tool.Tool", "data": {"name": "lookup_order", "parameters": {"type": "object"}}}]
    model = span(
        "haystack.agent.step.llm",
        {
            "haystack.agent.step.llm.input": json.dumps({"messages": [ASKED], "tools": tools}),
            "haystack.agent.step.llm.output": json.dumps({"replies": [REPLY]}),
        },
    )
    tool = span(
        "haystack.agent.step.tool",
        {
            "haystack.tool.name": "issue_refund",
            "haystack.agent.step.tool.input": '{"amount": 120}',
            "haystack.agent.step.tool.output": '{"error": "refund exceeds total"}',
            "haystack.tool.error": True,
        },
    )
    first, second = steps_of(span("haystack.agent.run", {}, span("haystack.agent.step", {}, model, tool)))
    assert model_told(first) == (
        "model",
        "gpt-4o-mini",
        None,
        {"read": "A-1042?", "said": "Delivered.", "tokens": (9, 2)},
    )
    assert told(second)[3] == {
        "input": {"amount": 120},
        "output": {"error": "refund exceeds total"},
        "error": "refund exceeds total",
    }


def test_components_are_steps_by_the_ending_of_their_class():
    steps = steps_of(
        span(
            "haystack.pipeline.run",
            {},
            component("SentenceTransformersTextEmbedder", "embedder", {"text": "warranty?"}),
            component(
                "InMemoryBM25Retriever",
                "retriever",
                {"query": "warranty?"},
                {"documents": [{"content": "24 months"}]},
            ),
            component("TransformersSimilarityRanker", "ranker"),
            component("ConditionalRouter", "router"),
            component("PromptBuilder", "prompt"),
            component(
                "OpenAIGenerator",
                "llm",
                {"prompt": "warranty?"},
                {"replies": ["24 months."], "meta": [{"model": "gpt-4o"}]},
            ),
        )
    )
    assert [(str(step["kind"]), step["name"]) for step in steps] == [
        ("embedding", "embedder"),
        ("retrieval", "retriever"),
        ("rerank", "ranker"),
        ("routing", "router"),
        ("model", "gpt-4o"),
    ]
    assert steps[1]["output"] == {"documents": [{"content": "24 months"}]}
    assert model_told(steps[4])[3] == {"read": "warranty?", "said": "24 months."}


def test_an_agent_in_a_pipeline_names_its_lane():
    chat = component("OpenAIChatGenerator", "chat_generator", {"messages": [ASKED]}, {"replies": [REPLY]})
    (step,) = steps_of(span("haystack.pipeline.run", {}, component("Agent", "refund_agent", None, None, chat)))
    assert step["agent"] == "refund_agent"
