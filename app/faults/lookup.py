"""What a retrieval is about to do: a query over the passages of an index, with filters and limits."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from app.domain.json import JSON


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """One indexed piece of a document. `labels` are what filters look at: version, locale, audience, ..."""

    id: str
    document: str
    title: str
    text: str
    labels: Mapping[str, JSON] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Lookup:
    """A search that is about to be made.

    `filters` name labels and the value they must have, or contain where the label is a list; `keep` is how many of
    `top_k` hits are passed on. `built` is the day on which the index was built: only passages in force on that day
    are in it (labels `valid_from` and `valid_to`).
    """

    query: str
    filters: Mapping[str, JSON]
    passages: tuple[Passage, ...]
    top_k: int
    keep: int | None = None
    min_score: float | None = None
    built: str | None = None
