"""Read token counts in any spelling, and tell what they count inside one another and what beside."""

from collections.abc import Mapping
from dataclasses import replace

from app.domain.json import JSON
from app.domain.step import Usage
from app.ingest.body import Body
from app.ingest.lenient import as_dict, as_int, as_list

_INPUT = (
    "input_tokens", "prompt_tokens", "inputTokens", "promptTokens", "input", "prompt", "prompt_token_count",
    "promptTokenCount", "input_token_count", "inputTokenCount", "prompt_eval_count",
)  # fmt: skip
_OUTPUT = (
    "output_tokens", "completion_tokens", "outputTokens", "completionTokens", "output", "completion",
    "candidates_token_count", "candidatesTokenCount", "output_token_count", "outputTokenCount", "eval_count",
)  # fmt: skip
_TOTAL = ("total_tokens", "totalTokens", "total", "total_token_count", "totalTokenCount", "tokens")
_CACHED = (
    "cached_tokens", "cache_read_input_tokens", "cachedInputTokens", "cache_read_tokens", "cache_read",
    "prompt_cached_tokens", "input_cached_tokens", "cacheReadInputTokens", "cached_content_token_count",
    "cachedContentTokenCount", "cacheReadTokens", "input_cache_read", "cachedTokens",
    "cached_token_count",
)  # fmt: skip
_WRITTEN = (
    "cache_creation_input_tokens", "cache_write_input_tokens", "cacheCreationInputTokens", "cacheWriteInputTokens",
    "cache_creation_tokens", "cache_write_tokens", "cacheWriteTokens", "cacheCreationTokens", "cache_creation",
    "cache_write", "prompt_cache_creation_tokens", "input_cache_creation", "input_cache_write",
    "cache_write_token_count",
)  # fmt: skip
_MINUTES = ("ephemeral_5m_input_tokens", "input_cache_creation_5m")
_HOUR = ("ephemeral_1h_input_tokens", "input_cache_creation_1h")
_REASONING = (
    "reasoning_tokens", "reasoningTokens", "reasoning", "thoughts_token_count", "thoughtsTokenCount",
    "completion_reasoning_tokens", "output_reasoning", "output_reasoning_tokens", "reasoning_token_count",
)  # fmt: skip
_AUDIO = ("audio_tokens", "audioTokens", "audio")
_IMAGE = ("image_tokens", "imageTokens", "image")
_OF_INPUT = (
    "prompt_tokens_details", "input_tokens_details", "input_token_details", "inputTokenDetails",
    "inputTokensDetails", "promptTokensDetails",
)  # fmt: skip
_OF_OUTPUT = (
    "completion_tokens_details", "output_tokens_details", "output_token_details", "outputTokenDetails",
    "outputTokensDetails", "candidates_tokens_details", "candidatesTokensDetails",
)  # fmt: skip
_BEDROCK = ("cacheReadInputTokens", "cacheWriteInputTokens", "cacheCreationInputTokens")
_BESIDE = (
    ("input_tokens", ("cache_read_input_tokens", "cache_creation_input_tokens")),  # Anthropic's API
    ("inputTokens", _BEDROCK),  # Bedrock's
    (
        "input",
        ("input_cached_tokens", "input_cache_read", "input_cache_creation", "cache_read_input_tokens"),
    ),  # Langfuse
)
"""Spellings of those who count what a cache held beside the input: the key of the input, and those of the cache."""
_NOTHING = Usage()
_THOUGHTS = ("thoughts_token_count", "thoughtsTokenCount")  # Gemini's, which its candidates do not hold


def usage_of(value: JSON) -> Usage | None:
    """Tokens from a mapping in any provider's spelling; None if it holds none."""
    body = as_dict(value)
    given, said = _details(body, _OF_INPUT), _details(body, _OF_OUTPUT)
    written, of_hour = _written(body, given)
    inside = count_of(given, _CACHED) is not None or count_of(given, _WRITTEN) is not None
    usage = Usage(
        input_tokens=count_of(body, _INPUT),
        output_tokens=count_of(body, _OUTPUT),
        cached_tokens=_either(body, given, _CACHED),
        reasoning_tokens=_either(said, body, _REASONING),
        cache_write_tokens=written,
        hour_write_tokens=of_hour,
        audio_input_tokens=count_of(given, _AUDIO),
        image_input_tokens=count_of(given, _IMAGE),
        audio_output_tokens=count_of(said, _AUDIO),
        image_output_tokens=count_of(said, _IMAGE),
    )
    beside = _spelled_beside(body) or (False if inside else None)
    thought_beside = any(key in body for key in _THOUGHTS)
    return counted(usage, total=count_of(body, _TOTAL), beside=beside, thought_beside=thought_beside)


def counted(
    usage: Usage, *, total: int | None = None, beside: bool | None = None, thought_beside: bool = False
) -> Usage | None:
    """The usage with an output that holds the reasoning, and whether the cache is beside the input; None for nothing.

    A part that is more than the whole was counted beside it, and so was one that a total holds once more than input
    and output do; else `beside` and `thought_beside` say what the spelling tells. A total that is no more than input
    and output casts doubt on a spelling that says otherwise; one that is more than all parts holds what nobody tells.
    """
    if usage == _NOTHING:
        return None
    cache, thought = usage.cache_tokens, usage.reasoning_tokens or 0
    spare = _spare(usage, total)
    if cache and usage.input_tokens is None:
        usage = replace(usage, beside=beside)
    elif cache and usage.input_tokens is not None:
        proven = cache > usage.input_tokens or (spare is not None and spare in (cache, cache + thought))
        if proven or (beside and spare != 0):
            usage = replace(usage, beside=True)
        else:
            usage = replace(usage, beside=None if beside else beside)
    if thought and usage.output_tokens is not None:
        proven = thought > usage.output_tokens or (spare is not None and spare in (thought, cache + thought))
        if proven or (thought_beside and spare != 0):
            usage = usage.with_reasoning_added()
    if spare is not None and spare > 0 and spare not in (cache, thought, cache + thought):
        usage = replace(usage, untold=True)
    return usage


def count_of(body: Body, keys: tuple[str, ...]) -> int | None:
    """The first count that a mapping tells under one of the keys."""
    for key in keys:
        if key in body:
            count = as_int(body[key])
            if count is not None:
                return count
    return None


def _either(first: Body, second: Body, keys: tuple[str, ...]) -> int | None:
    found = count_of(first, keys)
    return count_of(second, keys) if found is None else found


def _details(body: Body, keys: tuple[str, ...]) -> dict[str, JSON]:
    """What a count is made of: a mapping, or Gemini's list of modalities with their counts."""
    found: dict[str, JSON] = {}
    for key in keys:
        if key not in body:
            continue
        found |= as_dict(body[key])
        for item in map(as_dict, as_list(body[key])):
            modality = str(item.get("modality")).rsplit(".", 1)[-1].lower()
            found[modality] = item.get("token_count", item.get("tokenCount"))
    return found


def _written(body: Body, given: Body) -> tuple[int | None, int | None]:
    """What was written to a cache, and of that what is kept for an hour; the parts may be told without their sum."""
    parts: Mapping[str, JSON] = {**as_dict(body.get("cache_creation")), **given, **body}
    whole, minutes, hour = (count_of(parts, keys) for keys in (_WRITTEN, _MINUTES, _HOUR))
    if minutes is None and hour is None:
        return whole, None
    return max(whole or 0, (minutes or 0) + (hour or 0)), hour


def _spelled_beside(body: Body) -> bool:
    if count_of(body, _INPUT) is None:
        return any(part in body for part in _BEDROCK)
    return any(whole in body and any(part in body for part in parts) for whole, parts in _BESIDE)


def _spare(usage: Usage, total: int | None) -> int | None:
    """What a total holds beyond input and output."""
    if total is None or usage.input_tokens is None or usage.output_tokens is None:
        return None
    return total - usage.input_tokens - usage.output_tokens
