"""Disputes are found without looking at every event."""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    disputes = sa.text("kind = 'answer.disputed'")
    op.create_index("ix_event_disputed", "event", ["at"], sqlite_where=disputes, postgresql_where=disputes)
