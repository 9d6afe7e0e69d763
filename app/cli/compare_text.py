"""A comparison as lines for a terminal."""

from collections.abc import Iterator
from textwrap import wrap

from app.cli.terminal import one_line
from app.domain.score import Baseline, Score
from app.practice.compare import ScoredDiagnosis
from app.scoring.baselines import A_FAULT, NO_FAULT, RANDOM, SHOTGUN
from app.scoring.weights import CAPS

_WIDTH = 100


def lines_of(found: ScoredDiagnosis) -> Iterator[str]:
    """The total, each verdict with its weight and sentence, and the baselines beside it."""
    yield f"{found.scenario}, variant {found.variant}: {_total(found.score)}"
    yield ""
    for verdict in found.score.verdicts:
        points = f"{verdict.points:4.1f} of {verdict.weight:.4g}"
        yield f"{verdict.criterion:<17}{points:>13}  {verdict.outcome}"
        for line in wrap(one_line(verdict.sentence), _WIDTH - 4):
            yield f"    {line}"
    for left in found.score.left_out:
        yield f"{left.criterion:<17} not asked: {left.reason}; its weight went to the others"
    yield ""
    yield "Guesses that read nothing would have scored on this run:"
    yield from map(_baseline, found.score.baselines)


def _total(score: Score) -> str:
    total = f"{score.total:.1f} of 100"
    if not score.capped:
        return total
    bound = next(bound for bound, cap in CAPS if cap == score.cap)
    return f"{total}, capped at {score.cap:.0f} while root cause earns under {bound} of its credit"


def _baseline(baseline: Baseline) -> str:
    match baseline:
        case Baseline(name=name, step=int(step)):
            named = f"{name}: step {step}"
        case Baseline(name=name) if name == RANDOM:
            named = f"{name}: right with a chance of {baseline.chance:.0%}, so on average"
        case Baseline(name=name) if name in {NO_FAULT, A_FAULT, SHOTGUN}:
            named = name
        case _:
            named = f"{baseline.name}: there is none"
    return f"{baseline.total:6.1f}  {named}"
