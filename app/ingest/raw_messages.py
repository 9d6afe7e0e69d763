"""Read messages out of a raw request or reply, and give those that were spread over attributes what only it holds."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from app.domain.json import JSON
from app.domain.message import Media, Message, Part, Reasoning, ToolCall
from app.ingest.body import Body, filled
from app.ingest.lenient import as_dict, lenient_value
from app.ingest.messages import messages_of
from app.ingest.plain_replies import plain_text
from app.ingest.request import requested


def given_in(raw: JSON) -> tuple[Message, ...]:
    """The messages, or the prompt, of a provider's request."""
    if _holds_messages(raw):
        return messages_of(raw)
    request = as_dict(raw)
    prompted = bool(_PROMPTS & request.keys()) and bool(_BESIDE_A_PROMPT & request.keys())
    return requested(raw) if prompted or _is_conversation(request) else ()


_PROMPTS = {"prompt", "input", "inputText", "contents"}
_BESIDE_A_PROMPT = {
    "model", "modelId", "stream", "temperature", "top_p", "topP", "max_tokens", "maxTokens", "max_gen_len",
    "max_tokens_to_sample", "textGenerationConfig", "parameters", "config", "generationConfig",
}  # fmt: skip
"""What a provider's request holds beside its prompt, and a template with a variable of that name does not."""


def _is_conversation(request: Body) -> bool:
    """Whether a request holds prompts, a history, or what Gemini and the Responses API list in place of messages."""
    if isinstance(request.get("prompts"), list):
        return True
    if isinstance(request.get("message"), str) and isinstance(request.get("chat_history"), list):
        return True
    told = filled(request, "contents", "input")
    items = told if isinstance(told, list) else [told]
    return all(isinstance(item, Mapping) and bool(_OF_AN_ITEM & item.keys()) for item in items)


_OF_AN_ITEM = {"role", "parts", "type"}


def said_in(raw: JSON) -> tuple[Message, ...]:
    """The messages of a reply."""
    body = as_dict(raw)
    plain = _holds_messages(raw) or plain_text(body) is not None or isinstance(body.get("replies"), list)
    return messages_of(raw, role="assistant") if plain else ()


def _holds_messages(raw: JSON) -> bool:
    """Text, or messages as mappings; not the Python text of objects, nor a template's variables."""
    value = lenient_value(raw)
    if isinstance(value, Mapping):
        inner = filled(value, "messages", "choices", "generations", "candidates", "message")
        inner = inner or (value.get("data") if "role" in as_dict(_first(value.get("data"))) else None)
        inner = inner or (value if {"role", "content", "parts"} & value.keys() else value.get("output"))
        return isinstance(inner, Mapping) or (
            isinstance(inner, list) and bool(inner) and not isinstance(inner[0], str)
        )
    if isinstance(value, list):
        return bool(value) and isinstance(value[0], Mapping)
    return isinstance(value, str)


def _first(value: JSON) -> JSON:
    return value[0] if isinstance(value, list) and value else None


def tells_of_media(raw: JSON) -> bool:
    """Whether a raw request may hold more than words: quick, and never wrong when it says no."""
    return isinstance(raw, str) and any(word in raw for word in _MEDIA)


def tells_of_more(raw: JSON, flat: Sequence[Message]) -> bool:
    """Whether a raw reply may hold speech or thoughts, or calls where there are none, likewise."""
    if not isinstance(raw, str) or '"' not in raw:
        return False
    called = any(message.calls for message in flat)
    return any(word in raw for word in _MORE) or (not called and any(word in raw for word in _CALLED))


_MEDIA = ("audio", "image", "file", "video", "inline", "document")
_MORE = ('"audio"', '"reasoning', '"thinking"', '"thought"', '"images"')
_CALLED = ('"tool_calls"', '"tool_use"', '"toolUse"', '"function', '_call"')
_APART = (Media, Reasoning, ToolCall)
"""What instrumentations leave out of the messages that they spread: sounds, files, thoughts, some calls."""


def completed(flat: Sequence[Message], raw: Sequence[Message]) -> tuple[Message, ...]:
    """The flat messages; one that lacks a kind of part which the raw message in its place has is told by that.

    Places are counted from the end, as the oldest may be lost, and only as far as roles and words are the same.
    """
    found = list(flat)
    for at in range(1, min(len(flat), len(raw)) + 1):
        own, other = flat[-at], raw[-at]
        if own.role != other.role or (own.text and own.text != other.text):
            break
        if not own.parts or _kinds(other.parts) - _kinds(own.parts):
            found[-at] = replace(own, parts=other.parts)
    return tuple(found)


def _kinds(parts: Sequence[Part]) -> set[type]:
    return {kind for part in parts for kind in _APART if isinstance(part, kind)}
