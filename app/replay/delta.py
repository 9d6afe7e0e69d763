"""What one step changed: the Delta that a reader sees first."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from app.domain.json import JSON
from app.domain.message import Message, Reasoning, Text, ToolCall
from app.domain.step import Context, StateChange, Step, StepKind, Try, Usage
from app.replay.basis import Basis, Match
from app.replay.compaction import Compaction, compaction
from app.replay.context_diff import ContextDiff, MessagePool, context_diff, continued_context, first_context
from app.replay.totals import NOTHING_USED, Totals


@dataclass(frozen=True, slots=True, kw_only=True)
class DeltaInputs:
    """All that a delta is read from beside the step itself; its size does not depend on the run's length.

    `before` is the model step that `basis` names. `asked_by` is the model step that asked for a step that is not
    one itself. `results` are the revealed steps that a model step asked for; `awaiting` is true while more of
    the step may lie past the frontier. `totals` end with the step. `pool` holds the messages and tools of the step
    and of `before`.
    """

    pool: MessagePool
    basis: Basis | None = None
    before: Step | None = None
    asked_by: Step | None = None
    results: tuple[Step, ...] = ()
    awaiting: bool = False
    totals: Totals = NOTHING_USED


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What a model step put out: its words, its thinking, the tools it called, and why it stopped."""

    text: str = ""
    reasoning: str = ""
    calls: tuple[ToolCall, ...] = ()
    finish_reason: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StepResult:
    """A result or an error, and the step that brought it."""

    step: int
    name: str
    output: JSON
    error: str | None
    call_id: str | None = None
    attempts: tuple[Try, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """`more_tokens` is how many input tokens were added to those of the basis."""

    usage: Usage
    duration_ms: float
    cost_usd: float | None
    cost_recorded: bool
    totals: Totals
    more_tokens: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Delta:
    """One step's change. `context` and `decided` are a model step's; `asked` is what any other step was given.

    `partial` tells that the recording lost messages of this call: what seems to have left may be missing only there.
    """

    step: int
    kind: StepKind
    name: str
    cost: Cost
    basis: Basis | None = None
    by_reference: bool = False
    partial: bool = False
    context: ContextDiff | None = None
    compaction: Compaction | None = None
    decided: Decision | None = None
    asked_by: int | None = None
    asked: JSON = None
    came_back: tuple[StepResult, ...] = ()
    awaiting: bool = False
    state: tuple[StateChange, ...] = field(default_factory=tuple)


def delta(step: Step, around: DeltaInputs) -> Delta:
    """Read the step against what is around it."""
    return _model_delta(step, around) if step.kind is StepKind.MODEL else _other_delta(step, around)


def _model_delta(step: Step, around: DeltaInputs) -> Delta:
    context = step.context or Context()
    continued = bool(around.basis and around.basis.match is Match.RESPONSE and context.partial)
    decided = decision(step, around.pool.messages)
    diff = _compare(context, around, continued=continued)
    return Delta(
        step=step.number,
        kind=step.kind,
        name=step.name,
        cost=_cost(step, around),
        basis=around.basis,
        by_reference=continued,
        partial=context.partial and not continued,
        context=diff,
        compaction=_compaction(diff, around),
        decided=decided,
        came_back=tuple(map(_returned, around.results)),
        awaiting=around.awaiting and len(around.results) < len(decided.calls),
        state=step.state,
    )


def _compare(context: Context, around: DeltaInputs, *, continued: bool) -> ContextDiff:
    if continued:
        return continued_context(context, around.pool)
    if around.before is None or around.before.context is None:
        return first_context(context, around.pool)
    return context_diff(around.before.context, context, around.pool)


def _compaction(diff: ContextDiff, around: DeltaInputs) -> Compaction | None:
    if around.before is None or not (diff.left or diff.changed):
        return None
    messages, given = around.pool.messages, (around.before.context or Context()).messages
    opening = next((place for place, item in enumerate(given) if messages[item].role != "system"), len(given))
    return compaction(diff, said=[messages[item] for item in around.before.output_messages], opening=opening)


def _other_delta(step: Step, around: DeltaInputs) -> Delta:
    return Delta(
        step=step.number,
        kind=step.kind,
        name=step.name,
        cost=_cost(step, around),
        asked_by=around.asked_by.number if around.asked_by else None,
        asked=step.input,
        came_back=() if around.awaiting else (_returned(step),),
        awaiting=around.awaiting,
        state=step.state,
    )


def decision(step: Step, messages: Mapping[str, Message]) -> Decision:
    """What the step's output messages say, in order."""
    spoken = [messages[item] for item in step.output_messages]
    parts = [part for message in spoken for part in message.parts]
    return Decision(
        text="\n\n".join(part.text for part in parts if isinstance(part, Text)),
        reasoning="\n\n".join(part.text for part in parts if isinstance(part, Reasoning)),
        calls=tuple(part for part in parts if isinstance(part, ToolCall)),
        finish_reason=step.finish_reason,
    )


def _returned(step: Step) -> StepResult:
    return StepResult(
        step=step.number,
        name=step.name,
        output=step.output,
        error=step.error,
        call_id=step.call_id,
        attempts=step.attempts,
    )


def _cost(step: Step, around: DeltaInputs) -> Cost:
    given = step.usage.input_tokens
    before = around.before.usage.input_tokens if around.before else None
    return Cost(
        usage=step.usage,
        duration_ms=step.duration_ms,
        cost_usd=step.cost_usd,
        cost_recorded=step.cost_recorded,
        totals=around.totals,
        more_tokens=None if given is None or before is None else given - before,
    )
