"""What a model step cost: from model and tokens, by the list prices of its day."""

from datetime import UTC, datetime

from genai_prices import Usage as Tokens
from genai_prices import calc_price

from app.domain.step import Usage


def cost_usd(*, provider: str | None, model: str | None, usage: Usage, at_ns: int) -> float | None:
    """US dollars; None where the model has no list price or the tokens are not known. Never a guess."""
    if model is None or usage.input_tokens is None or usage.output_tokens is None:
        return None
    if usage.input_tokens < 0 or usage.output_tokens < 0:
        return None
    tokens = Tokens(
        input_tokens=usage.input_tokens,
        output_tokens=usage.output_tokens,
        cache_read_tokens=_part(usage.cached_tokens, usage.input_tokens),
    )
    named, _, bare = model.rpartition("/")
    for who, what in ((provider, model), (named or None, bare), (None, bare)):
        price = _price(tokens, who, what, at_ns)
        if price is not None:
            return price
    return None


def _part(cached: int | None, total: int) -> int | None:
    """Cached tokens are a part of the input; a count beyond it was written by another rule."""
    return cached if cached is not None and 0 <= cached <= total else None


def _price(tokens: Tokens, provider: str | None, model: str, at_ns: int) -> float | None:
    try:
        found = calc_price(tokens, model, provider_id=provider, genai_request_timestamp=_day(at_ns))
    except (LookupError, ValueError):
        return None
    return float(found.total_price)


def _day(at_ns: int) -> datetime:
    return datetime.fromtimestamp(at_ns // 1_000_000_000, tz=UTC)
