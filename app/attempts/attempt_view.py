"""An attempt as its reader may know it."""

from dataclasses import dataclass, field
from datetime import datetime

from app.attempts.answer_access import is_withheld
from app.attempts.hint_ladder import hint_ladder
from app.domain.attempt import Attempt
from app.domain.claim import Claim, Evidence
from app.domain.diagnosis import Diagnosis
from app.domain.dispute import Dispute
from app.domain.errors import RunGone
from app.domain.scenario import Reveal, Scenario, Variant
from app.domain.viewer import Viewer
from app.reading.window import Window
from app.replay.totals import NOTHING_USED, Totals
from app.store.work import Work

_DELETED = "The run of this attempt was deleted. What you wrote and what it earned stay."


@dataclass(frozen=True, slots=True, kw_only=True)
class AttemptView:
    """Everything about one attempt that its reader may know.

    `step_count` is None while the reader may not know how long the run is. `hints` are the texts taken so far, and
    `hint_ready` tells whether the next one, where there are `more_hints`, may be taken at this frontier. `readable`
    is what may be seen of the run, None once it was deleted. `withheld` where the answer is not for this reader.
    `ticked` are the key points that the reader finds in their own explanation, None until they have looked.
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
    pins: tuple[Evidence, ...]
    draft: Diagnosis
    locked: bool
    hints: tuple[str, ...]
    more_hints: bool
    hint_ready: bool
    withheld: bool
    opened: frozenset[int]
    started_at: datetime
    submitted: Diagnosis | None
    submitted_at: datetime | None
    ticked: tuple[int, ...] | None
    disputes: tuple[Dispute, ...]
    totals: Totals
    readable: Window | None = field(repr=False, compare=False)

    @property
    def done(self) -> bool:
        return self.submitted_at is not None

    @property
    def unlocked(self) -> bool:
        """Whether the first part of the diagnosis, and what it is made of, may still be changed."""
        return not (self.locked or self.done)

    @property
    def revealed(self) -> bool:
        """Whether the answer may be shown."""
        return self.done and not self.withheld

    @property
    def run_deleted(self) -> bool:
        return self.readable is None

    @property
    def window(self) -> Window:
        """What may be seen of the run. Raises RunGone for one that was deleted."""
        if self.readable is None:
            raise RunGone(_DELETED)
        return self.readable


def attempt_view(work: Work, attempt: Attempt, *, viewer: Viewer) -> AttemptView:
    """The attempt, joined with its brief and with what may be known of its run."""
    scenario = work.editions.scenario(attempt.edition)
    frontier = seen_frontier(attempt)
    ladder, withheld = hint_ladder(work, attempt), is_withheld(work, attempt, viewer=viewer)
    readable = None if attempt.run_deleted else window_on(work, attempt, scenario=scenario)
    (variant,) = scenario.variants
    return AttemptView(
        id=attempt.id,
        scenario=scenario,
        variant=variant,
        reveal=attempt.reveal,
        frontier=frontier,
        at_end=frontier >= attempt.last_step,
        step_count=known_length(attempt),
        position=attempt.position,
        suspect=attempt.suspect,
        marks=attempt.marks,
        claims=attempt.claims,
        pins=attempt.pins,
        draft=attempt.draft,
        locked=attempt.locked is not None,
        hints=ladder.taken,
        more_hints=ladder.more,
        hint_ready=ladder.ready and not withheld,
        withheld=withheld,
        opened=attempt.opened,
        started_at=attempt.started_at,
        submitted=attempt.submitted,
        submitted_at=attempt.submitted_at,
        ticked=attempt.ticked,
        disputes=attempt.disputes,
        totals=NOTHING_USED if readable is None else readable.totals(frontier),
        readable=readable,
    )


def window_on(work: Work, attempt: Attempt, *, scenario: Scenario | None = None) -> Window:
    """The run that is read, as far as this attempt may see it. Raises RunGone for one that was deleted.

    Aids speak once the diagnosis is in, and while a warm-up is read. Whoever knows the `scenario` already gives it.
    """
    run_id = run_of(attempt)
    aids = attempt.done or (scenario or work.editions.scenario(attempt.edition)).warm_up
    frontier = seen_frontier(attempt)
    return Window(work=work, run_id=run_id, frontier=frontier, last_step=attempt.last_step, aids=aids)


def run_of(attempt: Attempt) -> str:
    """The id of the run that is read. Raises RunGone for one that was deleted."""
    if attempt.run_deleted:
        raise RunGone(_DELETED)
    return attempt.run_id


def seen_frontier(attempt: Attempt) -> int:
    """The last step that the reader may see."""
    return attempt.last_step if attempt.done else attempt.frontier


def known_length(attempt: Attempt) -> int | None:
    """How many steps the run has, where the reader may know."""
    return attempt.last_step if attempt.done or attempt.frontier >= attempt.last_step else None
