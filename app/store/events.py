"""The append-only record of what happened in a session."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import cast

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.domain.event import Event, Visibility
from app.domain.json import JSON
from app.store.packed import pack, unpack
from app.store.tables import EVENT, EventRow


class Events:
    """Events by session. A practice attempt is a session of its own, under the attempt's id."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def append(
        self,
        session_id: str,
        kind: str,
        payload: Mapping[str, JSON],
        *,
        actor: str,
        at: datetime,
        visibility: Visibility = Visibility.ALL,
    ) -> Event:
        """Add an event under the next number. Two writers at once: the later one fails and may try again."""
        last = self._session.scalar(select(func.max(EVENT.seq)).where(EVENT.session_id == session_id)) or 0
        event = Event(
            session_id=session_id,
            seq=last + 1,
            actor=actor,
            visibility=visibility,
            kind=kind,
            at=at,
            payload=payload,
        )
        self._session.add(
            EventRow(
                session_id=session_id,
                seq=event.seq,
                actor=actor,
                visibility=visibility.value,
                kind=kind,
                payload=pack(dict(payload)),
                at=at,
            )
        )
        self._session.flush()
        return event

    def of(self, session_id: str, *, after: int = 0) -> tuple[Event, ...]:
        """A session's events in order, from the one that follows `after`."""
        query = select(EventRow).where(EVENT.session_id == session_id, EVENT.seq > after).order_by(EVENT.seq)
        return tuple(map(_event, self._session.scalars(query)))


def _event(row: EventRow) -> Event:
    return Event(
        session_id=row.session_id,
        seq=row.seq,
        actor=row.actor,
        visibility=Visibility(row.visibility),
        kind=row.kind,
        at=row.at.astimezone(UTC),
        payload=cast("Mapping[str, JSON]", unpack(row.payload)),
    )
