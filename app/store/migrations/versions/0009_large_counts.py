"""Counts of tokens in 64 bits, as their sums are. Every INTEGER of SQLite has them."""

from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute("ALTER TABLE step ALTER input_tokens TYPE BIGINT, ALTER output_tokens TYPE BIGINT")
