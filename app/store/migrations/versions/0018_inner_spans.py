"""Inner spans of a step in a column of their own. Runs that are there have none until they are read anew."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("step", sa.Column("inner", sa.LargeBinary(), nullable=True))
