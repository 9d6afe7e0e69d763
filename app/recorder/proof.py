"""The proof of a variant: what each arm has to do, and what two arms have to share."""

from dataclasses import replace

from app.domain.errors import ProofFailed
from app.domain.step import Step
from app.recorder.agreement import first_difference, same_at
from app.recorder.expressions import fill
from app.recorder.variant import BROKEN, HEALTHY, VariantRecording
from app.recorder.world import World

WRONG_REMEDIES = 2  # the least number of plausible remedies that must fail to repair a broken run


def prove(recording: VariantRecording, *, world: World) -> None:
    """Raises ProofFailed naming scenario, variant, arm and step where the scenario does not keep its promise."""
    _must_pass(recording, world, arm=HEALTHY, reason="the check fails without any fault")
    if recording.source.answer.clean:
        for remedy in recording.source.answer.remedies:
            _must_pass(recording, world, arm=remedy.id, reason="this change breaks a run that needs none")
        return
    _must_have_been_injected(recording)
    _must_fail(recording, world, arm=BROKEN, reason=f"although {_fault(recording)} struck")
    _remedies(recording, world)
    _agreement(recording)
    _red_herrings(recording)


def checked(recording: VariantRecording, *, world: World) -> VariantRecording:
    """The recording with what the scenario's check says of each arm: None where it passes, else what is wrong."""
    return replace(recording, problems={arm: _problem(recording, world, arm) for arm in recording.arms})


def _must_pass(recording: VariantRecording, world: World, *, arm: str, reason: str) -> None:
    problem = _problem(recording, world, arm)
    if problem:
        raise _failed(recording, arm, f"{reason}: {problem} (last step {len(recording.arms[arm].run.steps)})")


def _must_fail(recording: VariantRecording, world: World, *, arm: str, reason: str) -> None:
    if _problem(recording, world, arm) is None:
        raise _failed(recording, arm, f"the check {recording.source.answer.check.name} passes {reason}")


def _problem(recording: VariantRecording, world: World, arm: str) -> str | None:
    """What the scenario's check says of an arm; None when it passes."""
    check = recording.source.answer.check
    if check.name not in world.checks:
        known = ", ".join(sorted(world.checks))
        raise _failed(recording, arm, f"check: the world {world.name} has no check {check.name!r}; it has: {known}")
    return world.checks[check.name](recording.arms[arm].arm.ending, fill(dict(check.parameters), recording.facts))


def _must_have_been_injected(recording: VariantRecording) -> None:
    broken = recording.arms[BROKEN]
    if not broken.injected:
        calls = ", ".join(f"{step.kind}:{step.name}" for step in broken.run.steps)
        raise _failed(recording, BROKEN, f"{_fault(recording)} changed nothing; the steps of the run are: {calls}")


def _remedies(recording: VariantRecording, world: World) -> None:
    remedies = recording.source.answer.remedies
    for remedy in remedies:
        if remedy.repairs:
            _must_pass(recording, world, arm=remedy.id, reason="this remedy should repair the run and does not")
        else:
            _must_fail(recording, world, arm=remedy.id, reason="although this remedy should not repair the run")
    wrong = sum(not remedy.repairs for remedy in remedies)
    if wrong == len(remedies) or wrong < WRONG_REMEDIES:
        needed = f"one that repairs the run and {WRONG_REMEDIES} that do not"
        raise _failed(
            recording, BROKEN, f"remedies: at least {needed} are needed, got {len(remedies) - wrong} and {wrong}"
        )


def _agreement(recording: VariantRecording) -> None:
    """Healthy and broken are the same before the root cause, and not at it."""
    broken, healthy, root = recording.arms[BROKEN], recording.arms[HEALTHY], min(recording.key.root)
    found = first_difference(broken.trace, healthy.trace, run=broken.run, step=root)
    cause = f"before the root cause at step {root} ({_named(broken.run.steps[root - 1])})"
    if found and found.step is not None:
        at = f"step {found.step} ({_named(broken.run.steps[found.step - 1])})"
        raise _failed(recording, BROKEN, f"healthy and broken differ at {at}, {cause}: in {found.span}, {found.what}")
    if found:
        raise _failed(recording, BROKEN, f"healthy and broken differ {cause}: {found.span} {found.what}")
    if same_at(broken.trace, healthy.trace, run=broken.run, step=root):
        at = f"step {root} ({_named(broken.run.steps[root - 1])})"
        raise _failed(recording, BROKEN, f"healthy and broken do not differ at the root cause, {at}")


def _red_herrings(recording: VariantRecording) -> None:
    """A red herring that only the broken arm has would be a symptom."""
    broken, healthy = recording.arms[BROKEN].run, recording.arms[HEALTHY].run
    there = {_signs(step) for step in healthy.steps}
    for herring in recording.key.red_herrings:
        step = broken.steps[herring.step - 1]
        if _signs(step) not in there:
            reason = f"the red herring at step {step.number} ({_named(step)}) does not occur in the healthy arm"
            raise _failed(recording, HEALTHY, reason)


def _signs(step: Step) -> tuple[object, ...]:
    """What makes one step look like another to someone who skims: kind, name, and how it failed or was retried."""
    return (step.kind, step.name, step.failed, step.error, len(step.attempts))


def _named(step: Step) -> str:
    return f"{step.kind} {step.name}"


def _fault(recording: VariantRecording) -> str:
    fault = recording.source.answer.fault
    return f"the fault {fault.operator} at {fault.at}" if fault else "no fault"


def _failed(recording: VariantRecording, arm: str, problem: str) -> ProofFailed:
    return ProofFailed(f"{recording.source.scenario.slug}/{recording.variant.id}: {arm}: {problem}")
