"""Token counts under the names of the GenAI conventions, and under the ones before them."""

from collections.abc import Mapping
from dataclasses import replace

from app.domain.json import JSON
from app.domain.span_reading import merged_usage
from app.domain.step import Usage
from app.ingest.token_counts import count_of, counted, usage_of

_USAGE = "gen_ai.usage."
_COUNTS = (
    (f"{_USAGE}input_tokens", f"{_USAGE}prompt_tokens"),
    (f"{_USAGE}output_tokens", f"{_USAGE}completion_tokens"),
    (
        f"{_USAGE}cache_read.input_tokens",
        f"{_USAGE}cache_read_input_tokens",
        f"{_USAGE}input_tokens.cached",
        f"{_USAGE}details.cache_read_tokens",
        f"{_USAGE}details.cache_read_input_tokens",
        f"{_USAGE}details.cached_tokens",
        f"{_USAGE}cache_read_tokens",
        f"{_USAGE}cached_tokens",
        f"{_USAGE}cached_input_tokens",
    ),
    (
        f"{_USAGE}reasoning.output_tokens",
        f"{_USAGE}reasoning_tokens",
        f"{_USAGE}output_tokens.reasoning",
        f"{_USAGE}details.reasoning_tokens",
    ),
    (
        f"{_USAGE}cache_write.input_tokens",
        f"{_USAGE}cache_creation.input_tokens",
        f"{_USAGE}cache_creation_input_tokens",
        f"{_USAGE}cache_write_input_tokens",
        f"{_USAGE}input_tokens.cache_write",
        f"{_USAGE}details.cache_write_tokens",
        f"{_USAGE}details.cache_creation_input_tokens",
        f"{_USAGE}cache_creation_tokens",
        f"{_USAGE}cache_write_tokens",
    ),
    (),  # nobody tells how long what was written is kept
    (f"{_USAGE}audio.input_tokens", f"{_USAGE}details.input_audio_tokens"),
    (f"{_USAGE}image.input_tokens",),
    (f"{_USAGE}audio.output_tokens", f"{_USAGE}details.output_audio_tokens"),
    (f"{_USAGE}image.output_tokens",),
)
"""The names of each count of `Usage`, in its order, the present one first."""
_CACHED = frozenset(f"{_USAGE}{modality}.cache_read.input_tokens" for modality in ("text", "image", "audio"))
"""Of what kinds the tokens were that a cache held."""
_ANY = frozenset((*(name for names in _COUNTS for name in names), *_CACHED))
_TOTAL = (f"{_USAGE}total_tokens", "llm.usage.total_tokens")
_INSIDE = frozenset(
    (
        f"{_USAGE}cache_read.input_tokens", f"{_USAGE}cache_write.input_tokens",
        f"{_USAGE}cache_creation.input_tokens", f"{_USAGE}input_tokens.cached", f"{_USAGE}input_tokens.cache_write",
        *_CACHED,
    )
)  # fmt: skip
"""Names of which the conventions, OpenTelemetry's and Sentry's, say that `input_tokens` holds them."""
_OPENLLMETRY = frozenset({f"{_USAGE}prompt_tokens", "llm.usage.total_tokens"})
"""Its older names: it has added what a cache held to the prompt since it writes that (traceloop/openllmetry#2175)."""
_DETAILS = frozenset(
    f"{_USAGE}{name}"
    for name in (
        "input_token_details", "input_tokens_details", "prompt_tokens_details",
        "output_token_details", "output_tokens_details", "completion_tokens_details",
    )
)  # fmt: skip
"""The parts of a count as one object, or its JSON text."""


def usage(attributes: Mapping[str, JSON]) -> Usage | None:
    """Tokens of a call; what each name counts inside another is told by the convention, unless the numbers object."""
    if _ANY.isdisjoint(attributes):
        return None
    found = Usage(*[count_of(attributes, names) for names in _COUNTS])
    if found.cached_tokens is None and not _CACHED.isdisjoint(attributes):
        counts = [count for name in _CACHED if (count := count_of(attributes, (name,))) is not None]
        found = replace(found, cached_tokens=sum(counts) if counts else None)
    inside = not _INSIDE.isdisjoint(attributes) or attributes.keys() >= _OPENLLMETRY
    whole = counted(found, total=count_of(attributes, _TOTAL), beside=False if inside else None)
    parts = {name.removeprefix(_USAGE): attributes[name] for name in attributes.keys() & _DETAILS}
    return merged_usage(whole, usage_of(parts)) if parts else whole
