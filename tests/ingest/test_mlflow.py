"""MLflow's tracing, where every value is JSON."""

import json

from span_tree import model_told, span, steps_of, thrown, told


def traced(kind, name, *children, asked=None, answered=None, more=(), **rest):
    attributes = {"mlflow.spanType": json.dumps(kind)}
    attributes |= {} if asked is None else {"mlflow.spanInputs": json.dumps(asked)}
    attributes |= {} if answered is None else {"mlflow.spanOutputs": json.dumps(answered)}
    return span(name, attributes | {key: json.dumps(value) for key, value in dict(more).items()}, *children, **rest)


def test_a_chat_model_records_the_providers_request_and_reply():
    model = traced(
        "CHAT_MODEL",
        "Completions",
        asked={"model": "gpt-4o-mini", "temperature": 0, "messages": [{"role": "user", "content": "A-1042?"}]},
        answered={
            "id": "chatcmpl-1",
            "model": "gpt-4o-mini-2024-07-18",
            "choices": [{"finish_reason": "stop", "message": {"role": "assistant", "content": "Delivered."}}],
        },
        more={
            "mlflow.chat.tokenUsage": {"input_tokens": 9, "output_tokens": 2},
            "mlflow.llm.cost": {"total_cost": 0.5},
        },
    )
    tool = traced("TOOL", "lookup_order", asked={"order_id": "A-1042"}, answered="$7.50 to 94107")
    first, second = steps_of(traced("AGENT", "support_agent", model, tool))
    assert model_told(first) == (
        "model",
        "gpt-4o-mini-2024-07-18",
        "support_agent",
        {"read": "A-1042?", "said": "Delivered.", "tokens": (9, 2)},
    )
    assert first["cost_usd"] == 0.5
    assert told(second) == (
        "tool",
        "lookup_order",
        "support_agent",
        {"input": {"order_id": "A-1042"}, "output": "$7.50 to 94107"},
    )


def test_the_responses_api_has_its_input_beside_its_instructions():
    model = traced("CHAT_MODEL", "Responses", asked={"model": "m", "instructions": "Be kind.", "input": "A-1042?"})
    (step,) = steps_of(model)
    assert [(m["role"], m["parts"][0]["text"]) for m in step["input"]] == [
        ("system", "Be kind."),
        ("user", "A-1042?"),
    ]


def test_the_log_level_or_the_exception_tells_a_failure():
    silent = traced("TOOL", "check_inventory", more={"mlflow.spanLogLevel": 40})
    loud = traced("TOOL", "issue_refund", error="", events=(thrown("ValueError", "too much"),))
    steps = steps_of(traced("CHAIN", "run", silent, loud))
    assert [(step["status"], step["error"]) for step in steps] == [
        ("error", "failed; the recording does not say why"),
        ("error", "ValueError: too much"),
    ]


def test_every_type_has_its_kind_and_unknown_ones_hold_steps():
    names = ("RETRIEVER", "EMBEDDING", "RERANKER", "MEMORY", "GUARDRAIL", "EVALUATOR", "PARSER")
    steps = steps_of(traced("UNKNOWN", "handle", *(traced(name, name.lower()) for name in names)))
    assert [str(step["kind"]) for step in steps] == [
        "retrieval",
        "embedding",
        "rerank",
        "memory",
        "guardrail",
        "evaluation",
    ]
