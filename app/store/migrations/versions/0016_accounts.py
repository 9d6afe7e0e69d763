"""People, their places in workspaces, their logins, one-time links, and how often passwords were tried."""

from typing import Any

import sqlalchemy as sa
import sqlmodel.sql.sqltypes
from alembic import op
from sqlmodel.sql.sqltypes import UTCDateTime

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

TEXT = sqlmodel.sql.sqltypes.AutoString()
DIGEST = sa.LargeBinary(length=32)


def upgrade() -> None:
    op.create_table(
        "person",
        sa.Column("id", TEXT, primary_key=True),
        sa.Column("email", TEXT, nullable=False, unique=True),
        sa.Column("password", TEXT, nullable=True),
        *times("created_at"),
    )
    op.create_table(
        "membership",
        sa.Column("workspace", TEXT, sa.ForeignKey("workspace.id"), primary_key=True),
        sa.Column("person", TEXT, sa.ForeignKey("person.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("role", TEXT, nullable=False),
        *times("created_at"),
    )
    op.create_index("ix_membership_person", "membership", ["person"])
    make_logins_and_links()
    op.create_table(
        "password_tries",
        sa.Column("key", DIGEST, primary_key=True),
        sa.Column("tries", sa.Integer(), nullable=False),
        *times("until"),
    )
    op.create_index("ix_password_tries_until", "password_tries", ["until"])


def make_logins_and_links() -> None:
    op.create_table(
        "login",
        sa.Column("digest", DIGEST, primary_key=True),
        sa.Column("id", TEXT, nullable=False, unique=True),
        sa.Column("person", TEXT, sa.ForeignKey("person.id", ondelete="CASCADE"), nullable=False),
        sa.Column("workspace", TEXT, sa.ForeignKey("workspace.id"), nullable=True),
        sa.Column("browser", TEXT, nullable=False),
        *times("created_at", "seen_at", "ends_at"),
    )
    op.create_index("ix_login_person", "login", ["person"])
    op.create_table(
        "one_time_link",
        sa.Column("digest", DIGEST, primary_key=True),
        sa.Column("id", TEXT, nullable=False, unique=True),
        sa.Column("purpose", TEXT, nullable=False),
        sa.Column("email", TEXT, nullable=True),
        sa.Column("workspace", TEXT, sa.ForeignKey("workspace.id"), nullable=True),
        sa.Column("role", TEXT, nullable=True),
        *times("created_at", "expires_at"),
    )
    op.create_index("ix_one_time_link_email", "one_time_link", ["email"])
    op.create_index("ix_one_time_link_workspace", "one_time_link", ["workspace"])


def times(*names: str) -> list[sa.Column[Any]]:
    return [sa.Column(name, UTCDateTime(), nullable=False) for name in names]
