"""Browse the catalog: every scenario, with what this reader has done in it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from app.attempts.attempt_view import known_length
from app.domain.attempt import Attempt
from app.domain.permission import is_open_to
from app.domain.scenario import Reveal, Scenario
from app.domain.viewer import Viewer
from app.store.reservations import NOBODY
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
    left = (retired_scenario(work, theirs) for slug, theirs in attempts.items() if slug not in _slugs(offered))
    found = [(scenario, False) for scenario in offered] + [(each, True) for each in left if each is not None]
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


def retired_scenario(work: Work, attempts: Sequence[Attempt]) -> Scenario | None:
    """A scenario as its attempts knew it, the latest first; None where no edition of it is left."""
    return work.editions.first_of([attempt.edition for attempt in attempts if attempt.edition])


def _slugs(scenarios: Iterable[Scenario]) -> frozenset[str]:
    return frozenset(scenario.slug for scenario in scenarios)


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
