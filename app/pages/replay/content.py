"""One content of a step, whole: what the page's previews leave out, as a value or as plain text."""

from collections.abc import Callable, Sequence
from typing import TypeVar

from app.domain.errors import NotFound
from app.domain.json import JSON, indented, laid_out
from app.domain.message import Media, Message, Part, Text, message_json, part_content
from app.domain.span import Span
from app.domain.step import Context, StepKind
from app.pages.value.medium import data_url
from app.reading.window import StepView
from app.replay.delta import decision

T = TypeVar("T")
NOTHING = "this step has no such content"
NOT_RECORDED = "content not recorded"
MOST_DIGITS = 9  # of a place; nothing has a billion parts


def content_of(view: StepView, part: str) -> str:
    """The content as text: words as they are, anything else as indented JSON. Raises NotFound."""
    name, _, place = part.partition("-")
    if name in {"message", "said"} and place.isdecimal():
        return message_text(_message(view, name, place))
    if part == "output" and view.step.kind is StepKind.MODEL:
        messages = view.messages(view.step.output_messages)
        return "\n\n".join(message_text(messages[item]) for item in view.step.output_messages)
    return laid_out(content_value(view, part))


def content_value(view: StepView, part: str) -> JSON:
    """The value of a content, as a page draws it. Raises NotFound.

    `input`, `output`, `parameters`, `spans`, `span-N`; `message-N` of the context and `said-N`, and `-M` after it for
    one part of the message; `text`, `thought` and `call-N` of what a model decided; `try-N`; `state-N-before`,
    `state-N-after`; `inside-N-M`, a text of an inner span. Places count from 1.
    """
    name, *places = part.split("-")
    reader = _READERS.get(name)
    if reader is None:
        raise NotFound(NOTHING)
    return reader(view, places)


def message_of(view: StepView, part: str) -> Message | None:
    """The message that `message-N` or `said-N` names; None for any other content. Raises NotFound."""
    name, _, place = part.partition("-")
    return _message(view, name, place) if name in {"message", "said"} and place.isdecimal() else None


def part_value(part: Part) -> JSON:
    """What a part of a message holds beside its names."""
    if isinstance(part, Media):
        return data_url(part.media_type, part.data) if part.data is not None else part.reference or NOT_RECORDED
    return part_content(part)


def message_text(message: Message) -> str:
    """A message of words as its words, any other as JSON."""
    if all(isinstance(part, Text) for part in message.parts):
        return message.text
    return indented(message_json(message))


def span_body(span: Span) -> dict[str, JSON]:
    """The span as recorded, for reading."""
    return {
        "name": span.name,
        "span_id": span.span_id,
        "parent_id": span.parent_id,
        "status": span.status.value,
        "status_message": span.status_message,
        "start_ns": span.start_ns,
        "end_ns": span.end_ns,
        "scope": " ".join(part for part in (span.scope, span.scope_version) if part),
        "attributes": span.attributes,
        "events": [{"name": e.name, "time_ns": e.time_ns, "attributes": e.attributes} for e in span.events],
        "logs": [
            {"name": r.name, "time_ns": r.time_ns, "attributes": r.attributes, "body": r.body} for r in span.logs
        ],
        "links": [{"trace_id": link.trace_id, "span_id": link.span_id} for link in span.links],
        "resource": span.resource,
    }


def _at(items: Sequence[T], places: Sequence[str]) -> T:
    """The item at the first place; the others are not looked at."""
    place = places[0] if places else ""
    if not (place.isascii() and place.isdecimal() and len(place) <= MOST_DIGITS and 1 <= int(place) <= len(items)):
        raise NotFound(NOTHING)
    return items[int(place) - 1]


def _alone(value: JSON, places: Sequence[str]) -> JSON:
    if places:
        raise NotFound(NOTHING)
    return value


def _message(view: StepView, name: str, place: str) -> Message:
    given = (view.step.context or Context()).messages
    wanted = _at(given if name == "message" else view.step.output_messages, [place])
    return view.messages([wanted])[wanted]


def _said(view: StepView, places: Sequence[str], *, name: str) -> JSON:
    message = _message(view, name, places[0] if places else "")
    return part_value(_at(message.parts, places[1:])) if places[1:] else message_json(message)


def _output(view: StepView, places: Sequence[str]) -> JSON:
    if view.step.kind is not StepKind.MODEL:
        return _alone(view.step.output, places)
    messages = view.messages(view.step.output_messages)
    return _alone([message_json(messages[item]) for item in view.step.output_messages], places)


def _decided(view: StepView, places: Sequence[str], *, name: str) -> JSON:
    decided = decision(view.step, view.messages(view.step.output_messages))
    if name == "call":
        return _at(decided.calls, places).arguments
    return _alone(decided.text if name == "text" else decided.reasoning, places)


def _state(view: StepView, places: Sequence[str]) -> JSON:
    change = _at(view.step.state, places)
    sides = {"before": change.before, "after": change.after}
    if len(places) != 2 or places[1] not in sides:
        raise NotFound(NOTHING)
    return sides[places[1]]


def _inside(view: StepView, places: Sequence[str]) -> JSON:
    """One text of one inner span, by the places of both."""
    span = _at(view.inside().spans, places)
    return _at(tuple(span.texts), places[1:])[1]


_READERS: dict[str, Callable[[StepView, Sequence[str]], JSON]] = {
    "input": lambda view, places: _alone(view.step.input, places),
    "output": _output,
    "parameters": lambda view, places: _alone((view.step.context or Context()).parameters, places),
    "spans": lambda view, places: _alone([span_body(span) for span in view.spans()], places),
    "span": lambda view, places: span_body(_at(view.spans(), places)),
    "message": lambda view, places: _said(view, places, name="message"),
    "said": lambda view, places: _said(view, places, name="said"),
    "text": lambda view, places: _decided(view, places, name="text"),
    "thought": lambda view, places: _decided(view, places, name="thought"),
    "call": lambda view, places: _decided(view, places, name="call"),
    "try": lambda view, places: _at(view.step.attempts, places).output,
    "state": _state,
    "inside": _inside,
}
