"""A run and its spans as rows, worked out before the database is locked."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import pairwise
from typing import Any, Literal

from app.domain.span import Span
from app.domain.step import Run, Step
from app.domain.trace import Trace
from app.replay.arrivals import earlier_arrivals
from app.replay.error_text import first_try
from app.replay.frontier import closing_steps
from app.replay.gist import gist
from app.replay.redaction import without_injector
from app.replay.repetition import repetitions
from app.replay.state import state_index
from app.replay.step_relations import StepRelations, step_relations
from app.replay.user_turns import user_turns
from app.store.packed import pack
from app.store.pool import message_bodies, tool_bodies
from app.store.reader_version import reader_version
from app.store.span_chunks import chunked
from app.store.step_payload import step_body

Rows = list[dict[str, Any]]
Source = Literal["bundled", "imported"]


@dataclass(frozen=True, slots=True, kw_only=True)
class RunRows:
    """All that is to be written for one run."""

    run: dict[str, Any]
    steps: Rows
    containers: Rows
    chunks: Rows
    blocks: dict[bytes, bytes]
    messages: dict[bytes, bytes]
    tools: dict[bytes, bytes]


def rows_of(
    run: Run,
    trace: Trace,
    *,
    run_id: str,
    workspace: str,
    source: Source,
    content: str | None = None,
    recorded: Mapping[str, object] | None = None,
) -> RunRows:
    """Turn a run into rows. Injector attributes are left behind here: no reader's page can hold them.

    `content` stands for what the run was made of; without it, for the spans themselves. `recorded` is what they were
    before they were repaired, where they were.
    """
    spans = tuple(map(without_injector, trace.spans))
    packed = chunked(run, spans)
    blocks: dict[bytes, bytes] = {}
    related = step_relations(run)
    inside = closing_steps(run, spans)
    closes = {each.step: max(each.closes_at, inside[each.step]) for each in related}
    earlier = earlier_arrivals(run, {each.step: each.basis for each in related if each.basis}, closes)
    steps = [
        _step_row(run_id, step, relations, depth)
        | listed
        | {"gist": gist(step, run), "inner": pack(run.inside[step.number]) if step.number in run.inside else None}
        | {"payload": step_body(step, places=packed.places, blocks=blocks, arrivals=arrivals)}
        for step, relations, depth, listed, arrivals in zip(
            run.steps, related, _depths(run), _listed(run, related), earlier, strict=True
        )
    ]
    _nest(steps, closes)
    bodies = [pack(chunk) for chunk in packed.chunks]
    return RunRows(
        run=_run_row(run, spans)
        | {"id": run_id, "workspace": workspace, "source": source, "current": True}
        | {"reader_version": reader_version(), "recorded": pack(recorded) if recorded else None}
        | {"content": content or _digest(bodies), "about": _about(run, steps)},
        steps=steps,
        containers=_container_rows(run, run_id),
        chunks=[{"run_id": run_id, "place": place, "body": body} for place, body in enumerate(bodies)],
        blocks=blocks,
        messages=message_bodies(run.messages),
        tools=tool_bodies(run.tools),
    )


def _run_row(run: Run, spans: Sequence[Span]) -> dict[str, Any]:
    return {
        "trace_id": run.trace_id,
        "name": _name(run, spans),
        "step_count": len(run.steps),
        "span_count": len(spans),
        "started_ns": min(span.start_ns for span in spans),
        "ended_ns": max(span.end_ns for span in spans),
    }


def _about(run: Run, steps: Rows) -> bytes:
    state = state_index(run.steps, {row["number"]: row["closes"] for row in steps})
    return pack({"lanes": run.lanes, "repairs": run.repairs, "state": state})


def _digest(bodies: Sequence[bytes]) -> str:
    """Equal for two recordings that say the same."""
    digest = sha256()
    for body in bodies:
        digest.update(sha256(body).digest())
    return digest.hexdigest()


def _name(run: Run, spans: Sequence[Span]) -> str:
    """What the run is called in a list: its outermost agent, else its first span."""
    named = [container.agent or container.name for container in run.containers if container.parent is None]
    return named[0] if named else min(spans, key=lambda span: (span.start_ns, span.span_id)).name


def _depths(run: Run) -> list[int]:
    """How many agents are around each step's own."""
    parents = {lane.id: lane.parent for lane in run.lanes}
    return [_depth(step.lane, parents) for step in run.steps]


def _depth(lane: str, parents: dict[str, str | None]) -> int:
    seen = {lane}
    while (above := parents.get(lane)) is not None and above not in seen:
        seen.add(above)
        lane = above
    return len(seen) - 1


def _step_row(run_id: str, step: Step, relations: StepRelations, depth: int) -> dict[str, Any]:
    totals = relations.totals
    return {
        "run_id": run_id,
        "number": step.number,
        "label": step.label,
        "kind": step.kind.value,
        "name": step.name,
        "agent": step.agent,
        "lane": step.lane,
        "depth": depth,
        "turn": step.turn,
        "parallel_group": step.parallel_group,
        "status": step.status.value,
        "failed": step.failed,
        "started_ns": step.started_ns,
        "ended_ns": step.ended_ns,
        "model": step.model,
        "input_tokens": step.usage.input_tokens,
        "output_tokens": step.usage.output_tokens,
        "cost_usd": step.cost_usd,
        "tries": max(1, len(step.attempts)),
        "rebuilt": step.rebuilt,
        "repaired": bool(step.repairs),
        "closes": relations.closes_at,
        "inside": None,
        "basis": relations.basis.step if relations.basis else None,
        "basis_match": relations.basis.match.value if relations.basis else None,
        "sum_errors": totals.errors,
        "sum_input": totals.input_tokens,
        "sum_output": totals.output_tokens,
        "sum_cached": totals.cached_tokens,
        "sum_cost": totals.cost_usd,
    }


def _listed(run: Run, related: Iterable[StepRelations]) -> Iterator[dict[str, Any]]:
    """What the list tells beside each step."""
    said = user_turns(run, {each.step: each.basis for each in related if each.basis})
    repeated = repetitions(run, said)
    for step in run.steps:
        words, part = said.get(step.number), repeated.get(step.number)
        yield {
            "same_call": step.same_call,
            "first_try": first_try(step.attempts) or None,
            "user_words": "\n".join(words) if words else None,
            "repeat_first": part and part.first,
            "repeat_last": part and part.last,
            "repeat_size": part and part.size,
        }


def _nest(steps: Rows, closes: dict[int, int]) -> None:
    """Fill in `closes`, and `inside`: the nearest earlier step that is still open at this one."""
    for row in steps:
        row["closes"] = closes[row["number"]]
    for before, row in pairwise(steps):
        above = before["number"]
        while above is not None and steps[above - 1]["closes"] < row["number"]:
            above = steps[above - 1]["inside"]
        row["inside"] = above


def _container_rows(run: Run, run_id: str) -> Rows:
    return [
        {
            "run_id": run_id,
            "id": container.id,
            "place": place,
            "name": container.name,
            "agent": container.agent,
            "parent": container.parent,
            "first": container.first,
            "last": container.last,
            "status": container.status.value,
        }
        for place, container in enumerate(run.containers)
    ]
