"""The tool's name in the name of a span, where no attribute tells it."""

import re

_NAMED = re.compile(
    r"(?:execute[_ ]tool|tool[._]execute|running tool|ai\.toolcall|tools/call|(?:tool|function)[_ ]?calls?"
    r"|call[_ ](?:tool|function)|run[_ ]tool|(?:mcp )?tool|function)[ :./]+(?P<tool>[^\s:/]+)",
    re.IGNORECASE,
)


def tool_in(name: str) -> str:
    """What stands after `execute_tool`, `ai.toolCall`, `tool:` and their like; the whole name where nothing does."""
    found = _NAMED.fullmatch(name)
    return found["tool"] if found else name
