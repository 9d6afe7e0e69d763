"""Google's Agent Development Kit, before and after it followed the conventions."""

import json

from span_tree import log, model_told, span, steps_of, told

SCOPE = "gcp.vertex.agent"
REQUEST = {
    "model": "gemini-2.5-flash",
    "config": {
        "system_instruction": "Be kind.",
        "temperature": 0.1,
        "tools": [
            {
                "function_declarations": [
                    {"name": "lookup_order", "description": "Look up an order.", "parameters": {"type": "OBJECT"}}
                ]
            }
        ],
    },
    "contents": [
        {"role": "user", "parts": [{"text": "Where is A-1042?"}]},
        {
            "role": "model",
            "parts": [{"function_call": {"id": "c1", "name": "lookup_order", "args": {"order_id": "A-1042"}}}],
        },
        {
            "role": "user",
            "parts": [
                {"function_response": {"id": "c1", "name": "lookup_order", "response": {"result": "delivered"}}}
            ],
        },
    ],
}
RESPONSE = {
    "content": {"role": "model", "parts": [{"text": "Delivered."}]},
    "finish_reason": "STOP",
    "usage_metadata": {"prompt_token_count": 67, "candidates_token_count": 31},
}


def test_version_1_14_keeps_the_request_and_the_response_of_gemini():
    call = {
        "gcp.vertex.agent.llm_request": json.dumps(REQUEST),
        "gcp.vertex.agent.llm_response": json.dumps(RESPONSE),
    }
    call |= {"gcp.vertex.agent.session_id": "s1", "gen_ai.request.model": "gemini-2.5-flash", "gen_ai.system": SCOPE}
    root = span(
        "invocation",
        {},
        span("agent_run [support_agent]", {}, span("call_llm", call, scope=SCOPE), scope=SCOPE),
        scope=SCOPE,
    )
    (step,) = steps_of(root)
    assert model_told(step) == (
        "model",
        "gemini-2.5-flash",
        "support_agent",
        {"read": {"result": "delivered"}, "said": "Delivered.", "tokens": (67, 31)},
    )
    assert [message["role"] for message in step["input"]] == ["system", "user", "assistant", "user"]


def test_a_thinking_models_call_is_one_step_whichever_of_its_counts_the_spans_tell():
    thought = {"prompt_token_count": 100, "candidates_token_count": 20, "thoughts_token_count": 50}
    parts = [{"text": "Spiders...", "thought": True}, {"text": "Eight."}]
    response = {"content": {"role": "model", "parts": parts}, "usage_metadata": thought}
    told = {
        "gcp.vertex.agent.llm_request": json.dumps(REQUEST),
        "gcp.vertex.agent.llm_response": json.dumps(response),
        "gen_ai.request.model": "gemini-2.5-flash",
    }
    for output in (70, 20):
        counts = {"gen_ai.usage.input_tokens": 100, "gen_ai.usage.output_tokens": output}
        known = {"gen_ai.operation.name": "generate_content", "gen_ai.request.model": "gemini-2.5-flash"}
        inner = span("generate_content gemini-2.5-flash", known | counts, scope="gen_ai")
        (step,) = steps_of(span("invocation", {}, span("call_llm", told, inner, scope=SCOPE), scope=SCOPE))
        assert (step["input_tokens"], step["output_tokens"]) == (100, 70)
        assert [part["type"] for part in step["output"][0]["parts"]] == ["reasoning", "text"]


def test_an_answer_that_was_grounded_on_a_search_is_still_one_call_with_the_span_that_tells_its_words_alone():
    grounds = {"web_search_queries": ["spider legs"], "grounding_chunks": [{"web": {"uri": "u", "title": "t"}}]}
    response = {"content": {"role": "model", "parts": [{"text": "Eight."}]}, "grounding_metadata": grounds}
    told = {
        "gcp.vertex.agent.llm_request": json.dumps(REQUEST),
        "gcp.vertex.agent.llm_response": json.dumps(response),
    }
    said = json.dumps([{"role": "model", "parts": [{"type": "text", "content": "Eight."}]}])
    known = {"gen_ai.operation.name": "generate_content", "gen_ai.output.messages": said}
    inner = span("generate_content gemini-2.5-flash", known, scope="gen_ai")
    model, search = steps_of(span("invocation", {}, span("call_llm", told, inner, scope=SCOPE), scope=SCOPE))
    assert (model["kind"], len(model["span_ids"])) == ("model", 2)
    assert (search["name"], search["output"]) == ("google_search", [{"uri": "u", "title": "t"}])


def test_version_1_14_tells_a_tools_error_only_in_its_response():
    known = {"gen_ai.operation.name": "execute_tool", "gen_ai.tool.name": "issue_refund", "gen_ai.tool.call.id": "c1"}
    known |= {
        "gcp.vertex.agent.tool_call_args": '{"order_id": "A-1042"}',
        "gcp.vertex.agent.tool_response": '{"error": "refund amount 120.00 exceeds order total 89.90"}',
    }
    (step,) = steps_of(
        span("agent_run [refund_specialist]", {}, span("execute_tool issue_refund", known, scope=SCOPE), scope=SCOPE)
    )
    assert told(step)[:3] == ("tool", "issue_refund", "refund_specialist")
    assert (step["status"], step["error"]) == ("error", "refund amount 120.00 exceeds order total 89.90")
    assert step["input"] == {"order_id": "A-1042"}


def test_the_span_that_merges_parallel_responses_is_no_tool_call():
    known = {"gen_ai.operation.name": "execute_tool"}
    first = span("execute_tool lookup_order", known | {"gen_ai.tool.name": "lookup_order"}, scope=SCOPE)
    merged = span("execute_tool (merged)", known | {"gen_ai.tool.name": "(merged tools)"}, scope=SCOPE)
    (step,) = steps_of(
        span("invoke_agent support_agent", {"gen_ai.operation.name": "invoke_agent"}, first, merged, scope=SCOPE)
    )
    assert (step["name"], len(step["span_ids"])) == ("lookup_order", 2)


def test_content_that_was_not_captured_is_taken_from_the_messages():
    parts = [{"type": "tool_call", "id": "c1", "name": "lookup_order", "arguments": {"order_id": "A-1042"}}]
    details = log(
        "gen_ai.client.inference.operation.details",
        {"gen_ai.output.messages": [{"role": "assistant", "parts": parts}]},
    )
    model = span(
        "generate_content gemini", {"gen_ai.operation.name": "generate_content"}, scope=SCOPE, logs=(details,)
    )
    known = {
        "gen_ai.operation.name": "execute_tool",
        "gen_ai.tool.name": "lookup_order",
        "gcp.vertex.agent.tool_call_args": "{}",
    }
    steps = steps_of(
        span("invocation", {}, model, span("execute_tool lookup_order", known, scope=SCOPE), scope=SCOPE)
    )
    assert steps[1]["input"] == {"order_id": "A-1042"}


def test_the_kit_for_go_spells_a_reply_as_the_service_does():
    call = {"functionCall": {"name": "lookup", "args": {"id": 1}}}
    counts = {"promptTokenCount": 5, "candidatesTokenCount": 2}
    reply = {"content": {"role": "model", "parts": [call]}, "usageMetadata": counts, "finishReason": "STOP"}
    told_by = {"gen_ai.operation.name": "generate_content", "gcp.vertex.agent.llm_response": json.dumps(reply)}
    (step,) = steps_of(span("generate_content gemini-2.5-flash", told_by))
    assert model_told(step)[3] == {"calls": [("lookup", {"id": 1})], "tokens": (5, 2)}
