"""Lint: no hint points past the step from which on it may be taken, as far as that can be told."""

import re
from collections.abc import Iterator
from itertools import pairwise

from app.catalog.lint.entry import LintedRecording, LintEntry
from app.catalog.lint.problem import Problem
from app.domain.answer import Hint
from app.domain.passage import lies_in, step_text
from app.domain.step import Run

_LATER = "let it be taken later, or leave that out"
_STEPS = re.compile(r"\bsteps?\s+(\d+(?:\s*(?:,|-|–|to|and|or)\s*\d+)*)", re.IGNORECASE)
_QUOTED = re.compile(r"`([^`]+)`")


def hints(entry: LintEntry) -> Iterator[Problem]:
    """What is wrong with the hints of each recorded variant."""
    for found in entry.recordings:
        for place, what, todo in (*_order(found), *_ahead(found)):
            yield Problem(where=f"{found.where}: hints[{place}]", what=what, todo=todo)


def _order(found: LintedRecording) -> Iterator[tuple[int, str, str]]:
    """A hint is taken after the one before it, so its step cannot come sooner."""
    for place, (before, hint) in enumerate(pairwise(found.recorded.key.hints), start=1):
        if before.step and hint.step and hint.step < before.step:
            yield place, f"comes before the hint above it, from step {hint.step} on", "name that step or a later one"


def _ahead(found: LintedRecording) -> Iterator[tuple[int, str, str]]:
    last = len(found.run.steps)
    for place, hint in enumerate(found.recorded.key.hints):
        if hint.step is None or not 1 <= hint.step <= last:
            yield place, f"may be taken from step {hint.step} on; the run has {last}", "name a step, record it again"
            continue
        for what, at in _pointed_at(hint, found.run):
            if at > hint.step:
                yield place, f"points at {what} (step {at}) and may be taken from step {hint.step} on", _LATER


def _pointed_at(hint: Hint, run: Run) -> Iterator[tuple[str, int]]:
    """What the text names by number, by a tool's name or in backticks, and where the run first shows it."""
    for numbers in _STEPS.findall(hint.text):
        yield f"step {numbers}", max(map(int, re.findall(r"\d+", numbers)))
    for name in {step.name for step in run.steps if "_" in step.name}:
        if re.search(rf"(?<!\w){re.escape(name)}(?!\w)", hint.text):
            yield name, next(step.number for step in run.steps if step.name == name)
    for quote in _QUOTED.findall(hint.text):
        shown = next((step.number for step in run.steps if lies_in(quote, step_text(step, run))), None)
        if shown is not None:
            yield repr(quote), shown
