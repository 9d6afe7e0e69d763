"""Join mappings of which each continues the texts of those before it."""

from collections.abc import Iterable, Mapping

from app.domain.json import JSON
from app.ingest.body import Body

_GROWS = frozenset(
    {
        "content", "text", "thinking", "reasoning", "reasoning_content", "refusal", "arguments", "args", "response",
        "input", "partial_json", "summary",
    }
)  # fmt: skip
"""Keys of texts that come in pieces; ids, names and types come whole, and may come again."""


def grown(pieces: Iterable[Body]) -> dict[str, JSON]:
    """One mapping: texts one after the other, lists by the `index` of their items, and else what was said last."""
    told: dict[str, list[JSON]] = {}
    for piece in pieces:
        for key, value in piece.items():
            if value not in (None, "", []):
                told.setdefault(key, []).append(value)
    return {key: _joined(key, values) for key, values in told.items()}


def _joined(key: str, values: list[JSON]) -> JSON:
    last = values[-1]
    if key in _GROWS and all(isinstance(value, str) for value in values):
        return "".join(map(str, values))
    if all(isinstance(value, Mapping) for value in values):
        return grown(value for value in values if isinstance(value, Mapping))
    if all(isinstance(value, list | tuple) for value in values):
        return _listed([item for value in values if isinstance(value, list | tuple) for item in value])
    return last


def _listed(items: list[JSON]) -> list[JSON]:
    """The items, of which those with the same index are pieces of one."""
    places: dict[str, list[Body]] = {}
    found: list[JSON] = []
    for item in items:
        index = item.get("index") if isinstance(item, Mapping) else None
        if index is None or not isinstance(item, Mapping):
            found.append(item)
        else:
            places.setdefault(str(index), []).append(item)
    return [*found, *(grown(pieces) for pieces in places.values())]
