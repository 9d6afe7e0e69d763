"""A comparison as lines for a terminal."""

from collections.abc import Iterator
from textwrap import wrap

from app.cli.terminal import printable
from app.domain.score import Baseline, Score
from app.practice.compare import Comparison
from app.scoring.weights import CAP, CAP_BELOW

_WIDTH = 100


def lines_of(found: Comparison) -> Iterator[str]:
    """The total, each verdict with its weight and sentence, and the baselines beside it."""
    yield f"{found.scenario}, variant {found.variant}: {_total(found.score)}"
    yield ""
    for verdict in found.score.verdicts:
        points = f"{verdict.points:4.1f} of {verdict.weight}"
        yield f"{verdict.criterion:<14}{points:>10}  {verdict.outcome}"
        for line in wrap(printable(verdict.sentence), _WIDTH - 4):
            yield f"    {line}"
    yield ""
    yield "Guesses that read nothing would have scored on this run:"
    yield from map(_baseline, found.score.baselines)
    if found.score.brier is not None:
        yield ""
        yield f"Confidence, which changes no points: Brier score {found.score.brier:.2f} (0 is best, 1 worst)."


def _total(score: Score) -> str:
    total = f"{score.total:.1f} of 100"
    return (
        f"{total}, capped at {CAP:.0f} while root cause earns under {CAP_BELOW} of its credit"
        if score.capped
        else total
    )


def _baseline(baseline: Baseline) -> str:
    if baseline.step is not None:
        return f"{baseline.total:6.1f}  {baseline.name}, {baseline.step}"
    by_chance = f", the root cause with a chance of {baseline.chance:.0%}" if baseline.chance else ""
    return f"{baseline.total:6.1f}  {baseline.name}{by_chance}"
