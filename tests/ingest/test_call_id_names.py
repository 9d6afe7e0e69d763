"""The id of a tool's call, under the names that writers give it."""

import json

import pytest
from span_tree import span, steps_of

ASKS = {"role": "assistant", "parts": [{"type": "tool_call", "id": "b", "name": "f", "arguments": {"k": 2}}]}
MODEL = {
    "gen_ai.operation.name": "chat",
    "gen_ai.request.model": "gpt-4o-mini",
    "gen_ai.output.messages": json.dumps([ASKS]),
}


@pytest.mark.parametrize("name", ["gen_ai.tool.call.id", "gen_ai.tool.call_id", "gen_ai.tool_call.id"])
@pytest.mark.parametrize(
    "written_as", [{"gen_ai.operation.name": "execute_tool"}, {"openinference.span.kind": "TOOL"}]
)
def test_the_id_of_a_call_is_found_under_each_of_its_names(name, written_as):
    tool = {"gen_ai.tool.name": "f", "tool.name": "f", **written_as}
    tools = (span("f", {**tool, name: call_id}) for call_id in ("a", "b"))
    steps = steps_of(span("run", {}, span("chat", MODEL), *tools))
    assert [step["input"] for step in steps[1:]] == [None, {"k": 2}]


def test_a_placeholder_is_no_id_whatever_convention_it_is_written_in():
    tool = {"openinference.span.kind": "TOOL", "tool.name": "f", "gen_ai.tool_call.id": "<not specified>"}
    steps = steps_of(span("run", {}, span("chat", MODEL), span("f", tool)))
    assert steps[1]["input"] == {"k": 2}
