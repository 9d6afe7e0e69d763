"""A step while it is being made: its spans, what is known of the call, and its place."""

from dataclasses import dataclass, field, replace

from app.assembly.forest import Node
from app.domain.json import JSON
from app.domain.message import Message, Part, ToolCall, ToolResult
from app.domain.span import Span
from app.domain.span_reading import SpanReading, merged
from app.domain.status_codes import code_words
from app.domain.step import StepKind
from app.replay.stop_reason import calls_tools

_BARE = ("error", "failed", "failure", "exception")


@dataclass(slots=True, eq=False)
class Draft:
    """One step to be. `node` is its place in the tree; a rebuilt step has that of the model that asked.

    `into` is the draft that took this one in, where both report one call.
    """

    node: Node
    kind: StepKind
    reading: SpanReading
    spans: list[Span]
    started_ns: int
    ended_ns: int
    agent: str | None = None
    lane: str = ""
    group: int | None = None
    asked_by: "Draft | None" = None
    rebuilt: bool = False
    attempts: "list[Draft]" = field(default_factory=list)
    repairs: list[str] = field(default_factory=list)
    input: JSON = None
    output: JSON = None
    error: str | None = None
    failed: bool = False
    call_id: str | None = None
    name: str = ""
    into: "Draft | None" = None
    _calls: "tuple[SpanReading, tuple[ToolCall, ...]] | None" = None

    @property
    def says_little(self) -> bool:
        """Whether the error is none, or no more than a code: `tool_error`, `HTTP 404` or an exception's class."""
        if not self.error or self.error.lower() in _BARE:
            return True
        codes = [span.attributes.get("error.type") for span in self.spans]
        codes += [event.attributes.get("exception.type") for span in self.spans for event in span.events]
        codes += [code_words(span.attributes) for span in self.spans]
        return self.error in codes

    @property
    def calls(self) -> tuple[ToolCall, ...]:
        """The tools that this model step asked for, in the order of its words; looked for once in each reading."""
        if self._calls is None or self._calls[0] is not self.reading:
            said = self.reading.output_messages
            self._calls = self.reading, tuple([call for message in said for call in message.calls])
        return self._calls[1]

    @property
    def asks_in_silence(self) -> bool:
        """Whether this model step stopped to call tools, and the recording does not hold which."""
        return self.kind is StepKind.MODEL and calls_tools(self.reading.finish_reason) and not self.calls


def draft_of(node: Node) -> Draft:
    """The step of one span, or of one that is told of by another."""
    reading = node.reading
    return Draft(
        node,
        node.kind,
        reading,
        [] if node.rebuilt else [node.span],
        node.span.start_ns,
        node.span.end_ns,
        agent=reading.agent,
        rebuilt=node.rebuilt,
        repairs=list(node.notes),
        input=reading.input,
        output=reading.output,
        error=reading.error,
        failed=reading.failed,
        call_id=reading.call_id,
        name=_name(node),
    )


def absorb(draft: Draft, other: Draft) -> None:
    """Make two reports of one call one step; what the first does not tell, the second may."""
    draft.reading = merged(_by_ids(_fuller(draft.reading, other.reading), other.reading), other.reading)
    draft.spans += other.spans
    draft.agent = draft.agent or other.agent
    draft.input = other.input if draft.input is None else draft.input
    draft.output = other.output if draft.output is None else draft.output
    draft.error = draft.error or other.error
    draft.failed = draft.failed or other.failed
    draft.call_id = draft.call_id or other.call_id


Drafts = dict[int, Draft]
"""Drafts by the identity of their nodes; doubles share one."""


def share(drafts: Drafts, keep: Node, other: Node) -> None:
    """Let the node share the other's draft: both report one call."""
    gone = drafts[id(other)]
    absorb(drafts[id(keep)], gone)
    gone.into = drafts[id(other)] = drafts[id(keep)]


def _fuller(reading: SpanReading, other: SpanReading) -> SpanReading:
    """The reading, with the other's messages where its own have no word, and the other's cost where its own is 0."""
    return replace(
        reading,
        input_messages=_worded(reading.input_messages, other.input_messages),
        output_messages=_worded(reading.output_messages, other.output_messages),
        cost_usd=reading.cost_usd or other.cost_usd or reading.cost_usd,
    )


def _worded(own: tuple[Message, ...], others: tuple[Message, ...]) -> tuple[Message, ...]:
    return others if own and not _tell(own) and _tell(others) else own


def _tell(messages: tuple[Message, ...]) -> bool:
    """Whether any part of messages holds more than that there was one."""
    return any(_tells(part) for message in messages for part in message.parts)


def _tells(part: Part) -> bool:
    match part:
        case ToolCall():
            return part.arguments is not None
        case ToolResult():
            return part.result is not None
        case _:
            return True


def _by_ids(reading: SpanReading, other: SpanReading) -> SpanReading:
    """The reading, with the other's reply where that tells the ids of the same calls and its own does not."""
    own, theirs = ([call for message in one.output_messages for call in message.calls] for one in (reading, other))
    if not own or any(call.id for call in own) or [call.name for call in own] != [call.name for call in theirs]:
        return reading
    return replace(reading, output_messages=other.output_messages) if all(call.id for call in theirs) else reading


def _name(node: Node) -> str:
    reading = node.reading
    if node.kind is StepKind.MODEL:
        return reading.response_model or reading.request_model or reading.name or node.span.name
    return reading.name or node.span.name
