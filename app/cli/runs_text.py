"""Runs as lines for a terminal: a page of their list, and what reading them anew has made of them."""

import shlex
from collections.abc import Iterator

from app.api.steps_json import instant
from app.cli.terminal import one_line
from app.domain.workspace import LOCAL
from app.inbox.keep_runs import ImportedRun
from app.inbox.reread_runs import Rereading
from app.store.run_list import RunPage


def lines_of(page: RunPage, *, where: str) -> Iterator[str]:
    """A line for each run, and how to go on in this workspace."""
    again = "misstep runs list" + ("" if where == LOCAL else f" --workspace {shlex.quote(where)}")
    if not page.runs:
        yield "no runs here"
    for run in page.runs:
        name = one_line(run.name)[:200]
        yield f"{run.id}  {instant(run.started_ns)}  {run.step_count} steps, {run.span_count} spans  {name}"
    if page.newer is not None:
        yield f"newer: {again} --newer-than {page.newer}"
    if page.older is not None:
        yield f"older: {again} --older-than {page.older}"


def reread_lines(done: Rereading) -> Iterator[str]:
    """A line for each run that was read anew."""
    for read in done.runs:
        for run in read.now:
            yield f"{read.run} is now {run.run}  {run.steps} steps: {address_of(run)}"
    if not done.runs and not done.refused:
        yield "nothing to do: this version has read them already"


def address_of(run: ImportedRun) -> str:
    """Where the reading of a run begins."""
    return f"/runs/{run.run}/steps/1" if run.steps else "no span of it is a step, so there is nothing to read"
