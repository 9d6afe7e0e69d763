"""The Claude Agent SDK under OpenInference: no span of a model's call, and the words on the agent's."""

from span_tree import model_told, span, steps_of

KIND = "openinference.span.kind"


def test_an_agents_span_that_alone_has_the_words_is_told_turn_by_turn():
    words = {
        KIND: "AGENT",
        "llm.model_name": "claude-sonnet-4-6",
        "input.value": "How warm is it in Bern?",
        "output.value": "It is 12 degrees.",
        "llm.output_messages.0.message.role": "assistant",
        "llm.output_messages.0.message.content.0": "I look it up.",
        "llm.output_messages.1.message.role": "assistant",
        "llm.output_messages.1.message.tool_calls.0.tool_call.id": "u1",
        "llm.output_messages.1.message.tool_calls.0.tool_call.function.name": "Bash",
        "llm.output_messages.1.message.tool_calls.0.tool_call.function.arguments": '{"command": "temp bern"}',
        "llm.output_messages.2.message.role": "assistant",
        "llm.output_messages.2.message.content.0": "It is 12 degrees.",
        "llm.token_count.prompt": 132,
        "llm.token_count.completion": 850,
    }
    ran = {KIND: "TOOL", "tool.name": "Bash", "tool.id": "u1", "input.value": '{"command": "temp bern"}'}
    steps = steps_of(span("ClaudeAgentSDK.query", words, span("Bash", ran)))
    assert [step["kind"] for step in steps] == ["model", "tool", "model"]
    assert model_told(steps[0])[3] == {
        "read": "How warm is it in Bern?",
        "said": "I look it up.",
        "calls": [("Bash", {"command": "temp bern"})],
    }
    assert model_told(steps[2])[3] == {
        "read": "I look it up.",
        "said": "It is 12 degrees.",
        "tokens": (132, 850),
    }
