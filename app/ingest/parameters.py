"""Keep what steers a model call out of the many things that frameworks record as its parameters."""

from app.domain.json import JSON
from app.ingest.lenient import as_dict

STEERING = (
    "temperature", "top_p", "top_k", "min_p", "max_tokens", "max_output_tokens", "max_completion_tokens",
    "max_tokens_to_sample", "num_predict", "frequency_penalty", "presence_penalty", "repetition_penalty", "seed",
    "n", "stop", "stop_sequences", "tool_choice", "parallel_tool_calls", "response_format", "reasoning",
    "reasoning_effort", "thinking", "thinking_budget", "stream", "service_tier", "truncation", "logit_bias",
    "candidate_count", "logprobs", "previous_response_id", "store", "verbosity", "safety_settings",
    "response_mime_type",
)  # fmt: skip
"""Names in providers' own spelling. Everything else (keys, urls, the messages once more) is no parameter."""


def steering(value: JSON) -> dict[str, JSON]:
    """The parameters that change what the model answers, where they were given at all."""
    body = as_dict(value)
    if not body:
        return {}
    return {name: body[name] for name in STEERING if body.get(name) is not None}
