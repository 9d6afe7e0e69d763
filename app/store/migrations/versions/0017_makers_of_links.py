"""Who made a one-time link. Of those that are open nobody knows: they go, and may be made anew."""

import sqlalchemy as sa
import sqlmodel.sql.sqltypes
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("DELETE FROM one_time_link")
    op.add_column("one_time_link", sa.Column("created_by", sqlmodel.sql.sqltypes.AutoString(), nullable=False))
