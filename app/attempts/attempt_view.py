"""An attempt as its reader may know it."""

from dataclasses import dataclass, field
from datetime import datetime

from app.domain.attempt import Attempt
from app.domain.diagnosis import Claim, Diagnosis
from app.domain.scenario import Reveal, Scenario, Variant
from app.reading.window import Window
from app.replay.totals import Totals
from app.store.work import Work


@dataclass(frozen=True, slots=True, kw_only=True)
class AttemptView:
    """Everything about one attempt that its reader may know.

    `step_count` is None while the reader may not know how long the run is. `hints` are the texts taken so far;
    `window` is what may be seen of the run.
    """

    id: str
    scenario: Scenario
    variant: Variant
    reveal: Reveal
    frontier: int
    at_end: bool
    step_count: int | None
    position: int
    suspect: int | None
    marks: tuple[int, ...]
    claims: tuple[Claim, ...]
    draft: Diagnosis
    hints: tuple[str, ...]
    more_hints: bool
    opened: frozenset[int]
    started_at: datetime
    submitted: Diagnosis | None
    submitted_at: datetime | None
    totals: Totals
    window: Window = field(repr=False, compare=False)

    @property
    def done(self) -> bool:
        return self.submitted_at is not None


def attempt_view(work: Work, attempt: Attempt) -> AttemptView:
    """The attempt, joined with its brief and with what may be known of its run."""
    scenario = work.editions.scenario(attempt.edition)
    window = window_on(work, attempt)
    hints = work.keys.hints(attempt.edition)
    (variant,) = scenario.variants
    return AttemptView(
        id=attempt.id,
        scenario=scenario,
        variant=variant,
        reveal=attempt.reveal,
        frontier=window.frontier,
        at_end=window.complete,
        step_count=known_length(attempt),
        position=attempt.position,
        suspect=attempt.suspect,
        marks=attempt.marks,
        claims=attempt.claims,
        draft=attempt.draft,
        hints=hints[: attempt.hints_taken],
        more_hints=attempt.hints_taken < len(hints),
        opened=attempt.opened,
        started_at=attempt.started_at,
        submitted=attempt.submitted,
        submitted_at=attempt.submitted_at,
        totals=window.totals(window.frontier),
        window=window,
    )


def window_on(work: Work, attempt: Attempt) -> Window:
    """The run that is read, as far as this attempt may see it."""
    frontier = attempt.last_step if attempt.done else attempt.frontier
    return Window(work=work, run_id=attempt.run_id, frontier=frontier, last_step=attempt.last_step)


def known_length(attempt: Attempt) -> int | None:
    """How many steps the run has, where the reader may know."""
    return attempt.last_step if attempt.done or attempt.frontier >= attempt.last_step else None
