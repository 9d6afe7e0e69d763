"""Gemini CLI's spans: the conventions' names for messages, also for what tools were given and gave back."""

import json

from span_tree import model_told, span, steps_of, told


def test_calls_and_tools_go_by_names_of_their_own():
    asked = [{"role": "user", "parts": [{"type": "text", "content": "Read a.txt"}]}]
    said = [{"role": "assistant", "parts": [{"type": "text", "content": "I do."}]}]
    call = {"gen_ai.operation.name": "llm_call", "gen_ai.request.model": "gemini-2.5-pro"}
    call |= {"gen_ai.input.messages": json.dumps(asked), "gen_ai.output.messages": json.dumps(said)}
    ran = {"gen_ai.operation.name": "tool_call", "gen_ai.tool.name": "read_file", "gen_ai.tool.call_id": "c1"}
    ran |= {"gen_ai.input.messages": '{"path": "a.txt"}', "gen_ai.output.messages": '{"content": "hello"}'}
    model, tool = steps_of(span("user_prompt", {}, span("llm_call", call), span("tool_call", ran)))
    assert model_told(model)[:2] == ("model", "gemini-2.5-pro")
    assert model_told(model)[3] == {"read": "Read a.txt", "said": "I do."}
    assert told(tool)[3] == {"input": {"path": "a.txt"}, "output": {"content": "hello"}}


ASKED = {"callId": "c1", "name": "read_file", "args": {"path": "a.txt"}, "isClientInitiated": False}


def answered(status, response):
    part = {"functionResponse": {"id": "c1", "name": "read_file", "response": response}}
    return {"status": status, "request": ASKED, "response": {"callId": "c1", "responseParts": [part]}, "tool": {}}


def ran(status, response):
    attributes = {"gen_ai.operation.name": "tool_call", "gen_ai.tool.name": "read_file", "gen_ai.tool.call_id": "c1"}
    attributes |= {"gen_ai.input.messages": json.dumps(ASKED)}
    return attributes | {"gen_ai.output.messages": json.dumps(answered(status, response))}


def test_what_is_kept_around_a_call_is_no_part_of_it():
    (tool,) = steps_of(span("tool_call", ran("success", {"output": "hello"})))
    assert told(tool)[3] == {"input": {"path": "a.txt"}, "output": {"output": "hello"}}


def test_what_the_model_was_told_says_that_it_failed():
    (tool,) = steps_of(span("tool_call", ran("error", {"error": "File not found: a.txt"})))
    assert told(tool)[3]["error"] == "File not found: a.txt"


def test_a_call_without_an_answer_shows_what_people_saw():
    kept = answered("success", {}) | {"response": {"callId": "c1", "responseParts": [], "resultDisplay": "1 line"}}
    attributes = ran("success", {}) | {"gen_ai.output.messages": json.dumps(kept)}
    (tool,) = steps_of(span("tool_call", attributes))
    assert told(tool)[3]["output"] == "1 line"


def test_the_span_that_schedules_tools_says_nothing():
    scheduled = {"gen_ai.operation.name": "schedule_tool_calls", "gen_ai.agent.name": "gemini-cli"}
    scheduled |= {"gen_ai.input.messages": json.dumps([ASKED])}
    scheduled |= {"gen_ai.output.messages": json.dumps([answered("success", {"output": "hello"})])}
    (tool,) = steps_of(span("schedule_tool_calls", scheduled, span("tool_call", ran("success", {"output": "hello"}))))
    assert told(tool)[0] == "tool"
