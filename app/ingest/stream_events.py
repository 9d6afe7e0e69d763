"""Put a reply together out of the events that tell where each of its blocks begins, grows and ends."""

from collections.abc import Mapping, Sequence

from app.domain.json import JSON
from app.ingest.body import Body, present
from app.ingest.growing import grown
from app.ingest.lenient import as_dict


def blocks_of_anthropic(events: Sequence[Body]) -> JSON:
    """The message of Anthropic's API."""
    blocks: dict[str, list[Body]] = {}
    message: dict[str, JSON] = {}
    for event in events:
        if event.get("type") == "message_start":
            message = dict(as_dict(event.get("message")))
        elif event.get("type") == "message_delta":
            used = {**as_dict(message.get("usage")), **as_dict(event.get("usage"))}
            message |= {**as_dict(event.get("delta")), "usage": used}
        elif "index" in event:
            begun, more = as_dict(event.get("content_block")), as_dict(event.get("delta"))
            told = begun or {key: value for key, value in more.items() if key != "type"}
            blocks.setdefault(str(event["index"]), []).append(told)
    return {**message, "content": [_block(pieces) for pieces in blocks.values()]}


def _block(pieces: Sequence[Body]) -> JSON:
    """One block: the input of a call comes as pieces of JSON."""
    whole = grown(pieces)
    given = whole.pop("partial_json", None)
    return whole if given is None else {**whole, "input": given}


def blocks_of_bedrock(events: Sequence[Body]) -> JSON:
    """The reply of Bedrock's Converse API, of whose blocks each has one key."""
    blocks: dict[str, list[Body]] = {}
    message: dict[str, JSON] = {"role": "assistant"}
    beside: dict[str, JSON] = {}
    for event in events:
        for key in ("contentBlockStart", "contentBlockDelta"):
            if key in event:
                told = as_dict(event[key])
                piece = as_dict(present(told, "start", "delta"))
                blocks.setdefault(str(told.get("contentBlockIndex", 0)), []).append(piece)
        message |= as_dict(event.get("messageStart"))
        beside |= {**as_dict(event.get("messageStop")), **as_dict(event.get("metadata"))}
    content: list[JSON] = [_converse_block(pieces) for pieces in blocks.values()]
    return {**beside, "output": {"message": {**message, "content": content}}}


def _converse_block(pieces: Sequence[Body]) -> JSON:
    thought = grown(as_dict(piece.get("reasoningContent")) for piece in pieces)
    if thought:
        return {"reasoningContent": {"reasoningText": thought}}
    return grown(pieces)


def of_responses(events: Sequence[Body]) -> JSON:
    """The reply of OpenAI's Responses API: as it ended, else its items, else the text so far."""
    whole: JSON = next((event["response"] for event in reversed(events) if _ends(event)), None)
    if whole is not None:
        return whole
    items = [event.get("item") for event in events if event.get("type") == "response.output_item.done"]
    begun = dict(next((as_dict(event["response"]) for event in events if "response" in event), {}))
    if not items:
        text = "".join(str(e.get("delta") or "") for e in events if e.get("type") == "response.output_text.delta")
        items = [{"type": "message", "role": "assistant", "content": [{"type": "output_text", "text": text}]}]
    return {**begun, "output": items}


def _ends(event: Body) -> bool:
    ended = ("response.completed", "response.done", "response.incomplete", "response.failed")
    return event.get("type") in ended and isinstance(event.get("response"), Mapping)


def of_parts(events: Sequence[Body]) -> JSON:
    """The parts of the Vercel AI SDK's and Cohere's streams: texts in pieces, calls whole or in pieces."""
    parts: list[JSON] = []
    runs: dict[str, list[str]] = {}
    calls: dict[str, list[Body]] = {}
    for event in events:
        kind = str(event.get("type"))
        if kind in _TEXTS:
            runs.setdefault(_TEXTS[kind], []).append(_piece(event))
        elif kind == "tool-call":
            parts.append(dict(event))
        elif kind in ("tool-call-start", "tool-call-delta"):
            inner = as_dict(as_dict(as_dict(event.get("delta")).get("message")).get("tool_calls"))
            calls.setdefault(str(event.get("index")), []).append(inner)
    said: list[JSON] = [{"type": name, "text": "".join(texts)} for name, texts in runs.items()]
    return {"role": "assistant", "content": [*said, *parts], "tool_calls": [grown(told) for told in calls.values()]}


_TEXTS = {"reasoning-delta": "reasoning", "text-delta": "text", "content-delta": "text"}


def _piece(event: Body) -> str:
    told = present(event, "text", "textDelta", "delta")
    content = as_dict(as_dict(as_dict(told).get("message")).get("content")) if isinstance(told, Mapping) else {}
    return str(content.get("text", "")) if isinstance(told, Mapping) else str(told or "")
