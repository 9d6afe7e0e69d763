"""What the OTLP receiver accepted: each request's part of each trace, as it came."""

from collections.abc import Collection, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from sqlalchemy import delete, func, not_, select, update
from sqlalchemy.orm import Session

from app.store.among import among
from app.store.inbox_tables import DELIVERY, DeliveryRow, deliveries_of
from app.store.insertion import insert_missing
from app.store.packed import compress, decompress

_AT_ONCE = 20  # deliveries that are fetched in one go, packed


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """A request's part of one trace, packed; how many spans it holds, and which traces these are linked to."""

    trace_id: str
    media_type: str
    packed: bytes
    digest: bytes
    spans: int
    linked: frozenset[str]


def arrival(
    trace_id: str, body: bytes, *, media_type: str, spans: int, linked: Collection[str] = frozenset()
) -> Arrival:
    """Pack what arrived, before the database is locked."""
    return Arrival(
        trace_id=trace_id,
        media_type=media_type,
        packed=compress(body),
        digest=sha256(body).digest()[:16],
        spans=spans,
        linked=frozenset(linked),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """An arrival on disk."""

    id: int
    trace_id: str
    media_type: str
    body: bytes


class Deliveries:
    """Deliveries by workspace and trace; `Inbox` knows which of them wait."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, workspace: str, arrivals: Sequence[Arrival], *, at: datetime) -> None:
        """Keep them. What was delivered before, byte for byte, is there already and changes nothing."""
        rows = [
            {
                "workspace": workspace,
                "trace_id": each.trace_id,
                "digest": each.digest,
                "media_type": each.media_type,
                "received_at": at,
                "spans": each.spans,
                "assembled": False,
                "body": each.packed,
            }
            for each in arrivals
        ]
        insert_missing(self._session, DeliveryRow, rows)

    def of_traces(self, workspace: str, trace_ids: Collection[str], *, held: bool = True) -> Iterator[Delivery]:
        """What is kept of what was delivered for these traces, in order of arrival; `held` by a run, or not.

        One after another, as each may be large.
        """
        query = select(DELIVERY.id, DELIVERY.trace_id, DELIVERY.media_type, DELIVERY.body)
        mine = query.where(*deliveries_of(workspace, trace_ids))
        mine = (mine if held else mine.where(DELIVERY.assembled.is_(False))).order_by(DELIVERY.id)
        with closing(self._session.execute(mine.execution_options(yield_per=_AT_ONCE))) as rows:
            for row in rows:
                yield Delivery(id=row.id, trace_id=row.trace_id, media_type=row.media_type, body=decompress(row.body))

    def all_there(self, ids: Collection[int]) -> bool:
        """Whether none of these deliveries was removed meanwhile."""
        there = select(func.count()).select_from(DeliveryRow).where(among(DELIVERY.id, ids))
        return self._session.scalar(there) == len(ids)

    def note_assembled(self, ids: Collection[int]) -> None:
        """A run holds what these deliveries say."""
        self._session.execute(update(DeliveryRow).where(among(DELIVERY.id, ids)).values(assembled=True))

    def unassembled(self, workspace: str, trace_ids: Collection[str], *, but: Collection[int] = ()) -> frozenset[str]:
        """Those of the traces of which something was delivered that no run holds yet, other than `but`."""
        query = select(DELIVERY.trace_id).where(*deliveries_of(workspace, trace_ids))
        return frozenset(
            self._session.scalars(query.where(DELIVERY.assembled.is_(False), not_(among(DELIVERY.id, but))))
        )

    def remove(self, workspace: str, trace_ids: Collection[str]) -> None:
        self._session.execute(delete(DeliveryRow).where(*deliveries_of(workspace, trace_ids)))
