"""When a delivered trace was assembled or set aside: some days later its deliveries and its row go."""

import sqlalchemy as sa
from alembic import op
from sqlmodel.sql.sqltypes import UTCDateTime

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

_KEPT = "EXISTS (SELECT 1 FROM delivery d WHERE d.workspace = t.workspace AND d.trace_id = t.trace_id)"


def upgrade() -> None:
    op.drop_index("ix_delivered_trace_assembled", "delivered_trace")
    op.add_column("delivered_trace", sa.Column("settled_at", UTCDateTime(), nullable=True))
    settle()
    take_up_late_spans()
    op.drop_column("delivered_trace", "gone")
    op.create_index("ix_delivered_trace_settled", "delivered_trace", ["settled_at"])


def settle() -> None:
    """When a trace was set aside was not noted: its days begin now."""
    op.execute("UPDATE delivered_trace SET settled_at = assembled_at")
    op.execute(
        "UPDATE delivered_trace SET settled_at = CURRENT_TIMESTAMP WHERE failure IS NOT NULL AND due_at IS NULL"
    )


def take_up_late_spans() -> None:
    """What came after the deliveries before it had gone was set aside for that alone: now it joins its run."""
    op.execute(f"DELETE FROM delivered_trace AS t WHERE gone AND NOT {_KEPT}")  # noqa: S608  # no value is in it
    op.execute(
        "UPDATE delivered_trace SET due_at = coalesce(due_at, assembled_at), tries = 0, failure = NULL WHERE gone"
    )
