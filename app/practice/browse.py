"""Browse the catalog: every scenario, with what this reader has done in it."""

from dataclasses import dataclass
from datetime import datetime

from app.domain.attempt import Attempt
from app.domain.scenario import Reveal, Scenario
from app.reading.attempt_view import known_length
from app.store.work import Work


@dataclass(frozen=True, slots=True, kw_only=True)
class AttemptSummary:
    """One attempt in a list. `total` is its score once it is submitted."""

    id: str
    variant: str
    reveal: Reveal
    position: int
    frontier: int
    step_count: int | None
    done: bool
    started_at: datetime
    submitted_at: datetime | None
    total: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ScenarioCard:
    """A scenario and this reader's attempts at it, the latest first."""

    scenario: Scenario
    attempts: tuple[AttemptSummary, ...]


def browse_scenarios(work: Work, *, reader: str) -> tuple[ScenarioCard, ...]:
    """All scenarios in the order of the catalog."""
    attempts = work.attempts.by_reader(reader)
    return tuple(
        ScenarioCard(
            scenario=scenario,
            attempts=tuple(summary(each) for each in attempts if each.scenario == scenario.slug),
        )
        for scenario in work.catalog.scenarios()
    )


def summary(attempt: Attempt) -> AttemptSummary:
    """An attempt as a list shows it."""
    return AttemptSummary(
        id=attempt.id,
        variant=attempt.variant,
        reveal=attempt.reveal,
        position=attempt.position,
        frontier=attempt.frontier,
        step_count=known_length(attempt),
        done=attempt.done,
        started_at=attempt.started_at,
        submitted_at=attempt.submitted_at,
        total=attempt.total,
    )
