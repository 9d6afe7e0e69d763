"""Read what somebody's own attempts come to: what was right first time, calibration, time, and the attempts."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median

from app.domain.attempt_outline import AttemptOutline, first_attempts
from app.domain.errors import NotFound
from app.domain.permission import is_open_to
from app.domain.scenario import Scenario
from app.domain.score import Score
from app.domain.viewer import Viewer
from app.scoring.calibration import Calibration, calibration, said_of
from app.scoring.skills import FamilyTally, Tally, by_family, by_skill
from app.scoring.weights import FORECAST, ROOT_CAUSE
from app.store.keys import Keys
from app.store.reservations import NOBODY
from app.store.work import Work

PAGE = 50  # attempts; a page that is read through


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnAttempt:
    """An attempt in one's own list. `scenario` is None where no edition of it is left, and then it opens nowhere.

    `withheld` where its answer is not for this reader any more: then its total is not told either.
    """

    outline: AttemptOutline
    scenario: Scenario | None
    withheld: bool

    @property
    def title(self) -> str:
        return self.outline.scenario if self.scenario is None else self.scenario.title

    @property
    def total(self) -> float | None:
        return None if self.withheld else self.outline.total

    @property
    def counts(self) -> bool:
        """Whether it goes into figures, if it is a first attempt: a warm-up is no measure of anybody."""
        return self.scenario is not None and not self.scenario.warm_up and not self.withheld


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnFigures:
    """What the attempts with the ids in `first` come to: by criterion, by family of failure, in minutes and hints.

    `root` and `forecast` are how well what was stated of either matches the truth. The minutes are medians, None
    where there is nothing to tell; `hints` are those taken in all of them together.
    """

    first: frozenset[str]
    skills: Mapping[str, Tally]
    families: tuple[FamilyTally, ...]
    root: Calibration
    forecast: Calibration
    to_lock: float | None
    to_submission: float | None
    hints: int


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnRecord:
    """One page of somebody's attempts, the latest first, and the figures of all. Pages count from 1."""

    figures: OwnFigures
    attempts: tuple[OwnAttempt, ...]
    total: int
    submitted: int
    page: int

    @property
    def pages(self) -> int:
        return max(1, -(-self.total // PAGE))


def read_own_record(work: Work, *, viewer: Viewer, page: int = 1) -> OwnRecord:
    """The record of whoever asks; a page past the last is the last."""
    attempts = own_attempts(work, viewer=viewer)
    shown = min(page, max(1, -(-len(attempts) // PAGE)))
    return OwnRecord(
        figures=_figures(work, attempts),
        attempts=attempts[(shown - 1) * PAGE : shown * PAGE],
        total=len(attempts),
        submitted=sum(each.outline.done for each in attempts),
        page=shown,
    )


def own_attempts(work: Work, *, viewer: Viewer) -> tuple[OwnAttempt, ...]:
    """Every attempt of whoever asks, the latest first, in as many queries whatever their number."""
    outlines, reserved = work.outlines.of(viewer.id), work.reservations.all()
    scenarios = work.editions.scenarios({each.edition for each in outlines})
    return tuple(
        OwnAttempt(
            outline=each,
            scenario=scenarios.get(each.edition),
            withheld=not is_open_to(viewer, reserved.get(each.scenario, NOBODY)),
        )
        for each in outlines
    )


def own_attempt(work: Work, *, viewer: Viewer, attempt_id: str) -> OwnAttempt:
    """One of them. Raises NotFound where there is none, in the same words as for another reader's."""
    for each in own_attempts(work, viewer=viewer):
        if each.outline.id == attempt_id:
            return each
    raise NotFound("there is no such attempt")


def _figures(work: Work, attempts: Sequence[OwnAttempt]) -> OwnFigures:
    known = {each.outline.id: each for each in attempts}
    first = [each for each in first_attempts(each.outline for each in attempts) if known[each.id].counts]
    scores = work.outlines.scores([each.id for each in first])
    classes = work.open(Keys).failure_classes({each.edition for each in first})
    failed = [
        (classes[each.edition], scores[each.id]) for each in first if each.edition in classes and each.id in scores
    ]
    return OwnFigures(
        first=frozenset(each.id for each in first),
        skills=by_skill(scores.values()),
        families=by_family(failed),
        root=_calibration(ROOT_CAUSE, scores.values()),
        forecast=_calibration(FORECAST, scores.values()),
        to_lock=_median(each.minutes_to_lock for each in first),
        to_submission=_median(each.minutes_to_submission for each in first),
        hints=sum(each.hints_taken for each in first),
    )


def _calibration(criterion: str, scores: Iterable[Score]) -> Calibration:
    return calibration([said_of(criterion, score.stated) for score in scores])


def _median(minutes: Iterable[int | None]) -> float | None:
    told = [each for each in minutes if each is not None]
    return median(told) if told else None
