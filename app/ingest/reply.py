"""Read what a provider's raw reply tells beside its messages: id, model, why it ended, tokens."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from app.domain.json import JSON
from app.domain.step import Usage
from app.ingest.body import Body, first
from app.ingest.lenient import as_dict, as_float, lenient_value
from app.ingest.printed_objects import printed_object
from app.ingest.streamed import whole_reply
from app.ingest.token_counts import usage_of

_IDS = ("id", "response_id", "responseId")
_MODELS = ("model", "model_name", "modelId", "model_version", "modelVersion", "response_model")
_REASONS = (
    "finish_reason",
    "finishReason",
    "stop_reason",
    "stopReason",
    "done_reason",
    "blockReason",
    "block_reason",
)
_TIERS = ("service_tier", "serviceTier")  # OpenAI's stands in the reply, Anthropic's in its usage
_USAGES = ("usage", "usage_metadata", "usageMetadata", "token_usage", "usage_details", "tokenUsage", "tokens")


@dataclass(frozen=True, slots=True)
class Reply:
    """What a reply says of itself; None where it does not."""

    id: str | None = None
    model: str | None = None
    finish_reason: str | None = None
    usage: Usage | None = None
    service_tier: str | None = None
    cost_usd: float | None = None

    def steered(self, parameters: Mapping[str, JSON]) -> Mapping[str, JSON]:
        """The parameters of the request, with the service tier that was given where another one was asked for."""
        return {**parameters, "service_tier": self.service_tier} if self.service_tier else parameters


_SILENT = Reply()


def reply_of(value: JSON) -> Reply:
    """What any known shape of a reply tells: a provider's own, or LangChain's, Haystack's, LlamaIndex's around it."""
    found = whole_reply(lenient_value(value))
    printed = printed_object(found) if isinstance(found, str) else None
    bodies = list(_bodies(found if printed is None else printed.value, depth=0))
    if not bodies:
        return _SILENT
    told = [body[key] for body in bodies for key in _USAGES if body.get(key)]
    usages = map(usage_of, told)
    return Reply(
        id=_first(bodies, _IDS),
        model=_first(bodies, _MODELS),
        finish_reason=_first(bodies, _REASONS),
        usage=next((usage for usage in usages if usage is not None), None),
        service_tier=_first([*bodies, *map(as_dict, told)], _TIERS),
        cost_usd=next((cost for usage in told if (cost := as_float(as_dict(usage).get("cost"))) and cost > 0), None),
    )


_INNER = (
    "response", "raw", "choices", "generations", "replies", "candidates", "message", "meta", "llm_output",
    "promptFeedback",
)  # fmt: skip
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
