"""Execute one tool call: arguments in, the world's work, result out; each boundary crossed in its place."""

from collections.abc import Mapping
from typing import Any

from app.domain.json import JSON
from app.domain.message import ToolCall, ToolResult
from app.faults.operator import Boundary
from app.recorder.capture import LiveSpan, as_attribute
from app.recorder.run_context import RunContext
from app.recorder.tool import ToolFailed, rows
from app.recorder.tool_context import ToolContext
from app.recorder.world import World

OVERHEAD_MS = 3.0  # what a runtime itself spends around a call


def execute(call: ToolCall, run: RunContext, *, world: World) -> ToolResult:
    """The result that the model is shown, recorded as one `execute_tool` span with what the tool did below it."""
    given = call.arguments if isinstance(call.arguments, Mapping) else {}
    arguments = run.boundaries.cross(Boundary.TOOL_ARGUMENTS, call.name, given, content=given)
    about = {
        "gen_ai.operation.name": "execute_tool",
        "gen_ai.tool.name": call.name,
        "gen_ai.tool.type": "function",
        "gen_ai.tool.call.id": call.id,
        "gen_ai.tool.call.arguments": as_attribute(dict(arguments)),
    }
    with run.capture.span(f"execute_tool {call.name}", about) as span:
        before = state(run, watched=world.watched)
        result = _outcome(call, arguments, run=run, world=world, span=span)
        run.clock.spend(run.chance.milliseconds(f"tool {call.name}", median=OVERHEAD_MS))
        span.put({"gen_ai.tool.call.result": as_attribute(result.result)})
        record_changes(span, before, state(run, watched=world.watched))
    return result


def _outcome(
    call: ToolCall, arguments: Mapping[str, Any], *, run: RunContext, world: World, span: LiveSpan
) -> ToolResult:
    options = run.configuration.tools.get(call.name, {})
    try:
        _refuse_unfit(call.name, arguments, run)
        raw = world.tools[call.name](ToolContext(run, call.name, options), arguments)
        met = run.boundaries.cross(Boundary.TOOL_RESULT, call.name, raw, content=[arguments, raw])
        adapt = world.adapters.get(call.name)
        return ToolResult(adapt(met, options) if adapt else met, call.id)
    except ToolFailed as failure:
        span.fail(failure.kind, str(failure))
        return ToolResult(f"{failure.kind}: {failure}", call.id, is_error=True)


def _refuse_unfit(name: str, arguments: Mapping[str, Any], run: RunContext) -> None:
    """Turn away what a model should not have asked for, as runtimes do before they run anything."""
    if name not in run.tools:
        raise ToolFailed(f"there is no tool {name!r}; there are: {', '.join(run.tools)}", kind="ToolNotFound")
    needed = run.tools[name].schema.get("required")
    missing = [key for key in needed if arguments.get(str(key)) is None] if isinstance(needed, list) else []
    if missing:
        raise ToolFailed(f"missing required arguments: {', '.join(map(str, missing))}", kind="ValidationError")


def state(run: RunContext, *, watched: Mapping[str, str]) -> dict[str, JSON]:
    """What a world watches: each row under `kind/key`."""
    return {
        f"{kind}/{next(iter(row.values()))}": row
        for kind, query in watched.items()
        for row in rows(run.database, query)
    }


def record_changes(span: LiveSpan, before: Mapping[str, JSON], after: Mapping[str, JSON]) -> None:
    """Write the entries that changed on the span, as applications that keep session state do."""
    changed = [key for key in dict.fromkeys((*before, *after)) if before.get(key) != after.get(key)]
    if changed:
        span.put({"app.state.before": as_attribute({key: before[key] for key in changed if key in before})})
        span.put({"app.state.delta": as_attribute({key: after.get(key) for key in changed})})


def together(calls: tuple[ToolCall, ...], run: RunContext, *, world: World) -> tuple[ToolResult, ...]:
    """The results of calls that run at the same time: all start now, and time goes on when the last has ended."""
    start = run.clock.now_ns
    ends = [start]
    results = []
    for place, call in enumerate(calls):
        run.clock.now_ns = start + place * 1_000_000  # a runtime starts them one after another
        results.append(execute(call, run, world=world))
        ends.append(run.clock.now_ns)
    run.clock.now_ns = max(ends)
    return tuple(results)
