"""Tell of what kind a part of a message is, by the words that providers, frameworks and their classes have for it."""

import re
from collections.abc import Mapping
from enum import StrEnum
from functools import lru_cache

from app.ingest.body import Body


class PartKind(StrEnum):
    """What a part is to a reader. An item is a call with, perhaps, its own result; a mark says nothing."""

    TEXT = "text"
    REASONING = "reasoning"
    CALL = "call"
    RESULT = "result"
    ITEM = "item"
    MEDIA = "media"
    MARK = "mark"


def kind_of(body: Body) -> tuple[PartKind | None, str]:
    """The kind of a part and the plain word for it; no kind where its type is none that we know."""
    for key in ("type", "part_kind", "block_type", "$type"):
        word = body.get(key)
        if word == _GENERIC:
            word = body.get("generic_type", word)
        if word and isinstance(word, str):
            return kind_of_word(word)
    return None, ""


_GENERIC = "generic"  # the conventions' word for a part of another type, which stands beside it


@lru_cache(maxsize=1024)  # words are the recording's; honest ones have some dozens
def kind_of_word(word: str) -> tuple[PartKind | None, str]:
    """The same for the word: `tool-call`, `toolCall`, or a class such as `Library.Content.ToolCallContent`."""
    begin, _, _ = word.partition(".")
    own = _plain(begin)
    if own not in _WORDS and begin != word:
        own = _plain(word.rpartition(".")[2])
    if own not in _WORDS:
        own = _CLASS.sub("", own)
    if own in _WORDS:
        return _WORDS[own], own
    if "reasoning" in own or "thinking" in own:
        return PartKind.REASONING, own
    return next((kind for ending, kind in _ENDINGS if own.endswith(ending)), None), own


def tool_of_word(word: str) -> str:
    """The provider's tool that a plain word names: `code_interpreter` of `code_interpreter_tool_call`; else empty."""
    if word in _WORDS:
        return ""
    return next((word.removesuffix(ending) for ending, _ in _ENDINGS if word.endswith(ending)), "")


def _plain(word: str) -> str:
    return _HUMP.sub("_", word).replace("-", "_").lower()


_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_CLASS = re.compile(r"_(content|part|block|chunk)$")

_KINDS: Mapping[PartKind, tuple[str, ...]] = {
    PartKind.TEXT: (
        "text", "input_text", "output_text", "summary_text", "refusal", "user_prompt", "system_prompt", "compaction",
        "error", "text_plain", "non_standard",
    ),
    PartKind.REASONING: ("reasoning", "thinking", "redacted_thinking", "thought"),
    PartKind.CALL: (
        "tool_call", "tool_use", "function_call", "function", "custom_tool_call", "server_tool_use",
        "server_tool_call", "tool_request", "invalid_tool_call",
    ),
    PartKind.RESULT: (
        "tool_call_response", "tool_result", "function_call_output", "function_response", "function_result",
        "tool_return", "tool_response", "retry_prompt", "mcp_approval_response", "tool_error", "server_tool_result",
        "server_tool_call_response",
    ),
    PartKind.ITEM: ("mcp_list_tools", "mcp_approval_request"),
    PartKind.MEDIA: (
        "image", "image_url", "input_image", "output_image", "audio", "input_audio", "output_audio", "video", "file",
        "input_file", "document", "blob", "uri", "data", "media", "hosted_file", "source", "source_url",
        "source_document",
    ),
    PartKind.MARK: ("usage", "step_start", "step_finish", "cache_point"),
}  # fmt: skip
_WORDS: Mapping[str, PartKind] = {word: kind for kind, words in _KINDS.items() for word in words}

_ENDINGS = (
    ("_tool_result", PartKind.RESULT),
    ("_call_output", PartKind.RESULT),
    ("_tool_return", PartKind.RESULT),
    ("_tool_call", PartKind.CALL),
    ("_tool_use", PartKind.CALL),
    ("_call", PartKind.ITEM),
    ("_text", PartKind.TEXT),
)
"""How words for the tools of one provider end: `web_search_tool_result`, `computer_call_output`, `mcp_call`."""
