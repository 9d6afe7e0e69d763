"""The steps of runs as lines for a terminal."""

from collections.abc import Iterator, Sequence

from app.domain.step import Run, Step


def lines_of(runs: Sequence[Run]) -> Iterator[str]:
    """A heading for each run, a line for each step, and what was repaired."""
    for run in runs:
        yield f"trace {run.trace_id}: {len(run.steps)} steps"
        for step in run.steps:
            yield _line(step)
        for sentence in run.repairs:
            yield f"  repaired: {sentence}"


def _line(step: Step) -> str:
    who = f" [{step.agent}]" if step.agent else ""
    wrong = f"  ! {' '.join(step.error.split())[:100]}" if step.error else ""
    return f"{step.label:>5}  {step.kind:<10} {step.name}{who}  {step.duration_ms:.1f} ms{wrong}"
