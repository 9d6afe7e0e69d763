"""What blind readers found on an edition."""

import sqlalchemy as sa
import sqlmodel.sql.sqltypes
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "edition_readings",
        sa.Column(
            "edition",
            sqlmodel.sql.sqltypes.AutoString(),
            sa.ForeignKey("edition.id", ondelete="CASCADE"),
            primary_key=True,
        ),
        sa.Column("body", sa.LargeBinary(), nullable=False),
    )
