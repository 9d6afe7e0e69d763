"""OpenInference as frameworks without a recorded run write it: Agno, DSPy, LlamaIndex, the OpenAI Agents SDK."""

import json

import pytest
from span_tree import model_told, span, steps_of, thrown, told

KIND = "openinference.span.kind"
QUESTION = "My order A-1042 arrived broken."
CALL = "llm.output_messages.0.message.tool_calls.0.tool_call"


def llm(name="OpenAIChat.invoke", **attributes):
    flat = {
        "llm.model_name": "gpt-4o-mini",
        "llm.input_messages.0.message.role": "user",
        "llm.input_messages.0.message.content": QUESTION,
        "llm.output_messages.0.message.role": "assistant",
    }
    return span(name, {KIND: "LLM", **flat, **attributes})


def test_agno_names_its_agent_and_writes_results_as_python_does():
    asks = llm(
        **{
            f"{CALL}.id": "call_1",
            f"{CALL}.function.name": "lookup_order",
            f"{CALL}.function.arguments": '{"order_id": "A-1042"}',
            "llm.token_count.prompt": 67,
            "llm.token_count.completion": 31,
        }
    )
    tool = span(
        "lookup_order",
        {
            KIND: "TOOL",
            "tool.name": "lookup_order",
            "tool.parameters": '{"order_id": "A-1042"}',
            "output.value": "{'order_id': 'A-1042', 'total': 89.9}",
            "output.mime_type": "text/plain",
        },
    )
    agent = span(
        "Support_Agent.run",
        {KIND: "AGENT", "graph.node.id": "5783f5e3", "graph.node.name": "Support Agent"},
        asks,
        tool,
    )
    model, call = steps_of(agent)
    assert model_told(model) == (
        "model",
        "gpt-4o-mini",
        "Support Agent",
        {"read": QUESTION, "calls": [("lookup_order", {"order_id": "A-1042"})], "tokens": (67, 31)},
    )
    assert told(call) == (
        "tool",
        "lookup_order",
        "Support Agent",
        {"input": {"order_id": "A-1042"}, "output": {"order_id": "A-1042", "total": 89.9}},
    )


def test_an_agno_tool_that_failed_says_so_in_its_status_alone():
    tool = span(
        "issue_refund",
        {KIND: "TOOL", "tool.name": "issue_refund"},
        error="refund amount 120.00 exceeds order total 89.90",
    )
    (step,) = steps_of(span("support_agent.run", {KIND: "AGENT", "agent.name": "support_agent"}, tool))
    assert told(step) == (
        "tool",
        "issue_refund",
        "support_agent",
        {"error": "refund amount 120.00 exceeds order total 89.90"},
    )


def test_dspy_calls_its_tools_by_a_method_and_has_no_agent():
    said = "[[ ## next_tool_name ## ]]\nlookup_order"
    lm = llm("LM.__call__", **{"llm.output_messages.0.message.content": said})
    adapter = span("ChatAdapter.__call__", {KIND: "CHAIN"}, lm)
    predict = span("Predict(StringSignature).forward", {KIND: "CHAIN"}, adapter)
    tool = span(
        "lookup_order.__call__",
        {KIND: "TOOL", "input.value": '{"kwargs": {"order_id": "A-1042"}}'},
        error="boom",
        events=(thrown("TimeoutError", "inventory service timed out after 5s"),),
    )
    done = {"input.value": '{"kwargs": {}}', "output.value": '"Completed."', "output.mime_type": "application/json"}
    finish = span("finish.__call__", {KIND: "TOOL", **done})
    steps = steps_of(span("ReAct.forward", {KIND: "CHAIN"}, predict, tool, finish))
    assert model_told(steps[0]) == ("model", "gpt-4o-mini", None, {"read": QUESTION, "said": said})
    assert told(steps[1]) == (
        "tool",
        "lookup_order",
        None,
        {"input": {"order_id": "A-1042"}, "error": "TimeoutError: inventory service timed out after 5s"},
    )
    assert told(steps[2]) == ("tool", "finish", None, {"input": {}, "output": "Completed."})


def test_a_handoff_is_a_tool_span_without_a_tool():
    handoff = span(
        "handoff to refund_specialist", {KIND: "TOOL", "input.value": "triage", "output.value": "refund_specialist"}
    )
    (step,) = steps_of(span("triage", {KIND: "AGENT", "agent.name": "triage"}, handoff))
    assert told(step) == (
        "handoff",
        "refund_specialist",
        "triage",
        {"input": "triage", "output": "refund_specialist"},
    )


def test_a_bare_argument_gets_its_name_from_the_call_that_asked_for_it():
    asks = llm(
        **{
            f"{CALL}.id": "call_1",
            f"{CALL}.function.name": "lookup_order",
            f"{CALL}.function.arguments": '{"order_id": "A-1042"}',
        }
    )
    message = {"type": "tool", "data": {"content": "delivered", "tool_call_id": "call_1", "status": "success"}}
    tool = span(
        "lookup_order",
        {KIND: "TOOL", "tool.name": "lookup_order", "input.value": "A-1042", "output.value": json.dumps(message)},
    )
    _, step = steps_of(span("LangGraph", {KIND: "AGENT"}, asks, tool))
    assert told(step) == ("tool", "lookup_order", None, {"input": {"order_id": "A-1042"}, "output": "delivered"})


def test_a_tool_message_that_says_error_is_a_failure_though_the_status_is_fine():
    message = {
        "type": "tool",
        "data": {"content": "inventory timed out", "tool_call_id": "call_1", "status": "error"},
    }
    tool = span("check", {KIND: "TOOL", "tool.name": "check", "output.value": json.dumps(message)})
    (step,) = steps_of(span("agent", {KIND: "AGENT", "agent.name": "a"}, tool))
    assert (step["status"], step["error"]) == ("error", "inventory timed out")


def test_langchain_tells_the_agent_in_the_metadata_of_every_span():
    tool = span(
        "tools", {KIND: "TOOL", "tool.name": "issue_refund", "metadata": '{"lc_agent_name": "refund_specialist"}'}
    )
    (step,) = steps_of(tool)
    assert told(step) == ("tool", "issue_refund", "refund_specialist", {})


def test_assembling_a_request_is_no_model_call():
    request = {"messages": ["ChatMessage(role=user)"], "tools": []}
    prepares = span("OpenAILike._prepare_chat_with_tools", {KIND: "LLM", "output.value": json.dumps(request)})
    reply = {"message": {"role": "assistant", "blocks": [{"text": "It has shipped."}]}}
    asks = span("OpenAILike.chat", {KIND: "LLM", "llm.model_name": "gpt-4o-mini", "output.value": json.dumps(reply)})
    (step,) = steps_of(span("FunctionAgent.run", {KIND: "CHAIN"}, prepares, asks))
    assert model_told(step) == ("model", "gpt-4o-mini", None, {"said": "It has shipped."})


def test_a_retriever_shows_what_it_was_asked_and_what_it_found():
    found = {
        "retrieval.documents.0.document.id": "d1",
        "retrieval.documents.0.document.content": "Water damage is not covered.",
        "retrieval.documents.0.document.score": 0.5,
        "retrieval.documents.0.document.metadata": '{"file": "exclusions.md"}',
    }
    inner = span("VectorIndexRetriever._retrieve", {KIND: "RETRIEVER", "input.value": "warranty?"})
    outer = span("VectorIndexRetriever.retrieve", {KIND: "RETRIEVER", "input.value": "warranty?", **found}, inner)
    (step,) = steps_of(span("query", {KIND: "CHAIN"}, outer))
    document = {
        "id": "d1",
        "content": "Water damage is not covered.",
        "score": 0.5,
        "metadata": {"file": "exclusions.md"},
    }
    assert told(step) == ("retrieval", "VectorIndexRetriever", None, {"input": "warranty?", "output": [document]})
    assert len(step["span_ids"]) == 2


def test_rerankers_guardrails_embeddings_and_evaluators_are_steps_of_their_own():
    steps = steps_of(
        span(
            "pipeline",
            {KIND: "CHAIN"},
            span("Embedder.embed", {KIND: "EMBEDDING", "input.value": "warranty?", "embedding.model_name": "e5"}),
            span("Ranker.rank", {KIND: "RERANKER", "reranker.query": "warranty?", "reranker.model_name": "bge"}),
            span("pii_guard", {KIND: "GUARDRAIL", "input.value": "warranty?", "output.value": "passed"}),
            span("relevance", {KIND: "EVALUATOR", "output.value": "0.9"}),
        )
    )
    assert [told(step)[:2] for step in steps] == [
        ("embedding", "Embedder"),
        ("rerank", "Ranker"),
        ("guardrail", "pii_guard"),
        ("evaluation", "relevance"),
    ]


def test_messages_whose_beginning_was_dropped_are_read_from_where_they_start():
    late = {
        "llm.model_name": "gpt-4o-mini",
        "llm.input_messages.106.message.tool_calls.0.tool_call.function.name": "lookup_order",
        "llm.input_messages.106.message.tool_calls.0.tool_call.function.arguments": '{"order_id": "A-1042"}',
        "llm.input_messages.107.message.role": "tool",
        "llm.input_messages.107.message.content": "delivered",
        "llm.output_messages.0.message.role": "assistant",
        "llm.output_messages.0.message.content": "It was delivered.",
    }
    (step,) = steps_of(span("ChatOpenAI", {KIND: "LLM", **late}))
    assert [message["role"] for message in step["input"]] == ["assistant", "tool"]
    assert step["input"][1]["parts"][0]["result"] == "delivered"


def test_a_reply_recorded_as_one_message_for_each_item_is_one_message():
    items = {
        "llm.output_messages.0.message.content": "Let me look.",
        "llm.output_messages.1.message.role": "assistant",
        "llm.output_messages.1.message.tool_calls.0.tool_call.function.name": "lookup_order",
        "llm.output_messages.1.message.tool_calls.0.tool_call.function.arguments": "{}",
    }
    (step,) = steps_of(llm(**items))
    (reply,) = step["output"]
    assert [part["type"] for part in reply["parts"]] == ["text", "tool_call"]


def test_the_raw_request_tells_which_result_was_an_error():
    raw = {
        "messages": [
            {
                "role": "user",
                "content": [{"type": "tool_result", "tool_use_id": "t1", "is_error": True, "content": "timed out"}],
            }
        ]
    }
    told_late = llm(
        **{
            "llm.input_messages.0.message.role": "tool",
            "llm.input_messages.0.message.content": "timed out",
            "llm.input_messages.0.message.tool_call_id": "t1",
            "input.value": json.dumps(raw),
        }
    )
    asked = llm(
        **{f"{CALL}.id": "t1", f"{CALL}.function.name": "check_inventory", f"{CALL}.function.arguments": "{}"}
    )
    _, tool, _ = steps_of(span("run", {KIND: "CHAIN"}, asked, told_late))
    assert (tool["name"], tool["rebuilt"], tool["error"]) == ("check_inventory", True, "timed out")


def test_images_reasoning_and_old_function_calls_keep_their_kind():
    flat = {
        "llm.input_messages.0.message.contents.0.message_content.type": "image",
        "llm.input_messages.0.message.contents.0.message_content.image.image.url": "https://shop.example/a.png",
        "llm.output_messages.0.message.contents.0.message_content.type": "reasoning",
        "llm.output_messages.0.message.contents.0.message_content.text": "It is broken.",
        "llm.output_messages.0.message.function_call_name": "lookup_order",
        "llm.output_messages.0.message.function_call_arguments_json": '{"order_id": "A-1042"}',
    }
    (step,) = steps_of(llm(**flat))
    assert step["input"][0]["parts"] == [
        {"type": "media", "media_type": "image", "reference": "https://shop.example/a.png"}
    ]
    assert [part["type"] for part in step["output"][0]["parts"]] == ["reasoning", "tool_call"]
    assert step["output"][0]["parts"][1]["arguments"] == {"order_id": "A-1042"}


@pytest.mark.parametrize(("recorded", "cost"), [(0.0125, 0.0125), ("0.5", 0.5), (0, None), (None, None)])
def test_a_call_costs_what_the_trace_records_unless_that_is_nothing(recorded, cost):
    (step,) = steps_of(llm(**{"llm.model_name": "a-model-without-a-price", "llm.cost.total": recorded}))
    assert step["cost_usd"] == cost


@pytest.mark.parametrize(("tier", "cost"), [("default", 0.00135), ("nobody's", None)])
def test_a_call_is_priced_at_the_service_tier_that_its_raw_reply_names(tier, cost):
    reply = {"choices": [{"message": {"role": "assistant", "content": "b"}}], "service_tier": tier}
    counts = {"llm.token_count.prompt": 1000, "llm.token_count.completion": 2000}
    (step,) = steps_of(llm(**{"llm.model_name": "gpt-4o-mini", "output.value": json.dumps(reply), **counts}))
    assert step["cost_usd"] == cost
