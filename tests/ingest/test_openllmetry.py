"""OpenLLMetry before and after it took up the GenAI conventions, and LiteLLM, which writes prompts the same way."""

import json

import pytest
from span_tree import model_told, span, steps_of, thrown, told
from spans_by_hand import span as made

from app.ingest.dialects import read_span

PROMPT, DONE = "gen_ai.prompt", "gen_ai.completion"


def tool_message(content, **more):
    kwargs = {"content": content, "type": "tool", "tool_call_id": "call_1", "status": "success", **more}
    return {
        "lc": 1,
        "type": "constructor",
        "id": ["langchain", "schema", "messages", "ToolMessage"],
        "kwargs": kwargs,
    }


def chat(name="ChatOpenAI.chat", **attributes):
    plain = {
        "gen_ai.system": "Langchain",
        "llm.request.type": "chat",
        "gen_ai.request.model": "gpt-4o-mini",
        "gen_ai.response.model": "gpt-4o-mini-2024-07-18",
        f"{PROMPT}.0.role": "system",
        f"{PROMPT}.0.content": "You support Acme.",
        f"{PROMPT}.1.role": "user",
        f"{PROMPT}.1.content": "My order A-1042 arrived broken.",
        "llm.request.functions.0.name": "lookup_order",
        "llm.request.functions.0.parameters": '{"type": "object"}',
        f"{DONE}.0.role": "assistant",
        f"{DONE}.0.finish_reason": "tool_calls",
        f"{DONE}.0.tool_calls.0.id": "call_1",
        f"{DONE}.0.tool_calls.0.name": "lookup_order",
        f"{DONE}.0.tool_calls.0.arguments": '{"order_id": "A-1042"}',
        "gen_ai.usage.prompt_tokens": 67,
        "gen_ai.usage.completion_tokens": 31,
        "gen_ai.usage.cache_read_input_tokens": 22,
    }
    return span(name, {**plain, **attributes})


def entity(kind, name, *children, **more):
    attributes = {"traceloop.span.kind": kind, "traceloop.entity.name": name, **more.pop("attributes", {})}
    return span(f"{name}.{kind}", attributes, *children, **more)


def test_version_0_40_numbers_prompts_and_wraps_what_tools_get():
    given = {
        "input_str": "{'order_id': 'A-1042'}",
        "tags": ["seq:step:1"],
        "metadata": {"lc_agent_name": "support_agent"},
    }
    result = {"output": tool_message('{"total": 89.9}'), "kwargs": {"name": "lookup_order"}}
    tool = entity(
        "tool",
        "lookup_order",
        attributes={"traceloop.entity.input": json.dumps(given), "traceloop.entity.output": json.dumps(result)},
    )
    task = entity("task", "model", chat())
    model, call = steps_of(entity("workflow", "support_agent", task, entity("task", "tools", tool)))
    assert model_told(model) == (
        "model",
        "gpt-4o-mini-2024-07-18",
        None,
        {
            "read": "My order A-1042 arrived broken.",
            "calls": [("lookup_order", {"order_id": "A-1042"})],
            "tokens": (67, 31),
        },
    )
    assert told(call) == (
        "tool",
        "lookup_order",
        "support_agent",
        {"input": {"order_id": "A-1042"}, "output": {"total": 89.9}},
    )
    assert call["turn"] == 1


def test_a_tool_of_0_40_that_raised_has_its_words_in_the_event_alone():
    tool = entity("tool", "issue_refund", error="", events=(thrown("ValueError", "refund exceeds total"),))
    (step,) = steps_of(entity("workflow", "shop", tool))
    assert told(step) == ("tool", "issue_refund", None, {"error": "ValueError: refund exceeds total"})


def test_an_empty_text_in_quotes_is_no_text():
    (step,) = steps_of(chat(**{f"{DONE}.0.content": '""'}))
    assert [part["type"] for part in step["output"][0]["parts"]] == ["tool_call"]


def test_an_agent_span_names_the_agent_and_the_properties_name_langchains():
    inner = entity(
        "tool", "issue_refund", attributes={"traceloop.association.properties.lc_agent_name": "refund_agent"}
    )
    own = entity("tool", "lookup_order")
    steps = steps_of(entity("agent", "support_agent", own, inner))
    assert [(step["name"], step["agent"]) for step in steps] == [
        ("lookup_order", "support_agent"),
        ("issue_refund", "refund_agent"),
    ]


def test_decorated_functions_keep_their_arguments_apart_from_the_wrapping():
    attributes = {
        "traceloop.entity.input": '{"args": [], "kwargs": {"order_id": "A-1042"}}',
        "traceloop.entity.output": '"delivered"',
    }
    (step,) = steps_of(entity("workflow", "shop", entity("tool", "lookup_order", attributes=attributes)))
    assert step["input"] == {"order_id": "A-1042"}


def test_a_models_words_may_stand_where_those_of_every_entity_do():
    human = {"lc": 1, "type": "constructor", "id": ["HumanMessage"], "kwargs": {"content": "Hello?"}}
    entity_alone = {
        "llm.request.type": "chat",
        "gen_ai.request.model": "gpt-4o-mini",
        "traceloop.entity.input": json.dumps({"messages": [[human]]}),
        "traceloop.entity.output": json.dumps({"generations": [[{"text": "Hello."}]]}),
    }
    (step,) = steps_of(span("ChatOpenAI.chat", entity_alone))
    assert model_told(step)[3] == {"read": "Hello?", "said": "Hello."}
    spread = {f"{PROMPT}.0.role": "user", f"{PROMPT}.0.content": "Good day?"}
    (step,) = steps_of(span("ChatOpenAI.chat", entity_alone | spread))
    assert model_told(step)[3]["read"] == "Good day?"


def test_tasks_that_retrieve_are_told_by_their_names():
    steps = steps_of(
        entity("workflow", "rag", entity("task", "VectorIndexRetriever"), entity("task", "splitter"), chat())
    )
    assert [str(step["kind"]) for step in steps] == ["retrieval", "model"]


def test_a_handoff_goes_to_the_agent_that_is_named():
    handoff = entity(
        "handoff",
        "triage → refunds",
        attributes={"gen_ai.handoff.to_agent": "refunds", "gen_ai.agent.name": "triage"},
    )
    (step,) = steps_of(entity("workflow", "shop", handoff))
    assert told(step)[:3] == ("handoff", "refunds", "triage")


def test_litellm_writes_numbered_prompts_without_a_request_type():
    attributes = {
        "gen_ai.request.model": "gpt-4o-mini",
        "gen_ai.prompt.0.role": "user",
        "gen_ai.prompt.0.content": "Where is A-1042?",
        "gen_ai.completion.0.role": "assistant",
        "gen_ai.completion.0.content": "It was delivered.",
        "gen_ai.completion.0.finish_reason": "stop",
        "gen_ai.usage.prompt_tokens": 12,
        "gen_ai.usage.completion_tokens": 5,
    }
    (step,) = steps_of(span("litellm_request", attributes))
    assert model_told(step) == (
        "model",
        "gpt-4o-mini",
        None,
        {"read": "Where is A-1042?", "said": "It was delivered.", "tokens": (12, 5)},
    )


def test_prompts_that_lost_their_beginning_start_where_they_start():
    late = {f"{PROMPT}.40.role": "user", f"{PROMPT}.40.content": "And then?", "llm.request.type": "chat"}
    (step,) = steps_of(span("openai.chat", late))
    assert step["input"][0]["parts"] == [{"type": "text", "text": "And then?"}]


def test_llamaindex_names_the_tool_in_its_result_and_the_agent_in_its_events():
    result = {
        "tool_name": "lookup_order",
        "raw_input": {},
        "raw_output": {"total": 89.9},
        "is_error": False,
        "blocks": [],
    }
    tool = span(
        "FunctionTool.task",
        {
            "traceloop.span.kind": "task",
            "traceloop.entity.name": "FunctionTool.task",
            "traceloop.entity.input": '{"kwargs": {"order_id": "A-1042"}}',
            "traceloop.entity.output": json.dumps(result),
        },
    )
    event = {"traceloop.entity.output": '{"current_agent_name": "support_agent"}'}
    (step,) = steps_of(
        entity("workflow", "FunctionAgent", entity("task", "BaseWorkflowAgent", tool, attributes=event))
    )
    assert told(step) == (
        "tool",
        "lookup_order",
        "support_agent",
        {"input": {"order_id": "A-1042"}, "output": {"total": 89.9}},
    )


def test_the_name_of_a_prompts_template_is_no_prompt():
    template = {"gen_ai.prompt.name": "refund", "gen_ai.prompt.version": "2", "gen_ai.prompt.variable.city": "Bern"}
    call = {"gen_ai.operation.name": "chat", "gen_ai.request.model": "gpt-4o-mini"}
    (step,) = steps_of(span("answer", {}, span("render_prompt", template), span("chat", call | template)))
    assert (str(step["kind"]), step["model"], step["input"]) == ("model", "gpt-4o-mini", None)
    assert not read_span(made("a", 0, 1, attributes=call | template)).partial


def test_arguments_in_a_list_of_their_own_json_are_read():
    call = {
        "traceloop.span.kind": "tool",
        "traceloop.entity.name": "book",
        "traceloop.entity.input": '{"args":["{\\"a\\":1}"]}',
    }
    (step,) = steps_of(span("book.tool", call))
    assert step["input"] == {"a": 1}


@pytest.mark.parametrize(
    ("printed", "output", "error"),
    [
        (
            "status='success' result={'seat': 12} error=None updated_session_state=None images=None",
            {"seat": 12},
            None,
        ),
        ("status='failure' result=None error='Taken' updated_session_state=None", "Taken", "Taken"),
    ],
)
def test_what_agno_keeps_of_a_function_is_its_result_or_error(printed, output, error):
    call = {"traceloop.span.kind": "tool", "traceloop.entity.name": "book", "traceloop.entity.output": printed}
    (step,) = steps_of(span("book.tool", call))
    assert (step["output"], step["error"]) == (output, error)


def test_an_agent_that_alone_tells_of_its_models_is_their_answer_after_its_tools():
    own = {"traceloop.span.kind": "agent", "gen_ai.agent.name": "travel", "gen_ai.request.model": "m"}
    own |= {"traceloop.entity.input": "Book it.", "traceloop.entity.output": "Booked."}
    own |= {"gen_ai.usage.input_tokens": 556, "gen_ai.usage.output_tokens": 116}
    book = span("book.tool", {"traceloop.span.kind": "tool", "traceloop.entity.name": "book"})
    tool, answer = steps_of(span("travel.agent", own, book))
    assert told(tool)[:3] == ("tool", "book", "travel")
    assert model_told(answer) == (
        "model",
        "m",
        "travel",
        {"read": "Book it.", "said": "Booked.", "tokens": (556, 116)},
    )
