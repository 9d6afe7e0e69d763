"""The append-only record of what happened in a session."""

from collections.abc import Collection, Iterable, Mapping
from datetime import UTC, datetime
from typing import Any, cast

from sqlalchemy import Select, delete, select
from sqlalchemy.orm import Session

from app.domain.change import Change, Visibility
from app.domain.event import Event
from app.store.among import among
from app.store.change_json import change_from_json, change_json
from app.store.insertion import insert_for
from app.store.packed import pack, unpack
from app.store.tables import EVENT, SESSION, EventRow, SessionRow


class Events:
    """Events by session. A practice attempt is a session of its own, under the attempt's id.

    `appended` are session and number of each event of this unit of work, for whoever listens to its commit.
    """

    def __init__(self, session: Session) -> None:
        self._session = session
        self.appended: list[tuple[str, int]] = []

    def append(self, session_id: str, changes: Iterable[Change], *, actor: str, at: datetime) -> tuple[Event, ...]:
        """Add an event for each change, under the next numbers. Whoever else appends waits until this unit ends."""
        told = tuple(changes)
        if not told:
            return ()
        first = self._last_after(session_id, more=len(told)) - len(told) + 1
        events = tuple(
            Event(session_id=session_id, seq=seq, actor=actor, at=at, change=change)
            for seq, change in enumerate(told, start=first)
        )
        self._session.add_all(map(_row, events))
        self._session.flush()
        self.appended += [(session_id, event.seq) for event in events]
        return events

    def _last_after(self, session_id: str, *, more: int) -> int:
        """The session's last number with so many more, in its row, which the statement locks."""
        row = insert_for(self._session, SessionRow).values(id=session_id, last_seq=more)
        counted = row.on_conflict_do_update(index_elements=["id"], set_={"last_seq": SESSION.last_seq + more})
        return int(self._session.execute(counted.returning(SESSION.last_seq)).scalar_one())

    def of(self, session_id: str, *, after: int = 0) -> tuple[Event, ...]:
        """A session's events in order, from the one that follows `after`; all of them, for the server alone."""
        return self._read(_of(session_id, after))

    def seen(self, session_id: str, visible: Collection[Visibility], *, after: int = 0) -> tuple[Event, ...]:
        """As `of`, without those that this stream does not carry; a listener reads on with it."""
        return self._read(_of(session_id, after).where(EVENT.visibility.in_([each.value for each in visible])))

    def remove(self, session_ids: Collection[str]) -> None:
        """Delete whole sessions with all that happened in them: of what somebody deletes no record is kept."""
        self._session.execute(delete(EventRow).where(among(EVENT.session_id, session_ids)))
        self._session.execute(delete(SessionRow).where(among(SESSION.id, session_ids)))

    def _read(self, query: Select[Any]) -> tuple[Event, ...]:
        return tuple(map(_event, self._session.scalars(query.order_by(EVENT.seq))))


def _of(session_id: str, after: int) -> Select[Any]:
    return select(EventRow).where(EVENT.session_id == session_id, EVENT.seq > after)


def _row(event: Event) -> EventRow:
    return EventRow(
        session_id=event.session_id,
        seq=event.seq,
        actor=event.actor,
        visibility=event.visibility.value,
        kind=event.kind,
        payload=pack(change_json(event.change)),
        at=event.at,
    )


def _event(row: EventRow) -> Event:
    at = row.at.astimezone(UTC)
    return Event(
        session_id=row.session_id,
        seq=row.seq,
        actor=row.actor,
        at=at,
        change=change_from_json(row.kind, cast("Mapping[str, Any]", unpack(row.payload)), at=at),
    )
