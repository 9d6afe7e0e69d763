"""Tracing products that mark kind, input and output with keys of their own."""

import json

from span_tree import model_told, span, steps_of, told

CALL = {"id": "c1", "type": "function", "function": {"name": "lookup_order", "arguments": '{"order_id": "A-1042"}'}}
ASKED = [{"role": "user", "content": "A-1042?"}]
CALLED = ("tool", "lookup_order", "support_agent", {"input": {"order_id": "A-1042"}, "output": {"total": 89.9}})


def test_laminar_marks_spans_and_leaves_model_calls_to_numbered_prompts():
    def observed(kind, name, *children, **attributes):
        return span(name, {"lmnr.span.type": kind, **attributes}, *children, scope="lmnr")

    asks = {
        "gen_ai.request.model": "gpt-4o-mini",
        "gen_ai.prompt.0.role": "user",
        "gen_ai.prompt.0.content": "A-1042?",
        "gen_ai.completion.0.content": "Delivered.",
        "gen_ai.usage.input_tokens": 9,
        "gen_ai.usage.output_tokens": 2,
    }
    given = {"lmnr.span.input": '{"order_id": "A-1042"}', "lmnr.span.output": '{"total": 89.9}'}
    model, tool = steps_of(
        observed("DEFAULT", "go", observed("LLM", "openai.chat", **asks), observed("TOOL", "lookup_order", **given))
    )
    assert model_told(model) == (
        "model",
        "gpt-4o-mini",
        None,
        {"read": "A-1042?", "said": "Delivered.", "tokens": (9, 2)},
    )
    assert told(tool) == ("tool", "lookup_order", None, CALLED[3])


def test_braintrust_keeps_the_type_in_a_json_and_the_tokens_in_another():
    def logged(kind, name, *children, asked=None, answered=None, **more):
        attributes = {"braintrust.span_attributes": json.dumps({"type": kind, "name": name})}
        attributes |= {"braintrust.input_json": json.dumps(asked), "braintrust.output_json": json.dumps(answered)}
        return span(name, attributes | {f"braintrust.{k}": json.dumps(v) for k, v in more.items()}, *children)

    model = logged(
        "llm",
        "Chat Completion",
        asked=ASKED,
        answered=[{"index": 0, "message": {"role": "assistant", "content": None, "tool_calls": [CALL]}}],
        metadata={"model": "gpt-4o-mini"},
        metrics={"prompt_tokens": 67, "completion_tokens": 31},
    )
    tool = logged("tool", "lookup_order", asked={"order_id": "A-1042"}, answered={"total": 89.9})
    first, second = steps_of(logged("agent", "support_agent", model, tool))
    assert model_told(first) == (
        "model",
        "gpt-4o-mini",
        "support_agent",
        {"read": "A-1042?", "calls": [("lookup_order", {"order_id": "A-1042"})], "tokens": (67, 31)},
    )
    assert told(second) == CALLED


def test_langwatch_says_of_what_type_its_values_are():
    def typed(kind, value):
        return json.dumps({"type": kind, "value": value})

    model = span(
        "chat",
        {
            "langwatch.span.type": "llm",
            "langwatch.input": typed("chat_messages", ASKED),
            "langwatch.output": typed("chat_messages", [{"role": "assistant", "content": "Delivered."}]),
            "langwatch.metrics": typed("json", {"promptTokens": 9, "completionTokens": 2}),
            "gen_ai.request.model": "gpt-4o-mini",
        },
    )
    tool = span(
        "lookup_order",
        {
            "langwatch.span.type": "tool",
            "langwatch.input": typed("json", {"order_id": "A-1042"}),
            "langwatch.output": typed("json", {"total": 89.9}),
        },
    )
    found = span(
        "docs", {"langwatch.span.type": "rag", "langwatch.rag.contexts": typed("json", [{"content": "24 months"}])}
    )
    steps = steps_of(span("support_agent", {"langwatch.span.type": "agent"}, model, tool, found))
    assert model_told(steps[0]) == (
        "model",
        "gpt-4o-mini",
        "support_agent",
        {"read": "A-1042?", "said": "Delivered.", "tokens": (9, 2)},
    )
    assert told(steps[1]) == CALLED
    assert told(steps[2]) == ("retrieval", "docs", "support_agent", {"output": [{"content": "24 months"}]})


def action(subtype, name, *children, asked=None, answered=None, **more):
    attributes = {"genkit:type": "action", "genkit:metadata:subtype": subtype, "genkit:name": name}
    attributes |= {"genkit:input": json.dumps(asked), "genkit:output": json.dumps(answered)} | more
    return span(name, attributes, *children, scope="genkit-tracer")


def test_genkit_has_parts_of_its_own():
    asked = {
        "messages": [
            {"role": "system", "content": [{"text": "You support Acme."}]},
            {"role": "model", "content": [{"toolRequest": {"name": "lookup_order", "ref": "c0", "input": {}}}]},
            {
                "role": "tool",
                "content": [{"toolResponse": {"name": "lookup_order", "ref": "c0", "output": "delivered"}}],
            },
        ],
        "tools": [{"name": "lookup_order", "inputSchema": {"type": "object"}}],
        "config": {"temperature": 0.5},
    }
    request = {"name": "lookup_order", "ref": "c1", "input": {"order_id": "A-1042"}}
    answered = {
        "message": {"role": "model", "content": [{"text": "Let me look."}, {"toolRequest": request}]},
        "finishReason": "stop",
        "usage": {"inputTokens": 67, "outputTokens": 31},
    }
    model = action("model", "googleai/gemini-2.5-flash", asked=asked, answered=answered)
    tool = action("tool", "lookup_order", asked={"order_id": "A-1042"}, answered={"total": 89.9})
    flow = span("support", {"genkit:type": "flow", "genkit:name": "support"}, action("util", "generate", model, tool))
    first, second = steps_of(flow)
    assert model_told(first) == (
        "model",
        "gemini-2.5-flash",
        None,
        {
            "read": "delivered",
            "said": "Let me look.",
            "calls": [("lookup_order", {"order_id": "A-1042"})],
            "tokens": (67, 31),
        },
    )
    assert told(second) == ("tool", "lookup_order", None, CALLED[3])


def test_a_text_stands_in_quotes_where_every_value_is_json():
    (step,) = steps_of(action("tool", "shipping_quote", asked={"zip_code": "94107"}, answered="$7.50 to 94107"))
    assert step["output"] == "$7.50 to 94107"


def test_genkits_state_tells_a_failure():
    tool = action("tool", "issue_refund", **{"genkit:state": "error"})
    (step,) = steps_of(span("flow", {"genkit:type": "flow", "genkit:name": "flow"}, tool))
    assert step["status"] == "error"


def test_spring_ai_has_tools_and_stores_beside_the_conventions():
    tool = span(
        "tool_call lookup_order",
        {
            "spring.ai.kind": "tool_call",
            "gen_ai.operation.name": "framework",
            "spring.ai.tool.definition.name": "lookup_order",
            "spring.ai.tool.call.arguments": '{"order_id": "A-1042"}',
            "spring.ai.tool.call.result": '{"total": 89.9}',
        },
    )
    store = {"spring.ai.kind": "vector_store", "db.operation.name": "query", "db.vector.query.content": "warranty?"}
    adds = {"spring.ai.kind": "vector_store", "db.operation.name": "add"}
    chat = span(
        "chat gpt-4o-mini",
        {
            "gen_ai.operation.name": "chat",
            "gen_ai.request.model": "gpt-4o-mini",
            "gen_ai.prompt": ["Where is A-1042?"],
            "gen_ai.completion": ["Delivered."],
        },
    )
    client = span(
        "spring_ai chat_client",
        {"spring.ai.kind": "chat_client"},
        span("pg query", store),
        chat,
        tool,
        span("pg add", adds),
    )
    steps = steps_of(client)
    assert [(str(step["kind"]), step["name"]) for step in steps] == [
        ("retrieval", "pg query"),
        ("model", "gpt-4o-mini"),
        ("tool", "lookup_order"),
    ]
    assert told(steps[2])[3] == {"input": {"order_id": "A-1042"}, "output": {"total": 89.9}}
    assert model_told(steps[1])[3] == {"read": "Where is A-1042?", "said": "Delivered."}
