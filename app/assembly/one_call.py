"""Which two steps are one call: a tool, and the one retrieval or memory access that it consists of."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from app.domain.span import Span
from app.domain.step import Run, Step, StepKind
from app.replay.frontier import closes_at, closing_steps

ACCESSES = frozenset({StepKind.RETRIEVAL, StepKind.MEMORY})


def with_one_calls(run: Run, spans: Collection[Span]) -> Run:
    """The run with `same_call` on both steps of each such pair.

    They are one call where the access is the only step inside the tool's: what the tool returned can have come from
    nothing else. A tool that ran two, or called an agent, is a call of its own and so is each of them.
    """
    candidates = list(_candidates(run.steps))
    if not candidates:  # most runs: how far steps reach is not worked out for them
        return run
    by_container, by_span = closes_at(run), closing_steps(run, spans)
    mates: dict[int, int] = {}
    for outer, inner in candidates:
        if max(by_container.get(outer, outer), by_span[outer]) == inner:
            mates |= {outer: inner, inner: outer}
    return replace(run, steps=tuple(_mated(step, mates.get(step.number)) for step in run.steps))


def _candidates(steps: Sequence[Step]) -> Iterator[tuple[int, int]]:
    for outer, inner in pairwise(steps):
        if outer.kind is StepKind.TOOL and inner.kind in ACCESSES:
            yield outer.number, inner.number


def _mated(step: Step, mate: int | None) -> Step:
    return step if mate is None else replace(step, same_call=mate)
