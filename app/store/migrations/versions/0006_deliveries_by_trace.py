"""Each delivery is of one trace, and each delivered trace tells how it fares."""

import sqlalchemy as sa
import sqlmodel.sql.sqltypes
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

TEXT = sqlmodel.sql.sqltypes.AutoString()
TIME = sqlmodel.sql.sqltypes.UTCDateTime()
# Any sixteen bytes that are no other row's: what came before cannot be told from what comes twice.
DIGESTS = {
    "sqlite": "CAST(printf('%016d', delivery_whole.id) AS BLOB)",
    "postgresql": "decode(lpad(to_hex(delivery_whole.id), 32, '0'), 'hex')",
}


def upgrade() -> None:
    op.rename_table("delivery", "delivery_whole")
    op.rename_table("delivered_trace", "delivered_trace_whole")
    make_tables()
    fill_deliveries()
    fill_traces()
    op.drop_table("delivered_trace_whole")
    op.drop_table("delivery_whole")
    op.create_index("ix_delivered_trace_due", "delivered_trace", ["tries", "due_at"])
    op.create_index("ix_delivered_trace_assembled", "delivered_trace", ["gone", "assembled_at"])
    op.create_index("ix_trace_link_linked", "trace_link", ["workspace", "linked"])


def make_tables() -> None:
    op.create_table(
        "delivery",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("workspace", TEXT, sa.ForeignKey("workspace.id"), nullable=False),
        sa.Column("trace_id", TEXT, nullable=False),
        sa.Column("digest", sa.LargeBinary(length=16), nullable=False),
        sa.Column("media_type", TEXT, nullable=False),
        sa.Column("received_at", TIME, nullable=False),
        sa.Column("spans", sa.Integer(), nullable=False),
        sa.Column("assembled", sa.Boolean(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.UniqueConstraint("workspace", "trace_id", "digest", name="uq_delivery"),
    )
    op.create_table(
        "delivered_trace",
        sa.Column("workspace", TEXT, sa.ForeignKey("workspace.id"), primary_key=True),
        sa.Column("trace_id", TEXT, primary_key=True),
        *(sa.Column(name, TIME, nullable=True) for name in ("due_at", "leased_until", "rest_until", "assembled_at")),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("failure", TEXT, nullable=True),
        sa.Column("gone", sa.Boolean(), nullable=False),
    )
    op.create_table(
        "trace_link",
        sa.Column("workspace", TEXT, sa.ForeignKey("workspace.id"), primary_key=True),
        sa.Column("trace_id", TEXT, primary_key=True),
        sa.Column("linked", TEXT, primary_key=True),
    )


def fill_deliveries() -> None:
    """A request of several traces is kept for each of them, whole: whoever reads it picks what is the trace's own."""
    op.execute(
        "INSERT INTO delivery (workspace, trace_id, digest, media_type, received_at, spans, assembled, body) "  # noqa: S608
        f"SELECT traces.workspace, traces.trace_id, {DIGESTS[op.get_bind().dialect.name]}, media_type, "
        "received_at, 0, traces.assembled, body FROM delivery_whole "
        "JOIN delivered_trace_whole traces ON traces.delivery_id = delivery_whole.id ORDER BY delivery_whole.id"
    )


def fill_traces() -> None:
    """What waits is due since it came; what became a run did so when its last delivery came, as far as is known."""
    op.execute(
        "INSERT INTO delivered_trace (workspace, trace_id, due_at, assembled_at, tries, gone) "
        "SELECT workspace, trace_id, max(CASE WHEN assembled THEN NULL ELSE received_at END), "
        "max(CASE WHEN assembled THEN received_at END), 0, false FROM delivery GROUP BY workspace, trace_id"
    )
