"""Ids that a library gave its tools itself, so that they tell nothing of who asked."""

from collections import defaultdict
from collections.abc import Iterable
from collections.abc import Set as AbstractSet

from app.assembly.answers import MOST_CALLS
from app.assembly.arguments import contradict, likeness
from app.assembly.draft import Draft
from app.domain.message import ToolCall, ToolResult
from app.domain.step import StepKind


def forget_own_ids(drafts: Iterable[Draft]) -> None:
    """Take their ids from the tools of a library none of whose tools has the id of a call or result.

    But the model that asked under such an id may have been lost, so something must tell that a tool answers a call
    under another one: the same name and arguments, or a result that was told under the call's id.
    """
    drafts = list(drafts)
    tools = [draft for draft in drafts if draft.kind is StepKind.TOOL and draft.call_id]
    calls = [call for draft in drafts if tools and draft.kind is StepKind.MODEL for call in draft.calls if call.id]
    asked = {call.id for call in calls}
    strange = [tool for tool in tools if tool.call_id not in asked]
    if not strange or not asked:
        return
    told = _told(drafts)
    libraries = {tool.node.span.scope for tool in tools if tool.call_id in asked | told}
    named: dict[str, list[ToolCall]] = defaultdict(list)
    for call in calls:
        named[call.name].append(call)
    for tool in strange:
        recent = named.get(tool.name, calls)[-MOST_CALLS:]
        if tool.node.span.scope not in libraries and any(_answers(tool, call, told) for call in recent):
            tool.call_id = None


def _answers(tool: Draft, call: ToolCall, told: AbstractSet[str | None]) -> bool:
    given = likeness(tool.input)
    if call.name == tool.name and given and likeness(call.arguments) == given:
        return True
    return call.id in told and not contradict(call.arguments, tool.input)


def _told(drafts: Iterable[Draft]) -> set[str | None]:
    """The ids of all results that models were told; a message that is told again and again is looked at once."""
    said = {id(one): one for draft in drafts for one in draft.reading.input_messages}
    return {part.id for message in said.values() for part in message.parts if isinstance(part, ToolResult)}
