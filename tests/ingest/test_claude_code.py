"""Claude Code's own traces."""

from span_tree import model_told, span, steps_of, told


def request(**more):
    counts = {"input_tokens": 3, "output_tokens": 13, "cache_read_tokens": 11229}
    known = {"span.type": "llm_request", "model": "claude-opus-4-6", "success": True, "stop_reason": "tool_use"}
    return span("claude_code.llm_request", known | counts | more)


def interaction(*children, prompt="list the files"):
    asked = {"span.type": "interaction", "session.id": "s1", "user_prompt": prompt}
    return span("claude_code.interaction", asked, *children)


def bash(*children, events=(), **more):
    known = {"span.type": "tool", "tool_name": "Bash", "full_command": "ls", "tool_use_id": "toolu_1"}
    return span("claude_code.tool", known | more, *children, events=events)


def test_requests_and_tools_are_steps_and_what_a_tool_waits_for_is_detail():
    waiting = span("claude_code.tool.blocked_on_user", {"decision": "accept"})
    running = span("claude_code.tool.execution", {"success": True})
    tool = bash(waiting, running, events=[("tool.output", {"output": "a.txt\nb.txt"})])
    first, second, third = steps_of(interaction(request(), tool, request(stop_reason="end_turn")))
    assert model_told(first) == ("model", "claude-opus-4-6", None, {"read": "list the files", "tokens": (3, 13)})
    assert told(second) == ("tool", "Bash", None, {"input": {"command": "ls"}, "output": "a.txt\nb.txt"})
    assert len(second["span_ids"]) == 3
    assert third["input"] is None


def test_the_detailed_form_tells_new_context_reply_and_arguments():
    model = request(**{"new_context": "[USER]\nlist the files", "response.model_output": "I look.", "attempt": 1})
    tool = bash(tool_input='[TOOL INPUT: Bash]\n{"command": "ls", "timeout": 5}')
    first, second = steps_of(interaction(model, tool))
    assert model_told(first)[3] == {"read": "[USER]\nlist the files", "said": "I look.", "tokens": (3, 13)}
    assert second["input"] == {"command": "ls", "timeout": 5}


def test_signs_of_a_terminal_are_no_part_of_the_models_name():
    (step,) = steps_of(interaction(request(model="\x1b[1mclaude-opus-4-6\x1b[22m")))
    assert step["model"] == "claude-opus-4-6"


def test_a_redacted_prompt_is_no_message():
    (step,) = steps_of(interaction(request(), prompt="<REDACTED>"))
    assert step["input"] is None


def test_a_tool_has_failed_where_running_it_has():
    running = span("claude_code.tool.execution", {"success": False, "error": "exit 1", "tool_use_id": "toolu_1"})
    (step,) = steps_of(interaction(bash(running)))
    assert (step["kind"], step["status"], step["error"], len(step["span_ids"])) == ("tool", "error", "exit 1", 2)


def test_a_request_that_failed_says_why():
    (step,) = steps_of(interaction(request(success=False, error="529 overloaded")))
    assert (step["status"], step["error"]) == ("error", "529 overloaded")


def test_spans_that_are_named_after_the_tool_are_told_by_their_type():
    asked = span("llm_request", {"span.type": "llm_request", "model": "claude-opus-4-6", "input_tokens": "3"})
    known = {"span.type": "tool_execution", "tool.id": "t1", "tool.input": '{"command":"ls"}', "tool.output": "a.txt"}
    model, tool = steps_of(span("interaction", {"span.type": "interaction"}, asked, span("tool:Bash", known)))
    assert (model["model"], model["input_tokens"]) == ("claude-opus-4-6", 3)
    assert told(tool) == ("tool", "Bash", None, {"input": {"command": "ls"}, "output": "a.txt"})
