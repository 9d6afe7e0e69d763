"""Attempts in outline, as lists and figures need them: when and how far, without what was written in them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from app.domain.duration import minutes_taken
from app.domain.scenario import Reveal


@dataclass(frozen=True, slots=True, kw_only=True)
class AttemptOutline:
    """An attempt without its notes. `total` is its score once it is submitted.

    `edition` is empty where the first version began it and its scenario was gone since.
    """

    id: str
    scenario: str
    variant: str
    edition: str
    reveal: Reveal
    position: int
    hints_taken: int
    started_at: datetime
    locked_at: datetime | None = None
    submitted_at: datetime | None = None
    total: float | None = None

    @property
    def done(self) -> bool:
        return self.submitted_at is not None

    @property
    def locked(self) -> bool:
        return self.locked_at is not None

    @property
    def told_at(self) -> datetime | None:
        """When something that gives the cause away was first shown: the changes at the lock, else the answer.

        The first version knew no lock.
        """
        return self.locked_at or self.submitted_at

    @property
    def minutes_to_lock(self) -> int | None:
        return _minutes(self.started_at, self.locked_at)

    @property
    def minutes_to_submission(self) -> int | None:
        return _minutes(self.started_at, self.submitted_at)


def _minutes(begun: datetime, ended: datetime | None) -> int | None:
    return None if ended is None else minutes_taken(begun, ended)


def first_attempts(outlines: Iterable[AttemptOutline]) -> tuple[AttemptOutline, ...]:
    """Of each scenario the attempt that was made before anything of it was revealed, if it was submitted.

    The variants of a scenario share their fault: what reveals one reveals all. So an attempt that was locked after
    another at the same scenario is none, even where the other was never submitted. In order of submission.
    """
    told = sorted((each for each in outlines if each.told_at), key=lambda each: (each.told_at, each.id))
    first: dict[str, AttemptOutline] = {}
    for each in told:
        first.setdefault(each.scenario, each)
    done = (each for each in first.values() if each.submitted_at)
    return tuple(sorted(done, key=lambda each: (each.submitted_at, each.id)))
