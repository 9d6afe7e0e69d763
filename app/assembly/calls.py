"""Which model step asked for which tool step, and what the messages tell of either."""

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice

from app.assembly.answers import MOST_CALLS, answer, take
from app.assembly.arguments import alone, content_of, contradict, likeness
from app.assembly.draft import Draft
from app.assembly.error_sentence import said_in
from app.assembly.requested_call import RequestedCall
from app.assembly.told_results import MOST_LANES, CallsById, hear, hear_nameless
from app.assembly.tool_failure import error_told
from app.assembly.unmatched_results import unmatched_ids
from app.domain.json import JSON
from app.domain.message import ToolResult
from app.domain.span_reading import Role, SpanReading
from app.domain.step import StepKind

_MOST_OPEN = 1_000  # calls of a lane that nobody has answered yet: hostile input has any number
_ANSWERS = (StepKind.TOOL, StepKind.HANDOFF, StepKind.RETRIEVAL, StepKind.MEMORY, StepKind.HUMAN)


@dataclass(slots=True)
class PendingCalls:
    """The calls of a lane that no step has answered yet, newest last, and the steps that may answer one of them."""

    calls: list[RequestedCall] = field(default_factory=list)
    steps: list[Draft] = field(default_factory=list)
    ids: set[str] = field(default_factory=set)
    silent: Draft | None = None
    spoke: bool = False

    def settle(self) -> None:
        """Pair what has come up to the next model, which was told the results."""
        answer(self.steps, self.calls)
        for step in self.steps:
            if self.silent is not None and step.asked_by is None and step.kind in (StepKind.TOOL, StepKind.HANDOFF):
                step.asked_by = self.silent
        self.steps = []

    def ask(self, model: Draft, asked: list[RequestedCall]) -> None:
        """Wait for what a model asked for; no longer for what is done, or what a model before the last was told."""
        if asked:
            last = self.calls[-1].model if self.calls else None
            waiting = [old for old in self.calls if old.step is None and (old.result is None or old.model is last)]
            self.calls = waiting[-_MOST_OPEN:] + asked
        self.ids.update(one.call.id for one in asked if one.call.id)
        self.spoke = True
        self.silent = model if model.asks_in_silence else None


def match_calls(drafts: Sequence[Draft]) -> list[RequestedCall]:
    """All calls of all model steps, each with its step and its result where there is one."""
    found: list[RequestedCall] = []
    lanes: dict[str, PendingCalls] = defaultdict(PendingCalls)
    unheard: CallsById = {}
    unanswered: CallsById = {}
    unmatched = unmatched_ids(drafts)
    times = _Asked(drafts)
    for draft in drafts:
        lane = lanes[draft.lane]
        if draft.kind is StepKind.MODEL:
            hear(draft, unheard, used=lane.ids, unmatched=unmatched)
            hear_nameless(draft, lane.calls)
            lane.settle()
            asked = [RequestedCall(draft, call) for call in draft.calls]
            found += asked
            _answered_at_once(draft, asked)
            lane.ask(draft, asked)
            _note_ids(asked, unanswered)
            _note_ids([one for one in asked if one.result is None], unheard)
        elif draft.kind in _ANSWERS:
            draft.call_id = unmatched.get(draft.call_id, draft.call_id)
            if not (
                _answered_by_id(draft, unanswered, times)
                or (not lane.spoke and _answered_outside(draft, lanes, times))
            ):
                lane.steps.append(draft)
    for lane in lanes.values():
        lane.settle()
    return found


class _Asked:
    """How often calls were asked for under an id, under an id by a name, and by name with the same arguments."""

    def __init__(self, drafts: Iterable[Draft]) -> None:
        self._calls = [call for draft in drafts if draft.kind is StepKind.MODEL for call in draft.calls]
        self.under = Counter[str | None](call.id for call in self._calls if call.id)
        self.named = Counter[tuple[str | None, str]]((call.id, call.name) for call in self._calls if call.id)

    @cached_property
    def alike(self) -> Mapping[Hashable, int]:
        return Counter(content_of(call.name, call.arguments) for call in self._calls)


def _note_ids(asked: Iterable[RequestedCall], calls: CallsById) -> None:
    for one in asked:
        if one.call.id:
            calls.setdefault(one.call.id, {}).setdefault(one.model.lane, []).append(one)


def _answered_by_id(draft: Draft, unanswered: CallsById, times: _Asked) -> bool:
    """Find the only open call of a step's id, in its own lane first; of several, more than the id has to tell.

    A call of another lane under an id that was used more than once must be the only one of the step's name.
    """
    lanes = unanswered.get(draft.call_id or "")
    if not lanes:
        return False
    found = _first_open(lanes.get(draft.lane, []))
    if not found:
        recent = islice(reversed(lanes.values()), MOST_LANES)
        others = [one for calls in recent for one in _first_open(calls)]
        found = [one for one in others if times.under[draft.call_id] == 1 or _alone_agrees(one, draft, times)]
    if len(found) == 1:
        take(found[0], draft)
    return len(found) == 1


def _alone_agrees(asked: RequestedCall, draft: Draft, times: _Asked) -> bool:
    """Whether a call is the only one under its id that has the step's name, and its arguments are no others."""
    alone_named = asked.call.name == draft.name and times.named[asked.call.id, asked.call.name] == 1
    return alone_named and not contradict(asked.call.arguments, draft.input)


def _answered_outside(draft: Draft, lanes: dict[str, PendingCalls], times: _Asked) -> bool:
    """Find the call that alone has a step's name and arguments, for one that hangs where no model spoke."""
    if draft.call_id is not None or not likeness(draft.input):
        return False
    content = content_of(draft.name, draft.input)
    if times.alike[content] != 1:
        return False
    recent = (asked for lane in islice(reversed(lanes.values()), MOST_LANES) for asked in lane.calls[-MOST_CALLS:])
    named = (asked for asked in recent if asked.step is None and asked.call.name == draft.name)
    found = next((asked for asked in named if content_of(asked.call.name, asked.call.arguments) == content), None)
    if found is not None:
        take(found, draft)
    return found is not None


def _first_open(calls: list[RequestedCall]) -> list[RequestedCall]:
    """The first two that no step answers; what was answered before them is looked at no more."""
    done = next((at for at, asked in enumerate(calls) if asked.step is None), len(calls))
    del calls[:done]
    return list(islice((asked for asked in calls if asked.step is None), 2))


def _answered_at_once(model: Draft, asked: list[RequestedCall]) -> None:
    """Tools that the provider runs itself answer in the very reply that asks; without ids, by name and in order."""
    if not asked:
        return
    results: dict[tuple[str | None, str | None], list[ToolResult]] = defaultdict(list)
    for message in model.reading.output_messages:
        for part in message.parts:
            if isinstance(part, ToolResult):
                results[part.id, None if part.id else part.name].append(part)
    for one in reversed(asked) if results else ():
        given = results.get((one.call.id, None if one.call.id else one.call.name))
        if given:
            one.result = given.pop()


def fill(asked: Sequence[RequestedCall]) -> None:
    """Give tool steps the arguments and results that only the messages hold."""
    for one in asked:
        if one.step is not None and one.certain:
            if one.step.input is None or _bare(one.step.input, one.call.arguments):
                one.step.input = one.call.arguments
            if one.result is not None:
                _fill_result(one.step, one.result)


def _bare(given: JSON, arguments: JSON) -> bool:
    """Whether a span holds the value of the only argument without its name."""
    return not isinstance(given, dict) and alone(arguments, given)


def _fill_result(step: Draft, result: ToolResult) -> None:
    wrong = error_told(result, tool=step.name, step=step)
    if step.output is None and not (step.failed and step.error):
        step.output = result.result
    if wrong is not None and not step.failed:
        step.failed, step.error = True, step.error or wrong
    if step.failed and step.says_little:
        step.error = wrong or said_in(result.result) or step.error


def rebuilt(asked: Sequence[RequestedCall]) -> dict[int, list[Draft]]:
    """Steps for calls that were answered and have no span, by the identity of the model that asked."""
    made: dict[int, list[Draft]] = defaultdict(list)
    for one in asked:
        if one.step is None and one.result is not None:
            made[id(one.model)].append(_rebuild(one, one.result))
    return made


def _rebuild(one: RequestedCall, result: ToolResult) -> Draft:
    error = error_told(result, tool=one.call.name)
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
