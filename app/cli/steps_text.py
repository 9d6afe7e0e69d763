"""The steps of runs as lines for a terminal."""

from collections.abc import Iterator, Mapping, Sequence

from app.domain.duration import duration
from app.domain.step import Run, Step


def lines_of(runs: Sequence[Run], why: Mapping[str, str]) -> Iterator[str]:
    """A heading for each run, a line for each step, and what was repaired; `why` a trace has no step, by its id."""
    for run in runs:
        told = why.get(run.trace_id)
        yield heading(run.trace_id, len(run.steps)) + (f": {told}" if told else "")
        for step in run.steps:
            yield _line(step)
        for sentence in run.repairs:
            yield f"  repaired: {sentence}"


def heading(trace_id: str, steps: int) -> str:
    """The line above the steps of a trace."""
    return f"trace {trace_id}: {steps} steps"


def _line(step: Step) -> str:
    who = f" [{step.agent}]" if step.agent else ""
    wrong = f"  ! {' '.join(step.error.split())[:100]}" if step.error else ""
    return f"{step.label:>5}  {step.kind:<10} {step.name}{who}  {duration(step.duration_ms)}{wrong}"
