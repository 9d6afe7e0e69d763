"""Read replies that are a text and figures, of APIs that complete a prompt and know no messages."""

from collections.abc import Mapping

from app.domain.json import JSON
from app.ingest.body import Body

_WORDS = (
    "generation", "generated_text", "completion", "response", "outputText", "output_text", "text", "output",
)  # fmt: skip
_FIGURES = frozenset(
    {
        "stop_reason", "stopReason", "finish_reason", "finishReason", "completionReason", "done_reason", "done",
        "generation_id", "generation_token_count", "prompt_token_count", "tokenCount", "eval_count", "usage",
    }
)  # fmt: skip
"""What only an API says beside the words; a model that was asked for JSON says none of it."""
_NAMES = frozenset({"generated_text", "outputText", "output_text"})  # nobody else calls words so
_LISTS = ("results", "outputs", "completions", "generations", "predictions")


def plain_text(body: Body) -> str | None:
    """The words of a reply of Titan, Llama, Mistral or Jurassic on Bedrock, Cohere, Ollama and their like; else None.

    An object that is no more than what a model said, in JSON, is none.
    """
    for key in _LISTS:
        listed = body.get(key)
        if isinstance(listed, list) and listed:
            texts = [_own(item) for item in listed]
            return "\n".join(map(str, texts)) if None not in texts else None
    return _own(body)


def _own(item: JSON) -> str | None:
    if not isinstance(item, Mapping) or "role" in item or not (_FIGURES | _NAMES) & item.keys():
        return None
    data = item.get("data")
    said = data if isinstance(data, Mapping) else item
    return next((text for key in _WORDS if isinstance(text := said.get(key), str) and text), None)
