"""Give drafts their numbers and make them frozen steps."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from app.assembly.cost import cost_usd
from app.assembly.draft import Draft
from app.assembly.pool import PoolBuilder
from app.assembly.retries import began, spans_of
from app.assembly.tokens import counting_beside, settled
from app.domain.inside import Inside, InsideCount
from app.domain.json import JSON
from app.domain.message import message_json
from app.domain.span import Status
from app.domain.span_reading import SpanReading
from app.domain.status_codes import code_words
from app.domain.step import Context, StateChange, Step, StepKind, Try, Usage

MOST_DOLLARS = 10**9  # of one call; what 10**12 tokens cost is less


@dataclass(frozen=True, slots=True, kw_only=True)
class _Place:
    """What a step is told by the steps and spans around it."""

    number: int
    span_ids: tuple[str, ...]
    turn: int | None
    group: int | None
    path: tuple[str, ...]
    repairs: tuple[str, ...]
    state: tuple[StateChange, ...]
    usage: Usage
    inside: InsideCount


def finished(
    drafts: Sequence[Draft],
    *,
    insides: Sequence[Inside],
    pool: PoolBuilder,
    paths: Mapping[str, tuple[str, ...]],
    repairs: Mapping[str, tuple[str, ...]],
) -> tuple[Step, ...]:
    """The drafts as steps, numbered from 1."""
    numbers = {id(one): number for number, draft in enumerate(drafts, 1) for one in (draft, *draft.attempts)}
    groups = _groups(drafts)
    written = _written(drafts)
    beside = counting_beside(drafts)
    places = (
        _Place(
            number=number,
            span_ids=span_ids,
            turn=_turn(draft, numbers),
            group=groups.get(draft.group) if draft.group is not None else None,
            path=paths[draft.node.span.span_id],
            repairs=(
                *draft.repairs,
                *(sentence for span_id in span_ids for sentence in repairs.get(span_id, ())),
            ),
            state=written.get(number, ()),
            usage=settled(draft, beside=beside),
            inside=inside.count,
        )
        for number, (draft, span_ids, inside) in enumerate(
            zip(drafts, map(spans_of, drafts), insides, strict=True), 1
        )
    )
    return tuple(_step(draft, place, pool) for draft, place in zip(drafts, places, strict=True))


def _groups(drafts: Sequence[Draft]) -> dict[int, int]:
    """Numbers from 1 for parallel groups that more than one step is left in."""
    members: dict[int, int] = {}
    for draft in drafts:
        if draft.group is not None:
            members[draft.group] = members.get(draft.group, 0) + 1
    return {group: number for number, group in enumerate((g for g, count in members.items() if count > 1), 1)}


def _turn(draft: Draft, numbers: Mapping[int, int]) -> int | None:
    if draft.kind is StepKind.MODEL:
        return numbers[id(draft)]
    return numbers.get(id(draft.asked_by)) if draft.asked_by is not None else None


def _step(draft: Draft, place: _Place, pool: PoolBuilder) -> Step:
    reading = draft.reading
    is_model = draft.kind is StepKind.MODEL
    started = began(draft)
    return Step(
        number=place.number,
        label=str(place.number),
        kind=draft.kind,
        name=draft.name,
        span_ids=place.span_ids,
        status=_status(draft),
        started_ns=started,
        ended_ns=max(started, draft.ended_ns),
        agent=draft.agent,
        lane=draft.lane,
        path=place.path,
        turn=place.turn,
        parallel_group=place.group,
        call_id=draft.call_id,
        context=_context(draft, pool) if is_model else None,
        output_messages=pool.add_messages(reading.output_messages) if is_model else (),
        input=None if is_model and reading.input_messages else draft.input,
        output=None if is_model and reading.output_messages else draft.output,
        model=reading.response_model or reading.request_model,
        request_model=reading.request_model,
        response_id=reading.response_id,
        previous_response_id=reading.previous_response_id,
        usage=place.usage,
        cost_usd=_cost(draft, place.usage),
        cost_recorded=_recorded_cost(draft) is not None,
        finish_reason=reading.finish_reason,
        error=_error(draft),
        attempts=tuple(_attempt(one) for one in draft.attempts),
        rebuilt=draft.rebuilt,
        repairs=place.repairs,
        state=place.state,
        inside=place.inside,
    )


def _context(draft: Draft, pool: PoolBuilder) -> Context:
    reading = draft.reading
    span = draft.node.span
    return Context(
        messages=pool.add_messages(reading.input_messages),
        tools=pool.add_tools(reading.tools),
        parameters=reading.parameters,
        partial=reading.partial
        or reading.previous_response_id is not None
        or span.dropped_attributes > 0
        or span.dropped_events > 0,
    )


def _status(draft: Draft) -> Status:
    """By the evidence: what failed is an error, whatever the span says, and only that is."""
    if draft.failed:
        return Status.ERROR
    return Status.OK if draft.spans and draft.spans[0].status is Status.OK else Status.UNSET


def _error(draft: Draft) -> str | None:
    """What it says, else the code that one of its spans has."""
    if not draft.failed:
        return None
    codes = (code for span in draft.spans if (code := code_words(span.attributes)))
    return draft.error or next(codes, "failed; the recording does not say why")


def _recorded_cost(draft: Draft) -> float | None:
    """What the trace says that it cost, unless no call can cost that: two costs of 1e308 have no sum."""
    recorded = draft.reading.cost_usd
    return recorded if recorded is not None and 0 <= recorded <= MOST_DOLLARS else None


def _cost(draft: Draft, usage: Usage) -> float | None:
    reading, recorded = draft.reading, _recorded_cost(draft)
    if recorded is not None or draft.kind not in (StepKind.MODEL, StepKind.EMBEDDING) or _counts_none(reading, usage):
        return recorded
    model = reading.response_model or reading.request_model
    if draft.kind is StepKind.EMBEDDING and usage.output_tokens is None:
        usage = replace(usage, output_tokens=0)  # there is none
    tier = reading.parameters.get("service_tier")
    return cost_usd(
        provider=reading.provider,
        model=model,
        usage=usage,
        at_ns=draft.started_ns,
        tier=tier if isinstance(tier, str) else None,
    )


def _counts_none(reading: SpanReading, usage: Usage) -> bool:
    """Whether a library wrote 0 for what it did not know: a call was given something, and its words are tokens."""
    return usage.whole_input == 0 or (usage.output_tokens == 0 and any(m.parts for m in reading.output_messages))


def _attempt(draft: Draft) -> Try:
    said: JSON = [message_json(message) for message in draft.reading.output_messages]
    return Try(
        span_ids=tuple(dict.fromkeys(span.span_id for span in draft.spans)),
        started_ns=draft.started_ns,
        ended_ns=draft.ended_ns,
        status=_status(draft),
        error=_error(draft),
        output=said or draft.output,
    )


def _written(drafts: Sequence[Draft]) -> dict[int, tuple[StateChange, ...]]:
    """What each step wrote into the recorded memory: a step that others lie inside wrote after them, at its end."""
    writers = [number for number, draft in enumerate(drafts, 1) if draft.reading.state]
    if not writers:
        return {}
    own = {id(drafts[number - 1].node): number for number in writers}
    closes = {number: number for number in writers}
    for number, draft in enumerate(drafts, 1):
        above = draft.node.parent
        while above is not None:
            if id(above) in own:
                closes[own[id(above)]] = max(closes[own[id(above)]], number)
            above = above.parent
    state: dict[str, JSON] = {}
    order = sorted(writers, key=lambda number: (closes[number], -number))
    return {number: _changes(drafts[number - 1], state) for number in order}


def _changes(draft: Draft, state: dict[str, JSON]) -> tuple[StateChange, ...]:
    """What a step wrote into the recorded memory, beside what was there before."""
    written = draft.reading.state or {}
    state.update({key: value for key, value in (draft.reading.state_before or {}).items() if key not in state})
    changes = tuple(
        StateChange(key=key, before=state.get(key), after=value)
        for key, value in written.items()
        if state.get(key) != value or key not in state
    )
    state.update(written)
    return changes
