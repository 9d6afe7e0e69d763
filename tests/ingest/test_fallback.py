"""Spans of no known convention."""

import pytest
from span_tree import model_told, runs_of, span, steps_of, thrown, told


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


@pytest.mark.parametrize(
    ("name", "tool"),
    [
        ("execute_tool lookup_order", "lookup_order"),
        ("ai.toolCall lookup_order", "lookup_order"),
        ("tool:lookup_order", "lookup_order"),
        ("tool.execute lookup_order", "lookup_order"),
        ("running tool: lookup_order", "lookup_order"),
        ("Tool Call: lookup_order", "lookup_order"),
    ],
)
def test_a_tool_that_no_attribute_names_is_named_by_its_span(name, tool):
    (step,) = steps_of(span(name))
    assert (str(step["kind"]), step["name"]) == ("tool", tool)


@pytest.mark.parametrize("name", ["tool", "toolbox cleaning", "tools: three of them", "the tool of choice"])
def test_words_about_tools_are_no_tools_name(name):
    assert runs_of(span(name))[0]["steps"] == []


def test_a_span_that_counts_tokens_is_a_call_unless_spans_in_it_report_some():
    counts = {"gen_ai.usage.input_tokens": 30, "gen_ai.usage.output_tokens": 5}
    alone = span("handle_responses", counts)
    assert [(step["input_tokens"], step["output_tokens"]) for step in steps_of(alone)] == [(30, 5)]
    calls = [span("handle_responses", {**counts, "gen_ai.usage.input_tokens": 10 * n}) for n in (1, 2)]
    assert [step["input_tokens"] for step in steps_of(span("turn", counts, *calls))] == [10, 20]


def test_messages_without_the_name_of_an_operation_are_a_models():
    said = '[{"role": "assistant", "parts": [{"type": "text", "content": "Hello."}]}]'
    (step,) = steps_of(span("answer", {"gen_ai.output.messages": said}))
    assert model_told(step)[3] == {"said": "Hello."}


def test_a_result_in_quotes_of_json_is_the_text_inside():
    (step,) = steps_of(span("f", {"tool.name": "f", "output": '"Error: \\"A-1\\" is closed"'}))
    assert (step["output"], step["error"]) == ('Error: "A-1" is closed',) * 2


def test_a_models_request_and_reply_are_read_under_names_of_nobodys_convention():
    asked = '{"messages": [{"role": "user", "content": "Where is A-1042?"}]}'
    found = {"gen_ai.request.model": "gpt-4o", "input": asked, "output": "It was delivered."}
    (step,) = steps_of(span("openai.chat", found))
    assert model_told(step)[3] == {"read": "Where is A-1042?", "said": "It was delivered."}


def test_an_object_that_holds_no_messages_is_shown_as_it_is():
    (step,) = steps_of(span("openai.chat", {"gen_ai.request.model": "gpt-4o", "input": '{"task": "chess"}'}))
    assert step["input"] == {"task": "chess"}


def test_a_function_that_only_deals_with_calls_is_none():
    turn = span("turn", {}, span("build_tool_call", {}), span("tool_call", {}), span("handle_tool_call", {}))
    assert [step["name"] for step in steps_of(turn)] == ["tool_call"]


def test_a_longer_name_is_a_calls_where_it_tells_what_was_given():
    (step,) = steps_of(span("my_tool_call", {"arguments": '{"a": 1}'}))
    assert told(step)[3] == {"input": {"a": 1}}
