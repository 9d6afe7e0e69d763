"""What is unlike in two corresponding steps, word by word: from the other arm to the run that was read."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from app.domain.message import ToolDefinition
from app.domain.step import Context
from app.pages.replay.message import ChangedView, MessageView, changed_view, message_views
from app.pages.replay.tool_change import tool_change_view
from app.pages.value.fields import FieldLine, change_lines, compared, field_lines
from app.reading.window import StepView
from app.replay.alignment import AlignmentRow
from app.replay.aspects import aspect_values, context_between, told_anew
from app.replay.context_diff import ContextDiff, MessagePool, MovedMessage, ToolChange
from app.replay.differing_passage import rank
from app.replay.noise import Noise
from app.replay.value_diff import ValueChange, ValueMark, value_diff

MOST_REPEATED = 12  # messages that stand in a context because they differed before; the others are counted


@dataclass(frozen=True, slots=True, kw_only=True)
class AspectDifference:
    """One aspect: its fields, or messages that one side had alone, in other words or in another place."""

    title: str
    fields: tuple[FieldLine, ...] = ()
    changed: tuple[ChangedView, ...] = ()
    only_other: tuple[MessageView, ...] = ()
    only_shown: tuple[MessageView, ...] = ()
    moved: tuple[MovedMessage, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class StepDifference:
    """All that is unlike in two steps.

    `told` tells something new, what is decisive first. `noise` are ids and times that are drawn anew in every run,
    `noises` how many; `repeated` is what only repeats earlier differences, `repeats` how many messages or settings.
    """

    told: tuple[AspectDifference, ...] = ()
    noise: tuple[AspectDifference, ...] = ()
    noises: int = 0
    repeated: tuple[AspectDifference, ...] = ()
    repeats: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class SidesCompared:
    """Two steps and where their contents stand: `shown` is of the run that was read."""

    shown: StepView
    other: StepView
    shown_at: str
    other_at: str
    row: AlignmentRow
    noise: Noise


def difference_of(sides: SidesCompared) -> StepDifference:
    """What the row's aspects come to, each in one of three parts."""
    told, noise, repeated = [], [], []
    noises = repeats = 0
    spoken = {*sides.shown.step.output_messages, *sides.other.step.output_messages}
    pool = MessagePool(messages=sides.shown.messages(spoken))
    for name in sides.row.differs:
        if name == "context":
            new, old, count = _context(sides)
            told += new
            repeated += old
            repeats += count
        elif name in {"tools", "parameters"}:
            found = _settings(sides, name)
            (repeated if name in sides.row.quiet else told).append(found)
            repeats += len(found.fields) if name in sides.row.quiet else 0
        else:
            values = aspect_values(sides.other.step, sides.shown.step, name, pool)
            changes = value_diff(*values, renamed=sides.noise.renamed)
            nothing = sides.noise.of(changes, result=values[1] if name == "result" else None)
            noises += len(nothing)
            told += _fields(name, sorted((each for each in changes if each not in nothing), key=rank))
            noise += _fields(name, nothing)
    return StepDifference(
        told=tuple(told), noise=tuple(noise), noises=noises, repeated=tuple(repeated), repeats=repeats
    )


def _fields(name: str, changes: Sequence[ValueChange]) -> list[AspectDifference]:
    return [AspectDifference(title=name.capitalize(), fields=change_lines(changes))] if changes else []


def _settings(sides: SidesCompared, name: str) -> AspectDifference:
    if name == "tools":
        return AspectDifference(title="Tools", fields=tuple(_tools(_offered(sides.other), _offered(sides.shown))))
    ours, theirs = (view.step.context or Context() for view in (sides.shown, sides.other))
    return AspectDifference(title="Parameters", fields=field_lines(theirs.parameters, ours.parameters))


def _context(sides: SidesCompared) -> tuple[list[AspectDifference], list[AspectDifference], int]:
    """What is new in the two contexts, what was told before, and of how many messages that is."""
    given = {*(sides.shown.step.context or Context()).messages, *(sides.other.step.context or Context()).messages}
    diff = context_between(sides.other.step, sides.shown.step, MessagePool(messages=sides.shown.messages(given)))
    new = told_anew(diff, sides.row.news)
    old = replace(
        diff,
        changed=tuple(item for item in diff.changed if item not in new.changed),
        left=tuple(item for item in diff.left if item not in new.left),
        entered=tuple(item for item in diff.entered if item not in new.entered),
        moved=tuple(item for item in diff.moved if item not in new.moved),
    )
    first = replace(
        old, changed=old.changed[:MOST_REPEATED], left=old.left[:MOST_REPEATED], entered=old.entered[:MOST_REPEATED]
    )
    return _messages(new, sides), _messages(first, sides), _count(old)


def _messages(diff: ContextDiff, sides: SidesCompared) -> list[AspectDifference]:
    if not _count(diff):
        return []
    return [
        AspectDifference(
            title="Context",
            changed=tuple(map(changed_view, diff.changed)),
            only_other=message_views(diff.left, address=f"{sides.other_at}/message"),
            only_shown=message_views(diff.entered, address=f"{sides.shown_at}/message"),
            moved=diff.moved,
        )
    ]


def _count(diff: ContextDiff) -> int:
    return len(diff.changed) + len(diff.left) + len(diff.entered) + len(diff.moved)


def _offered(view: StepView) -> dict[str, ToolDefinition]:
    tools = (view.step.context or Context()).tools
    offered = view.tools(tools)
    return {offered[item].name: offered[item] for item in tools}


def _tools(before: dict[str, ToolDefinition], after: dict[str, ToolDefinition]) -> Iterator[FieldLine]:
    """A line for each tool that only one side was offered, and each field in which a tool differs; else the order."""
    if before == after:
        words = compared(", ".join(before), ", ".join(after))
        yield FieldLine(path="", mark=ValueMark.REORDERED.value, stretches=words)
    yield from (FieldLine(path=name, mark="came", stretches=()) for name in after if name not in before)
    yield from (FieldLine(path=name, mark="went", stretches=()) for name in before if name not in after)
    for name, tool in after.items():
        if name in before and before[name] != tool:
            change = tool_change_view(ToolChange(before[name], tool))
            for field in change.fields:
                path = f"{name}.{field.path}" if field.path else name
                yield FieldLine(path=f"{path} {field.aspect}".strip(), mark=field.mark, stretches=field.stretches)
            if change.more:
                yield FieldLine(path=name, mark="more", stretches=(), more=change.more)
