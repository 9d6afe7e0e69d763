"""Which attributes of a call's own span tell what its step shows already: messages, arguments, results, tokens."""

from functools import lru_cache

_NAMES = """
gen_ai.operation.name gen_ai.provider.name gen_ai.system gen_ai.system_instructions gen_ai.prompt
gen_ai.conversation.id gen_ai.data_source.id gen_ai.output gen_ai.output.type gen_ai.input
gen_ai.agent.name gen_ai.agent.id gen_ai.agent.call.id gen_ai.agent.description gen_ai.task.status
gen_ai.response.id gen_ai.response.model gen_ai.response.finish_reasons gen_ai.response.finish_reason
gen_ai.event.start_time gen_ai.event.end_time
llm.invocation_parameters llm.model_name llm.provider llm.system llm.finish_reason llm.is_streaming
llm.request.type llm.request.model_name llm.response.model_name llm.prompts llm.completions
input output input.value output.value input.mime_type output.mime_type
openinference.span.kind traceloop.span.kind traceloop.entity.name span.kind operation.name resource.name
operation.cost tool.id tool.name tool.description tool.parameters tool.json_schema tool_arguments tool_response
ai.operationId ai.prompt ai.value ai.values ai.embedding ai.embeddings ai.response.text ai.response.toolCalls
ai.response.object ai.response.reasoning ai.response.reasoningText ai.response.id ai.response.model
ai.response.finishReason
mlflow.spanInputs mlflow.spanOutputs mlflow.spanType mlflow.spanFunctionName mlflow.traceRequestId
mlflow.spanLogLevel mlflow.message.format mlflow.llm.model
langfuse.observation.input langfuse.observation.output langfuse.observation.type langfuse.observation.level
langfuse.observation.status_message langfuse.observation.usage_details langfuse.observation.cost_details
mastra.trace_id mastra.span_id mastra.parent_span_id mastra.start_time mastra.end_time mastra.duration_ms
mastra.span.type mastra.completion_start_time
logfire.json_schema logfire.msg logfire.msg_template logfire.level_num logfire.span_type
model model_name modelId agent_name agent.name tools messages prompt completion all_messages_events
model_request_parameters pydantic_ai.all_messages request_data response_data
app.state.before app.state.delta
error error.type error.message error.code error.stack_trace
"""
_EXACT = frozenset(_NAMES.split())
_BEGINNINGS = (
    *("gen_ai.input.messages", "gen_ai.output.messages", "gen_ai.tool.", "gen_ai.completion", "gen_ai.prompt."),
    *("gen_ai.usage.", "gen_ai.aggregated_usage.", "gen_ai.cost.", "gen_ai.request.", "gen_ai.retrieval."),
    *("gen_ai.memory.", "gen_ai.evaluation.", "gen_ai.handoff."),
    *("llm.input_messages.", "llm.output_messages.", "llm.token_count.", "llm.usage.", "llm.cost.", "llm.tools."),
    *("llm.openai.", "llm.request.functions.", "llm.prompts.", "llm.completions."),
    *("retrieval.documents.", "reranker.", "embedding.", "message.", "tool_call."),
    *("traceloop.entity.input", "traceloop.entity.output"),
    *("ai.prompt.", "ai.usage.", "ai.toolCall.", "ai.model."),
    *("mlflow.chat.", "langfuse.observation.model."),
    *("haystack.agent.step.", "haystack.tool."),
    *("exception.",),
)
_STILL = ("gen_ai.prompt.name", "gen_ai.prompt.version", "gen_ai.prompt.id", "gen_ai.tool.version")
"""What begins like content and is none: which prompt was used is what a reader looks for."""


@lru_cache(maxsize=4096)
def tells_call(key: str) -> bool:
    """Whether an attribute of this name tells what is shown elsewhere. A key that no rule knows is shown inside."""
    return key in _EXACT or (key.startswith(_BEGINNINGS) and key not in _STILL)


def is_told_event(name: str) -> bool:
    """Whether an event of this name tells messages or the error of the call."""
    return name == "exception" or name.startswith(("gen_ai.", "llm."))
