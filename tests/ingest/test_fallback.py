"""Spans of no known convention."""

from span_tree import span, steps_of, thrown, told


def test_names_that_people_give_by_hand_are_understood():
    steps = steps_of(
        span(
            "support workflow",
            {},
            span("retrieve documents", {"query": "warranty?", "result": '["24 months"]'}),
            span("vector search", {"query": "warranty?"}),
            span("llm call", {"gen_ai.request.model": "gpt-4o-mini"}),
            span(
                "call_tool",
                {"tool.name": "lookup_order", "tool.arguments": '{"order_id": "A-1042"}', "result": "delivered"},
            ),
            span("guardrail check", {}),
            span("rerank", {}),
            span("GET /orders", {"http.request.method": "GET"}),
        )
    )
    assert [(str(step["kind"]), step["name"]) for step in steps] == [
        ("retrieval", "retrieve documents"),
        ("retrieval", "vector search"),
        ("model", "gpt-4o-mini"),
        ("tool", "lookup_order"),
        ("guardrail", "guardrail check"),
        ("rerank", "rerank"),
    ]
    assert told(steps[3])[3] == {"input": {"order_id": "A-1042"}, "output": "delivered"}


def test_a_plain_span_that_failed_outside_every_step_is_a_step():
    failed = span("charge card", {}, error="", events=(thrown("CardError", "declined"),))
    (step,) = [
        step
        for step in steps_of(span("job", {}, failed, span("llm call", {"gen_ai.request.model": "m"})))
        if step["error"]
    ]
    assert told(step) == ("other", "charge card", None, {"error": "CardError: declined"})


def test_a_name_that_an_instrumentation_gave_for_want_of_a_better_one_is_nobodys():
    own = {"gen_ai.agent.name": "OpenAI Agent", "gen_ai.agent.id": "agent"}
    tool = span("execute_tool", {"gen_ai.operation.name": "execute_tool", "gen_ai.tool.name": "lookup_order"} | own)
    turn = span("unknown", {"gen_ai.operation.name": "unknown"} | own, tool)
    (step,) = steps_of(
        span("invoke_agent", {"gen_ai.operation.name": "invoke_agent", "gen_ai.agent.name": "support_agent"}, turn)
    )
    assert step["agent"] == "support_agent"
