"""Scenarios that a workspace keeps for its interviews."""

import sqlalchemy as sa
import sqlmodel.sql.sqltypes
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

TEXT = sqlmodel.sql.sqltypes.AutoString()


def upgrade() -> None:
    op.create_table(
        "reservation",
        sa.Column("workspace", TEXT, sa.ForeignKey("workspace.id"), primary_key=True),
        sa.Column("scenario", TEXT, primary_key=True),
    )
    op.create_index("ix_reservation_scenario", "reservation", ["scenario"])
