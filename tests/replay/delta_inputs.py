"""What the delta of a step is read from, taken from a run in memory."""

from app.domain.step import Context, Run, Step, StepKind
from app.replay.context_diff import MessagePool
from app.replay.delta import DeltaInputs
from app.replay.step_relations import StepRelations


def delta_inputs(run: Run, relations: StepRelations, *, frontier: int) -> DeltaInputs:
    """What the delta of a step is read from, nothing of it past the frontier."""
    step, basis = run.steps[relations.step - 1], relations.basis
    before = run.steps[basis.step - 1] if basis else None
    asked_by = run.steps[step.turn - 1] if step.turn and step.turn != step.number else None
    return DeltaInputs(
        pool=pool_of(run, *(item for item in (step, before) if item)),
        basis=basis,
        before=before,
        asked_by=asked_by,
        results=_results(run, step, frontier),
        awaiting=_awaiting(run, step, relations, frontier),
        totals=relations.totals,
    )


def pool_of(run: Run, *steps: Step) -> MessagePool:
    """The messages and tools that these steps refer to."""
    contexts = [step.context or Context() for step in steps]
    hashes = [*(item for step in steps for item in step.output_messages), *(h for c in contexts for h in c.messages)]
    return MessagePool(
        messages={item: run.messages[item] for item in hashes},
        tools={item: run.tools[item] for context in contexts for item in context.tools},
    )


def _results(run: Run, step: Step, frontier: int) -> tuple[Step, ...]:
    if step.kind is not StepKind.MODEL:
        return ()
    later = run.steps[step.number : frontier]
    return tuple(item for item in later if item.turn == step.number)


def _awaiting(run: Run, step: Step, relations: StepRelations, frontier: int) -> bool:
    """Whether more of the step may lie past the frontier: its own end, or the answers to what it asked for."""
    if frontier >= len(run.steps):
        return False
    if step.kind is not StepKind.MODEL:
        return step.number < relations.closes_at and relations.closes_at >= frontier
    return all(item.turn == step.number for item in run.steps[step.number : frontier])
