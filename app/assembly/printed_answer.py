"""Read what a tool gave back where a framework recorded no more than Python's text of the object around it."""

import ast
import re
from dataclasses import dataclass

_OBJECT = re.compile(r"(?:CallToolResult|ToolMessage)\(|(?:_?meta|content)=")  # of MCP and of LangChain
_QUOTED = r"('(?:[^'\\]|\\.)*+'|\"(?:[^\"\\]|\\.)*+\")"
_TEXT = re.compile(rf"\b(?:text|content)={_QUOTED}", re.DOTALL)
_WRONG = re.compile(r"\bis_?error=True\b|\bstatus='error'", re.IGNORECASE)
_ENDING = 300  # characters: the flag stands behind the content
_MOST = 20_000  # characters of a text that are taken out of their quotes; nobody reads a longer error


@dataclass(frozen=True, slots=True)
class PrintedAnswer:
    """The first text inside the object, or all of it, and whether the object says that it is an error."""

    text: str
    is_error: bool


def printed_answer(text: str) -> PrintedAnswer | None:
    """The answer in `meta=None content=[TextContent(type='text', text='…')] isError=True` and its like; else None."""
    if not _OBJECT.match(text):
        return None
    is_error = _WRONG.search(text, max(0, len(text) - _ENDING)) is not None
    found = _TEXT.search(text)
    if found is None:
        return PrintedAnswer(text.strip(), is_error) if is_error else None
    return PrintedAnswer(_unquoted(found.group(1)), is_error)


def _unquoted(literal: str) -> str:
    if len(literal) > _MOST:
        return literal[1:-1]
    try:
        return str(ast.literal_eval(literal))
    except (ValueError, SyntaxError):
        return literal[1:-1]
