"""Tell the definition of a tool from a call or a result of it: some writers put all three among the messages."""

from collections.abc import Mapping

from app.domain.json import JSON
from app.ingest.body import Body, first
from app.ingest.lenient import lenient_value

SCHEMAS = (
    "parameters", "input_schema", "inputSchema", "parameters_json_schema", "parametersJsonSchema", "schema",
)  # fmt: skip
"""The keys under which definitions hold the JSON schema of a tool's arguments."""


def is_definition(body: Body) -> bool:
    """Whether a mapping offers a tool: a name, the schema of an object, and nothing that only a call has."""
    function = body.get("function")
    inner = function if isinstance(function, Mapping) else body
    if first(inner, "name") is None or first(body, "id", "call_id", "tool_call_id") is not None:
        return False
    if "arguments" in inner or "args" in inner:
        return False
    return any(_is_schema(inner.get(key)) for key in SCHEMAS)


def definitions_in(message: JSON) -> list[Body]:
    """The definitions that an item of a list of messages holds in place of words; none where it answers a call."""
    if not isinstance(message, Mapping):
        return []
    if "role" not in message:
        return [message] if is_definition(message) else []
    if message["role"] not in _TOOLS or first(message, "tool_call_id", "toolCallId", "name") is not None:
        return []
    content = lenient_value(message.get("content"))
    listed = list(content) if isinstance(content, list | tuple) else [content]
    found = [item for item in listed if isinstance(item, Mapping) and is_definition(item)]
    return found if len(found) == len(listed) else []


_TOOLS = ("tool", "tools", "function")


def _is_schema(value: JSON) -> bool:
    schema = lenient_value(value)
    if not isinstance(schema, Mapping):
        return False
    return "properties" in schema or "json" in schema or str(schema.get("type")).lower() == "object"
