"""Names that writers use in place of the GenAI conventions'."""

from collections.abc import Mapping

from app.domain.json import JSON
from app.ingest.lenient import as_text

REQUESTS = (
    "gen_ai.request.messages", "gen_ai.prompt.messages", "gen_ai.request.body", "gen_ai.request.content",
    "llm.prompts", "llm.request.messages", "llm.request.body", "llm.request",
)  # fmt: skip
CALLS = ("gen_ai.response.tool_calls", "gen_ai.completion.tool_calls")
REPLIES = (
    "gen_ai.output", "gen_ai.response.output", "gen_ai.response.text", "gen_ai.completion.text",
    "gen_ai.response.messages", "gen_ai.response.body", "gen_ai.response.content",
    "llm.responses", "llm.completions", "llm.response.body", "llm.response",
)  # fmt: skip
ARGUMENTS = ("gen_ai.tool.args", "gen_ai.tool.arguments", "gen_ai.tool.input", "gen_ai.tool.parameters")
RESULTS = ("gen_ai.tool.output", "gen_ai.tool.result", "gen_ai.tool.call.output", "gen_ai.output")
CALL_IDS = ("gen_ai.tool.call.id", "gen_ai.tool.call_id", "gen_ai.tool_call.id")  # the last in Java's kit for agents
RECEIVERS = ("gen_ai.handoff.to_agent", "gen_ai.handoff.target_agent", "gen_ai.handoff.target", "gen_ai.handoff.to")
SENDERS = ("gen_ai.handoff.from_agent", "gen_ai.handoff.source_agent", "gen_ai.handoff.source", "gen_ai.handoff.from")


def other_name(attributes: Mapping[str, JSON], names: tuple[str, ...]) -> JSON:
    """What stands under the first of the names that is there; None if none is."""
    for name in names:
        if name in attributes:
            return attributes[name]
    return None


def call_id_of(attributes: Mapping[str, JSON], names: tuple[str, ...] = CALL_IDS) -> str | None:
    """The id of a tool's call; a placeholder such as `<not specified>` is none."""
    for name in names:
        call_id = as_text(attributes.get(name))
        if call_id is not None and not call_id.startswith("<"):
            return call_id
    return None
