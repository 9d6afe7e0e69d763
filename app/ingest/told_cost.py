"""Read the dollars that a recording itself says a call cost, under the names that instrumentations give them."""

from collections.abc import Mapping

from app.domain.json import JSON
from app.ingest.lenient import as_float

_WHOLE = (
    "gen_ai.usage.cost", "gen_ai.usage.cost_usd", "gen_ai.usage.total_cost", "gen_ai.usage.total_cost_usd",
    "gen_ai.usage.cost.total", "gen_ai.cost.total_cost", "gen_ai.cost.total", "gen_ai.cost.total_usd",
    "gen_ai.cost.usd", "llm.cost.total", "llm.usage.cost", "llm.usage.total_cost", "litellm.cost.total",
)  # fmt: skip
_PARTS = (
    ("gen_ai.usage.input_cost", "gen_ai.usage.output_cost"),
    ("gen_ai.cost.input_cost", "gen_ai.cost.output_cost"),
    ("gen_ai.usage.cost.input", "gen_ai.usage.cost.output"),
    ("gen_ai.usage.cost.prompt", "gen_ai.usage.cost.completion"),
    ("llm.cost.prompt", "llm.cost.completion"),
)
"""The cost of the input and of the output, where nobody wrote their sum."""
_SURE = "operation.cost"
_ANY = frozenset((_SURE, *_WHOLE, *(name for parts in _PARTS for name in parts)))


def told_cost(attributes: Mapping[str, JSON]) -> float | None:
    """The dollars that the trace records; most write 0 for a model whose price they do not know, so it tells nothing.

    Parts are summed where both are there and nothing is told apart that a cache cost.
    """
    if _ANY.isdisjoint(attributes):
        return None
    sure = as_float(attributes.get(_SURE))
    if sure is not None:
        return sure
    whole = next((cost for name in _WHOLE if (cost := as_float(attributes.get(name))) is not None and cost > 0), None)
    return _summed(attributes) if whole is None else whole


def _summed(attributes: Mapping[str, JSON]) -> float | None:
    for names in _PARTS:
        costs = [cost for name in names if (cost := as_float(attributes.get(name))) is not None and cost >= 0]
        if len(costs) == len(names) and sum(costs) > 0:
            return None if any("cache" in name and "cost" in name for name in attributes) else sum(costs)
    return None
