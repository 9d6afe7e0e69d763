"""What a model step cost: from model and tokens, by the list prices of its day."""

from collections.abc import Mapping
from datetime import UTC, datetime

from genai_prices import Usage as Tokens
from genai_prices import calc_price
from genai_prices.types import PriceCalculation

from app.domain.step import Usage

_PRICES: Mapping[str, tuple[str, str]] = {
    "whole_input": ("input_tokens", "input_mtok"),
    "output_tokens": ("output_tokens", "output_mtok"),
    "cached_tokens": ("cache_read_tokens", "cache_read_mtok"),
    "cache_write_tokens": ("cache_write_tokens", "cache_write_mtok"),
    "hour_write_tokens": ("cache_write_1h_tokens", "cache_write_1h_mtok"),
    "audio_input_tokens": ("input_audio_tokens", "input_audio_mtok"),
    "image_input_tokens": ("input_image_tokens", "input_image_mtok"),
    "audio_output_tokens": ("output_audio_tokens", "output_audio_mtok"),
    "image_output_tokens": ("output_image_tokens", "output_image_mtok"),
}
"""Our counts, and what the price list calls each and its price. Reasoning is paid for as output."""

_COUNTED_BESIDE = ("anthropic", "claude", "bedrock", "amazon")
"""In the names of providers and models whose own API counts what a cache held beside the input."""

_STANDARD = ("auto", "default", "standard", "standard_only", "on_demand")
"""Service tiers at which the list price is paid."""


def cost_usd(
    *, provider: str | None, model: str | None, usage: Usage, at_ns: int, tier: str | None = None
) -> float | None:
    """US dollars; None where the list has no price for the model, or for all of its tokens. Never a guess."""
    if model is None or usage.input_tokens is None or usage.output_tokens is None:
        return None
    if usage.untold or any(count is not None and count < 0 for count in usage.counts):
        return None
    if _doubtful(usage, provider, model):
        return None
    tokens = {theirs: getattr(usage, ours) for ours, (theirs, _) in _PRICES.items() if getattr(usage, ours)}
    counts = Tokens(**tokens)
    named, _, bare = model.rpartition("/")
    context = None if tier is None or tier.lower() in _STANDARD else {"service_tier": tier.lower()}
    for who, what in ((provider, model), (named or None, bare), (None, bare)):
        try:
            found = calc_price(
                counts,
                what,
                provider_id=who,
                genai_request_timestamp=_day(at_ns),
                price_context=context,
            )
        except LookupError:
            continue
        except ValueError:  # parts that are more than the whole
            return None
        listed = _lists_all(found, tokens) and (context is None or _lists_tier(found, context, at_ns))
        return float(found.total_price) if listed else None
    return None


def _doubtful(usage: Usage, provider: str | None, model: str) -> bool:
    """Whether nobody knows if the input holds what the cache held."""
    names = f"{provider} {model}".lower()
    return bool(usage.cache_tokens) and usage.beside is None and any(name in names for name in _COUNTED_BESIDE)


def _lists_all(found: PriceCalculation, tokens: Mapping[str, int]) -> bool:
    """Whether the list has a price for each kind of token."""
    return all(getattr(found.model_price, price) is not None for kind, price in _PRICES.values() if kind in tokens)


def _lists_tier(found: PriceCalculation, context: Mapping[str, str], at_ns: int) -> bool:
    """Whether the list has prices of that day for a service tier."""
    variants = (variant for variant in found.model.price_variants or () if variant.when == context)
    return any(variant.constraint is None or variant.constraint.active(_day(at_ns)) for variant in variants)


def _day(at_ns: int) -> datetime:
    return datetime.fromtimestamp(at_ns // 1_000_000_000, tz=UTC)
