"""One content of a step as plain text, whole: what the page's previews leave out."""

from collections.abc import Sequence

from app.domain.errors import NotFound
from app.domain.json import JSON, indented
from app.domain.message import Message, Text, message_json
from app.domain.span import Span
from app.domain.step import Context, StepKind
from app.practice.window import StepView


def content_of(view: StepView, part: str) -> str:
    """The text of `input`, `output`, `spans`, `message-N` of the context, or `said-N`.

    Raises NotFound for anything else.
    """
    if part == "input":
        return plain(view.step.input)
    if part == "output":
        return _output(view)
    if part == "spans":
        return indented([span_body(span) for span in view.spans()])
    return message_text(_message(view, part))


def plain(value: JSON) -> str:
    """A text as it is, anything else as indented JSON."""
    return value if isinstance(value, str) else indented(value)


def _output(view: StepView) -> str:
    step = view.step
    if step.kind is not StepKind.MODEL:
        return plain(step.output)
    messages = view.messages(step.output_messages)
    return "\n\n".join(message_text(messages[item]) for item in step.output_messages)


def _message(view: StepView, part: str) -> Message:
    name, _, place = part.partition("-")
    given = (view.step.context or Context()).messages
    lists: dict[str, Sequence[str]] = {"message": given, "said": view.step.output_messages}
    hashes = lists.get(name, ())
    if not place.isdecimal() or not 1 <= int(place) <= len(hashes):
        raise NotFound("this step has no such content")
    wanted = hashes[int(place) - 1]
    return view.messages([wanted])[wanted]


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
