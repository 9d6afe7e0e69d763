"""Browse the catalog: every scenario, with what this reader has done in it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from app.attempts.attempt_view import known_length
from app.domain.attempt import Attempt
from app.domain.duration import minutes_taken
from app.domain.permission import is_open_to
from app.domain.scenario import Reveal, Scenario
from app.domain.score import Outcome, Score
from app.domain.viewer import Viewer
from app.store.reservations import NOBODY
from app.store.work import Work


@dataclass(frozen=True, slots=True, kw_only=True)
class CriterionOutcome:
    """What came of one criterion, without its sentence: a list is no reveal."""

    criterion: str
    outcome: Outcome


@dataclass(frozen=True, slots=True, kw_only=True)
class AttemptSummary:
    """One attempt in a list. Once it is submitted, `total` is its score, `outcomes` what it is made of.

    `locked` once the first part of its diagnosis is; `minutes` is what it took, None while it is open.
    """

    id: str
    variant: str
    reveal: Reveal
    position: int
    frontier: int
    step_count: int | None
    locked: bool
    done: bool
    started_at: datetime
    submitted_at: datetime | None
    minutes: int | None
    hints_taken: int
    total: float | None
    outcomes: tuple[CriterionOutcome, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ScenarioCard:
    """A scenario and this reader's attempts at it, the latest first.

    A retired one is not offered any more: those who attempted it can read on what they read. A reserved one is kept
    for interviews: it is there for the members of the workspaces that keep it.
    """

    scenario: Scenario
    attempts: tuple[AttemptSummary, ...]
    retired: bool = False
    reserved: bool = False


def browse_scenarios(work: Work, *, viewer: Viewer) -> tuple[ScenarioCard, ...]:
    """All scenarios in the order of the catalog, and after them the retired ones that this reader attempted.

    Those that are kept for the interviews of others are not among them.
    """
    reserved = work.reservations.all()
    attempts: dict[str, list[Attempt]] = {}
    for attempt in work.attempts.by_reader(viewer.id):
        attempts.setdefault(attempt.scenario, []).append(attempt)
    offered = work.catalog.scenarios()
    slugs = {scenario.slug for scenario in offered}
    left = retired_scenarios(work, [attempt for slug in attempts.keys() - slugs for attempt in attempts[slug]])
    found = [(scenario, False) for scenario in offered] + [(scenario, True) for scenario in left]
    return tuple(
        ScenarioCard(
            scenario=scenario,
            attempts=tuple(map(summary, attempts.get(scenario.slug, ()))),
            retired=retired,
            reserved=scenario.slug in reserved,
        )
        for scenario, retired in found
        if is_open_to(viewer, reserved.get(scenario.slug, NOBODY))
    )


def retired_scenarios(work: Work, attempts: Sequence[Attempt]) -> tuple[Scenario, ...]:
    """The scenarios of these attempts as the latest of each knew it, of which an edition is left."""
    there = work.editions.scenarios({attempt.edition for attempt in attempts if attempt.edition})
    latest: dict[str, Scenario] = {}
    for attempt in sorted(attempts, key=lambda attempt: attempt.started_at, reverse=True):
        if attempt.edition in there:
            latest.setdefault(attempt.scenario, there[attempt.edition])
    return tuple(latest.values())


def summary(attempt: Attempt) -> AttemptSummary:
    """An attempt as a list shows it."""
    return AttemptSummary(
        id=attempt.id,
        variant=attempt.variant,
        reveal=attempt.reveal,
        position=attempt.position,
        frontier=attempt.frontier,
        step_count=known_length(attempt),
        locked=attempt.locked is not None,
        done=attempt.done,
        started_at=attempt.started_at,
        submitted_at=attempt.submitted_at,
        minutes=minutes_taken(attempt.started_at, attempt.submitted_at) if attempt.submitted_at else None,
        hints_taken=attempt.hints_taken,
        total=attempt.total,
        outcomes=_outcomes(attempt.score),
    )


def _outcomes(score: Score | None) -> tuple[CriterionOutcome, ...]:
    verdicts = () if score is None else score.verdicts
    return tuple(CriterionOutcome(criterion=each.criterion, outcome=each.outcome) for each in verdicts)
