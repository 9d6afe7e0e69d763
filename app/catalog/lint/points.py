"""Lint: what guesses, and diagnoses of a sibling, would score on each recorded run."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from app.catalog.lint.entry import LintedRecording, LintEntry
from app.catalog.lint.problem import Problem
from app.catalog.lint.recording import missing_steps
from app.catalog.lint.transplant import best_diagnosis, transplanted
from app.domain.diagnosis import Diagnosis
from app.domain.score import Baseline
from app.scoring.baselines import MOST
from app.scoring.total import score


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemPoints:
    """Of one recorded run, what each guess scores, and what the best diagnosis of each sibling does.

    A run that is `bounded` is a measure of its readers; a warm-up is not, and may be as easy as it likes.
    """

    where: str
    guesses: Mapping[str, float]
    siblings: Mapping[str, float]
    bounded: bool = True


def points_of(entry: LintEntry) -> tuple[ItemPoints, ...]:
    """Measured on every recorded variant of a scenario whose key fits its run."""
    fitting = [found for found in entry.recordings if not missing_steps(found)]
    return tuple(
        ItemPoints(
            where=found.where,
            guesses={guess.name: guess.total for guess in _score(Diagnosis(), found)[1]},
            siblings={
                other.recorded.variant.id: _transplanted(other, onto=found) for other in fitting if other is not found
            },
            bounded=not entry.warm_up,
        )
        for found in fitting
    )


def points(items: tuple[ItemPoints, ...]) -> Iterator[Problem]:
    """Runs on which a guess earns too much, warm-ups left out."""
    for item in filter(lambda each: each.bounded, items):
        name, most = max(item.guesses.items(), key=lambda each: each[1])
        if most > MOST:
            what = f"“{name}” earns {most:g} points"
            yield Problem(
                where=item.where, what=what, todo=f"change the run or its key until it earns {MOST:g} at most"
            )


def _transplanted(other: LintedRecording, *, onto: LintedRecording) -> float:
    best = best_diagnosis(other.recorded.key)
    carried = transplanted(best, run=other.run, onto=onto.run, key=onto.recorded.key)
    return _score(carried, onto)[0]


def _score(diagnosis: Diagnosis, found: LintedRecording) -> tuple[float, tuple[Baseline, ...]]:
    ticket = found.recorded.variant.ticket
    scored = score(diagnosis, found.recorded.key, run=found.run, ticket=ticket)
    return scored.total, scored.baselines
