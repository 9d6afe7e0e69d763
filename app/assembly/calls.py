"""Which model step asked for which tool step, and what the messages tell of either."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from app.assembly.draft import Draft
from app.assembly.tool_failure import error_told
from app.assembly.unmatched_results import unmatched_ids
from app.domain.json import JSON, text_of
from app.domain.message import ToolCall, ToolResult
from app.domain.span_reading import Role, SpanReading
from app.domain.step import StepKind

_ANSWERS = (StepKind.TOOL, StepKind.HANDOFF, StepKind.RETRIEVAL, StepKind.MEMORY, StepKind.HUMAN)


@dataclass(slots=True, eq=False)
class RequestedCall:
    """One call of one model step: the step that answered it, and what a later message says came back."""

    model: Draft
    call: ToolCall
    step: Draft | None = None
    result: ToolResult | None = None


@dataclass(slots=True)
class PendingCalls:
    """The calls of a lane that no step has answered yet, newest last."""

    calls: list[RequestedCall] = field(default_factory=list)


def match_calls(drafts: Sequence[Draft]) -> list[RequestedCall]:
    """All calls of all model steps, each with its step and its result where there is one."""
    found: list[RequestedCall] = []
    lanes: dict[str, PendingCalls] = defaultdict(PendingCalls)
    unmatched = unmatched_ids(drafts)
    for draft in drafts:
        open_calls = lanes[draft.lane]
        if draft.kind is StepKind.MODEL:
            _hear(open_calls, draft, unmatched)
            asked = [RequestedCall(draft, call) for call in draft.calls]
            found += asked
            open_calls.calls = [old for old in open_calls.calls if old.result is None or old.step is None] + asked
            _answered_at_once(draft, asked)
        elif draft.kind in _ANSWERS:
            draft.call_id = unmatched.get(draft.call_id, draft.call_id)
            _answer(lanes, draft)
    return found


def _answer(lanes: dict[str, PendingCalls], draft: Draft) -> None:
    """Find the call that a step answers: by id, else by name, in its own lane first, the newest model's first."""
    own = lanes[draft.lane].calls
    elsewhere = [asked for name, lane in lanes.items() if name != draft.lane for asked in lane.calls]
    chosen = next(
        (asked for asked in own if draft.call_id and asked.call.id == draft.call_id and asked.step is None), None
    )
    chosen = chosen or _by_name(own, draft) or _by_id(elsewhere, draft)
    if chosen is not None:
        chosen.step = draft
        draft.asked_by = chosen.model
        draft.call_id = draft.call_id or chosen.call.id


def _by_id(calls: list[RequestedCall], draft: Draft) -> RequestedCall | None:
    return next(
        (asked for asked in calls if draft.call_id and asked.call.id == draft.call_id and asked.step is None), None
    )


def _by_name(calls: list[RequestedCall], draft: Draft) -> RequestedCall | None:
    """The newest model's first open call of this name, whose arguments agree if both are known."""
    fitting = [asked for asked in calls if asked.step is None and _fits(asked, draft)]
    newest = [asked for asked in fitting if asked.model is fitting[-1].model] if fitting else []
    same = [asked for asked in newest if draft.input is not None and _same(asked.call.arguments, draft.input)]
    return next(iter(same or newest), None)


def _fits(asked: RequestedCall, draft: Draft) -> bool:
    if draft.call_id and asked.call.id:
        return False
    if asked.call.name == draft.name:
        return True
    if draft.kind is StepKind.HANDOFF:
        return any(word in asked.call.name.lower() for word in ("transfer", "handoff", "hand_off", "delegate"))
    return False


def _same(asked: JSON, given: JSON) -> bool:
    return asked == given or _alone(asked, given)


def _alone(asked: JSON, given: JSON) -> bool:
    """Whether a tool of one argument was recorded with its value alone, as LangChain does."""
    return isinstance(asked, dict) and len(asked) == 1 and str(next(iter(asked.values()))) == str(given)


def _hear(open_calls: PendingCalls, model: Draft, unmatched: Mapping[str | None, str | None]) -> None:
    """Take from what a model was told the results of calls made before, the latest first.

    The latest, because models and servers exist that use one id again and again. A result without an id
    is told by its name, and only where it follows the last words of the assistant.
    """
    waiting = [asked for asked in open_calls.calls if asked.result is None]
    if not waiting:
        return
    by_id: dict[str | None, RequestedCall] = {asked.call.id: asked for asked in waiting if asked.call.id}
    nameless = [asked for asked in waiting if asked.model is waiting[-1].model]
    fresh = True
    for message in reversed(model.reading.input_messages):
        fresh = fresh and message.role != "assistant"
        for part in reversed(message.parts):
            if isinstance(part, ToolResult) and part.id is not None:
                asked = by_id.pop(unmatched.get(part.id, part.id), None)
                if asked is not None:
                    asked.result = part
            elif isinstance(part, ToolResult) and fresh:
                _take_by_name(part, nameless)


def _take_by_name(part: ToolResult, waiting: list[RequestedCall]) -> None:
    """Results come in the order of the calls; heard from the end, the last open call of the name fits."""
    named = [asked for asked in waiting if asked.result is None and asked.call.name == part.name]
    if part.name is None and len(waiting) == 1:
        named = waiting
    if named:
        named[-1].result = part


def _answered_at_once(model: Draft, asked: list[RequestedCall]) -> None:
    """Tools that the provider runs itself answer in the very reply that asks."""
    results = {
        part.id: part
        for message in model.reading.output_messages
        for part in message.parts
        if isinstance(part, ToolResult)
    }
    for one in asked:
        if one.call.id in results:
            one.result = results[one.call.id]


def fill(asked: Sequence[RequestedCall]) -> None:
    """Give tool steps the arguments and results that only the messages hold."""
    for one in asked:
        if one.step is not None:
            if one.step.input is None or _bare(one.step.input, one.call.arguments):
                one.step.input = one.call.arguments
            if one.result is not None:
                _fill_result(one.step, one.result)


def _bare(given: JSON, arguments: JSON) -> bool:
    """Whether a span holds the value of the only argument without its name."""
    return not isinstance(given, dict) and _alone(arguments, given)


def _fill_result(step: Draft, result: ToolResult) -> None:
    wrong = error_told(result, step)
    if step.output is None and not (step.failed and step.error):
        step.output = result.result
    if wrong is not None and not step.failed:
        step.failed, step.error = True, step.error or wrong
    if step.failed and step.says_little:
        step.error = wrong or text_of(result.result) or step.error


def rebuilt(asked: Sequence[RequestedCall]) -> dict[int, list[Draft]]:
    """Steps for calls that were answered and have no span, by the identity of the model that asked."""
    made: dict[int, list[Draft]] = defaultdict(list)
    for one in asked:
        if one.step is None and one.result is not None:
            made[id(one.model)].append(_rebuild(one, one.result))
    return made


def _rebuild(one: RequestedCall, result: ToolResult) -> Draft:
    error = error_told(result)
    reading = SpanReading(dialect="rebuilt", role=Role.STEP, kind=StepKind.TOOL, name=one.call.name)
    model = one.model
    return Draft(
        model.node,
        StepKind.TOOL,
        reading,
        [],
        model.ended_ns,
        model.ended_ns,
        agent=model.agent,
        lane=model.lane,
        asked_by=model,
        rebuilt=True,
        input=one.call.arguments,
        output=result.result,
        error=error,
        failed=error is not None,
        call_id=one.call.id,
        name=one.call.name,
    )
