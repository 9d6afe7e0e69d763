"""OTLP requests as they were accepted, and which of them no run holds yet."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, insert, select, update
from sqlalchemy.orm import Session

from app.store.packed import compress, decompress
from app.store.tables import DELIVERED, DELIVERY, DeliveredTraceRow, DeliveryRow


@dataclass(frozen=True, slots=True)
class Delivery:
    """One accepted request body, uncompressed."""

    id: int
    media_type: str
    body: bytes


class Deliveries:
    """The inbox of the OTLP receiver."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, body: bytes, *, workspace: str, media_type: str, trace_ids: Iterable[str], at: datetime) -> None:
        row = DeliveryRow(workspace=workspace, media_type=media_type, received_at=at, body=compress(body))
        self._session.add(row)
        self._session.flush()
        row_of = {"workspace": workspace, "delivery_id": row.id, "assembled": False}
        traces = [row_of | {"trace_id": trace_id} for trace_id in sorted(trace_ids)]
        if traces:
            self._session.execute(insert(DeliveredTraceRow), traces)

    def waiting(self, workspace: str, *, until: datetime, limit: int) -> tuple[str, ...]:
        """Traces with something new, whose latest delivery came before `until`; the oldest first."""
        fresh = select(DELIVERED.trace_id).join(DeliveryRow, DELIVERY.id == DELIVERED.delivery_id)
        recent = fresh.where(
            DELIVERED.workspace == workspace, DELIVERED.assembled.is_(False), DELIVERY.received_at > until
        )
        query = (
            select(DELIVERED.trace_id)
            .where(DELIVERED.workspace == workspace, DELIVERED.assembled.is_(False))
            .where(DELIVERED.trace_id.not_in(recent))
            .group_by(DELIVERED.trace_id)
            .order_by(func.min(DELIVERED.delivery_id), DELIVERED.trace_id)  # neighbours share deliveries
            .limit(limit)
        )
        return tuple(self._session.scalars(query))

    def count_waiting(self) -> int:
        """How many traces have something that no run holds yet."""
        query = select(func.count(func.distinct(DELIVERED.trace_id))).where(DELIVERED.assembled.is_(False))
        return self._session.scalar(query) or 0

    def of_traces(self, workspace: str, trace_ids: Sequence[str]) -> tuple[Delivery, ...]:
        """Everything that was ever delivered for these traces, in the order of arrival."""
        ids = select(DELIVERED.delivery_id).where(DELIVERED.workspace == workspace, DELIVERED.trace_id.in_(trace_ids))
        query = select(DeliveryRow).where(DELIVERY.id.in_(ids)).order_by(DELIVERY.id)
        return tuple(
            Delivery(row.id or 0, row.media_type, decompress(row.body)) for row in self._session.scalars(query)
        )

    def note_assembled(self, workspace: str, trace_ids: Sequence[str], *, up_to: int) -> None:
        """A run holds what these traces' deliveries say, up to the last one that was read."""
        done = update(DeliveredTraceRow).where(
            DELIVERED.workspace == workspace, DELIVERED.trace_id.in_(trace_ids), DELIVERED.delivery_id <= up_to
        )
        self._session.execute(done.values(assembled=True))
