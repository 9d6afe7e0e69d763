"""Mastra's exporter, in its newer and its older form."""

import json

from span_tree import model_told, span, steps_of, told

TYPE = "mastra.span.type"
ASKED = [{"role": "user", "content": "Where is A-1042?"}]
CALL = {"toolCallId": "c1", "toolName": "lookup_order", "args": {"order_id": "A-1042"}}
TOTALS = {"gen_ai.usage.input_tokens": 106, "gen_ai.usage.output_tokens": 26}


def older(name, kind, given, found, *children, **more):
    written = {"gen_ai.operation.name": kind.replace("_", "."), TYPE: kind, "input": given, "output": found}
    return span(name, {key: value for key, value in (written | more).items() if value is not None}, *children)


def test_in_older_versions_a_step_is_the_call_and_the_generation_counts_all_of_them():
    request = json.dumps({"body": {"model": "gpt-4o-mini", "temperature": 0, "messages": ASKED}})
    tool = older(
        "tool.execute lookup_order",
        "tool_call",
        '{"order_id":"A-1042"}',
        '{"total":89.9}',
        **{"gen_ai.tool.name": "lookup_order"},
    )
    chunk = older(
        "chunk: 'tool-call'", "model_chunk", None, json.dumps({"toolName": "lookup_order", "toolInput": "{}"})
    )
    first = json.dumps({"text": "Let me look.", "toolCalls": [CALL]})
    second = json.dumps({"text": "Delivered.", "toolCalls": []})
    steps = [
        older("step: 0", "model_step", request, first, chunk, tool, modelId="gpt-4o-mini-2024-07-18"),
        older("step: 1", "model_step", request, second, modelId="gpt-4o-mini-2024-07-18"),
    ]
    answer = json.dumps({"text": "Delivered.", "reasoning": [], "files": []})
    chat = {"gen_ai.operation.name": "chat", "gen_ai.request.model": "gpt-4o-mini", "gen_ai.completion": answer}
    generation = older(
        "chat gpt-4o-mini", "model_generation", json.dumps({"messages": ASKED}), answer, *steps, **chat, **TOTALS
    )
    run = older(
        "agent.support", "agent_run", "Where is A-1042?", answer, generation, **{"gen_ai.agent.id": "support"}
    )
    one, two, three = steps_of(run)
    known = {"read": "Where is A-1042?", "said": "Let me look.", "calls": [("lookup_order", {"order_id": "A-1042"})]}
    assert model_told(one) == ("model", "gpt-4o-mini-2024-07-18", "support", known)
    assert told(two) == (
        "tool",
        "lookup_order",
        "support",
        {"input": {"order_id": "A-1042"}, "output": {"total": 89.9}},
    )
    assert model_told(three)[3] == {"read": "Where is A-1042?", "said": "Delivered."}


def test_in_newer_versions_the_step_around_a_call_has_its_messages_and_calls():
    words = json.dumps([{"role": "assistant", "parts": [{"type": "text", "content": "Let me look."}]}])
    inference = span(
        "chat gpt-4o-mini",
        {
            "gen_ai.operation.name": "chat",
            TYPE: "model_inference",
            "gen_ai.request.model": "gpt-4o-mini",
            "gen_ai.output.messages": words,
            "gen_ai.usage.input_tokens": 40,
            "gen_ai.usage.output_tokens": 18,
        },
    )
    tool = span(
        "execute_tool lookup_order",
        {
            "gen_ai.operation.name": "execute_tool",
            TYPE: "tool_call",
            "gen_ai.tool.name": "lookup_order",
            "gen_ai.tool.call.id": "c1",
            "gen_ai.tool.call.arguments": '{"order_id":"A-1042"}',
            "gen_ai.tool.call.result": '{"total":89.9}',
        },
    )
    around = {
        "gen_ai.operation.name": "agent_step",
        TYPE: "model_step",
        "mastra.model_step.input": json.dumps(ASKED),
        "mastra.model_step.output": json.dumps({"text": "Let me look.", "toolCalls": [CALL]}),
    }
    one, two = steps_of(span("agent_step support", around, inference, tool))
    assert model_told(one)[3] == {
        "read": "Where is A-1042?",
        "said": "Let me look.",
        "calls": [("lookup_order", {"order_id": "A-1042"})],
        "tokens": (40, 18),
    }
    assert told(two)[3] == {"input": {"order_id": "A-1042"}, "output": {"total": 89.9}}


def test_a_generation_whose_steps_were_left_out_is_the_call():
    answer = json.dumps({"text": "Delivered."})
    chat = {"gen_ai.operation.name": "chat", "gen_ai.request.model": "gpt-4o-mini"}
    alone = older("chat gpt-4o-mini", "model_generation", json.dumps({"messages": ASKED}), answer, **chat, **TOTALS)
    (step,) = steps_of(alone)
    assert model_told(step)[3] == {"read": "Where is A-1042?", "said": "Delivered.", "tokens": (106, 26)}
