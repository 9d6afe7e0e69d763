"""LangSmith's OpenTelemetry export of LangChain agents and of wrapped clients."""

import json

from span_tree import model_told, span, steps_of, thrown, told

KIND = "langsmith.span.kind"


def run(kind, name, *children, asked=None, answered=None, **more):
    attributes = {KIND: kind, "langsmith.trace.session_name": "default", **more.pop("attributes", {})}
    attributes |= {} if asked is None else {"gen_ai.prompt": json.dumps(asked)}
    attributes |= {} if answered is None else {"gen_ai.completion": json.dumps(answered)}
    return span(name, attributes, *children, scope="langsmith", **more)


def said(kind, **kwargs):
    return {"lc": 1, "type": "constructor", "id": ["langchain", "schema", "messages", kind], "kwargs": kwargs}


def test_an_agent_of_langchain():
    call = {"name": "lookup_order", "args": {"order_id": "A-1042"}, "id": "call_1", "type": "tool_call"}
    meta = {"model_name": "gpt-4o-mini-2024-07-18", "id": "chatcmpl-1", "finish_reason": "tool_calls"}
    reply = said("AIMessage", content="Let me look.", tool_calls=[call], response_metadata=meta)
    model = run(
        "llm",
        "ChatOpenAI",
        asked={
            "messages": [
                [said("SystemMessage", content="You support Acme."), said("HumanMessage", content="A-1042?")]
            ]
        },
        answered={"generations": [[{"text": "Let me look.", "type": "ChatGeneration", "message": reply}]]},
        attributes={
            "gen_ai.operation.name": "chat",
            "gen_ai.request.model": "gpt-4o-mini",
            "gen_ai.usage.input_tokens": 67,
            "gen_ai.usage.output_tokens": 31,
        },
    )
    output = {"content": '{"total": 89.9}', "type": "tool", "name": "lookup_order", "tool_call_id": "call_1"}
    tool = run(
        "tool",
        "lookup_order",
        asked={"input": "{'order_id': 'A-1042'}"},
        answered={"output": output},
        attributes={"gen_ai.operation.name": "execute_tool", "gen_ai.tool.name": "lookup_order"},
    )
    named = {"langsmith.metadata.lc_agent_name": "support_agent"}
    first, second = steps_of(run("chain", "support_agent", run("chain", "model", model), tool, attributes=named))
    assert model_told(first) == (
        "model",
        "gpt-4o-mini-2024-07-18",
        "support_agent",
        {
            "read": "A-1042?",
            "said": "Let me look.",
            "calls": [("lookup_order", {"order_id": "A-1042"})],
            "tokens": (67, 31),
        },
    )
    assert told(second) == (
        "tool",
        "lookup_order",
        "support_agent",
        {"input": {"order_id": "A-1042"}, "output": {"total": 89.9}},
    )


def test_an_exception_counts_although_the_status_is_set_to_ok_afterwards():
    trace = 'Traceback (most recent call last):\n\n  File "shop.py", line 1\nTimeoutError: inventory timed out'
    tool = run(
        "tool",
        "check_inventory",
        asked={"sku": "SKU-77"},
        answered={},
        events=(thrown("Exception", f"TimeoutError('inventory timed out'){trace}"),),
    )
    (step,) = steps_of(run("chain", "agent", tool))
    assert told(step)[3] == {"input": {"sku": "SKU-77"}, "error": "TimeoutError('inventory timed out')"}
    assert step["status"] == "error"


def test_a_wrapped_client_records_the_providers_own_shapes():
    model = run(
        "llm",
        "ChatOpenAI",
        asked={
            "messages": [{"role": "user", "content": "A-1042?"}],
            "tools": [{"function": {"name": "lookup_order"}}],
        },
        answered={"model": "gpt-4o-mini", "choices": [{"message": {"role": "assistant", "content": "Delivered."}}]},
        attributes={"langsmith.metadata.usage_metadata": '{"input_tokens": 9, "output_tokens": 2}'},
    )
    (step,) = steps_of(model)
    assert model_told(step) == (
        "model",
        "gpt-4o-mini",
        None,
        {"read": "A-1042?", "said": "Delivered.", "tokens": (9, 2)},
    )


def test_retrievers_are_steps_and_parsers_are_not():
    found = {"documents": [{"page_content": "24 months"}]}
    steps = steps_of(
        run(
            "chain",
            "rag",
            run("retriever", "Docs", asked={"query": "warranty?"}, answered=found),
            run("parser", "StrOutput"),
        )
    )
    assert [told(step) for step in steps] == [
        ("retrieval", "Docs", None, {"input": "warranty?", "output": [{"page_content": "24 months"}]})
    ]


def test_parallel_tools_without_ids_are_told_by_their_arguments():
    calls = [
        {"name": "stock", "args": {"sku": sku}, "id": f"call_{sku}", "type": "tool_call"}
        for sku in ("SKU-1", "SKU-2")
    ]
    asks = said("AIMessage", content="", tool_calls=calls)
    told_of = [said("ToolMessage", content=f"{sku}: 7", tool_call_id=f"call_{sku}") for sku in ("SKU-1", "SKU-2")]
    done = said("AIMessage", content="Seven each.")
    steps = steps_of(
        run(
            "chain",
            "agent",
            run("llm", "ChatOpenAI", answered={"generations": [[{"message": asks}]]}),
            run("tool", "stock", asked={"input": "{'sku': 'SKU-2'}"}),
            run("tool", "stock", asked={"input": "{'sku': 'SKU-1'}"}),
            run(
                "llm",
                "ChatOpenAI",
                asked={"messages": [[asks, *told_of]]},
                answered={"generations": [[{"message": done}]]},
            ),
        )
    )
    assert [(one["input"], one["output"]) for one in steps[1:3]] == [
        ({"sku": "SKU-2"}, "SKU-2: 7"),
        ({"sku": "SKU-1"}, "SKU-1: 7"),
    ]
