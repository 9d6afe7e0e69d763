"""One step of an export: its change in words, and each message of the run once, under its number."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from app.domain.header import StepHeader
from app.domain.json import JSON, indented, laid_out, text_of
from app.domain.message import Media, Message, Part, Reasoning, Text, ToolCall, ToolResult
from app.domain.span import Span
from app.domain.step import Context, StateChange, Step, StepKind
from app.pages.export.inside import InnerText, inner_texts
from app.pages.replay.inside import inside_words
from app.pages.value.text import DiffSegment, TextPreview, cut, stretches
from app.reading.export_run import ExportedStep
from app.replay.context_diff import ChangedMessage, ParameterChange
from app.replay.delta import Delta, delta
from app.replay.error_text import Apart, shown_apart
from app.replay.message_text import readable
from app.replay.summary import summary
from app.replay.words import word_diff

MOST_TEXT = 64 * 1024  # characters of one text; a longer one is cut, and says so
MOST_RAW = 1000  # of one attribute of a raw span: what is longer is content, which stands above it
MOST_SPANS = 8000  # of the raw spans of a step together
MOST_COMPARED = 6000  # of two messages compared word by word; both stand in the file anyway


@dataclass(frozen=True, slots=True)
class PartText:
    """A part of a message as text; `title` says what it is, where it is not plain words."""

    title: str
    text: TextPreview


@dataclass(frozen=True, slots=True)
class NumberedMessage:
    """A message where it comes first, under its number in the file."""

    number: int
    role: str
    name: str | None
    parts: tuple[PartText, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """A message that took the place of another: their numbers, and their words compared."""

    before: int
    after: int
    shortened: bool
    stretches: tuple[DiffSegment, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StepText:
    """All that the template of a step prints. `context` and `said` are ranges of message numbers.

    The text of an error stands once: `error` is None where the output says it.
    """

    step: Step
    header: StepHeader
    running: bool
    awaiting: bool
    sentence: str
    delta: Delta
    raw: TextPreview
    entered: tuple[int, ...] = ()
    left: tuple[int, ...] = ()
    changed: tuple[Change, ...] = ()
    parameters: tuple[ParameterChange, ...] = ()
    tools: tuple[str, ...] = ()
    tool_changes: tuple[str, ...] = ()
    context: tuple[range, ...] = ()
    said: tuple[range, ...] = ()
    told: tuple[NumberedMessage, ...] = ()
    told_said: tuple[NumberedMessage, ...] = ()
    given: TextPreview | None = None
    output: TextPreview | None = None
    error: TextPreview | None = None
    inside: tuple[InnerText, ...] = ()
    inside_words: str = ""
    state: tuple[tuple[str, TextPreview, TextPreview], ...] = ()


@dataclass(slots=True)
class MessageNumbers:
    """The messages of a file by their hash, numbered as they come."""

    known: dict[str, int] = field(default_factory=dict)

    def fresh(self, hashes: Iterable[str]) -> list[str]:
        """Those that have no number yet; from now on they have one."""
        new = [key for key in dict.fromkeys(hashes) if key not in self.known]
        for key in new:
            self.known[key] = len(self.known) + 1
        return new

    def of(self, hashes: Iterable[str]) -> list[int]:
        return [self.known[key] for key in hashes]


def step_text(exported: ExportedStep, numbers: MessageNumbers) -> StepText:
    view, step = exported.view, exported.view.step
    before = (view.before and view.before.context) or Context()
    given = (step.context or Context()).messages
    entered, said = numbers.fresh(given), numbers.fresh(step.output_messages)
    found = view.messages([*entered, *said])
    change = delta(step, view.delta_inputs)
    tools = view.tools((step.context or Context()).tools)
    return StepText(
        step=step,
        header=exported.header,
        running=view.running,
        awaiting=change.awaiting,
        sentence=summary(change),
        delta=change,
        context=ranges(numbers.of(given)),
        said=ranges(numbers.of(step.output_messages)),
        told=tuple(_told(numbers.known[key], found[key]) for key in entered),
        told_said=tuple(_told(numbers.known[key], found[key]) for key in said),
        tools=tuple(tool.name for tool in tools.values()),
        given=None if step.kind is StepKind.MODEL or step.input is None else _cut(step.input),
        **_outcome(step, running=view.running),
        inside=inner_texts(view.inside()),
        inside_words=inside_words(step.inside),
        state=tuple(map(_state, step.state)),
        raw=cut("\n\n".join(map(_raw, exported.spans)), MOST_SPANS),
        **_context(change, given=numbers.of(given), before=numbers.of(before.messages)),
    )


def _outcome(step: Step, *, running: bool) -> dict[str, Any]:
    output = None if step.kind is StepKind.MODEL or running else step.output
    apart = shown_apart(step.error, output)
    return {
        "output": None if output is None or apart is Apart.ERROR else _cut(output),
        "error": None if step.error is None or apart is Apart.RESULT else cut(step.error, MOST_TEXT),
    }


def _context(change: Delta, *, given: Sequence[int], before: Sequence[int]) -> dict[str, Any]:
    diff = change.context
    if diff is None:
        return {}
    return {
        "entered": tuple(given[item.place - 1] for item in diff.entered),
        "left": tuple(before[item.place - 1] for item in diff.left),
        "changed": tuple(
            _changed(item, before=before[item.before.place - 1], after=given[item.after.place - 1])
            for item in diff.changed
        ),
        "parameters": diff.parameters,
        "tool_changes": (
            *(f"{tool.name} is new on offer" for tool in diff.tools_entered),
            *(f"{tool.name} is no longer on offer" for tool in diff.tools_left),
            *(f"{tool.after.name} has another description or schema" for tool in diff.tools_changed),
        ),
    }


def ranges(numbers: Iterable[int]) -> tuple[range, ...]:
    """`1, 2, 3, 7` -> `1..3, 7..7`, in the order given."""
    found: list[range] = []
    for number in numbers:
        if found and number == found[-1].stop:
            found[-1] = range(found[-1].start, number + 1)
        else:
            found.append(range(number, number + 1))
    return tuple(found)


def _told(number: int, message: Message) -> NumberedMessage:
    return NumberedMessage(number, message.role, message.name, tuple(map(_part, message.parts)))


def _part(part: Part) -> PartText:
    match part:
        case Text(text):
            return PartText("", cut(text, MOST_TEXT))
        case Reasoning(text):
            return PartText("reasoning", cut(text, MOST_TEXT))
        case ToolCall(name, arguments):
            return PartText(f"calls {name}", _cut(arguments))
        case ToolResult(result, _, name, is_error):
            return PartText(f"{'error ' if is_error else ''}result{f' of {name}' if name else ''}", _cut(result))
        case Media(media_type, reference, data):
            told = f"{len(data):,} characters of base64, not in this file" if data is not None else reference
            return PartText(media_type, cut(told or "content not recorded", MOST_RAW))


def _changed(item: ChangedMessage, *, before: int, after: int) -> Change:
    texts = readable(item.before.message), readable(item.after.message)
    compared = stretches(word_diff(*texts)) if sum(map(len, texts)) <= MOST_COMPARED else ()
    return Change(before, after, item.shortened, compared)


def _state(change: StateChange) -> tuple[str, TextPreview, TextPreview]:
    absent = TextPreview("absent")
    sides = [absent if side is None else _cut(side) for side in (change.before, change.after)]
    return change.key, sides[0], sides[1]


def _cut(value: JSON) -> TextPreview:
    return cut(laid_out(value), MOST_TEXT)


def _raw(span: Span) -> str:
    """A raw span without what stands above as messages, arguments and results."""
    shown = {name: _short(value) for name, value in span.attributes.items()}
    events = [
        {"name": event.name, **{name: _short(v) for name, v in event.attributes.items()}} for event in span.events
    ]
    head = f"{span.name}\nspan {span.span_id}{f' in {span.parent_id}' if span.parent_id else ''}"
    return "\n".join([head, indented(shown), *map(indented, events)])


def _short(value: JSON) -> JSON:
    text = text_of(value)
    return value if len(text) <= MOST_RAW else f"{text[:MOST_RAW]} … and {len(text) - MOST_RAW:,} characters more"
