"""Messages that are told one by one: `gen_ai.user.message`, `gen_ai.choice` and their like."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from app.domain.json import JSON
from app.domain.message import Message
from app.ingest.lenient import as_dict, as_list, as_text, lenient_value
from app.ingest.message_body import message_of
from app.ingest.messages import messages_of

CHOICE = "gen_ai.choice"
_ROLES = {
    "gen_ai.system.message": "system",
    "gen_ai.user.message": "user",
    "gen_ai.assistant.message": "assistant",
    "gen_ai.tool.message": "tool",
}
NAMES = frozenset((*_ROLES, CHOICE))


@dataclass(frozen=True, slots=True)
class EventContent:
    """What one event or record says: its name, and a body in any of the shapes that are seen."""

    name: str
    body: JSON


def listed_events(value: JSON) -> list[EventContent]:
    """The events that stand in one attribute, a list of their bodies: each with its name, its role or the reply."""
    bodies = [as_dict(item) for item in as_list(value)]
    return [EventContent(str(body.get("event.name") or _named(body)), dict(body)) for body in bodies]


def _named(body: Mapping[str, JSON]) -> str:
    return CHOICE if "message" in body and "role" not in body else f"gen_ai.{body.get('role')}.message"


def listed_conversation(told: Iterable[EventContent]) -> tuple[tuple[Message, ...], tuple[Message, ...]]:
    """The same of events in one attribute: the assistant's words at the end are the reply, nobody speaks after it."""
    given, said = conversation(told)
    end = len(given) if said else next((n for n in range(len(given), 0, -1) if given[n - 1].role != "assistant"), 0)
    return given[:end], said or given[end:]


def conversation(told: Iterable[EventContent]) -> tuple[tuple[Message, ...], tuple[Message, ...]]:
    """The messages given to the model, and those that it answered with."""
    given: list[Message] = []
    said: list[Message] = []
    for one in told:
        if one.name == CHOICE:
            said += _choice(one.body)
        elif one.name in _ROLES:
            given += _message(one.body, _ROLES[one.name])
    return tuple(given), tuple(said)


def finish_reason(told: Iterable[EventContent]) -> str | None:
    """Why the model stopped, by the last choice that says so."""
    reasons = [as_text(as_dict(one.body).get("finish_reason")) for one in told if one.name == CHOICE]
    known = [reason for reason in reasons if reason]
    return known[-1] if known else None


def _choice(body: JSON) -> tuple[Message, ...]:
    found = lenient_value(body)
    if not isinstance(found, Mapping):
        return messages_of(found, role="assistant")
    found = as_dict(found.get("gen_ai.event.content")) or found
    inner = lenient_value(found.get("message"))
    if isinstance(inner, Mapping):
        return _message({**inner, **_kept(found)}, "assistant")
    if inner:
        return messages_of(inner, role="assistant")
    return _message(dict(found), "assistant") if "content" in found or "tool_calls" in found else ()


def _kept(body: Mapping[str, JSON]) -> dict[str, JSON]:
    """Some writers put the calls beside the message."""
    return {"tool_calls": body["tool_calls"]} if body.get("tool_calls") else {}


def _message(body: JSON, role: str) -> tuple[Message, ...]:
    """Azure puts the whole body, as JSON, into one attribute."""
    found = lenient_value(body)
    if not isinstance(found, Mapping):
        return messages_of(found, role=role)
    content = as_dict(found.get("gen_ai.event.content"))
    known = {
        key: lenient_value(value) if key in _JSON else value
        for key, value in (content or found).items()
        if key in _USED
    }
    if not known:
        return ()
    return message_of({**known, "role": role}, role=role)


_JSON = ("tool_calls",)
_USED = frozenset(
    ("content", "tool_calls", "tool_call_id", "id", "name", "parts", "function_call", "reasoning_content", "is_error")
)
