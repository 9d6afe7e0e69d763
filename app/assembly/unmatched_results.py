"""Which calls are answered by results that carry an id no call has."""

from collections.abc import Iterator, Sequence

from app.assembly.draft import Draft
from app.domain.message import Message, ToolCall, ToolResult
from app.domain.step import StepKind


def unmatched_ids(drafts: Sequence[Draft]) -> dict[str | None, str | None]:
    """The call's id for each result's id that no call of the run has.

    OpenLLMetry tells of a call to OpenAI's Responses API by its item's id, and of its result by the call's.
    """
    readings = [draft.reading for draft in drafts if draft.kind is StepKind.MODEL]
    said = {id(one): one for reading in readings for one in (*reading.input_messages, *reading.output_messages)}
    asked = {None, *(call.id for message in said.values() for call in message.calls)}
    told = {None, *(result.id for message in said.values() for result in _results(message))}
    found: dict[str | None, str | None] = {}
    if told <= asked:
        return found
    for reading in readings:
        for calls, results in _exchanges(reading.input_messages):
            unanswered = [call for call in calls if call.id not in told]
            found |= _paired(unanswered, [result for result in results if result.id not in asked])
    return found


def _exchanges(messages: Sequence[Message]) -> Iterator[tuple[list[ToolCall], list[ToolResult]]]:
    """The calls of the assistant's messages in a row, with the results that follow at once."""
    calls: list[ToolCall] = []
    results: list[ToolResult] = []
    for message in messages:
        given = [] if message.role == "assistant" else _results(message)
        if not given and (results or message.role != "assistant"):
            yield calls, results
            calls, results = [], []
        calls += message.calls
        results += given
    yield calls, results


def _paired(calls: list[ToolCall], results: list[ToolResult]) -> dict[str | None, str | None]:
    """Results with a name take the first call of that name; the others take what is left, in order."""
    found: dict[str | None, str | None] = {}
    for result in sorted(results, key=lambda one: one.name is None):
        call = next((one for one in calls if result.name in (None, one.name)), None)
        if call is not None:
            calls.remove(call)
            found[result.id] = call.id
    return found


def _results(message: Message) -> list[ToolResult]:
    return [part for part in message.parts if isinstance(part, ToolResult)]
