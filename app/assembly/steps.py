"""Turn spans into the numbered steps that a person reads."""

from collections.abc import Mapping, Sequence

from app.assembly.bare_tools import with_bare_tools
from app.assembly.calls import fill, match_calls, rebuilt
from app.assembly.container_failures import failures
from app.assembly.containers import containers_of, paths_of
from app.assembly.continuation import name_previous
from app.assembly.draft import Draft, draft_of
from app.assembly.duplicates import merge_doubles
from app.assembly.echoes import complete_calls
from app.assembly.finish import finished
from app.assembly.forest import forest_of, settled
from app.assembly.inside import insides_of
from app.assembly.lanes import assign_lanes, lanes_of
from app.assembly.model_failure import judge_models
from app.assembly.one_call import with_one_calls
from app.assembly.own_ids import forget_own_ids
from app.assembly.pool import PoolBuilder
from app.assembly.requested_call import RequestedCall
from app.assembly.retries import fold_retries
from app.assembly.told_calls import with_told_calls
from app.assembly.tool_failure import judge_tools
from app.assembly.walk import Walk, walk
from app.domain.span_reading import Role
from app.domain.step import Run, Step, StepKind
from app.domain.trace import Trace


def run_of(trace: Trace) -> Run:
    """The run as a reader sees it: steps in order, lanes, containers, and each message once.

    Every span that is no container is in exactly one step, unless the run has no step at all.
    """
    nodes = settled(with_bare_tools(with_told_calls(forest_of(trace))))
    drafts = {id(node): draft_of(node) for node in nodes if node.role is Role.STEP}
    merge_doubles(nodes, drafts)
    forget_own_ids({id(draft): draft for draft in drafts.values()}.values())
    nesting = assign_lanes(nodes, drafts)
    found = walk(nodes, drafts)
    complete_calls(found.drafts)
    asked = match_calls(found.drafts)
    fill(asked)
    judge_tools(found.drafts)
    judge_models(found.drafts)
    name_previous(found.drafts)
    ordered = fold_retries(_completed(found, asked))
    pool = PoolBuilder()
    insides = insides_of(ordered, nodes)
    steps = finished(ordered, insides=insides, pool=pool, paths=paths_of(nodes), repairs=_repairs(trace))
    run = Run(
        trace_id=trace.trace_id,
        steps=steps,
        messages=pool.messages,
        tools=pool.tools,
        lanes=lanes_of(ordered, nesting),
        containers=containers_of(nodes, _numbers(ordered, steps)),
        repairs=tuple(repair.sentence for repair in trace.repairs),
        inside={number: inside for number, inside in enumerate(insides, 1) if inside.spans},
    )
    return with_one_calls(run, trace.spans)


def _completed(found: Walk, asked: Sequence[RequestedCall]) -> list[Draft]:
    """The recorded steps with those rebuilt from messages, and with failures that no step shows."""
    made = rebuilt(asked)
    late = failures(found)
    ordered: list[Draft] = []
    for at, draft in enumerate(found.drafts):
        ordered.append(draft)
        ordered += made.get(id(draft), [])
        ordered += late.get(at, [])
    _give_times(ordered)
    return ordered


def _give_times(ordered: Sequence[Draft]) -> None:
    """A step rebuilt from a call ended, at the latest, when the next one of its lane began that is not."""
    following: dict[str, int] = {}
    for draft in reversed(ordered):
        if draft.rebuilt and draft.kind is not StepKind.MODEL:
            draft.ended_ns = max(draft.started_ns, following.get(draft.lane, draft.started_ns))
        else:
            following[draft.lane] = draft.started_ns


def _numbers(ordered: Sequence[Draft], steps: Sequence[Step]) -> dict[str, int]:
    """The step that each span is in; a model's call without a span of its own goes by the id of its node."""
    own = {draft.node.span.span_id: step.number for draft, step in zip(ordered, steps, strict=True)}
    rebuilt = {draft.node.span.span_id for draft in ordered if draft.node.rebuilt}
    found = {span_id: step.number for step in steps for span_id in step.span_ids}
    return found | {span_id: own[span_id] for span_id in rebuilt}


def _repairs(trace: Trace) -> Mapping[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for repair in trace.repairs:
        if repair.span_id is not None:
            found[repair.span_id] = (*found.get(repair.span_id, ()), repair.sentence)
    return found
