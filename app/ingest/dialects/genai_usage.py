"""Token counts under the names of the GenAI conventions, and under the ones before them."""

from collections.abc import Mapping

from app.domain.json import JSON
from app.domain.step import Usage
from app.ingest.token_counts import count_of, counted

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
    ),
    (),  # nobody tells how long what was written is kept
    (f"{_USAGE}audio.input_tokens", f"{_USAGE}details.input_audio_tokens"),
    (f"{_USAGE}image.input_tokens",),
    (f"{_USAGE}audio.output_tokens", f"{_USAGE}details.output_audio_tokens"),
    (f"{_USAGE}image.output_tokens",),
)
"""The names of each count of `Usage`, in its order, the present one first."""
_ANY = frozenset(name for names in _COUNTS for name in names)
_TOTAL = (f"{_USAGE}total_tokens", "llm.usage.total_tokens")
_INSIDE = frozenset(
    f"{_USAGE}{name}"
    for name in (
        "cache_read.input_tokens", "cache_write.input_tokens", "cache_creation.input_tokens",
        "input_tokens.cached", "input_tokens.cache_write",
    )
)  # fmt: skip
"""Names of which the conventions, OpenTelemetry's and Sentry's, say that `input_tokens` holds them."""


def usage(attributes: Mapping[str, JSON]) -> Usage | None:
    """Tokens of a call; what each name counts inside another is told by the convention, unless the numbers object."""
    told = attributes.keys() & _ANY
    if not told:
        return None
    found = Usage(*(count_of(attributes, names) for names in _COUNTS))
    return counted(found, total=count_of(attributes, _TOTAL), beside=False if told & _INSIDE else None)
