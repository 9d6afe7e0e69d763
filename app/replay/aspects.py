"""What of two corresponding steps may differ: each aspect as a pair of values."""

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace

from app.domain.json import JSON
from app.domain.message import Message, ToolCall, ToolDefinition, ToolResult
from app.domain.step import Context, Step
from app.replay.context_diff import ContextDiff, MessagePool, context_diff
from app.replay.delta import Decision, decision
from app.replay.likeness import by_words
from app.replay.message_text import readable


def aspect_values(before: Step, after: Step, aspect: str, pool: MessagePool) -> tuple[JSON, JSON]:
    """The two sides of an aspect, by its name in `AlignmentRow.differs`; the context has `context_between`."""
    match aspect:
        case "decision":
            return _decided(decision(before, pool.messages), decision(after, pool.messages))
        case "tools":
            return _offered(before, pool.tools), _offered(after, pool.tools)
        case "parameters":
            return (before.context or Context()).parameters, (after.context or Context()).parameters
        case "arguments":
            return before.input, after.input
        case "state":
            return _state(before), _state(after)
        case "error":
            return before.error or "", after.error or ""
        case _:
            return before.output, after.output


def context_between(before: Step, after: Step, pool: MessagePool) -> ContextDiff:
    """The two contexts compared by what their messages say: a call's id is drawn anew in every run."""
    ours, theirs = before.context or Context(), after.context or Context()
    said = {key: by_words(pool.messages[key]) for key in {*ours.messages, *theirs.messages}}
    messages = {said[key]: pool.messages[key] for key in said}
    one, other = (Context(messages=tuple(said[key] for key in context.messages)) for context in (ours, theirs))
    return context_diff(one, other, MessagePool(messages=messages))


def told_anew(diff: ContextDiff, news: AbstractSet[str]) -> ContextDiff:
    """What of a context's difference no earlier row told: `news` are its messages, by their words."""
    return replace(
        diff,
        entered=tuple(item for item in diff.entered if by_words(item.message) in news),
        left=tuple(item for item in diff.left if by_words(item.message) in news),
        changed=tuple(
            item for item in diff.changed if news & {by_words(item.before.message), by_words(item.after.message)}
        ),
        moved=tuple(item for item in diff.moved if by_words(item.message) in news),
    )


def message_value(message: Message) -> JSON:
    """A message as a value to compare: a lone result as it is, anything else as text."""
    if len(message.parts) == 1 and isinstance(message.parts[0], ToolResult):
        return message.parts[0].result
    return readable(message)


def _decided(before: Decision, after: Decision) -> tuple[JSON, JSON]:
    """What was said and thought, and the calls by their tool: where both sides call it once, by its arguments."""
    names = dict.fromkeys(call.name for call in (*before.calls, *after.calls))
    called: tuple[dict[str, JSON], dict[str, JSON]] = ({}, {})
    for name in names:
        each = [_arguments(side.calls, name) for side in (before, after)]
        single = all(len(calls) == 1 for calls in each)
        for calls, into in zip(each, called, strict=True):
            if calls:
                into[f"calls {name}"] = calls[0] if single else calls
    return _spoken(before) | called[0], _spoken(after) | called[1]


def _spoken(decided: Decision) -> dict[str, JSON]:
    words = {"thought": decided.reasoning, "said": decided.text}
    return {key: text for key, text in words.items() if text}


def _arguments(calls: Sequence[ToolCall], name: str) -> list[JSON]:
    return [call.arguments for call in calls if call.name == name]


def _offered(step: Step, tools: Mapping[str, ToolDefinition]) -> JSON:
    offered = [tools[key] for key in (step.context or Context()).tools]
    return {tool.name: {"description": tool.description, "schema": tool.schema} for tool in offered}


def _state(step: Step) -> JSON:
    return {change.key: {"before": change.before, "after": change.after} for change in step.state}
