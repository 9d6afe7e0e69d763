"""Runs as the JSON document that `misstep steps --json` prints."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime

from app.domain import exact_json
from app.domain.json import JSON
from app.domain.message import message_json
from app.domain.step import Run, Step, StepKind


def steps_document(runs: Iterable[Run]) -> bytes:
    """`{"traces": [{"trace_id", "repairs", "steps"}]}` in UTF-8, with a line break at its end."""
    return exact_json.dumps({"traces": [run_json(run) for run in runs]}) + b"\n"


def run_json(run: Run) -> dict[str, JSON]:
    """One run: its trace id, what was repaired, its steps, and the containers that failed by themselves.

    Such a container (a limit was reached) has a number like any step, but nobody called it, so it stands apart.
    """
    rendered = {key: message_json(message) for key, message in run.messages.items()}
    containers = {container.id for container in run.containers}
    bodies = [(step.span_ids[:1], step_json(step, rendered)) for step in run.steps]
    return {
        "trace_id": run.trace_id,
        "repairs": list(run.repairs),
        "steps": [body for first, body in bodies if not containers.issuperset(first) or not first],
        "container_failures": [body for first, body in bodies if first and containers.issuperset(first)],
    }


def step_json(step: Step, messages: Mapping[str, JSON]) -> dict[str, JSON]:
    """One step; `messages` holds the rendered messages of its run by their hashes."""
    given, said = step.input, step.output
    if step.kind is StepKind.MODEL:
        given = _messages(step.context.messages if step.context else (), messages) or given
        said = _messages(step.output_messages, messages) or said
    return {
        "number": step.number,
        "label": step.label,
        "kind": step.kind,
        "name": step.name,
        "agent": step.agent,
        "span_ids": list(step.span_ids),
        "status": step.status,
        "started_at": instant(step.started_ns),
        "duration_ms": step.duration_ms,
        "model": step.model,
        "input_tokens": step.usage.input_tokens,
        "output_tokens": step.usage.output_tokens,
        "cost_usd": step.cost_usd,
        "input": given,
        "output": said,
        "error": step.error,
        "parallel_group": step.parallel_group,
        "turn": step.turn,
        "lane": step.lane,
        "rebuilt": step.rebuilt,
        "attempts": len(step.attempts) or 1,
        "repairs": list(step.repairs),
    }


def instant(time_ns: int) -> str:
    """Nanoseconds since 1970 as ISO 8601 in UTC, to the microsecond."""
    seconds, rest = divmod(time_ns, 1_000_000_000)
    return datetime.fromtimestamp(seconds, tz=UTC).replace(microsecond=rest // 1000).isoformat()


def _messages(hashes: Sequence[str], messages: Mapping[str, JSON]) -> list[JSON]:
    return [messages[key] for key in hashes]
