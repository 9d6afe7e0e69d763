"""Rebuild messages and documents that OpenInference spread over numbered attributes."""

from collections import defaultdict
from collections.abc import Iterator, Mapping

from app.domain.json import JSON
from app.domain.message import Message
from app.ingest.body import Body, first
from app.ingest.flattened import below, in_order, is_number, numbered, tree
from app.ingest.lenient import as_dict, as_list, lenient_value
from app.ingest.message_body import message_of, simple_message
from app.ingest.roles import ROLES
from app.ingest.tool_roles import with_tool_roles


def flat_messages(attributes: Mapping[str, JSON], prefix: str, *, role: str) -> tuple[Message, ...]:
    """The messages below a prefix such as `llm.input_messages`, in order; `role` is for one that names none."""
    found: dict[str, dict[str, JSON]] = defaultdict(dict)
    for key, value in below(attributes, prefix).items():
        found[key.partition(".")[0]][key] = value
    numbers = in_order(filter(is_number, found))
    read = [_message(found[number], number, role) for number in numbers]
    if all(found[number].get(f"{number}.message.role") in _USUAL for number in numbers):
        return tuple(message for messages in read for message in messages)
    return with_tool_roles([_spoken(found[number], number) for number in numbers], read)


_USUAL = (None, *ROLES)


def _spoken(spread: dict[str, JSON], number: str) -> JSON:
    """Who says what, of which no more is asked than whether a tool's name stands for its role."""
    keys = ("role", "content", "tool_call_id")
    return {key: spread.get(f"{number}.message.{key}") for key in keys}


def _message(spread: dict[str, JSON], number: str, role: str) -> tuple[Message, ...]:
    """One message out of its attributes, which for most are a role and a text."""
    said_by, said = f"{number}.message.role", f"{number}.message.content"
    own, text = spread.get(said_by, ""), spread.get(said, "")
    if isinstance(own, str) and isinstance(text, str) and spread.keys() <= {said_by, said}:
        return simple_message(text, role=own, default=role)
    (item,) = as_list(tree(spread))
    body = as_dict(as_dict(item).get("message"))
    beside = {key: as_dict(item)[key] for key in _BESIDE if as_dict(item).get(key)}
    return message_of(_plain({**body, **beside}), role=role) if body else ()


_BESIDE = ("function", "thought")
"""What OpenInference spreads beside a message of AutoGen: results, and the words before calls."""


def flat_texts(attributes: Mapping[str, JSON], prefix: str, *, role: str) -> tuple[Message, ...]:
    """The texts of a completion below a prefix such as `llm.prompts`, or listed under it, a message each."""
    found = numbered(attributes, prefix) or as_list(attributes.get(prefix))
    texts = [text for item in found for text in _texts(item)]
    return tuple(message for text in texts for message in simple_message(text, role=role, default=role))


def _texts(item: JSON) -> list[str]:
    """`prompt.text`, `completion.text`, or the text alone."""
    if isinstance(item, str):
        return [item] if item else []
    body = as_dict(item)
    return [text for text in (first(as_dict(body.get(key)), "text") for key in ("prompt", "completion")) if text]


def starts_late(attributes: Mapping[str, JSON], prefix: str) -> bool:
    """Whether messages are there, but not the beginning of the first: the SDK drops the oldest attributes."""
    start = f"{prefix}."
    return f"{start}0.message.role" not in attributes and any(key.startswith(start) for key in attributes)


def documents(attributes: Mapping[str, JSON], prefix: str) -> list[JSON]:
    """The documents below a prefix such as `retrieval.documents`, their metadata parsed."""
    found = (as_dict(as_dict(item).get("document")) for item in numbered(attributes, prefix))
    return [{key: lenient_value(value) for key, value in document.items()} for document in found if document]


def _plain(body: Body) -> dict[str, JSON]:
    """The message as a provider would write it, which the common reader knows."""
    calls: list[JSON] = [dict(call) for call in map(_call, as_list(body.get("tool_calls"))) if call]
    blocks: list[JSON] = [*_blocks(body), *_results(body)]
    plain: dict[str, JSON] = {"content": blocks or body.get("content") or body.get("thought") or ""}
    if calls:
        plain["tool_calls"] = calls
    if body.get("function_call_name"):
        plain["function_call"] = {
            "name": body["function_call_name"],
            "arguments": body.get("function_call_arguments_json"),
        }
    if (calls or "function_call" in plain) and not body.get("role"):
        plain["role"] = "assistant"
    kept = ("role", "name", "tool_call_id")
    return plain | {key: body[key] for key in kept if body.get(key)}


def _results(body: Body) -> Iterator[dict[str, JSON]]:
    for item in as_list(body.get("function")):
        result = as_dict(item)
        if "call_id" in result:
            yield {"type": "tool_result", **result}


def _call(item: JSON) -> Body:
    call = as_dict(as_dict(item).get("tool_call"))
    return call if call.get("function") or call.get("id") else {}


def _blocks(body: Body) -> Iterator[dict[str, JSON]]:
    for item in as_list(body.get("contents")):
        block = as_dict(item)
        content = dict(as_dict(block.get("message_content")))
        image = as_dict(as_dict(content.pop("image", None)).get("image"))
        if image:
            content |= {"type": "image", "url": first(image, "url")}
        call = _call(block)
        if call:
            content |= {"type": "tool_use", **call}
        if content:
            yield content
