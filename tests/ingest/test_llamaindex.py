"""LlamaIndex's own OpenTelemetry integration."""

from span_tree import model_told, span, steps_of, told

RUN = {"llamaindex.run_id": "GjNyweoOZN"}
ASKED = '[{"role": "user", "blocks": [{"block_type": "text", "text": "A-1042?"}]}]'
ENDED = {
    "messages": ASKED,
    "response.message.role": "assistant",
    "response.message.blocks": '[{"block_type": "text", "text": "Let me look."}, {"block_type": "tool_call", "tool_call_id": "c1", "tool_name": "lookup_order", "tool_kwargs": "{\\"order_id\\": \\"A-1042\\"}"}]',
    "response.raw.id": "chatcmpl-1",
    "response.raw.model": "gpt-4o-mini-2024-07-18",
    "response.raw.usage.prompt_tokens": "67",
    "response.raw.usage.completion_tokens": "31",
}


def test_a_chat_is_in_its_events_and_a_tool_in_the_summary_of_its_call():
    chat = span(
        "OpenAILike.achat", RUN, events=(("LLMChatStartEvent", {"messages": ASKED}), ("LLMChatEndEvent", ENDED))
    )
    summary = "ToolCall(tool_name='lookup_order', tool_kwargs={'order_id': 'A-1042'}, tool_id='c1')"
    call = span("BaseWorkflowAgent.call_tool", RUN | {"llamaindex.step.input_summary": summary})
    model, tool = steps_of(span("FunctionAgent.run", RUN, span("BaseWorkflowAgent.run_agent_step", RUN, chat), call))
    assert model_told(model) == (
        "model",
        "gpt-4o-mini-2024-07-18",
        None,
        {
            "read": "A-1042?",
            "said": "Let me look.",
            "calls": [("lookup_order", {"order_id": "A-1042"})],
            "tokens": (67, 31),
        },
    )
    assert told(tool) == ("tool", "lookup_order", None, {"input": {"order_id": "A-1042"}})
