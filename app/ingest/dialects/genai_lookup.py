"""What a retrieval or memory span of the GenAI conventions asked for and found."""

from collections.abc import Mapping

from app.domain.json import JSON
from app.ingest.lenient import lenient_value

_RETRIEVALS = ("retrieval", "retrieve", "vectordb")
_MEMORIES = (
    "search_memory",
    "create_memory",
    "update_memory",
    "upsert_memory",
    "delete_memory",
    "create_memory_store",
    "delete_memory_store",
)
_ASKED = {
    "query": ("gen_ai.retrieval.query.text", "gen_ai.memory.query.text", "db.query.text", "db.statement"),
    "filters": ("gen_ai.retrieval.filters",),
    "top_k": ("gen_ai.retrieval.top_k", "gen_ai.request.top_k", "db.n_results"),
    "store": ("gen_ai.memory.store.id",),
    "record": ("gen_ai.memory.record.id",),
}
_RECORDS = "gen_ai.memory.records"


def asked(attributes: Mapping[str, JSON], operation: str) -> JSON:
    """The query with its filters and limit, the store and the record; for a memory that is written, the records."""
    if operation not in _RETRIEVALS and operation not in _MEMORIES:
        return None
    found = {
        name: lenient_value(value)
        for name, keys in _ASKED.items()
        for value in [next((attributes[key] for key in keys if key in attributes), None)]
        if value is not None
    }
    if operation not in _MEMORIES or operation == "search_memory" or _RECORDS not in attributes:
        return found or None
    records = lenient_value(attributes[_RECORDS])
    return {**found, "records": records} if found else records


def found(attributes: Mapping[str, JSON], operation: str) -> JSON:
    """The documents or records that came back, or how many records there were where that alone is told."""
    if operation in _RETRIEVALS:
        return lenient_value(attributes.get("gen_ai.retrieval.documents"))
    if operation not in _MEMORIES:
        return None
    if _RECORDS in attributes:
        return lenient_value(attributes[_RECORDS])
    count = attributes.get("gen_ai.memory.record.count")
    return None if count is None else {"records": count}


def written(attributes: Mapping[str, JSON], key: str) -> Mapping[str, JSON] | None:
    """The state that the span says it changed, by the keys of that state."""
    if key not in attributes:
        return None
    state = lenient_value(attributes[key])
    return state if isinstance(state, Mapping) and state else None
