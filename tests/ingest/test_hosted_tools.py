"""Tools that the provider ran within a call: they are calls with results, and so become steps."""

import json

import pytest
from span_tree import span, steps_of

from app.domain.message import Media, Message, Text, ToolCall, ToolResult
from app.ingest.messages import messages_of

DONE = {"status": "completed"}


def called(name, arguments, call_id, result, *, is_error=None):
    return ToolCall(name, arguments, call_id), ToolResult(result, call_id, name, is_error)


@pytest.mark.parametrize(
    ("item", "parts"),
    [
        ({"type": "web_search_call", "id": "w1", **DONE, "action": {"type": "search", "query": "spiders"}}, called("web_search", {"type": "search", "query": "spiders"}, "w1", DONE)),
        ({"type": "web_search_call", "id": "w1", **DONE, "action": {"type": "search", "query": "x", "sources": [{"url": "u"}]}}, called("web_search", {"type": "search", "query": "x"}, "w1", [{"url": "u"}])),
        ({"type": "web_search_call", "id": "w1", "status": "failed", "action": {"query": "x"}}, called("web_search", {"query": "x"}, "w1", {"status": "failed"}, is_error=True)),
        ({"type": "web_search_call", "id": "w1", "status": "searching", "action": {"query": "x"}}, (ToolCall("web_search", {"query": "x"}, "w1"),)),
        ({"type": "file_search_call", "id": "f1", **DONE, "queries": ["x"], "results": [{"file_id": "a", "text": "t"}]}, called("file_search", {"queries": ["x"]}, "f1", [{"file_id": "a", "text": "t"}])),
        ({"type": "code_interpreter_call", "id": "i1", **DONE, "code": "print(8)", "outputs": [{"type": "logs", "logs": "8"}]}, called("code_interpreter", {"code": "print(8)"}, "i1", "8")),
        ({"type": "mcp_call", "id": "m1", "name": "lookup", "arguments": '{"id": 1}', "output": "row 1", "error": None}, called("lookup", {"id": 1}, "m1", "row 1")),
        ({"type": "mcp_call", "id": "m1", "name": "lookup", "arguments": "{}", "output": None, "error": "boom"}, called("lookup", {}, "m1", "boom", is_error=True)),
        ({"type": "image_generation_call", "id": "g1", **DONE, "result": "AAEC"}, (*called("image_generation", {}, "g1", DONE), Media("image/png", None, "AAEC"))),
    ],
)  # fmt: skip
def test_an_item_of_a_tool_that_the_provider_ran_is_a_call_and_its_result(item, parts):
    assert messages_of([item]) == (Message("assistant", parts),)


@pytest.mark.parametrize(
    ("item", "call"),
    [
        ({"type": "computer_call", "id": "x", "call_id": "c1", "status": "completed", "action": {"type": "click"}}, ToolCall("computer", {"type": "click"}, "c1")),
        ({"type": "local_shell_call", "id": "x", "call_id": "c1", "status": "completed", "action": {"command": ["ls"]}}, ToolCall("local_shell", {"command": ["ls"]}, "c1")),
        ({"type": "mcp_approval_request", "id": "a1", "name": "lookup", "arguments": '{"id": 1}'}, ToolCall("mcp_approval_request", {"name": "lookup", "arguments": {"id": 1}}, "a1")),
    ],
)  # fmt: skip
def test_an_item_that_the_application_answers_is_no_result_yet(item, call):
    assert messages_of([item]) == (Message("assistant", (call,)),)


@pytest.mark.parametrize(
    ("item", "result"),
    [
        ({"type": "computer_call_output", "call_id": "c1", "output": {"image_url": "u"}}, ToolResult({"image_url": "u"}, "c1")),
        ({"type": "local_shell_call_output", "call_id": "c1", "output": "a.txt"}, ToolResult("a.txt", "c1")),
        ({"type": "function_call_output", "call_id": "c1", "output": [{"type": "input_text", "text": "done"}]}, ToolResult("done", "c1")),
        ({"type": "mcp_approval_response", "id": "r1", "approval_request_id": "a1", "approve": False, "reason": "no"}, ToolResult({"approve": False, "reason": "no"}, "a1")),
    ],
)  # fmt: skip
def test_what_the_application_answered_is_a_tools_message(item, result):
    assert messages_of([item]) == (Message("tool", (result,)),)


@pytest.mark.parametrize(
    ("blocks", "parts"),
    [
        ([{"type": "server_tool_use", "id": "s1", "name": "web_search", "input": {"query": "x"}}, {"type": "web_search_tool_result", "tool_use_id": "s1", "content": [{"type": "web_search_result", "url": "u"}]}], (ToolCall("web_search", {"query": "x"}, "s1"), ToolResult([{"type": "web_search_result", "url": "u"}], "s1"))),
        ([{"type": "web_fetch_tool_result", "tool_use_id": "s1", "content": {"type": "web_fetch_tool_result_error", "error_code": "url_not_allowed"}}], (ToolResult({"type": "web_fetch_tool_result_error", "error_code": "url_not_allowed"}, "s1", is_error=True),)),
        ([{"type": "mcp_tool_use", "id": "s1", "name": "lookup", "server_name": "db", "input": {}}, {"type": "mcp_tool_result", "tool_use_id": "s1", "content": [{"type": "text", "text": "row 1"}]}], (ToolCall("lookup", {}, "s1"), ToolResult("row 1", "s1"))),
        ([{"type": "server_tool_call", "id": "s1", "name": "web_search", "server_tool_call": {"type": "web_search", "query": "x"}}, {"type": "server_tool_call_response", "id": "s1", "server_tool_call_response": {"type": "web_search", "hits": 1}}], (ToolCall("web_search", {"query": "x"}, "s1"), ToolResult({"hits": 1}, "s1"))),
        ([{"executableCode": {"language": "PYTHON", "code": "1/0"}}, {"codeExecutionResult": {"outcome": "OUTCOME_FAILED", "output": "ZeroDivisionError"}}], (ToolCall("code_execution", {"language": "PYTHON", "code": "1/0"}), ToolResult("ZeroDivisionError", None, "code_execution", is_error=True))),
        ([{"type": "builtin-tool-call", "tool_name": "web_search", "args": {"q": 1}, "tool_call_id": "s1"}, {"type": "builtin-tool-return", "tool_name": "web_search", "content": "hit", "tool_call_id": "s1"}], (ToolCall("web_search", {"q": 1}, "s1"), ToolResult("hit", "s1", "web_search"))),
        ([{"type": "Some.Library.CodeInterpreterToolCallContent", "content": {"callId": "s1", "inputs": ["1"]}}], (ToolCall("code_interpreter", ["1"], "s1"),)),
    ],
)  # fmt: skip
def test_the_server_tools_of_other_providers_are_calls_and_results_too(blocks, parts):
    assert messages_of([{"role": "assistant", "content": blocks}]) == (Message("assistant", parts),)


def test_the_search_that_an_answer_was_grounded_on_is_a_call_before_it():
    grounds = {"webSearchQueries": ["spider legs"], "groundingChunks": [{"web": {"uri": "u", "title": "t"}}]}
    candidate = {"content": {"role": "model", "parts": [{"text": "Eight."}]}, "groundingMetadata": grounds}
    (message,) = messages_of({"candidates": [candidate]})
    assert message.parts == (
        ToolCall("google_search", {"queries": ["spider legs"]}),
        ToolResult([{"uri": "u", "title": "t"}], None, "google_search"),
        Text("Eight."),
    )


def reply(*items):
    attributes = {"openinference.span.kind": "LLM", "llm.model_name": "gpt-5", "output.mime_type": "application/json"}
    return attributes | {"output.value": json.dumps({"id": "resp_1", "object": "response", "output": list(items)})}


def test_each_tool_that_the_provider_ran_becomes_a_step_after_the_call_that_ran_it():
    items = (
        {"type": "web_search_call", "id": "w1", **DONE, "action": {"type": "search", "query": "spiders"}},
        {"type": "code_interpreter_call", "id": "i1", **DONE, "code": "print(8)", "outputs": [{"type": "logs", "logs": "8"}]},
        {"type": "mcp_call", "id": "m1", "name": "lookup", "arguments": "{}", "output": None, "error": "boom"},
        {"type": "message", "role": "assistant", "content": [{"type": "output_text", "text": "Eight."}]},
    )  # fmt: skip
    steps = steps_of(span("Response", reply(*items)))
    assert [(step["kind"], step["name"], step["status"]) for step in steps] == [
        ("model", "gpt-5", "unset"),
        ("tool", "web_search", "unset"),
        ("tool", "code_interpreter", "unset"),
        ("tool", "lookup", "error"),
    ]
    assert (steps[2]["input"], steps[2]["output"]) == ({"code": "print(8)"}, "8")
    assert steps[3]["error"] == "boom"


def test_code_that_ran_twice_without_ids_has_its_own_result_each_time():
    parts = [
        {"executableCode": {"code": "1"}},
        {"codeExecutionResult": {"outcome": "OUTCOME_OK", "output": "one"}},
        {"executableCode": {"code": "2"}},
        {"codeExecutionResult": {"outcome": "OUTCOME_OK", "output": "two"}},
    ]
    said = {"gen_ai.output.messages": json.dumps([{"role": "model", "parts": parts}])}
    call = {"gen_ai.operation.name": "generate_content", "gen_ai.request.model": "gemini-2.5-flash"}
    _, first, second = steps_of(span("generate_content", call | said))
    assert [(one["input"], one["output"]) for one in (first, second)] == [
        ({"code": "1"}, "one"),
        ({"code": "2"}, "two"),
    ]


def test_a_call_of_the_application_is_not_answered_by_what_the_provider_ran():
    parts = [
        {"functionCall": {"name": "lookup", "args": {"id": 1}}},
        {"executableCode": {"code": "1"}},
        {"codeExecutionResult": {"outcome": "OUTCOME_OK", "output": "one"}},
    ]
    said = {"gen_ai.output.messages": json.dumps([{"role": "model", "parts": parts}])}
    call = {"gen_ai.operation.name": "generate_content", "gen_ai.request.model": "gemini-2.5-flash"}
    assert [step["name"] for step in steps_of(span("generate_content", call | said))] == [
        "gemini-2.5-flash",
        "code_execution",
    ]


def test_that_the_provider_listed_the_tools_of_a_server_is_no_call_unless_it_failed():
    listed = {
        "type": "mcp_list_tools",
        "id": "l1",
        "server_label": "db",
        "tools": [{"name": "lookup"}],
        "error": None,
    }
    assert messages_of([listed]) == ()
    failed = {**listed, "tools": [], "error": "no route"}
    parts = called("mcp_list_tools", {"server_label": "db"}, "l1", "no route", is_error=True)
    assert messages_of([failed]) == (Message("assistant", parts),)
