"""A step as it is stored: packed JSON, its context as blocks of hashes."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from operator import attrgetter
from typing import Any, cast

from app.domain.inside import InnerEvent, InnerKind, InnerSpan, Inside, InsideCount
from app.domain.span import Status
from app.domain.step import Context, StateChange, Step, StepKind, Try, Usage
from app.replay.arrivals import NOTHING_EARLIER, ArrivalKind, Arrivals, FirstArrival
from app.store.packed import pack, unpack
from app.store.pool import ContentPool, split

Body = Mapping[str, Any]
_TUPLES = ("span_ids", "path", "output_messages", "repairs")
_NAMES = tuple(field.name for field in fields(Step) if field.name not in {"context", "usage", "inside"})
_VALUES = attrgetter(*_NAMES)


@dataclass(frozen=True, slots=True)
class StepBody:
    """A step, chunk and index of each of its spans, and what of its content had arrived at an earlier step."""

    step: Step
    places: tuple[tuple[int, int], ...]
    arrivals: Arrivals


def step_body(
    step: Step,
    *,
    places: Mapping[str, tuple[int, int]],
    blocks: dict[bytes, bytes],
    arrivals: Arrivals = NOTHING_EARLIER,
) -> bytes:
    """Pack a step; `places` tells chunk and index of each span. New context blocks are put into `blocks`."""
    values = zip(_NAMES, _VALUES(step), strict=True)  # half are empty; False, 0 and empty texts are told
    body: dict[str, Any] = {name: value for name, value in values if value is not None and value != ()}
    body["usage"] = step.usage.counts
    if step.inside is not None:
        body["inside"] = [] if step.inside.none else step.inside.counts
    body["places"] = [places[span_id] for span_id in step.span_ids if span_id in places]
    if step.context is not None:
        ids, tail = split(step.context.messages, blocks)
        tool_ids, tool_tail = split(step.context.tools, blocks)
        parameters = dict(step.context.parameters)
        body["context"] = [ids, tail, tool_ids, tool_tail, parameters, step.context.partial]
    if arrivals:
        body["earlier"] = {
            key: [[(each.step, each.kind, each.part) for each in came] for came in ways]
            for key, ways in arrivals.items()
        }
    return pack(body)


def read_step(payload: bytes, pool: ContentPool, *, run_id: str) -> StepBody:
    """What `step_body` packed."""
    body = dict(cast("Body", unpack(payload)))
    earlier = body.pop("earlier", {})
    places = tuple((chunk, index) for chunk, index in body.pop("places"))
    context = body.pop("context", None)
    body |= {
        "kind": StepKind(body["kind"]),
        "status": Status(body["status"]),
        "usage": Usage(*body["usage"]),
        "context": None if context is None else _context(context, pool, run_id),
        "attempts": tuple(map(_attempt, body.get("attempts", ()))),
        "state": tuple(StateChange(**change) for change in body.get("state", ())),
    }
    body |= {name: tuple(body.get(name, ())) for name in _TUPLES}
    if "inside" in body:
        body["inside"] = InsideCount(*body["inside"])
    arrivals = {
        key: tuple(tuple(FirstArrival(step, ArrivalKind(kind), part) for step, kind, part in came) for came in ways)
        for key, ways in earlier.items()
    }
    return StepBody(Step(**body), places, arrivals)


def _context(body: Any, pool: ContentPool, run_id: str) -> Context:
    ids, tail, tool_ids, tool_tail, parameters, partial = body
    return Context(
        messages=pool.sequence(run_id, ids, tail),
        tools=pool.sequence(run_id, tool_ids, tool_tail),
        parameters=parameters,
        partial=partial,
    )


def _attempt(body: Body) -> Try:
    return Try(**{**body, "span_ids": tuple(body["span_ids"]), "status": Status(body["status"])})


def read_inside(body: bytes) -> Inside:
    """The inner spans of a step, as they were packed."""
    told = cast("Body", unpack(body))
    return Inside(tuple(map(_inner_span, told["spans"])), told["more"])


def _inner_span(body: Body) -> InnerSpan:
    return InnerSpan(
        **{
            **body,
            "kind": InnerKind(body["kind"]),
            "status": Status(body["status"]),
            "events": tuple(InnerEvent(**event) for event in body["events"]),
        }
    )
