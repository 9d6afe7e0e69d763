"""What a recording itself says that a call cost, in the names of the libraries that say it."""

import json

import pytest
from span_tree import span, steps_of

from app.ingest.told_cost import told_cost

KNOWN = {"gen_ai.request.model": "gpt-4o", "gen_ai.usage.input_tokens": 1000, "gen_ai.usage.output_tokens": 100}


@pytest.mark.parametrize(
    "name",
    [
        "operation.cost",
        "gen_ai.usage.cost",
        "gen_ai.usage.cost_usd",
        "gen_ai.usage.total_cost",
        "gen_ai.usage.cost.total",
        "gen_ai.cost.total_cost",
        "llm.cost.total",
        "llm.usage.total_cost",
    ],
)
@pytest.mark.parametrize("written_as", [{"gen_ai.operation.name": "chat"}, {"llm.request.type": "chat"}, {}])
def test_a_cost_that_the_recording_tells_comes_before_the_list_price(name, written_as):
    (step,) = steps_of(span("call", {**KNOWN, **written_as, name: 0.25}))
    assert step["cost_usd"] == 0.25


@pytest.mark.parametrize(
    ("parts", "whole"),
    [
        ({"gen_ai.usage.input_cost": 0.25, "gen_ai.usage.output_cost": 0.5}, 0.75),
        ({"gen_ai.cost.input_cost": 0.25, "gen_ai.cost.output_cost": 0.5, "gen_ai.cost.total_cost": 1.0}, 1.0),
        ({"llm.cost.prompt": 0.25, "llm.cost.completion": 0}, 0.25),
        ({"llm.cost.prompt": 0.25}, None),
        ({"gen_ai.usage.input_cost": 0, "gen_ai.usage.output_cost": 0}, None),
        (
            {"gen_ai.usage.input_cost": 1, "gen_ai.usage.output_cost": 1, "gen_ai.usage.cache_read.input_cost": 1},
            None,
        ),
    ],
    ids=["any-agent", "a sum beside", "OpenInference", "half", "nothing", "a part that may be in another"],
)
def test_costs_of_input_and_output_are_added_where_they_are_all_that_there_is(parts, whole):
    assert told_cost(parts) == whole


def test_a_call_whose_cost_is_written_as_nothing_has_the_list_price():
    (step,) = steps_of(span("chat", {**KNOWN, "gen_ai.operation.name": "chat", "gen_ai.cost.total_cost": 0.0}))
    assert step["cost_usd"] == pytest.approx(0.0035)


@pytest.mark.parametrize(
    ("name", "kind", "holder"),
    [
        ("openinference.span.kind", "LLM", "output.value"),
        ("langfuse.observation.type", "generation", "langfuse.observation.output"),
        ("langsmith.span.kind", "llm", "gen_ai.completion"),
        ("mlflow.spanType", '"LLM"', "mlflow.spanOutputs"),
    ],
)
def test_the_cost_in_a_providers_raw_reply_comes_before_the_list_price(name, kind, holder):
    reply = {"choices": [], "usage": {"prompt_tokens": 1000, "completion_tokens": 100, "cost": 0.25}}
    (step,) = steps_of(span("call", {**KNOWN, name: kind, holder: json.dumps(reply)}))
    assert step["cost_usd"] == 0.25
