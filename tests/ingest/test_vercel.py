"""The Vercel AI SDK: version 4's names beside 6's, and 7 in its legacy mode."""

import json

from span_tree import model_told, span, steps_of, thrown, told

ID = "ai.operationId"
ASKED = [
    {"role": "system", "content": "You support Acme."},
    {"role": "user", "content": [{"type": "text", "text": "Where is A-1042?"}]},
]


def loop(*children, **attributes):
    named = {ID: "ai.generateText", "ai.telemetry.functionId": "support_agent", **attributes}
    return span("ai.generateText", named, *children)


def generate(name="ai.generateText.doGenerate", **attributes):
    base = {ID: name, "ai.telemetry.functionId": "support_agent", "ai.model.id": "gpt-4o-mini"}
    return span(name, {**base, "ai.prompt.messages": json.dumps(ASKED), **attributes})


def test_version_6_names_tokens_and_calls_its_own_way():
    calls = [{"toolCallId": "c1", "toolName": "lookup_order", "input": '{"order_id": "A-1042"}'}]
    model = generate(
        **{
            "ai.response.text": "Let me look.",
            "ai.response.toolCalls": json.dumps(calls),
            "ai.response.model": "gpt-4o-mini-2024-07-18",
            "ai.usage.inputTokens": 67,
            "ai.usage.outputTokens": 31,
            "ai.prompt.tools": ['{"type":"function","name":"lookup_order","inputSchema":{"type":"object"}}'],
        }
    )
    tool = span(
        "ai.toolCall",
        {
            ID: "ai.toolCall",
            "ai.toolCall.name": "lookup_order",
            "ai.toolCall.id": "c1",
            "ai.toolCall.args": '{"order_id":"A-1042"}',
            "ai.toolCall.result": '{"total":89.9}',
        },
    )
    first, second = steps_of(loop(model, tool, **{"ai.usage.inputTokens": 67, "ai.usage.outputTokens": 31}))
    assert model_told(first) == (
        "model",
        "gpt-4o-mini-2024-07-18",
        "support_agent",
        {
            "read": "Where is A-1042?",
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


def test_version_4_has_args_for_input_and_other_token_names():
    calls = [
        {"toolCallType": "function", "toolCallId": "c1", "toolName": "lookup_order", "args": '{"order_id": "A-1042"}'}
    ]
    model = generate(
        "ai.streamText.doStream",
        **{"ai.response.toolCalls": json.dumps(calls), "ai.usage.promptTokens": 67, "ai.usage.completionTokens": 31},
    )
    (step,) = steps_of(loop(model))
    assert model_told(step)[3]["calls"] == [("lookup_order", {"order_id": "A-1042"})]
    assert model_told(step)[3]["tokens"] == (67, 31)


def test_version_3_calls_the_answer_a_result():
    (step,) = steps_of(loop(generate(**{"ai.result.text": "It was delivered."})))
    assert model_told(step)[3]["said"] == "It was delivered."


def test_an_object_and_the_thought_before_it_are_the_answer():
    model = generate(
        "ai.generateObject.doGenerate", **{"ai.response.reasoning": "Hm.", "ai.response.object": '{"ok":true}'}
    )
    (step,) = steps_of(span("ai.generateObject", {ID: "ai.generateObject"}, model))
    assert step["output"][0]["parts"] == [
        {"type": "reasoning", "text": "Hm."},
        {"type": "text", "text": '{"ok":true}'},
    ]


def test_a_prompt_stands_in_for_messages_that_were_not_recorded():
    attributes = {
        ID: "ai.generateText.doGenerate",
        "ai.prompt": '{"system":"You support Acme.","prompt":"Where is A-1042?"}',
    }
    (step,) = steps_of(span("ai.generateText.doGenerate", attributes))
    assert [(m["role"], m["parts"][0]["text"]) for m in step["input"]] == [
        ("system", "You support Acme."),
        ("user", "Where is A-1042?"),
    ]


def test_a_tool_that_threw_is_told_by_its_event():
    tool = span(
        "ai.toolCall",
        {ID: "ai.toolCall", "ai.toolCall.name": "issue_refund", "ai.toolCall.args": '{"amount":120}'},
        error="refund exceeds total",
        events=(thrown("Error", "refund exceeds total"),),
    )
    (step,) = steps_of(loop(tool))
    assert told(step) == (
        "tool",
        "issue_refund",
        "support_agent",
        {"input": {"amount": 120}, "error": "refund exceeds total"},
    )


def test_embedding_and_reranking_are_steps():
    embed = span("ai.embed.doEmbed", {ID: "ai.embed.doEmbed", "ai.values": ['"warranty?"'], "ai.model.id": "e5"})
    rank = span("ai.rerank.doRerank", {ID: "ai.rerank.doRerank", "ai.documents": ['{"id":1}'], "ai.model.id": "bge"})
    steps = steps_of(loop(span("ai.embed", {ID: "ai.embed"}, embed), rank))
    assert [(str(step["kind"]), step["input"]) for step in steps] == [
        ("embedding", ["warranty?"]),
        ("rerank", [{"id": 1}]),
    ]


def test_version_7_keeps_the_old_names_in_its_legacy_mode():
    attributes = {
        "gen_ai.agent.name": "refund_specialist",
        "gen_ai.usage.input_tokens": 9,
        "gen_ai.usage.output_tokens": 2,
    }
    (step,) = steps_of(loop(generate(**attributes, **{"ai.response.text": "Done."})))
    assert model_told(step) == (
        "model",
        "gpt-4o-mini",
        "refund_specialist",
        {"read": "Where is A-1042?", "said": "Done.", "tokens": (9, 2)},
    )


def test_a_loop_whose_calls_were_left_out_tells_of_the_call_itself():
    alone = loop(
        **{
            "ai.model.id": "gpt-4o-mini",
            "ai.prompt": json.dumps({"messages": [{"role": "user", "content": "hi"}]}),
            "ai.response.text": "hello",
            "ai.usage.promptTokens": 4,
            "ai.usage.completionTokens": 2,
        }
    )
    (step,) = steps_of(alone)
    assert model_told(step) == (
        "model",
        "gpt-4o-mini",
        "support_agent",
        {"read": "hi", "said": "hello", "tokens": (4, 2)},
    )


def test_an_object_that_was_generated_without_its_call_is_one_call():
    found = {
        ID: "ai.generateObject",
        "ai.model.id": "m",
        "ai.prompt": '{"prompt": "hi"}',
        "ai.response.object": '{"a":1}',
    }
    (step,) = steps_of(span("ai.generateObject", found))
    assert model_told(step)[3] == {"read": "hi", "said": '{"a":1}'}


def test_texts_that_are_embedded_stand_without_their_quotes_and_are_counted():
    found = {ID: "ai.embed.doEmbed", "ai.model.id": "e5", "ai.values": ['"The fox."'], "ai.usage.tokens": 10}
    (step,) = steps_of(span("ai.embed.doEmbed", found))
    assert (step["kind"], step["input"], step["input_tokens"]) == ("embedding", ["The fox."], 10)


def test_an_embedding_is_one_step_with_or_without_the_span_of_the_call():
    whole = {ID: "ai.embed", "ai.model.id": "e5", "ai.value": '"The fox."', "ai.usage.tokens": 10}
    call = {ID: "ai.embed.doEmbed", "ai.model.id": "e5", "ai.values": ['"The fox."'], "ai.usage.tokens": 10}
    (alone,) = steps_of(span("ai.embed", whole))
    (both,) = steps_of(span("ai.embed", whole, span("ai.embed.doEmbed", call)))
    assert (alone["input"], both["input"]) == ("The fox.", ["The fox."])
    assert alone["input_tokens"] == both["input_tokens"] == 10
