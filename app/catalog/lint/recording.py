"""Lint: a recorded run is of readable length, proves what its key says, and gives nothing away by its form."""

import re
from collections.abc import Iterator, Sequence
from itertools import chain

from app.catalog.differences import unclassified
from app.catalog.lint.entry import LintedRecording, LintEntry
from app.catalog.lint.problem import Problem
from app.catalog.recorded_run import read_run
from app.domain.answer import KeyStep
from app.domain.answer_key import AnswerKey
from app.domain.fault import Detectability
from app.domain.passage import lies_in, step_text

FEWEST_STEPS, MOST_STEPS = 20, 60  # readable in a sitting of 30 to 45 minutes, and long enough to hide in
WARM_UP_STEPS = 7, 12  # readable in five minutes by somebody who learns the screen on it
LATER = 3  # steps between cause and symptom: nearer than this, the symptom is the cause with a delay
ERROR_SHARE = 0.1  # "all or nearly all statuses OK": of a silent or delayed fault, and of a clean control
_OPAQUE = re.compile(r"[0-9a-f]{16}")


def recording(entry: LintEntry) -> Iterator[Problem]:
    """What is wrong with each recorded variant."""
    for found in entry.recordings:
        key = found.recorded.key
        length = WARM_UP_STEPS if entry.warm_up else (FEWEST_STEPS, MOST_STEPS)
        checks = (_form(found, *length), _steps_of_key(found), _causality(key), _proof(found), _differences(found))
        for what, todo in chain.from_iterable(checks):
            yield Problem(where=found.where, what=what, todo=todo)


def _form(found: LintedRecording, fewest: int, most: int) -> Iterator[tuple[str, str]]:
    steps = found.run.steps
    if not fewest <= len(steps) <= most:
        yield f"the run has {len(steps)} steps", f"aim for {fewest} to {most}"
    failed = [step.number for step in steps if step.failed]
    if found.recorded.key.detectability is not Detectability.LOUD and len(failed) > ERROR_SHARE * len(steps):
        yield (
            f"{len(failed)} of {len(steps)} steps failed ({failed})",
            "let nearly all statuses be OK, or call it loud",
        )
    for run in found.recorded.runs:
        if not _OPAQUE.fullmatch(run):
            yield f"the run id {run!r} is not opaque", "use 16 hex digits that tell nothing"
    if not found.recorded.variant.ticket.strip():
        yield "the ticket is empty", "record it again"


def _steps_of_key(found: LintedRecording) -> Iterator[tuple[str, str]]:
    """Steps that the key names and the run does not have, and quotes that are not in their steps."""
    steps = {step.number: step for step in found.run.steps}
    for number in sorted(missing_steps(found)):
        yield f"the key names step {number}, which the run does not have", "record it again"
    for step in _cited(found.recorded.key):
        if step.quote and step.step in steps and not lies_in(step.quote, step_text(steps[step.step], found.run)):
            yield f"step {step.step} does not contain the quote {step.quote!r}", "quote what the step shows"


def missing_steps(found: LintedRecording) -> set[int]:
    """The numbers of the steps that the key names and the run does not have."""
    key = found.recorded.key
    roles = (key.root, key.accepted_roots, key.near, key.chain, key.symptom, key.consequences, key.noise)
    named = {step for steps in (*roles, key.acted_on, key.damage) for step in steps}
    named |= {step for theory in key.wrong_theories for step in (*theory.steps, *theory.blames)}
    return {*named, *(step.step for step in _cited(key))} - {step.number for step in found.run.steps}


def _cited(key: AnswerKey) -> Sequence[KeyStep]:
    """Every step that the key cites with a reason, and perhaps a passage."""
    ruling = [place for suspect in key.suspects for place in suspect.ruled_out_by]
    return (*key.evidence, *key.red_herrings, *key.wrong, *key.right, *ruling)


def _causality(key: AnswerKey) -> Iterator[tuple[str, str]]:
    if key.clean:
        return
    if not key.root or not key.symptom:
        yield "the key has no root cause or no symptom", "record it again"
    elif (distance := min(key.symptom) - max(key.root)) < LATER and key.detectability is not Detectability.LOUD:
        yield f"the symptom comes {distance} steps after the cause", f"put at least {LATER} between them"
    if both := sorted({step.step for step in key.red_herrings} & {*key.root, *key.near, *key.chain, *key.symptom}):
        yield f"red herrings on the causal chain: {both}", "a red herring has no part in the failure"


def _proof(found: LintedRecording) -> Iterator[tuple[str, str]]:
    key = found.recorded.key
    if key.clean:
        return
    if not {place.step for place in key.wrong} & {*key.root, *key.accepted_roots, *key.near}:
        yield "no place that shows what is wrong is at the root cause", "cite what the root cause step itself shows"
    if key.healthy_run is None:
        yield "no healthy arm is recorded", "record it again"
    if key.healthy_run == found.recorded.variant.run:
        yield "the healthy arm is the one that readers are shown", "record it again"


def _differences(found: LintedRecording) -> Iterator[tuple[str, str]]:
    """Every step that came out otherwise because of the fault has its place in the key."""
    healthy = found.recorded.runs.get(found.recorded.key.healthy_run or "")
    if healthy is None:
        return
    for number in unclassified(found.recorded.key, shown=found.run, healthy=read_run(healthy)):
        step = found.run.steps[number - 1]
        named = f"step {number} ({step.kind} {step.name})"
        yield (
            f"{named} differs from the healthy run and is not classified",
            "put it into chain, consequences or noise",
        )
