"""When an attempt was locked, in a column of its own, out of what is packed: lists and figures ask for it."""

import json
from datetime import datetime
from typing import Any

import sqlalchemy as sa
import sqlmodel.sql.sqltypes
import zstandard
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None

MAGIC = b"\x28\xb5\x2f\xfd"
ATTEMPT = sa.table(
    "attempt",
    sa.column("id"),
    sa.column("body", sa.LargeBinary()),
    sa.column("locked_at", sqlmodel.sql.sqltypes.UTCDateTime()),
)


def upgrade() -> None:
    with op.batch_alter_table("attempt") as table:
        table.add_column(sa.Column("locked_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True))
    connection = op.get_bind()
    for attempt_id, body in connection.execute(sa.select(ATTEMPT.c.id, ATTEMPT.c.body)).all():
        told = unpacked(bytes(body)).get("locked_at")
        if told is not None:
            row = sa.update(ATTEMPT).where(ATTEMPT.c.id == attempt_id)
            connection.execute(row.values(locked_at=datetime.fromisoformat(told)))


def unpacked(body: bytes) -> dict[str, Any]:
    text = zstandard.ZstdDecompressor().decompress(body) if body.startswith(MAGIC) else body
    found: dict[str, Any] = json.loads(text)
    return found
