"""Put a reply together that was recorded as the pieces of a stream, in the shapes of all providers."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence

from app.domain.json import JSON
from app.ingest.body import Body
from app.ingest.growing import grown
from app.ingest.lenient import as_dict, as_list, json_value
from app.ingest.stream_events import blocks_of_anthropic, blocks_of_bedrock, of_parts, of_responses


def whole_reply(value: JSON) -> JSON:
    """The reply that a list of pieces, or the text of their server-sent events, comes to; anything else unchanged."""
    pieces = _sent(value) if isinstance(value, str) else value
    if not isinstance(pieces, list | tuple) or not pieces:
        return value
    join = _how(pieces)
    return value if join is None else join([as_dict(piece) for piece in pieces])


_Join = Callable[[Sequence[Body]], JSON]
_SENT = re.compile(r"^data:[ \t]*(\{.*)$", re.MULTILINE)
_LOOKED_AT = 3  # pieces: a stream may begin with a filter's verdict or a ping


def _sent(text: str) -> list[JSON]:
    if not text.startswith(("data:", "event:", "id:")):
        return []
    return [json_value(line.strip()) for line in _SENT.findall(text)]


def _how(pieces: Sequence[JSON]) -> _Join | None:
    """How pieces are joined; None for what is no stream, as a list of messages is none."""
    for piece in pieces[:_LOOKED_AT]:
        if not isinstance(piece, Mapping | str) or (isinstance(piece, str) and piece[:1] != "{"):
            return None
        body = as_dict(piece)
        if "role" in body and body.get("type") != _LANGCHAIN:
            return None
        join = next((join for tells, join in _JOINS if tells(body)), None)
        if join is not None:
            return join
    return None


def _is_delta(body: Body) -> bool:
    return any("delta" in as_dict(choice) for choice in as_list(body.get("choices")))


def _of_choices(pieces: Sequence[Body]) -> JSON:
    """OpenAI's chunks, with what stands beside their choices."""
    choices: dict[JSON, list[Body]] = {}
    for piece in pieces:
        for choice in map(as_dict, as_list(piece.get("choices"))):
            choices.setdefault(str(choice.get("index", 0)), []).append(choice)
    return _last(pieces) | {"choices": [_choice(told) for told in choices.values()]}


def _choice(told: Sequence[Body]) -> JSON:
    said = grown(as_dict(choice.get("delta")) for choice in told)
    return {**_last(told), "delta": None, "message": {"role": "assistant", **said}}


def _of_candidates(pieces: Sequence[Body]) -> JSON:
    """Gemini's replies, each with more parts of the same one."""
    candidates = [as_dict(candidate) for piece in pieces for candidate in as_list(piece.get("candidates"))[:1]]
    parts = [as_dict(part) for told in candidates for part in as_list(as_dict(told.get("content")).get("parts"))]
    said: list[list[Body]] = []
    for part in parts:
        if said and _is_text(part) and _is_text(said[-1][0]) and _thought(part) == _thought(said[-1][0]):
            said[-1].append(part)
        else:
            said.append([part])
    joined: list[JSON] = [grown(run) if len(run) > 1 else dict(run[0]) for run in said]
    content: JSON = {"role": "model", "parts": joined}
    return _last(pieces) | {"candidates": [{**_last(candidates), "content": content}]}


def _is_text(part: Body) -> bool:
    return isinstance(part.get("text"), str)


def _thought(part: Body) -> bool:
    return part.get("thought") is True


def _of_messages(pieces: Sequence[Body]) -> JSON:
    """Ollama's replies: each holds a piece of the message, or of the text, and the last one the counts."""
    said = grown(as_dict(piece.get("message")) for piece in pieces)
    text = grown({key: piece[key] for key in ("response", "thinking") if key in piece} for piece in pieces)
    return _last(pieces) | text | ({"message": said} if said else {})


_LANGCHAIN = "AIMessageChunk"


def _of_langchain(pieces: Sequence[Body]) -> JSON:
    said = grown(pieces)
    called = [{**as_dict(call), "type": "tool_call"} for call in as_list(said.get("tool_call_chunks"))]
    return {**said, "type": "ai", "tool_calls": called}


def _last(pieces: Iterable[Body]) -> dict[str, JSON]:
    """What the pieces say last under each key, if they say anything."""
    return {key: value for piece in pieces for key, value in piece.items() if value not in (None, "", [], {})}


_BEGIN_PARTS = ("text-start", "text-delta", "reasoning-start", "reasoning-delta", "message-start", "content-start")
_JOINS: tuple[tuple[Callable[[Body], bool], _Join], ...] = (
    (_is_delta, _of_choices),
    (lambda body: body.get("type") == "message_start", blocks_of_anthropic),
    (lambda body: bool({"messageStart", "contentBlockStart", "contentBlockDelta"} & body.keys()), blocks_of_bedrock),
    (lambda body: str(body.get("type")).startswith("response."), of_responses),
    (lambda body: isinstance(body.get("candidates"), list), _of_candidates),
    (lambda body: {"model", "done"} <= body.keys() and bool({"message", "response"} & body.keys()), _of_messages),
    (lambda body: body.get("type") == _LANGCHAIN, _of_langchain),
    (
        lambda body: str(body.get("type")) in ("text-start", "text-delta", "reasoning-start", "content-start"),
        of_parts,
    ),
)
"""How the pieces of each kind of stream are told apart, and joined."""
