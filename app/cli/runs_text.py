"""A page of the list of runs as lines for a terminal."""

from collections.abc import Iterator

from app.api.steps_json import instant
from app.cli.terminal import printable
from app.store.run_list import RunPage


def lines_of(page: RunPage) -> Iterator[str]:
    """A line for each run, and how to go on."""
    if not page.runs:
        yield "no runs here"
    for run in page.runs:
        name = printable(run.name)[:200]
        yield f"{run.id}  {instant(run.started_ns)}  {run.step_count} steps, {run.span_count} spans  {name}"
    if page.newer is not None:
        yield f"newer: misstep runs list --newer-than {page.newer}"
    if page.older is not None:
        yield f"older: misstep runs list --older-than {page.older}"
