"""The tables of the inbox: what was delivered, and how the delivered traces fare."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, ClassVar

from sqlalchemy import Index, UniqueConstraint, exists, text
from sqlmodel import Field, SQLModel

from app.store.among import among
from app.store.tables import Hash, columns_of, time_column

_WAITING = text("due_at IS NOT NULL")
_FAILED = text("failure IS NOT NULL")


class DeliveryRow(SQLModel, table=True):
    """What an accepted OTLP request said of one trace, as it came; `assembled` once a run holds what it says."""

    __tablename__: ClassVar[str] = "delivery"
    id: int | None = Field(default=None, primary_key=True)
    workspace: str = Field(foreign_key="workspace.id")
    trace_id: str
    digest: bytes = Field(sa_type=Hash)
    media_type: str
    received_at: datetime = Field(sa_column=time_column(nullable=False))
    spans: int
    assembled: bool
    body: bytes
    __table_args__ = (UniqueConstraint("workspace", "trace_id", "digest", name="uq_delivery"),)


class DeliveredTraceRow(SQLModel, table=True):
    """How a delivered trace fares: `due_at` while it waits to become a run, `leased_until` while one is made.

    `settled_at` is when it was last assembled or set aside, `failure` why it last could not become a run. `tries` are
    those that failed; `delays` those that something else was in the way of, one after the other since
    `delayed_since`. `noted_at` is when the row was written. When its deliveries are let go of, this row goes too.
    """

    __tablename__: ClassVar[str] = "delivered_trace"
    workspace: str = Field(primary_key=True, foreign_key="workspace.id")
    trace_id: str = Field(primary_key=True)
    due_at: datetime | None = Field(default=None, sa_column=time_column(nullable=True))
    leased_until: datetime | None = Field(default=None, sa_column=time_column(nullable=True))
    rest_until: datetime | None = Field(default=None, sa_column=time_column(nullable=True))
    assembled_at: datetime | None = Field(default=None, sa_column=time_column(nullable=True))
    settled_at: datetime | None = Field(default=None, sa_column=time_column(nullable=True))
    tries: int
    delays: int
    delayed_since: datetime | None = Field(default=None, sa_column=time_column(nullable=True))
    noted_at: datetime | None = Field(default=None, sa_column=time_column(nullable=True))
    failure: str | None = None
    __table_args__ = (
        Index("ix_delivered_trace_due", "tries", "due_at"),
        Index("ix_delivered_trace_waiting", "due_at", sqlite_where=_WAITING, postgresql_where=_WAITING),
        Index("ix_delivered_trace_failed", "workspace", "trace_id", sqlite_where=_FAILED, postgresql_where=_FAILED),
        Index("ix_delivered_trace_settled", "settled_at"),
    )


class TraceLinkRow(SQLModel, table=True):
    """Two traces that become one run: a span of the first is linked to the second, or they were grouped before."""

    __tablename__: ClassVar[str] = "trace_link"
    workspace: str = Field(primary_key=True, foreign_key="workspace.id")
    trace_id: str = Field(primary_key=True)
    linked: str = Field(primary_key=True)
    __table_args__ = (Index("ix_trace_link_linked", "workspace", "linked"),)


DELIVERY: Any = columns_of(DeliveryRow)
DELIVERED: Any = columns_of(DeliveredTraceRow)
LINK: Any = columns_of(TraceLinkRow)

# Something was delivered of the trace that no run holds yet.
UNHELD: Any = exists().where(
    DELIVERY.workspace == DELIVERED.workspace, DELIVERY.trace_id == DELIVERED.trace_id, DELIVERY.assembled.is_(False)
)


def delivered_traces(workspace: str, trace_ids: Iterable[str]) -> tuple[Any, ...]:
    """The conditions for the rows of these traces."""
    return DELIVERED.workspace == workspace, among(DELIVERED.trace_id, trace_ids)


def deliveries_of(workspace: str, trace_ids: Iterable[str]) -> tuple[Any, ...]:
    """The conditions for what was delivered of these traces."""
    return DELIVERY.workspace == workspace, among(DELIVERY.trace_id, trace_ids)
