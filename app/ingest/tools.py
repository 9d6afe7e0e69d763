"""Read the tools that a model was offered, in all the shapes of their definitions."""

from collections.abc import Mapping

from app.domain.json import JSON
from app.domain.message import ToolDefinition
from app.ingest.body import Body, first
from app.ingest.definition import SCHEMAS
from app.ingest.lenient import as_dict, as_list, as_text, lenient_value


def tools_of(value: JSON) -> tuple[ToolDefinition, ...]:
    """The definitions in a list (each a mapping, its JSON text, or a bare name) or in a mapping by name."""
    if value is None:
        return ()
    found = lenient_value(value)
    if isinstance(found, Mapping):
        found = _listed(found)
    return tuple(tool for item in as_list(found) for tool in _tools(lenient_value(item)))


def _listed(body: Body) -> list[JSON]:
    if first(body, "name") or isinstance(body.get("function"), Mapping):
        return [body]
    if isinstance(body.get("tools"), list):
        return as_list(body["tools"])
    if isinstance(body.get("function_tools"), list):
        return as_list(body["function_tools"]) + as_list(body.get("output_tools"))
    return [{"name": name, **as_dict(item)} for name, item in body.items() if isinstance(item, Mapping)]


def _tools(item: JSON) -> list[ToolDefinition]:
    if isinstance(item, str):
        return [ToolDefinition(item)] if item else []
    if not isinstance(item, Mapping):
        return []
    several = item.get("function_declarations") or item.get("functionDeclarations")
    if several:
        return [tool for inner in as_list(several) for tool in _tools(inner)]
    body = _inner(item)
    name = first(body, "name") or first(item, "name")
    return [ToolDefinition(name, _description(body), _schema(body))] if name else []


def _inner(item: Body) -> Body:
    for key in ("function", "toolSpec", "tool"):
        if isinstance(item.get(key), Mapping):
            return as_dict(item[key])
    return item


def _description(body: Body) -> str | None:
    return as_text(body.get("description"))


def _schema(body: Body) -> Mapping[str, JSON]:
    for key in SCHEMAS:
        schema = as_dict(body.get(key))
        if schema:
            inner = schema.get("json")
            return as_dict(inner) if set(schema) == {"json"} else schema
    return {}
