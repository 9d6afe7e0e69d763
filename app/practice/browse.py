"""Browse the catalog: every scenario, with what this reader has done in it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from app.attempts.attempt_view import known_length
from app.domain.attempt import Attempt
from app.domain.scenario import Reveal, Scenario
from app.domain.viewer import Viewer
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
    """A scenario and this reader's attempts at it, the latest first.

    A retired one is not offered any more: those who attempted it can read on what they read.
    """

    scenario: Scenario
    attempts: tuple[AttemptSummary, ...]
    retired: bool = False


def browse_scenarios(work: Work, *, viewer: Viewer) -> tuple[ScenarioCard, ...]:
    """All scenarios in the order of the catalog, and after them the retired ones that this reader attempted."""
    attempts: dict[str, list[Attempt]] = {}
    for attempt in work.attempts.by_reader(viewer.id):
        attempts.setdefault(attempt.scenario, []).append(attempt)
    shown = tuple(_card(scenario, attempts.pop(scenario.slug, ())) for scenario in work.catalog.scenarios())
    left = (retired_scenario(work, theirs) for theirs in attempts.values())
    retired = (_card(scenario, attempts[scenario.slug], retired=True) for scenario in left if scenario is not None)
    return (*shown, *retired)


def retired_scenario(work: Work, attempts: Sequence[Attempt]) -> Scenario | None:
    """A scenario as its attempts knew it, the latest first; None where no edition of it is left."""
    return work.editions.first_of([attempt.edition for attempt in attempts if attempt.edition])


def _card(scenario: Scenario, attempts: Iterable[Attempt], *, retired: bool = False) -> ScenarioCard:
    return ScenarioCard(scenario=scenario, attempts=tuple(map(summary, attempts)), retired=retired)


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
