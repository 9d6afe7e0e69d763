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
