"""Disputes: what readers hold against answer keys, found among the events of their attempts."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, cast

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.domain.change import AnswerDisputed
from app.domain.diagnosis import Diagnosis
from app.domain.dispute import Commitment
from app.store.attempts import attempt_of
from app.store.change_json import change_from_json
from app.store.packed import unpack
from app.store.tables import ATTEMPT, DISPUTED, EVENT, AttemptRow, EventRow

MOST = 200  # in one list, the latest: nobody works through more at a time


@dataclass(frozen=True, slots=True, kw_only=True)
class DisputedAnswer:
    """A dispute with the item that it is about and what its reader had handed in; who that is stays out of it.

    `edition` tells the key from what the scenario says at other times.
    """

    scenario: str
    variant: str
    edition: str
    commitment: Commitment
    text: str
    at: datetime
    diagnosis: Diagnosis


@dataclass(frozen=True, slots=True, kw_only=True)
class DisputeList:
    """The latest disputes, and how many there are."""

    shown: tuple[DisputedAnswer, ...]
    count: int


class Disputes:
    """All disputes; whose attempts they were made in, and where, is no matter."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def listed(self, *, scenario: str | None = None, hidden: Collection[str] = ()) -> DisputeList:
        """Those about one scenario, or about all but the `hidden` ones, the latest first."""
        about: list[Any] = [DISPUTED, ATTEMPT.scenario.not_in(hidden)]
        if scenario is not None:
            about.append(ATTEMPT.scenario == scenario)
        same = ATTEMPT.id == EVENT.session_id
        found = select(EventRow, AttemptRow).join(AttemptRow, same).where(*about)
        latest = found.order_by(EVENT.at.desc(), EVENT.session_id, EVENT.seq.desc()).limit(MOST)
        counted = select(func.count()).select_from(EventRow).join(AttemptRow, same).where(*about)
        return DisputeList(
            shown=tuple(_disputed(event, row) for event, row in self._session.execute(latest)),
            count=self._session.scalar(counted) or 0,
        )


def _disputed(event: EventRow, row: AttemptRow) -> DisputedAnswer:
    at = event.at.astimezone(UTC)
    said = change_from_json(event.kind, cast("dict[str, Any]", unpack(event.payload)), at=at)
    assert isinstance(said, AnswerDisputed), "the query asks for no other kind"
    attempt = attempt_of(row)
    return DisputedAnswer(
        scenario=attempt.scenario,
        variant=attempt.variant,
        edition=attempt.edition,
        commitment=said.commitment,
        text=said.text,
        at=at,
        diagnosis=attempt.submitted or Diagnosis(),
    )
