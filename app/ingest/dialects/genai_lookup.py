"""What a retrieval or memory span of the GenAI conventions asked for and found."""

from collections.abc import Mapping

from app.domain.json import JSON
from app.ingest.lenient import lenient_value

_ASKED = {
    "query": ("gen_ai.retrieval.query.text", "gen_ai.memory.query.text"),
    "filters": ("gen_ai.retrieval.filters",),
    "top_k": ("gen_ai.request.top_k",),
}
_LOOKUPS = (
    "retrieval",
    "retrieve",
    "search_memory",
    "create_memory",
    "update_memory",
    "upsert_memory",
    "delete_memory",
)


def asked(attributes: Mapping[str, JSON], operation: str) -> JSON:
    """The query with its filters and limit; for a memory that is written, the records."""
    if operation not in _LOOKUPS:
        return None
    found = {
        name: lenient_value(value)
        for name, keys in _ASKED.items()
        for value in [next((attributes[key] for key in keys if key in attributes), None)]
        if value is not None
    }
    return found or lenient_value(attributes.get("gen_ai.memory.records"))


def found(attributes: Mapping[str, JSON], operation: str) -> JSON:
    """The documents or records that came back."""
    if operation not in _LOOKUPS:
        return None
    key = "gen_ai.memory.records" if "memory" in operation else "gen_ai.retrieval.documents"
    return lenient_value(attributes.get(key))


def written(attributes: Mapping[str, JSON], key: str) -> Mapping[str, JSON] | None:
    """The state that the span says it changed, by the keys of that state."""
    state = lenient_value(attributes.get(key))
    return state if isinstance(state, Mapping) else None
