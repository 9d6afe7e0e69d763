"""How often a delivered trace was delayed and since when, and when its row was written: clocks may be set back."""

import sqlalchemy as sa
from alembic import op
from sqlmodel.sql.sqltypes import UTCDateTime

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Nothing was delayed before; of when a row was written nothing is known."""
    op.add_column("delivered_trace", sa.Column("delays", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("delivered_trace", sa.Column("delayed_since", UTCDateTime(), nullable=True))
    op.add_column("delivered_trace", sa.Column("noted_at", UTCDateTime(), nullable=True))
    index("waiting", ["due_at"], where="due_at IS NOT NULL")
    index("failed", ["workspace", "trace_id"], where="failure IS NOT NULL")


def index(name: str, columns: list[str], *, where: str) -> None:
    """Of a few rows among many."""
    rows = sa.text(where)
    op.create_index(
        f"ix_delivered_trace_{name}", "delivered_trace", columns, sqlite_where=rows, postgresql_where=rows
    )
