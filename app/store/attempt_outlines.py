"""A reader's attempts in outline, and their scores: many at once, each in one query, without what is packed."""

from collections.abc import Collection, Mapping
from datetime import UTC
from typing import Any, cast

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.attempt_outline import AttemptOutline
from app.domain.scenario import Reveal
from app.domain.score import Score
from app.store.among import among
from app.store.packed import unpack
from app.store.score_body import score_of
from app.store.tables import ATTEMPT

_TOLD = (
    *(ATTEMPT.id, ATTEMPT.scenario, ATTEMPT.variant, ATTEMPT.edition, ATTEMPT.reveal, ATTEMPT.position),
    *(ATTEMPT.hints_taken, ATTEMPT.started_at, ATTEMPT.locked_at, ATTEMPT.submitted_at, ATTEMPT.total),
)


class AttemptOutlines:
    """Attempts as they are listed and counted."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def of(self, reader: str) -> tuple[AttemptOutline, ...]:
        """All attempts of a reader, the latest first."""
        query = select(*_TOLD).where(ATTEMPT.reader == reader).order_by(ATTEMPT.started_at.desc(), ATTEMPT.id)
        return tuple(map(_outline, self._session.execute(query)))

    def scores(self, attempts: Collection[str]) -> dict[str, Score]:
        """The scores of submitted attempts by their id; of the first version's totals there is none to tell."""
        query = select(ATTEMPT.id, ATTEMPT.score).where(among(ATTEMPT.id, attempts), ATTEMPT.score.is_not(None))
        rows = self._session.execute(query)
        return {row.id: score_of(cast("Mapping[str, Any]", unpack(row.score))) for row in rows}


def _outline(row: Any) -> AttemptOutline:
    return AttemptOutline(
        id=row.id,
        scenario=row.scenario,
        variant=row.variant,
        edition=row.edition,
        reveal=Reveal(row.reveal),
        position=row.position,
        hints_taken=row.hints_taken,
        started_at=row.started_at.astimezone(UTC),
        locked_at=row.locked_at and row.locked_at.astimezone(UTC),
        submitted_at=row.submitted_at and row.submitted_at.astimezone(UTC),
        total=row.total,
    )
