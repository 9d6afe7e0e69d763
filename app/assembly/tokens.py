"""Settle the token counts of calls: which ones no call can have, and whether a cache is beside their input."""

from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from dataclasses import replace
from typing import TypeAlias

from app.assembly.draft import Draft
from app.domain.step import Usage

MOST_TOKENS = 10**12  # of one call; contexts of 2026 hold ten million

_NOTHING = Usage()

Counter: TypeAlias = tuple[str, str | None]
"""Who counts: a library, and the provider whose counts it passes on."""


def counter_of(draft: Draft) -> Counter:
    """Who counted the tokens of a call."""
    return draft.node.span.scope, draft.reading.provider


def counting_beside(drafts: Iterable[Draft]) -> frozenset[Counter]:
    """Those of whom at least one call proves that they count what a cache held beside the input."""
    return frozenset(
        counter_of(draft) for draft in drafts if draft.reading.usage is not None and draft.reading.usage.beside
    )


def settled(draft: Draft, *, beside: AbstractSet[Counter]) -> Usage:
    """The counts that a call can have, and whether the numbers or another call prove that the cache is beside."""
    if draft.reading.usage is None:
        return _NOTHING
    usage = _believed(draft.reading.usage)
    if usage.input_tokens is None or not usage.cache_tokens:
        return usage
    proven = usage.cache_tokens > usage.input_tokens or counter_of(draft) in beside
    return replace(usage, beside=True) if proven else usage


def _believed(usage: Usage) -> Usage:
    """The counts without those that no call can have; a million steps of the others add up to 64 bits."""
    if all(count is None or 0 <= count <= MOST_TOKENS for count in usage.counts):
        return usage
    counts = (count if count is None or 0 <= count <= MOST_TOKENS else None for count in usage.counts)
    return Usage(*counts, beside=usage.beside, untold=usage.untold)
