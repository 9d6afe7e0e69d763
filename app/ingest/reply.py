"""Read what a provider's raw reply tells beside its messages: id, model, why it ended, tokens."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from app.domain.json import JSON
from app.domain.step import Usage
from app.ingest.lenient import as_dict, as_int, lenient_value
from app.ingest.parts import Body, first

_IDS = ("id", "response_id", "responseId")
_MODELS = ("model", "model_name", "modelId", "model_version", "modelVersion", "response_model")
_REASONS = ("finish_reason", "finishReason", "stop_reason", "stopReason", "done_reason")
_USAGES = ("usage", "usage_metadata", "usageMetadata", "token_usage", "usage_details", "tokenUsage", "tokens")
_INPUT = (
    "input_tokens", "prompt_tokens", "inputTokens", "promptTokens", "input", "prompt", "prompt_token_count",
    "promptTokenCount", "input_token_count", "inputTokenCount", "prompt_eval_count",
)  # fmt: skip
_OUTPUT = (
    "output_tokens", "completion_tokens", "outputTokens", "completionTokens", "output", "completion",
    "candidates_token_count", "candidatesTokenCount", "output_token_count", "outputTokenCount", "eval_count",
)  # fmt: skip
_CACHED = (
    "cached_tokens", "cache_read_input_tokens", "cachedInputTokens", "cache_read_tokens", "cache_read",
    "prompt_cached_tokens", "input_cached_tokens", "cacheReadInputTokens", "cached_content_token_count",
    "cachedContentTokenCount", "cacheReadTokens", "input_cache_read",
)  # fmt: skip
_REASONING = (
    "reasoning_tokens", "reasoningTokens", "reasoning", "thoughts_token_count", "thoughtsTokenCount",
    "completion_reasoning_tokens", "output_reasoning", "output_reasoning_tokens",
)  # fmt: skip
_DETAILS = (
    "prompt_tokens_details", "completion_tokens_details", "input_tokens_details", "output_tokens_details",
    "input_token_details", "output_token_details", "inputTokenDetails", "outputTokenDetails",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Reply:
    """What a reply says of itself; None where it does not."""

    id: str | None = None
    model: str | None = None
    finish_reason: str | None = None
    usage: Usage | None = None


def reply_of(value: JSON) -> Reply:
    """What any known shape of a reply tells: a provider's own, or LangChain's, Haystack's, LlamaIndex's around it."""
    bodies = list(_bodies(lenient_value(value), depth=0))
    usages = (usage_of(body[key]) for body in bodies for key in _USAGES if body.get(key))
    return Reply(
        id=_first(bodies, _IDS),
        model=_first(bodies, _MODELS),
        finish_reason=_first(bodies, _REASONS),
        usage=next((usage for usage in usages if usage is not None), None),
    )


def usage_of(value: JSON) -> Usage | None:
    """Tokens from a mapping in any provider's spelling; None if it holds none."""
    body = as_dict(value)
    details: dict[str, JSON] = {}
    for key in _DETAILS:
        details |= as_dict(body.get(key))
    found = Usage(
        input_tokens=_count(body, _INPUT),
        output_tokens=_count(body, _OUTPUT),
        cached_tokens=_count(body, _CACHED) if _count(body, _CACHED) is not None else _count(details, _CACHED),
        reasoning_tokens=_count(details, _REASONING) if details else _count(body, _REASONING),
    )
    return None if found == Usage() else found


_INNER = ("response", "raw", "choices", "generations", "replies", "candidates", "message", "meta", "llm_output")
_INNER_LANGCHAIN = ("kwargs", "response_metadata", "generation_info", "data")


def _bodies(value: JSON, *, depth: int) -> Iterator[Body]:
    """The mappings of a reply that may tell something, the provider's own before the framework's wrapping."""
    if depth > 8:  # LangChain's replies are six deep
        return
    if isinstance(value, list | tuple):
        for item in value[:1]:
            yield from _bodies(item, depth=depth + 1)
    elif isinstance(value, Mapping):
        for key in (*_INNER_LANGCHAIN, *_INNER):
            yield from _bodies(value.get(key), depth=depth + 1)
        yield value


def _first(bodies: list[Body], keys: tuple[str, ...]) -> str | None:
    found = (first(body, key) for body in bodies for key in keys if isinstance(body.get(key), str))
    return next((text for text in found if text), None)


def _count(body: Body, keys: tuple[str, ...]) -> int | None:
    counts = (as_int(body.get(key)) for key in keys)
    return next((count for count in counts if count is not None), None)
