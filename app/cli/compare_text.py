"""A comparison as lines for a terminal."""

from collections.abc import Iterator
from textwrap import wrap

from app.cli.terminal import one_line
from app.domain.score import Baseline, Score
from app.practice.compare import ScoredDiagnosis
from app.scoring.baselines import NO_FAULT, RANDOM
from app.scoring.weights import CAP, CAP_BELOW

_WIDTH = 100


def lines_of(found: ScoredDiagnosis) -> Iterator[str]:
    """The total, each verdict with its weight and sentence, and the baselines beside it."""
    yield f"{found.scenario}, variant {found.variant}: {_total(found.score)}"
    yield ""
    for verdict in found.score.verdicts:
        points = f"{verdict.points:4.1f} of {verdict.weight}"
        yield f"{verdict.criterion:<14}{points:>10}  {verdict.outcome}"
        for line in wrap(one_line(verdict.sentence), _WIDTH - 4):
            yield f"    {line}"
    yield ""
    yield "Guesses that read nothing would have scored on this run:"
    yield from map(_baseline, found.score.baselines)


def _total(score: Score) -> str:
    total = f"{score.total:.1f} of 100"
    return (
        f"{total}, capped at {CAP:.0f} while root cause earns under {CAP_BELOW} of its credit"
        if score.capped
        else total
    )


def _baseline(baseline: Baseline) -> str:
    match baseline:
        case Baseline(name=name, step=int(step)):
            named = f"{name}: step {step}"
        case Baseline(name=name) if name == RANDOM:
            named = f"{name}: right with a chance of {baseline.chance:.0%}, so on average"
        case Baseline(name=name) if name == NO_FAULT:
            named = name
        case _:
            named = f"{baseline.name}: there is none"
    return f"{baseline.total:6.1f}  {named}"
