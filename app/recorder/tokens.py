"""Count tokens without a tokenizer: an estimate that depends on the text alone."""

import math
import re
from collections.abc import Sequence
from functools import lru_cache

from app.domain.json import canonical
from app.domain.message import Message, ToolDefinition, message_json

_PIECES = re.compile(r"[A-Za-z]+|\d+|[^\sA-Za-z\d]")
_PER_MESSAGE = 4  # the markers around a message in chat formats
_PER_TOOL = 9
_BLOCK = 128  # providers cache prompts in blocks of this size ...
_SMALLEST_CACHED = 1024  # ... from this size on


@lru_cache(maxsize=4000)  # a message is counted again in each request that repeats it
def text_tokens(text: str) -> int:
    """About as many tokens as a BPE vocabulary of 100,000 makes of English.

    A word of up to seven letters is one token, three digits are one, each sign is one.
    """
    return sum(_piece(piece) for piece in _PIECES.findall(text))


def _piece(piece: str) -> int:
    if piece.isdigit():
        return math.ceil(len(piece) / 3)
    return math.ceil(len(piece) / 7)


def message_tokens(message: Message) -> int:
    parts = message_json(message)["parts"]
    return _PER_MESSAGE + text_tokens(canonical(parts))


def request_tokens(messages: Sequence[Message], tools: Sequence[ToolDefinition]) -> int:
    """All that a request makes the model read."""
    offered = sum(
        _PER_TOOL + text_tokens(tool.description or "") + text_tokens(canonical(tool.schema)) for tool in tools
    )
    return offered + sum(map(message_tokens, messages))


def cached_tokens(messages: Sequence[Message], before: Sequence[Message], tools: Sequence[ToolDefinition]) -> int:
    """How much of the request the provider has read before: the messages that both requests begin with."""
    shared = 0
    for message, earlier in zip(messages, before, strict=False):
        if message != earlier:
            break
        shared += 1
    if not shared:
        return 0
    same = request_tokens(messages[:shared], tools)
    return same // _BLOCK * _BLOCK if same >= _SMALLEST_CACHED else 0
