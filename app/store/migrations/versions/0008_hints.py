"""Hints in a column of their own: what is told of them before the reveal is read without opening the key."""

import json
from typing import Any

import sqlalchemy as sa
import zstandard
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

MAGIC = b"\x28\xb5\x2f\xfd"
KEY = sa.table(
    "answer_key",
    sa.column("edition"),
    sa.column("sealed", sa.LargeBinary()),
    sa.column("hints", sa.LargeBinary()),
)


def upgrade() -> None:
    with op.batch_alter_table("answer_key") as table:
        table.add_column(sa.Column("hints", sa.LargeBinary(), nullable=False, server_default=sa.text(empty())))
    connection = op.get_bind()
    for row in connection.execute(sa.select(KEY.c.edition, KEY.c.sealed)).all():
        hints = json.dumps(unpacked(bytes(row.sealed))["hints"]).encode()
        connection.execute(sa.update(KEY).where(KEY.c.edition == row.edition).values(hints=hints))
    with op.batch_alter_table("answer_key") as table:
        table.alter_column("hints", server_default=None, existing_type=sa.LargeBinary(), existing_nullable=False)


def empty() -> str:
    """No hints, as a literal of this database."""
    return "'[]'::bytea" if op.get_bind().dialect.name == "postgresql" else "x'5b5d'"


def unpacked(body: bytes) -> dict[str, Any]:
    text = zstandard.ZstdDecompressor().decompress(body) if body.startswith(MAGIC) else body
    found: dict[str, Any] = json.loads(text)
    return found
